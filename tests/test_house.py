"""The house itself: who may import whom, how long things are, and that every phrase is there in both languages."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from cnnviz.words import LANGUAGES

ROOT = Path(__file__).parents[1]
MAY_IMPORT = {  # room → the rooms below it
    "words": set(),
    "options": {"words"},
    "architectures": {"words", "options"},
    "trace": set(),
    "measure": {"words", "trace"},
    "explain": {"words", "trace"},
    "data": {"words"},
    "unit": {"trace", "measure", "words"},
    "gates": {"trace", "measure"},
    "weights": {"words", "options", "architectures", "data", "spelling"},
    "blueprint": {"words", "options", "architectures", "trace", "measure"},
    "draw": {"trace", "measure"},
    "spelling": {"words", "options", "architectures"},
    "export": {"words", "options", "architectures", "trace", "blueprint", "spelling", "weights"},
    "history": {"words", "architectures"},
}
MAY_IMPORT["train"] = {"words", "options", "architectures", "data", "weights", "blueprint", "spelling"}
BELOW = {*MAY_IMPORT}
MAY_IMPORT |= dict.fromkeys(("__init__", "terminal", "ui"), BELOW)
MAY_IMPORT["__main__"] = {*BELOW, "terminal"}
MAY_IMPORT["pages"] = MAY_IMPORT["app"] = {*BELOW, "ui"}
HOME_OF = {"streamlit": {"ui", "pages", "app"}, "plotly": {"draw"}}
STAYS_OUT_OF = {"torch": {"draw", "pages", "app"}, "numpy": {"pages"}}

HOUSE = sorted([*ROOT.glob("cnnviz/**/*.py"), *ROOT.glob("pages/**/*.py"), ROOT / "app.py"])
PAGES = sorted(path for path in ROOT.glob("pages/*") if path.is_dir() and path.name != "__pycache__")
WRITTEN = sorted([*HOUSE, *ROOT.glob("tests/**/*.py"), *ROOT.glob("benchmarks/**/*.py")])

every_file = pytest.mark.parametrize("file", HOUSE, ids=lambda file: str(file.relative_to(ROOT)))
every_written_file = pytest.mark.parametrize("file", WRITTEN, ids=lambda file: str(file.relative_to(ROOT)))
every_page = pytest.mark.parametrize("folder", PAGES, ids=lambda folder: folder.name)


@every_file
def test_imports_point_downwards(file: Path):
    room = room_of(file)
    assert room in MAY_IMPORT, f"the table does not say whom {room} may import"
    for module in imports(tree(file)):
        library, _, rest = module.partition(".")
        if library == "cnnviz" and rest:
            assert rest.split(".")[0] in MAY_IMPORT[room] | {room}, f"{room} may not import {module}"
        assert room in HOME_OF.get(library, {room}), f"{library} does not belong in {room}"
        assert room not in STAYS_OUT_OF.get(library, ()), f"{library} does not belong in {room}"


@every_written_file
def test_a_file_is_short_and_says_what_it_is_for(file: Path):
    lines = len(file.read_text("utf-8").splitlines())
    assert lines < 200, f"{lines} lines"
    if lines:
        opening = (ast.get_docstring(tree(file)) or "").split("\n\n")[0].replace("\n", " ")
        assert re.fullmatch(r"([^.]|\.(?! [A-Z]))+\.", opening), f"not one sentence: {opening!r}"


@every_written_file
def test_functions_are_short(file: Path):
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or 0) - node.lineno + 1
            assert lines < 40, f"{node.name} has {lines} lines"


@every_written_file
def test_nothing_is_left_for_later(file: Path):
    assert not re.search(r"\b(TO" r"DO|FIX" r"ME)\b", file.read_text("utf-8"))


@every_file
def test_no_error_is_swallowed(file: Path):
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.ExceptHandler):
            assert not all(isinstance(line, ast.Pass) for line in node.body), f"line {node.lineno}"


@every_file
def test_phrases_in_the_code_say_the_same_in_both_languages(file: Path):
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Words":
            said = [(word.arg, word.value.value) for word in node.keywords if isinstance(word.value, ast.Constant)]
            both = {str(language): str(text) for language, text in said}
            if both:
                assert_equal_in_both_languages(f"line {node.lineno}", both)


@every_page
def test_phrases_of_a_page_say_the_same_in_both_languages(folder: Path):
    table = tomllib.loads((folder / "words.toml").read_text("utf-8"))
    assert "title" in table
    for name, both in table.items():
        assert_equal_in_both_languages(name, both)


@every_page
def test_a_page_only_chooses_asks_and_shows(folder: Path):
    source = (folder / "page.py").read_text("utf-8")
    assert len(source.splitlines()) < 100
    for node in ast.walk(ast.parse(source)):
        assert not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef), f"line {node.lineno}"
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert not re.search("[가-힣]", node.value), f"line {node.lineno}: phrases stand in words.toml"


def test_every_page_is_on_the_map():
    listed = {node.value for node in ast.walk(tree(ROOT / "cnnviz/ui/site.py")) if isinstance(node, ast.Constant)}
    assert PAGES
    assert {page.name for page in PAGES} <= listed


def assert_equal_in_both_languages(name: str, both: dict[str, str]) -> None:
    assert set(both) == set(LANGUAGES), name
    assert all(text.strip() for text in both.values()), f"{name} is empty"
    assert len({blanks(text) for text in both.values()}) == 1, f"{name} has different blanks"


def blanks(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def imports(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are spelled from cnnviz on"
            yield from (f"{node.module}.{name.name}" for name in node.names)


def room_of(file: Path) -> str:
    first, *rest = file.relative_to(ROOT).parts
    return (rest[0] if first == "cnnviz" else first).removesuffix(".py")


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"), filename=str(file))
