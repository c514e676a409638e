"""What the settings make of findings: severities, doubtful ones left out, accepted phrases, the baseline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from tqcheck.config import Accepted, Config
from tqcheck.model import DocumentReport, Finding, PairText, Place, Severity, Suppressed
from tqcheck.project import baseline


def settle(report: DocumentReport, config: Config) -> DocumentReport:
    """The report with the severities that the settings say, and without what they accept.

    Raises `TqcheckError` for a broken baseline.
    """
    findings = [_weighed(one, config.severity) for one in report.findings if one.confidence >= config.least_confidence]
    accepted = [one for one in config.accept if counts(one.expires)]
    pairs = _by_row(report.pairs) if accepted else {}
    known = baseline.load(config.baseline) if config.baseline else {}
    kept, quiet = [], list(report.suppressed)
    for finding in findings:
        said = _accepted(finding, accepted, pairs.get(finding.row, ())) or _known(finding, known, config.baseline or "")
        if said is None:
            kept.append(finding)
        else:
            quiet.append(said)
    return replace(report, findings=tuple(kept), suppressed=tuple(quiet))


def counts(expires: date | None) -> bool:
    """Whether something that ends on a day, the day included, still counts."""
    return expires is None or date.today() <= expires


def _by_row(pairs: Iterable[PairText]) -> dict[int | None, list[PairText]]:
    rows: dict[int | None, list[PairText]] = {}
    for pair in pairs:
        rows.setdefault(pair.row, []).append(pair)
    return rows


def _weighed(finding: Finding, severity: Mapping[str, Severity]) -> Finding:
    said = severity.get(finding.rule, severity.get(finding.category))
    return finding if said is None or said == finding.severity else replace(finding, severity=said)


def _accepted(finding: Finding, accepted: Iterable[Accepted], pairs: Sequence[PairText]) -> Suppressed | None:
    for one in accepted:
        if one.rules and not {finding.rule, finding.category} & set(one.rules):
            continue
        if any(_quotes(one.phrase, place, line) for place, line in _lines(finding, pairs)):
            return Suppressed(finding, "phrase", one.phrase, one.reason)
    return None


def _lines(finding: Finding, pairs: Sequence[PairText]) -> list[tuple[Place, Place]]:
    """The places of a finding, each with the line that it stands in, as far as the report holds the line."""
    found = []
    for place, side in ((finding.target, "target"), (finding.source, "source")):
        for pair in pairs if place else ():
            line: Place | None = getattr(pair, side)
            if place and line and line.start <= place.start and place.end <= line.end:
                found.append((place, line))
                break
        else:
            if place:
                found.append((place, place))
    return found


def _quotes(phrase: str, place: Place, line: Place) -> bool:
    """Whether the place touches the phrase, where the line has it; white space is as good as other white space."""
    start, end = place.start - line.start, place.end - line.start
    pattern = r"\s+".join(map(re.escape, phrase.split()))
    return any(match.start() < max(end, start + 1) and start < match.end() for match in re.finditer(pattern, line.text))


def _known(finding: Finding, known: Mapping[str, baseline.Known], file: str) -> Suppressed | None:
    entry = known.get(finding.fingerprint)
    if entry is None or not counts(entry.expires):
        return None
    return Suppressed(finding, "baseline", file, entry.reason or entry.decision)


def unused(documents: Sequence[DocumentReport], config: Config) -> list[str]:
    """Sentences for the user: accepted phrases and entries of the baseline that suppress nothing, or expired.

    Only of use where everything that the configuration names was checked.
    """
    quiet = [one for document in documents for one in document.suppressed]
    phrases = {one.where for one in quiet if one.by == "phrase"}
    told: list[str] = []
    for one in config.accept:
        if not counts(one.expires):
            told.append(f"accepted phrase {one.phrase!r} expired on {one.expires}")
        elif one.phrase not in phrases:
            told.append(f"accepted phrase {one.phrase!r} suppresses nothing")
    return told + _unused_entries(quiet, config.baseline) if config.baseline else told


def _unused_entries(quiet: Sequence[Suppressed], file: str) -> list[str]:
    known = baseline.load(file)
    old = known.keys() - {one.finding.fingerprint for one in quiet if one.by == "baseline"}
    expired = sum(not counts(known[one].expires) for one in old)
    told = [f"{file}: {expired} of {len(known)} entries expired"] if expired else []
    if len(old) > expired:
        remedy = "`tqcheck baseline` writes it anew"
        told.append(f"{file}: {len(old) - expired} of {len(known)} entries are found no more ({remedy})")
    return told
