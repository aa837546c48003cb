"""The networks of the lectures in the ImageNet Large Scale Visual Recognition Challenge, each figure with its source."""

from typing import NamedTuple

from cnnviz.words import Words


class Entry(NamedTuple):
    """One network in one year's classification task."""

    year: int
    name: str
    model: str  # the variant that shows it
    won: bool
    top5: float | None  # percent, on the test set; None where our sources print no figure
    source: Words
    note: Words


ENTRIES = (
    Entry(
        2012, "AlexNet", "alexnet", True, 16.4,
        Words(ko="Krizhevsky 2012, Table 2 (망 5개, 테스트)", en="Krizhevsky 2012, Table 2 (5 nets, test)"),
        Words(
            ko="우승. ImageNet 2011로 미리 학습한 망을 더한 7개로는 15.3 %입니다.",
            en="The winner. With nets pre-trained on ImageNet 2011, 7 in all, it printed 15.3 %.",
        ),
    ),
    Entry(
        2013, "ZFNet", "zfnet", False, 14.8,
        Words(ko="Zeiler & Fergus 2013, Table 2 (망 6개, 테스트)", en="Zeiler & Fergus 2013, Table 2 (6 nets, test)"),
        Words(
            ko="우승작으로 흔히 소개되지만, 우승한 출품은 저자 Zeiler가 세운 Clarifai의 것이고 논문의 이 수치와 다릅니다.",
            en="Often told as the winner; the winning entry was that of Clarifai, Zeiler's company, and not this figure.",
        ),
    ),
    Entry(
        2014, "VGG", "vgg19", False, 7.3,
        Words(ko="Simonyan 2014, Table 7 (대회 제출)", en="Simonyan 2014, Table 7 (contest submission)"),
        Words(
            ko="GoogLeNet에 이어 2위. 대회 뒤에는 망 2개로 6.8 %입니다.",
            en="Second to GoogLeNet; after the contest, 2 nets reached 6.8 %.",
        ),
    ),
    Entry(
        2014, "GoogLeNet", "googlenet", True, 6.67,
        Words(ko="Szegedy 2014, Table 3 (망 7개, 크롭 144개)", en="Szegedy 2014, Table 3 (7 nets, 144 crops)"),
        Words(
            ko="우승. 망 하나, 크롭 하나로는 10.07 %입니다.",
            en="The winner. A single net with a single crop has 10.07 %.",
        ),
    ),
    Entry(
        2015, "ResNet", "resnet152", True, 3.57,
        Words(ko="He 2015, Table 5 (망 6개, 테스트)", en="He 2015, Table 5 (6 nets, test)"),
        Words(
            ko="우승. 152층 망 하나로는 4.49 %입니다(검증, Table 4).",
            en="The winner. The 152-layer net alone has 4.49 % (validation, Table 4).",
        ),
    ),
    Entry(
        2017, "SENet", "se_resnet152", True, None,
        Words(ko="강의 002 (우승만 적혀 있음)", en="Lecture 002 (says only that it won)"),
        Words(
            ko="우승. 출품한 망들의 수치는 강의와 그 표에 없습니다. SE-ResNet-152 하나로는 5.73 %입니다(검증, Hu 2018, Table 2).",
            en="The winner. Its entry's figure is not in the lectures or their tables; SE-ResNet-152 alone has 5.73 % (validation, Hu 2018, Table 2).",
        ),
    ),
)  # fmt: skip
