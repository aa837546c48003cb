"""A network as an ONNX file: one input `image`, one output `logits`, the size of the batch left open.

torch's exporter changes torch for the whole process while it works, so a server lets a process of its own write the
file. This file is both sides: `onnx_bytes` starts it as a program. torch's newer exporter gave the same file after 57
seconds, the one that is used here after 2 (EfficientNet-Lite0).
"""

import json
import subprocess
import sys
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore

import torch
from torch import nn

from cnnviz.architectures import find
from cnnviz.blueprint import structure_of
from cnnviz.options import Options
from cnnviz.spelling import Named, chosen, spelled
from cnnviz.trace import Trace, private
from cnnviz.weights import Network, Weights, available, load
from cnnviz.words import Refusal, Words

OPSET = 17
MOST = 2**31 - 2**24  # bytes of weights: the format has no more than 2 GB in one file
REFUSED = 3  # exit status of the process; 1 is Python's own for an error
ONE_AT_A_TIME = BoundedSemaphore(1)  # it takes a gigabyte of memory, and all of a core


def onnx_weights(name: str, options: Options) -> Weights:
    """Which weights the file will hold: the first that need no download, random ones where there are no others."""
    return next(weights for weights in available(name, options) if weights.at_hand)


def write_onnx(name: str, options: Options, path: Path, weights: str | None = None) -> Network:
    """Write the network `name` to `path`; for a process that does nothing else. `weights` as in `onnx_weights`, or by name.

    `Refusal` where torch cannot express the network in ONNX, the file would be too large, or there are no such weights.
    """
    variant = find(name)[1]
    trace = structure_of(name, options)
    if 4 * trace.params > MOST:
        raise Refusal(TOO_LARGE.format(gigabytes=f"{4 * trace.params / 2**30:.1f}"))
    network = load(name, options, weights or onnx_weights(name, options).name)
    try:
        _export(with_plain_pools(network.model, trace), torch.zeros(2, *variant.input_shape), path)
    except (torch.onnx.OnnxExporterError, RuntimeError) as error:
        raise Refusal(FAILED.format(why=str(error).strip().splitlines()[0])) from error
    _describe(path, name, options, network)
    return network


def onnx_bytes(name: str, options: Options, seconds: float = 600) -> bytes:
    """The content of the file, written in a process of its own; any number of threads may ask, one is served at a time.

    `Refusal` as in `write_onnx`, and where it takes more than `seconds`.
    """
    with ONE_AT_A_TIME, TemporaryDirectory() as folder:
        path = Path(folder) / "network.onnx"
        start = "from cnnviz.export.onnx_file import main; main()"
        command = [sys.executable, "-c", start, spelled(Named(name, options)), str(path)]
        try:
            done = subprocess.run(
                command, cwd=Path(__file__).parents[2], capture_output=True, timeout=seconds, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise Refusal(SLOW.format(seconds=f"{seconds:g}")) from error
        if done.returncode == REFUSED:
            raise Refusal(Words(**json.loads(done.stdout)))
        if done.returncode:
            raise RuntimeError(done.stderr.decode(errors="replace"))
        return path.read_bytes()


def main() -> None:
    """Write the network that the first argument spells to the file that the second names; a refusal goes to stdout."""
    torch.set_num_threads(1)  # the other cores are the visitors'
    try:
        write_onnx(*chosen(sys.argv[1]), Path(sys.argv[2]))
    except Refusal as refusal:
        print(json.dumps({"ko": refusal.words.ko, "en": refusal.words.en}))
        sys.exit(REFUSED)


def with_plain_pools(model: nn.Module, trace: Trace) -> nn.Module:
    """A copy of `model`, on the same tensors, whose adaptive poolings have the windows that they take in `trace`.

    ONNX knows adaptive pooling to 1x1 only.
    """
    own = private(model)
    for layer in trace.layers:
        if layer.kind == "AdaptiveAvgPool2d" and layer.window:
            block, _, name = layer.module.rpartition(".")
            pool = nn.AvgPool2d(layer.window.kernel, layer.window.stride)
            own.get_submodule(block).register_module(name, pool)
    return own


def _export(model: nn.Module, pictures: torch.Tensor, path: Path) -> None:
    batch = {0: "batch"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that paddings are fixed for this size of picture, as they are meant to be
        torch.onnx.export(
            model,
            (pictures,),
            path,
            input_names=["image"],
            output_names=["logits"],
            dynamic_axes={"image": batch, "logits": batch},
            opset_version=OPSET,
            dynamo=False,
        )


def _describe(path: Path, name: str, options: Options, network: Network) -> None:
    """Note in the file what it is, which weights it holds, and how they want their pictures; check it on the way."""
    import onnx  # takes a moment, and only those need it who write a file

    file = onnx.load_model(path)
    preparation = network.preparation
    told = {
        "network": spelled(Named(name, options)),
        "weights": network.weights.title.en,
        "mean": str(list(preparation.mean)),
        "std": str(list(preparation.std)),
    }
    for key, value in told.items():
        file.metadata_props.add(key=key, value=value)
    onnx.checker.check_model(file)
    onnx.save_model(file, path)


TOO_LARGE = Words(
    ko="가중치가 {gigabytes} GB라서 ONNX 파일 하나에 담을 수 없습니다(2 GB까지). 더 작은 망을 고르십시오.",
    en="The weights take {gigabytes} GB, and one ONNX file holds no more than 2 GB: choose a smaller network.",
)
FAILED = Words(
    ko="PyTorch가 이 망을 ONNX로 옮기지 못합니다: {why} PyTorch 코드로 내보내십시오.",
    en="PyTorch cannot put this network into ONNX: {why} Export its PyTorch code instead.",
)
SLOW = Words(
    ko="{seconds}초 안에 ONNX 파일을 만들지 못했습니다. 더 작은 망을 고르십시오.",
    en="The ONNX file was not ready within {seconds} seconds: choose a smaller network.",
)
