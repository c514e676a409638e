"""The index: articles with their scores now, before, and over past runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from tqcheck.model import Failure, Overdue, Report
from tqcheck.records import dataclass
from tqcheck.reporters.history import Run

_RUNS = 20  # that a sparkline shows
_RULES = 10  # that are called the worst


@dataclass(frozen=True, slots=True)
class Entry:
    """An article: its last run, and those before, oldest first."""

    run: Run
    before: tuple[Run, ...]

    @property
    def change(self) -> float | None:
        """How the MQM score moved since the last run, in points; None where there is nothing to compare."""
        if not self.before or self.run.score is None or self.before[-1].score is None:
            return None
        return round(self.run.score - self.before[-1].score, 2)

    @property
    def moved(self) -> str:
        """`better`, `worse`, `same` or `new`."""
        if self.change is None:
            return "new"
        return "better" if self.change > 0 else "worse" if self.change < 0 else "same"

    @property
    def trend(self) -> list[float]:
        """The MQM scores of the last runs, oldest first."""
        return [run.score for run in (*self.before, self.run) if run.score is not None][-_RUNS:]


@dataclass(frozen=True, slots=True)
class Index:
    """All articles, the worst first, and the rules that found most: name, findings, articles."""

    entries: list[Entry]
    rules: list[tuple[str, int, int]]
    overdue: tuple[Overdue, ...] = ()
    failures: tuple[Failure, ...] = ()
    notices: tuple[str, ...] = ()

    @classmethod
    def of(cls, runs: Iterable[Run], last: Report) -> Index:
        """The index of runs given oldest first, with what the last one had to say of files it could not check."""
        by_page: dict[tuple[str, str], list[Run]] = {}
        for run in runs:
            by_page.setdefault((run.target, run.page), []).append(run)
        entries = [Entry(found[-1], tuple(found[:-1])) for found in by_page.values()]
        entries.sort(key=lambda entry: (_score(entry.run), entry.run.target))
        rules = _worst_rules([entry.run for entry in entries])
        return cls(entries, rules, last.overdue, last.failures, last.notices)

    @property
    def pairs(self) -> list[str]:
        """The language pairs there are."""
        return sorted({pair_of(entry.run) for entry in self.entries})

    @property
    def past(self) -> bool:
        """Whether any article was checked before."""
        return any(entry.before for entry in self.entries)

    def total(self, severity: str) -> int:
        """How many findings of a severity there are in all articles."""
        return sum(entry.run.severities.get(severity, 0) for entry in self.entries)

    def moved(self, how: str) -> list[Entry]:
        """The articles that got `better` or `worse`, the largest change first."""
        return sorted((one for one in self.entries if one.moved == how), key=lambda one: -abs(one.change or 0))


def pair_of(run: Run) -> str:
    """The language pair, `pt → en`."""
    return f"{run.source_lang or '–'} → {run.target_lang}"


def _score(run: Run) -> float:
    return run.score if run.score is not None else 0.0


def _worst_rules(runs: Sequence[Run]) -> list[tuple[str, int, int]]:
    findings: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    for run in runs:
        findings.update(dict(run.rules))
        articles.update(run.rules.keys())
    ranked = sorted(findings.items(), key=lambda item: (-item[1], item[0]))
    return [(rule, count, articles[rule]) for rule, count in ranked[:_RULES]]
