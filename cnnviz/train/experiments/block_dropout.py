"""Dropout between the convolutions of a wide residual block."""

from cnnviz.train.experiments.base import Experiment, Trial
from cnnviz.words import Words

EXPERIMENT = Experiment(
    name="block_dropout",
    topic="blocks",
    title=Words(ko="블록 안의 드롭아웃", en="Dropout in the block"),
    question=Words(
        ko="넓은 블록의 두 합성곱 사이에 드롭아웃을 두면 시험 정확도가 오를까요?",
        en="Does dropout between the two convolutions of a wide block raise the test accuracy?",
    ),
    expect=Words(
        ko="드롭아웃이 있으면 학습 손실이 더 높고, 학습과 시험의 차이가 줄어듭니다. 논문에서는 SVHN에서 도움이 되었고(WRN-16-4: 1.85 → 1.64 %), "
        "CIFAR-10의 WRN-16-4에서는 오히려 나빠졌습니다(5.02 → 5.24 %).",
        en="With dropout the training loss stays higher, and training and test come closer. The paper saw gains on SVHN (WRN-16-4: 1.85 "
        "to 1.64 %), and a loss for WRN-16-4 on CIFAR-10 (5.02 to 5.24 %).",
    ),
    source="Zagoruyko 2016, section 3.3, Table 6; lecture 000",
    trials=(
        Trial("WRN-16-2", "wrn_40_2:depth=16"),
        Trial("dropout 0.3", "wrn_40_2:depth=16,dropout=0.3"),
    ),
    differs=("dropout",),
    settings={"epochs": 8},
)
