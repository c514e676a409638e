"""Bitexts: rows in, a report out, some hundred rows at a time.

A part holds whole articles and is checked by itself, in this process or another; parts are always the same, so that
nothing depends on how many processes there are.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from tqcheck.annotate import Article
from tqcheck.annotate.together import Together
from tqcheck.annotate.words import count
from tqcheck.config import Config
from tqcheck.engine import glossary, ignored, ran, rules_for, settled
from tqcheck.engines.local import ordered
from tqcheck.findings import Caught, Lacking, RowPlacer, numbered, run
from tqcheck.languages import language
from tqcheck.model import AlignedPair, DocumentReport, Finding, PairText, Place, Segment, Skipped
from tqcheck.project.comments import suppress_rows
from tqcheck.readers.bitext import Row
from tqcheck.scoring.measuring import measured

_ROWS = 256  # of a part, at least: what is encoded together, and what a process is given at a time


@dataclass(frozen=True, slots=True)
class Part:
    """What was found in some rows. Fingerprints are not yet numbered; `made` is for the metrics alone."""

    findings: tuple[Finding, ...]
    shown: tuple[PairText, ...]
    skipped: tuple[Skipped, ...]
    tags: frozenset[tuple[str, str]]
    words: int
    made: tuple[tuple[Article, RowPlacer], ...] = ()


class Interrupted(KeyboardInterrupt):
    """Ctrl-C, with what was done until then."""

    def __init__(self, done: DocumentReport) -> None:
        super().__init__()
        self.done = done


def check_bitext(rows: Iterable[Row], path: str, config: Config, notices: Sequence[str] = ()) -> DocumentReport:
    """Check segment pairs; then settle what was found."""
    return settled(examine_bitext(rows, path, config, notices), config)


def examine_bitext(
    rows: Iterable[Row], path: str, config: Config, notices: Sequence[str] = (), jobs: int = 1
) -> DocumentReport:
    """What the rules find in segment pairs, in so many processes (0: one for each core).

    Consecutive rows of one `doc` are an article; a row without one stands alone. `notices` may fill while `rows` are
    read. Raises `Interrupted` on Ctrl-C.
    """
    done: list[Part] = []
    segments = 0
    notes: list[tuple[int, int, str]] = []
    interrupted = False
    try:
        for groups, part in examined(rows, config, jobs):
            done.append(part)
            segments += sum(map(len, groups))
            notes += (
                (row.row, row.tgt_line, row.note)
                for group in groups
                for row in group
                if row.note and "tqcheck:" in row.note
            )
    except KeyboardInterrupt:
        interrupted = True
    report = _report(done, segments, path, config, notices)
    skipped = [one for part in done for one in part.skipped]
    report = suppress_rows(report, notes, ran(rules_for(config), skipped))
    if interrupted:
        raise Interrupted(report)
    return report


def examined(rows: Iterable[Row], config: Config, jobs: int = 1) -> Iterator[tuple[list[list[Row]], Part]]:
    """The rows, by article, with what was found in them, part by part and in order."""
    work = functools.partial(examine_part, config=config)
    return ordered(work, parts(rows), 1 if config.metrics else jobs)


def parts(rows: Iterable[Row]) -> Iterator[list[list[Row]]]:
    """The articles of rows, so many at a time as are worth encoding together."""
    waiting: list[list[Row]] = []
    for article in _articles(rows):
        waiting.append(article)
        if sum(map(len, waiting)) >= _ROWS:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def examine_part(groups: Sequence[Sequence[Row]], config: Config) -> Part:
    """What the rules find in some articles, given as their rows."""
    rules, terms = rules_for(config), glossary(config)
    articles = [
        Article(map(_row_pair, group), language(group[0].src_lang), language(group[0].tgt_lang), terms)
        for group in groups
    ]
    together = Together([pair for article in articles for pair in article.pairs])
    findings: list[Finding] = []
    shown: list[PairText] = []
    skipped: dict[Skipped, None] = {}
    placer = RowPlacer()
    lacking: Lacking = {}
    for group, article in zip(groups, articles):
        article.together = together
        caught, unable = run(rules, article, lacking)
        findings += map(placer.finding, caught)
        shown += _rows_shown(caught, group)
        skipped.update(dict.fromkeys(unable))
    return Part(
        tuple(findings),
        tuple(shown),
        tuple(skipped),
        frozenset((language(group[0].src_lang).tag, language(group[0].tgt_lang).tag) for group in groups),
        sum(count(row.tgt, language(row.tgt_lang)) for group in groups for row in group),
        tuple((article, placer) for article in articles) if config.metrics else (),
    )


def _report(done: Sequence[Part], segments: int, path: str, config: Config, notices: Sequence[str]) -> DocumentReport:
    made = [one for part in done for one in part.made]
    found = measured(made, [finding for part in done for finding in part.findings], config, path)
    # A file in which nothing is translated yet has no tags.
    tags = {tag for part in done for tag in part.tags} or {(config.source_lang or "und", config.target_lang or "und")}
    source_tags, target_tags = ({tag[side] for tag in tags} for side in (0, 1))
    skipped = dict.fromkeys(one for part in done for one in part.skipped)
    return DocumentReport(
        source=None,
        target=path,
        source_lang=_one_or_many(source_tags),
        target_lang=_one_or_many(target_tags),
        words=sum(part.words for part in done),
        segments=segments,
        scores=found.scores,
        findings=tuple(numbered(found.findings)),
        pairs=tuple(_with_marked([pair for part in done for pair in part.shown], found.findings, made)),
        skipped=(*skipped, *ignored(config)),
        notices=(*notices, *found.notices),
    )


def _articles(rows: Iterable[Row]) -> Iterator[list[Row]]:
    def key(row: Row) -> tuple[str, str, str | int]:
        return row.src_lang, row.tgt_lang, row.doc if row.doc is not None else row.row

    for _, group in groupby(rows, key):
        yield list(group)


def _row_pair(row: Row) -> AlignedPair:
    source = Segment(0, len(row.src), row.src, row.row, line=row.src_line) if row.src.strip() else None
    target = Segment(0, len(row.tgt), row.tgt, row.row, line=row.tgt_line) if row.tgt.strip() else None
    return AlignedPair(source, target, row.row)


def _rows_shown(caught: Iterable[Caught], group: Sequence[Row]) -> Iterator[PairText]:
    """The rows that have findings: the others would make a report of a large bitext as large as the bitext."""
    wanted = {one.pair.row for one in caught}
    for row in group:
        if row.row in wanted:
            source = Place(0, len(row.src), row.src, row.src_line, 1)
            target = Place(0, len(row.tgt), row.tgt, row.tgt_line, 1)
            yield PairText(row.row, source, target, "paragraph", row.row, row.row)


def _with_marked(
    pairs: Sequence[PairText], findings: Sequence[Finding], made: Iterable[tuple[Article, RowPlacer]]
) -> list[PairText]:
    """The rows shown, with those that only a model found something in."""
    lacking = {finding.row for finding in findings} - {pair.row for pair in pairs}
    more = [
        PairText(pair.row, _whole(pair.source.text), _whole(pair.target.text), "paragraph", pair.row, pair.row)
        for article, _ in made
        for pair in article.pairs
        if pair.row in lacking and pair.source and pair.target
    ]
    return sorted([*pairs, *more], key=lambda pair: pair.row or 0) if more else list(pairs)


def _whole(text: str) -> Place:
    return Place(0, len(text), text, 1, 1)


def _one_or_many(tags: set[str]) -> str:
    return tags.pop() if len(tags) == 1 else "mul"  # ISO 639-2: multiple languages
