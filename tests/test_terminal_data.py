"""`python -m cnnviz data`: the sets there are, a zip that comes and goes, bad input in one sentence."""

import json
from pathlib import Path

import pytest

from cnnviz.__main__ import main
from cnnviz.data.sets import DATASETS
from tests.picture_sets import class_files, zipped


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CNNVIZ_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    return tmp_path / "data"


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["data", *arguments]) == 0
    return capsys.readouterr().out


def test_the_list_has_every_set(capsys: pytest.CaptureFixture[str]):
    rows = json.loads(told(capsys, "list", "--json"))
    assert [row["name"] for row in rows] == list(DATASETS)
    assert {row["name"]: row["at_hand"] for row in rows} == {
        name: not data.megabytes for name, data in DATASETS.items()
    }
    assert "to download (163 MB)" in told(capsys), "`data` alone is `data list`"


def test_a_zip_comes_and_goes(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    path = zipped(tmp_path / "a.zip", class_files(10) | {"readme.txt": b"text"})
    added = json.loads(told(capsys, "add", str(path), "--name", "mine", "--side", "64", "--no-mirror", "--json"))
    assert (added["name"], added["shape"], added["train"], added["test"], added["own"]) == (
        "mine",
        [3, 64, 64],
        24,
        6,
        True,
    )
    assert added["counts"][0] == {"class": "blue", "train": 8, "test": 2}
    assert [row["count"] for row in added["left_out"]] == [1]
    assert "added by you" in told(capsys, "list")
    assert "deleted" in told(capsys, "delete", "mine")
    assert "mine" not in told(capsys, "list")


def test_what_was_added_is_told_class_by_class(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    text = told(capsys, "add", str(zipped(tmp_path / "a.zip", class_files(10))), "--name", "mine")
    assert "24 pictures to learn from, 6 to test with" in text
    assert [line.split() for line in text.splitlines()[1:]] == [[name, "8", "2"] for name in ("blue", "green", "red")]


def test_fetch_makes_a_set_ready(capsys: pytest.CaptureFixture[str], folder: Path):
    assert "is here" in told(capsys, "fetch", "shapes")
    assert (folder / "shapes.safetensors").is_file()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["add", "nowhere.zip", "--name", "mine"], "no file or folder"),
        (["add", __file__, "--name", "mine"], "no whole zip"),
        (["add", __file__, "--name", "a/b"], "cannot be a name"),
        (["add", __file__, "--name", "mine", "--side", "33"], "32, 64, 224"),
        (["delete", "digits"], "cannot be deleted"),
        (["delete", "nowhere"], "no data set"),
        (["fetch", "nowhere"], "no data set"),
    ],
)
def test_bad_input_is_one_sentence(arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]):
    assert main(["data", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert sentence in err and len(err.splitlines()) == 1
