"""Every syllable that the site says is in the font that it ships, for machines that have no Korean font."""

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).parents[1]
FONTS = sorted(ROOT.glob("cnnviz/ui/static/*.woff2"))
PHRASES = [*ROOT.glob("cnnviz/**/*.py"), *ROOT.glob("pages/**/*.py"), *ROOT.glob("pages/**/*.toml")]


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.name)
def test_every_syllable_has_a_glyph(font: Path):
    said = set(re.findall("[가-힣]", "".join(file.read_text("utf-8") for file in PHRASES)))
    drawn = {chr(code) for code in TTFont(font).getBestCmap() or ()}
    assert len(said) > 100
    assert said <= drawn, sorted(said - drawn)


def test_every_font_that_is_declared_is_there():
    declared = re.findall(r'"app/static/(.+)"', (ROOT / ".streamlit/config.toml").read_text("utf-8"))
    assert sorted(declared) == [font.name for font in FONTS]
