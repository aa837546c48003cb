"""The channel that a page shows enlarged: clicked in a grid, and kept in the link."""

from collections.abc import Sequence

import streamlit as st

from cnnviz.ui import address
from cnnviz.ui.widgets import setting_key
from cnnviz.words import Refusal, Words


def chosen_channel(setting: str, shown: Sequence[int], count: int) -> int:
    """The channel last chosen, or named by the link as `setting`; the first of those `shown` where it is none of them.

    `count` is how many channels there are at all.
    """
    key = setting_key(setting)
    address.seed(setting, key, shown[0], lambda text: _known(text, count))
    channel = st.session_state[key] if st.session_state[key] in shown else shown[0]
    address.use(key, **({setting: str(channel)} if channel != shown[0] else {}))
    return channel


def choose_channel(setting: str, channel: int) -> None:
    """Make `channel` the one that is shown; call before the script runs, from the callback of whatever was clicked."""
    st.session_state[setting_key(setting)] = channel


def _known(text: str, count: int) -> int:
    if not (text.isdecimal() and int(text) < count):
        raise Refusal(UNKNOWN.format(text=text, last=count - 1))
    return int(text)


UNKNOWN = Words(
    ko="‘{text}’ 채널은 없습니다. 0에서 {last}까지 쓸 수 있습니다.",
    en="There is no channel “{text}”; it is a number from 0 to {last}.",
)
