"""SVG written as nested calls; colours are class names, which the page that shows it fills in."""

from unicodedata import east_asian_width
from xml.sax.saxutils import escape, quoteattr

TEXT = 14  # px, the size of all text
COLOURS = 10  # classes s0 … s9; one more class, `grey`


def tag(name: str, *children: str, **attributes: object) -> str:
    """One element; `class_` is its class, and `_` in a name stands for `-`; None leaves an attribute out."""
    shown = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items() if value is not None}
    opening = name + "".join(f" {key}={quoteattr(_number(value))}" for key, value in shown.items())
    return f"<{opening}>{''.join(children)}</{name}>" if children else f"<{opening}/>"


def text(content: str, x: float, y: float, anchor: str = "start", class_: str | None = None) -> str:
    """A line of text whose baseline is at `y`."""
    return tag("text", escape(content), x=x, y=y, text_anchor=anchor, class_=class_)


def picture(width: float, height: float, *children: str) -> str:
    """The whole SVG; it grows with the space it gets."""
    return tag("svg", *children, xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {width:g} {height:g}")


def target(id: str, lines: list[str], *children: str) -> str:
    """Something to point at and to press: `id` is what the page hears, `lines` is what its card says."""
    return tag(
        "g", *children, class_="target", data_id=id, data_card="\n".join(lines), role="button", tabindex=0,
        aria_label=", ".join(lines),
    )  # fmt: skip


def text_width(content: str) -> float:
    """About how wide a line is, in px; rather too much than too little."""
    return sum(TEXT if east_asian_width(letter) in "WF" else 0.54 * TEXT for letter in content)


def _number(value: object) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)
