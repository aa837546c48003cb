"""What a network is: one file per family; each ends with a constant `ARCHITECTURE`."""

from difflib import get_close_matches
from importlib import import_module
from pkgutil import iter_modules

from torch import nn

from cnnviz.architectures.base import Architecture, Variant
from cnnviz.architectures.blank import blank
from cnnviz.options import Options, Value, with_values
from cnnviz.words import Refusal, Words

_OTHER_FILES = ("base", "blank", "blocks")


def _load() -> dict[str, Architecture]:
    files = [module.name for module in iter_modules(__path__) if module.name not in _OTHER_FILES]
    found = [import_module(f"{__name__}.{file}").ARCHITECTURE for file in files]
    return {architecture.name: architecture for architecture in sorted(found, key=lambda a: (a.year, a.name))}


def _names() -> dict[str, tuple[Architecture, Variant]]:
    names: dict[str, tuple[Architecture, Variant]] = {}
    for architecture in ARCHITECTURES.values():
        for variant in architecture.variants:
            if variant.name in names:
                raise ValueError(f"two variants are called {variant.name}")
            names[variant.name] = (architecture, variant)
    return names


ARCHITECTURES = _load()
VARIANTS = _names()


def find(name: str) -> tuple[Architecture, Variant]:
    """The family and the variant of that name; `Refusal` with the nearest names where there is none."""
    if name not in VARIANTS:
        near = get_close_matches(name, VARIANTS, n=3, cutoff=0.4) or list(VARIANTS)[:3]
        raise Refusal(UNKNOWN.format(name=name, near=", ".join(near)))
    return VARIANTS[name]


def build(name: str, options: Options | None = None) -> nn.Module:
    """The network `name`, ready to run, with `options` instead of the variant's own where given."""
    architecture, variant = find(name)
    return architecture.build(options or variant.options)


def build_blank(name: str, options: Options | None = None) -> nn.Module:
    """As `build`, for its structure alone: the weights have shapes and no memory."""
    with blank():
        return build(name, options)


def with_options(name: str, **values: Value) -> Options:
    """The options of variant `name` with some of them changed; `Refusal` for an unknown or illegal one."""
    return with_values(find(name)[1].options, values)


UNKNOWN = Words(
    ko="‘{name}’이라는 네트워크는 없습니다. 비슷한 이름: {near}.",
    en="There is no network “{name}”. Nearest names: {near}.",
)
