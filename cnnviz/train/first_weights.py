"""Learnt weights that a run may begin with instead of drawn ones: the network learns on (fine-tuning)."""

from torch import nn

from cnnviz.options import Options, changes
from cnnviz.spelling import Named
from cnnviz.weights import Weights, available, learnt_with, load
from cnnviz.weights.trained import epoch_offer, run_options
from cnnviz.words import Refusal, Words

FREE = {"classes", "dropout"}  # options that leave the weights their names, and all but the last layer their shapes


def starts(named: Named) -> dict[str, Weights]:
    """The learnt weights that a network `named` can begin with, by name; those for other classes among them."""
    return {name: weights for name, (weights, _) in _offers(named).items()}


def check_start(named: Named, weights_name: str) -> None:
    """`Refusal` where there are no such weights for a network `named`."""
    _options_of(named, weights_name)


def begin_with(model: nn.Module, named: Named, weights_name: str) -> None:
    """Put the weights of that name into `model`, the network `named`; `Refusal` where they cannot be had.

    Where they tell other classes apart, the layers that name them stay as drawn: their shapes differ (Yosinski 2014).
    """
    learnt = load(named.name, _options_of(named, weights_name), weights_name).model.state_dict()
    own = model.state_dict()
    same = {name: tensor for name, tensor in learnt.items() if own[name].shape == tensor.shape}
    model.load_state_dict({**own, **same})


def _kin(named: Named) -> list[Options]:
    """The options of `named`, and all with learnt weights that differ from them only in `FREE`."""
    name, own = named
    learnt = [*learnt_with(name), *run_options(name)]
    return list(dict.fromkeys([own, *(options for options in learnt if {*changes(options, own)} <= FREE)]))


def _offers(named: Named) -> dict[str, tuple[Weights, Options]]:
    """By name, with the options that they were learnt with."""
    offered = ((weights, options) for options in _kin(named) for weights in available(named.name, options))
    return {weights.name: (weights, options) for weights, options in offered if not weights.random}


def _options_of(named: Named, weights_name: str) -> Options:
    """Those that the weights were learnt with; epochs of a run have no place in a list, but may be named."""
    if offer := _offers(named).get(weights_name):
        return offer[1]
    for options in _kin(named):
        if epoch_offer(weights_name, named.name, options):
            return options
    raise Refusal(NO_START.format(weights=weights_name, model=named.name, known=", ".join(starts(named)) or "-"))


NO_START = Words(
    ko="{model}은(는) 가중치 ‘{weights}’에서 시작할 수 없습니다. 옵션이 같은 망의 가중치여야 합니다(클래스 수와 드롭아웃은 달라도 됩니다). 있는 것: {known}.",
    en="{model} cannot begin with weights “{weights}”: they must be of the same network with the same options "
    "(the number of classes and the dropout may differ). Known: {known}.",
)
