"""Depthwise separable convolutions against ordinary ones of the same shape."""

from cnnviz.train.experiments.base import Experiment, Trial
from cnnviz.words import Words

NETWORK = "mobilenet_cifar:width=0.5,depthwise_separable="

EXPERIMENT = Experiment(
    name="depthwise",
    topic="layers",
    title=Words(ko="깊이별 분리 합성곱", en="Depthwise separable convolutions"),
    question=Words(
        ko="곱셈-덧셈을 8분의 1로 줄이면 정확도를 얼마나 잃을까요?",
        en="How much accuracy does it cost to do with an eighth of the multiply-adds?",
    ),
    expect=Words(
        ko="보통 합성곱은 99.5 M, 분리 합성곱은 12.2 M의 곱셈-덧셈을 쓰지만 정확도 차이는 작습니다. ImageNet에서는 71.7 %와 70.6 %였습니다. "
        "CPU 코어 두 개에서 잰 속도는 1.2배뿐입니다. 깊이별 층은 계산보다 메모리를 더 기다리기 때문입니다.",
        en="99.5 M multiply-adds against 12.2 M, and little accuracy between them: 71.7 against 70.6 % on ImageNet. On two CPU "
        "cores it was measured to be 1.2 times as fast, not eight: a depthwise layer waits for memory more than it computes.",
    ),
    source="Howard 2017, Table 4; lectures 000, 002",
    trials=(Trial("ordinary", f"{NETWORK}false"), Trial("depthwise", f"{NETWORK}true")),
    differs=("depthwise_separable",),
    settings={"epochs": 6},
)
