"""`train` and `runs` from the terminal: what they print for programs, how they end, and what they refuse."""

import json
import os
import signal
import subprocess
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from cnnviz.terminal.epochs import Epochs
from cnnviz.terminal.training import configured
from cnnviz.train import to_toml
from cnnviz.train.runs import TERMINAL, ask, find_run, folder_of, points, runs
from tests.runs_apart import TINY, apart, process, until, work
from tests.test_terminal import call

__all__ = ["apart", "call"]  # fixtures

LINE = ["run", "epoch", "step", "train_loss", "train_accuracy", "test_loss", "test_accuracy", "images_per_second"]
NOTHING: dict[str, Any] = dict.fromkeys(
    ("config", "model", "data", "epochs", "batch", "rate", "seed", "device"), None
) | {"set": []}


@pytest.fixture
def worker(apart: Path) -> Iterator[None]:
    """A worker that is there before the run."""
    worker = process(work, str(apart), 60.0)
    yield
    worker.kill()
    worker.join()


def test_the_real_command_trains_tells_each_epoch_and_leaves_a_run_behind(apart: Path):
    command = ["train", "--model", "lenet5", "--data", "digits", "--epochs", "2", "--seed", "3", "--json"]
    done = terminal(*command, "--set", "dropout=0.1", "--set", "momentum=0.8", "--lr", "0.01", "--batch", "64")
    assert (done.returncode, done.stderr) == (0, "")
    *epochs, last = [json.loads(line) for line in done.stdout.splitlines()]
    assert last == {"run": 1, "status": "finished"}
    assert [list(line) for line in epochs] == [LINE, LINE]
    assert [line["epoch"] for line in epochs] == [1, 2]
    assert 2 * epochs[0]["step"] == epochs[1]["step"] > 0
    assert all(0 <= line[name] <= 1 for line in epochs for name in ("train_accuracy", "test_accuracy"))
    assert epochs[1]["images_per_second"] > 0
    run = find_run(1)
    assert (run.config.model, run.config.momentum, run.config.seed) == ("lenet5:dropout=0.1", 0.8, 3)
    assert (folder_of(1) / "weights.safetensors").exists()
    assert run.test_accuracy == epochs[1]["test_accuracy"]


def test_ctrl_c_stops_the_run_and_resume_goes_on(call, worker):
    command = [
        sys.executable,
        "-m",
        "cnnviz",
        "train",
        "--model",
        "lenet5",
        "--data",
        "digits",
        "--epochs",
        "5000",
        "--json",
    ]
    waiting = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert waiting.stdout
    first = json.loads(waiting.stdout.readline())
    waiting.send_signal(signal.SIGINT)
    printed, said = waiting.communicate(timeout=60)
    assert waiting.returncode == 130
    *before, last = [json.loads(line) for line in printed.splitlines()]
    assert last == {"run": 1, "status": "stopped"}
    assert said.startswith("Stopping")
    reached = find_run(1).step
    assert reached >= first["step"]
    stopper = Thread(target=stop_beyond, args=(reached,))
    stopper.start()
    code, printed, _ = call("runs", "resume", "1", "--json")
    stopper.join()
    *after, last = [json.loads(line) for line in printed.splitlines()]
    assert (code, last) == (1, {"run": 1, "status": "stopped"})
    told = [line["step"] for line in [first, *before, *after]]
    assert told == [first["step"] * epoch for epoch in range(1, len(told) + 1)], "every epoch once, by whom it ended"
    assert [point.number for point in points(1)] == list(range(1, len(points(1)) + 1))


def stop_beyond(step: int) -> None:
    until(lambda: find_run(1).step > step, "the resumed run goes on")
    ask(1, "stop", TERMINAL)


