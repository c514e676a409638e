"""Pair the texts of two string tables by their keys: no alignment is needed, and no order counts."""

from __future__ import annotations

from collections.abc import Iterator

from tqcheck.languages import Language
from tqcheck.model import AlignedPair, Document, Segment
from tqcheck.readers.keys import counterpart, is_plural_form
from tqcheck.segment import segment

_MOST_NAMED = 5


def is_table(document: Document | None) -> bool:
    """Whether a document is a string table: every text in it has a key."""
    return document is not None and all(block.key is not None for block in document.blocks)


def paired(
    source: Document, target: Document, source_language: Language, target_language: Language
) -> list[AlignedPair]:
    """Each text of the target with the text of the source that it translates; those without one are left out.

    What a table lacks is told by `gaps`: it is not yet translated, rather than badly.
    """
    originals = dict(_by_key(source, source_language))
    return [
        AlignedPair(originals[key], one)
        for name, one in _by_key(target, target_language)
        if (key := counterpart(name, originals)) is not None
    ]


def _by_key(document: Document, language: Language) -> Iterator[tuple[str, Segment]]:
    for one in segment(document, language):
        yield str(document.blocks[one.block].key), one


def gaps(source: Document, target: Document) -> list[str]:
    """Sentences on the keys that only one of two tables has; plural forms differ by language and do not count."""
    left, right = ([str(block.key) for block in one.blocks if block.key] for one in (source, target))
    there, here = set(left), set(right)
    lacking = [key for key in left if key not in here and not is_plural_form(key)]
    surplus = [key for key in right if counterpart(key, there) is None]
    told = []
    if lacking:
        told.append(f"{target.path}: {len(lacking)} of {len(left)} texts are not translated: {_named(lacking)}")
    if surplus:
        told.append(f"{target.path}: {len(surplus)} texts have no source: {_named(surplus)}")
    return told


def _named(keys: list[str]) -> str:
    more = f" and {len(keys) - _MOST_NAMED} more" if len(keys) > _MOST_NAMED else ""
    return ", ".join(keys[:_MOST_NAMED]) + more
