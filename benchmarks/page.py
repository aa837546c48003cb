"""An option moved on the Architecture page: time of the server's script run, garbage collection after it included."""

import gc
import statistics
import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

from cnnviz.ui.server import ready

SITE = Path(__file__).parents[1] / "cnnviz" / "ui" / "site.py"
NETS = ("resnet50", "resnet152", "densenet201", "vgg16_bn")
RUNS = 15


def main() -> None:
    ready()
    print("| network | first run | option moved, new | option moved, seen before | `gc.collect()` in it |")
    print("| --- | --- | --- | --- | --- |")
    for name in NETS:
        app = AppTest.from_file(str(SITE), default_timeout=60)
        app.run()
        app.switch_page(str(SITE.parents[2] / "pages" / "architecture" / "page.py"))
        app.query_params["model"] = name
        first = timed(app.run)
        control = next(box for box in app.toggle if box.key == f"{name}.batch_norm")
        fresh = timed(lambda control=control: control.set_value(not control.value).run())
        again = [timed(lambda app=app, name=name: toggled(app, name)) for _ in range(RUNS)]
        print(
            f"| {name} | {first:.0f} ms | {fresh:.0f} ms | {statistics.median(again):.0f} ms | {timed(gc.collect):.0f} ms |"
        )


def toggled(app: AppTest, name: str) -> None:
    control = next(box for box in app.toggle if box.key == f"{name}.batch_norm")
    control.set_value(not control.value).run()


def timed(work) -> float:
    """Milliseconds that `work` takes, with the collection that Streamlit does after each run."""
    start = time.perf_counter()
    work()
    gc.collect()
    return 1000 * (time.perf_counter() - start)


if __name__ == "__main__":
    main()
