"""Fashion-MNIST: 70,000 grey pictures of clothes, of the size of MNIST's digits."""

from cnnviz.data.sets.published import Published, published
from cnnviz.words import Words

NAMES = ("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")
DATA = published(
    name="fashion_mnist",
    title=Words(ko="Fashion-MNIST", en="Fashion-MNIST"),
    about=Words(
        ko="옷과 신발 사진 7만 장. 모양은 MNIST와 같지만 훨씬 어렵습니다.",
        en="70,000 pictures of clothes and shoes: the format of MNIST, and much harder.",
    ),
    source="Xiao, Rasul and Vollgraf 2017, arXiv:1708.07747",
    of=Published(
        "FashionMNIST",
        tuple(f"FashionMNIST/raw/{name}" for name in NAMES),
        "FashionMNIST/raw",
        (25.2, 0.03, 4.2, 0.005),
    ),
    shape=(1, 28, 28),
    classes=10,
    sizes=(60_000, 10_000),
)
