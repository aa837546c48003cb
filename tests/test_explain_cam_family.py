"""The CAM family equals pytorch-grad-cam's on six families of networks; CAM and HiResCAM equal the score itself."""

from typing import Any

import numpy as np
import pytest
import torch
from pytorch_grad_cam.utils.image import scale_cam_image
from torch import Tensor, nn

from cnnviz.explain import METHODS
from cnnviz.trace.activations import activations
from cnnviz.words import Refusal
from tests.calibrated import CAM_LAYERS, SIZE, network, on_one_scale, picture
from tests.other_tools import CAMS, their_cam

every_pair = pytest.mark.parametrize("name, method", [(name, method) for name in CAM_LAYERS for method in CAMS])


@every_pair
def test_equal_to_pytorch_grad_cam(name: str, method: str) -> None:
    """The slow ones where they have few channels to go through."""
    model, slow = network(name), METHODS[method].slow
    target = 9 if name == "resnet18" else int(model(picture()).argmax())  # no map of these is empty
    for layer in CAM_LAYERS[name][:1] if slow else CAM_LAYERS[name]:
        raw, shown = their_cam(method, model, picture(), target, layer)
        ours = METHODS[method].explain(model, picture(), target, layer)
        assert on_one_scale(ours, raw) < 1e-4, (layer, "before rescaling")
        small = scale_cam_image(ours.numpy()[None], (SIZE, SIZE))
        assert np.abs(np.asarray(scale_cam_image(small))[0] - shown.numpy()).max() < 1e-4, (layer, "as shown")


@pytest.mark.parametrize("name", ["resnet18", "mobilenet_v2", "densenet121", "googlenet", "legacy_seresnet18"])
def test_cam_is_the_score_spread_over_the_map(name: str) -> None:
    """Zhou et al., section 2: the mean of the map is the score less its bias; and Grad-CAM is it but for a factor."""
    model, layer = network(name), CAM_LAYERS[name][-1]
    target = int(model(picture()).argmax())
    cam = METHODS["cam"].explain(model, picture(), target, layer)
    assert on_one_scale(cam / cam.max(), rescaled(METHODS["grad-cam"].explain(model, picture(), target, layer))) < 1e-4
    activation = activations(model, picture(), [layer]).layers[layer][0]
    linear: Any = [module for module in model.modules() if isinstance(module, nn.Linear)][-1]
    signed = (linear.weight[target, :, None, None] * activation).sum(0)
    assert torch.allclose(cam, signed.relu(), atol=1e-5)
    assert float((signed.mean() + linear.bias[target]).detach()) == pytest.approx(
        float(model(picture())[0, target]), abs=1e-4
    )


def rescaled(heat: Tensor) -> Tensor:
    return heat / heat.max()


def test_cam_of_a_network_whose_last_channels_are_the_classes() -> None:
    model = nn.Sequential(nn.Conv2d(3, 5, 3), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten())
    images = picture()
    expected = model[:2](images)[0, 2].detach()
    assert on_one_scale(METHODS["cam"].explain(model, images, 2, "1"), expected) < 1e-5


@pytest.mark.parametrize("name, layer", [("vgg11_bn", "features.27"), ("resnet18", "layer3.0")])
def test_cam_is_refused_where_it_is_not_defined(name: str, layer: str) -> None:
    with pytest.raises(Refusal, match="one linear layer"):
        METHODS["cam"].explain(network(name), picture(), 0, layer)


def test_hirescam_sums_up_to_the_score_of_a_linear_end() -> None:
    """Draelos and Carin 2020, section 3.2: where one linear layer follows, the map's sum is the score less its bias."""
    torch.manual_seed(0)
    model = nn.Sequential(nn.Conv2d(3, 4, 3, stride=8), nn.ReLU(), nn.Flatten(), nn.Linear(4 * 64, 3, bias=False))
    linear: Any = model[3]
    with torch.no_grad():
        linear.weight.abs_()  # nothing is cut off below 0
    heat = METHODS["hirescam"].explain(model, picture(), 1, "1")
    assert float(heat.sum()) == pytest.approx(float(model(picture())[0, 1]), rel=1e-5)


def test_ablation_cam_by_switching_channels_off_by_hand() -> None:
    """Also where branches meet by `cat`, so that one picture is not enough."""
    for name, layer in (("googlenet", "inception3a.branch4"), ("legacy_seresnet18", "layer1.0.bn1")):
        model, target = network(name), int(network(name)(picture()).argmax())
        score = float(model(picture())[0, target])
        activation = activations(model, picture(), [layer]).layers[layer][0]
        weights = [
            1 - float(score_without(model, layer, channel)[target]) / score for channel in range(len(activation))
        ]
        expected = (torch.tensor(weights)[:, None, None] * activation).sum(0).relu()
        assert on_one_scale(METHODS["ablation-cam"].explain(model, picture(), target, layer), expected) < 1e-3


def score_without(model: nn.Module, layer: str, channel: int) -> Tensor:
    def switch_off(module: nn.Module, given: Any, output: Tensor) -> Tensor:
        edited = output.clone()
        edited[:, channel] = output.min()
        return edited

    handle = model.get_submodule(layer).register_forward_hook(switch_off)
    with torch.no_grad():
        answer = model(picture())[0]
    handle.remove()
    return answer


@pytest.mark.parametrize("method", [name for name, method in METHODS.items() if method.slow])
def test_slow_methods_tell_how_far_they_are_and_can_be_stopped(method: str) -> None:
    told: list[float] = []
    METHODS[method].explain(network("resnet18"), picture(), 1, "layer2", progress=told.append)
    assert told == sorted(told) and told[0] >= 0 and told[-1] <= 1 and len(told) > 1

    def stop(done: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        METHODS[method].explain(network("resnet18"), picture(), 1, "layer1", progress=stop)
