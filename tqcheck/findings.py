"""Run the rules over an article and place what they yield: faults in pairs become findings in documents."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from tqcheck.annotate import Article, Pair
from tqcheck.languages import Language
from tqcheck.model import Evidence, Finding, NameForm, PairText, Place, Side, Skipped, Span
from tqcheck.records import dataclass
from tqcheck.rules import EVERY_OTHER, Fault, Rule, Witness
from tqcheck.rules.requirements import lacks

_LINE_END = re.compile(r"\r\n?|\n")


_AROUND = 500  # characters on either side: a thousand findings in one long line are not a thousand long lines
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]{0,3}\s+|[。！？]")


@dataclass(frozen=True, slots=True)
class Caught:
    """A fault with its rule and its pair."""

    rule: Rule
    fault: Fault
    pair: Pair


class Original:
    """A document's text with its line starts, to place spans in."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _starts(self) -> list[int]:
        # Not splitlines(): editors and code hosts count no line at a form feed or U+2028.
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    def place(self, span: Span) -> Place:
        """The span with its text, line and column (both from 1)."""
        line = bisect_right(self._starts, span.start)
        if span.start == len(self.text) and line > 1 and self._starts[line - 1] == span.start:
            line -= 1  # the end of the text belongs to its last line
        return Place(span.start, span.end, span.of(self.text), line, span.start - self._starts[line - 1] + 1)


# The rules that can run for two languages, and those that cannot.
Able = dict[tuple[Language | None, Language], tuple[list[Rule], list[Skipped]]]


def run(rules: Iterable[Rule], article: Article, able: Able | None = None) -> tuple[list[Caught], list[Skipped]]:
    """What the rules find in an article, in order of their places, and the rules that could not run.

    `able` remembers which can, where the same rules and one glossary are for all articles.
    """
    known: Able = {} if able is None else able
    languages = article.source_language, article.target_language
    if languages not in known:
        known[languages] = _parted(rules, article)
    running, skipped = known[languages]
    caught: list[Caught] = []
    for rule in running:
        if rule.scope == "article":
            caught.extend(_over_article(rule, article))
        else:
            caught.extend([Caught(rule, fault, pair) for pair in article.pairs for fault in rule.check(pair, article)])
    return _settle(caught), skipped


def _parted(rules: Iterable[Rule], article: Article) -> tuple[list[Rule], list[Skipped]]:
    """The rules that can run on an article, and those that cannot."""
    reasons = [(rule, lacks(rule, article)) for rule in rules if rule.scope != "corpus"]
    return [rule for rule, why in reasons if not why], [Skipped(rule.id, why) for rule, why in reasons if why]


def _over_article(rule: Rule, article: Article) -> Iterator[Caught]:
    for fault in rule.check(article):
        if fault.pair is None:
            raise TypeError(f"{rule.id}: a fault of an article rule must name its pair")
        yield Caught(rule, fault, fault.pair)


def _settle(caught: Sequence[Caught]) -> list[Caught]:
    """Drop what yields to another rule's finding on the same span, and repeats; sort by place."""
    if len(caught) < 2:
        return list(caught)
    ordered = sorted(caught, key=_order)
    beaten = {id(loser) for one, other in _neighbours(ordered) for loser in _losers(one, other)}
    return [one for one in ordered if id(one) not in beaten]


def _neighbours(ordered: Iterable[Caught]) -> Iterator[tuple[Caught, Caught]]:
    """The findings that share a place, each two once, in their order: a sweep over those that reach on."""
    open_: dict[tuple[int, bool], list[Caught]] = {}
    for one in ordered:
        start = _span(one.fault).start
        here = open_.setdefault((one.pair.index, one.fault.target is not None), [])
        here[:] = [other for other in here if _span(other.fault).end >= start]
        yield from ((other, one) for other in here if _same_place(other.fault, one.fault))
        here.append(one)


def _losers(one: Caught, other: Caught) -> Iterator[Caught]:
    """Who gives way; `one` comes first."""
    if _yields(one.rule, other.rule):
        yield one
    if _yields(other.rule, one.rule) or (one.rule is other.rule and one.fault.target == other.fault.target):
        yield other


def _yields(rule: Rule, other: Rule) -> bool:
    return other.id in rule.yields_to or (EVERY_OTHER in rule.yields_to and rule is not other)


def _order(one: Caught) -> tuple[int, int, int, str]:
    span = _span(one.fault)
    return one.pair.index, span.start, span.end, one.rule.id


def _span(fault: Fault) -> Span:
    """Where a fault stands: in the target, or in the source where it is an omission."""
    return fault.target or fault.source or Span(0, 0)


def _same_place(one: Fault, other: Fault) -> bool:
    if one.target and other.target:
        return one.target.overlaps(other.target) or one.target == other.target
    if one.target or other.target or not one.source or not other.source:
        return False
    return one.source.overlaps(other.source)


def name_forms(article: Article, placer: Placer) -> tuple[NameForm, ...]:
    """The source's names with the forms that stand for them, each at its first place; empty without a source."""
    from tqcheck.annotate.renderings import renderings
    from tqcheck.knowledge.frequency import covers

    source, target = article.source_language, article.target_language
    if source is None or not covers(source) or not covers(target):
        return ()
    found = []
    for key, entry in renderings(article).items():
        for form, places in entry.forms.items():
            pair, word, origin = places[0]
            here, there = placer.place("source", origin.span, pair), placer.place("target", word.span, pair)
            if here and there:
                found.append(NameForm(key, entry.name, form, source.base, target.base, here, there))
    return tuple(found)


