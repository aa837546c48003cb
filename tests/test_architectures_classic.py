"""LeNet to VGG: pictures that do not fit the classifier are refused in a sentence that says what does."""

import pytest

from cnnviz.blueprint import structure_of
from cnnviz.words import Refusal


@pytest.mark.parametrize(
    ("name", "shape", "en"),
    [
        ("lenet5", (1, 28, 28), "a picture of 28×28 leaves 4×4. Use 32×32, or 28×28 with “first_padding” 2"),
        (
            "lenet5",
            (3, 32, 32),
            "The picture has 3 channels, but C1 takes 1: change the picture, or “channels_in” to 3",
        ),
        ("alexnet", (3, 224, 224), "a picture of 224×224 leaves 5×5. Use 227×227, or 224×224 with “first_padding” 2"),
        ("zfnet", (3, 256, 192), "a picture of 256×192 leaves 7×5. Use 224×224, or turn “adaptive_pool” on"),
    ],
)
def test_a_picture_that_does_not_fit_the_classifier_is_refused(name, shape, en):
    with pytest.raises(Refusal, match=en) as refused:
        structure_of(name, input_shape=shape)
    assert any(
        said in refused.value.words.ko for said in ("×".join(map(str, shape[1:])), f"‘channels_in’을 {shape[0]}")
    )
