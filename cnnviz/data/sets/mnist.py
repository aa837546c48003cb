"""MNIST: 70,000 handwritten digits of 28×28."""

from cnnviz.data.sets.published import Published, published
from cnnviz.words import Words

NAMES = ("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")
DATA = published(
    name="mnist",
    title=Words(ko="MNIST", en="MNIST"),
    about=Words(
        ko="손글씨 숫자 7만 장. LeNet-5가 배운 데이터이며, 시험용은 학습용과 다른 사람들이 썼습니다.",
        en="70,000 handwritten digits, what LeNet-5 learnt; the test pictures were written by other people than the training pictures.",
    ),
    source="LeCun et al. 1998, §III.A",
    of=Published("MNIST", tuple(f"MNIST/raw/{name}" for name in NAMES), "MNIST/raw", (9.5, 0.03, 1.6, 0.005)),
    shape=(1, 28, 28),
    classes=10,
    sizes=(60_000, 10_000),
    mirrors=False,
)
