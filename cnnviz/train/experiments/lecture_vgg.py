"""The lecture's loop for VGG on CIFAR-10, with its own settings."""

from cnnviz.train.experiments.base import Experiment, Trial
from cnnviz.words import Words

EPOCHS, EVERY = 30, 5  # StepLR(optimizer, step_size=5, gamma=0.9)

EXPERIMENT = Experiment(
    name="lecture_vgg",
    topic="lectures",
    title=Words(ko="강의의 VGG-CIFAR 루프", en="The lecture's VGG loop on CIFAR-10"),
    question=Words(
        ko="강의의 설정 그대로 30에폭을 학습하면 시험 정확도가 73 %가 될까요?",
        en="With the lecture's own settings, does VGG reach its 73 % test accuracy after 30 epochs?",
    ),
    expect=Words(
        ko="강의 노트의 마지막 손실은 0.32 안팎, 시험 정확도는 73 %입니다. 학습 정확도와의 차이가 크므로 과적합을 보기에 좋습니다. 강의에서는 "
        "lr_sche.step()을 에폭의 처음에 부르지만 여기서는 optimizer.step() 뒤에 학습률을 바꿉니다.",
        en="The notes end with a loss around 0.32 and 73 % on the test: training runs far ahead, a clear case of overfitting. The lecture "
        "calls lr_sche.step() at the start of an epoch; here the rate changes behind optimizer.step(), as it should.",
    ),
    source="Lecture 001 (lab 10-5-2): SGD 0.005, momentum 0.9, batch 512, the rate times 0.9 every 5 epochs, no augmentation",
    trials=(Trial("VGG-16 (CIFAR-10)", "vgg16_cifar"),),
    differs=(),
    settings={
        "epochs": EPOCHS, "batch": 512, "optimiser": "sgd", "rate": 0.005, "momentum": 0.9, "nesterov": False, "schedule": "step",
        "milestones": ",".join(f"{epoch / EPOCHS:.4f}" for epoch in range(EVERY, EPOCHS, EVERY)), "drop": 0.9, "warm_up": 0.0,
        "weight_decay": 0.0, "augmentation": "none",
    },
    data="cifar10",
)  # fmt: skip
