"""Where learnt weights come from: installed along, torchvision's from the web, a run of one's own, or nobody's."""

from torch import nn

from cnnviz.architectures import build, find
from cnnviz.options import Options, changes
from cnnviz.spelling import Named, own_settings
from cnnviz.weights import bundled, torchvision_hub, trained
from cnnviz.weights.base import RANDOM, Accuracy, Network, Progress, Weights
from cnnviz.weights.draws import Undrawn
from cnnviz.weights.state_files import read_state
from cnnviz.weights.torchvision_hub import todays_names
from cnnviz.weights.untrained import random_weights, untrained
from cnnviz.words import Refusal, Words

__all__ = ["RANDOM", "Accuracy", "Network", "Progress", "Weights", "available", "learnt_with", "load", "load_or_random"]


def available(name: str, options: Options | None = None) -> list[Weights]:
    """What variant `name` can run on: weights at hand first, then those to download, then random ones; runs come last.

    Published weights fit the variant's own options only; with others there are random ones, and those of runs that
    trained the network with just these options. A run never comes first: what a link shows must not change with what
    others train.
    """
    _, variant = find(name)
    options = options or variant.options
    published = [] if changes(options, variant.options) else [*bundled.offers(name), *torchvision_hub.offers(name)]
    learnt = [*trained.bundled_offers(name, options), *published]
    first = sorted(learnt, key=lambda weights: not weights.at_hand)
    return [*first, random_weights(name, options), *trained.run_offers(name, options)]


def learnt_with(name: str) -> list[Options]:
    """The options of variant `name` for which there are learnt weights, its own first; runs of users do not count."""
    own = find(name)[1].options
    published = [own] if bundled.offers(name) or torchvision_hub.offers(name) else []
    return list(dict.fromkeys([*published, *trained.bundled_options(name)]))


def load(
    name: str, options: Options | None = None, weights_name: str | None = None, progress: Progress | None = None
) -> Network:
    """Variant `name` with the weights of that name, or with the first of `available`; ready to answer.

    `run-12@5` are those that run 12 kept after its fifth epoch. With options that nobody trained it has random weights,
    and the note says why. `Refusal` where the weights are unknown, or cannot be had now: not reachable, damaged, no
    space. `progress` hears of a download.
    """
    _, variant = find(name)
    options = options or variant.options
    offered = _offered(name, options, weights_name)
    weights = offered.get(weights_name) if weights_name else next(iter(offered.values()))
    if weights is not None and weights.file is not None:
        return Network(_ready(_learnt(name, options, weights, progress)), weights)
    if moved := own_settings(Named(name, options)):
        return _random(name, options, CHANGED.format(title=variant.title, changes=", ".join(moved)))
    return _random(name, options, CHOSEN if len(offered) > 1 else NONE.format(title=variant.title))


def load_or_random(
    name: str, options: Options | None = None, weights_name: str | None = None, progress: Progress | None = None
) -> Network:
    """As `load`; where the weights cannot be had it has random ones, and the note says why."""
    options = options or find(name)[1].options
    _offered(name, options, weights_name)  # what nobody offers is refused all the same
    try:
        return load(name, options, weights_name, progress)
    except Refusal as refusal:
        return _random(name, options, INSTEAD.format(why=refusal.words))


def _offered(name: str, options: Options, weights_name: str | None) -> dict[str, Weights]:
    """What fits these options; `Refusal` where `weights_name` is not among that, nor fits the variant as it is."""
    offered = {weights.name: weights for weights in available(name, options)}
    if weights_name is None or weights_name in offered:
        return offered
    if epoch := trained.epoch_offer(weights_name, name, options):
        return {**offered, weights_name: epoch}
    known = {**offered, **{weights.name: weights for weights in available(name)}}
    if weights_name not in known:
        raise Refusal(UNKNOWN.format(weights=weights_name, title=find(name)[1].title, known=", ".join(known)))
    return offered


def _learnt(name: str, options: Options, weights: Weights, progress: Progress | None) -> nn.Module:
    assert weights.file is not None
    path = weights.file.fetch(progress)
    state = todays_names(read_state(path))
    with Undrawn():
        model = build(name, options)
    try:
        model.load_state_dict(state, strict=True, assign=True)
    except RuntimeError as error:
        raise Refusal(OTHER_NET.format(file=path.name, title=find(name)[1].title)) from error
    return model


def _random(name: str, options: Options, note: Words) -> Network:
    return Network(_ready(untrained(name, options)), random_weights(name, options), note)


def _ready(model: nn.Module) -> nn.Module:
    return model.eval().requires_grad_(False)


CHOSEN = Words(
    ko="무작위 가중치입니다. 이 망은 아무것도 배우지 않았으므로 답과 열지도에 의미가 없습니다.",
    en="The weights are random: this network has learnt nothing, and its answers and heat maps mean nothing.",
)
NONE = Words(
    ko="{title}의 학습된 가중치는 없습니다. 무작위 가중치를 쓰므로 답과 열지도에 의미가 없습니다.",
    en="There are no learnt weights for {title}. The weights are random, and its answers and heat maps mean nothing.",
)
CHANGED = Words(
    ko="옵션을 바꾼({changes}) {title}의 학습된 가중치는 없습니다. 무작위 가중치를 쓰므로 답과 열지도에 의미가 없습니다.",
    en="There are no learnt weights for {title} with {changes}. The weights are random, "
    "and its answers and heat maps mean nothing.",
)
INSTEAD = Words(
    ko="{why} 그때까지는 무작위 가중치를 쓰므로 답과 열지도에 의미가 없습니다.",
    en="{why} Until then the weights are random, and the network's answers and heat maps mean nothing.",
)
UNKNOWN = Words(
    ko="{title}에는 ‘{weights}’라는 가중치가 없습니다. 있는 가중치: {known}.",
    en="There are no weights “{weights}” for {title}. Known weights: {known}.",
)
OTHER_NET = Words(
    ko="가중치 파일 {file}의 내용이 {title}과(와) 맞지 않습니다. 다른 망의 파일입니다. 파일을 지우고 다시 받으십시오.",
    en="The weights in {file} do not fit {title}: they are another network's. Delete the file and load it again.",
)
