"""What stands at the top of an exported file: which network it is, its options, its size, and how it was made."""

from __future__ import annotations

from textwrap import wrap

from cnnviz.architectures import find
from cnnviz.blueprint import structure_of
from cnnviz.options import Options, changes, controls, spell
from cnnviz.spelling import Named, spelled

WIDTH = 100


def header(name: str, options: Options, input_shape: tuple[int, int, int]) -> str:
    """The docstring of the file. `Refusal` where the network does not take such an input."""
    architecture, variant = find(name)
    trace = structure_of(name, options, input_shape)
    shape = "x".join(map(str, input_shape))
    changed = changes(options, variant.options)
    listed = ", ".join(f"{option}={spell(getattr(options, option))}" for option in controls(type(options)))
    told = ", ".join(f"{option}={spell(new)} (not {spell(old)})" for option, (old, new) in changed.items())
    paragraphs = [
        f"{variant.title}: {architecture.authors} {architecture.year}, {architecture.paper}.",
        f"Changed against {variant.title}: {told}." if told else f"As {variant.title}, nothing changed.",
        f"All options: {listed}.",
        f"{trace.params:,} parameters{_unused(trace.unused)}; {trace.macs:,} multiply-adds for one picture of {shape} "
        "(convolution and linear layers).",
        f"Written by cnnviz from the network itself: python -m cnnviz code {spelled(Named(name, options))}. "
        "It needs PyTorch alone.",
    ]  # fmt: skip
    first, *others = [
        "\n".join(wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)) for text in paragraphs
    ]
    return "\n".join([f'"""{first}', "", *others, '"""'])


def _unused(unused: tuple[str, ...]) -> str:
    heads = sorted({path.partition(".")[0] for path in unused})
    return f" without {' and '.join(heads)}, which only training uses" if heads else ""
