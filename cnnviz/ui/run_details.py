"""One run after its end: why it ended, what it got wrong, how its weights are spread, and its files."""

import json
from collections.abc import Sequence

import streamlit as st
from PIL import Image

from cnnviz.draw.confusion import WIDTH, confusion
from cnnviz.draw.histograms import Spread, histograms
from cnnviz.spelling import Named, chosen, own_settings
from cnnviz.train import to_toml
from cnnviz.train.artefacts import kept_histograms
from cnnviz.train.event_file import NAME, event_file
from cnnviz.train.runs import Run, curve_csv, folder_of, points, submit
from cnnviz.ui import address
from cnnviz.ui.language import language
from cnnviz.ui.run_list.rows import name_of_run
from cnnviz.ui.svg_view import svg_view
from cnnviz.ui.widgets import pick
from cnnviz.weights.trained import FINAL, card_of
from cnnviz.words import Refusal, Words

SIDE, COLUMNS = 96, 8  # px of a mistake as it is shown; pictures in a row of the file
INSIDE = ("feature_maps", "grad_cam")


def one_of(runs: Sequence[Run], label: str) -> Run:
    """The run that is looked at more closely."""
    known = {str(run.id): run for run in runs}
    if len(known) == 1:
        return runs[0]
    return known[pick("look", list(known), label, few=True, title=lambda key: f"{name_of_run(known[key])} #{key}")]


def tell_end(run: Run, owner: str | None) -> None:
    """A sentence on how the run ended, and what may be tried instead."""
    lang = language()
    if run.status == "failed" and run.why:
        st.error(run.why[lang], icon=":material/error:")
        if run.instead and owner:
            st.button(INSTEAD.format(batch=run.instead.batch)[lang], on_click=_instead, args=(run, owner))
    elif run.status in ENDS:
        st.info(ENDS[run.status].format(epoch=f"{run.epoch:.1f}")[lang], icon=":material/info:")


def confusion_view(run: Run) -> None:
    """The confusion matrix of the last test."""
    found = json.loads((folder_of(run.id) / "confusion.json").read_text("utf-8"))
    lang, matrix = language(), found["matrix"]
    right = sum(matrix[k][k] for k in range(len(matrix)))
    said = SUMMARY.format(right=right, count=sum(map(sum, matrix)))[lang]
    svg = confusion(matrix, found["categories"], (TRUE[lang], ANSWER[lang]), CELL[lang])
    with st.container(width=WIDTH):
        svg_view(svg, f"confusion.{run.id}", said)
    st.caption(said)


