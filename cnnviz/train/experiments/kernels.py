"""One 7×7 convolution against three 3×3 with the same receptive field."""

from cnnviz.train.experiments.base import Experiment, Trial
from cnnviz.words import Words

NETWORK = "vgg16_cifar:hidden=256,batch_norm=true,"

EXPERIMENT = Experiment(
    name="kernels",
    topic="layers",
    title=Words(ko="7×7 하나와 3×3 셋", en="One 7×7 against three 3×3"),
    question=Words(
        ko="수용 영역이 같다면 큰 커널 하나와 작은 커널 셋 가운데 어느 쪽이 잘 배울까요?",
        en="With the same receptive field, which learns better: one large kernel or three small ones?",
    ),
    expect=Words(
        ko="3×3 셋이 더 높은 정확도에 이릅니다. 채널 수가 그대로인 층이라면 가중치도 49C²에서 27C²으로 줄고, ReLU가 하나에서 셋으로 늘기 "
        "때문입니다. 이 작은 망에서는 첫 층들의 채널이 적어 전체 파라미터는 비슷합니다.",
        en="Three 3×3 reach the higher accuracy: between layers of C channels they have 27C² weights instead of 49C², and three ReLUs "
        "instead of one. In this small net, whose channels grow from stage to stage, the totals are close.",
    ),
    source="Simonyan 2014, section 2.3; lectures 002, 003, 004 (lecture 004 leaves out the square: 27C² < 49C²)",
    trials=(
        Trial("7×7", f"{NETWORK}layers=32,M,64,M,128,M,kernel=7"),
        Trial("3 × 3×3", f"{NETWORK}layers=32,32,32,M,64,64,64,M,128,128,128,M"),
    ),
    differs=("kernel", "layers"),
    settings={"epochs": 6, "schedule": "one_cycle", "rate": 0.05},
)
