"""FractalNet's joins and drop-path (Larsson et al. 2017, section 3)."""

import pytest
import torch
from torch import Tensor, nn

from cnnviz.architectures import build, with_options
from cnnviz.architectures.blocks.fractal import Join

torch.set_num_threads(1)

INPUTS = [torch.full((1, 1, 1, 1), 2.0**column) for column in range(4)]


def joined(join: Join) -> float:
    return join(*INPUTS).item()


def test_a_join_is_the_mean_of_all_its_inputs_after_training():
    assert joined(Join(range(4), 0.5).eval()) == (1 + 2 + 4 + 8) / 4


@pytest.mark.parametrize("drop_path", [0.15, 0.5, 0.99])
def test_a_join_never_loses_all_its_inputs(drop_path: float):
    torch.manual_seed(0)
    subsets = [torch.tensor(subset) for subset in means_of_subsets()]
    seen = {joined(Join(range(4), drop_path).train()) for _ in range(600)}
    assert all(any(abs(value - mean) < 1e-5 for mean in subsets) for value in seen)
    assert {1.0, 2.0, 4.0, 8.0} <= seen or drop_path < 0.5


def means_of_subsets() -> list[float]:
    rows = [[2**column for column in range(4) if bits >> column & 1] for bits in range(1, 16)]
    return [sum(row) / len(row) for row in rows]


def test_an_input_stays_away_as_often_as_the_option_says():
    """Of two inputs both live with (1 − p)²; where none would, one is drawn."""
    torch.manual_seed(0)
    join = Join(range(2), 0.3).train()
    answers = torch.tensor([join(*INPUTS[:2]).item() for _ in range(3000)])
    assert (answers == 1.5).float().mean().item() == pytest.approx(0.49, abs=0.03)
    assert (answers == 1).float().mean().item() == pytest.approx(0.255, abs=0.03)


def fractal(columns: int) -> nn.Module:
    """Weights without memory: what runs is all that counts here."""
    with torch.device("meta"):
        return build("fractalnet20", with_options("fractalnet20", columns=columns)).train()


def joins(model: nn.Module) -> list[Join]:
    return [module for module in model.modules() if isinstance(module, Join)]


def run(model: nn.Module) -> set[str]:
    """One mini-batch, forward and backward; the convolutions that had a part in it."""
    model.zero_grad(set_to_none=True)
    scores: Tensor = model(torch.randn(2, 3, 32, 32, device="meta"))
    scores.sum().backward()
    return {name for name, weight in model.named_parameters() if weight.grad is not None and "conv." in name}


def test_global_drop_path_runs_one_column_through_the_whole_network():
    """Column c has 2^c convolutions in each of the five blocks: the deepest of three makes the 20 of the name."""
    torch.manual_seed(0)
    model, seen = fractal(3), {}
    for _ in range(14):
        ran = run(model)
        (column,) = {join.only for join in joins(model)}
        if column is not None:
            seen[column] = ran
    assert {column: len(ran) for column, ran in seen.items()} == {0: 5, 1: 10, 2: 20}
    assert all(f".column{column}_row" in name for column, ran in seen.items() for name in ran)


def test_half_of_the_mini_batches_run_one_column():
    """Only the drawing before each mini-batch counts here; the layers behind it need not run."""
    torch.manual_seed(0)
    model, drawn = fractal(2), []
    model.forward = lambda picture: picture
    for _ in range(400):
        model(None)
        (column,) = {join.only for join in joins(model)}
        drawn.append(column)
    assert drawn.count(0) == pytest.approx(100, abs=35)
    assert drawn.count(1) == pytest.approx(100, abs=35)


def test_without_drop_path_every_column_runs_in_training():
    with torch.device("meta"):
        model = build("fractalnet20", with_options("fractalnet20", drop_path=0.0)).train()
    assert len(run(model)) == 35


def test_after_training_all_columns_run_whatever_was_drawn_last():
    torch.manual_seed(0)
    model = build("fractalnet20", with_options("fractalnet20", columns=2))
    picture = torch.randn(1, 3, 32, 32)
    with torch.no_grad():
        expected = model.eval()(picture)
        for _ in range(2):
            model.train()
            for join in joins(model):
                join.only = 1
            assert torch.equal(model.eval()(picture), expected)
