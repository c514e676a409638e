"""The scripts that texts are written in (Unicode character names)."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache

from tqcheck.knowledge.cldr import locale
from tqcheck.languages import Language

# Scripts that one language writes side by side.
_TOGETHER = {"HIRAGANA": "CJK", "KATAKANA": "CJK", "KATAKANA-HIRAGANA": "CJK", "IDEOGRAPHIC": "CJK", "HANGUL": "CJK"}
_SAMPLE = 400


@lru_cache(maxsize=4096)
def script(char: str) -> str:
    """The script of a letter, such as LATIN or CYRILLIC; Han, Kana and Hangul are one. Empty for what is no letter."""
    if not char.isalpha():
        return ""
    name = unicodedata.name(char, "").partition(" ")[0]
    return _TOGETHER.get(name, name)


def main_script(text: str) -> str:
    """The script of most letters of a text's beginning; empty where it has none."""
    found = Counter(script(char) for char in text[:_SAMPLE] if char.isalpha())
    return found.most_common(1)[0][0] if found else ""


def usual_script(language: Language) -> str:
    """The script that a language is mostly written in, by its own name for itself (CLDR); empty where unknown."""
    return _own_script(language.base)


@lru_cache(maxsize=512)
def _own_script(base: str) -> str:
    found = locale(base)
    return main_script(found.languages.get(base) or "") if found else ""
