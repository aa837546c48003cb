"""What a run trains, on what, and for how long: the first part of its configuration."""

from dataclasses import dataclass

from cnnviz.options import Options, number, text
from cnnviz.words import Words


@dataclass(frozen=True)
class Task(Options):
    """Network, pictures and limits."""

    model: str = text(
        "resnet20",
        label=Words(ko="네트워크", en="Network"),
        help=Words(
            ko="이름과 옵션을 함께 씁니다: resnet20:se=true. 드롭아웃, 초기화, 활성화 함수도 네트워크의 옵션입니다. "
            "클래스 수와 입력 채널은 데이터에 맞추어집니다.",
            en="A name with its options: resnet20:se=true. Dropout, initialisation and activation are options of the network "
            "too; classes and input channels follow the data.",
        ),
    )
    weights: str = text(
        "",
        label=Words(ko="처음 가중치", en="First weights"),
        help=Words(
            ko="비우면 씨앗에서 무작위로 뽑습니다. 이름을 쓰면 배운 가중치가 이어서 배웁니다(미세 조정): resnet20, imagenet1k_v1, run-12, "
            "run-12@5. 클래스 수가 다르면 마지막 층은 새로 뽑고, 학습률은 10분의 1이 알맞습니다 (Girshick 2013, 2.3절).",
            en="Empty: drawn from the seed. A name lets learnt weights learn on (fine-tuning): resnet20, imagenet1k_v1, run-12, "
            "run-12@5. For another number of classes the last layer is drawn anew; a tenth of the rate suits (Girshick 2013, 2.3).",
        ),
    )
    data: str = text(
        "shapes",
        label=Words(ko="데이터", en="Data set"),
        help=Words(
            ko="shapes와 digits는 내려받을 것이 없어 바로 시작합니다.",
            en="shapes and digits need no download and start at once.",
        ),
    )
    epochs: int = number(
        10, 0, 10000, 1,
        label=Words(ko="에폭", en="Epochs"),
        help=Words(
            ko="학습 사진 전체를 몇 번 볼지 정합니다. 0이면 제한이 없습니다. ResNet 논문은 CIFAR-10을 약 164번 보았습니다"
            "(He 2015, 4.2절: 배치 128로 64,000걸음).",
            en="How often all training pictures are seen; 0 sets no limit. ResNet saw CIFAR-10 about 164 times "
            "(He 2015, section 4.2: 64,000 steps of 128).",
        ),
    )  # fmt: skip
    seconds: int = number(
        0, 0, 2_592_000, 10,
        label=Words(ko="시간 제한(초)", en="Time limit (s)"),
        help=Words(
            ko="이 시간이 지나면 끝냅니다. 0이면 제한이 없습니다. 학습률 계획도 이 시간에 맞춥니다.",
            en="The run ends after this time; 0 sets no limit. The schedule of the rate follows the clock then.",
        ),
    )  # fmt: skip
    steps: int = number(
        0, 0, 100_000_000, 100,
        label=Words(ko="걸음 제한", en="Steps"),
        help=Words(
            ko="배치 하나로 가중치를 한 번 고치는 것이 한 걸음입니다. 0이면 제한이 없습니다. "
            "GoogLeNet이나 ResNet처럼 논문은 걸음 수로 적기도 합니다.",
            en="One batch, one change of the weights is one step; 0 sets no limit. Papers such as ResNet's count in steps.",
        ),
    )  # fmt: skip
    size: int = number(
        0, 0, 512, 1,
        label=Words(ko="입력 한 변(화소)", en="Side of the input (px)"),
        help=Words(
            ko="0이면 네트워크 논문의 크기입니다. 조금 작은 사진은 둘레를 채우고(28→32), 그 밖에는 크기를 바꿉니다. "
            "224 화소는 32 화소보다 약 50배 오래 걸립니다.",
            en="0 takes the size of the network's paper. Slightly smaller pictures are padded (28→32), others resized; "
            "224 px takes about 50 times as long as 32 px.",
        ),
    )  # fmt: skip
    seed: int = number(
        0, 0, 2**31 - 1, 1,
        label=Words(ko="난수 씨앗", en="Seed"),
        help=Words(
            ko="첫 가중치, 사진의 순서, 증강, 드롭아웃을 정합니다. 같은 씨앗이면 CPU에서 같은 결과가 나옵니다. "
            "논문의 표는 흔히 다섯 번의 평균입니다(He 2015, 표 6: ResNet-110).",
            en="Decides first weights, order of pictures, augmentation and dropout; the same seed gives the same run on a CPU. "
            "Tables often print the mean of five (He 2015, Table 6: ResNet-110).",
        ),
    )  # fmt: skip
