"""SmoothGrad (Smilkov et al. 2017, section 3): the gradient averaged over noisy copies of the picture."""

import torch
from torch import Tensor, nn

from cnnviz.explain.base import Method, Paper, Progress
from cnnviz.explain.through_captum import questioned, strongest
from cnnviz.words import Words

COPIES, BATCH = 25, 5
NOISE = 0.15  # standard deviation, as a share of the span from the picture's lowest to its highest value
SEED = 0  # the same link shows the same map


def explain(
    model: nn.Module, images: Tensor, target: int, layer: str | None = None, progress: Progress | None = None
) -> Tensor:  # fmt: skip
    """Map (h, w) of the picture (1, c, h, w): the largest |mean gradient| of each pixel's colours. Raises `Refusal`.

    captum's `NoiseTunnel` draws its noise from the generator of the whole process, which other visitors use as well;
    so the noise is ours and the gradients are captum's.
    """
    from captum.attr import Saliency  # takes seconds to import, and the terminal can do without

    own, picture = questioned(model, images, target, progress, COPIES)
    picture = picture.detach()
    noise, spread = torch.Generator().manual_seed(SEED), NOISE * (picture.max() - picture.min())
    total = torch.zeros_like(picture)
    for _ in range(COPIES // BATCH):
        copies = picture + spread * torch.randn((BATCH, *picture.shape[1:]), generator=noise)
        copies.requires_grad_()
        total += Saliency(own).attribute(copies, target=target, abs=False).sum(0, keepdim=True)
    return strongest(total / COPIES)


METHOD = Method(
    name="smoothgrad",
    title="SmoothGrad",
    paper=Paper(
        title="SmoothGrad: removing noise by adding noise",
        authors="Smilkov et al.",
        arxiv="1706.03825",
        year=2017,
    ),
    idea=Words(
        ko="사진에 잡음을 여러 번 섞어 구한 기울기를 평균 냅니다. 기울기만 볼 때의 잔잡음이 사라집니다.",
        en="The gradient is averaged over copies of the photograph with added noise, which takes away the graininess of a single gradient.",
    ),
    explain=explain,
    needs_layer=False,
    slow=True,
)
