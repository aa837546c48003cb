"""GoogLeNet with and without its auxiliary classifiers."""

from cnnviz.train.experiments.base import Experiment, Trial
from cnnviz.words import Words

NETWORK = "googlenet_torchvision:aux="

EXPERIMENT = Experiment(
    name="auxiliary_heads",
    topic="blocks",
    title=Words(ko="보조 분류기", en="Auxiliary classifiers"),
    question=Words(
        ko="중간에 붙인 보조 분류기가 깊은 망의 앞쪽을 돕는다는 말이 맞을까요?",
        en="Do classifiers half-way help the first part of a deep network to learn?",
    ),
    expect=Words(
        ko="보조 분류기가 있으면 학습 손실에 0.3배씩 두 번 더해져 손실 값이 커 보입니다. 시험할 때는 떼어 내므로 시험 손실끼리 비교하십시오. 이 "
        "망에는 배치 정규화가 있어 차이가 작습니다. Inception-v3 논문도 보조 분류기는 끝에 가서 조금 도울 뿐이라고 적었습니다.",
        en="With the heads, 0.3 times each of their losses is added, so the training loss looks larger. They are gone at test time: "
        "compare the test losses. This net has batch norm, so the difference is small; the Inception-v3 paper, too, found that they "
        "help a little near the end only.",
    ),
    source="Szegedy 2014, section 5; Szegedy 2015 (arXiv:1512.00567), section 4; lectures 002, 003, 004",
    trials=(Trial("no heads", f"{NETWORK}false"), Trial("two heads", f"{NETWORK}true")),
    differs=("aux",),
    settings={"epochs": 4, "size": 64},
)
