"""The networks of a comparison: any variants, with options as the terminal spells them, kept in the link."""

from collections.abc import Sequence

import streamlit as st

from cnnviz.architectures import VARIANTS
from cnnviz.options import controls
from cnnviz.spelling import Named, chosen, own_settings, spelled, split
from cnnviz.ui import address, cache
from cnnviz.ui.language import language
from cnnviz.ui.widgets import setting_key
from cnnviz.words import Refusal, Words

MOST = 4
LETTERS = "ABCD"
LONGEST = 40  # letters of a name that stands at a curve


def choose_networks(label: str, examples: Sequence[str]) -> list[Named]:
    """Up to four networks, in the order they were chosen; those that cannot be had are told and left out.

    `examples` are lists as they stand in a link, a button each.
    """
    lang, key = language(), setting_key("nets")
    address.seed("nets", key, [], _read)
    known = [*VARIANTS, *(text for text in st.session_state[key] if text not in VARIANTS)]
    st.multiselect(
        label, known, st.session_state[key], key=key, format_func=_entry, max_selections=MOST, accept_new_options=True,
        placeholder=PLACEHOLDER[lang], help=HELP[lang],
    )  # fmt: skip
    columns = st.columns(2)
    for place, example in enumerate(examples):
        titles = " ↔ ".join(name_of(chosen(text)) for text in split(example))
        columns[place % 2].button(
            titles, on_click=_show, args=(key, example), key=f"example.{example}", width="stretch"
        )
    networks, texts = [], []
    for text in st.session_state[key]:
        try:
            network = chosen(text)
            if network in networks:
                raise Refusal(TWICE.format(text=text, network=name_of(network)))
            cache.structure(*network)
        except Refusal as refusal:
            st.error(refusal.words[lang], icon=":material/block:")
            texts.append(text)
        else:
            networks.append(network)
            texts.append(spelled(network))
    address.use(key, **({"nets": ",".join(texts)} if texts else {}))
    return networks


def options_help(networks: Sequence[Named]) -> str:
    """Markdown: every option of the families of `networks`, with its values."""
    families = {VARIANTS[network.name][0].name: VARIANTS[network.name][0] for network in networks}
    lines = []
    for family in families.values():
        lines.append(f"\n**{family.title}**\n")
        for option, control in controls(family.options).items():
            lines.append(f"- `{option}` {control.label[language()]}: {control.allowed}")
    return "\n".join(lines)


def name_of(network: Named) -> str:
    """`ResNet-50 · se=true`."""
    return " · ".join([VARIANTS[network.name][1].title, *own_settings(network)])


def short_name_of(network: Named) -> str:
    """The same for a curve or a row, where many settings have no room: `VGG-16 (CIFAR) · …`."""
    name = name_of(network)
    return name if len(name) <= LONGEST else f"{VARIANTS[network.name][1].title} · …"


def _entry(text: str) -> str:
    return f"{VARIANTS[text][1].title} ({text})" if text in VARIANTS else text


def _show(key: str, example: str) -> None:
    st.session_state[key] = split(example)


def _read(text: str) -> list[str]:
    texts = list(dict.fromkeys(split(text)))
    if len(texts) > MOST:
        raise Refusal(TOO_MANY.format(count=len(texts), most=MOST))
    return texts


PLACEHOLDER = Words(
    ko="이름을 고르거나 적으십시오: resnet50:se=true", en="Choose a name, or type one: resnet50:se=true"
)
HELP = Words(
    ko="목록에서 고르거나 터미널에서처럼 옵션을 붙여 적고 Enter를 누릅니다: resnet50:se=true,reduction=8. 첫 번째가 기준입니다.",
    en="Choose from the list, or type a name with options as on the terminal and press Enter: resnet50:se=true,reduction=8. The first is the reference.",
)
TWICE = Words(
    ko="‘{text}’은(는) 이미 고른 {network}과(와) 같은 네트워크입니다.",
    en="“{text}” is {network} again, which is chosen already.",
)
TOO_MANY = Words(
    ko="네트워크가 {count}개입니다. 한 번에 {most}개까지 비교합니다.",
    en="That is {count} networks; up to {most} can be compared.",
)
