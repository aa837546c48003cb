"""One network built twice, by us and by other makers: how it is shown that both are the same."""

from collections.abc import Callable, Iterable
from re import sub
from typing import Any, NamedTuple

import torch
from timm.layers.squeeze_excite import SEModule
from torch import Tensor, nn
from torch.utils.flop_counter import FlopCounterMode

from cnnviz.architectures import build, find, with_options
from cnnviz.blueprint import structure_of
from tests.structure_alone import light_norms, structure_alone

State = dict[str, Tensor]


def their_keys(theirs: nn.Module, _: nn.Module) -> State:
    """Ours has the same names."""
    return theirs.state_dict()


def in_their_order(theirs: nn.Module, ours: nn.Module) -> State:
    """Both list their layers in the same order; gates and projections each in an order of their own."""
    state, names = theirs.state_dict(), list(ours.state_dict())
    renamed: State = {}
    for there, here in zip(_sorted(state), _sorted(names), strict=True):
        renamed |= {name: state[key] for name, key in zip(here, there, strict=True)}
    return renamed


def _sorted(names: Iterable[str]) -> tuple[list[str], list[str], list[str]]:
    """Main road, gates, projections."""
    kinds: tuple[list[str], list[str], list[str]] = ([], [], [])
    for name in names:
        kinds[1 if any(part in name for part in GATES) else 2 if any(part in name for part in SIDE) else 0].append(name)
    return kinds


GATES = ("gates.", "se_module.", ".se.conv")
SIDE = ("downsample.", "identity_conv.")


def renamed(*names: tuple[str, str | Callable]) -> Callable[[nn.Module, nn.Module], State]:
    """Each name of theirs becomes ours by the substitutions, one after the other."""

    def state(theirs: nn.Module, _: nn.Module) -> State:
        found = {}
        for key, tensor in theirs.state_dict().items():
            for pattern, ours in names:
                key = sub(pattern, ours, key)
            found[key] = tensor
        return found

    return state


class Twin(NamedTuple):
    name: str  # our variant
    build: Callable[[], Any]  # the same network by another maker
    moved: dict[str, Any] = {}  # noqa: RUF012  (a tuple's default is never changed) options that make ours theirs
    size: int | None = None  # of the picture that both answer; None: the variant's own
    state: Callable[[nn.Module, nn.Module], State] = their_keys  # (theirs, ours) → their numbers under our names


def gated(net: Any, layers: dict[nn.Module, int]) -> Any:
    """`net` with timm's squeeze-and-excitation behind the `layers`, whose channels are given."""
    net.gates = nn.ModuleList(SEModule(channels, rd_ratio=1 / 16, rd_divisor=1) for channels in layers.values())
    for layer, gate in zip(layers, net.gates, strict=True):
        layer.register_forward_hook(lambda _, __, x, gate=gate: gate(x))
    return net


def lively(model: nn.Module) -> State:
    """Numbers for every key of `model`: no two layers' alike, He's variance, norms near 1, so that no signal dies.

    They are cut from one random row, each tensor's from another place, so that giants are quick too.
    """
    length = 1_000_003
    row = (torch.rand(length, generator=torch.Generator().manual_seed(7)) * 2 - 1).repeat(2)
    state = {}
    for place, (key, tensor) in enumerate(model.state_dict().items()):
        start, count = place * 7919 % length, tensor.numel()
        numbers = row[start : start + min(count, length)].repeat(-(-count // length))[:count].view(tensor.shape)
        if tensor.dim() > 1:
            state[key] = numbers * (6 / tensor[0].numel()) ** 0.5
        elif key.endswith(("running_var", "weight")):
            state[key] = numbers * 0.5 + 1
        else:
            state[key] = (numbers * 0.1).to(tensor.dtype)
    return state


def pair(twin: Twin) -> tuple[nn.Module, nn.Module]:
    """Ours and theirs, still without memory."""
    with structure_alone():
        return build(twin.name, with_options(twin.name, **twin.moved)).eval(), twin.build().eval()


def assert_same_costs(twin: Twin, ours: nn.Module, theirs: nn.Module) -> None:
    """Parameters and multiply-adds, of the whole picture."""
    shape = find(twin.name)[1].input_shape
    assert sum(weight.numel() for weight in ours.parameters()) == sum(w.numel() for w in theirs.parameters())
    with FlopCounterMode(display=False) as counter, light_norms(), torch.no_grad():
        theirs(torch.zeros(1, *shape, device="meta"))
    assert 2 * structure_of(twin.name, with_options(twin.name, **twin.moved)).macs == counter.get_total_flops()


def assert_same_answers(twin: Twin, ours: nn.Module, theirs: nn.Module) -> None:
    """Equal logits from the same weights; where the names are the same, these weights go both ways."""
    theirs.load_state_dict(lively(theirs), strict=True, assign=True)
    ours.load_state_dict(twin.state(theirs, ours), strict=True, assign=True)
    if twin.state is their_keys:
        assert set(ours.state_dict()) == set(theirs.state_dict())
        theirs.load_state_dict(ours.state_dict(), strict=True)
    channels, *size = find(twin.name)[1].input_shape
    size = [twin.size] * 2 if twin.size else size
    picture = torch.randn(1, channels, *size, generator=torch.Generator().manual_seed(1))
    with torch.no_grad():
        expected = theirs(picture)
        assert (ours(picture) - expected).abs().max() < 1e-5 * expected.abs().max()
        assert (theirs(picture * 0.5) - expected).abs().max() > 1e-3 * expected.abs().max()  # the picture is seen
