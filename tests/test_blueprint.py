"""From a name to a trace: nothing allocated, nothing left behind, many threads at once."""

import gc
import weakref
from concurrent.futures import ThreadPoolExecutor

import pytest

from cnnviz.architectures import build_blank, find
from cnnviz.blueprint import collector_at_rest, structure_of
from cnnviz.trace import record
from cnnviz.words import Refusal


def test_weights_have_shapes_and_no_memory():
    assert all(weight.is_meta for weight in build_blank("vgg16").parameters())


def test_a_traced_network_is_gone_at_once():
    gc.disable()
    try:
        model = build_blank("resnet18")
        gone = weakref.ref(model.get_submodule("layer1.0.conv1"))
        record(model, (3, 224, 224))
        del model
        assert gone() is None
    finally:
        gc.enable()


def test_the_collector_wakes_when_the_last_has_left():
    outer, inner = collector_at_rest(), collector_at_rest()
    outer.__enter__()
    inner.__enter__()
    outer.__exit__(None, None, None)
    assert not gc.isenabled()
    inner.__exit__(None, None, None)
    assert gc.isenabled()


def test_a_refusal_wakes_it_too():
    with pytest.raises(Refusal, match="conv1"):
        structure_of("resnet18", None, (1, 224, 224))
    assert gc.isenabled()


def test_many_threads_trace_at_once():
    names = ["resnet18", "vgg11", "lenet5", "se_resnet18", "squeezenet1_1"] * 8
    expected = {name: structure_of(name).layers for name in set(names)}
    with ThreadPoolExecutor(16) as pool:
        for name, trace in zip(names, pool.map(structure_of, names), strict=True):
            assert trace.layers == expected[name]
    assert gc.isenabled()


def test_a_variant_starts_with_the_paper_s_input():
    assert structure_of("lenet5").layers[0].output_shape == find("lenet5")[1].input_shape == (1, 32, 32)
