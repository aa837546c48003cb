"""Squeeze-and-excitation: off, and with three reductions."""

from cnnviz.train.experiments.base import Experiment, Trial
from cnnviz.words import Words

EXPERIMENT = Experiment(
    name="squeeze_excite",
    topic="blocks",
    title=Words(ko="SE 블록과 축소 비율", en="Squeeze-and-excitation and its reduction"),
    question=Words(
        ko="채널 게이트는 얼마나 도움이 되고, 축소 비율 r은 얼마나 중요할까요?",
        en="How much do the channel gates help, and how much does the reduction r matter?",
    ),
    expect=Words(
        ko="SE가 있으면 조금 나아지고, r이 4, 16, 32일 때의 차이는 그보다 작습니다. 논문의 ResNet-50에서는 r = 4와 16의 top-5 오차가 6.09와 "
        "6.03 %입니다. 이 작은 망은 첫 단계의 채널이 16개뿐이라 r = 16과 32가 모두 채널 하나로 줄입니다.",
        en="SE helps a little, and the difference between r = 4, 16 and 32 is smaller than that: 6.09 and 6.03 % top-5 error for r = 4 "
        "and 16 with the paper's ResNet-50. The first stage of this small net has 16 channels, so r = 16 and 32 both squeeze to one.",
    ),
    source="Hu 2018, section 6.1 and Table 10 (journal edition); lectures 000, 002, 004",
    trials=(
        Trial("ResNet-20", "resnet20"),
        *(Trial(f"SE, r = {r}", f"resnet20:se=true,reduction={r}") for r in (4, 16, 32)),
    ),
    differs=("se", "reduction"),
    settings={"epochs": 6},
)
