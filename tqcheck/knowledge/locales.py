"""Which language codes there are: CLDR's, through Babel."""

from __future__ import annotations

import functools


@functools.cache
def codes() -> frozenset[str]:
    """The language codes of all locales that CLDR describes, without regions: `pt`, `yue`."""
    from babel.localedata import locale_identifiers

    return frozenset(one.partition("_")[0] for one in locale_identifiers())
