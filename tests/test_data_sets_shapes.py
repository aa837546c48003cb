"""The drawn shapes: their boxes are where the shape is, nothing but the outline tells the class, and they are kept."""

from pathlib import Path

import pytest
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from cnnviz.data.sets import Loaded, find_set, shapes
from cnnviz.data.sets.kept import kept, read, write

SEED = 11


@pytest.fixture(scope="module")
def drawn() -> Loaded:
    return find_set("shapes").load(None)


def drawn_as(label: int, n: int = 60) -> tuple[Tensor, Tensor, Tensor]:
    return shapes.draw(torch.full((n,), label), torch.Generator().manual_seed(SEED))


@pytest.mark.parametrize("label", range(1, len(shapes.OUTLINES)))
def test_a_box_is_where_the_shape_is(label: int):
    """The same scenes with another shape differ within the two boxes (and the soft edge), and up to their sides."""
    (first, _, first_boxes), (second, _, second_boxes) = drawn_as(0), drawn_as(label)
    differs = (first != second).any(1)
    for where, one, other in zip(differs, first_boxes.tolist(), second_boxes.tolist(), strict=True):
        rows, columns = where.any(1).nonzero().flatten().tolist(), where.any(0).nonzero().flatten().tolist()
        left, top = (min(one[side], other[side]) for side in (0, 1))
        right, bottom = (max(one[side], other[side]) for side in (2, 3))
        assert abs(columns[0] - left) <= 2 and abs(rows[0] - top) <= 2
        assert abs(columns[-1] + 1 - right) <= 2 and abs(rows[-1] + 1 - bottom) <= 2


def test_every_box_lies_in_the_picture_and_is_as_large_as_a_shape(drawn: Loaded):
    for split in (drawn.train, drawn.test):
        assert split.boxes is not None
        left, top, right, bottom = split.boxes.int().unbind(1)
        assert int(torch.stack([left, top]).min()) >= 0 and int(torch.stack([right, bottom]).max()) <= shapes.SIDE
        sides = torch.stack([right - left, bottom - top])
        assert int(sides.min()) >= shapes.SMALLEST and int(sides.max()) <= 2 * shapes.LARGEST + 1


def test_classes_are_equal_in_number(drawn: Loaded):
    assert len(set(drawn.train.counts(len(shapes.OUTLINES)))) == 1
    assert len(set(drawn.test.counts(len(shapes.OUTLINES)))) == 1


def test_a_linear_model_cannot_tell_them(drawn: Loaded):
    """Twelve passes learn the training pictures well enough, and the test pictures hardly better than guessing."""
    features, generator = drawn.train.images.flatten(1).float() / 255 - 0.5, torch.Generator().manual_seed(0)
    weights = torch.zeros(features.shape[1], len(shapes.OUTLINES), requires_grad=True)
    optimiser = torch.optim.SGD([weights], lr=0.02, momentum=0.9)
    for _ in range(12):
        for places in torch.randperm(len(features), generator=generator).split(64):
            optimiser.zero_grad()
            cross_entropy(features[places] @ weights, drawn.train.labels[places]).backward()
            optimiser.step()
    test = drawn.test.images.flatten(1).float() / 255 - 0.5
    learnt, right = (
        float(((pixels @ weights).argmax(1) == labels).float().mean())
        for pixels, labels in ((features, drawn.train.labels), (test, drawn.test.labels))
    )
    assert learnt > 0.45
    assert right < 0.3


def test_progress_is_told_up_to_the_end(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("CNNVIZ_DATA", str(tmp_path))
    heard: list[float] = []
    shapes.load(heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 1


def small(label: int = 0) -> Loaded:
    train, test = (shapes.Split(*drawn_as(label, 8)) for _ in range(2))
    return Loaded(train, test, ("원", "별"), (0.5, 0.25, 0.125), (0.1, 0.2, 0.3))


def test_a_kept_set_comes_back_as_it_was(tmp_path: Path):
    write(made := small(), tmp_path / "new" / "set.safetensors", "me")
    found = read(tmp_path / "new" / "set.safetensors", "me")
    assert found is not None
    assert (found.categories, found.mean, found.std) == (made.categories, made.mean, made.std)
    assert torch.equal(found.train.images, made.train.images)
    assert found.test.boxes is not None and torch.equal(found.test.boxes, drawn_as(0, 8)[2])
    assert [file.name for file in (tmp_path / "new").iterdir()] == ["set.safetensors"]


def test_another_program_s_file_a_damaged_and_a_missing_one_are_not_read(tmp_path: Path):
    path = tmp_path / "set.safetensors"
    assert read(path, "me") is None
    write(small(), path, "me")
    assert read(path, "you") is None
    path.write_bytes(path.read_bytes()[:-100])
    assert read(path, "me") is None


def test_a_set_is_made_once_and_anew_when_its_program_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CNNVIZ_DATA", str(tmp_path))
    program, made = tmp_path / "program.py", []

    def make() -> Loaded:
        made.append(1)
        return small()

    program.write_text("a = 1")
    kept("toy", str(program), make)
    kept("toy", str(program), make)
    assert len(made) == 1
    program.write_text("a = 2")
    kept("toy", str(program), make)
    assert len(made) == 2


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "data").write_text("a file where the folder should be")
    monkeypatch.setenv("CNNVIZ_DATA", str(tmp_path / "data"))
    assert kept("toy", __file__, small).categories == ("원", "별")
