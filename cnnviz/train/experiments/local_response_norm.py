"""Local response normalisation, on and off."""

from cnnviz.train.experiments.base import Experiment, Trial
from cnnviz.words import Words

NETWORK = "vgg16_cifar:layers=32,M,64,64,M,128,128,M,hidden=256,lrn="

EXPERIMENT = Experiment(
    name="local_response_norm",
    topic="layers",
    title=Words(ko="LRN이 필요한가", en="Is LRN needed?"),
    question=Words(
        ko="첫 합성곱 뒤의 국소 응답 정규화(LRN)가 정확도를 높일까요?",
        en="Does local response normalisation behind the first convolution raise the accuracy?",
    ),
    expect=Words(
        ko="두 곡선이 거의 겹치고, LRN이 있으면 시간만 더 걸립니다(이 작은 망에서 CPU로 재면 세 배). AlexNet은 top-1 오차가 1.4 %p 줄었다고 했지만, VGG는 A와 A-LRN에서 차이를 "
        "찾지 못해 그 뒤로 쓰지 않았습니다(29.6과 29.7 %).",
        en="The curves nearly coincide, and LRN only takes longer (three times in this small net on a CPU). AlexNet reported 1.4 points less top-1 error, but VGG found no "
        "difference between A and A-LRN (29.6 and 29.7 %) and dropped it.",
    ),
    source="Krizhevsky 2012, section 3.3; Simonyan 2014, section 4.1, Table 3; lectures 001, 003",
    trials=(Trial("no LRN", f"{NETWORK}false"), Trial("LRN", f"{NETWORK}true")),
    differs=("lrn",),
    settings={"epochs": 8, "schedule": "one_cycle", "rate": 0.02},
)
