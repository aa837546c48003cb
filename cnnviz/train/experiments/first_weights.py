"""First weights: all zero, small, Xavier's and He's."""

from cnnviz.train.experiments.base import Experiment, Trial
from cnnviz.words import Words

NETWORK = "plain20:batch_norm=false,init="  # neither shortcuts nor batch norm make up for bad first weights

EXPERIMENT = Experiment(
    name="first_weights",
    topic="start",
    title=Words(ko="첫 가중치", en="First weights"),
    question=Words(
        ko="가중치를 0, 작은 정규분포, Xavier, He로 시작하면 학습이 어떻게 달라질까요?",
        en="What happens to learning when weights start at zero, small and normal, with Xavier's variance, or with He's?",
    ),
    expect=Words(
        ko="0에서 시작하면 같은 층의 필터가 모두 같은 기울기(여기서는 0)를 받아 손실이 움직이지 않습니다. 표준편차 0.01은 20층을 지나며 신호가 "
        "사라져 역시 배우지 못합니다. Xavier(분산 2/(n_in+n_out))는 ReLU에서 층마다 신호가 절반이 되어 늦고, He(분산 2/n)가 가장 먼저 배웁니다. "
        "기울기 크기를 로그 눈금으로 보십시오. 강의에 적힌 제곱근은 분산이 아니라 표준편차입니다.",
        en="From zero, all filters of a layer get the same gradient (here: none) and the loss stands still. With deviation 0.01 the "
        "signal dies away over 20 layers, and nothing is learnt either. Xavier's variance 2/(n_in+n_out) halves the signal at every "
        "ReLU and starts late; He's 2/n learns first. Look at the gradient norms on the log scale. The square roots printed in the "
        "lecture are standard deviations, not variances.",
    ),
    source="Glorot 2010, section 4.2; He 2015 (arXiv:1502.01852), section 2.2, Figures 2 and 3; lecture 000",
    trials=(
        Trial("zeros", f"{NETWORK}zeros"),
        Trial("normal 0.01", f"{NETWORK}normal"),
        Trial("Xavier", f"{NETWORK}xavier"),
        Trial("He", f"{NETWORK}he"),
    ),
    differs=("init",),
    settings={"epochs": 6, "rate": 0.02, "schedule": "one_cycle"},
)
