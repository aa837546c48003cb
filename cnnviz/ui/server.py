"""What the server does once: all imports in the background of the first page, and one place for unforeseen errors."""

import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pkgutil import walk_packages
from threading import Event, Lock, Thread

import streamlit as st

import cnnviz
from cnnviz.ui.language import language
from cnnviz.words import Words

_ONE_AT_A_TIME = Lock()
IMPORTED = Event()


@asynccontextmanager
async def warm_up(app: st.App) -> AsyncIterator[None]:
    """Import what the pages need while the first visitor reads the first page, then count what History shows."""
    Thread(target=_prepare, name="warm-up", daemon=True).start()
    yield


def _prepare() -> None:
    ready()
    import_module("cnnviz.ui.past").count_ahead()
    import_module("torchvision.transforms.functional")  # for insertion and deletion curves
    tried = import_module("cnnviz.train.devices").processor().precision  # half a second's trial, before anybody waits
    logging.getLogger("cnnviz").info("effective fields are computed in %s", tried)


def ready() -> None:
    """Return when every module of the house is imported; whoever comes first imports them.

    Two threads that import one package from two ends can meet half-made modules, hence the lock.
    """
    with _ONE_AT_A_TIME:
        if not IMPORTED.is_set():
            _import_all()
            IMPORTED.set()


def _import_all() -> None:
    for module in walk_packages(cnnviz.__path__, "cnnviz."):
        if module.name not in ("cnnviz.__main__", "cnnviz.ui.site"):
            import_module(module.name)
    import_module("captum.attr")  # its methods import it when they are first asked, which takes seconds
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
