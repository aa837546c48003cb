"""The source of small classes and functions, with whatever they need of their files, to stand in a file of its own."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable
from functools import cache
from inspect import unwrap
from pathlib import Path
from types import ModuleType
from typing import Any

from torch import nn

FOR_THE_TRACE = {"effect", "extra_repr"}  # methods that only cnnviz asks


class Sources:
    """Imports and definitions, each once, in an order in which they can run."""

    def __init__(self) -> None:
        self.imports: set[tuple[str, str]] = set()  # (module, name)
        self.texts: dict[tuple[str, str], str] = {}  # (module, name) → source

    def add(self, thing: type[nn.Module] | Callable[..., Any]) -> str:
        """Take over the source of a class or function of ours; returns its name."""
        thing = unwrap(thing)
        self._take(sys.modules[thing.__module__], thing.__name__)
        return thing.__name__

    def _take(self, module: ModuleType, name: str) -> None:
        """Whatever `name` is in the file of `module`."""
        lines, defined, imported = _read(module)
        if (module.__name__, name) in self.texts:
            return
        if name in imported:
            origin = imported[name]
            if origin.startswith("cnnviz"):
                self._take(sys.modules[origin], name)
            else:
                self.imports.add((origin, name))
        elif name in defined:
            left_out = _left_out(defined[name])
            kept = [number for number in _span(defined[name]) if number not in left_out]
            for other in _names(defined[name], left_out):
                if other != name:
                    self._take(module, other)
            self.texts[module.__name__, name] = "\n".join(lines[number - 1] for number in kept).rstrip()


@cache
def _read(module: ModuleType) -> tuple[list[str], dict[str, ast.stmt], dict[str, str]]:
    """The lines of a file, what is defined at its top, and whence its imported names come."""
    source = Path(str(module.__file__)).read_text("utf-8")
    defined: dict[str, ast.stmt] = {}
    imported: dict[str, str] = {}
    for node in ast.parse(source).body:
        match node:
            case ast.ClassDef() | ast.FunctionDef():
                defined[node.name] = node
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                defined[name] = node
            case ast.ImportFrom(module=str(origin), names=names):
                imported |= {each.name: origin for each in names}
            case ast.Import(names=names):
                imported |= {each.name: "" for each in names}
    return source.splitlines(), defined, imported


def _span(node: ast.stmt) -> range:
    """The lines of `node`, without its decorators."""
    return range(node.lineno, (node.end_lineno or node.lineno) + 1)


def _left_out(node: ast.stmt) -> set[int]:
    """The lines of what only the trace asks, with the blank line before each."""
    methods = [each for each in getattr(node, "body", []) if isinstance(each, ast.FunctionDef)]
    asked = [method for method in methods if method.name in FOR_THE_TRACE]
    return {number for method in asked for number in (method.lineno - 1, *_span(method))}


def _names(node: ast.stmt, left_out: set[int]) -> list[str]:
    """Every name that the kept lines read, decorators left out."""
    decorators = {id(inner) for each in getattr(node, "decorator_list", []) for inner in ast.walk(each)}
    found = [each for each in ast.walk(node) if isinstance(each, ast.Name) and id(each) not in decorators]
    return list(dict.fromkeys(each.id for each in found if each.lineno not in left_out))
