"""What may be written behind `train` and `runs`."""

import argparse
from typing import Any

from cnnviz.terminal.argument_types import positive

ACTIONS = {
    "list": "all runs, newest first",
    "show": "one run: settings, state, what it reached",
    "stop": "stop a run; it keeps what it learnt",
    "pause": "pause a run; resume goes on with it",
    "resume": "go on from the last checkpoint, and wait for the end",
    "repeat": "the same run from another seed, and wait for the end",
    "export": "the curve as a CSV file",
    "delete": "delete a run with its weights",
}


def train_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--config", metavar="FILE.toml", help="settings as a run's config.toml has them; others go on top"
    )
    command.add_argument("--model", metavar="NAME", help="as in `list`; may carry options: resnet20:se=true")
    command.add_argument("--data", metavar="SET", help="shapes, digits, mnist, cifar10 … (shapes)")
    command.add_argument("--epochs", metavar="N")
    command.add_argument("--batch", metavar="N", help="pictures a step")
    command.add_argument("--lr", dest="rate", metavar="X", help="learning rate, at its highest")
    command.add_argument("--seed", metavar="N")
    command.add_argument("--device", metavar="DEVICE", help="auto, cpu, cuda:0, mps (auto)")
    command.add_argument(
        "--set", action="append", default=[], metavar="OPTION=VALUE",
        help="a setting of the run (optimiser=adamw) or an option of the network (se=true); may be given several times",
    )  # fmt: skip


def runs_arguments(command: argparse.ArgumentParser) -> None:
    """`runs` alone is `runs list`."""
    command.set_defaults(action="list")
    actions: Any = command.add_subparsers(metavar="ACTION", parser_class=type(command))
    for name, help in ACTIONS.items():
        action = actions.add_parser(name, help=help, description=help)
        action.set_defaults(action=name)
        action.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="for other programs")
        if name != "list":
            action.add_argument("id", type=positive, metavar="ID", help="as `runs list` shows it")
        if name == "repeat":
            action.add_argument("--seed", metavar="N", help="one more than the run had where not given")
        if name == "export":
            action.add_argument("--out", required=True, metavar="FILE.csv")
