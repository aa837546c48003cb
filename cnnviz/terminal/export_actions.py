"""`code` and `onnx`: a network as a Python file and as an ONNX file."""

from argparse import Namespace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cnnviz.blueprint import structure_of
from cnnviz.export import pytorch_code, write_onnx
from cnnviz.spelling import Named, chosen, spelled
from cnnviz.terminal.answers import write


def coded(asked: Namespace) -> dict[str, Any]:
    name, options = chosen(asked.name, asked.set)
    code = pytorch_code(name, options)
    if asked.out:
        write(asked.out, lambda path: path.write_text(code, "utf-8"))
    params = structure_of(name, options).params
    return {"name": spelled(Named(name, options)), "params": params, "out": asked.out, "code": code}


def put_into_onnx(asked: Namespace) -> dict[str, Any]:
    name, options = chosen(asked.name, asked.set)
    with TemporaryDirectory() as folder:
        made = Path(folder) / "network.onnx"
        network = write_onnx(name, options, made, asked.weights)
        content = made.read_bytes()
    write(asked.out, lambda path: path.write_bytes(content))
    return {
        "name": spelled(Named(name, options)),
        "weights": network.weights.name,
        "random": network.random,
        "bytes": len(content),
        "out": asked.out,
        "note": network.note.en if network.note else None,
    }


def code_text(answer: dict[str, Any], asked: Namespace) -> str:
    if answer["out"]:
        return f"{answer['out']}: {answer['name']}, {answer['params']:,} parameters"
    return answer["code"].rstrip()


def onnx_text(answer: dict[str, Any], asked: Namespace) -> str:
    return f"{answer['out']}: {answer['name']} ({answer['weights']}), {answer['bytes']:,} bytes"
