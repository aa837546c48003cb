"""Channels of nets that come in several widths: multiples of eight, as mobile hardware likes them."""


def round_channels(channels: float, divisor: int = 8) -> int:
    """The multiple of `divisor` nearest to `channels`, at least one, and never more than a tenth below it.

    As in TensorFlow's releases of MobileNetV2 and EfficientNet, and in torchvision (`_make_divisible`).
    """
    rounded = max(divisor, int(channels + divisor / 2) // divisor * divisor)
    return rounded + divisor if rounded < 0.9 * channels else rounded
