"""Weights files of other makers: the same network under other names."""

from typing import Any

from torch import nn

from cnnviz.architectures.blocks.noted import noted


@noted
def rename_keys(model: nn.Module, theirs: dict[str, str]) -> None:
    """Let `model` save and load its weights under the names that published files use.

    `theirs` maps the first part of our keys to the first part of theirs: {"fc": "last_linear"}.
    """

    def save(module: nn.Module, state: dict[str, Any], prefix: str, metadata: Any) -> None:
        for key in list(state):
            state[_renamed(key, prefix, theirs)] = state.pop(key)

    def load(module: nn.Module, state: dict[str, Any], prefix: str, *_: Any) -> None:
        ours = {their: our for our, their in theirs.items()}
        for key in list(state):
            state[_renamed(key, prefix, ours)] = state.pop(key)

    model._register_state_dict_hook(save)
    model.register_load_state_dict_pre_hook(load)


def _renamed(key: str, prefix: str, names: dict[str, str]) -> str:
    """`key` with its beginning exchanged, where one of `names` begins it."""
    if not key.startswith(prefix):
        return key
    rest = key[len(prefix) :]
    for old, new in names.items():
        if rest.startswith(old + "."):
            return prefix + new + rest[len(old) :]
    return key
