"""One network with more and more augmentation."""

from cnnviz.train.experiments.base import Experiment, Trial
from cnnviz.words import Words

RUNGS = ("none", "flip", "crop_flip", "cutout", "mixup")

EXPERIMENT = Experiment(
    name="augmentation_ladder",
    topic="learning",
    title=Words(ko="데이터 증강의 사다리", en="The ladder of augmentation"),
    question=Words(
        ko="뒤집기, 자르기, 가리기, 섞기를 하나씩 더하면 학습과 시험의 차이가 어떻게 변할까요?",
        en="How does the gap between training and test change as flips, crops, cut-outs and blends are added?",
    ),
    expect=Words(
        ko="증강이 없으면 학습 정확도가 먼저 100 %에 가까워지고 시험 정확도는 뒤처집니다. 증강할수록 학습은 어려워지고 차이는 줄어듭니다. 짧게 "
        "학습하면 cutout과 mixup은 아직 손해일 수 있고, 길게 학습할수록 이득이 됩니다. mixup의 학습 정확도는 섞인 사진에서 잰 것이라 낮습니다.",
        en="Without augmentation the training accuracy runs ahead towards 100 % and the test stays behind. Each rung makes training "
        "harder and the gap smaller. In a short run cutout and mixup may still cost; they pay in long ones. With mixup the training "
        "accuracy is measured on blended pictures, hence low.",
    ),
    source="Krizhevsky 2012, section 4.1; He 2015, section 4.2; DeVries 2017; Zhang 2017; lectures 000, 003",
    trials=tuple(Trial(rung, "resnet20", {"augmentation": rung}) for rung in RUNGS),
    differs=("augmentation",),
    settings={"epochs": 8, "schedule": "one_cycle"},
)