def mistakes_view(run: Run) -> None:
    """The pictures that it was wrong about and surest of."""
    folder, lang = folder_of(run.id), language()
    rows = json.loads((folder / "mistakes.json").read_text("utf-8"))
    if not rows:
        st.success(NO_MISTAKE[lang], icon=":material/check:")
        return
    with Image.open(folder / "mistakes.png") as sheet:
        side = sheet.width // COLUMNS
        places = [(side * (k % COLUMNS), sheet.height // -(-len(rows) // COLUMNS) * (k // COLUMNS)) for k in range(len(rows))]  # fmt: skip
        pictures = [sheet.crop((x, y, x + side, y + side)).resize((SIDE, SIDE), 0) for x, y in places]
    words = [MISTAKE.format(guess=r["guess"], sure=f"{100 * r['sure']:.0f} %", label=r["label"])[lang] for r in rows]
    with st.container(horizontal=True):
        for picture, word in zip(pictures, words, strict=True):
            st.image(picture, word, width=SIDE + 20, alt=word)


def histograms_view(run: Run, label: str) -> None:
    """The weights of every stage at one of the epochs that were kept."""
    kept = kept_histograms(folder_of(run.id))
    epochs = [str(epoch) for epoch in kept]
    epoch = int(pick("epoch", epochs, label, epochs[-1]))
    reach = {
        stage: (min(s[stage]["low"] for s in kept.values()), max(s[stage]["high"] for s in kept.values()))
        for stage in kept[epoch]
    }
    parts = {stage: Spread(**spread) for stage, spread in kept[epoch].items()}
    svg_view(histograms(parts, reach), f"histograms.{run.id}", HISTOGRAMS.format(epoch=epoch)[language()])


def files(run: Run) -> None:
    """What can be taken along; each is made when it is asked for."""
    folder, lang, stem = folder_of(run.id), language(), f"run-{run.id}"
    weights = folder / FINAL
    with st.container(horizontal=True):
        st.download_button(
            CURVES[lang], lambda: curve_csv(run.id), f"{stem}.csv", "text/csv", icon=":material/table:", on_click="ignore"
        )  # fmt: skip
        st.download_button(
            "TensorBoard", lambda: event_file(points(run.id), run.config, run.created), f"{NAME}.{run.id}",
            "application/octet-stream", icon=":material/show_chart:", on_click="ignore", help=TENSORBOARD[lang],
        )  # fmt: skip
        st.download_button(
            SETTINGS[lang], to_toml(run.config), f"{stem}.toml", "application/toml", icon=":material/tune:", on_click="ignore"
        )  # fmt: skip
        if weights.is_file():
            st.download_button(
                WEIGHTS[lang], weights.read_bytes, f"{stem}.safetensors", "application/octet-stream",
                icon=":material/save:", on_click="ignore",
            )  # fmt: skip


def look_inside(run: Run) -> None:
    """Buttons to the pages that look inside, with this run's network and weights, and to a run that begins with them."""
    folder, lang = folder_of(run.id), language()
    card = card_of(folder)
    if card is None:
        return
    with st.container(horizontal=True):
        for page in INSIDE:
            entry = st.session_state["pages"][page]
            if st.button(LOOK.format(page=entry.title)[lang], key=f"inside.{page}", icon=entry.icon):
                _hand_on(run, page, card.named)
        if (folder / FINAL).is_file() and st.button(LEARN_ON[lang], key="learn_on", icon=":material/school:"):
            _hand_on(run, "train", chosen(run.config.model), what="own", data=run.config.data)


def _hand_on(run: Run, page: str, named: Named, **settings: str) -> None:
    options = dict(setting.split("=", 1) for setting in own_settings(named))
    settings |= {"weights": f"run-{run.id}"}
    groups = {f"{page}.{name}": {name: value} for name, value in settings.items()}
    address.hand_on(network={"model": named.name}, options=options, **groups)
    st.switch_page(st.session_state["pages"][page])


def _instead(run: Run, owner: str) -> None:
    try:
        submit(run.instead or run.config, owner, run.title, run.experiment)
    except Refusal as refusal:
        st.session_state["runs.refused"] = refusal.words


ENDS = {
    "paused": Words(
        ko="일시 정지했습니다({epoch}에폭까지). ‘이어서 학습’을 누르면 그 자리에서 계속합니다.",
        en="Paused after {epoch} epochs; Resume goes on from there.",
    ),
    "stopped": Words(
        ko="멈추었습니다({epoch}에폭까지). 그때까지의 곡선과 가중치는 남아 있고, ‘이어서 학습’으로 계속할 수 있습니다.",
        en="Stopped after {epoch} epochs. Curves and weights up to then are kept, and Resume goes on from there.",
    ),
    "interrupted": Words(
        ko="학습하던 프로세스가 꺼져서 중단되었습니다({epoch}에폭까지). ‘이어서 학습’을 누르면 마지막 저장 지점에서 계속합니다.",
        en="Interrupted: its process went away after {epoch} epochs. Resume goes on from the last checkpoint.",
    ),
}
INSTEAD = Words(ko="배치 {batch}(으)로 다시 시작", en="Start again with a batch of {batch}")
TRUE = Words(ko="정답", en="True class")
ANSWER = Words(ko="네트워크의 답", en="Answer of the network")
CELL = Words(
    ko="정답 {true}, 답 {answer}: {count}장 (그 정답의 {share})",
    en="{true}, answered {answer}: {count} ({share} of this class)",
)
SUMMARY = Words(
    ko="시험 사진 {count}장 가운데 {right}장을 맞혔습니다.", en="Right answers: {right} of {count} test pictures."
)
MISTAKE = Words(ko="답 {guess} ({sure}), 정답 {label}", en="says {guess} ({sure}), is {label}")
NO_MISTAKE = Words(ko="시험 사진을 하나도 틀리지 않았습니다.", en="Not one test picture was mistaken.")
HISTOGRAMS = Words(ko="{epoch}에폭 뒤 단계별 가중치의 분포", en="Weights of every stage after epoch {epoch}")
CURVES = Words(ko="곡선 CSV", en="Curves as CSV")
TENSORBOARD = Words(
    ko="한 폴더에 두고 tensorboard --logdir 폴더로 엽니다.",
    en="Put it into a folder, and open it with tensorboard --logdir FOLDER.",
)
SETTINGS = Words(ko="설정 TOML", en="Settings as TOML")
WEIGHTS = Words(ko="가중치 safetensors", en="Weights as safetensors")
LOOK = Words(ko="{page}에서 보기", en="Look inside: {page}")
LEARN_ON = Words(ko="이 가중치로 이어 배우기", en="Learn on with these weights")
