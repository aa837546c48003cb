"""Files that are no pictures, half pictures or traps: each is refused with its own sentence, and nothing else happens."""

import struct
import subprocess
import sys
import warnings
import zlib
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFile
from pillow_heif import register_heif_opener

from cnnviz.data import heic, picture, read_picture
from cnnviz.data.picture import BROKEN, EMPTY, HEAVY, HUGE, MEGABYTES, NO_PICTURE, SLOW, SMALL
from cnnviz.words import Refusal, Words

register_heif_opener()  # to write; the reader under test knows HEIC without it
pytestmark = [  # Pillow warns of damage and of size, and goes on
    pytest.mark.filterwarnings("ignore::UserWarning:PIL"),
    pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning"),
]


def refusal(content: bytes) -> Words:
    with pytest.raises(Refusal) as refused:
        read_picture(content)
    return refused.value.words


def saved(picture: Image.Image, format: str, **settings) -> bytes:
    file = BytesIO()
    picture.save(file, format, **settings)
    return file.getvalue()


def noise(width: int = 64, height: int = 48) -> Image.Image:
    """A picture that no codec can shorten, so that any cut hits pixels."""
    return Image.fromarray(np.random.default_rng(0).integers(0, 256, (height, width, 3), dtype=np.uint8))


FILES = {
    "PNG": saved(noise(), "PNG"),
    "PNG, 16 bits": saved(Image.fromarray(np.asarray(noise())[..., 0] * np.uint16(255)), "PNG"),
    "PNG, palette": saved(noise().convert("P"), "PNG", transparency=3),
    "JPEG": saved(noise(), "JPEG"),
    "JPEG, progressive": saved(noise(), "JPEG", progressive=True),
    "JPEG, CMYK": saved(noise().convert("CMYK"), "JPEG"),
    "WebP": saved(noise(), "WEBP"),
    "WebP, lossless": saved(noise().convert("RGBA"), "WEBP", lossless=True),
    "GIF": saved(noise().convert("P"), "GIF"),
    "BMP": saved(noise(), "BMP"),
    "BMP, palette": saved(noise().convert("P"), "BMP"),
    "TIFF": saved(noise(), "TIFF"),
    "TIFF, LZW": saved(noise(), "TIFF", compression="tiff_lzw"),
    "TIFF, fax": saved(noise().convert("1"), "TIFF", compression="group4"),
    "TIFF, decimal": saved(noise().convert("F"), "TIFF"),
    "HEIC": saved(noise(), "HEIF"),
    "HEIC, tiles": saved(noise(), "HEIF", tile_size=16),
}
QUICK = {name: file for name, file in FILES.items() if not name.startswith("HEIC")}


def test_every_cause_has_its_own_natural_sentence():
    causes = [EMPTY, NO_PICTURE, BROKEN, HEAVY, HUGE, SMALL, SLOW]
    assert len({words.ko for words in causes}) == len({words.en for words in causes}) == len(causes)
    for words in causes:
        assert words.ko.endswith("니다.") and words.en.endswith(".")
    assert "20 MB" in HEAVY.ko and "20 MB" in HEAVY.en
    assert "5,000만 화소" in HUGE.ko and "50 megapixels" in HUGE.en
    assert "8픽셀" in SMALL.ko and "8 pixels" in SMALL.en
    for name in ("PNG", "JPEG", "WebP", "HEIC", "GIF", "BMP", "TIFF"):
        assert name in NO_PICTURE.ko and name in NO_PICTURE.en


def test_empty():
    assert refusal(b"") == EMPTY


@pytest.mark.parametrize(
    "content", [b"\0", b"hello", b"%PDF-1.7\n", b"PK\3\4" + bytes(60), b"<svg/>", bytes(1000), b"GIF"]
)
def test_not_a_picture(content):
    assert refusal(content) == NO_PICTURE


@pytest.mark.parametrize("format", ["ICO", "PPM", "TGA", "PCX", "JPEG2000", "AVIF", "EPS"])
def test_kinds_that_are_not_promised_are_not_decoded(format):
    assert refusal(saved(noise(), format)) == NO_PICTURE


