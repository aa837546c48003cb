"""What captum computes is what captum computes, and what gradients and the score itself say it must be."""

from typing import Any

import numpy as np
import pytest
import torch
from captum import attr
from torch import Tensor, nn

from cnnviz.explain import METHODS
from cnnviz.explain.through_captum import GuidedCeiling, TwoReLUs, with_relus
from cnnviz.trace.private import private
from cnnviz.words import Refusal
from tests.calibrated import SIZE, network, on_one_scale, picture

NETS = ("resnet18", "mobilenet_v2", "googlenet")
CLASS = 4
every_net = pytest.mark.parametrize("name", NETS)


def explain(method: str, model: nn.Module, images: Tensor | None = None, layer: str | None = None) -> Tensor:
    return METHODS[method].explain(model, picture() if images is None else images, CLASS, layer)


def plain(model: nn.Module) -> nn.Module:
    """A copy whose ReLUs are modules used once and not in place, for captum to hook: torchvision's blocks reuse theirs."""
    return with_relus(private(model), nn.ReLU6)


def gradient(model: nn.Module, images: Tensor) -> Tensor:
    images = images.clone().requires_grad_()
    return torch.autograd.grad(model(images)[0, CLASS], images)[0][0]


@every_net
def test_saliency_is_the_largest_gradient_of_a_pixel(name: str) -> None:
    expected = gradient(network(name), picture()).abs().amax(0)
    assert on_one_scale(explain("saliency", network(name)), expected) < 1e-4
    own = attr.Saliency(plain(network(name))).attribute(picture(), target=CLASS)[0].amax(0)
    assert on_one_scale(explain("saliency", network(name)), own) < 1e-4


@every_net
def test_input_x_gradient_is_what_it_says(name: str) -> None:
    expected = (gradient(network(name), picture()) * picture()[0]).sum(0)
    assert on_one_scale(explain("input-x-gradient", network(name)), expected) < 1e-4


