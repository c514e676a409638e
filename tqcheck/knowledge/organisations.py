"""Acronyms of organisations by language (table `organisations.tsv`)."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from tqcheck.languages import table
from tqcheck.records import dataclass

_TAGS = ("en", "pt", "es", "fr", "de", "it")


@functools.cache
def _by_acronym(base: str) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for number, row in enumerate(table("organisations")):
        for form in row.get(base, "").split():  # the usual form first
            found[form] = (*found.get(form, ()), number)
    return found


@functools.cache
def _every() -> frozenset[str]:
    return frozenset(form for tag in _TAGS for form in _by_acronym(tag))


def covers(base: str) -> bool:
    """Whether the table has a column for the language."""
    return base in _TAGS


def is_acronym(form: str, base: str) -> bool:
    """Whether a form is a known acronym in the language, or anywhere where the language is not in the table."""
    return form in (_by_acronym(base) if covers(base) else _every())


def counterparts(form: str, source: str, target: str) -> tuple[str, ...]:
    """The target language's acronyms of what `form` stands for in the source language; empty where unknown."""
    rows = table("organisations")
    found = (rows[number].get(target, "").split(" ")[0] for number in _by_acronym(source).get(form, ()))
    return tuple(dict.fromkeys(one for one in found if one))


def is_ambiguous(form: str, base: str) -> bool:
    """Whether an acronym of the language stands for other things too (PCC is a party and a gang)."""
    rows = table("organisations")
    return any(rows[number].get("ambiguous") for number in _by_acronym(base).get(form, ()))


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation, or another thing that has an acronym; a row of the table."""

    row: Mapping[str, str]

    def forms(self, base: str) -> tuple[str, ...]:
        """Its acronyms in a language; empty where none is known."""
        return tuple(self.row.get(base, "").split())

    def name(self, base: str) -> str:
        """Its long name in a language; empty where it is not known."""
        return self.row.get(f"{base}_name", "")

    @property
    def rivalled(self) -> bool:
        """Whether its acronym is another body's just as often: only where it is spoken of, it is meant."""
        return self.row.get("ambiguous") == "rival"


def bodies(form: str, base: str) -> list[Body]:
    """What an acronym stands for in a language; empty where that is not known."""
    rows = table("organisations")
    return [Body(rows[number]) for number in _by_acronym(base).get(form, ())]


@functools.cache
def long_names(base: str) -> tuple[str, ...]:
    """The long names that are written with capitals in a language."""
    names = (row.get(f"{base}_name", "") for row in table("organisations"))
    return tuple(name for name in names if name and name == name.title())
