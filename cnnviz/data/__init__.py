"""Where pictures come from, and how they become tensors."""

from cnnviz.data.picture import read_picture
from cnnviz.data.preparation import Preparation, preparation_for, prepare, seen
from cnnviz.data.samples import SAMPLES, Sample, sample, sample_file

__all__ = [
    "SAMPLES",
    "Preparation",
    "Sample",
    "preparation_for",
    "prepare",
    "read_picture",
    "sample",
    "sample_file",
    "seen",
]
