"""What the terminal's commands compute, as plain values ready for JSON."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from cnnviz.architectures import VARIANTS, find
from cnnviz.blueprint import structure_of
from cnnviz.data import SAMPLES, read_picture, sample
from cnnviz.measure import comparison, description, difference
from cnnviz.options import Options, controls, parse, with_values
from cnnviz.words import Refusal, Words


def variants(asked: Namespace) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "family": architecture.name,
            "title": variant.title,
            "year": architecture.year,
            "input": list(variant.input_shape),
            "options": {option: getattr(variant.options, option) for option in controls(architecture.options)},
        }
        for name, (architecture, variant) in VARIANTS.items()
    ]


def described(asked: Namespace) -> dict[str, Any]:
    name, options = chosen(asked.name, asked.set)
    return description(asked.name, structure_of(name, options, asked.input))


def compared(asked: Namespace) -> dict[str, Any]:
    old, new = structure_of(*chosen(asked.old)), structure_of(*chosen(asked.new))
    return comparison(asked.old, asked.new, difference(old, new))


def chosen(text: str, settings: list[str] | None = None) -> tuple[str, Options]:
    """The variant and the options that `resnet50:se=true,reduction=8` names; `settings` come on top."""
    name, _, inline = text.partition(":")
    architecture, variant = find(name)
    values = {}
    for setting in [*_split(inline), *(settings or [])]:
        option, equals, value = setting.partition("=")
        if not equals:
            raise Refusal(NO_VALUE.format(setting=setting))
        values[option.strip()] = parse(architecture.options, option.strip(), value.strip())
    return name, with_values(variant.options, values)


def picture(image: str) -> Any:
    """The picture in file `image`, or the sample of that name."""
    path = Path(image)
    if not path.exists() and image in SAMPLES:
        return sample(image)
    try:
        return read_picture(path.read_bytes())
    except OSError as error:
        raise Refusal(NO_FILE.format(image=image, why=error.strerror or error)) from error


def _split(inline: str) -> list[str]:
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
NO_FILE = Words(
    ko="‘{image}’ 파일을 읽을 수 없습니다: {why}. 사진 파일이나 예시 이름(cat, coffee …)을 쓰십시오.",
    en="Cannot read “{image}”: {why}. Give a picture file, or the name of a sample (cat, coffee …).",
)
