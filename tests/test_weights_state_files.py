"""Files of weights are read without running what they hold, and refused where they hold anything but tensors."""

from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from cnnviz.weights.state_files import read_state
from cnnviz.words import Refusal


class Trap:
    """An object whose unpickling runs a command."""

    def __init__(self, path: Path):
        self.path = path

    def __reduce__(self):
        return (Path.touch, (self.path,))


@pytest.mark.parametrize("name", ["net.pth", "net.safetensors"])
def test_files_are_read_without_running_what_they_hold(tmp_path: Path, name: str):
    path, sprung = tmp_path / name, tmp_path / "sprung"
    torch.save({"weight": Trap(sprung)}, path)
    with pytest.raises(Refusal, match="cannot be read"):
        read_state(path)
    assert not sprung.exists()


@pytest.mark.parametrize("content", [b"", b"\x80", b"PK\x03\x04", bytes(range(256)) * 9, b"{}"])
@pytest.mark.parametrize("name", ["net.pth", "net.safetensors"])
def test_files_that_are_no_weights_are_refused(tmp_path: Path, name: str, content: bytes):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Refusal, match="cannot be read"):
        read_state(tmp_path / name)


def test_safetensors_are_read(tmp_path: Path):
    save_file({"weight": torch.ones(2, dtype=torch.float16)}, tmp_path / "net.safetensors")
    assert read_state(tmp_path / "net.safetensors")["weight"].dtype == torch.float32
