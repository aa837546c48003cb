"""What the terminal's commands print for people: the same values as tables."""

from argparse import Namespace
from typing import Any
from unicodedata import east_asian_width

from cnnviz.measure.units import shape, short, size


def variants(answer: list[dict[str, Any]], asked: Namespace) -> str:
    rows, family = [], ""
    for row in answer:
        if row["family"] != family:
            family = row["family"]
            rows.append(f"{family} ({row['year']})")
        rows.append(f"  {row['name']:24} {row['title']:28} {shape(tuple(row['input']))}")
    return "\n".join(rows)


def described(answer: dict[str, Any], asked: Namespace) -> str:
    head = (
        f"{answer['name']}, input {shape(tuple(answer['input']))}: {answer['params']:,} parameters, "
        f"{answer['macs']:,} multiply-adds ({short(answer['macs'])}), {answer['weighted_layers']} weighted layers"
    )
    if not asked.layers:
        return head
    rows = [("layer", "kind", "kernel", "output", "params", "multiply-adds", "memory", "field")]
    for layer in answer["layers"]:
        field = layer["receptive_field"]
        rows.append((
            layer["name"], layer["kind"], _one(layer["kernel"]), shape(tuple(layer["output_shape"])),
            f"{layer['params']:,}", f"{layer['macs']:,}", size(layer["activation_bytes"]), _one(field and field["size"]),
        ))  # fmt: skip
    return f"{head}\n\n{table(rows)}"


def compared(answer: dict[str, Any], asked: Namespace) -> str:
    rows = [("", answer["old"], answer["new"], "change", "%")]
    rows += [(name, *_change(change)) for name, change in answer["totals"].items()]
    changed = [row for row in answer["layers"] if row["status"] != "same"]
    lines = [table(rows), "", f"{len(changed)} of {len(answer['layers'])} layers differ"]
    if changed:
        rows = [("layer", "status", "params", "", "change", "%")]
        rows += [(row["new_name"] or row["old_name"], row["status"], *_change(row["params"])) for row in changed]
        lines.append(table(rows))
    return "\n".join(lines)


def predicted(answer: dict[str, Any], asked: Namespace) -> str:
    rows = [(f"{guess['probability']:7.2%}", guess["label"], f"class {guess['class']}") for guess in answer["top"]]
    return f"{answer['model']} ({answer['weights']})\n{table(rows)}"


def explained(answer: dict[str, Any], asked: Namespace) -> str:
    return (
        f"{answer['out']}: {answer['method']} of {answer['model']} ({answer['weights']}) at {answer['layer']} "
        f"for “{answer['label']}”, {answer['probability']:.2%}"
    )


def _change(change: dict[str, Any]) -> tuple[str, str, str, str]:
    percent = "" if change["percent"] is None else f"{change['percent']:+.2f}"
    delta = "" if change["delta"] is None else f"{change['delta']:+,}"
    return _one(change["old"]), _one(change["new"]), delta, percent


def _one(figure: Any) -> str:
    match figure:
        case None:
            return "-"
        case [height, width]:
            return f"{height}×{width}"
        case int():
            return f"{figure:,}"
    return str(figure)


def table(rows: list[tuple[str, ...]]) -> str:
    """Cells in columns; Hangul takes two places of a terminal."""
    widths = [max(_places(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell + " " * (width - _places(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def _places(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
