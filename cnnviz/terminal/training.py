"""`train`: from the arguments to a configuration, to a run in the queue, to its end."""

from argparse import Namespace
from pathlib import Path

from cnnviz.options import Value, controls, parse, with_values
from cnnviz.spelling import chosen, spelled
from cnnviz.terminal.following import Interrupts, follow
from cnnviz.train import TrainConfig, from_toml
from cnnviz.train.runs import TERMINAL, submit
from cnnviz.words import Refusal, Words

FLAGS = ("data", "epochs", "batch", "rate", "seed", "device")


def train(asked: Namespace) -> int:
    """Exit code 0 where the run finished, 130 where Ctrl-C stopped it, 1 where it ended otherwise."""
    with Interrupts() as interrupts:
        return follow(submit(configured(asked), TERMINAL), asked.json, interrupts)


def configured(asked: Namespace) -> TrainConfig:
    """What file, flags and `--set` say, each over the one before; `Refusal` for what is not known or not allowed."""
    config = _file(asked.config) if asked.config else TrainConfig()
    values: dict[str, Value] = {}
    for name in FLAGS:
        if (text := getattr(asked, name)) is not None:
            values[name] = parse(TrainConfig, name, text)
    of_network = []
    for setting in asked.set:
        name, equals, text = (part.strip() for part in setting.partition("="))
        if equals and name in controls(TrainConfig):
            values[name] = parse(TrainConfig, name, text)
        else:
            of_network.append(setting)
    model = str(values.get("model") or asked.model or config.model)
    values["model"] = spelled(_network(model, of_network))
    changed = with_values(config, values)
    assert isinstance(changed, TrainConfig)
    return changed


def _network(model: str, settings: list[str]):
    named = chosen(model)
    unknown = [
        name for name in (s.partition("=")[0].strip() for s in settings) if name not in controls(type(named.options))
    ]
    if unknown:
        raise Refusal(
            NO_SETTING.format(
                name=unknown[0], run=", ".join(controls(TrainConfig)), model=named.name,
                network=", ".join(controls(type(named.options))) or "-",
            )
        )  # fmt: skip
    return chosen(spelled(named), settings)


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
