"""Language packs: settings in TOML, tables in TSV, one door to both.

`pt.toml` holds the settings of a language, `pt.<topic>.toml` those of one room (numbers, leftovers …), and
`<topic>.tsv` or `pt-en.<topic>.tsv` a table. Tables have a header line; lines that begin with # are remarks.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tqcheck.errors import TqcheckError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_HERE = Path(__file__).parent
# Scripts written without spaces between words.
_UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my", "bo"})
_RIGHT_TO_LEFT = frozenset({"ar", "he", "fa", "ur", "yi", "ps", "sd", "ug", "dv", "ckb"})
# ISO 639-3 codes that data sets and users write for languages that have a shorter code.
_ALIASES = {"iw": "he", "in": "id", "ji": "yi", "cmn": "zh", "arb": "ar", "nb": "no", "nn": "no"}


class Language:
    """A language with its settings; one without a pack has only what CLDR and Unicode know of it."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self.base = base_of(tag)

    def __repr__(self) -> str:
        return f"Language({self.tag!r})"

    @functools.cached_property
    def spaced(self) -> bool:
        """Whether words are written with spaces between them."""
        return self.base not in _UNSPACED

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return "rtl" if self.base in _RIGHT_TO_LEFT else "ltr"

    @property
    def settings(self) -> Mapping[str, Any]:
        """The settings of `<base>.toml`; empty where there is no pack."""
        return settings(self.base)

    def topic(self, name: str) -> Mapping[str, Any]:
        """The settings of `<base>.<name>.toml`; empty where there are none."""
        return settings(f"{self.base}.{name}")

    @functools.cached_property
    def function_words(self) -> frozenset[str]:
        """Articles, prepositions, pronouns and the like, case-folded; empty where there is no pack."""
        return frozenset(self.settings.get("function_words", "").casefold().split())

    @functools.cached_property
    def length(self) -> float:
        """How long its texts are beside the same in English, as a logarithm of characters; 0.0 where unknown."""
        return next((float(row["length"]) for row in table("lengths") if row["language"] == self.base), 0.0)

    @functools.cached_property
    def name(self) -> str:
        """The language's English name, or its tag."""
        return str(self.settings.get("name") or self.tag)


def one_or_many(tags: Iterable[str]) -> str:
    """The tag that all have, else `mul`: multiple languages (ISO 639-2)."""
    found = set(tags)
    return found.pop() if len(found) == 1 else "mul"


def base_of(tag: str) -> str:
    """The language of a BCP 47 tag, without region and script: `pt` for `pt-BR`."""
    base = tag.replace("_", "-").split("-", 1)[0].lower()
    return _ALIASES.get(base, base)


@functools.cache
def language(tag: str) -> Language:
    """The language of a BCP 47 tag.

    Raises `TqcheckError` where the tag is not one.
    """
    if not is_tag(tag):
        raise TqcheckError(f"{tag!r} is not a language tag", remedy="give one such as pt, pt-BR or zh-Hant")
    return Language(tag)


def is_tag(tag: str) -> bool:
    """Whether `tag` has the form of a BCP 47 tag: two or three letters, then subtags of up to eight."""
    first, *others = tag.replace("_", "-").split("-")
    letters = 2 <= len(first) <= 3 and first.isascii() and first.isalpha()
    return letters and all(1 <= len(other) <= 8 and other.isascii() and other.isalnum() for other in others)


@functools.cache
def settings(name: str) -> Mapping[str, Any]:
    """The settings in `<name>.toml`; empty where there is no such file."""
    path = _HERE / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


@functools.cache
def table(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of `<name>.tsv`, keyed by its header; empty where there is no such file."""
    path = _HERE / f"{name}.tsv"
    if not path.is_file():
        return ()
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    header = next(lines).split("\t")
    return tuple(dict(zip(header, line.split("\t"))) for line in lines)


def packs() -> tuple[str, ...]:
    """The languages that have a pack."""
    names = (item.name for item in _HERE.iterdir() if item.name.endswith(".toml"))
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.count(".") == 1))
