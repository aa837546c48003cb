"""Plain against residual networks of 20 and 56 layers: a deeper network that learns worse."""

from cnnviz.train.experiments.base import Experiment, Trial
from cnnviz.words import Words

EXPERIMENT = Experiment(
    name="degradation",
    topic="depth",
    title=Words(ko="깊은 망은 왜 더 못 배우는가", en="Why a deeper network learns worse"),
    question=Words(
        ko="층을 20개에서 56개로 늘리면 더 잘 배울까요? 지름길이 있으면 어떨까요?",
        en="Does a network learn better with 56 layers than with 20? And with shortcuts?",
    ),
    expect=Words(
        ko="지름길이 없는 Plain-56은 Plain-20보다 학습 손실도 높습니다. 과적합이라면 학습 손실은 낮아야 하므로, 이것은 학습이 어려워진 "
        "것(성능 저하)입니다. ResNet-56은 ResNet-20만큼 또는 더 잘 배웁니다. 논문에서는 CIFAR-10에서 64,000걸음을 학습했고, 여기서는 "
        "훨씬 짧으므로 앞부분의 차이만 보입니다.",
        en="Plain-56, without shortcuts, ends with a higher training loss than Plain-20. Overfitting would lower it, so this is "
        "degradation: the deeper net is harder to train. ResNet-56 learns as well as ResNet-20, or better. The paper trained "
        "64,000 steps on CIFAR-10; this is far shorter and shows the beginning.",
    ),
    source="He 2015, section 4.2, Figures 1 and 6 (CIFAR-10, not CIFAR-100 as one lecture prints); lectures 000, 002, 003",
    trials=(
        Trial("Plain-20", "plain20"),
        Trial("ResNet-20", "resnet20"),
        Trial("Plain-56", "plain56"),
        Trial("ResNet-56", "resnet56"),
    ),
    differs=("depth", "residual"),
    settings={"epochs": 6},
)
