"""What may be written behind `code` and `onnx`."""

import argparse


def code_arguments(command: argparse.ArgumentParser) -> None:
    _network(command)
    command.add_argument("--out", metavar="FILE", help="write the code there, and not to the terminal")


def onnx_arguments(command: argparse.ArgumentParser) -> None:
    _network(command)
    command.add_argument("--out", required=True, metavar="FILE", help="the ONNX file")
    command.add_argument(
        "--weights", metavar="WEIGHTS", help="which weights; learnt ones that are at hand, else random ones"
    )


def _network(command: argparse.ArgumentParser) -> None:
    command.add_argument("name", metavar="NAME", help="as in `list`; may carry options: resnet50:se=true,reduction=8")
    command.add_argument(
        "--set", action="append", default=[], metavar="OPTION=VALUE", help="may be given several times"
    )