@every_net
def test_smoothgrad_is_captums_with_the_same_noise(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = explain("smoothgrad", network(name))
    generator = torch.Generator().manual_seed(0)
    monkeypatch.setattr(torch, "normal", lambda mean, spread: spread * torch.randn(spread.shape, generator=generator))
    tunnel = attr.NoiseTunnel(attr.Saliency(plain(network(name))))
    spread = float(0.15 * (picture().max() - picture().min()))
    theirs: Any = tunnel.attribute(
        picture(), nt_type="smoothgrad", nt_samples=25, nt_samples_batch_size=5, stdevs=spread, target=CLASS, abs=False
    )
    assert on_one_scale(ours, theirs[0].abs().amax(0)) < 1e-4


def test_smoothgrad_is_the_same_every_time_and_leaves_the_process_generator_alone() -> None:
    before = torch.get_rng_state()
    assert torch.equal(explain("smoothgrad", network("resnet18")), explain("smoothgrad", network("resnet18")))
    assert torch.equal(torch.get_rng_state(), before)


def test_guided_backprop_and_guided_grad_cam_are_captums() -> None:
    model = network("vgg11_bn")
    theirs: Any = attr.GuidedBackprop(plain(model)).attribute(picture(), target=CLASS)[0]
    ours = explain("guided-backprop", model)
    assert on_one_scale(ours, theirs.abs().amax(0)) < 1e-4
    assert on_one_scale(ours, gradient(model, picture()).abs().amax(0)) > 0.1, "it differs from the gradient"
    own = plain(model)
    method = attr.GuidedGradCam(own, own.get_submodule("features.27"))
    both: Any = method.attribute(picture(), target=CLASS, interpolate_mode="bilinear")[0]
    assert on_one_scale(explain("guided-grad-cam", model, layer="features.27"), both.abs().amax(0)) < 1e-4


def test_guided_backprop_by_hand_on_a_network_with_relu6() -> None:
    """Every ReLU6 passes on what is positive, where its input lies between 0 and 6."""
    torch.manual_seed(1)
    first, second = nn.Linear(8, 20), nn.Linear(20, 3)
    images = 3 * torch.randn(1, 1, 2, 4)
    model = nn.Sequential(nn.Flatten(), first, nn.ReLU6(), second)
    with torch.no_grad():
        first.weight *= 6
        inside = first(images.flatten(1))
        assert (inside > 6).any() and (inside < 0).any()
        back = second.weight[1] * ((inside > 0) & (inside < 6))
        expected = (back.relu() @ first.weight).view(2, 4)
    assert torch.allclose(METHODS["guided-backprop"].explain(model, images, 1, None), expected.abs(), atol=1e-5)


@pytest.mark.parametrize("kind", [GuidedCeiling, TwoReLUs])
def test_the_stand_ins_for_relu6_answer_as_it_does(kind: type[nn.Module]) -> None:
    x = torch.tensor([-3.0, -0.5, 0.5, 5.9, 6.1, 40.0], requires_grad=True)
    y = x.detach().clone().requires_grad_()
    ours, theirs = kind()(x), nn.ReLU6()(y)
    assert torch.allclose(ours, theirs)
    assert torch.equal(torch.autograd.grad(ours.sum(), x)[0], torch.autograd.grad(theirs.sum(), y)[0])


@every_net
def test_integrated_gradients_are_captums(name: str) -> None:
    model = network(name)
    ours = explain("integrated-gradients", model)
    theirs = (
        attr.IntegratedGradients(plain(model))
        .attribute(picture(), target=CLASS, n_steps=50, internal_batch_size=5)[0]
        .sum(0)
    )
    assert on_one_scale(ours, theirs) < 1e-4


class Small(nn.Sequential):
    """Two activations, one of them ReLU6, a pool and a linear end."""

    def __init__(self) -> None:
        super().__init__(
            nn.Conv2d(3, 6, 3),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Conv2d(6, 8, 3),
            nn.ReLU6(),
            nn.Flatten(),
            nn.Linear(200, 5),
        )


@pytest.mark.parametrize("method, within", [("deeplift", 1e-4), ("integrated-gradients", 0.02)])
def test_shares_add_up_to_the_difference_in_score(method: str, within: float) -> None:
    torch.manual_seed(0)
    model, images = Small(), 6 * torch.randn(1, 3, 16, 16)
    assert (model[3](model[2](model[1](model[0](images)))) > 6).any(), "the ceiling of ReLU6 counts"
    difference = float((model(images) - model(torch.zeros_like(images)))[0, CLASS].detach())
    assert float(explain(method, model, images).sum()) == pytest.approx(difference, rel=within)


def test_deeplift_is_captums() -> None:
    model = network("vgg11_bn")
    theirs = attr.DeepLift(plain(model)).attribute(picture(), torch.zeros(1, 3, SIZE, SIZE), target=CLASS)
    assert on_one_scale(explain("deeplift", model), theirs.detach()[0].sum(0)) < 1e-4


def test_occlusion_is_the_loss_under_each_square() -> None:
    torch.manual_seed(0)
    model = nn.Sequential(nn.Flatten(), nn.Linear(3 * 14 * 14, 5, bias=False))
    images = torch.randn(1, 3, 14, 14)
    linear: Any = model[1]
    shares = (linear.weight[CLASS].view(3, 14, 14) * images[0]).sum(0).detach()
    lost, covered = torch.zeros(14, 14), torch.zeros(14, 14)
    for top in range(13):
        for left in range(13):
            square = (slice(top, top + 2), slice(left, left + 2))
            lost[square] += shares[square].sum()
            covered[square] += 1
    assert torch.allclose(explain("occlusion", model, images), lost / covered, atol=1e-5)


def test_feature_ablation_is_the_loss_without_each_part() -> None:
    model, images = network("resnet18"), picture()
    heat = explain("feature-ablation", model, images)
    values = heat.unique()
    assert 30 < len(values) < 100
    with torch.no_grad():
        score = float(model(images)[0, CLASS])
        for value in values[::9]:
            left = images * (heat != value)
            assert score - float(model(left)[0, CLASS]) == pytest.approx(float(value), abs=1e-4)


def test_occlusion_and_feature_ablation_tell_how_far_they_are_to_the_end() -> None:
    for method in ("occlusion", "feature-ablation", "integrated-gradients", "smoothgrad"):
        told: list[float] = []
        METHODS[method].explain(network("resnet18"), picture(), CLASS, None, progress=told.append)
        assert told == sorted(told) and told[0] == 0 and 0.7 < told[-1] < 1 and np.diff(told).max() < 0.25


def test_deeplift_refuses_a_network_that_uses_a_module_twice() -> None:
    with pytest.raises(Refusal, match="each of its modules once"):
        explain("deeplift", network("resnet18"))
