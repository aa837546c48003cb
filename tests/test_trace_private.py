"""A private copy is the same network on the same memory, and all it refers to is its own."""

import pytest
import torch
from torch import Tensor, nn
from torchvision import models

from cnnviz.trace import private
from cnnviz.trace.activations import UnusableLayer, activations

torch.set_num_threads(1)
PICTURE = torch.randn(2, 3, 64, 64, generator=torch.Generator().manual_seed(1))


def test_a_private_copy_shares_the_memory_of_the_weights() -> None:
    model = models.mobilenet_v2()
    for copied in (private(model), private(model, frozen=True)):
        pairs = zip(model.state_dict().items(), copied.state_dict().items(), strict=True)
        assert all(a == b and t.data_ptr() == u.data_ptr() for (a, t), (b, u) in pairs)
        assert not {id(module) for module in model.modules()} & {id(module) for module in copied.modules()}
        assert repr(copied) == repr(model)
    assert not any(parameter.requires_grad for parameter in private(model, frozen=True).parameters())
    assert all(parameter.requires_grad for parameter in private(model).parameters())


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
    frozen = private(model, frozen=True)
    assert frozen.second.weight is frozen.first.weight is not model.first.weight
    assert torch.equal(frozen(PICTURE), model(PICTURE))


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
