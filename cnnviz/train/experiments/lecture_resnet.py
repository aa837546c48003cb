"""The lecture's loop for ResNet-50 on CIFAR-10, with its own settings."""

from cnnviz.train.experiments.base import Experiment, Trial
from cnnviz.words import Words

EPOCHS, EVERY = 150, 10  # StepLR(optimizer, step_size=10, gamma=0.5)

EXPERIMENT = Experiment(
    name="lecture_resnet",
    topic="lectures",
    title=Words(ko="강의의 ResNet-CIFAR 루프", en="The lecture's ResNet loop on CIFAR-10"),
    question=Words(
        ko="강의의 ResNet-50(CIFAR)과 과제의 ResNet-34는 강의 설정에서 어떻게 배울까요?",
        en="How do the lecture's ResNet-50 (CIFAR) and the assignment's ResNet-34 learn with the lecture's settings?",
    ),
    expect=Words(
        ko="두 망 모두 몇 에폭 안에 70 %를 넘고, 학습률이 반으로 줄 때마다 손실이 조금씩 떨어집니다. 과제는 2에폭이면 되므로 에폭을 2로 줄여 "
        "먼저 해 보십시오. 강의 코드는 자르기만 하고 뒤집지 않지만 여기서는 뒤집기도 합니다.",
        en="Both pass 70 % within a few epochs, and the loss falls a little whenever the rate is halved. The assignment asks for two "
        "epochs: set epochs to 2 for a first look. The lecture's code crops without mirroring; here pictures are mirrored, too.",
    ),
    source="Lecture 001 (lab 10-6-2): SGD 0.1, momentum 0.9, decay 0.0005, batch 256, the rate halved every 10 of 150 epochs",
    trials=(
        Trial("ResNet-34", "resnet34_cifar:zero_init_residual=true"),
        Trial("ResNet-50", "resnet50_cifar:zero_init_residual=true"),
    ),
    differs=("block", "depth"),
    settings={
        "epochs": EPOCHS, "batch": 256, "optimiser": "sgd", "rate": 0.1, "momentum": 0.9, "nesterov": False, "schedule": "step",
        "milestones": ",".join(f"{epoch / EPOCHS:.4f}" for epoch in range(EVERY, EPOCHS, EVERY)), "drop": 0.5, "warm_up": 0.0,
        "weight_decay": 0.0005, "decay_all": True, "augmentation": "crop_flip",
    },
    data="cifar10",
)  # fmt: skip
