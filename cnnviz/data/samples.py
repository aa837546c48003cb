"""Sample photographs that come with scikit-image, read without a download and without importing it."""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from PIL import Image

from cnnviz.data.picture import read_picture
from cnnviz.words import Refusal, Words


@dataclass(frozen=True)
class Sample:
    """One photograph: its name in a link, its title, its file in `skimage/data` and who made it."""

    name: str
    title: Words
    file: str
    credit: str


SAMPLES: dict[str, Sample] = {
    sample.name: sample
    for sample in (
        Sample("cat", Words(ko="고양이", en="Cat"), "chelsea.png", "Stéfan van der Walt, CC0"),
        Sample("coffee", Words(ko="커피", en="Coffee"), "coffee.png", "Rachel Michetti, Pikolo Espresso Bar, CC0"),
        Sample("rocket", Words(ko="로켓 발사", en="Rocket launch"), "rocket.jpg", "SpaceX, public domain"),
        Sample(
            "motorcycle",
            Words(ko="오토바이", en="Motorcycle"),
            "motorcycle_left.png",
            "Scharstein et al., Middlebury stereo benchmark, 2014",
        ),
        Sample("astronaut", Words(ko="우주비행사", en="Astronaut"), "astronaut.png", "NASA, public domain"),
    )
}


def sample(name: str) -> Image.Image:
    """The sample photograph `name`, in mode RGB; `Refusal` where there is none of that name."""
    return read_picture(sample_file(name).read_bytes())


def sample_file(name: str) -> Path:
    """Where the sample photograph `name` lies; `Refusal` where there is none of that name."""
    if name not in SAMPLES:
        raise Refusal(UNKNOWN.format(name=name, names=", ".join(SAMPLES)))
    return _folder() / SAMPLES[name].file


def _folder() -> Path:
    spec = find_spec("skimage")  # found, not imported: the library itself is not needed
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("The sample photographs come with scikit-image, which is not installed.")
    return Path(spec.origin).parent / "data"


UNKNOWN = Words(
    ko="‘{name}’이라는 예시 사진은 없습니다. 있는 사진: {names}.",
    en="There is no sample picture “{name}”. Known pictures: {names}.",
)
