"""Input × gradient (Shrikumar et al. 2016, section 3): what each pixel adds to the score, to first order."""

from torch import Tensor, nn

from cnnviz.explain.base import Method, Paper
from cnnviz.explain.through_captum import questioned, summed
from cnnviz.words import Words


def explain(model: nn.Module, images: Tensor, target: int, layer: str | None = None) -> Tensor:
    """Signed map (h, w) of the picture (1, c, h, w): value times gradient, summed over the colours. Raises `Refusal`.

    Values count from the mean colour, which is 0 after normalisation.
    """
    from captum.attr import InputXGradient  # takes seconds to import, and the terminal can do without

    own, picture = questioned(model, images, target)
    return summed(InputXGradient(own).attribute(picture, target=target))


METHOD = Method(
    name="input-x-gradient",
    title="Input × gradient",
    paper=Paper(
        title="Not Just a Black Box: Learning Important Features Through Propagating Activation Differences",
        authors="Shrikumar et al.",
        arxiv="1605.01713",
        year=2016,
    ),
    idea=Words(
        ko="화소의 값에 그 화소의 기울기를 곱해, 점수에 보태는 곳과 깎는 곳을 나누어 보입니다.",
        en="The value of each pixel times its gradient, which tells what adds to the score from what takes away.",
    ),
    explain=explain,
    needs_layer=False,
    signed=True,
)
