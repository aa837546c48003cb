"""What the list of runs says around names and numbers."""

from cnnviz.words import Words

WORDS = {
    "list": Words(ko="학습 목록", en="List of runs"),
    "show": Words(ko="그림에 표시", en="On the chart"),
    "number": Words(ko="번호", en="No."),
    "run": Words(ko="학습", en="Run"),
    "network": Words(ko="네트워크", en="Network"),
    "data": Words(ko="데이터", en="Data"),
    "status": Words(ko="상태", en="Status"),
    "progress": Words(ko="진행", en="Progress"),
    "accuracy": Words(ko="시험 정확도", en="Test accuracy"),
    "mine": Words(ko="내 것", en="mine"),
    "place": Words(ko="대기 {place}번째", en="place {place} in the queue"),
    "seed": Words(ko="씨앗 {seed}", en="seed {seed}"),
    "stop": Words(ko="멈추는 중", en="stopping"),
    "pause": Words(ko="일시 정지하는 중", en="pausing"),
}
