"""LeNet-5 of 1998, layer by layer as the paper counts."""

import torch

from cnnviz.architectures import build
from cnnviz.architectures.blocks.digit_codes import DigitCodes
from cnnviz.architectures.blocks.partial_convolution import PartialConvolution
from cnnviz.architectures.blocks.subsampling import Subsampling
from cnnviz.blueprint import structure_of

PARAMETERS = {"c1": 156, "s2": 12, "c3": 1516, "s4": 32, "c5": 48_120, "f6": 10_164, "output": 0}
CONNECTIONS = {"c1": 122_304, "s2": 5_880, "c3": 151_600, "s4": 2_000, "c5": 48_120, "f6": 10_164, "output": 840}
TABLE_I = """
X...XXX..XXXX.XX
XX...XXX..XXXX.X
XXX...XXX..X.XXX
.XXX..XXXX..X.XX
..XXX..XXXX.XX.X
...XXX..XXXX.XXX
"""


def test_parameters_of_each_layer_are_the_papers():
    counted = dict.fromkeys(PARAMETERS, 0)
    for layer in structure_of("lenet5_1998").layers[1:]:
        if layer.params:
            counted[layer.name.partition(".")[0]] += layer.params
    assert counted == PARAMETERS


def test_connections_are_the_papers():
    """Products and biases of each layer; a unit of S2 and S4 has four inputs and a bias, an RBF unit 84 inputs."""
    counted = dict.fromkeys(CONNECTIONS, 0)
    for layer in structure_of("lenet5_1998").layers[1:]:
        outputs = torch.Size(layer.output_shape).numel()
        if layer.fan_in:
            counted[layer.name.partition(".")[0]] += layer.macs + outputs
        elif layer.kind == "Subsampling":
            counted[layer.name.partition(".")[0]] += outputs * 5
        elif layer.kind == "DigitCodes":
            counted["output"] += outputs * 84
    assert counted == CONNECTIONS
    assert sum(counted.values()) == 340_908


def test_partial_convolution_connects_as_table_1():
    """The order of the columns: threes, fours, all; each map of C3 answers to exactly the maps with an X."""
    c3 = PartialConvolution()
    rows = TABLE_I.split()
    for seen in range(6):
        maps = torch.zeros(1, 6, 5, 5)
        answer = c3(maps).flatten()
        maps[:, seen] = torch.rand(5, 5) + 1
        reached = (c3(maps).flatten() != answer).tolist()
        assert reached == [mark == "X" for mark in rows[seen]]


def test_subsampling_scales_the_sum_and_adds_a_bias():
    layer = Subsampling(2)
    with torch.no_grad():
        layer.weight.copy_(torch.tensor([0.5, 2.0]).view(2, 1, 1))
        layer.bias.copy_(torch.tensor([1.0, -1.0]).view(2, 1, 1))
    maps = torch.tensor([[1.0, 2, 5, 0], [3, 4, 0, 0]]).expand(1, 2, 2, 4)
    torch.testing.assert_close(layer(maps), torch.tensor([[[[6.0, 3.5]], [[19.0, 9.0]]]]))
    torch.testing.assert_close(Subsampling(2)(maps), torch.nn.functional.avg_pool2d(maps, 2))


def test_each_digits_drawing_is_recognised_and_far_from_the_others():
    output = DigitCodes()
    answers = output(output.codes)
    assert answers.argmax(1).tolist() == list(range(10))
    assert answers.diagonal().tolist() == [0] * 10
    assert answers.fill_diagonal_(-1e9).max() <= -4 * 9  # at least nine of 84 places differ


def test_squashing_maps_one_to_one():
    squash = build("lenet5_1998").get_submodule("c1.squash")
    torch.testing.assert_close(
        squash(torch.tensor([1.0, -1.0, 0.0])), torch.tensor([1.0, -1.0, 0.0]), atol=1e-4, rtol=0
    )
