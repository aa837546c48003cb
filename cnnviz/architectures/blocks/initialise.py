"""First weights: He 2015 (section 2.2), Glorot & Bengio 2010 (eq. 16), a plain normal, or zeros."""

from math import sqrt

from torch import Tensor, nn

from cnnviz.architectures.blank import is_blank


def initialise(model: nn.Module, init: str) -> None:
    """Set every convolution and linear weight by the law `init`, every bias to 0, every norm to the identity.

    `he` is He's law for the backward pass: variance 2/(channels_out · kernel²), as in torchvision; channels of other
    groups do not count, which torch overlooks: a depthwise layer would start so small that the signal dies.
    """
    if is_blank():
        return
    for module in model.modules():
        match module:
            case nn.Conv2d() | nn.Linear():
                _weight(module.weight, init, getattr(module, "groups", 1))
                if module.bias is not None:
                    nn.init.zeros_(module.bias)
            case nn.BatchNorm2d() if module.affine:
                nn.init.ones_(module.weight)
                nn.init.zeros_(module.bias)


def _weight(weight: Tensor, init: str, groups: int) -> None:
    fan_in = weight[0].numel()
    fan_out = weight[:, 0].numel() // groups
    match init:
        case "he":
            nn.init.normal_(weight, std=sqrt(2 / fan_out))
        case "xavier":
            nn.init.normal_(weight, std=sqrt(2 / (fan_in + fan_out)))
        case "normal":
            nn.init.normal_(weight, std=0.01)
        case "zeros":
            nn.init.zeros_(weight)
