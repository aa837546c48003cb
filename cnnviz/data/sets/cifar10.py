"""CIFAR-10: 60,000 colour pictures of 32×32 in ten classes."""

from cnnviz.data.sets.published import Published, published
from cnnviz.words import Words

NAMES = (*(f"data_batch_{number}" for number in range(1, 6)), "test_batch", "batches.meta")
DATA = published(
    name="cifar10",
    title=Words(ko="CIFAR-10", en="CIFAR-10"),
    about=Words(
        ko="32×32 컬러 사진 6만 장, 동물과 탈것 10종. ResNet 논문 4.2절의 실험이 이 데이터입니다.",
        en="60,000 colour pictures of 32×32, ten kinds of animals and vehicles; the data of the ResNet paper's section 4.2.",
    ),
    source="Krizhevsky 2009, Learning Multiple Layers of Features from Tiny Images, ch. 3",
    of=Published("CIFAR10", tuple(f"cifar-10-batches-py/{name}" for name in NAMES), "cifar-10-batches-py", (162.6,)),
    shape=(3, 32, 32),
    classes=10,
    sizes=(50_000, 10_000),
)
