"""What a run starts from, recipes, records and devices, and the file that TensorBoard reads at its end."""

from fnmatch import fnmatchcase
from pathlib import Path

import pytest
import torch

from cnnviz.architectures import ARCHITECTURES, VARIANTS
from cnnviz.data.augment import SCHEMES
from cnnviz.data.sets import DATASETS, find_set
from cnnviz.options import controls
from cnnviz.train import Point, TrainConfig, devices, find_device, from_toml, recipe, recipe_of, to_toml
from cnnviz.train.config import milestones
from cnnviz.train.event_file import NAME as EVENT_FILE
from cnnviz.train.event_file import event_file
from cnnviz.train.recipes import _recipes
from cnnviz.words import LANGUAGES, Refusal
from tests.train_tiny import NAME, tiny_set

torch.set_num_threads(1)


def test_this_machine_has_a_cpu_and_no_other_device_than_it_says():
    assert devices()[-1].name == "cpu"
    assert find_device("auto").type == devices()[0].name.partition(":")[0]
    with pytest.raises(Refusal, match="cpu"):
        find_device("cuda:63")


@pytest.mark.parametrize("name", VARIANTS)
def test_every_network_has_a_recipe_with_its_paper(name: str):
    said, values = recipe_of(name)
    assert all(said[language] for language in LANGUAGES) and "epochs" in values
    for data in ("digits", "shapes"):
        asked = recipe(name, data)
        assert (asked.model, asked.data) == (name, data)
        assert find_set(data).sizes[0] // asked.batch >= 10


def test_recipes_are_of_families_that_exist():
    for pattern in _recipes():
        assert pattern in ARCHITECTURES or any(fnmatchcase(name, pattern) for name in VARIANTS), pattern


def test_a_recipe_is_the_papers_on_as_many_pictures(monkeypatch):
    monkeypatch.setitem(DATASETS, NAME, tiny_set(count=50_000, channels=3, side=1))
    he = recipe("resnet20", NAME)
    assert (he.batch, he.rate, he.momentum, he.weight_decay) == (128, 0.1, 0.9, 0.0001)
    assert (he.schedule, he.milestones, he.nesterov) == ("step", "0.5,0.75", False)
    wide = recipe("wrn_28_10", NAME, epochs=3)
    assert (wide.drop, wide.weight_decay, wide.nesterov, wide.epochs) == (0.2, 0.0005, True, 3)
    with pytest.raises(Refusal):
        recipe("resnet20", NAME, colour=3)


def test_a_record_is_read_as_it_was_written():
    for asked in (TrainConfig(), recipe("vgg16_cifar:layers=64,M,64,M", "digits", rate=1e-5)):
        assert from_toml(to_toml(asked)) == asked
    assert from_toml("rate = 1") == TrainConfig(rate=1.0)
    assert milestones(" 0.25, 0.5 ") == (0.25, 0.5) and milestones("") == ()


def test_every_setting_is_explained_in_both_languages():
    for name, control in controls(TrainConfig).items():
        for phrase in (control.label, control.help):
            assert phrase.ko.strip() and phrase.en.strip(), name
        assert control.help.en.endswith(".") and control.help.ko.endswith("."), name


def test_every_augmentation_can_be_chosen():
    assert controls(TrainConfig)["augmentation"].choices == tuple(SCHEMES)


def test_tensorboard_reads_the_curve(tmp_path: Path):
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    points = [Point(n, n * 10, n / 2, n * 1.5, {"test_accuracy": n / 4, "gradient_norm.fc": 2.0}) for n in (1, 2, 3)]
    points.append(Point(4, 40, 2.0, 6.0, {"train_loss": float("nan")}))
    (tmp_path / EVENT_FILE).write_bytes(event_file(points, TrainConfig(), 1000.0))
    read = EventAccumulator(str(tmp_path)).Reload()
    assert read.Tags()["scalars"] == ["test_accuracy", "gradient_norm/fc"]
    curve = [(event.step, event.wall_time, event.value) for event in read.Scalars("test_accuracy")]
    assert curve == [(10, 1001.5, 0.25), (20, 1003.0, 0.5), (30, 1004.5, 0.75)]
    assert "configuration/text_summary" in read.Tags()["tensors"]
