"""Where batch norm and ReLU stand in a residual block: behind the convolutions or before them."""

from cnnviz.train.experiments.base import Experiment, Trial
from cnnviz.words import Words

EXPERIMENT = Experiment(
    name="preactivation",
    topic="depth",
    title=Words(ko="사전 활성화 순서", en="The order of pre-activation"),
    question=Words(
        ko="BN과 ReLU를 합성곱 앞에 두어 지름길을 비우면 깊은 망이 더 쉽게 배울까요?",
        en="Does a deep network learn more easily when BN and ReLU come before the convolutions and the shortcut stays empty?",
    ),
    expect=Words(
        ko="56층에서는 두 곡선이 비슷하고, 시작할 때 사전 활성화 쪽이 조금 빨리 내려갑니다. 논문에서 뚜렷한 차이는 110층(6.61 → 6.37 %)과 "
        "1001층(7.61 → 4.92 %)에서 나옵니다. 기울기가 지름길을 따라 그대로 흐르기 때문입니다.",
        en="With 56 layers the curves are close, the pre-activated one falling a little faster at first. The paper's clear gains "
        "come with 110 layers (6.61 to 6.37 %) and 1001 (7.61 to 4.92 %): along an empty shortcut the gradient flows unchanged.",
    ),
    source="He 2016, section 4, Tables 2 and 3; lectures 000, 002, 004",
    trials=(
        Trial("conv-BN-ReLU", "resnet56"),
        Trial("BN-ReLU-conv", "resnet56:preactivation=true"),
    ),
    differs=("preactivation",),
    settings={"epochs": 6},
)
