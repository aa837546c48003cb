"""Everything a reader reads, in Korean and English."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Literal, get_args

Language = Literal["ko", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
PAGES = Path(__file__).parents[1] / "pages"


@dataclass(frozen=True)
class Words:
    """One phrase in both languages; `words[language]` picks one."""

    ko: str
    en: str

    def __getitem__(self, language: Language) -> str:
        return getattr(self, language)

    def format(self, **values: Any) -> "Words":
        """The same phrase with its `{blanks}` filled; a value may be `Words` itself."""
        return Words(*(getattr(self, language).format(**_in(language, values)) for language in LANGUAGES))


class Refusal(ValueError):
    """An input that cannot be used, and the sentence that says what is wrong and what is allowed."""

    def __init__(self, words: Words):
        super().__init__(words.en)
        self.words = words


@cache
def page_words(page: str) -> SimpleNamespace:
    """The phrases of one page, from the `words.toml` beside it."""
    table = tomllib.loads((PAGES / page / "words.toml").read_text("utf-8"))
    return SimpleNamespace(**{key: Words(**both) for key, both in table.items()})


def _in(language: Language, values: dict[str, Any]) -> dict[str, Any]:
    return {name: value[language] if isinstance(value, Words) else value for name, value in values.items()}
