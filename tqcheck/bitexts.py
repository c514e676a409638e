"""Bitexts: rows in, a report out, some hundred rows at a time.

A part holds whole articles and is checked by itself, in this process or another; parts are always the same, so that
nothing depends on how many processes there are.
"""

from __future__ import annotations

import functools
import gc
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field, replace
from itertools import groupby

from tqcheck.annotate import Article
from tqcheck.annotate.together import Together
from tqcheck.annotate.words import count
from tqcheck.config import Config
from tqcheck.engine import glossary, ignored, ran, rules_for, settled
from tqcheck.engines import ALONE, Workers
from tqcheck.findings import Able, RowPlacer, numbered, run
from tqcheck.heating import heated, is_glaring
from tqcheck.languages import language, one_or_many
from tqcheck.model import AlignedPair, DocumentReport, Finding, Heat, PairText, Place, Segment, Skipped
from tqcheck.project.comments import suppress_rows
from tqcheck.readers.bitext import Row
from tqcheck.records import dataclass
from tqcheck.scoring.measuring import Measured, joined_tallies, measured
from tqcheck.scoring.mqm import profile_of
from tqcheck.scoring.tally import Tally
from tqcheck.shard import WHOLE, Shard, Share

_ROWS = 256  # of a part, at least: what is encoded together, and what a process is given at a time

Groups = Sequence[Sequence[Row]]
Tags = tuple[str, str]
Hot = Mapping[int, tuple[Heat, ...] | None]  # by the row


@dataclass(frozen=True, slots=True)
class Part:
    """What was found in some rows, and the heat of all of them. Fingerprints are not yet numbered."""

    findings: tuple[Finding, ...]
    shown: tuple[PairText, ...]
    skipped: tuple[Skipped, ...]
    tags: frozenset[Tags]
    words: int
    tallies: Mapping[str, Tally | None] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    heat: Hot = field(default_factory=dict)


class Interrupted(KeyboardInterrupt):
    """Ctrl-C, with what was done until then."""

    def __init__(self, done: DocumentReport) -> None:
        super().__init__()
        self.done = done


def check_bitext(rows: Iterable[Row], path: str, config: Config, notices: Sequence[str] = ()) -> DocumentReport:
    """Check segment pairs; then settle what was found."""
    return settled(examine_bitext(rows, path, config, notices), config)


def examine_bitext(
    rows: Iterable[Row],
    path: str,
    config: Config,
    notices: Sequence[str] = (),
    workers: Workers = ALONE,
    shard: Shard = WHOLE,
) -> DocumentReport:
    """What the rules find in segment pairs, and the scores that the settings ask for beside MQM.

    Consecutive rows of one `doc` are an article; a row without one stands alone. `notices` may fill while `rows` are
    read. Where they are a share of the file, the report says what it takes to join it with the others. Raises
    `Interrupted` on Ctrl-C.
    """
    done = _Done()
    interrupted = False
    try:
        for groups, part in examined(rows, config, workers, path):
            done.add(groups, part)
    except KeyboardInterrupt:
        interrupted = True
    report = done.report(path, config, notices)
    if shard != WHOLE:
        report = replace(report, share=done.share(shard, config, report.findings))
    report = suppress_rows(report, done.notes, ran(rules_for(config), done.skipped))
    if interrupted:
        raise Interrupted(report)
    return report


def examined(
    rows: Iterable[Row], config: Config, workers: Workers = ALONE, path: str = ""
) -> Iterator[tuple[list[list[Row]], Part]]:
    """The rows, by article, with what was found in them, part by part and in order."""
    work = functools.partial(examine_part, config=config)
    then = functools.partial(measure_part, config=config, path=path) if config.metrics else None
    for groups, part in workers.ordered(work, parts(rows), then):
        if workers.told:
            workers.told(sum(map(len, groups)))
        yield groups, part


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


