"""The sample photographs, against scikit-image, which brings them."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from cnnviz.data import SAMPLES, sample
from cnnviz.words import Refusal
from tests.picture_files import at


def test_samples():
    assert list(SAMPLES) == ["cat", "coffee", "rocket", "motorcycle", "astronaut"]
    import skimage.data

    for name, theirs in {"cat": "chelsea", "coffee": "coffee", "rocket": "rocket", "astronaut": "astronaut"}.items():
        assert (np.asarray(sample(name)) == getattr(skimage.data, theirs)()).all()
    assert (np.asarray(sample("motorcycle")) == skimage.data.stereo_motorcycle()[0]).all()


def test_an_unknown_sample_is_refused_with_the_known_ones():
    with pytest.raises(Refusal) as refused:
        sample("dog")
    for text in (refused.value.words.ko, refused.value.words.en):
        assert all(name in text for name in ("dog", *SAMPLES))


def test_a_sample_is_the_callers_own():
    sample("cat").paste("black", (0, 0, 100, 100))
    assert at(sample("cat"), 50, 50) != (0, 0, 0)


def test_reading_needs_no_heavy_library():
    """Neither scikit-image nor its dependencies are imported for the samples."""
    code = "import sys; from cnnviz.data.samples import sample; sample('cat'); print('skimage' in sys.modules)"
    root = Path(__file__).parents[1]
    answer = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"