def test_the_heaviest_file_is_read_and_one_byte_more_is_not():
    content = FILES["JPEG"] + bytes(MEGABYTES * 2**20 - len(FILES["JPEG"]))
    assert read_picture(content).size == (64, 48)
    assert refusal(content + b"\0") == HEAVY


@pytest.mark.parametrize("format", ["PNG", "HEIF", "GIF"])
def test_the_smallest_picture_is_read_and_one_pixel_less_is_not(format):
    assert read_picture(saved(noise(8, 40), format)).size == (8, 40)
    assert refusal(saved(noise(7, 40), format)) == SMALL
    assert refusal(saved(noise(40, 7), format)) == SMALL


def resized_header(name: str, width: int, height: int) -> bytes:
    """A file whose header tells of another size than its 64 × 48 pixels (HEIC: 64 × 64, a multiple of its blocks)."""
    content = saved(noise(64, 64), "HEIF") if name == "HEIC" else FILES[name]
    match name:
        case "PNG":
            header = b"IHDR" + struct.pack(">II", width, height) + content[24:29]
            return content[:12] + header + struct.pack(">I", zlib.crc32(header)) + content[33:]
        case "JPEG":
            return content.replace(struct.pack(">HH", 48, 64), struct.pack(">HH", height, width))
        case "GIF":
            return content.replace(struct.pack("<HH", 64, 48), struct.pack("<HH", width, height))
        case "WebP":
            return content.replace(struct.pack("<HH", 64, 48), struct.pack("<HH", width, height))
        case "BMP":
            return content.replace(struct.pack("<II", 64, 48), struct.pack("<II", width, height))
        case "HEIC":
            was, told = (b"ispe" + struct.pack(">III", 0, *size) for size in ((64, 64), (width, height)))
            return content.replace(was, told)
    raise ValueError(name)


@pytest.mark.parametrize("name", ["PNG", "JPEG", "GIF", "WebP", "BMP", "HEIC"])
@pytest.mark.parametrize("size", [(7100, 7100), (10_000, 10_000), (16_000, 16_000)])
def test_pixels_are_counted_before_they_are_decoded(name, size):
    """None of these files holds that many pixels: decoding would call them damaged. Pillow warns from 89
    megapixels and raises from 179."""
    assert refusal(resized_header(name, *size)) == HUGE


@pytest.mark.parametrize("size", [(10_000, 10_000), (16_000, 16_000)])
def test_pixels_are_counted_whatever_the_warnings_filter(size):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert refusal(resized_header("PNG", *size)) == HUGE


def test_fifty_megapixels_are_read():
    assert read_picture(saved(Image.new("1", (10_000, 5_000)), "PNG")).size == (10_000, 5_000)
    assert refusal(saved(Image.new("1", (10_000, 5_001)), "PNG")) == HUGE


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9])
def test_a_file_cut_short_is_refused(name, kept):
    content = FILES[name]
    assert refusal(content[: int(len(content) * kept)]) == BROKEN


@pytest.mark.parametrize("name", FILES)
def test_a_header_alone_is_refused_as_damaged(name):
    assert refusal(FILES[name][:20]) == BROKEN


def test_a_heic_header_that_lies_is_refused():
    assert refusal(resized_header("HEIC", 128, 128)) == BROKEN
    assert refusal(resized_header("HEIC", 32, 32)) == BROKEN


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
    """Few, for each takes a process; 47,000 more were tried in one process, without a crash of its decoder."""
    outcome(content)


def test_many_visitors_at_once_get_their_own_pictures():
    files = [*QUICK.values(), FILES["PNG"][:999], b"no picture"] * 12 + [FILES["HEIC"], FILES["HEIC"][:600]] * 4
    expected = {content: outcome(content) for content in set(files)}
    with ThreadPoolExecutor(16) as visitors:
        assert list(visitors.map(outcome, files)) == [expected[content] for content in files]


def test_pillow_is_left_as_it_was():
    """Its settings are those of the whole process, other libraries' pictures included."""
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False and Image.MAX_IMAGE_PIXELS == (1024**3 // 4 // 3)
