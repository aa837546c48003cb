"""What each layer is to the eye: a role (its colour), a letter and a title."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from cnnviz.trace.layer import UNSTORED, Layer, Pair

ROLES = {
    "input": "input",
    **dict.fromkeys(("Conv2d", "conv2d", "ConvTranspose2d"), "conv"),
    **dict.fromkeys(("Linear", "linear"), "linear"),
    **dict.fromkeys(("MaxPool2d", "AvgPool2d", "AdaptiveAvgPool2d", "AdaptiveMaxPool2d", "LPPool2d"), "pool"),
    **dict.fromkeys(("max_pool2d", "avg_pool2d", "adaptive_avg_pool2d", "adaptive_max_pool2d", "mean"), "pool"),
    **dict.fromkeys(("BatchNorm1d", "BatchNorm2d", "batch_norm", "GroupNorm", "LayerNorm", "InstanceNorm2d"), "norm"),
    **dict.fromkeys(("LocalResponseNorm", "local_response_norm", "group_norm", "layer_norm"), "norm"),
    **dict.fromkeys(("ReLU", "ReLU6", "LeakyReLU", "PReLU", "ELU", "SELU", "GELU", "SiLU", "Mish", "Softplus"), "act"),
    **dict.fromkeys(("Sigmoid", "Tanh", "Hardswish", "Hardsigmoid", "Hardtanh", "Softmax", "LogSoftmax"), "act"),
    **dict.fromkeys(("relu", "relu6", "leaky_relu", "elu", "gelu", "silu", "sigmoid", "tanh", "hardswish"), "act"),
    **dict.fromkeys(("hardsigmoid", "hardtanh", "softmax", "log_softmax", "clamp"), "act"),
    **dict.fromkeys(("Dropout", "Dropout2d", "dropout"), "drop"),
    **dict.fromkeys(("ZeroPad2d", "ConstantPad2d", "ReflectionPad2d", "ReplicationPad2d", "pad"), "pad"),
    **dict.fromkeys(("Flatten", "flatten", "view", "reshape", "transpose", "permute", "chunk", "split"), "shape"),
    **dict.fromkeys(("getitem", "squeeze", "unsqueeze", "unflatten"), "shape"),
    **dict.fromkeys(("ChannelShuffle", "TakeMaps", "PaddedShortcut"), "shape"),
    **dict.fromkeys(("SamePadding",), "pad"),
    **dict.fromkeys(("StochasticDepth", "DropPath"), "drop"),
    **dict.fromkeys(("Subsampling", "PoolToFour"), "pool"),
    "Identity": "identity",
    **dict.fromkeys(("add", "sub"), "add"),
    "cat": "cat",
    "mul": "mul",
}
JUNCTIONS = {"add", "cat", "mul"}
TRIMMINGS = {"norm", "act", "drop", "pad", "scale", "identity"}  # what folds into the box before or after it
_LETTERS = {"norm": "N", "act": "A", "drop": "D", "pad": "Z"}
_KIND_LETTERS = {"BatchNorm2d": "B", "BatchNorm1d": "B", "batch_norm": "B", "ReLU": "R", "relu": "R", "ReLU6": "R"}
_CLASS_NAMES = {kind.lower(): kind for kind, role in ROLES.items() if role == "act" and kind[0].isupper()}
_SHAPE_TITLES = {"chunk": "Split", "split": "Split", "getitem": "Slice", "flatten": "Flatten"}
_NORM_TITLES = {"LocalResponseNorm": "LRN", "local_response_norm": "LRN", "batch_norm": "BatchNorm"}
_POOL_TITLES = {"Subsampling": "Subsampling", "LPPool2d": "LPPool"}
_OFF_LETTERS = {"bn": "B", "norm": "B", "relu": "R", "act": "R", "drop": "D", "se": "SE", "lrn": "N", "pool": "P"}


class Type(NamedTuple):
    """All that layers of one kind and one window share in the picture."""

    kind: str  # as in the trace
    role: str  # colour: a value of `ROLES`, or `depthwise`, or `other`
    title: str  # first line of the box
    letter: str  # of the chip that stands for it where it is folded, "" where it never is
    kernel: Pair | None
    stride: Pair | None
    padding: Pair | None
    dilation: Pair | None
    groups: int
    stored: bool  # False where the output is only the input passed on, which takes no memory


def type_of(layer: Layer) -> Type:
    """The type of `layer`; a kind that no table knows is told by what it does to the shape."""
    role = _role(layer)
    window = layer.window if role in ("conv", "depthwise", "pool", "other") else None
    kernel, stride, padding, dilation = window or (None, None, None, None)
    letter, stored = _letter(layer, role), layer.kind not in UNSTORED
    title = _title(layer, role)
    return Type(layer.kind, role, title, letter, kernel, stride, padding, dilation, layer.groups, stored)


def _role(layer: Layer) -> str:
    role = ROLES.get(layer.kind) or _role_by_numbers(layer)
    if role in ("add", "mul") and len(layer.inputs) < 2:
        return "scale"
    if role == "conv" and layer.groups > 1 and layer.groups == layer.input_shape[0]:
        return "depthwise"
    return role


def _role_by_numbers(layer: Layer) -> str:
    if layer.fan_in:
        return "conv" if len(layer.output_shape) == 3 else "linear"
    if len(layer.inputs) > 1:
        return "add" if layer.output_shape == layer.input_shape else "cat"
    if layer.window and max(layer.window.kernel) > 1:
        return "pool"
    return "act" if layer.output_shape == layer.input_shape and not layer.params else "other"


def _title(layer: Layer, role: str) -> str:
    match role:
        case "conv" | "depthwise":
            groups = f" g{layer.groups}" if role == "conv" and layer.groups > 1 else ""
            return f"{'Depthwise' if role == 'depthwise' else 'Conv'}{_window(layer)}{groups}"
        case "pool":
            return _pooling(layer)
        case "add" | "mul" | "scale":
            return {"add": "+", "sub": "−", "mul": "×"}.get(layer.kind, layer.kind)
        case "norm":
            return _NORM_TITLES.get(layer.kind) or layer.kind.removesuffix("2d").removesuffix("1d")
        case "act":
            return _CLASS_NAMES.get(layer.kind.replace("_", ""), layer.kind)
        case "input":
            return "Input"
        case "shape":
            return _SHAPE_TITLES.get(layer.kind) or (_spoken(layer.kind) if layer.module else "Reshape")
    return _spoken(layer.kind)


def _spoken(kind: str) -> str:
    """`PaddedShortcut` → `Padded shortcut`."""
    return re.sub(r"(?<=[a-z])[A-Z]", lambda letter: f" {letter[0].lower()}", kind.removesuffix("2d"))


def _pooling(layer: Layer) -> str:
    if layer.output_shape[1:] in ((), (1, 1)) and layer.input_shape[1:] != (1, 1):
        return "Global avg pool" if "max" not in layer.kind.lower() else "Global max pool"
    name = "MaxPool" if "max" in layer.kind.lower() else _POOL_TITLES.get(layer.kind, "AvgPool")
    if "adaptive" in layer.kind.lower():
        return f"{name} → {'×'.join(map(str, layer.output_shape[1:]))}"
    return name + _window(layer)


def _window(layer: Layer) -> str:
    """` 3×3 /2`: kernel, and the stride where it is not 1; empty where torch takes unequal windows."""
    if layer.window is None:
        return ""
    (height, width), stride = layer.window.kernel, layer.window.stride
    steps = "" if stride == (1, 1) else f" /{stride[0]}" if stride[0] == stride[1] else f" /{stride[0]}×{stride[1]}"
    return f" {height}×{width}{steps}"


def _letter(layer: Layer, role: str) -> str:
    if role == "identity":
        own = layer.name.rpartition(".")[2].lower()
        return next((letter for start, letter in _OFF_LETTERS.items() if own.startswith(start)), "I")
    if role == "scale":
        return _title(layer, role)
    return _KIND_LETTERS.get(layer.kind) or _LETTERS.get(role, "")


def types_of(layers: Iterable[Layer]) -> list[Type]:
    """The type of each layer, in order."""
    return [type_of(layer) for layer in layers]
