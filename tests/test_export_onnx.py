"""The ONNX file: onnxruntime answers as PyTorch does, for any size of batch."""

from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pytest
import torch

from cnnviz.architectures import VARIANTS, find, with_options
from cnnviz.export import onnx_bytes, onnx_weights, write_onnx
from cnnviz.words import Refusal
from tests.light_networks import light

torch.set_num_threads(1)


def session(file: Path | bytes) -> Any:
    quiet = onnxruntime.SessionOptions()
    quiet.intra_op_num_threads, quiet.log_severity_level = 1, 3
    content = file.read_bytes() if isinstance(file, Path) else file
    return onnxruntime.InferenceSession(content, quiet, providers=["CPUExecutionProvider"])


def assert_answers(file: Path, model: torch.nn.Module, shape: tuple[int, ...], batch: int) -> None:
    pictures = torch.randn(batch, *shape)
    (answer,) = session(file).run(["logits"], {"image": pictures.numpy()})
    with torch.no_grad():
        expected = model(pictures).numpy()
    scale = max(1.0, float(np.abs(expected).max()))
    np.testing.assert_allclose(answer / scale, expected / scale, atol=1e-4)


# Learnt weights, and what ONNX has no word for: unequal padding, odd halves, drop-path, LRN, shuffles, inner heads.
NETWORKS = ("efficientnet_lite0", "nasnet", "lenet", "zfnet", "shufflenet", "fractalnet", "googlenet")


@pytest.mark.parametrize("name", NETWORKS)
def test_onnxruntime_answers_the_same(name: str, tmp_path: Path):
    torch.manual_seed(0)
    name, options = (name, find(name)[1].options) if name in VARIANTS else light(name)[:2]
    network = write_onnx(name, options, tmp_path / "net.onnx")
    assert network.random == (name not in ("efficientnet_lite0", "lenet5"))
    for batch in (1, 3):
        assert_answers(tmp_path / "net.onnx", network.model, find(name)[1].input_shape, batch)


def test_a_process_of_its_own_writes_the_same_file():
    """With the names of input and output, and what the network wants to know told in the file."""
    options = with_options("resnet20", se=True)
    written = session(onnx_bytes("resnet20", options))
    assert [(each.name, each.shape) for each in written.get_inputs()] == [("image", ["batch", 3, 32, 32])]
    assert [each.name for each in written.get_outputs()] == ["logits"]
    told = written.get_modelmeta().custom_metadata_map
    assert told["network"] == "resnet20:se=true"
    assert told["weights"] == "Random (not trained)"
    assert told["mean"].startswith("[0.")


def test_what_cannot_be_written_is_said_in_both_languages(monkeypatch):
    huge = with_options("vgg16", layers="2048,2048,2048", kernel=7)
    with pytest.raises(Refusal, match="2 GB") as refused:
        onnx_bytes("vgg16", huge)
    assert "2 GB" in refused.value.words.ko
    with pytest.raises(Refusal, match=r"0\.01 seconds"):
        onnx_bytes("lenet5", find("lenet5")[1].options, seconds=0.01)


def test_what_torch_cannot_express_is_a_sentence(tmp_path: Path):
    """An adaptive pooling whose windows are of unequal size."""
    options = with_options("vgg11", layers="8,M,M,M,M", head_size=4, hidden=256)
    with pytest.raises(Refusal, match="cannot put this network into ONNX") as refused:
        write_onnx("vgg11", options, tmp_path / "net.onnx")
    assert "\n" not in refused.value.words.en


def test_the_weights_are_those_at_hand():
    assert not onnx_weights("efficientnet_lite0", find("efficientnet_lite0")[1].options).random
    assert onnx_weights("efficientnet_lite0", with_options("efficientnet_lite0", se=True)).random
    assert onnx_weights("lenet5_1998", find("lenet5_1998")[1].options).random
