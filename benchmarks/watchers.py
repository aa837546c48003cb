"""What fifteen browsers that watch a run cost: the server's processor time for each, and how much slower the run gets."""

import argparse
import json
import os
import signal
import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

from cnnviz.train import TrainConfig
from cnnviz.train.runs import TERMINAL, ask, delete, find_run, news, submit
from cnnviz.train.runs.device_lock import holder
from tests.browser.server import serve

EVERY = 2.0  # seconds between two looks of one browser
CLOCKS = ("wall", "processor")  # the one on the wall counts where the machine does nothing else, else the worker's own
TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    asked = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CNNVIZ_RUNS"] = str(Path(folder) / "runs")  # where `serve` has its own
        with serve(Path(folder) / "server.log") as site:
            port = int(site.address.rpartition(":")[2])
            run_id = submit(TrainConfig(model=asked.model, data=asked.data, epochs=10_000), TERMINAL)
            _wait_for_points(run_id)
            _watch(port, run_id, 1, 3.0)  # the server imports what it needs
            rounds = [_round(port, run_id, asked) for _ in range(asked.rounds)]
            ask(run_id, "stop", TERMINAL)
            while find_run(run_id).status == "running":
                time.sleep(0.1)
            delete(run_id, TERMINAL)
            _end_worker()
    _print(rounds, asked)


def _round(port: int, run_id: int, asked: argparse.Namespace) -> dict[str, float]:
    """The same time without watchers and with them, one after the other."""
    alone = _spell(port, run_id, 0, asked.seconds)
    watched = _spell(port, run_id, asked.browsers, asked.seconds)
    return {
        "server_ms": 1000 * (watched["server"] - alone["server"]) / asked.seconds / asked.browsers,
        **{clock: 1 - watched[clock] / alone[clock] for clock in CLOCKS},
        "answers": watched["answers"],
        "latency_ms": watched["latency_ms"],
    }


def _spell(port: int, run_id: int, browsers: int, seconds: float) -> dict[str, float]:
    """What the server did, and the run's steps a second from one point to another, by both clocks."""
    begun, server = _at_a_point(run_id), _server_time(port)
    latencies = _watch(port, run_id, browsers, seconds)
    spent, ended = _server_time(port) - server, _at_a_point(run_id)
    return {
        "server": spent,
        **{clock: (ended["steps"] - begun["steps"]) / (ended[clock] - begun[clock]) for clock in CLOCKS},
        "answers": len(latencies),
        "latency_ms": 1000 * statistics.median(latencies) if latencies else 0.0,
    }


def _at_a_point(run_id: int) -> dict[str, float]:
    """Steps, and the time by both clocks, just when a point comes in."""
    before = find_run(run_id).step
    while (step := find_run(run_id).step) == before:
        time.sleep(0.005)
    return {"steps": step, "wall": time.monotonic(), "processor": _worker_time()}


def _watch(port: int, run_id: int, browsers: int, seconds: float) -> list[float]:
    """`browsers` that begin at evenly spread moments; how long each answer took, in seconds."""
    if not browsers:
        time.sleep(seconds)
        return []
    with ThreadPoolExecutor(browsers) as pool:
        found = [pool.submit(_browser, port, run_id, EVERY * n / browsers, seconds) for n in range(browsers)]
        return [latency for browser in found for latency in browser.result()]


def _browser(port: int, run_id: int, late: float, seconds: float) -> list[float]:
    latencies, end = [], time.monotonic() + seconds
    time.sleep(late)
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    after, tag = news(run_id).next, "none"
    while time.monotonic() < end:
        start = time.perf_counter()
        connection.request("GET", f"/runs/{run_id}/points?after={after}", headers={"If-None-Match": tag})
        answer = connection.getresponse()
        body = answer.read()
        latencies.append(time.perf_counter() - start)
        if answer.status == 200:
            after, tag = json.loads(body)["next"], str(answer.headers["ETag"])
        elif answer.status != 304:
            raise RuntimeError(f"the server answered {answer.status}: {body[:500]!r}")
        time.sleep(max(0.0, EVERY - latencies[-1]))
    connection.close()
    return latencies


def _wait_for_points(run_id: int) -> None:
    start = time.monotonic()
    while not find_run(run_id).step:
        time.sleep(0.05)
    print(
        f"start pressed → first point: {time.monotonic() - start:.1f} s on the wall, worker's processor time {_worker_time():.1f} s\n"
    )


def _server_time(port: int) -> float:
    return _processor_time(_listener(port))


def _worker_time() -> float:
    pid = holder("cpu")
    assert pid is not None
    return _processor_time(pid)


def _processor_time(pid: int) -> float:
    """Seconds of all threads of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _listener(port: int) -> int:
    """The process that serves on `port`."""
    for stat in Path("/proc").glob("[0-9]*/cmdline"):
        if f"--server.port={port}".encode() in stat.read_bytes().split(b"\0"):
            return int(stat.parent.name)
    raise RuntimeError(f"nobody serves on port {port}")


def _end_worker() -> None:
    if (pid := holder("cpu")) is not None:
        os.kill(pid, signal.SIGTERM)


def _print(rounds: list[dict[str, float]], asked: argparse.Namespace) -> None:
    print("| browsers | answers | server, ms of processor time a second and browser | an answer takes, ms |", end="")
    print(" steps a second, fewer by | steps a second of the worker's processor time, fewer by |")
    print("| --- | --- | --- | --- | --- | --- |")
    middle = {name: statistics.median(found[name] for found in rounds) for name in rounds[0]}
    answers = sum(found["answers"] for found in rounds)
    print(f"| {asked.browsers} | {answers:.0f} | {middle['server_ms']:.1f} | {middle['latency_ms']:.1f} |", end="")
    for clock in CLOCKS:
        low, _, high = statistics.quantiles((found[clock] for found in rounds), n=4)
        print(f" {middle[clock]:.1%} ({low:.1%} to {high:.1%}) |", end="")
    print()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--browsers", type=int, default=15)
    parser.add_argument("--rounds", type=int, default=5, help="pairs of spells, without and with browsers")
    parser.add_argument("--seconds", type=float, default=10.0, help="length of a spell")
    parser.add_argument("--model", default="resnet20")
    parser.add_argument("--data", default="shapes")
    return parser.parse_args()


if __name__ == "__main__":
    main()
