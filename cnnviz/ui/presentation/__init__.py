"""A presentation: pages in an order of the lecturer's, which live in a link and in her browser, never on the server."""

from cnnviz.ui.presentation.add import add_to_presentation
from cnnviz.ui.presentation.show import Show, begin_show, changed
from cnnviz.ui.presentation.stops import Stop

__all__ = ["Show", "Stop", "add_to_presentation", "begin_show", "changed"]
