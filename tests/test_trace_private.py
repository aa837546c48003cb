"""A private copy is the same network on the same memory, and all it refers to is its own."""

import pytest
import torch
from torch import Tensor, nn
from torchvision import models

from cnnviz.trace import UnusableLayer, private
from cnnviz.trace.activations import activations

torch.set_num_threads(1)
PICTURE = torch.randn(2, 3, 64, 64, generator=torch.Generator().manual_seed(1))


def test_a_private_copy_is_the_same_network_on_the_same_memory() -> None:
    model = models.mobilenet_v2()
    copied = private(model)
    assert repr(copied) == repr(model)
    assert not {id(module) for module in model.modules()} & {id(module) for module in copied.modules()}
    assert_same_tensors(model, copied)


def assert_same_tensors(model: nn.Module, copied: nn.Module) -> None:
    ours, theirs = copied.state_dict(keep_vars=True), model.state_dict(keep_vars=True)
    assert list(ours) == list(theirs)
    assert all(ours[name] is theirs[name] for name in theirs)


@pytest.mark.parametrize("paths", [["layer4"], ["layer1.0.bn1", "fc"], ["layer2", "layer2.1.conv1"], []])
def test_only_the_modules_asked_for_and_their_holders_are_copied(paths: list[str]) -> None:
    model = models.resnet18()
    copied = private(model, only=[model.get_submodule(path) for path in paths])
    asked = [path.split(".") for path in paths]
    holders = {".".join(path[:depth]) for path in asked for depth in range(len(path) + 1)}
    fresh = {path for path, module in copied.named_modules() if module is not model.get_submodule(path)}
    assert fresh == holders
    assert repr(copied) == repr(model)
    assert_same_tensors(model, copied)


def test_a_change_of_a_private_copy_stays_private() -> None:
    model = models.resnet18().eval()
    copied = private(model)
    copied.train()
    copied.get_submodule("layer1.0").register_forward_hook(lambda *call: call[2] * 0)
    copied.fc, copied.get_submodule("conv1").stride = nn.Identity(), (1, 1)  # type: ignore[assignment]
    assert not any(module.training or module._forward_hooks for module in model.modules())
    assert isinstance(model.fc, nn.Linear)
    assert model.conv1.stride == (2, 2)


class Odd(nn.Module):
    """Refers to its modules in ways that a copy can get wrong: twice, in a list, by a tied weight."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(3, 3, 3, padding=1)
        self.second = nn.Conv2d(3, 3, 3, padding=1)
        self.second.weight = self.first.weight
        self.again = self.first
        self.steps = [self.first, self.second]
        self.settings = {"order": [0, 1, 0], "deep": {"module": self.second}}
        self.spare = nn.Conv2d(3, 3, 1)
        self.split = nn.ModuleDict({"pair": _Pair()})

    def forward(self, x: Tensor) -> Tensor:
        for step in self.settings["order"]:
            x = self.steps[step](x)
        return torch.stack(self.split["pair"](self.settings["deep"]["module"](x))).mean((0, 3, 4))


class _Pair(nn.Module):
    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        return x, x


def test_a_private_copy_of_an_odd_network_refers_to_its_own_modules() -> None:
    model = Odd()
    copied = private(model)
    assert copied.steps[0] is copied.first is copied.again is not model.first
    assert copied.settings["deep"]["module"] is copied.second
    assert copied.second.weight is copied.first.weight is model.first.weight
    part = private(model, only=[model.first])
    assert part.steps[0] is part.first is part.again is not model.first
    assert part.settings["deep"]["module"] is part.steps[1] is part.second is model.second
    assert torch.equal(copied(PICTURE), model(PICTURE))
    assert torch.equal(part(PICTURE), model(PICTURE))


def test_a_parametrized_network_is_copied_too() -> None:
    model = nn.Sequential(nn.utils.parametrizations.weight_norm(nn.Conv2d(3, 4, 3)), nn.ReLU(), nn.Flatten())
    outputs = activations(model, PICTURE, ["0"])
    with torch.no_grad():
        assert torch.equal(outputs.logits, model(PICTURE))


@pytest.mark.parametrize(
    "layer, problem, block",
    [
        ("first", "reused", ""),
        ("second", "reused", ""),
        ("again", "reused", ""),
        ("spare", "not reached", ""),
        ("split.pair", "no tensor", "split"),
        ("split.pair.add", "no module", "split.pair"),
        ("settings", "no module", ""),
        ("nothing.at.all", "no module", ""),
        ("", "no module", ""),
    ],
)
def test_a_layer_that_cannot_be_kept_is_refused(layer: str, problem: str, block: str) -> None:
    with pytest.raises(UnusableLayer, match=f"“{layer}”") as caught:
        activations(Odd(), PICTURE, [layer])
    assert (caught.value.layer, caught.value.problem, caught.value.block) == (layer, problem, block)
