"""What the live chart says around the numbers."""

from cnnviz.words import Words

WORDS = {
    "chart": Words(
        ko="학습 곡선. 화살표 키로 값을 읽습니다. 마지막 값은 아래 표에도 있습니다.",
        en="Training curves. The arrow keys read values; the last ones are in the table below, too.",
    ),
    "accuracy": Words(ko="정확도", en="Accuracy"),
    "loss": Words(ko="손실", en="Loss"),
    "rate": Words(ko="학습률", en="Learning rate"),
    "speed": Words(ko="초당 사진 수", en="Pictures a second"),
    "gradient": Words(ko="기울기 크기", en="Gradient norm"),
    "dead": Words(ko="죽은 ReLU 비율", en="Dead ReLUs"),
    "train": Words(ko="학습", en="train"),
    "test": Words(ko="시험", en="test"),
    "axis": Words(ko="가로축", en="Horizontal axis"),
    "epoch": Words(ko="에폭", en="Epoch"),
    "step": Words(ko="걸음", en="Step"),
    "time": Words(ko="시간", en="Time"),
    "log": Words(ko="로그 눈금", en="Log scale"),
    "smooth": Words(ko="매끄럽게", en="Smoothing"),
    "saveSvg": Words(ko="SVG로 저장", en="Save as SVG"),
    "savePng": Words(ko="PNG로 저장", en="Save as PNG"),
    "table": Words(ko="마지막 값의 표", en="Table of the last values"),
    "run": Words(ko="학습", en="Run"),
    "status": Words(ko="상태", en="Status"),
    "best": Words(ko="가장 좋은 시험 정확도", en="Best test accuracy"),
    "waiting": Words(ko="첫 값을 기다리는 중입니다.", en="Waiting for the first value."),
    "place": Words(ko="대기 {place}번째", en="place {place} in the queue"),
    "epochOf": Words(ko="{until}에폭 중 {epoch}", en="epoch {epoch} of {until}"),
    "epochIs": Words(ko="에폭 {epoch}", en="epoch {epoch}"),
    "left": Words(ko="남은 시간 {time}", en="{time} to go"),
    "gone": Words(ko="지워진 학습입니다", en="deleted"),
    "stop": Words(ko="멈추는 중", en="stopping"),
    "pause": Words(ko="일시 정지하는 중", en="pausing"),
    "offline": Words(
        ko="서버와 연결이 끊겼습니다. 이어지면 빠진 값을 모두 가져옵니다.",
        en="The server does not answer. What is missing will be fetched when it does.",
    ),
}
