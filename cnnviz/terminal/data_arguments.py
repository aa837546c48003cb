"""What may be written behind `data`."""

import argparse
from typing import Any


def data_arguments(command: argparse.ArgumentParser) -> None:
    """`data` alone is `data list`."""
    command.set_defaults(action="list")
    actions: Any = command.add_subparsers(metavar="ACTION", parser_class=type(command))
    for name, help in (
        ("list", "all data sets: pictures, classes, whether they are here"),
        ("add", "take in a zip or a folder with one folder of pictures for each class"),
        ("fetch", "download a data set now"),
        ("delete", "delete a data set that was added"),
    ):
        action = actions.add_parser(name, help=help, description=help)
        action.set_defaults(action=name)
        action.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="for other programs")
        if name == "add":
            _add(action)
        elif name != "list":
            action.add_argument("name", metavar="NAME", help="as `data list` shows it")


def _add(action: argparse.ArgumentParser) -> None:
    action.add_argument("path", metavar="PATH", help="<class>/*.jpg, or train/<class>/*.jpg and test/<class>/*.jpg")
    action.add_argument("--name", required=True, metavar="NAME", help="what it is to be called")
    action.add_argument("--side", type=int, default=32, metavar="N", help="pictures become N×N: 32, 64 or 224 (32)")
    action.add_argument("--no-mirror", dest="mirrors", action="store_false", help="letters, digits: never mirror them")
