"""The page's own words, a TOML file for each language: add `<tag>.toml` with the keys of `en.toml`, and it is there.

A text with forms for one and many is a table by CLDR's plural categories; `{names}` stand for what is filled in.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from tqcheck.errors import TqcheckError
from tqcheck.languages import language

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_HERE = files(__name__)


class Interface:
    """The texts of the page in one language: called with a key and values, it returns the text."""

    def __init__(self, tag: str, texts: Mapping[str, Any]) -> None:
        from babel import Locale

        self.tag = tag
        self.texts = texts
        self.direction = language(tag).direction
        self._locale = Locale.parse(tag, sep="-")

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key; one with plural forms takes the number `n`. Raises `KeyError` for an unknown key."""
        text = self.texts[key]
        if isinstance(text, Mapping):
            n = values["n"]
            assert isinstance(n, (int, float))
            text = text.get(self._locale.plural_form(n), text["other"])
        shown = {
            name: self.number(value) if isinstance(value, (int, float)) else value for name, value in values.items()
        }
        return str(text).format(**shown)

    def named(self, kind: str, name: str) -> str:
        """The name of a category, severity or state; one that a plug-in made stands as it is."""
        return str(self.texts.get(f"{kind}.{name}", name.replace("_", " ")))

    def number(self, value: float, digits: int | None = None) -> str:
        """A number as the language writes it, with `digits` decimals or as many as it has."""
        from babel.numbers import format_decimal

        pattern = None if digits is None else "#,##0" + (f".{'0' * digits}" if digits else "")
        return format_decimal(value, format=pattern, locale=self._locale)

    def score(self, value: float) -> str:
        """A score: of those up to 100 two decimals at most, of those up to 1 three."""
        return self.number(round(value, 2 if abs(value) > 1 else 3))

    def language_name(self, tag: str | None) -> str:
        """What the language is called, or its tag."""
        from babel import Locale, UnknownLocaleError

        if not tag or tag == "mul":
            return self("languages.many") if tag else self("languages.none")
        try:
            return Locale.parse(tag, sep="-").get_display_name(self._locale) or tag
        except (UnknownLocaleError, ValueError):
            return tag


@functools.cache
def interface(tag: str) -> Interface:
    """The page's words in a language. Raises `TqcheckError` where it is not translated."""
    if tag not in languages():
        raise TqcheckError(f"the report is not translated into {tag!r}", remedy=f"choose of {', '.join(languages())}")
    return Interface(tag, tomllib.loads((_HERE / f"{tag}.toml").read_text(encoding="utf-8")))


def languages() -> tuple[str, ...]:
    """The languages that the page speaks."""
    return tuple(sorted(item.name.removesuffix(".toml") for item in _HERE.iterdir() if item.name.endswith(".toml")))
