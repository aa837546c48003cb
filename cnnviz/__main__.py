"""The same things from a terminal: `python -m cnnviz …`; exit code 2 and one sentence on stderr for bad input."""

import argparse
import json
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from cnnviz.terminal.argument_types import positive, shape
from cnnviz.terminal.data_arguments import data_arguments
from cnnviz.terminal.export_arguments import code_arguments, onnx_arguments
from cnnviz.terminal.run_arguments import runs_arguments, train_arguments
from cnnviz.terminal.speech import language, say
from cnnviz.words import Refusal


class Parser(argparse.ArgumentParser):
    """Bad arguments are one sentence, as every other bad input."""

    def error(self, message: str) -> NoReturn:
        print(f"{self.prog}: {message}", file=sys.stderr)
        raise SystemExit(2)


def main(arguments: Sequence[str] | None = None) -> int:
    asked = _parser().parse_args(arguments)
    from cnnviz.terminal.commands import (
        ANSWERS,
        STREAMS,
        TEXTS,
    )  # after the arguments are known to be good: torch takes seconds

    try:
        if asked.command in STREAMS:
            return STREAMS[asked.command](asked)
        answer = ANSWERS[asked.command](asked)
    except Refusal as refusal:
        print(refusal.words[language()], file=sys.stderr)
        return 2
    say(json.dumps(answer, ensure_ascii=False) if asked.json else TEXTS[asked.command](answer, asked))
    if note := isinstance(answer, dict) and answer.get("note"):
        print(note, file=sys.stderr)
    return 0


def _parser() -> Parser:
    parser = Parser(prog="python -m cnnviz", description="Thirty years of convolutional networks.")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=Parser)
    _command(commands, "list", "every variant: name, family, title, year, input, options")
    _describe(_command(commands, "describe", "one network: totals and layers"))
    _compare(_command(commands, "compare", "two networks, layer by layer"))
    _predict(_command(commands, "predict", "what a network says of a picture"))
    _explain(_command(commands, "explain", "where a network looked, as a picture"))
    code_arguments(_command(commands, "code", "one network as a Python file that needs PyTorch alone"))
    onnx_arguments(_command(commands, "onnx", "one network as an ONNX file"))
    train_arguments(_command(commands, "train", "train a network, and wait for the end; Ctrl-C stops the run"))
    runs_arguments(_command(commands, "runs", "list, show, stop, resume, export and delete runs"))
    data_arguments(_command(commands, "data", "list data sets; add a zip or a folder of your own"))
    return parser


def _command(commands: Any, name: str, help: str) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=help, description=help)
    command.add_argument("--json", action="store_true", help="one JSON object, for other programs")
    return command


def _describe(command: argparse.ArgumentParser) -> None:
    command.add_argument("name", metavar="NAME", help="as in `list`; may carry options: resnet50:se=true,reduction=8")
    command.add_argument(
        "--set", action="append", default=[], metavar="OPTION=VALUE", help="may be given several times"
    )
    command.add_argument("--input", type=shape, metavar="3x224x224", help="channels x height x width")
    command.add_argument("--layers", action="store_true", help="every layer as well")


def _compare(command: argparse.ArgumentParser) -> None:
    command.add_argument("old", metavar="NAME")
    command.add_argument("new", metavar="NAME")


def _predict(command: argparse.ArgumentParser) -> None:
    _picture_and_model(command)
    command.add_argument("--top", type=positive, default=5, metavar="N", help="how many classes (5)")


def _explain(command: argparse.ArgumentParser) -> None:
    _picture_and_model(command)
    command.add_argument("--method", default="grad-cam", metavar="METHOD")
    command.add_argument("--layer", metavar="L", help="path of a module; the last map where not given")
    command.add_argument("--target", metavar="CLASS", help="number or name of a class; the first guess where not given")
    command.add_argument("--out", required=True, metavar="heat.png", help="the picture with the heat map over it")
    command.add_argument("--npy", metavar="heat.npy", help="the values of the map, before any rescaling")


def _picture_and_model(command: argparse.ArgumentParser) -> None:
    command.add_argument("image", metavar="IMAGE", help="file of a picture, or the name of a sample: cat, coffee …")
    command.add_argument("--model", required=True, metavar="NAME")
    command.add_argument(
        "--weights", metavar="WEIGHTS", help="which learnt weights; the best available where not given"
    )


if __name__ == "__main__":
    sys.exit(main())
