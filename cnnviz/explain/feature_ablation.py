"""Feature ablation (Robnik-Šikonja and Kononenko 2008, section 3): what the score loses without a part of the picture."""

import torch
from torch import Tensor, nn

from cnnviz.explain.base import Method, Paper, Progress
from cnnviz.explain.through_captum import questioned
from cnnviz.words import Words

PARTS = 64  # superpixels, about
BATCH = 8


def explain(
    model: nn.Module, images: Tensor, target: int, layer: str | None = None, progress: Progress | None = None
) -> Tensor:  # fmt: skip
    """Signed map (h, w) of the picture (1, c, h, w): what the score loses without the part that a pixel belongs to.

    A part is a superpixel (SLIC), neighbours of similar colour; without it means in the mean colour (0 after
    normalisation). Raises `Refusal`.
    """
    from captum.attr import FeatureAblation  # takes seconds to import, and the terminal can do without

    parts = superpixels(images)
    own, picture = questioned(model, images, target, progress, int(parts.max()) + 2)
    with torch.no_grad():
        lost = FeatureAblation(own).attribute(
            picture, target=target, feature_mask=parts[None, None], perturbations_per_eval=BATCH
        )  # fmt: skip
    return lost[0].mean(0)


def superpixels(images: Tensor) -> Tensor:
    """For each pixel (h, w) the number of its superpixel, from 0."""
    from skimage.segmentation import slic  # a second to import

    colours = images[0].permute(1, 2, 0).double().numpy()
    labels = slic(colours, PARTS, compactness=1, convert2lab=False, start_label=0, channel_axis=2)
    return torch.from_numpy(labels).long()


METHOD = Method(
    name="feature-ablation",
    title="Feature ablation",
    paper=Paper(
        title="Explaining Classifications For Individual Instances",
        authors="Robnik-Šikonja and Kononenko",
        doi="10.1109/TKDE.2007.190734",
        year=2008,
    ),
    idea=Words(
        ko="사진을 비슷한 색끼리 모인 조각으로 나누고, 조각을 하나씩 지울 때 점수가 얼마나 떨어지는지 보입니다.",
        en="The photograph is cut into pieces of similar colour, and each piece shows how much of the score is lost without it.",
    ),
    explain=explain,
    needs_layer=False,
    slow=True,
    signed=True,
)
