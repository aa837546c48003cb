"""A zip or a folder of one's own becomes a data set: what is in it, what is left out and said, who may delete it."""

import json
import shutil
from pathlib import Path

import pytest
import torch

from cnnviz.data.picture import NO_PICTURE
from cnnviz.data.sets import add_own, all_sets, find_set, own_sets, remove_own
from cnnviz.data.sets.own import adding
from cnnviz.data.sets.own.adding import OUTSIDE
from cnnviz.words import Refusal
from tests.picture_sets import COLOURS, class_files, picture, unpacked, zipped


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CNNVIZ_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def test_a_zip_of_class_folders_becomes_a_data_set(tmp_path: Path):
    own = add_own(zipped(tmp_path / "a.zip", class_files(10)), "colours")
    data = find_set("colours")
    found = data.load(None)
    assert own.skipped == ()
    assert found.categories == ("blue", "green", "red")
    assert (data.shape, data.classes, data.sizes, data.own) == ((3, 32, 32), 3, (24, 6), True)
    assert found.train.counts(3) == [8, 8, 8] and found.test.counts(3) == [2, 2, 2]
    for split in (found.train, found.test):
        middle = split.images.float().mean((2, 3))
        wanted = torch.tensor([COLOURS[found.categories[label]] for label in split.labels.tolist()]).float()
        assert (middle - wanted).abs().max() < 15, "a picture stands in a wrong class"
    pixels = found.train.images.double() / 255
    assert found.mean == pytest.approx(pixels.mean((0, 2, 3)).tolist(), abs=1e-6)
    assert found.std == pytest.approx(pixels.std((0, 2, 3), correction=0).tolist(), abs=1e-6)


def test_a_folder_gives_the_same_as_a_zip_and_the_seed_divides(tmp_path: Path):
    files = class_files(10)
    add_own(zipped(tmp_path / "a.zip", files), "zip")
    add_own(unpacked(tmp_path / "folder", files), "folder")
    add_own(tmp_path / "folder", "other", seed=1)
    one, two, other = (find_set(name).load(None) for name in ("zip", "folder", "other"))
    assert torch.equal(one.train.images, two.train.images) and torch.equal(one.test.images, two.test.images)
    assert not torch.equal(one.test.images, other.test.images)


@pytest.mark.parametrize("top", ["", "my photos/", "a/b/"])
def test_folders_for_training_and_testing_are_kept_apart(tmp_path: Path, top: str):
    files = class_files(4, f"{top}train/") | class_files(2, f"{top}Test/") | {f"{top}readme.txt": b"hello"}
    own = add_own(zipped(tmp_path / "a.zip", files), "halves")
    assert (own.train, own.test) == ((4, 4, 4), (2, 2, 2))
    assert own.skipped == ((OUTSIDE, 1),)


def test_a_test_folder_without_classes_is_left_out_and_said(tmp_path: Path):
    files = class_files(5, "train/") | {f"test/{number}.png": picture((9, 9, 9), number) for number in range(3)}
    own = add_own(zipped(tmp_path / "a.zip", files), "unlabelled")
    assert (own.train, own.test, own.skipped) == ((4, 4, 4), (1, 1, 1), ((OUTSIDE, 3),))


def test_unequal_classes_and_korean_names(tmp_path: Path):
    files = {f"고양이/{number}.jpg": picture((9, 9, 9), number, kind="JPEG") for number in range(20)}
    files |= {f"강아지/{number}.jpg": picture((200, 9, 9), number, kind="JPEG") for number in range(5)}
    own = add_own(zipped(tmp_path / "사진.zip", files), "우리-반")
    assert own.categories == ("강아지", "고양이")
    assert (own.train, own.test) == ((4, 16), (1, 4))
    assert find_set("우리-반").load(None).categories == own.categories


def test_names_from_korean_windows_are_read(tmp_path: Path):
    """Its zips hold CP949 and do not say so; Python alone would read `╚⌠└╠`."""
    files = {f"{name}/{n}.png": content for name in ("c1", "c2") for n, content in enumerate(class_files().values())}
    raw = zipped(tmp_path / "a.zip", files).read_bytes()
    (tmp_path / "b.zip").write_bytes(
        raw.replace(b"c1/", "개/".encode("cp949")[:2] + b"/").replace(b"c2/", "소/".encode("cp949"))
    )
    assert add_own(tmp_path / "b.zip", "animals").categories == ("개", "소")


def test_what_is_no_picture_is_left_out_counted_and_said(tmp_path: Path):
    files = class_files(6) | {"red/notes.txt": b"no picture", "red/movie.mp4": bytes(5000), "red/empty.jpg": b""}
    files |= {"blue/cut.png": picture((1, 2, 3))[:60], "__MACOSX/red/._0.png": b"junk", "red/.DS_Store": b"junk"}
    own = add_own(zipped(tmp_path / "a.zip", files), "mixed")
    assert sum(own.train) + sum(own.test) == 18
    assert sum(count for _, count in own.skipped) == 4
    assert (NO_PICTURE, 2) in own.skipped
    assert {why.en.split(";")[0] for why, _ in own.skipped} >= {"The picture file is damaged or cut short"}


