"""Classifiers that take one size of map only, and the sentence for a picture that leaves another."""

from collections.abc import Iterable

from cnnviz.words import Refusal, Words

Shape = tuple[int, int, int]
Windows = Iterable[tuple[int, int, int]]  # kernel, stride and padding of each layer that changes the map's size


def check_last_map(shape: Shape, windows: Windows, wanted: int, advice: Words) -> None:
    """`Refusal` where a picture (channels, height, width) does not end as a map of `wanted` x `wanted`."""
    height, width = shape[1:]
    for kernel, stride, padding in windows:
        height, width = ((length + 2 * padding - kernel) // stride + 1 for length in (height, width))
    if (height, width) != (wanted, wanted):
        left = f"{max(height, 0)}×{max(width, 0)}"
        picture = f"{shape[1]}×{shape[2]}"
        raise Refusal(OTHER_MAP.format(picture=picture, left=left, wanted=f"{wanted}×{wanted}", advice=advice))


OTHER_MAP = Words(
    ko="분류기는 {wanted} 맵만 받는데, {picture} 그림에서는 {left} 맵이 남습니다. {advice}",
    en="The classifier takes a map of {wanted}, but a picture of {picture} leaves {left}. {advice}",
)
