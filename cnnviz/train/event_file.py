"""The curve of a run as TensorBoard reads it: one event file, in the format of `tensorboard --logdir`."""

from collections.abc import Iterable
from math import isfinite
from pathlib import Path
from tempfile import TemporaryDirectory

from cnnviz.train.config import TrainConfig, to_toml
from cnnviz.train.report import Point

NAME = "events.out.tfevents.cnnviz"  # TensorBoard looks for `tfevents`; one in each run's folder


def event_file(points: Iterable[Point], config: TrainConfig, started: float) -> bytes:
    """Every value of every point as a scalar at its step, and the configuration as text.

    started: seconds since 1970; the points' own seconds come on top. tensorboardX writes the format: TensorBoard itself
    would bring a web server and gRPC along.
    """
    from tensorboardX.event_file_writer import EventsWriter  # late: a second, and few ask for it
    from tensorboardX.proto.event_pb2 import Event  # type: ignore[attr-defined]  # made when it is imported
    from tensorboardX.summary import scalar, text

    with TemporaryDirectory() as folder:
        writer = EventsWriter(str(Path(folder) / "events"))
        settings = "\n".join(f"    {line}" for line in to_toml(config).splitlines())  # Markdown: as it stands
        writer.write_event(Event(wall_time=started, step=0, summary=text("configuration", settings)))
        for point in points:
            for name, value in point.values.items():
                if isfinite(value):
                    summary = scalar(
                        name.replace(".", "/", 1), value
                    )  # `/` puts the stages of a statistic side by side
                    writer.write_event(Event(wall_time=started + point.seconds, step=point.step, summary=summary))
        writer.close()
        return next(Path(folder).iterdir()).read_bytes()
