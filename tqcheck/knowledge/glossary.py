"""The user's glossary: what a term must be called, what it must not be called, and what is never translated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from tqcheck.languages import base_of


@dataclass(frozen=True, slots=True)
class Entry:
    """A source term and its translations, the preferred one first.

    Without `targets` the term is kept as it is in the source. `forbidden` are target forms that must not stand for
    it; `exact` asks for the letter case of the entry. Languages are BCP 47 tags, None for any; `line` is where the
    entry stands in its file.
    """

    term: str
    targets: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    exact: bool = False
    source_lang: str | None = None
    target_lang: str | None = None
    note: str = ""
    path: str | None = None
    line: int | None = None

    @property
    def kept(self) -> bool:
        """Whether the term is not to be translated."""
        return not self.targets

    @property
    def allowed(self) -> tuple[str, ...]:
        """The forms that may stand in the target."""
        return self.targets or (self.term,)

    def serves(self, source: str, target: str) -> bool:
        """Whether the entry is for this pair of language tags; `pt` serves `pt-BR` and `pt-BR` serves `pt`."""
        return _serves(self.source_lang, source) and _serves(self.target_lang, target)


def _serves(own: str | None, tag: str) -> bool:
    if own is None:
        return True
    if base_of(own) != base_of(tag):
        return False
    regions = [one.replace("_", "-").casefold().partition("-")[2] for one in (own, tag)]
    return not all(regions) or regions[0] == regions[1]


@dataclass(frozen=True)
class Glossary:
    """Entries of one or several files."""

    entries: tuple[Entry, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.entries)

    @cached_property
    def _chosen(self) -> dict[tuple[str, str], tuple[Entry, ...]]:
        return {}

    def serving(self, source: str, target: str) -> Sequence[Entry]:
        """The entries for a pair of language tags."""
        if (source, target) not in self._chosen:
            self._chosen[source, target] = tuple(one for one in self.entries if one.serves(source, target))
        return self._chosen[source, target]


def joined(glossaries: Iterable[Glossary]) -> Glossary:
    """Several glossaries as one."""
    return Glossary(tuple(entry for glossary in glossaries for entry in glossary.entries))
