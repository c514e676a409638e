"""The walk through the house: documents or rows in, a report out."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tqcheck import __version__
from tqcheck.annotate import Article
from tqcheck.annotate.leftovers import is_leftover
from tqcheck.annotate.words import count
from tqcheck.config import Config
from tqcheck.detect import language_of
from tqcheck.findings import Original, Placer, chosen, name_forms, run
from tqcheck.heating import heated
from tqcheck.knowledge.glossary import Glossary, joined
from tqcheck.languages import Language
from tqcheck.model import (
    AlignedPair,
    Document,
    DocumentReport,
    Finding,
    Heat,
    PairText,
    Report,
    Score,
    Segment,
    Skipped,
    Span,
)
from tqcheck.project.comments import suppress
from tqcheck.rules import Rule, catalogue, check_names

if TYPE_CHECKING:
    from tqcheck.scoring.measuring import Measured


LEFT_OUT = "left out by the settings"


def report(documents: Iterable[DocumentReport]) -> Report:
    """The checked documents as a report."""
    checked = tuple(documents)
    found = {finding.rule for document in checked for finding in document.findings}
    texts = {name: rule.text for name, rule in catalogue().items() if name in found}
    return Report(checked, __version__, rules=texts)


def rules_for(config: Config) -> list[Rule]:
    """The rules that the settings choose. Raises `TqcheckError` for a name that is neither rule nor category."""
    check_names((*config.select, *config.ignore))
    rules = catalogue()
    # Without a glossary its rule is not skipped: there is nothing to check.
    possible = [rule for rule in rules.values() if config.glossaries or "glossary" not in rule.requires]
    return chosen(possible, config.select, config.ignore, config.strict)


def ignored(config: Config) -> list[Skipped]:
    """The rules that would run, did the settings not leave them out: what is not looked for is told."""
    running = {rule.id for rule in rules_for(config)}
    possible = rules_for(replace(config, ignore=())) if config.ignore else []
    return [Skipped(rule.id, LEFT_OUT) for rule in possible if rule.id not in running]


def glossary(config: Config) -> Glossary:
    """The glossaries that the settings name, as one. Raises `TqcheckError` for one that cannot be read."""
    return _glossary(config.glossaries, tuple(map(_changed, config.glossaries)))


@functools.lru_cache(8)
def _glossary(paths: tuple[str, ...], changed: tuple[float, ...]) -> Glossary:
    from tqcheck.readers.glossary import read

    return joined(map(read, paths))


def _changed(path: str) -> float:
    try:
        return os.stat(path).st_mtime
    except OSError:
        return 0.0  # reading it will tell


def check_article(
    source: Document | None, target: Document, config: Config, reference: Document | None = None
) -> DocumentReport:
    """Check a translation against its source, or alone where `source` is None; then settle what was found."""
    return settled(examine_article(source, target, config, reference), config)


def settled(raw: DocumentReport, config: Config) -> DocumentReport:
    """The document as the settings judge it: accepted findings suppressed, the MQM score of the others."""
    from tqcheck.project.settling import settle
    from tqcheck.scoring.mqm import mqm, profile_of

    found = settle(raw, config)
    score = mqm(found.findings, found.words, *profile_of(config))
    return replace(found, scores={"mqm": score, **found.scores})


def settled_with(document: DocumentReport, more: Sequence[Finding], config: Config) -> DocumentReport:
    """A settled document with more findings, settled in their turn and scored."""
    scores = {name: score for name, score in document.scores.items() if name != "mqm"}
    return settled(replace(document, findings=_sorted((*document.findings, *more)), scores=scores), config)


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    def place(one: Finding) -> int:
        where = one.target or one.source
        return where.start if where else 0

    return tuple(sorted(findings, key=place))


def corpus_rules() -> list[Rule]:
    """The rules that compare articles."""
    return [rule for rule in catalogue().values() if rule.scope == "corpus"]


def examine_article(
    source: Document | None, target: Document, config: Config, reference: Document | None = None
) -> DocumentReport:
    """What the rules find and comments in the texts do not suppress, before it is settled and scored.

    Raises `TqcheckError` where a language is neither given nor to be detected.
    """
    notices = [*(source.notices if source else ()), *target.notices]
    source_language = language_of(source, config.source_lang, "source", notices) if source else None
    target_language = language_of(target, config.target_lang, "target", notices)
    pairs = aligned(source, target, source_language, target_language, config.fast)
    notices += _gaps(source, target)
    article = Article(pairs, source_language, target_language, glossary(config), config.fast)
    rules = rules_for(config)
    caught, skipped = run(rules, article)
    placer = Placer(source.text if source else None, target.text)
    findings = tuple(placer.finding(one) for one in caught)
    segments = [pair.target for pair in pairs if pair.target]
    words = sum(count(segment.text, target_language) for segment in segments)
    languages = (source_language, target_language)
    found = _measured([(article, placer)], findings, config, target.path or "-")
    heat, unheated = heated([article], config)
    reference_scores = _reference_scores(pairs, target, reference, languages) if reference else {}
    raw = DocumentReport(
        source=source.path if source else None,
        target=target.path or "-",
        source_lang=source_language.tag if source_language else None,
        target_lang=target_language.tag,
        words=words,
        segments=len(segments),
        scores={**reference_scores, **found.scores()},
        findings=found.findings,
        pairs=tuple(_pair_texts(pairs, source, target, heat)),
        skipped=(*skipped, *ignored(config)),
        notices=(*notices, *unheated, *found.told()),
        target_text=target.text,
        names=name_forms(article, placer) if any(rule.scope == "corpus" for rule in rules) else (),
    )
    return suppress(raw, source, target, ran(rules, skipped))


def _measured(
    parts: Sequence[tuple[Article, Placer]], findings: Sequence[Finding], config: Config, path: str
) -> Measured:
    """The scores that the settings ask for beside MQM, and the findings with those of the models."""
    from tqcheck.scoring.measuring import measured

    return measured(parts, findings, config, path)


def _gaps(source: Document | None, target: Document) -> list[str]:
    """What one of two string tables lacks."""
    from tqcheck import keyed

    return keyed.gaps(source, target) if source and keyed.is_table(source) and keyed.is_table(target) else []


def ran(rules: Iterable[Rule], skipped: Iterable[Skipped]) -> set[str]:
    """The rules that ran, and their categories."""
    idle = {one.rule for one in skipped}
    return {name for rule in rules if rule.id not in idle for name in (rule.id, rule.category)}


def aligned(
    source: Document | None,
    target: Document,
    source_language: Language | None,
    target_language: Language,
    fast: bool = False,
) -> list[AlignedPair]:
    """The pairs of an article, in the order of the target; what only surrounds it on the page is set aside.

    With `fast` no encoder is asked.
    """
    from tqcheck import keyed
    from tqcheck.align import align
    from tqcheck.segment import segment

    targets = segment(target, target_language)
    if source is None or source_language is None:
        return [AlignedPair(None, one) for one in targets]
    if keyed.is_table(source) and keyed.is_table(target):
        return keyed.paired(source, target, source_language, target_language)
    # What surrounds the article is no translation of anything: aligned, it would only hide lost text.
    prose, aside = _parted(targets, target_language)
    origin, left_out = _parted(segment(source, source_language), source_language)
    texts = {"source_text": source.masked, "target_text": target.masked}
    pairs = align(origin, prose, source_language, target_language, **texts, fast=fast)
    pairs += [AlignedPair(one, None) for one in left_out]
    for one in aside:
        pairs.insert(_place_of(one, pairs), AlignedPair(None, one))
    return pairs


def _parted(segments: Iterable[Segment], language: Language) -> tuple[list[Segment], list[Segment]]:
    """The segments of the article, and what surrounds it on the page."""
    prose: list[Segment] = []
    aside: list[Segment] = []
    for one in segments:
        (aside if is_leftover(one.text, language) else prose).append(one)
    return prose, aside


def _place_of(segment: Segment, pairs: Sequence[AlignedPair]) -> int:
    """Where a segment belongs in pairs that stand in the order of the target."""
    later = (at for at, pair in enumerate(pairs) if pair.target and pair.target.start > segment.start)
    return next(later, len(pairs))


def _reference_scores(
    pairs: Sequence[AlignedPair],
    target: Document,
    reference: Document,
    languages: tuple[Language | None, Language],
) -> dict[str, Score]:
    """BLEU, chrF and TER over the sentences of the translation, each beside its counterpart in the reference."""
    from tqcheck.scoring.material import of_article
    from tqcheck.scoring.surface import surface

    material = of_article(pairs, target, [reference], languages)
    return surface(material.targets, material.references, material.target_lang)


def _pair_texts(
    aligned: Iterable[AlignedPair],
    source: Document | None,
    target: Document,
    heat: Iterable[tuple[Heat, ...] | None],
) -> Iterator[PairText]:
    left, right = Original(source.text if source else ""), Original(target.text)
    for pair, hot in zip(aligned, heat):
        shown = pair.target or pair.source
        assert shown is not None
        yield PairText(
            row=pair.row,
            source=left.place(Span(pair.source.start, pair.source.end)) if pair.source else None,
            target=right.place(Span(pair.target.start, pair.target.end)) if pair.target else None,
            kind=shown.kind,
            source_block=pair.source.block if pair.source else None,
            target_block=pair.target.block if pair.target else None,
            heat=hot,
        )
