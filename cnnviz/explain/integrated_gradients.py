"""Integrated gradients (Sundararajan, Taly and Yan 2017, section 3): gradients added up from an empty picture to this one."""

from torch import Tensor, nn

from cnnviz.explain.base import Method, Paper, Progress
from cnnviz.explain.through_captum import questioned, summed
from cnnviz.words import Words

STEPS = 50  # points on the way from the empty picture, by Gauss and Legendre's rule
BATCH = 5


def explain(
    model: nn.Module, images: Tensor, target: int, layer: str | None = None, progress: Progress | None = None
) -> Tensor:  # fmt: skip
    """Signed map (h, w) of the picture (1, c, h, w), summed over the colours. Raises `Refusal`.

    The empty picture has the mean colour everywhere (0 after normalisation). The map adds up to the difference of the
    two scores, but for what 50 points leave out of the integral.
    """
    from captum.attr import IntegratedGradients  # takes seconds to import, and the terminal can do without

    own, picture = questioned(model, images, target, progress, STEPS)
    method = IntegratedGradients(own)
    return summed(method.attribute(picture, target=target, n_steps=STEPS, internal_batch_size=BATCH).float())


METHOD = Method(
    name="integrated-gradients",
    title="Integrated gradients",
    paper=Paper(
        title="Axiomatic Attribution for Deep Networks",
        authors="Sundararajan et al.",
        arxiv="1703.01365",
        year=2017,
    ),
    idea=Words(
        ko="평균색의 빈 사진에서 이 사진까지 조금씩 바꾸어 가며 기울기를 모읍니다. 모두 더하면 두 점수의 차이가 됩니다.",
        en="Gradients are collected on the way from an empty picture of the mean colour to this one; they add up to the difference of the two scores.",
    ),
    explain=explain,
    needs_layer=False,
    slow=True,
    signed=True,
)
