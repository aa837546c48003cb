"""The options that mean the same in every family; a family declares those it can carry."""

from typing import Any

from cnnviz.options import choice, number, toggle
from cnnviz.words import Words


def classes(default: int) -> Any:
    return number(
        default, 2, 21843, 1,
        label=Words(ko="클래스 수", en="Classes"),
        help=Words(ko="마지막 층이 내는 점수의 개수입니다.", en="How many scores the last layer gives."),
    )  # fmt: skip


def batch_norm(default: bool) -> Any:
    return toggle(
        default,
        label=Words(ko="배치 정규화", en="Batch normalisation"),
        help=Words(
            ko="합성곱 출력을 배치마다 평균 0, 분산 1로 맞춥니다 (Ioffe & Szegedy 2015).",
            en="Brings each convolution's output to mean 0 and variance 1 over the batch (Ioffe & Szegedy 2015).",
        ),
    )


def se(default: bool = False) -> Any:
    return toggle(
        default,
        label=Words(ko="SE 블록", en="Squeeze-and-excitation"),
        help=Words(
            ko="채널마다 0과 1 사이의 게이트를 곱합니다 (Hu et al. 2018).",
            en="Multiplies every channel by a gate between 0 and 1 (Hu et al. 2018).",
        ),
    )


def reduction(default: int = 16) -> Any:
    return choice(
        2, 4, 8, 16, 32, default=default,
        label=Words(ko="SE 축소 비율 r", en="SE reduction r"),
        help=Words(
            ko="게이트를 만드는 두 층 사이의 채널 수는 C/r입니다.",
            en="Between the two layers that make the gates there are C/r channels.",
        ),
    )  # fmt: skip


def activation(default: str = "relu", more: tuple[str, ...] = ()) -> Any:
    """`more`: kinds that only this family's nets use, such as relu6."""
    return choice(
        "relu", *more, "leaky_relu", "tanh", "sigmoid", default=default,
        label=Words(ko="활성화 함수", en="Activation"),
        help=Words(ko="합성곱 뒤에 오는 비선형 함수입니다.", en="The non-linear function after each convolution."),
    )  # fmt: skip


def dropout(default: float) -> Any:
    return number(
        float(default), 0, 0.9, 0.05,
        label=Words(ko="드롭아웃 확률", en="Dropout probability"),
        help=Words(
            ko="학습할 때 출력을 이 확률로 0으로 만듭니다.", en="While training, outputs are set to 0 with this probability."
        ),
    )  # fmt: skip


def init(default: str = "he") -> Any:
    return choice(
        "he", "xavier", "normal", "zeros", default=default,
        label=Words(ko="가중치 초기화", en="Weight initialisation"),
        help=Words(
            ko="he: 분산 2/n (He 2015), xavier: 분산 2/(n_in+n_out) (Glorot 2010), normal: 표준편차 0.01, zeros: 모두 0.",
            en="he: variance 2/n (He 2015); xavier: variance 2/(n_in+n_out) (Glorot 2010); normal: deviation 0.01; zeros.",
        ),
    )  # fmt: skip
