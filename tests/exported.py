"""Exported code brought to life without cnnviz, and networks with weights that make every layer matter."""

import ast
import sys
from types import ModuleType
from typing import Any

import torch
from torch import nn


def network(source: str) -> nn.Module:
    """The network that the last class of `source` builds; the source may import torch and Python's own modules only."""
    modules = {node.module for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom)}
    modules |= {
        name.name for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Import) for name in node.names
    }
    foreign = {str(module).partition(".")[0] for module in modules} - {"torch", *sys.stdlib_module_names}
    assert not foreign, foreign
    module = ModuleType("exported")
    exec(compile(source, "exported.py", "exec"), module.__dict__)
    classes = [thing for thing in vars(module).values() if isinstance(thing, type) and thing.__module__ == "exported"]
    return classes[-1]()


def assert_same_keys(mine: nn.Module, other: nn.Module) -> None:
    """The same state keys and parameters, of the same shapes and in the same order, each tensor once."""
    assert _shapes(mine.state_dict()) == _shapes(other.state_dict())
    assert _shapes(dict(mine.named_parameters())) == _shapes(dict(other.named_parameters()))


def _shapes(tensors: dict[str, Any]) -> list[tuple[str, torch.Size]]:
    return [(name, tensor.shape) for name, tensor in tensors.items()]


def uneven(model: nn.Module) -> nn.Module:
    """`model` with norms and biases that are not what they start from."""
    with torch.no_grad():
        for module in model.modules():
            if isinstance(module, nn.BatchNorm2d):
                module.running_mean.normal_(0, 0.1)  # type: ignore[union-attr]
                module.running_var.uniform_(0.5, 1.5)  # type: ignore[union-attr]
                module.weight.uniform_(0.5, 1.5)
                module.bias.normal_(0, 0.1)
            elif isinstance(module, nn.Conv2d | nn.Linear) and module.bias is not None:
                module.bias.normal_(0, 0.1)
    return model
