"""Verbs of a language with their third persons: `<language>.verbs.tsv`."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from tqcheck.languages import table
from tqcheck.records import dataclass


@dataclass(frozen=True, slots=True)
class Verbs:
    """Verb forms, case-folded: base to third person, and back.

    `base` and `third` have those that can be nothing but that form, `after_pronoun` the base forms that can only be
    verbs after a personal pronoun. `past` are simple pasts, `past_only` those of them that are no participles.
    """

    base: Mapping[str, str]
    third: Mapping[str, str]
    after_pronoun: Mapping[str, str]
    past: frozenset[str]
    past_only: frozenset[str]


@functools.cache
def verbs(language: str) -> Verbs:
    """The verbs of a language (ISO 639 code); empty where there is no table."""
    rows = table(f"{language}.verbs")
    return Verbs(
        {row["base"]: row["third"] for row in rows if row["only_verb"] == "yes"},
        {row["third"]: row["base"] for row in rows if row["third_only_verb"] == "yes"},
        {row["base"]: row["third"] for row in rows if row["after_pronoun"] == "yes"},
        frozenset(row["past"] for row in rows if row["past"]),
        frozenset(row["past"] for row in rows if row["past_only"] == "yes"),
    )
