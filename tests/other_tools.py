"""What pytorch-grad-cam, captum and TorchLens answer to the question that we are asked."""

import copy
from collections.abc import Callable
from fractions import Fraction
from typing import Any
from unittest import mock

import numpy as np
import torch
from captum import attr
from pytorch_grad_cam import (
    AblationCAM,
    EigenCAM,
    GradCAM,
    GradCAMPlusPlus,
    HiResCAM,
    LayerCAM,
    ScoreCAM,
    XGradCAM,
)  # fmt: skip
from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget
from torch import Tensor, nn

from cnnviz.explain import feature_ablation, integrated_gradients, occlusion, smoothgrad
from cnnviz.explain.through_captum import GuidedCeiling, TwoReLUs, with_relus
from cnnviz.measure import Field
from cnnviz.trace import Trace

CAMS: dict[str, Any] = {
    "grad-cam": GradCAM,
    "grad-cam-plus-plus": GradCAMPlusPlus,
    "hirescam": HiResCAM,
    "layercam": LayerCAM,
    "xgrad-cam": XGradCAM,
    "eigen-cam": EigenCAM,
    "score-cam": ScoreCAM,
    "ablation-cam": AblationCAM,
}


def their_cam(method: str, model: nn.Module, images: Tensor, target: int, layer: str) -> tuple[Tensor, Tensor]:
    """pytorch-grad-cam's map of one layer before any rescaling, and after all of it."""
    targets: Any = [ClassifierOutputTarget(target)]
    with CAMS[method](model, [model.get_submodule(layer)]) as cam:
        raw: list[np.ndarray] = []
        image = cam.get_cam_image
        cam.get_cam_image = lambda *given: raw.append(image(*given)) or raw[0]
        shown = cam(images, targets)[0]
    return torch.from_numpy(np.maximum(raw[0][0], 0)), torch.from_numpy(shown)


def copied(model: nn.Module) -> nn.Module:
    """A copy that captum may hook."""
    return copy.deepcopy(model).eval().requires_grad_(False)


def saliency(model: nn.Module, images: Tensor, target: int, layer: str) -> Any:
    return attr.Saliency(copied(model)).attribute(images, target=target)[0].amax(0)


def input_x_gradient(model: nn.Module, images: Tensor, target: int, layer: str) -> Any:
    return attr.InputXGradient(copied(model)).attribute(images.clone().requires_grad_(), target=target)[0].sum(0)


def smooth(model: nn.Module, images: Tensor, target: int, layer: str) -> Any:
    """Its tunnel of noise, which draws from the process's generator, here from ours."""
    noise = torch.Generator().manual_seed(smoothgrad.SEED)
    spread = float(smoothgrad.NOISE * (images.max() - images.min()))
    tunnel: Any = attr.NoiseTunnel(attr.Saliency(copied(model)))
    with mock.patch.object(torch, "normal", lambda mean, std: std * torch.randn(std.shape, generator=noise)):
        found = tunnel.attribute(
            images, nt_type="smoothgrad", nt_samples=smoothgrad.COPIES, nt_samples_batch_size=smoothgrad.BATCH,
            stdevs=spread, target=target, abs=False,
        )  # fmt: skip
    return found[0].abs().amax(0)


def guided(model: nn.Module, images: Tensor, target: int, layer: str) -> Any:
    return (
        attr.GuidedBackprop(with_relus(copied(model), GuidedCeiling)).attribute(images, target=target)[0].abs().amax(0)
    )


def guided_grad_cam(model: nn.Module, images: Tensor, target: int, layer: str) -> Any:
    own = with_relus(copied(model), GuidedCeiling)
    method: Any = attr.GuidedGradCam(own, own.get_submodule(layer))
    return method.attribute(images, target=target, interpolate_mode="bilinear")[0].abs().amax(0)


def integrated(model: nn.Module, images: Tensor, target: int, layer: str) -> Any:
    method: Any = attr.IntegratedGradients(copied(model))
    steps = {"n_steps": integrated_gradients.STEPS, "internal_batch_size": integrated_gradients.BATCH}
    return method.attribute(images, target=target, **steps)[0].sum(0)


def deeplift(model: nn.Module, images: Tensor, target: int, layer: str) -> Any:
    method = attr.DeepLift(with_relus(copied(model), TwoReLUs))
    return method.attribute(images, torch.zeros_like(images), target=target).detach()[0].sum(0)


def occluded(model: nn.Module, images: Tensor, target: int, layer: str) -> Any:
    """One square at a time, a seventh of a side of the picture, moved by half of itself."""
    side = round(images.shape[-1] / occlusion.SQUARES)
    colours = images.shape[1]
    with torch.no_grad():
        return attr.Occlusion(copied(model)).attribute(
            images, (colours, side, side), (colours, side // 2, side // 2), target=target
        )[0].mean(0)  # fmt: skip


def ablated(model: nn.Module, images: Tensor, target: int, layer: str) -> Any:
    """One of our superpixels at a time."""
    parts = feature_ablation.superpixels(images)[None, None]
    with torch.no_grad():
        return attr.FeatureAblation(copied(model)).attribute(images, target=target, feature_mask=parts)[0].mean(0)


CAPTUM: dict[str, Callable[[nn.Module, Tensor, int, str], Tensor]] = {
    "saliency": saliency,
    "input-x-gradient": input_x_gradient,
    "smoothgrad": smooth,
    "guided-backprop": guided,
    "guided-grad-cam": guided_grad_cam,
    "integrated-gradients": integrated,
    "deeplift": deeplift,
    "occlusion": occluded,
    "feature-ablation": ablated,
}


def by_torchlens(model: nn.Module, record: Trace) -> list[Any]:
    """Its row for each of our layers: what a module without children does inside is one layer, its last step counts."""
    import torchlens  # slows every later forward of its process

    seen = torchlens.trace(model, torch.rand(1, *record.layers[0].output_shape))
    ours, rows = {layer.module for layer in record.layers}, {}
    for row in seen.receptive_fields(level="op").frame.itertuples():
        call = (seen[row.name].modules or ("",))[-1]
        module = call.split(":")[0]
        is_empty = row.name.startswith("identity") and module not in ours  # as an empty nn.Sequential
        if is_empty or row.name.startswith(("input", "output", "buffer")):
            continue
        is_box = module and not list(model.get_submodule(module).children())
        rows.pop(key := call if is_box else row.name, None)
        rows[key] = row
    return list(rows.values())


def field_of(row: Any) -> Field | None:
    """TorchLens's figures as ours: it gives the middle of the first unit's field instead of its edge."""
    if not row.size:
        return None
    edges = (Fraction(size - 1, 2) - middle for size, middle in zip(row.size, row.center0, strict=True))
    return Field(row.size, tuple(map(int, row.jump)), tuple(edges))  # type: ignore[arg-type]
