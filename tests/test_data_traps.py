"""Hostile, random and mutated files: a picture or a refusal, in finite time, and nothing else."""

import struct
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from cnnviz.data import heic, picture, read_picture
from cnnviz.data.picture import BROKEN, SLOW
from cnnviz.words import Refusal, Words
from tests.picture_files import FILES, QUICK, refusal, saved

pytestmark = [  # Pillow warns of damage and of size, and goes on
    pytest.mark.filterwarnings("ignore::UserWarning:PIL"),
    pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning"),
]


def test_a_jpeg_of_endless_scans_is_given_up(monkeypatch):
    """Each scan, a few bytes, goes over all pixels again; at 49 megapixels 20 MB of them would take hours."""
    content = saved(Image.new("L", (256, 256), 128), "JPEG", progressive=True)
    last = content[content.rindex(b"\xff\xda") : -2]
    endless = content[:-2] + last * 20_000 + b"\xff\xd9"
    monkeypatch.setattr(picture, "PATIENCE", 0.01)
    assert refusal(endless) == SLOW


def box(kind: bytes, *parts: bytes, flags: int | None = None) -> bytes:
    """A box of ISO 14496-12; a full one where it has `flags` (version in the highest byte)."""
    inside = (b"" if flags is None else struct.pack(">I", flags)) + b"".join(parts)
    return struct.pack(">I", 8 + len(inside)) + kind + inside


def heic_of_one_tile_many_times(side: int, rows: int, columns: int) -> bytes:
    """A picture of 100 × 100 pixels: a grid whose every tile is the same one of `side` × `side` pixels."""
    source = saved(Image.new("RGB", (side, side), (90, 120, 30)), "HEIF", quality=10)
    at = source.index(b"hvcC") - 4
    decoder = source[at : at + int.from_bytes(source[at : at + 4])]
    tile, count = source[source.index(b"mdat") + 4 :], rows * columns
    grid = struct.pack(">BBBBHH", 0, 0, rows - 1, columns - 1, 100, 100)

    def head(start: int) -> bytes:
        items = [struct.pack(">HH4sx", item, 0, kind) for item, kind in ((1, b"grid"), (2, b"hvc1"))]
        places = ((1, start, len(grid)), (2, start + len(grid), len(tile)))
        sizes = [box(b"ispe", struct.pack(">II", *size), flags=0) for size in ((side, side), (100, 100))]
        return box(b"ftyp", b"heic\0\0\0\0mif1heic") + box(
            b"meta",
            box(b"hdlr", struct.pack(">I4s13x", 0, b"pict"), flags=0),
            box(b"pitm", struct.pack(">H", 1), flags=0),
            box(b"iinf", struct.pack(">H", 2), *(box(b"infe", item, flags=2 << 24) for item in items), flags=0),
            box(b"iref", box(b"dimg", struct.pack(">HH", 1, count), struct.pack(">H", 2) * count), flags=0),
            box(
                b"iprp",
                box(b"ipco", decoder, *sizes),
                box(b"ipma", struct.pack(">IHBBHBBB", 2, 1, 1, 3, 2, 2, 0x81, 2), flags=0),
            ),
            box(
                b"iloc",
                struct.pack(">HH", 0x4400, 2),
                *(struct.pack(">HHHII", item, 0, 1, offset, length) for item, offset, length in places),
                flags=0,
            ),
            flags=0,
        )

    return head(len(head(0)) + 8) + box(b"mdat", grid, tile)


def test_a_heic_that_asks_for_hours_is_given_up(monkeypatch):
    assert read_picture(heic_of_one_tile_many_times(128, 1, 2)).getpixel((50, 50)) == pytest.approx(
        (90, 120, 30), abs=3
    )
    monkeypatch.setattr(picture, "PATIENCE", 1.5)
    assert refusal(heic_of_one_tile_many_times(2048, 31, 32)) == SLOW


def test_a_crash_of_the_decoder_is_a_refusal(monkeypatch, tmp_path):
    script = tmp_path / "crash.py"
    script.write_text("import os; os.abort()")
    monkeypatch.setattr(heic, "__file__", str(script))
    assert refusal(FILES["HEIC"]) == BROKEN


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can limit it")
def test_the_decoder_may_not_take_all_memory():
    code = "import heic; heic.limit_memory(); bytearray(3 * 2**30)"
    folder = Path(heic.__file__).parent
    answer = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)
    assert answer.returncode == 1 and answer.stderr.rstrip().endswith("MemoryError")


def outcome(content: bytes) -> bytes | Words:
    """The pixels or the refusal; any other exception goes on, and fails the test."""
    try:
        got = read_picture(content)
    except Refusal as refused:
        return refused.words
    assert got.mode == "RGB" and min(got.size) >= 8
    return got.tobytes()


SIGNATURES = [b"", *sorted({file[:12] for file in FILES.values()})]
ANY_EXAMPLE = [HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(max_examples=300, deadline=None, suppress_health_check=ANY_EXAMPLE)
@given(st.sampled_from(SIGNATURES), st.binary(max_size=400))
def test_random_bytes_give_a_picture_or_a_refusal(signature, content):
    outcome(signature + content)


def mutated(files: dict[str, bytes]) -> st.SearchStrategy[bytes]:
    """One of the files with some bytes changed, mostly in its head, perhaps a piece left out or doubled, perhaps cut."""

    @st.composite
    def draw_one(draw: st.DrawFn) -> bytes:
        content = bytearray(files[draw(st.sampled_from(sorted(files)))])
        head = min(len(content), 700) - 1
        places = st.one_of(st.integers(0, head), st.integers(0, len(content) - 1))
        for place in draw(st.lists(places, max_size=6)):
            content[place] = draw(st.one_of(st.sampled_from([0, 1, 127, 128, 255]), st.integers(0, 255)))
        start, length = draw(places), draw(st.integers(0, 40))
        piece = bytes(content[start : start + length])
        content[start : start + length] = draw(st.sampled_from([piece, piece, b"", piece * 2]))
        return bytes(content[: draw(st.one_of(st.none(), st.integers(0, len(content))))])

    return draw_one()


@settings(max_examples=500, deadline=None, suppress_health_check=ANY_EXAMPLE)
@given(mutated(QUICK))
def test_mutated_files_give_a_picture_or_a_refusal(content):
    outcome(content)


@settings(max_examples=25, deadline=None, suppress_health_check=ANY_EXAMPLE)
@given(mutated({name: file for name, file in FILES.items() if name not in QUICK}))
def test_mutated_heic_files_give_a_picture_or_a_refusal(content):
    """Few, for each takes a process; 223,000 more were tried in one process, without a crash of its decoder."""
    outcome(content)


def test_many_visitors_at_once_get_their_own_pictures():
    files = [*QUICK.values(), FILES["PNG"][:999], b"no picture"] * 12 + [FILES["HEIC"], FILES["HEIC"][:600]] * 4
    expected = {content: outcome(content) for content in set(files)}
    with ThreadPoolExecutor(16) as visitors:
        assert list(visitors.map(outcome, files)) == [expected[content] for content in files]
