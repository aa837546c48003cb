"""A quick pass answers what torch answers, there and back, by other ways; nobody outside it notices."""

from concurrent.futures import ThreadPoolExecutor
from itertools import product

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.profiler import profile
from torchvision import models

from cnnviz.trace.quick_pass import QuickPass

torch.set_num_threads(1)
LAYERS = [
    nn.Conv2d(8, 12, 1),
    nn.Conv2d(8, 12, 1, stride=2, bias=False),
    nn.Conv2d(8, 12, 1, padding=1, groups=4),
    nn.Conv2d(8, 12, 1, padding="same"),
    nn.Conv2d(8, 12, (3, 1), padding=(2, 0), dilation=2),
    nn.Conv2d(8, 640, 3, padding=1),  # its weights are more than twenty times its input
    nn.Conv2d(8, 8, 5, stride=2, groups=8),
    nn.BatchNorm2d(8),
    nn.BatchNorm2d(8, eps=0.3),
    nn.BatchNorm2d(8, affine=False),
    nn.BatchNorm2d(8, track_running_stats=False),
]


@pytest.mark.parametrize("count, channels_last", [*product((1, 8), (False, True))])
@pytest.mark.parametrize("layer", LAYERS, ids=str)
def test_equal_to_torch_there_and_back(layer: nn.Module, count: int, channels_last: bool) -> None:
    torch.manual_seed(0)
    layer = layer.eval()
    for tensor in (*layer.parameters(), *layer.buffers()):
        if tensor.is_floating_point():
            nn.init.uniform_(tensor, 0.2, 1)
    read = torch.randn(count, 8, 9, 7)
    read = read.contiguous(memory_format=torch.channels_last) if channels_last else read
    expected, slopes = there_and_back(layer, read)
    with QuickPass():
        found, quick_slopes = there_and_back(layer, read)
    assert found.shape == expected.shape
    assert torch.allclose(found, expected, atol=1e-5 * float(expected.abs().max()))
    assert torch.allclose(quick_slopes, slopes, atol=1e-5 * float(slopes.abs().max()))


def there_and_back(layer: nn.Module, read: Tensor) -> tuple[Tensor, Tensor]:
    read = read.clone().requires_grad_()
    answer = layer(read)
    weights = torch.linspace(-1, 1, answer.numel()).view(answer.shape)
    (slopes,) = torch.autograd.grad((answer * weights).sum(), read)
    return answer.detach(), slopes


def test_a_norm_in_training_takes_the_batch() -> None:
    norm, images = nn.BatchNorm2d(3), torch.randn(4, 3, 5, 5) + 3
    with QuickPass():
        answer = norm(images)
    assert float(answer.mean()) == pytest.approx(0, abs=1e-5) and float(norm.running_mean[0]) > 0.1  # type: ignore[index]


def test_a_network_goes_the_quicker_ways() -> None:
    """Were torch to choose otherwise one day, this file had lost its reason."""
    torch.manual_seed(0)
    model, images = models.resnet50().eval(), torch.randn(1, 3, 224, 224)
    usual, quick = ways(model, images), ways(model, images, QuickPass())
    slow = {"aten::_slow_conv2d_forward", "aten::_slow_conv2d_backward", "aten::native_batch_norm_backward"}
    assert slow <= usual and not slow & quick
    assert "aten::mkldnn_convolution" in quick


def ways(model: nn.Module, images: Tensor, mode: QuickPass | None = None) -> set[str]:
    with profile() as told:
        if mode:
            with mode:
                answer = model(images.clone().requires_grad_())
        else:
            answer = model(images.clone().requires_grad_())
        answer[0, 0].backward()
    return {event.key for event in told.key_averages()}


def test_other_numbers_than_float32_go_torchs_own_way() -> None:
    torch.manual_seed(0)
    model = nn.Sequential(nn.Conv2d(3, 4, 1), nn.BatchNorm2d(4)).eval().double()
    images = torch.randn(2, 3, 5, 5, dtype=torch.double)
    expected = there_and_back(model, images)
    with QuickPass():
        assert all(map(torch.equal, expected, there_and_back(model, images)))


def test_only_this_thread_and_only_meanwhile() -> None:
    """A pass of another thread, and one afterwards, gives gradients to its weights; within there are none."""
    weight, images = torch.randn(2, 3, 1, 1, requires_grad=True), torch.randn(1, 3, 4, 4)

    def learns(_: int = 0) -> bool:
        return functional.conv2d(images, weight).requires_grad

    with ThreadPoolExecutor(1) as pool:
        with QuickPass():
            assert not learns()
            assert list(pool.map(learns, [0])) == [True]
        assert learns()
