"""Systems compared: scores side by side, whether their differences may be chance, and findings fixed and introduced.

The first system is the baseline. The tests are sacreBLEU's: paired bootstrap resampling (Koehn 2004) or paired
approximate randomisation (Riezler and Maxwell 2005). For metrics that score segments apart the mean is tested in the
same way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from tqcheck.errors import TqcheckError
from tqcheck.model import DocumentReport, Finding, Score
from tqcheck.scoring import run, surface
from tqcheck.scoring.material import Material

Test = Literal["bs", "ar"]
_SAMPLES: Mapping[Test, int] = {"bs": 1000, "ar": 10000}  # sacreBLEU's defaults
_LEAST = 2  # segments; of one nothing can be resampled


@dataclass(frozen=True, slots=True)
class Measured:
    """One metric of all systems, in their order; `p_values` against the first (None for itself, or untested)."""

    metric: str
    scores: tuple[Score, ...]
    p_values: tuple[float | None, ...]
    test: str


@dataclass(frozen=True, slots=True)
class Changes:
    """The findings of the baseline that a system does not have, and those that it has besides."""

    fixed: tuple[Finding, ...]
    introduced: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Systems with what was measured of each, and, for each but the first, what changed against the first."""

    names: tuple[str, ...]
    segments: int
    reports: tuple[DocumentReport, ...]
    measured: tuple[Measured, ...]
    changes: tuple[Changes, ...]
    notices: tuple[str, ...] = ()


def compare(
    materials: Sequence[Material],
    reports: Sequence[DocumentReport],
    metrics: Sequence[str],
    settings: run.Settings,
    test: Test = "bs",
) -> Comparison:
    """Compare systems whose materials have the same segments; the first is the baseline.

    Raises `TqcheckError` where the segments differ or a metric lacks what it needs.
    """
    _check(materials)
    measured: list[Measured] = []
    notices: list[str] = []
    for name in metrics:
        found = run.score(materials, name, settings)
        notices += (notice for one in found for notice in one.notices)
        measured.append(_measured(materials, name, found, settings, test))
    return Comparison(
        names=tuple(material.name for material in materials),
        segments=len(materials[0].targets),
        reports=tuple(reports),
        measured=(_mqm(reports), *measured),
        changes=tuple(changes(reports[0], other) for other in reports[1:]),
        notices=tuple(dict.fromkeys(notices)),
    )


def _check(materials: Sequence[Material]) -> None:
    first = materials[0]
    for other in materials[1:]:
        if len(other.targets) != len(first.targets):
            problem = f"{len(other.targets)} segments, but {len(first.targets)} in {first.name}"
            raise TqcheckError(problem, path=other.name, remedy="systems must translate the same segments")
        for row, (one, two) in enumerate(zip(first.sources, other.sources), 1):
            if one != two:
                problem = f"the source of row {row} is not that of {first.name}"
                raise TqcheckError(problem, path=other.name, remedy="systems must translate the same segments")


def _mqm(reports: Sequence[DocumentReport]) -> Measured:
    scores = tuple(report.scores["mqm"] for report in reports)
    return Measured("mqm", scores, (None,) * len(scores), "not tested")


def _measured(
    materials: Sequence[Material], name: str, found: Sequence[run.Scored], settings: run.Settings, test: Test
) -> Measured:
    scores = tuple(one.corpus for one in found)
    if len(materials[0].targets) < _LEAST:
        return Measured(name, scores, (None,) * len(scores), "too few segments to test")
    if name in surface.METRICS:
        scorer = surface.metric(name, materials[0].target_lang, settings.surface)
        systems: list[tuple[str, Sequence[str]]] = [(str(n), list(one.targets)) for n, one in enumerate(materials)]
        references: Any = [list(one) for one in materials[0].references]
    else:
        scorer, references = _Mean(), None
        systems = [(str(n), rows) for n, rows in enumerate(_common(found))]
    values, signature = _tested(systems, scorer, references, test)
    return Measured(name, scores, values, signature)


def _common(found: Sequence[run.Scored]) -> list[list[str]]:
    """The segment scores that all systems have, as texts."""
    rows = [row for row in zip(*(one.segments for one in found)) if None not in row]
    return [[repr(row[n]) for row in rows] for n in range(len(found))]


def _tested(systems: Any, scorer: Any, references: Any, test: Test) -> tuple[tuple[float | None, ...], str]:
    """The p-values against the first system, None for itself, and how they were found."""
    import logging

    from sacrebleu.significance import PairedTest

    logging.getLogger("sacrebleu").setLevel(logging.ERROR)
    paired = PairedTest(systems, {"metric": scorer}, references, test_type=test, n_samples=_SAMPLES[test])
    _, results = paired()
    (found,) = (rows for name, rows in results.items() if name != "System")
    names = {"bs": "paired bootstrap", "ar": "paired approximate randomisation"}
    told = f"{names[test]}, {_SAMPLES[test]} samples, seed {paired._seed}, sacreBLEU"
    values = [getattr(one, "p_value", None) for one in found]
    return tuple(None if value is None else round(float(value), 4) for value in values), told


@dataclass(frozen=True, slots=True)
class _Value:
    score: float
    name: str = "mean"


class _Mean:
    """The mean of segment scores, with what sacreBLEU's tests ask of a metric; its texts are the scores."""

    def _extract_corpus_statistics(self, texts: Sequence[str], references: object) -> list[list[float]]:
        return [[float(text), 1.0] for text in texts]

    def _aggregate_and_compute(self, stats: Any) -> _Value:
        return self._compute_score_from_stats([sum(column) for column in zip(*stats)])

    def _compute_score_from_stats(self, stats: Any) -> _Value:
        return _Value(float(stats[0]) / float(stats[1]))

    def get_signature(self) -> _Signature:
        return _Signature()


class _Signature:
    def update(self, key: str, value: object) -> None:
        """Nothing to keep: `_tested` tells how it was done."""


def changes(before: DocumentReport, after: DocumentReport) -> Changes:
    """What one translation of a source has that the other has not.

    Findings are the same where the same rule says the same of the same source words (of the same words of the
    translation, where the source shows nothing) in the same sentence of the source.
    """
    left, right = _keyed(before), _keyed(after)
    return Changes(tuple(_less(left, right)), tuple(_less(right, left)))


_Key = tuple[str, object, str]


def _keyed(report: DocumentReport) -> list[tuple[_Key, Finding]]:
    return [(_key(finding, report), finding) for finding in report.findings]


def _key(finding: Finding, report: DocumentReport) -> _Key:
    place = finding.source or finding.target
    words = place.text.casefold() if place else ""
    return finding.rule, finding.row or _sentence(finding, report), words


def _sentence(finding: Finding, report: DocumentReport) -> object:
    """Where the source sentence of a finding begins; None for words that have none."""
    for pair in report.pairs:
        place, mine = (finding.target, pair.target) if finding.target else (finding.source, pair.source)
        if place and mine and mine.start <= place.start and place.end <= mine.end:
            return pair.source.start if pair.source else None
    return None


def _less(these: Sequence[tuple[_Key, Finding]], those: Sequence[tuple[_Key, Finding]]) -> list[Finding]:
    left = Counter(key for key, _ in those)
    found = []
    for key, finding in these:
        if left[key]:
            left[key] -= 1
        else:
            found.append(finding)
    return found
