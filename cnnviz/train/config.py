"""The configuration of a run: declared once, it is the form, the link, the command line and the record."""

import json
import re
import tomllib
from dataclasses import asdict, dataclass

from cnnviz.options import choice, controls, text, toggle, with_values
from cnnviz.spelling import chosen
from cnnviz.train.learning import Learning
from cnnviz.words import Refusal, Words


@dataclass(frozen=True)
class TrainConfig(Learning):
    """All settings of a run. `Refusal` where a value is illegal, or where they make no run together.

    Whether the data set is there is seen when the run starts: the record of an old run must stay readable.
    """

    augmentation: str = choice(
        "none", "flip", "crop_flip", "cutout", "mixup", default="crop_flip",
        label=Words(ko="데이터 증강", en="Augmentation"),
        help=Words(
            ko="flip: 좌우 뒤집기. crop_flip: 4화소 밀기와 뒤집기(He 2015, 4.2절). cutout: 네모 하나를 가림 (DeVries 2017). mixup: 두 사진을 "
            "섞음 (Zhang 2017). 숫자는 뒤집으면 안 됩니다.",
            en="flip: mirrored at random; crop_flip: shifted by up to 4 px and mirrored (He 2015, 4.2); cutout: and a square hidden "
            "(DeVries 2017); mixup: and two pictures blended (Zhang 2017). Digits must not be mirrored.",
        ),
    )  # fmt: skip
    ten_crop: bool = toggle(
        False,
        label=Words(ko="시험할 때 10-crop", en="Ten crops at test time"),
        help=Words(
            ko="네 모서리와 가운데, 그리고 그 거울상까지 열 번의 답을 평균합니다 (Krizhevsky 2012, 4.1절). 시험이 열 배 걸립니다.",
            en="Averages ten answers: corners and centre, and their mirror images (Krizhevsky 2012, 4.1); tests take ten times as long.",
        ),
    )
    precision: str = choice(
        "auto", "fp32", "bf16", "fp16", default="auto",
        label=Words(ko="정밀도", en="Precision"),
        help=Words(
            ko="auto는 시작할 때 잠깐 재어 보고 bf16이 더 빠를 때만 씁니다. fp16은 GPU에서만 되며 손실을 키워 계산합니다 (Micikevicius 2017).",
            en="auto measures for half a second and takes bf16 only where it is faster; fp16 is for GPUs, with scaled loss (Micikevicius 2017).",
        ),
    )  # fmt: skip
    device: str = text(
        "auto",
        label=Words(ko="장치", en="Device"),
        help=Words(
            ko="auto, cpu, mps, cuda:0처럼 씁니다. auto는 GPU가 있으면 GPU입니다.",
            en="auto, cpu, mps, or cuda:0 and so on; auto is a GPU where there is one.",
        ),
    )
    compile: bool = toggle(
        False,
        label=Words(ko="torch.compile", en="torch.compile"),
        help=Words(
            ko="GPU에서 긴 학습을 빠르게 합니다. 처음에 1분쯤 걸리며 CPU에서는 거의 이득이 없습니다.",
            en="Speeds up long runs on a GPU; costs about a minute at the start, and gains next to nothing on a CPU.",
        ),
    )

    def check(self) -> None:
        """Network, limits, milestones and device; what belongs to a data set waits until it is loaded."""
        chosen(self.model)
        if not (self.epochs or self.seconds or self.steps):
            raise Refusal(NO_END)
        if self.nesterov and self.optimiser == "sgd" and not self.momentum:
            raise Refusal(NESTEROV)
        if not re.fullmatch(r"auto|cpu|mps|cuda(:\d+)?", self.device):
            raise Refusal(DEVICE.format(device=self.device))
        if self.precision == "fp16" and self.device == "cpu":
            raise Refusal(HALF)
        milestones(self.milestones)


def milestones(text: str) -> tuple[float, ...]:
    """The shares of a run that `0.5,0.75` names; `Refusal` where they do not rise from 0 to 1."""
    try:
        shares = tuple(float(share) for share in text.split(",") if share.strip())
    except ValueError:
        raise Refusal(MILESTONES.format(text=text)) from None
    if not all(0 < share < 1 for share in shares) or list(shares) != sorted(set(shares)):
        raise Refusal(MILESTONES.format(text=text))
    return shares


def to_toml(config: TrainConfig) -> str:
    """The record of a run: one line a setting."""
    lines = (f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in asdict(config).items())
    return "\n".join(lines) + "\n"


def from_toml(text: str) -> TrainConfig:
    """The configuration that `text` holds, defaults for what it does not say; `Refusal` where it is no such record."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refusal(NO_TOML.format(why=error)) from error
    kinds = {name: type(control.default) for name, control in controls(TrainConfig).items()}
    values = {n: float(v) if kinds.get(n) is float and type(v) is int else v for n, v in values.items()}
    config = with_values(TrainConfig(), values)
    assert isinstance(config, TrainConfig)
    return config


NO_END = Words(
    ko="끝나는 때가 없습니다. 에폭, 초, 걸음 가운데 하나는 0보다 크게 하십시오.",
    en="This run would never end: set epochs, seconds or steps above 0.",
)
NESTEROV = Words(
    ko="네스테로프 모멘텀에는 0보다 큰 모멘텀이 필요합니다. ‘nesterov’를 끄거나 ‘momentum’을 올리십시오.",
    en="Nesterov momentum needs a momentum above 0: turn “nesterov” off, or raise “momentum”.",
)
DEVICE = Words(
    ko="‘{device}’은(는) 장치의 이름이 아닙니다. auto, cpu, mps, cuda:0처럼 쓰십시오.",
    en="“{device}” names no device; write auto, cpu, mps, or cuda:0 and so on.",
)
HALF = Words(
    ko="CPU에서는 fp16으로 학습할 수 없습니다. fp32, bf16이나 auto를 고르십시오.",
    en="A CPU cannot train in fp16: choose fp32, bf16 or auto.",
)
MILESTONES = Words(
    ko="‘{text}’을(를) 읽을 수 없습니다. 0과 1 사이의 비율을 커지는 순서로 쓰십시오: 0.5,0.75.",
    en="Milestones “{text}” cannot be read; write shares between 0 and 1 in rising order: 0.5,0.75.",
)
NO_TOML = Words(
    ko="설정 파일을 읽을 수 없습니다: {why}. ‘이름 = 값’을 한 줄에 하나씩 쓰십시오.",
    en="The configuration cannot be read: {why}. Write one “name = value” a line.",
)