def test_people_read_lines(call, worker):
    code, printed, _ = call("train", "--model", "lenet5", "--data", "digits", "--epochs", "1", "--seed", "4")
    lines = printed.splitlines()
    assert code == 0
    assert lines[0] == "Run 1: lenet5 on digits, epochs: 1. Ctrl-C stops it."
    assert lines[1].startswith("epoch 1/1  train loss ")
    assert lines[-1].startswith("Run 1 has finished: test accuracy ")
    table = call("runs")[1]
    assert "finished" in table and "lenet5" in table
    assert call("runs", "repeat", "1")[1].splitlines()[-1].startswith("Run 2 has finished")
    assert [run.config.seed for run in runs()] == [5, 4]


def test_a_file_and_what_goes_over_it(tmp_path: Path):
    file = tmp_path / "run.toml"
    file.write_text(to_toml(TINY))
    over = {"config": str(file), "epochs": "7", "set": ["dropout=0.3", "rate=0.5"], "rate": "0.1"}
    config = configured(Namespace(**NOTHING | over))
    assert (config.model, config.epochs, config.rate, config.schedule) == ("lenet5:dropout=0.3", 7, 0.5, TINY.schedule)


def test_without_a_file_the_recipe_of_the_family_is_taken():
    from cnnviz.train.recipes import recipe

    config = configured(Namespace(**NOTHING | {"model": "lenet5", "data": "digits", "epochs": "3"}))
    assert config == recipe("lenet5", "digits", epochs=3)


def test_an_epoch_is_told_with_the_means_since_the_one_before():
    def point(step: int, **values: float) -> dict[str, Any]:
        return {"number": step, "step": step, "epoch": step / 4, "seconds": 0.0, "values": values}

    test = {"test_loss": 0.5, "test_accuracy": 0.75}
    epochs = Epochs(7)
    assert list(epochs.of([point(1, train_loss=4.0, train_accuracy=0.0, images_per_second=10.0)])) == []
    (line,) = epochs.of([point(4, train_loss=2.0, train_accuracy=0.4, images_per_second=30.0), point(4, **test)])
    assert line == {
        "run": 7, "epoch": 1, "step": 4, "train_loss": 2.5, "train_accuracy": pytest.approx(0.3), **test,
        "images_per_second": 25.0,
    }  # fmt: skip
    (line,) = epochs.of([point(6, train_loss=1.0, **test)])
    assert (line["epoch"], line["train_loss"], line["images_per_second"]) == (1.5, 1.0, None)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["train", "--model", "resnet51"], "resnet51"),
        (["train", "--data", "nosuch"], "nosuch"),
        (["train", "--epochs", "many"], "many"),
        (["train", "--epochs", "-1"], "-1"),
        (["train", "--epochs", "0"], "never end"),
        (["train", "--lr", "0"], "rate"),
        (["train", "--device", "tpu"], "tpu"),
        (["train", "--device", "cuda:7"], "cuda:7"),
        (["train", "--set", "se"], "se"),
        (["train", "--set", "growth=3"], "growth"),
        (["train", "--set", "optimiser=adam"], "adamw"),
        (["train", "--config", "no such file"], "no such file"),
        (["train", "--config", "broken.toml"], "cannot be read"),
        (["train", "--config", "unknown.toml"], "colour"),
        (["train", "--config", "latin.toml"], "UTF-8"),
        (["train", "--config", "."], "directory"),
        (["runs", "show", "7"], "7"),
        (["runs", "show", "seven"], "seven"),
        (["runs", "stop"], "ID"),
        (["runs", "fly"], "fly"),
        (["runs", "export", "7", "--out", "x.csv"], "7"),
        (["runs", "resume", "7"], "7"),
        (["runs", "repeat", "7", "--seed", "1"], "7"),
        (["runs", "delete", "0"], "0"),
    ],
)
def test_bad_input_is_one_sentence_and_code_2(call, arguments, named, monkeypatch, apart: Path, tmp_path: Path):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "broken.toml").write_text("model = ")
    (tmp_path / "unknown.toml").write_text('colour = "red"')
    (tmp_path / "latin.toml").write_bytes('model = "é"'.encode("latin-1"))
    code, printed, said = call(*arguments)
    assert (code, printed) == (2, "")
    assert named in said
    assert len(said.strip().splitlines()) == 1
    assert runs() == []


def terminal(*arguments: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "cnnviz", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C.UTF-8"})
