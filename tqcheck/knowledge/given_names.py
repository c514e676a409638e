"""Given names that languages share in forms of their own (table `given-names.tsv`): João, John, Juan."""

from __future__ import annotations

import functools

from tqcheck.languages import table


@functools.cache
def _by_form(base: str) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for number, row in enumerate(table("given-names")):
        for form in row.get(base, "").split():
            found[form] = (*found.get(form, ()), number)
    return found


@functools.lru_cache(maxsize=4096)
def equivalents(name: str, source: str, target: str) -> frozenset[str]:
    """The forms that the target language has for a given name of the source language, where it is another."""
    rows = table("given-names")
    forms = frozenset(
        form for number in _by_form(source).get(name, ()) for form in rows[number].get(target, "").split()
    )
    return frozenset() if name in forms else forms
