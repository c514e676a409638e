"""The rule `url`."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import regex

from tqcheck.annotate import Article, Pair
from tqcheck.annotate.addresses import Address, is_localised
from tqcheck.model import Span
from tqcheck.rules import Example, Fault, rule

_AROUND = 10  # of the addresses that are new, in order, those in which a lost one is looked for
_ALIKE = 70.0  # per cent of likeness that make two addresses one with a slip


@rule(
    category="url",
    mqm="accuracy/mistranslation",
    severity="major",
    requires={"source"},
    confidence=0.9,
    fix="safe",
    bad=[
        Example(
            pt="Veja [[https://exemplo.org/relatorio-2024]].",
            en="See [[https://example.org/report-2024 => https://exemplo.org/relatorio-2024]].",
        ),
        Example(pt="Veja [[www.exemplo.org/a]] hoje.", en="See [[www. exemplo.org/a => www.exemplo.org/a]] today."),
        Example(pt="Veja [[https://exemplo.org/a]].", en="See [[https: // exemplo.org/a => https://exemplo.org/a]]."),
        Example(pt="Escreva a [[ana@exemplo.org]].", en="Write to [[ana@example.org => ana@exemplo.org]]."),
        Example(pt="Baixe em [[https://exemplo.org/a]] o texto.", en="Download the text."),
    ],
    good=[
        Example(pt="Em https://exemplo.org/pt/sobre há mais.", en="There is more at https://exemplo.org/en/about."),
        Example(pt="https://pt.wikipedia.org/wiki/Lisboa", en="https://en.wikipedia.org/wiki/Lisbon"),
        Example(pt="Leia http://www.exemplo.org/.", en="Read https://exemplo.org"),
        Example(pt="Leia (https://exemplo.org/a_(b)).", en="Read https://exemplo.org/a_(b)."),
        Example(pt="Veja https://exemplo.org/a e fim.", en="See the rest at https://other.net/quite/different."),
    ],
)
def url(pair: Pair, article: Article) -> Iterator[Fault]:
    """The address of a page or of mail is lost, torn or changed.

    Why it matters: it leads nowhere, or to somebody else; machines translate and space out addresses.

    When it is right: the page in the language of the readers, http for https, another page on purpose.
    """
    if pair.source is None or pair.target is None or not pair.source.addresses:
        return
    there = {one.key for one in article.target_addresses}
    here = {one.key for one in article.source_addresses}
    lost = [one for one in pair.source.addresses if one.key not in there]
    added = [one for one in pair.target.addresses if one.key not in here]
    for number, one in enumerate(lost):
        torn = _torn(one, pair.target.segment.text)
        other = None if torn else _nearest(one, added[max(0, number - _AROUND) : number + _AROUND])
        if torn:
            yield Fault(f"“{torn.of(pair.target.segment.text)}” is torn", torn, one.span, suggestion=one.text)
        elif other and not is_localised(one, other):
            message = f"“{other.text}” is “{one.text}” in the source"
            yield Fault(message, other.span, one.span, suggestion=one.text)
        elif not added:
            yield Fault(f"the address “{one.text}” is lost", None, one.span)


def _torn(address: Address, text: str) -> Span | None:
    """The address with blanks in it."""
    if " " not in text or len(address.text) > 200:
        return None
    match = _spaced(address.text).search(text)
    return Span(match.start(), match.end()) if match and match[0] != address.text else None


@functools.lru_cache(maxsize=64)
def _spaced(address: str) -> regex.Pattern[str]:
    return regex.compile("[ \u00a0]?".join(map(regex.escape, address)), regex.I)


def _nearest(address: Address, others: list[Address]) -> Address | None:
    """The address that was this one: alike, of the same kind; where there is only one, less alike will do."""
    from rapidfuzz.fuzz import ratio

    rivals = [one for one in others if one.is_mail == address.is_mail]
    best = max(rivals, key=lambda one: ratio(one.key, address.key), default=None)
    return best if best and ratio(best.key, address.key) >= _ALIKE else None
