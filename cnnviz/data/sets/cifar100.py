"""CIFAR-100: 60,000 colour pictures of 32×32 in a hundred classes."""

from cnnviz.data.sets.published import Published, published
from cnnviz.words import Words

NAMES = ("train", "test", "meta")
DATA = published(
    name="cifar100",
    title=Words(ko="CIFAR-100", en="CIFAR-100"),
    about=Words(
        ko="CIFAR-10과 같은 크기의 사진을 100종으로 나누었습니다. 클래스마다 학습용이 500장뿐입니다.",
        en="Pictures like CIFAR-10's in a hundred classes, with only 500 to learn each from.",
    ),
    source="Krizhevsky 2009, Learning Multiple Layers of Features from Tiny Images, ch. 3",
    of=Published("CIFAR100", tuple(f"cifar-100-python/{name}" for name in NAMES), "cifar-100-python", (161.2,)),
    shape=(3, 32, 32),
    classes=100,
    sizes=(50_000, 10_000),
)
