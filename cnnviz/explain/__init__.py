"""Why the network said so: one file per method, found by the constant `METHOD` at its end."""

from importlib import import_module
from pkgutil import iter_modules

from cnnviz.explain.base import Method, enlarge

__all__ = ["METHODS", "Method", "enlarge"]


def _methods() -> dict[str, Method]:
    files = (import_module(f"{__name__}.{file.name}") for file in iter_modules(__path__))
    methods = sorted(
        (file.METHOD for file in files if hasattr(file, "METHOD")), key=lambda method: (method.paper.year, method.name)
    )
    return {method.name: method for method in methods}


METHODS: dict[str, Method] = _methods()
