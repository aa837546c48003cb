"""The learning rate in steps against one cycle."""

from cnnviz.train.experiments.base import Experiment, Trial
from cnnviz.words import Words

EXPERIMENT = Experiment(
    name="rate_schedules",
    topic="learning",
    title=Words(ko="계단과 one-cycle", en="Steps against one cycle"),
    question=Words(
        ko="같은 시간 안에서 학습률을 계단으로 낮추는 것과 한 번 올렸다 내리는 것 가운데 어느 쪽이 나을까요?",
        en="Within the same time, is it better to lower the rate in steps, or to raise it once and lower it again?",
    ),
    expect=Words(
        ko="계단에서는 학습률이 10분의 1이 되는 순간 손실이 뚝 떨어집니다. one-cycle은 끝까지 부드럽게 내려가고, 에폭이 적을수록 유리합니다. "
        "학습률 그림과 손실 그림을 함께 보십시오.",
        en="In steps the loss drops the moment the rate is divided by ten. One cycle comes down smoothly to the end, and the fewer the "
        "epochs the more it gains. Look at the rate and the loss together.",
    ),
    source="He 2015, section 4.2; Smith & Topin 2017, section 3",
    trials=(
        Trial("step", "resnet20", {"schedule": "step"}),
        Trial("one cycle", "resnet20", {"schedule": "one_cycle"}),
        Trial("constant", "resnet20", {"schedule": "constant"}),
    ),
    differs=("schedule",),
    settings={"epochs": 8},
)
