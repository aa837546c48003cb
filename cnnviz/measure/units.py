"""A figure as one reads it aloud: 25.6 M, 4.09 G, 97.5 MiB."""


def short(count: float) -> str:
    """Three significant digits and a decimal unit: 25557032 → `25.6 M`."""
    for size, unit in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if abs(count) >= size * 0.9995:
            return f"{_three(count / size)} {unit}"
    return f"{count:g}"


def size(count: float) -> str:
    """Bytes in binary units: 102228128 → `97.5 MiB`."""
    for unit in ("B", "KiB", "MiB"):
        if abs(count) < 1024:
            return f"{count:g} {unit}" if unit == "B" else f"{_three(count)} {unit}"
        count /= 1024
    return f"{_three(count)} GiB"


def signed(value: float) -> str:
    """Three significant digits at most: -0.034412 → `−0.0344`."""
    return f"{value + 0.0:.3g}".replace("-", "\N{MINUS SIGN}")


def shape(figures: tuple[int, ...]) -> str:
    """64×56×56."""
    return "×".join(map(str, figures))


def _three(value: float) -> str:
    digits = 2 if abs(value) < 9.995 else 1 if abs(value) < 99.95 else 0
    return f"{value:.{digits}f}"
