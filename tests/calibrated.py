"""Networks with random weights whose maps, gradients and scores are far from zero, on small pictures."""

from functools import cache

import timm
import torch
from torch import Tensor, nn
from torchvision import models

torch.set_num_threads(1)
SIZE = 64
CAM_LAYERS = {  # network → layers behind a ReLU, one with few channels first, the last one as the authors choose it
    "resnet18": ["layer1", "layer3.0", "layer4"],
    "vgg11_bn": ["features.2", "features.10", "features.27"],
    "mobilenet_v2": ["features.0", "features.18"],
    "densenet121": ["features.pool0", "features.transition2.relu", "last_relu"],
    "googlenet": ["conv1", "inception3a", "inception5b"],
    "legacy_seresnet18": ["layer1", "layer2", "layer4"],  # timm's
}


class WithLastReLU(nn.Module):
    """torchvision's DenseNet with a module for its last ReLU, which there is a function that writes over its input."""

    def __init__(self, model: models.DenseNet):
        super().__init__()
        self.features, self.classifier = model.features, model.classifier
        self.last_relu = nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        return self.classifier(self.last_relu(self.features(x)).mean((2, 3)))


@cache
def network(name: str, classes: int = 10) -> nn.Module:
    """torchvision's or timm's network of that name."""
    torch.manual_seed(3)
    if name == "googlenet":
        model = models.googlenet(num_classes=classes, aux_logits=False, init_weights=False)
    elif hasattr(models, name):
        model = getattr(models, name)(weights=None, num_classes=classes)
    else:
        model = timm.create_model(name, num_classes=classes)
    if isinstance(model, models.DenseNet):
        model = WithLastReLU(model)
    return calibrated(model)


def calibrated(model: nn.Module) -> nn.Module:
    """`model`, ready to answer, its batch norms with the statistics of a real batch."""
    for module in model.train().modules():
        if isinstance(module, nn.BatchNorm2d):
            module.momentum = 1.0
    with torch.no_grad():
        model(torch.randn(4, 3, SIZE, SIZE))
    return model.eval()


def picture(seed: int = 0) -> Tensor:
    return torch.randn(1, 3, SIZE, SIZE, generator=torch.Generator().manual_seed(seed))


def on_one_scale(a: Tensor, b: Tensor) -> float:
    """Largest difference of two maps as a share of the second's largest value."""
    assert b.abs().max() > 0, "an empty map proves nothing"
    return float((a - b).abs().max() / b.abs().max())
