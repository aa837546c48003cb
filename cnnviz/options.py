"""Options: settings declared once, on a frozen dataclass.

The same declaration is the constructor argument, the form on the page, the cache key, the link in the URL,
the record of a run and the list of test cases.
"""

from dataclasses import dataclass, field, fields, replace
from functools import cache
from typing import Any, Literal

from cnnviz.words import Refusal, Words

Value = bool | int | float | str


@dataclass(frozen=True)
class Control:
    """How one option is shown, and the values it may take."""

    kind: Literal["toggle", "choice", "number", "text"]
    label: Words
    help: Words
    default: Value
    choices: tuple[Value, ...] = ()  # of a toggle or a choice
    low: float = 0  # of a number, both ends included
    high: float = 0
    step: float = 1

    def allows(self, value: Value) -> bool:
        """True where `value` has the option's type and lies within its range."""
        if self.kind == "number":
            return type(value) in (int, type(self.default)) and self.low <= value <= self.high  # type: ignore[operator]
        if self.kind == "text":
            return isinstance(value, str)
        return any(type(value) is type(choice) and value == choice for choice in self.choices)

    @property
    def allowed(self) -> str:
        """The values that are allowed, as one reads them in a link or a command."""
        match self.kind:
            case "number":
                return f"{spell(self.low)} … {spell(self.high)}"
            case "text":
                return "text"
        return ", ".join(spell(choice) for choice in self.choices)


def toggle(default: bool, label: Words, help: Words) -> Any:
    return _option(Control("toggle", label, help, default, choices=(False, True)))


def choice(*choices: Value, default: Value, label: Words, help: Words) -> Any:
    return _option(Control("choice", label, help, default, choices=choices))


def number(default: float, low: float, high: float, step: float, label: Words, help: Words) -> Any:
    """A whole number where `default` is an int, else a decimal one; both ends are allowed."""
    return _option(Control("number", label, help, default, low=low, high=high, step=step))


def text(default: str, label: Words, help: Words) -> Any:
    return _option(Control("text", label, help, default))


def _option(control: Control) -> Any:
    return field(default=control.default, metadata={"control": control})


@dataclass(frozen=True)
class Options:
    """Base of every set of options; a subclass is a frozen dataclass whose every field is a declared option.

    Creating one checks each value against its declaration, then the combination (`check`).
    """

    def __post_init__(self) -> None:
        for name, control in controls(type(self)).items():
            if not control.allows(getattr(self, name)):
                raise Refusal(ILLEGAL.format(name=name, value=spell(getattr(self, name)), allowed=control.allowed))
        self.check()

    def check(self) -> None:
        """Raise `Refusal` where the values, each legal, make no network together."""


@cache
def controls(options: type[Options]) -> dict[str, Control]:
    """Every option of `options`, in the order it was declared."""
    return {f.name: f.metadata["control"] for f in fields(options) if "control" in f.metadata}


def spell(value: Value) -> str:
    """A value as it stands in a link, on the command line and in the record of a run."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, float) else str(value)


def parse(options: type[Options], name: str, text: str) -> Value:
    """The value of option `name` that `text` spells; `Refusal` where there is no such option or value."""
    control = controls(options).get(name)
    if control is None:
        raise Refusal(UNKNOWN.format(name=name, allowed=", ".join(controls(options)) or "-"))
    for value in _readings(control, text):
        if control.allows(value):
            return value
    raise Refusal(ILLEGAL.format(name=name, value=text, allowed=control.allowed))


def with_values(options: Options, values: dict[str, Value]) -> Options:
    """`options` with some of its values changed; `Refusal` for an unknown or illegal one."""
    for name in values:
        if name not in controls(type(options)):
            raise Refusal(UNKNOWN.format(name=name, allowed=", ".join(controls(type(options))) or "-"))
    return replace(options, **values)


def changes(options: Options, base: Options) -> dict[str, tuple[Value, Value]]:
    """What `options` sets otherwise than `base`: name → (value in `base`, value in `options`)."""
    pairs = {name: (getattr(base, name), getattr(options, name)) for name in controls(type(options))}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _readings(control: Control, text: str) -> list[Value]:
    if control.kind == "text":
        return [text]
    if control.kind == "number":
        try:
            return [type(control.default)(text)]
        except ValueError:
            return []
    return [choice for choice in control.choices if spell(choice).lower() == text.strip().lower()]


ILLEGAL = Words(
    ko="옵션 ‘{name}’에 값 ‘{value}’을(를) 쓸 수 없습니다. 쓸 수 있는 값: {allowed}.",
    en="Option “{name}” cannot be “{value}”. Allowed: {allowed}.",
)
UNKNOWN = Words(
    ko="‘{name}’이라는 옵션은 없습니다. 있는 옵션: {allowed}.",
    en="There is no option “{name}” here. Known options: {allowed}.",
)
