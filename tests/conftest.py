"""What holds for every test: one thread each, for two workers on two cores, and no example is timed."""

import os

from hypothesis import settings

os.environ.setdefault("OMP_NUM_THREADS", "1")  # read by torch when it is imported, here and in child processes

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
