"""Read a file of weights without running any code that it may contain."""

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor

from cnnviz.words import Refusal, Words

State = dict[str, Tensor]


def read_state(path: Path) -> State:
    """The tensors in `path` by their names, halves widened to float32; `Refusal` where it holds anything else.

    `.safetensors` holds tensors only; every other file is read as torch's, by the reader that refuses code.
    """
    try:
        state = load_file(path) if path.suffix == ".safetensors" else torch.load(path, "cpu", weights_only=True)
    except Exception as error:  # a damaged file can raise anything
        raise Refusal(UNREADABLE.format(file=path.name)) from error
    if not isinstance(state, dict) or not all(isinstance(value, Tensor) for value in state.values()):
        raise Refusal(UNREADABLE.format(file=path.name))
    return {name: tensor.float() if tensor.is_floating_point() else tensor for name, tensor in state.items()}


UNREADABLE = Words(
    ko="가중치 파일 {file}을(를) 읽을 수 없습니다. 손상되었거나 텐서가 아닌 것이 들어 있습니다. "
    "텐서만 담긴 .safetensors 파일이나 PyTorch의 state dict 파일이어야 합니다.",
    en="The weights file {file} cannot be read: it is damaged, or holds something other than tensors. "
    "It must be a .safetensors file or a PyTorch state dict of tensors alone.",
)
