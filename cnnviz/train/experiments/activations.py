"""Sigmoid, tanh and ReLU, and what reaches the first layers of the gradient."""

from cnnviz.train.experiments.base import Experiment, Trial
from cnnviz.words import Words

NETWORK = "plain20:batch_norm=false,init=xavier,activation="

EXPERIMENT = Experiment(
    name="activations",
    topic="start",
    title=Words(ko="시그모이드, tanh, ReLU", en="Sigmoid, tanh, ReLU"),
    question=Words(
        ko="활성화 함수에 따라 앞쪽 층까지 기울기가 얼마나 남을까요?",
        en="How much of the gradient is left at the first layers, depending on the activation?",
    ),
    expect=Words(
        ko="시그모이드의 기울기는 0.25를 넘지 못해 20층을 거치면 앞쪽 층에 거의 남지 않고, 손실이 그대로 머뭅니다. tanh와 ReLU는 기울기가 남아 "
        "배웁니다. 층별 기울기 크기를 로그 눈금으로 비교하십시오. AlexNet 논문에서 ReLU는 tanh보다 여섯 배 빨랐습니다(4층 망, CIFAR-10).",
        en="The slope of a sigmoid never exceeds 0.25, so after 20 layers next to nothing reaches the first ones and the loss stays "
        "where it is. tanh and ReLU keep a gradient and learn. Compare the gradient norms by depth on the log scale. In the AlexNet "
        "paper ReLU was six times as fast as tanh (four layers, CIFAR-10).",
    ),
    source="Krizhevsky 2012, section 3.1, Figure 1; Glorot 2010, section 3; lectures 003, 004",
    trials=(
        Trial("sigmoid", f"{NETWORK}sigmoid"),
        Trial("tanh", f"{NETWORK}tanh"),
        Trial("ReLU", f"{NETWORK}relu"),
    ),
    differs=("activation",),
    settings={"epochs": 6, "rate": 0.02, "schedule": "one_cycle"},
)
