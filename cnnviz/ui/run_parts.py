"""Which views a run has left enough for."""

from cnnviz.train.artefacts import kept_epochs, kept_histograms
from cnnviz.train.runs import Run, folder_of
from cnnviz.weights.trained import card_of


def parts_of(run: Run) -> list[str]:
    """Names of the views that can be shown of `run`, in their order."""
    folder = folder_of(run.id)
    there = {
        "answers": (folder / "confusion.json").is_file(),
        "mistakes": (folder / "mistakes.json").is_file(),
        "weights": bool(kept_histograms(folder)),
        "film": card_of(folder) is not None and len(kept_epochs(folder)) > 1,
    }
    return [name for name, is_there in there.items() if is_there]
