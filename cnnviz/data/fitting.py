"""Pictures of one shape as a network of another wants them: grey or colour, framed or resized."""

from torch import Tensor, tensor, uint8
from torch.nn.functional import interpolate, pad

from cnnviz.data.preparation import Preparation
from cnnviz.words import Refusal, Words

LUMA = (0.299, 0.587, 0.114)  # ITU-R BT.601, as Pillow's mode L
MOST_FRAME = 1 / 7  # 28×28 in 32×32: the frame that LeCun 1998, §II.B, puts round MNIST's digits
Shape = tuple[int, int, int]


def fit(images: Tensor, shape: Shape) -> Tensor:
    """Pictures (n, c, h, w) as (n, *shape); of the type and on the device that they came with.

    Grey pictures become three equal channels, colour ones their luma. A picture that is smaller by up to a seventh is
    framed with its darkest value, 0, as LeNet's were; any other size is resized, bilinear with antialiasing.
    `Refusal` for channels other than one or three.
    """
    channels, high, wide = shape
    images = _with_channels(images, channels)
    height, width = images.shape[-2:]
    if (height, width) == (high, wide):
        return images
    down, right = high - height, wide - width
    if 0 <= down <= high * MOST_FRAME and 0 <= right <= wide * MOST_FRAME:
        return pad(images, (right // 2, right - right // 2, down // 2, down - down // 2))
    resized = interpolate(images.float(), (high, wide), mode="bilinear", align_corners=False, antialias=True)
    return resized.round().clamp(0, 255).to(uint8) if images.dtype == uint8 else resized.to(images.dtype)


def as_input(images: Tensor, preparation: Preparation) -> Tensor:
    """Pictures of a data set (n, c, h, w), uint8, as a network's input: fitted, and normalised as `preparation` says."""
    mean, std = (tensor(values).view(-1, 1, 1) for values in (preparation.mean, preparation.std))
    return (fit(images, (preparation.channels, *preparation.size)).float() / 255 - mean) / std


def _with_channels(images: Tensor, channels: int) -> Tensor:
    given = images.shape[1]
    if given == channels:
        return images
    if {given, channels} != {1, 3}:
        raise Refusal(CHANNELS.format(given=given, wanted=channels))
    if channels == 3:
        return images.expand(-1, 3, -1, -1)
    red, green, blue = images.float().unbind(1)
    grey = (LUMA[0] * red + LUMA[1] * green + LUMA[2] * blue)[:, None]
    return grey.round().to(uint8) if images.dtype == uint8 else grey.to(images.dtype)


CHANNELS = Words(
    ko="{given}채널 그림을 {wanted}채널을 받는 신경망에 넣을 수 없습니다. 1채널(흑백)과 3채널(컬러) 사이만 바꿀 수 있습니다.",
    en="A picture of {given} channels does not fit a network that takes {wanted}; only grey (1) and colour (3) can be turned into each other.",
)
