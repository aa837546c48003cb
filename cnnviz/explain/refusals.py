"""What cannot be explained, and what can: the sentences of the refusals."""

from cnnviz.trace.watched import Problem
from cnnviz.words import Words

ONE_PICTURE = Words(
    ko="사진은 한 번에 한 장(1×채널×높이×너비)만 설명할 수 있는데, 받은 모양은 {shape}입니다.",
    en="One picture at a time, shaped 1×channels×height×width; this input is {shape}.",
)
NO_CLASSES = Words(
    ko="이 신경망은 클래스별 점수를 한 줄로 내놓지 않으므로 설명할 클래스를 고를 수 없습니다.",
    en="This network does not answer with one score per class, so there is no class to explain.",
)
NO_CLASS = Words(
    ko="{target}번 클래스는 없으며, 0번부터 {last}번까지 고를 수 있습니다.",
    en="There is no class {target}; choose one from 0 to {last}.",
)
NO_MAP = Words(
    ko="‘{layer}’ 층의 출력에는 높이와 너비가 없으므로, 펼치기(flatten) 전의 층을 고르십시오.",
    en="The output of layer “{layer}” has no height and width; choose a layer before flattening.",
)
NO_PATH = Words(
    ko="‘{layer}’ 층은 클래스 점수에 영향을 주지 않으므로, 출력으로 이어지는 층을 고르십시오.",
    en="The scores do not depend on layer “{layer}”; choose a layer that leads to the output.",
)
NOT_FINITE = Words(
    ko="신경망의 점수가 유한한 수가 아니므로, 학습이 발산하지 않은 가중치를 고르십시오.",
    en="The network's scores are not finite numbers; choose weights from a training that did not diverge.",
)
BLOCK = Words(ko="이 층이 속한 블록 ‘{block}’을(를) 고르십시오", en="choose its block “{block}”")
NEAREST = Words(ko="이름이 가까운 층은 {near}입니다", en="the nearest names are {near}")
UNUSABLE: dict[Problem, Words] = {
    "no module": Words(
        ko="이 신경망에는 ‘{layer}’ 모듈이 없습니다. {advice}.",
        en="This network has no module “{layer}”; {advice}.",
    ),
    "reused": Words(
        ko="‘{layer}’ 모듈은 순전파 한 번에 여러 번 쓰여 출력이 하나로 정해지지 않습니다. {advice}.",
        en="Module “{layer}” runs more than once in one pass and has no single output; {advice}.",
    ),
    "not reached": Words(
        ko="‘{layer}’ 모듈은 추론할 때 쓰이지 않으므로, 출력으로 이어지는 층을 고르십시오.",
        en="Module “{layer}” takes no part in inference; choose a layer that leads to the output.",
    ),
    "no tensor": Words(
        ko="‘{layer}’ 모듈의 출력은 텐서 하나가 아니므로, 다른 층을 고르십시오.",
        en="Module “{layer}” does not answer with one tensor; choose another layer.",
    ),
}
