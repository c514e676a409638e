"""Measures the checker on the sample articles and keeps their floors.

    python -m corpora.benchmark                          the figures, by article and language pair
    python -m corpora.benchmark --misses                 … and what was missed or cried wolf about
    python -m corpora.benchmark --raise                  lift the floors to the figures; lowers none
    python -m corpora.benchmark --lower CASE --reason …  set one article's floors to its figures, with the reason

A finding answers a fault when their spans overlap and it is no longer than four times the fault plus 20 characters;
an omission is answered by the source span. Recall is the share of faults answered, precision the share of findings
that answer a fault or a matter of taste, alarms the number of findings on the clean translation.
"""

from __future__ import annotations

import argparse
import functools
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tqcheck
from tqcheck.model import Finding

ROOT = Path(__file__).parent
FLOORS = ROOT / "floors.json"
BAR = {"recall": 0.85, "precision": 0.92, "alarms": 0}  # below it, a floor needs a reason


@dataclass(frozen=True)
class Case:
    """An article with its translations and annotations; `name` is `<source>-<target>/<slug>`."""

    name: str
    source: str
    target: str
    reference: str
    gold: dict[str, Any]

    @property
    def languages(self) -> dict[str, str]:
        return {"source_lang": self.gold["src_lang"], "target_lang": self.gold["tgt_lang"]}

    @property
    def held_out(self) -> bool:
        """Whether nobody may tune on it."""
        return bool(self.gold.get("held_out"))


@dataclass(frozen=True)
class Figures:
    """What a run found in one article."""

    found: int
    faults: int
    true: int
    findings: int
    alarms: int
    missed: tuple[dict[str, Any], ...] = ()
    false: tuple[Finding, ...] = ()
    crying: tuple[Finding, ...] = ()

    @property
    def recall(self) -> float:
        return self.found / self.faults if self.faults else 1.0

    @property
    def precision(self) -> float:
        return self.true / self.findings if self.findings else 1.0

    def floors(self) -> dict[str, float]:
        """The figures as floors: two decimals, rounded down."""
        down = {"recall": int(self.recall * 100) / 100, "precision": int(self.precision * 100) / 100}
        return {**down, "alarms": self.alarms}

    def __add__(self, other: Figures) -> Figures:
        counts = ("found", "faults", "true", "findings", "alarms")
        return Figures(*(getattr(self, name) + getattr(other, name) for name in counts))


@functools.cache
def cases() -> dict[str, Case]:
    """All sample articles by name."""
    return {case.name: case for case in map(_case, sorted(ROOT.rglob("gold.json")))}


def _case(path: Path) -> Case:
    texts = ((path.parent / f"{name}.txt").read_text(encoding="utf-8") for name in ("source", "target", "reference"))
    gold = json.loads(path.read_text(encoding="utf-8"))
    return Case(path.parent.relative_to(ROOT).as_posix(), *texts, gold)


def span(text: str, item: dict[str, Any]) -> tuple[int, int]:
    """Where the n-th occurrence of an annotation's quote stands."""
    at = -1
    for _ in range(item.get("occurrence", 1)):
        at = text.index(item["quote"], at + 1)
    return at, at + len(item["quote"])


def answers(finding: Finding, item: dict[str, Any], case: Case) -> bool:
    """Whether the finding points an editor to the annotated fault."""
    if item["quote"] is None:
        at = case.source.index(item["src_quote"])
        lost = finding.source
        return bool(lost and lost.start < at + len(item["src_quote"]) and at < lost.end)
    start, end = span(case.target, item)
    place = finding.target
    return bool(place and place.start < end and start < place.end and place.end - place.start <= 4 * (end - start) + 20)


def check(case: Case, translation: str, **settings: Any) -> tuple[Finding, ...]:
    """What is found with the defaults, or with these settings."""
    return tqcheck.check(case.source, translation, **case.languages, **settings).documents[0].findings


