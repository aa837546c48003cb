"""Schedules, optimisers and losses against torch's own."""

from itertools import pairwise

import pytest
import torch
from torch import nn
from torch.nn.functional import one_hot
from torch.optim import SGD, AdamW
from torch.optim.lr_scheduler import (
    CosineAnnealingLR,
    LinearLR,
    LRScheduler,
    MultiStepLR,
    OneCycleLR,
    ReduceLROnPlateau,
)

from cnnviz.architectures.blocks.auxiliary import GoogLeNetOutputs
from cnnviz.data.augment import augment
from cnnviz.train import TrainConfig
from cnnviz.train.loss import correct_of, loss_of
from cnnviz.train.optimiser import optimiser_for
from cnnviz.train.schedule import PATIENCE, Plateau, rate_at, warmth
from cnnviz.train.session import Session
from tests.train_tiny import CPU, config, tiny

__all__ = ["tiny"]
torch.set_num_threads(1)
STEPS = 40
RATE = 0.2


def rates_of(scheduler: LRScheduler, optimiser: SGD) -> list[float]:
    rates = []
    for _ in range(STEPS):
        rates.append(optimiser.param_groups[0]["lr"])
        optimiser.step()
        scheduler.step()
    return rates


def plain() -> SGD:
    return SGD([nn.Parameter(torch.zeros(1))], lr=RATE)


def test_steps_are_those_of_multi_step():
    optimiser = plain()
    expected = rates_of(MultiStepLR(optimiser, [20, 30], gamma=0.1), optimiser)
    ours = TrainConfig(schedule="step", rate=RATE, milestones="0.5,0.75")
    assert [rate_at(ours, step, STEPS) for step in range(STEPS)] == pytest.approx(expected)


def test_cosine_is_cosine_annealing():
    optimiser = plain()
    expected = rates_of(CosineAnnealingLR(optimiser, STEPS), optimiser)
    ours = TrainConfig(schedule="cosine", rate=RATE)
    assert [rate_at(ours, step, STEPS) for step in range(STEPS)] == pytest.approx(expected)


@pytest.mark.parametrize("rise", [0.25, 0.5, 0.9])
def test_one_cycle_is_one_cycle(rise: float):
    optimiser = plain()
    scheduler = OneCycleLR(
        optimiser, RATE, STEPS, pct_start=rise, anneal_strategy="linear", cycle_momentum=False, div_factor=25
    )
    expected = [optimiser.param_groups[0]["lr"]]
    for _ in range(STEPS - 1):
        optimiser.step()
        scheduler.step()
        expected.append(optimiser.param_groups[0]["lr"])
    ours = TrainConfig(schedule="one_cycle", rate=RATE, rise=rise)
    assert [rate_at(ours, step, STEPS) for step in range(STEPS)] == pytest.approx(expected)


def test_plateau_is_reduce_on_plateau():
    losses = [3, 2, 1.5, 1.5, 1.6, 1.49999, 1.7, 1.5, 1.0, *[1.1] * 12, 0.5, *[0.6] * 5]
    optimiser, ours, plateau = plain(), TrainConfig(schedule="plateau", rate=RATE, drop=0.1), Plateau()
    scheduler = ReduceLROnPlateau(optimiser, factor=0.1, patience=PATIENCE)
    for loss in losses:
        scheduler.step(loss)
        plateau.heard(loss)
        assert rate_at(ours, 0, STEPS, plateau.lowered) == pytest.approx(optimiser.param_groups[0]["lr"])
    assert plateau.lowered > 2


def test_the_warm_up_is_linear():
    optimiser = plain()
    expected = rates_of(LinearLR(optimiser, start_factor=1 / 12, total_iters=11), optimiser)
    ours = TrainConfig(rate=RATE, schedule="constant", warm_up=1.5)
    assert [RATE * warmth(ours, step, 8) for step in range(STEPS)] == pytest.approx(expected)


@pytest.mark.parametrize("schedule", ["constant", "step", "cosine", "one_cycle", "plateau"])
@pytest.mark.parametrize("length", [1, 2, 3, 7])
def test_the_shortest_runs_have_rates_too(schedule: str, length: int):
    ours = TrainConfig(rate=RATE, schedule=schedule)
    assert all(0 <= rate_at(ours, step, length) <= RATE for step in range(length))