@pytest.mark.parametrize("side", [32, 64, 224])
def test_pictures_are_kept_at_the_chosen_size(tmp_path: Path, side: int):
    own = add_own(zipped(tmp_path / "a.zip", class_files(2)), "sized", side=side)
    assert find_set("sized").load(None).train.images.shape == (3, 3, side, side) == (3, *own.data_set().shape)


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({}, "0 class folders"),
        ({f"red/{n}.png": picture((9, 9, 9), n) for n in range(5)}, "1 class folders"),
        ({f"{n}.png": picture((9, 9, 9), n) for n in range(5)}, "0 class folders"),
        (class_files() | {"lonely/1.png": picture((1, 1, 1))}, "single picture: lonely"),
        (class_files(3, "train/") | {"test/red/1.png": picture((1, 1, 1))}, "only one of train and test: blue, green"),
        (class_files() | {"texts/1.txt": b"a", "texts/2.txt": b"b"}, "no usable picture to learn from or to test with: texts"),
        ({f"c{n}/{m}.png": b"" for n in range(1001) for m in range(2)}, "1001 class folders"),
    ],
    ids=["empty", "one class", "no class", "a class of one", "classes on one side", "no pictures", "too many classes"],
)  # fmt: skip
def test_what_makes_no_data_set_is_refused_and_leaves_nothing(tmp_path: Path, folder: Path, files, sentence: str):
    with pytest.raises(Refusal, match=sentence):
        add_own(zipped(tmp_path / "a.zip", files), "nothing")
    assert own_sets() == []
    assert not list(folder.glob("own/*")) and not list(folder.glob("own/.*"))


@pytest.mark.parametrize("name", ["", "a/b", "..", ".x", "a b", "x" * 41, "a\0"])
def test_a_name_that_is_none_is_refused(tmp_path: Path, name: str):
    with pytest.raises(Refusal, match="cannot be a name"):
        add_own(zipped(tmp_path / "a.zip", class_files()), name)
    with pytest.raises(Refusal, match="no data set"):
        find_set(name)


def test_a_name_that_is_taken_is_refused(tmp_path: Path):
    source = zipped(tmp_path / "a.zip", class_files())
    add_own(source, "mine")
    for name in ("mine", "digits"):
        with pytest.raises(Refusal, match="already"):
            add_own(source, name)


def test_another_size_is_refused(tmp_path: Path):
    with pytest.raises(Refusal, match="32, 64, 224"):
        add_own(zipped(tmp_path / "a.zip", class_files()), "odd", side=100)


def test_only_its_owner_and_the_terminal_delete_a_set(tmp_path: Path, folder: Path):
    source = zipped(tmp_path / "a.zip", class_files())
    for name in ("one", "two"):
        add_own(source, name, owner="anna")
    with pytest.raises(Refusal, match="Only whoever"):
        remove_own("one", "ben")
    with pytest.raises(Refusal, match="Only whoever"):
        remove_own("one", "")
    assert {"one", "two"} < set(all_sets())
    in_use = find_set("one").load(None)
    remove_own("one", "anna")
    remove_own("two", None)
    assert own_sets() == [] and list(folder.glob("own/*")) == []
    assert in_use.train.images.sum() > 0, "whoever has it in memory goes on"
    add_own(source, "one")
    with pytest.raises(Refusal, match="Only whoever"):
        remove_own("one", "")


def test_a_set_whose_files_are_damaged_says_so(tmp_path: Path, folder: Path):
    add_own(zipped(tmp_path / "a.zip", class_files()), "mine")
    (folder / "own/mine/pictures.u8").write_bytes(b"short")
    with pytest.raises(Refusal, match="missing or damaged"):
        find_set("mine").load(None)
    (folder / "own/mine/set.json").write_text(json.dumps({"name": "mine"})[:-1])
    assert own_sets() == []


def test_a_data_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path, folder: Path):
    folder.write_text("a file where the folder should be")
    with pytest.raises(Refusal, match="CNNVIZ_DATA"):
        add_own(zipped(tmp_path / "a.zip", class_files()), "mine")


def test_visitors_may_not_fill_the_disk(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch):
    source, each = zipped(tmp_path / "a.zip", class_files()), 15 * 32 * 32 * 3
    monkeypatch.setattr(adding, "MOST_OF_ALL", 2 * each)
    add_own(source, "prepared")
    add_own(source, "one", owner="anna")
    add_own(source, "two", owner="ben")
    assert [own.bytes for own in own_sets()] == [each] * 3
    with pytest.raises(Refusal, match="Delete one"):
        add_own(source, "three", owner="cho")
    add_own(source, "three")
    remove_own("one", "anna")
    add_own(source, "four", owner="cho")
    free = shutil.disk_usage(folder)._replace(free=adding.SPARE + each - 1)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: free)
    with pytest.raises(Refusal, match="No space left"):
        add_own(source, "five")
    assert {own.name for own in own_sets()} == {"prepared", "two", "three", "four"}


def test_progress_is_told(tmp_path: Path):
    heard: list[float] = []
    add_own(zipped(tmp_path / "a.zip", class_files(50)), "mine", progress=heard.append)
    assert heard == sorted(heard) and len(heard) > 1 and heard[0] >= 0 and heard[-1] <= 1
