"""With and without batch normalisation, at three learning rates."""

from cnnviz.train.experiments.base import Experiment, Trial
from cnnviz.words import Words

RATES = (0.01, 0.1, 0.5)

EXPERIMENT = Experiment(
    name="batch_norm",
    topic="start",
    title=Words(ko="배치 정규화와 학습률", en="Batch normalisation and the rate"),
    question=Words(
        ko="배치 정규화가 있으면 학습률을 얼마나 올릴 수 있을까요?",
        en="How far can the learning rate be raised with batch normalisation?",
    ),
    expect=Words(
        ko="배치 정규화가 있으면 세 학습률에서 모두 배우고, 큰 학습률도 견딥니다. 없으면 낮은 학습률에서만 천천히 배우고, 0.5에서는 손실이 "
        "무한대가 되거나(그러면 그 학습은 한 문장을 남기고 멈춥니다) 찍는 수준에 머뭅니다. 원 논문은 학습률을 30배까지 올렸습니다.",
        en="With batch norm the network learns at all three rates, and bears the high one. Without, it learns slowly at the low rate; "
        "at 0.5 the loss becomes infinite (that run then ends with a sentence) or stays at guessing. The paper raised the rate 30 times.",
    ),
    source="Ioffe & Szegedy 2015, sections 3.3 and 4.2.1; lectures 002, 003",
    trials=tuple(
        Trial(f"{'BN' if on else 'no BN'}, {rate:g}", f"plain20:batch_norm={str(on).lower()}", {"rate": rate})
        for on in (True, False)
        for rate in RATES
    ),
    differs=("batch_norm", "rate"),
    settings={"epochs": 4, "schedule": "constant"},
)
