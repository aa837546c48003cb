"""A confusion matrix: a row for each true class, a column for each answer, the share of the row as depth of colour."""

from collections.abc import Sequence

from cnnviz.draw.svg import picture, tag, target, text, text_width

WIDTH = 704  # px of the whole
WIDEST, LEAST = 60, 6  # px of a cell; the least where there are many classes
NUMBERED = 30  # px of a cell from which on its count has room
GAP = 8


def confusion(matrix: Sequence[Sequence[int]], categories: Sequence[str], axes: tuple[str, str], card: str) -> str:
    """SVG; `matrix[true][answer]` are counts. `axes`: titles of the rows and of the columns.

    `card` says one cell, with `{count}`, `{share}`, `{true}` and `{answer}` in it.
    """
    count = len(categories)
    longest = max(text_width(name) for name in categories)
    named = (WIDTH - longest) / count >= 16  # else there is no room for names
    left = top = (longest if named else 0) + GAP + 24
    cell = int(max(LEAST, min(WIDEST, (WIDTH - left - GAP) / count)))
    cells = [
        _cell(matrix, categories, true, answer, (left + answer * cell, top + true * cell, cell), card)
        for true in range(count)
        for answer in range(count)
    ]
    names = [_names(place, name, left, top, cell) for place, name in enumerate(categories)] if named else []
    heads = [text(axes[1], left, 14, class_="strong")]
    heads += [tag("g", text(axes[0], 0, 0, "end", "strong"), transform=f"translate(14 {top:.0f}) rotate(-90)")]
    return picture(max(WIDTH, left + count * cell + GAP), top + count * cell + GAP, *heads, *names, *cells)


def _cell(
    matrix: Sequence[Sequence[int]], categories: Sequence[str], true: int, answer: int, place: tuple[float, float, int], card: str
) -> str:  # fmt: skip
    number, whole = matrix[true][answer], sum(matrix[true])
    share, (x, y, side) = number / whole if whole else 0, place
    said = card.format(count=number, share=f"{100 * share:.1f} %", true=categories[true], answer=categories[answer])
    hue = "s0" if true == answer else "s1"
    shade = tag("rect", x=x, y=y, width=side - 1, height=side - 1, fill_opacity=f"{0.06 + 0.5 * share:.2f}")
    written = [text(str(number), x + side / 2, y + side / 2 + 5, "middle")] if side >= NUMBERED and number else []
    return tag("g", target(f"{true}-{answer}", [said], shade, *written), class_=hue)


def _names(place: int, name: str, left: float, top: float, cell: int) -> str:
    """Of one class, before its row and upright above its column."""
    middle = place * cell + cell / 2 + 5
    above = tag("g", text(name, 0, 0), transform=f"translate({left + middle:.0f} {top - GAP:.0f}) rotate(-90)")
    return text(name, left - GAP, top + middle, "end") + above
