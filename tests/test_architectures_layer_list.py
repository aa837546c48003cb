"""The list of layers that a student types: what is read, and the sentence for each mistake."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.architectures import with_options
from cnnviz.architectures.blocks.layer_list import LONGEST, POOLING, WIDEST, read_layers
from cnnviz.blueprint import structure_of
from cnnviz.words import Refusal


@pytest.mark.parametrize(
    ("layers", "ko", "en"),
    [
        ("", "비어 있습니다", "The list of layers is empty"),
        (" [ ] ", "비어 있습니다", "The list of layers is empty"),
        ("64,,M", "2번째 자리가 비어", "Place 2 of the list is empty"),
        ("64,M,", "3번째 자리가 비어", "Place 3 of the list is empty"),
        ("M,64", "1번째 자리가 M", "Place 1 of the list is M"),
        ("64,0,M", "2번째 자리가 0", "Place 2 of the list is 0"),
        ("64,-0", "2번째 자리가 0", "Place 2 of the list is 0"),
        ("٠", "1번째 자리에 있는", "Place 1 of the list, “٠”, is no layer"),
        ("64,M,-128", "3번째 자리의 채널 수 -128", "Place 3 of the list, -128, is negative"),
        ("64,pool", "2번째 자리에 있는 ‘pool’", "Place 2 of the list, “pool”, is no layer"),
        ("64,12.5", "2번째 자리에 있는 ‘12.5’", "Place 2 of the list, “12.5”, is no layer"),
        ("64,conv2-64", "2번째 자리에 있는 ‘conv2-64’", "Place 2 of the list, “conv2-64”, is no layer"),
        ("64 M", "1번째 자리에 있는 ‘64M’", "Place 1 of the list, “64M”, is no layer"),
        (f"{WIDEST + 1}", f"{WIDEST}까지", f"up to {WIDEST} channels"),
        (f"64,{'9' * 5000}", "2번째 자리의 채널 수 99999", "Place 2 of the list, 99999"),
        (",".join(["64"] * (LONGEST + 1)), f"{LONGEST}개까지", f"up to {LONGEST} are allowed"),
    ],
)
def test_each_mistake_in_the_list_has_its_sentence(layers, ko, en):
    with pytest.raises(Refusal) as refused:
        with_options("vgg16", layers=layers)
    assert ko in refused.value.words.ko
    assert en in refused.value.words.en


@pytest.mark.parametrize(
    "layers", ["64, 64, m ,128", "[64,64,'M',128]", "６４，64,“M”,128", "conv3-64,+64,M,00000000128"]
)
def test_spelling_of_the_list_does_not_matter(layers):
    assert [(step.width, step.kernel or 3) for step in read_layers(layers)] == [(64, 3), (64, 3), (0, 3), (128, 3)]


@given(st.text("0123456789,mMconv-+ []'x.", max_size=40) | st.text(max_size=40))
def test_any_text_is_a_list_or_refused(text):
    try:
        steps = read_layers(text)
    except Refusal:
        return  # any other error fails
    assert steps[0] != POOLING
    assert all(step == POOLING or 1 <= step.width <= WIDEST for step in steps)


def test_too_many_poolings_for_the_picture_name_the_first_that_fails():
    options = with_options("vgg16", layers="8,M,8,M,M,8,M")
    assert structure_of("vgg16", options, (3, 16, 16))["features.9"].output_shape == (8, 1, 1)
    with pytest.raises(Refusal) as refused:
        structure_of("vgg16", options, (3, 12, 40))
    assert refused.value.words.en == (
        "The list has 4 M, but a picture of 40×12 can be halved only 3 times: "
        "remove M from place 7 on, or use a picture of at least 16 pixels a side."
    )
    assert "7번째 자리의 M" in refused.value.words.ko