@functools.cache
def measure(name: str) -> Figures:
    """Check one article and its clean translation."""
    case = cases()[name]
    findings, crying = check(case, case.target), check(case, case.reference)
    faults, taste = case.gold["findings"], case.gold["acceptable"]
    missed = [item for item in faults if not any(answers(one, item, case) for one in findings)]
    false = [one for one in findings if not any(answers(one, item, case) for item in (*faults, *taste))]
    return Figures(
        len(faults) - len(missed),
        len(faults),
        len(findings) - len(false),
        len(findings),
        len(crying),
        tuple(missed),
        tuple(false),
        crying,
    )


def floors() -> dict[str, dict[str, Any]]:
    """The pinned floors by article."""
    return dict(json.loads(FLOORS.read_text(encoding="utf-8"))) if FLOORS.exists() else {}


def lift(pinned: dict[str, dict[str, Any]], name: str, figures: Figures) -> None:
    """Raise the floors of an article to its figures where these are better; a reason goes when it is not needed."""
    new, old = figures.floors(), pinned.get(name)
    if old:
        new["recall"], new["precision"] = max(new["recall"], old["recall"]), max(new["precision"], old["precision"])
        new["alarms"] = min(new["alarms"], old["alarms"])
    reason = (old or {}).get("reason", "as first measured") if needs_reason(new) else None
    pinned[name] = {**new, **({"reason": reason} if reason else {})}


def needs_reason(floor: dict[str, Any]) -> bool:
    """Whether a floor lies below the bar."""
    return floor["recall"] < BAR["recall"] or floor["precision"] < BAR["precision"] or floor["alarms"] > BAR["alarms"]


def _write(pinned: dict[str, dict[str, Any]]) -> None:
    lines = (f"  {json.dumps(name)}: {json.dumps(pinned[name], ensure_ascii=False)}" for name in sorted(pinned))
    FLOORS.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def _show(name: str, figures: Figures, note: str = "") -> None:
    print(
        f"{name:<28} recall {figures.recall:.2f} ({figures.found}/{figures.faults})  precision "
        f"{figures.precision:.2f} ({figures.true}/{figures.findings})  alarms {figures.alarms}{note}"
    )


def _details(name: str, figures: Figures) -> None:
    for item in figures.missed:
        print(f"    missed [{item['category']}] {item['quote'] or item['src_quote']!r} - {item['note']}")
    for kind, findings in (("false", figures.false), ("alarm", figures.crying)):
        for one in findings:
            place = one.target or one.source
            print(f"    {kind}  [{one.rule}] {place.text if place else ''!r} - {one.message}")


def _sum(names: Iterable[str]) -> Figures:
    return sum((measure(name) for name in names), Figures(0, 0, 0, 0, 0))


def _table(misses: bool) -> None:
    for name, case in cases().items():
        _show(name, measure(name), "  held out" if case.held_out else "")
        if misses:
            _details(name, measure(name))
    print()
    for pair in dict.fromkeys(name.split("/")[0] for name in cases()):
        _show(pair, _sum(name for name in cases() if name.startswith(f"{pair}/")))
    print()
    _show("open", _sum(name for name, case in cases().items() if not case.held_out))
    _show("held out", _sum(name for name, case in cases().items() if case.held_out))
    _show("all", _sum(cases()))


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--raise", action="store_true", dest="lift")
    parser.add_argument("--lower", metavar="CASE", choices=cases())
    parser.add_argument("--reason")
    options = parser.parse_args(arguments)
    pinned = floors()
    if options.lower and not options.reason:
        sys.exit("a floor is lowered with its --reason alone")
    if options.lower:
        _write({**pinned, options.lower: {**measure(options.lower).floors(), "reason": options.reason}})
    elif options.lift:
        for name in cases():
            lift(pinned, name, measure(name))
        _write(pinned)
    else:
        _table(options.misses)


if __name__ == "__main__":
    main()