class Placer:
    """Turns the faults of an article into findings, placed in its documents or, in a bitext, in its rows."""

    def __init__(self, source: str | None = None, target: str | None = None) -> None:
        """Give the unmasked texts of the two documents; without them every pair is a row with texts of its own."""
        self._documents = None if target is None else {"source": Original(source or ""), "target": Original(target)}
        self._seen: Counter[str] = Counter()

    def _original(self, side: Side, pair: Pair) -> str:
        if self._documents:
            return self._documents[side].text
        text = pair.source if side == "source" else pair.target
        return text.segment.text if text else ""

    def finding(self, one: Caught) -> Finding:
        """The fault as a finding, with its places in the two documents."""
        rule, fault, pair = one.rule, one.fault, one.pair
        target = self.place("target", fault.target, pair)
        source = self.place("source", fault.source, pair)
        suggestion = fault.suggestion
        return Finding(
            rule=rule.id,
            category=fault.category or rule.category,
            mqm=rule.mqm,
            severity=fault.severity or rule.severity,
            confidence=fault.confidence if fault.confidence is not None else rule.confidence,
            message=fault.message,
            row=pair.row,
            target=target,
            source=source,
            evidence=tuple(self._evidence(witness, pair) for witness in fault.evidence),
            suggestion=suggestion,
            fix=(fault.fix or rule.fix) if suggestion is not None and target else None,
            fingerprint=self._fingerprint(_key(rule.id, fault, pair)),
        )

    def place(self, side: Side, span: Span | None, pair: Pair) -> Place | None:
        """Where a span of a pair lies in its document."""
        if span is None:
            return None
        span = _absolute(side, span, pair)
        if self._documents:
            return self._documents[side].place(span)
        text = pair.source if side == "source" else pair.target
        assert text is not None
        return Place(span.start, span.end, span.of(text.segment.text), text.segment.line, span.start + 1)

    def _evidence(self, witness: Witness, pair: Pair) -> Evidence:
        where = witness.pair or pair
        span = _absolute(witness.side, witness.span, where)
        text = span.of(self._original(witness.side, where))
        return Evidence(witness.side, span.start, span.end, text, witness.label, where.row)

    def _fingerprint(self, key: str) -> str:
        self._seen[key] += 1
        return _digest(key, self._seen[key])


class RowPlacer(Placer):
    """Places faults in the rows of a bitext, some at a time; `numbered` makes the fingerprints, for all together."""

    def __init__(self) -> None:
        super().__init__()

    def _fingerprint(self, key: str) -> str:
        return key


def numbered(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings of a whole bitext in order, as `RowPlacer` placed them, with their fingerprints."""
    seen: Counter[str] = Counter()
    for one in findings:
        seen[one.fingerprint] += 1
        yield replace(one, fingerprint=_digest(one.fingerprint, seen[one.fingerprint]))


def renumbered(findings: Iterable[Finding], texts: Mapping[int | None, PairText]) -> Iterator[Finding]:
    """The findings of a whole bitext in order, as the reports of its shares have them, with their fingerprints.

    `texts` are the rows of the findings.
    """
    keyed = (replace(one, fingerprint=_key_again(one, texts.get(one.row))) for one in findings)
    return numbered(keyed)


def _key_again(finding: Finding, pair: PairText | None) -> str:
    place = finding.target or finding.source
    line = (pair.target if finding.target else pair.source) if pair else None
    return _key_of(finding.rule, Span(place.start, place.end) if place else None, line.text if line else "")


def _key(rule: str, fault: Fault, pair: Pair) -> str:
    side = pair.target if fault.target else pair.source
    return _key_of(rule, fault.target or fault.source, side.segment.text if side else "")


def _key_of(rule: str, span: Span | None, sentence: str) -> str:
    """Rule, words at fault and their sentence: edits elsewhere change nothing."""
    words = span.of(sentence) if span else ""
    if span:
        sentence = _sentence(sentence, span)
    return "\x1f".join((rule, words, " ".join(sentence.split())))


def _digest(key: str, number: int) -> str:
    """A fingerprint; `number` counts the findings whose key is the same."""
    return hashlib.sha256(f"{key}\x1f{number}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _sentence(text: str, span: Span) -> str:
    """The sentence that the span lies in, of a long one the part around: the aligner may join another after an edit."""
    start, end = max(span.start - _AROUND, 0), min(span.end + _AROUND, len(text))
    for match in _SENTENCE_END.finditer(text, start, end):
        if match.end() <= span.start:
            start = match.end()
        elif match.start() >= span.end - 1:
            end = match.end()
            break
    return text[start:end]


def _absolute(side: Side, span: Span, pair: Pair) -> Span:
    text = pair.source if side == "source" else pair.target
    if text is None:
        raise TypeError(f"a span on the {side} side of a pair that has none")
    return span.shift(text.segment.start)


def chosen(rules: Collection[Rule], select: Collection[str], ignore: Collection[str], strict: bool) -> list[Rule]:
    """The rules to run: all that are not advisory, or those selected; less those ignored. Categories work as names."""
    named = [rule for rule in rules if select and (rule.id in select or rule.category in select)]
    default = [rule for rule in rules if not select and (strict or not rule.advisory)]
    return [rule for rule in named or default if rule.id not in ignore and rule.category not in ignore]
