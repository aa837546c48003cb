"""A deep, narrow network against a shallow, wide one that costs the same."""

from cnnviz.train.experiments.base import Experiment, Trial
from cnnviz.words import Words

EXPERIMENT = Experiment(
    name="width_depth",
    topic="depth",
    title=Words(ko="넓게 또는 깊게", en="Wider or deeper"),
    question=Words(
        ko="곱셈-덧셈 수가 같다면 깊고 좁은 망과 얕고 넓은 망 가운데 어느 쪽이 나을까요?",
        en="For the same number of multiply-adds, is it better to go deep and narrow or shallow and wide?",
    ),
    expect=Words(
        ko="WRN-16-2가 더 빨리 배우고 1초에 더 많은 사진을 봅니다. 층이 적으면 순서대로 기다릴 일이 줄기 때문입니다. 정확도는 비슷하거나 넓은 쪽이 "
        "조금 높습니다. 논문의 결론도 넓이가 깊이만큼 힘이 된다는 것입니다.",
        en="WRN-16-2 learns faster and sees more pictures a second, for fewer layers wait for one another. Accuracy is close, the "
        "wide one a little ahead: the paper's point that width carries as far as depth.",
    ),
    source="Zagoruyko 2016, section 3.1 and Table 4; lecture 000",
    trials=(
        Trial("WRN-46-1", "wrn_40_1:depth=46"),
        Trial("WRN-16-2", "wrn_40_2:depth=16"),
    ),
    differs=("depth", "widen"),
    settings={"epochs": 6},
    equal_macs=True,
)
