"""Keys of string tables: which of two tables belong together, and what language a table is in."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import PurePath

from tqcheck.languages import is_tag, language

# CLDR's plural categories, as a part of a key (Rails) or at its end (i18next; `_plural` in its older files).
_CATEGORY = re.compile(r"([._])(zero|one|two|few|many|other|plural)\Z")
_LIKELIEST = ("other", "plural", "many", "one")


def counterpart(key: str, keys: Collection[str]) -> str | None:
    """The key of the text that the text of `key` translates: the same or, for a plural form, the plural."""
    if key in keys:
        return key
    match = _CATEGORY.search(key)
    if match is None:
        return next((one for sign in "._" for name in _LIKELIEST if (one := f"{key}{sign}{name}") in keys), None)
    base = key[: match.start()]
    candidates = [f"{base}{match[1]}{name}" for name in _LIKELIEST] + [base]
    return next((one for one in candidates if one in keys), None)


def is_plural_form(key: str) -> bool:
    """Whether a key names one plural form of several: languages have different ones."""
    return _CATEGORY.search(key) is not None


def language_of_path(path: str | None) -> str | None:
    """The language that a path names: `locales/pt/common.json`, `pt-BR.yml`, `devise.pt.yml`, `app_pt.arb`."""
    if path is None or path == "-":
        return None
    pure = PurePath(path)
    stem = pure.name.rpartition(".")[0]
    for name in (stem, stem.rpartition(".")[2], stem.partition("_")[2], pure.parent.name):
        if is_language(name):
            return name.replace("_", "-")
    return None


def is_language(name: str) -> bool:
    """Whether a name is the tag of a language that CLDR knows."""
    return is_tag(name) and language(name).name != name
