"""Residual blocks that are skipped at random while training: how many of them work at a time."""

from cnnviz.train.experiments.base import Experiment, Trial
from cnnviz.words import Words

EXPERIMENT = Experiment(
    name="stochastic_depth",
    topic="depth",
    title=Words(ko="확률적 깊이", en="Stochastic depth"),
    question=Words(
        ko="학습할 때 블록을 무작위로 건너뛰면 무엇을 잃고 무엇을 얻을까요?",
        en="What is lost and what is won when blocks are skipped at random while training?",
    ),
    expect=Words(
        ko="블록 27개 가운데 l번째가 남을 확률은 p_l = 1 − l/27·(1 − 0.5)입니다. 더하면 한 번에 평균 20개가 일하므로, 56층이 아니라 평균 42층으로 "
        "배웁니다. 학습 손실은 더 높지만 시험할 때는 모든 블록을 p_l만큼 씁니다. 500에폭을 학습한 논문에서는 시험 오차가 줄었고, 짧은 학습에서는 "
        "아직 느린 쪽으로 보입니다.",
        en="Of 27 blocks the l-th stays with probability p_l = 1 − l/27·(1 − 0.5): 20 of them work at a time on average, so the net "
        "learns with 42 layers, not 56. Its training loss is higher; at test time all blocks are used, each times p_l. After the "
        "paper's 500 epochs the test error is lower; in a short run it still looks like the slower one.",
    ),
    source="Huang 2016, section 3 (expected depth) and Table 1; lecture 004 (lecture 000 tells it inside Wide ResNet)",
    trials=(
        Trial("ResNet-56", "resnet56"),
        Trial("p_L = 0.8", "resnet56:survival=0.8"),
        Trial("p_L = 0.5", "resnet56:survival=0.5"),
    ),
    differs=("survival",),
    settings={"epochs": 6},
)
