"""How a run changes the weights: batch, optimiser, rate and its schedule, decay, averaging; the second part."""

from dataclasses import dataclass

from cnnviz.options import choice, number, text, toggle
from cnnviz.train.task import Task
from cnnviz.words import Words


@dataclass(frozen=True)
class Learning(Task):
    """The optimiser and all that steers it."""

    batch: int = number(
        128, 2, 8192, 1,
        label=Words(ko="배치 크기", en="Batch"),
        help=Words(
            ko="한 걸음에 함께 보는 사진의 수입니다. AlexNet과 ResNet(CIFAR)은 128, VGG와 ResNet(ImageNet)은 256, LeNet-5는 1입니다.",
            en="Pictures seen together in one step. AlexNet and ResNet (CIFAR): 128; VGG and ResNet (ImageNet): 256; LeNet-5: 1.",
        ),
    )  # fmt: skip
    optimiser: str = choice(
        "sgd", "adamw", default="sgd",
        label=Words(ko="최적화 방법", en="Optimiser"),
        help=Words(
            ko="sgd: 모멘텀을 둔 확률적 경사 하강법으로 AlexNet에서 ResNet까지 모두 썼습니다. adamw: 가중치마다 보폭을 맞추고 "
            "감쇠를 따로 합니다 (Loshchilov & Hutter 2017).",
            en="sgd: stochastic gradient descent with momentum, as all papers from AlexNet to ResNet; adamw: a step size for each "
            "weight, decay apart from it (Loshchilov & Hutter 2017).",
        ),
    )  # fmt: skip
    rate: float = number(
        0.1, 1e-6, 10, 0.0001,
        label=Words(ko="학습률", en="Learning rate"),
        help=Words(
            ko="가장 클 때의 학습률입니다. ResNet은 0.1, AlexNet과 VGG는 0.01에서 시작하고, AdamW는 흔히 0.001입니다.",
            en="At its highest. ResNet starts at 0.1, AlexNet and VGG at 0.01; AdamW usually takes 0.001.",
        ),
    )  # fmt: skip
    momentum: float = number(
        0.9, 0, 0.999, 0.01,
        label=Words(ko="모멘텀", en="Momentum"),
        help=Words(
            ko="지난 걸음의 방향을 얼마나 이어 갈지 정합니다(AdamW에서는 β₁). AlexNet, VGG, GoogLeNet, ResNet 모두 0.9입니다.",
            en="How much of the last step's direction goes on (β₁ in AdamW). AlexNet, VGG, GoogLeNet and ResNet all have 0.9.",
        ),
    )  # fmt: skip
    nesterov: bool = toggle(
        True,
        label=Words(ko="네스테로프 모멘텀", en="Nesterov momentum"),
        help=Words(
            ko="관성으로 갈 자리에서 기울기를 봅니다 (Sutskever 2013). DenseNet과 Wide ResNet이 썼습니다. SGD에만 해당합니다.",
            en="Looks at the gradient where the momentum leads (Sutskever 2013); DenseNet and Wide ResNet had it. SGD only.",
        ),
    )
    schedule: str = choice(
        "constant", "step", "cosine", "one_cycle", "plateau", default="one_cycle",
        label=Words(ko="학습률 계획", en="Schedule"),
        help=Words(
            ko="constant: 그대로. step: 정한 때에 나눔(ResNet). cosine: 코사인을 따라 0으로 (Loshchilov 2016). one_cycle: 올렸다가 내림 "
            "(Smith & Topin 2017). plateau: 시험 오차가 줄지 않으면 10으로 나눔(AlexNet, VGG).",
            en="constant; step: divided at set times (ResNet); cosine: down to 0 (Loshchilov 2016); one_cycle: up, then down "
            "(Smith & Topin 2017); plateau: ÷10 when the test error stops falling (AlexNet, VGG).",
        ),
    )  # fmt: skip
    milestones: str = text(
        "0.5,0.75",
        label=Words(ko="나누는 때", en="Milestones"),
        help=Words(
            ko="step 계획이 학습률을 바꾸는 때를 전체에 대한 비율로 씁니다. ResNet은 64,000걸음 가운데 32,000과 48,000걸음입니다: 0.5,0.75.",
            en="When the step schedule changes the rate, as shares of the run. ResNet: at 32,000 and 48,000 of 64,000 steps: 0.5,0.75.",
        ),
    )
    drop: float = number(
        0.1, 0.01, 0.99, 0.01,
        label=Words(ko="곱하는 값", en="Drop factor"),
        help=Words(
            ko="step과 plateau 계획이 학습률에 곱하는 값입니다. AlexNet, VGG, ResNet은 0.1, Wide ResNet은 0.2, GoogLeNet은 0.96입니다.",
            en="What step and plateau multiply the rate by. AlexNet, VGG and ResNet 0.1; Wide ResNet 0.2; GoogLeNet 0.96.",
        ),
    )  # fmt: skip
    rise: float = number(
        0.25, 0.01, 0.9, 0.05,
        label=Words(ko="오르는 구간", en="Rise"),
        help=Words(
            ko="one_cycle 계획에서 학습률이 오르는 구간의 비율입니다. 나머지에서 내려갑니다 (Smith & Topin 2017).",
            en="Share of the run in which one_cycle lets the rate rise; it falls in the rest (Smith & Topin 2017).",
        ),
    )  # fmt: skip
    warm_up: float = number(
        0.0, 0, 100, 0.5,
        label=Words(ko="예열(에폭)", en="Warm-up (epochs)"),
        help=Words(
            ko="처음 몇 에폭 동안 학습률을 0에서 천천히 올립니다. Goyal 2017은 5에폭이고, ResNet-110은 처음에 0.01을 썼습니다.",
            en="The rate climbs from near 0 in the first epochs: 5 in Goyal 2017; ResNet-110 began with 0.01. one_cycle has a rise of its own.",
        ),
    )  # fmt: skip
    weight_decay: float = number(
        0.0005, 0, 1, 0.0001,
        label=Words(ko="가중치 감쇠", en="Weight decay"),
        help=Words(
            ko="걸음마다 가중치를 이만큼 0 쪽으로 당깁니다. AlexNet, VGG, Wide ResNet은 0.0005, ResNet은 0.0001입니다.",
            en="Each step draws the weights towards 0 by this much. AlexNet, VGG, Wide ResNet: 0.0005; ResNet: 0.0001.",
        ),
    )  # fmt: skip
    decay_all: bool = toggle(
        False,
        label=Words(ko="편향과 정규화도 감쇠", en="Decay biases and norms too"),
        help=Words(
            ko="옛 논문은 모든 값을 감쇠했습니다. 지금은 편향과 정규화 계수는 흔히 뺍니다 (Goyal 2017, 5.3절; He 2018).",
            en="Older papers decayed all; biases and norm coefficients are commonly left out now (Goyal 2017, 5.3; He 2018).",
        ),
    )
    label_smoothing: float = number(
        0.0, 0, 0.5, 0.05,
        label=Words(ko="라벨 스무딩", en="Label smoothing"),
        help=Words(
            ko="정답의 목표를 1보다 조금 낮추고 나머지에 고루 나눕니다. Inception-v3는 0.1입니다 (Szegedy 2015, 7절).",
            en="The right class aims a little below 1, the rest is shared by all. Inception-v3: 0.1 (Szegedy 2015, section 7).",
        ),
    )  # fmt: skip
    average: float = number(
        0.0, 0, 0.9999, 0.001,
        label=Words(ko="가중치 평균", en="Weight averaging"),
        help=Words(
            ko="시험과 저장에 쓸 가중치를 걸음마다 지수 이동 평균으로 구하고, 배치 정규화는 그 가중치로 다시 잽니다(Izmailov 2018, 3.2절). "
            "0이면 끕니다. Inception-v3와 EfficientNet은 0.9999입니다.",
            en="Tested and saved weights are a moving average over the steps, with batch norms measured anew (Izmailov 2018, 3.2); "
            "0 is off. Inception-v3 and EfficientNet: 0.9999.",
        ),
    )  # fmt: skip