@pytest.mark.parametrize("optimiser", ["sgd", "adamw"])
@pytest.mark.parametrize("decay_all", [True, False])
def test_a_session_learns_as_the_plain_loop_of_torch(tiny, optimiser: str, decay_all: bool):
    asked = config(
        model="lenet5:batch_norm=true", optimiser=optimiser, schedule="constant", rate=0.01, weight_decay=0.05,
        decay_all=decay_all, label_smoothing=0.1,
    )  # fmt: skip
    session, reference = Session(asked, CPU), Session(asked, CPU)
    model, norms = reference.model, [p for p in reference.model.parameters() if p.ndim == 1]
    groups = [
        {"params": [p for p in model.parameters() if p.ndim > 1], "weight_decay": 0.05},
        {"params": norms, "weight_decay": 0.05 if decay_all else 0.0},
    ]
    kinds = {"sgd": lambda: SGD(groups, lr=0.01, momentum=0.9, nesterov=True), "adamw": lambda: AdamW(groups, lr=0.01)}
    plain_optimiser, criterion = kinds[optimiser](), nn.CrossEntropyLoss(label_smoothing=0.1)
    for _ in range(8):
        session.learn()
        images, labels = reference.feed.next()
        plain_optimiser.zero_grad()
        loss = criterion(model(images), labels)
        loss.backward()
        plain_optimiser.step()
        assert session.read_sums()[0] == pytest.approx(loss.item(), rel=1e-4)  # fused kernels round otherwise
    for ours, theirs in zip(session.model.parameters(), model.parameters(), strict=True):
        torch.testing.assert_close(ours, theirs, rtol=1e-3, atol=5e-5)  # a step moves them by about 1e-2


def test_norms_and_biases_are_not_decayed_unless_asked():
    model = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.Flatten(), nn.Linear(2, 2))
    free = optimiser_for(model, TrainConfig(weight_decay=0.1), CPU).param_groups
    assert [(len(group["params"]), group["weight_decay"]) for group in free] == [(2, 0.1), (4, 0.0)]
    both = optimiser_for(model, TrainConfig(weight_decay=0.1, decay_all=True), CPU).param_groups
    assert [(len(group["params"]), group["weight_decay"]) for group in both] == [(6, 0.1)]


def test_label_smoothing_and_mixup_are_those_of_torch():
    logits, labels = torch.randn(6, 4), torch.tensor([0, 1, 2, 3, 1, 0])
    smooth = nn.CrossEntropyLoss(label_smoothing=0.1)
    torch.testing.assert_close(loss_of(logits, labels, 0.1), smooth(logits, labels))
    _, shares = augment(torch.rand(6, 3, 8, 8), labels, "mixup", torch.Generator().manual_seed(1), classes=4)
    by_hand = -(shares * logits.log_softmax(1)).sum(1).mean()
    torch.testing.assert_close(loss_of(logits, shares), by_hand)
    torch.testing.assert_close(loss_of(logits, shares, 0.1), smooth(logits, shares))
    assert correct_of(shares * 10, shares) == 6
    assert correct_of(one_hot(labels, 4).float(), labels) == 6


def test_auxiliary_heads_count_a_third_less_a_bit():
    heads, labels = [torch.randn(5, 3) for _ in range(3)], torch.tensor([0, 1, 2, 1, 0])
    main, aux1, aux2 = (nn.CrossEntropyLoss()(head, labels) for head in heads)
    torch.testing.assert_close(loss_of(GoogLeNetOutputs(*heads), labels), main + 0.3 * aux1 + 0.3 * aux2)


def test_the_average_is_an_exponential_one(tiny):
    session = Session(config(average=0.8), CPU)
    session.learn()
    assert session.average is not None
    name = "output.weight"
    expected = session.model.state_dict()[name].clone()
    for _ in range(5):
        session.learn()
        expected = 0.8 * expected + 0.2 * session.model.state_dict()[name]
    torch.testing.assert_close(session.average.module.state_dict()[name], expected)


def test_the_norms_of_the_average_measure_what_its_weights_make_of_the_pictures(tiny):
    session = Session(config(average=0.5, model="lenet5:batch_norm=true", batch=48), CPU)
    for _ in range(4):
        session.learn()
    learning = {name: value.clone() for name, value in session.model.state_dict().items()}
    again = Session(session.config, CPU).feed
    order = [again.next()[1].tolist() for _ in range(5)][-1]
    assert session.test(lambda: True) is not None
    assert session.average is not None
    average, seen = session.average.module, []
    norm = next(module for module in average.modules() if isinstance(module, nn.BatchNorm2d))
    norm.register_forward_pre_hook(lambda module, inputs: seen.append(inputs[0]))
    with torch.no_grad():
        average.eval()(session.train_pictures.input(session.train_pictures.normalised(session.train_pictures.images)))
    assert norm.running_mean is not None and norm.running_var is not None
    torch.testing.assert_close(norm.running_mean, seen[0].mean((0, 2, 3)))
    torch.testing.assert_close(norm.running_var, seen[0].var((0, 2, 3)))
    assert norm.momentum == 0.1
    assert session.feed.next()[1].tolist() == order, "what is measured does not shift the next batch"
    assert all(torch.equal(learning[name], value) for name, value in session.model.state_dict().items())


def test_where_time_is_the_limit_the_rate_follows_the_clock(tiny):
    session = Session(config(epochs=0, seconds=100, schedule="cosine"), CPU)
    rates = []
    for seconds in (0, 25, 50, 75, 99):
        session.seconds = seconds
        session.learn()
        rates.append(session.rate)
    assert all(later < earlier for earlier, later in pairwise(rates))
    assert rates[2] == pytest.approx(rates[0] / 2)
