"""Plural categories by language: the door to CLDR's rules (through Babel)."""

from __future__ import annotations

import functools

from tqcheck.languages import Language

CATEGORIES = ("zero", "one", "two", "few", "many", "other")
_COUNTED = 200  # numbers that decide: "many" of Romance languages, for millions alone, is none that a table needs


@functools.cache
def needed(language: Language, kind: str = "plural") -> tuple[str, ...]:
    """The categories that whole numbers up to 200 fall into; `kind` is plural or selectordinal.

    Empty where CLDR does not know the language.
    """
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language.base)
    except (UnknownLocaleError, ValueError):
        return ()
    rule = locale.ordinal_form if kind == "selectordinal" else locale.plural_form
    found = {rule(number) for number in range(_COUNTED)}
    return tuple(name for name in CATEGORIES if name in found)
