"""A network in one word, as links and commands name it: `resnet50:se=true,reduction=8`."""

from typing import NamedTuple

from cnnviz.architectures import VARIANTS, find
from cnnviz.options import Options, changes, parse, spell, with_values
from cnnviz.words import Refusal, Words


class Named(NamedTuple):
    """A variant, and the options it is built with."""

    name: str
    options: Options


def chosen(text: str, settings: list[str] | None = None) -> Named:
    """The variant and the options that `resnet50:se=true,reduction=8` names; `settings` come on top.

    `Refusal` for an unknown network, an unknown or illegal option, and a setting without a value.
    """
    name, _, inline = text.strip().partition(":")
    architecture, variant = find(name.strip())
    values = {}
    for setting in [*_settings(inline), *(settings or [])]:
        option, equals, value = setting.partition("=")
        if not equals:
            raise Refusal(NO_VALUE.format(setting=setting))
        values[option.strip()] = parse(architecture.options, option.strip(), value.strip())
    return Named(variant.name, with_values(variant.options, values))


def spelled(named: Named) -> str:
    """The shortest text that `chosen` reads as `named`."""
    settings = own_settings(named)
    return f"{named.name}:{','.join(settings)}" if settings else named.name


def own_settings(named: Named) -> list[str]:
    """What `named` sets otherwise than its variant: `se=true`."""
    changed = changes(named.options, VARIANTS[named.name][1].options)
    return [f"{option}={spell(new)}" for option, (_, new) in changed.items()]


def split(text: str) -> list[str]:
    """The texts of several networks, divided by commas or blanks: `vgg16,resnet50:se=true,reduction=8` holds two.

    A part belongs to the network before it where it is a setting, or goes on with one (`layers=64,64,M`).
    """
    texts: list[str] = []
    for part in text.replace(" ", ",").split(","):
        starts = part.partition(":")[0] in VARIANTS or not texts or (":" not in texts[-1] and "=" not in part)
        if starts and part:
            texts.append(part)
        elif part:
            texts[-1] += ("," if ":" in texts[-1] else ":") + part
    return texts


def _settings(inline: str) -> list[str]:
    """Settings are divided by commas; a part without `=` belongs to the value before it (`layers=64,64,M`)."""
    parts: list[str] = []
    for part in inline.split(",") if inline else []:
        if "=" in part or not parts:
            parts.append(part)
        else:
            parts[-1] += f",{part}"
    return parts


NO_VALUE = Words(
    ko="‘{setting}’에 값이 없습니다. 옵션=값으로 쓰십시오.", en="“{setting}” has no value; write option=value."
)