@contextmanager
def _collected_once() -> Iterator[None]:
    """Leave cyclic garbage lying until the work is done.

    The annotations of a part are a hundred thousand objects that live as long as the part: looking through them for
    garbage again and again takes a third of the time, and finds none. Then all of them go, since articles and pairs
    refer to each other; what was there before is not looked through.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.collect(0)
        if enabled:
            gc.enable()


@_collected_once()
def examine_part(groups: Groups, config: Config) -> Part:
    """What the rules find in some articles, given as their rows."""
    rules = rules_for(config)
    articles = _made(groups, config)
    together = Together([pair for article in articles for pair in article.pairs])
    findings: list[Finding] = []
    shown: list[PairText] = []
    skipped: dict[Skipped, None] = {}
    placer = RowPlacer()
    able: Able = {}
    doubts, unheated = heated(articles, config)
    heat = dict(zip((row.row for group in groups for row in group), doubts)) if config.heat else {}
    glaring = {row for row, hot in heat.items() if is_glaring(hot)}
    for group, article in zip(groups, articles):
        article.together = together
        caught, unable = run(rules, article, able)
        findings += map(placer.finding, caught)
        shown += _rows_shown({one.pair.row for one in caught} | glaring, group, heat)
        skipped.update(dict.fromkeys(unable))
    return Part(
        tuple(findings),
        tuple(shown),
        tuple(skipped),
        frozenset((language(group[0].src_lang).tag, language(group[0].tgt_lang).tag) for group in groups),
        sum(count(row.tgt, language(row.tgt_lang)) for group in groups for row in group),
        notices=unheated,
        heat=heat,
    )


def measure_part(groups: Groups, part: Part, device: str, *, config: Config, path: str) -> Part:
    """The part with what the metrics say of it, and the rows that only a model found something in."""
    placer = RowPlacer()
    found = measured([(one, placer) for one in _made(groups, config)], part.findings, config, path, device)
    more = {finding.row for finding in found.findings} - {pair.row for pair in part.shown}
    shown = [*part.shown, *(pair for group in groups for pair in _rows_shown(more, group, part.heat))]
    return replace(
        part,
        findings=found.findings,
        shown=tuple(sorted(shown, key=lambda pair: pair.row or 0)),
        tallies=found.tallies,
        notices=(*part.notices, *found.notices),
    )


def _made(groups: Groups, config: Config) -> list[Article]:
    terms = glossary(config)
    return [
        Article(map(_row_pair, group), language(group[0].src_lang), language(group[0].tgt_lang), terms, config.fast)
        for group in groups
    ]


class _Done:
    """What was found until now: it grows with the findings, not with the rows."""

    def __init__(self) -> None:
        self.notes: list[tuple[int, int, str]] = []
        self.skipped: dict[Skipped, None] = {}
        self._findings: list[Finding] = []
        self._shown: list[PairText] = []
        self._tags: set[Tags] = set()
        self._words = self._segments = 0
        self._tallies: dict[str, Tally | None] = {}
        self._notices: dict[str, None] = {}

    def add(self, groups: Groups, part: Part) -> None:
        """Take up what was found in a part."""
        self._findings += part.findings
        self._shown += part.shown
        self.skipped.update(dict.fromkeys(part.skipped))
        self._tags |= part.tags
        self._words += part.words
        self._segments += sum(map(len, groups))
        self._tallies = joined_tallies(self._tallies, part.tallies)
        self._notices.update(dict.fromkeys(part.notices))
        self.notes += (
            (row.row, row.tgt_line, row.note)
            for group in groups
            for row in group
            if row.note and "tqcheck:" in row.note
        )

    def report(self, path: str, config: Config, notices: Sequence[str]) -> DocumentReport:
        """All of it, with the fingerprints numbered; `notices` are those of the reader."""
        # A file in which nothing is translated yet has no tags.
        tags = self._tags or {(config.source_lang or "und", config.target_lang or "und")}
        source_tags, target_tags = ({tag[side] for tag in tags} for side in (0, 1))
        whole = Measured(self._tallies, notices=tuple(self._notices))
        return DocumentReport(
            source=None,
            target=path,
            source_lang=one_or_many(source_tags),
            target_lang=one_or_many(target_tags),
            words=self._words,
            segments=self._segments,
            scores=whole.scores(),
            findings=tuple(numbered(self._findings)),
            pairs=tuple(self._shown),
            skipped=(*self.skipped, *ignored(config)),
            notices=(*notices, *whole.told()),
        )

    def share(self, shard: Shard, config: Config, findings: Iterable[Finding]) -> Share:
        """What it takes to join the report of a share with those of the others."""
        profile, name = profile_of(config)
        hidden = tuple(one for one in findings if one.confidence < config.least_confidence)
        return Share(shard, name, profile, self._tallies, hidden)


def _articles(rows: Iterable[Row]) -> Iterator[list[Row]]:
    def key(row: Row) -> tuple[str, str, str | int, int]:
        return row.src_lang, row.tgt_lang, row.doc if row.doc is not None else row.row, row.stretch

    for _, group in groupby(rows, key):
        yield list(group)


def _row_pair(row: Row) -> AlignedPair:
    source = Segment(0, len(row.src), row.src, row.row, line=row.src_line) if row.src.strip() else None
    target = Segment(0, len(row.tgt), row.tgt, row.row, line=row.tgt_line) if row.tgt.strip() else None
    return AlignedPair(source, target, row.row)


def _rows_shown(wanted: Collection[int | None], group: Sequence[Row], heat: Hot) -> Iterator[PairText]:
    """The rows that are wanted: all would make a report of a large bitext as large as the bitext."""
    for row in group:
        if row.row in wanted:
            source = Place(0, len(row.src), row.src, row.src_line, 1)
            target = Place(0, len(row.tgt), row.tgt, row.tgt_line, 1)
            yield PairText(row.row, source, target, "paragraph", row.row, row.row, heat.get(row.row))
