"""What the server does once: heavy imports in the background of the first page, and one place for unforeseen errors."""

import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Thread

import streamlit as st

from cnnviz.ui.language import language
from cnnviz.words import Words


@asynccontextmanager
async def warm_up(app: st.App) -> AsyncIterator[None]:
    """Import what the pages need while the first visitor reads the first page."""
    Thread(target=_import_once, name="warm-up", daemon=True).start()
    yield


def _import_once() -> None:
    import cnnviz.ui.cache  # noqa: F401  (torch, architectures, weights)

    gc.collect()
    gc.freeze()  # Streamlit collects after every run: without this each click walks through all of torch


def tell(error: Exception) -> bool:
    """An error that nobody foresaw: a sentence for the visitor, the trace for the server's log."""
    logging.getLogger("cnnviz").error("a page failed", exc_info=error)
    st.error(UNFORESEEN[language()], icon=":material/error:")
    return True


UNFORESEEN = Words(
    ko="예상하지 못한 오류로 이 페이지를 끝까지 그리지 못했습니다. 새로 고치거나 설정을 바꿔 보십시오. 자세한 내용은 서버 기록에 있습니다.",
    en="Something unforeseen went wrong, and this page is incomplete. Reload it or change a setting; the server's log has the details.",
)
