"""`train`: from the arguments to a configuration, to a run in the queue, to its end."""

from argparse import Namespace
from pathlib import Path

from cnnviz.options import controls, parse, with_values
from cnnviz.spelling import chosen, spelled
from cnnviz.terminal.following import Interrupts, follow
from cnnviz.train import TrainConfig, from_toml
from cnnviz.train.recipes import recipe
from cnnviz.train.runs import TERMINAL, submit
from cnnviz.words import Refusal, Words

FLAGS = ("model", "data", "epochs", "batch", "rate", "seed", "device")


def train(asked: Namespace) -> int:
    """Exit code 0 where the run finished, 130 where Ctrl-C stopped it, 1 where it ended otherwise."""
    with Interrupts() as interrupts:
        return follow(submit(configured(asked), TERMINAL), asked.json, interrupts)


def configured(asked: Namespace) -> TrainConfig:
    """What the file says, else the recipe of the network's family; over it the flags, over them `--set`.

    `Refusal` for what is not known or not allowed.
    """
    file = _file(asked.config) if asked.config else None
    values = {name: parse(TrainConfig, name, text) for name in FLAGS if (text := getattr(asked, name)) is not None}
    of_network = []
    for setting in asked.set:
        name, equals, text = (part.strip() for part in setting.partition("="))
        if equals and name in controls(TrainConfig):
            values[name] = parse(TrainConfig, name, text)
        else:
            of_network.append(setting)
    start = file or TrainConfig()
    model = _network(str(values.pop("model", start.model)), of_network)
    data = str(values.pop("data", start.data))
    if file is None:
        return recipe(model, data, **values)
    changed = with_values(file, {**values, "model": model, "data": data})
    assert isinstance(changed, TrainConfig)
    return changed


def _network(model: str, settings: list[str]) -> str:
    """`model` with some of its options set, as a configuration spells it."""
    named = chosen(model)
    known = controls(type(named.options))
    for setting in settings:
        if (name := setting.partition("=")[0].strip()) not in known:
            words = {"name": name, "run": ", ".join(controls(TrainConfig)), "model": named.name}
            raise Refusal(NO_SETTING.format(**words, network=", ".join(known) or "-"))
    return spelled(chosen(spelled(named), settings))


def _file(name: str) -> TrainConfig:
    try:
        return from_toml(Path(name).read_text("utf-8"))
    except OSError as error:
        raise Refusal(NO_FILE.format(file=name, why=error.strerror or error)) from error
    except UnicodeDecodeError as error:
        raise Refusal(NO_FILE.format(file=name, why="UTF-8")) from error


NO_SETTING = Words(
    ko="‘{name}’이라는 설정은 없습니다. 학습의 설정: {run}. {model}의 옵션: {network}.",
    en="There is no setting “{name}”. Settings of a run: {run}. Options of {model}: {network}.",
)
NO_FILE = Words(ko="설정 파일 ‘{file}’을 읽을 수 없습니다: {why}.", en="Cannot read the configuration “{file}”: {why}.")
