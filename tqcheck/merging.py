"""Joins JSON reports: of several files, and the shares of one into what a single run would have said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tqcheck.engine import LEFT_OUT
from tqcheck.errors import TqcheckError
from tqcheck.findings import renumbered
from tqcheck.languages import one_or_many
from tqcheck.model import DocumentReport, Finding, PairText, Report, Suppressed
from tqcheck.scoring.measuring import Measured, joined_tallies
from tqcheck.scoring.mqm import mqm
from tqcheck.scoring.tally import Tally
from tqcheck.shard import Share


def joined(reports: Sequence[Report]) -> Report:
    """Several reports as one.

    Raises `TqcheckError` where two are of the same file, or the shares of a file are not all there and finished.
    """
    files: dict[str, list[DocumentReport]] = {}
    for report in reports:
        for document in report.documents:
            files.setdefault(document.target, []).append(document)
    failed = {failure.path for report in reports for failure in report.failures}
    return Report(
        tuple(_one(target, found, target in failed) for target, found in files.items()),
        reports[0].version,
        reports[0].settings,
        {name: rule for report in reports for name, rule in report.rules.items()},
        tuple(one for report in reports for one in report.overdue),
        tuple(one for report in reports for one in report.failures),
        tuple(dict.fromkeys(one for report in reports for one in report.notices)),
    )


def _one(target: str, found: Sequence[DocumentReport], failed: bool) -> DocumentReport:
    shares = [(one.share, one) for one in found if one.share]
    if not shares and len(found) == 1:
        return found[0]
    numbers = Counter(share.shard.index for share, _ in shares)
    if len(shares) < len(found) or max(numbers.values()) > 1:
        raise TqcheckError("two of the reports are of this file", path=target, remedy="leave one out")
    if len({(share.shard.of, share.profile_name, repr(share.profile)) for share, _ in shares}) > 1:
        remedy = "make all with the same settings and the same N of `--shard I/N`"
        raise TqcheckError("these shares do not belong together", path=target, remedy=remedy)
    of = shares[0][0].shard.of
    for index in range(1, of + 1):
        if failed or index not in numbers:
            what = "a share was interrupted" if failed else f"share {index} of {of} is missing"
            remedy = "check it again" if failed else f"run `tqcheck check --shard {index}/{of}`"
            raise TqcheckError(what, path=target, remedy=remedy)
    return _whole(sorted(shares, key=lambda one: one[0].shard.index))


def _whole(shares: Sequence[tuple[Share, DocumentReport]]) -> DocumentReport:
    """The document of all shares, in their order."""
    documents = [document for _, document in shares]
    first = shares[0][0]
    words = sum(one.words for one in documents)
    tallies: dict[str, Tally | None] = {}
    for share, _ in shares:
        tallies = joined_tallies(tallies, share.tallies)
    measured = Measured(tallies)
    texts = {pair.row: pair for one in documents for pair in one.pairs}
    findings, quiet = _numbered(shares, texts)
    filled = [one for one in documents if one.segments] or documents[:1]
    notices = dict.fromkeys(notice for share, one in shares for notice in one.notices if notice not in _told(share))
    skipped = dict.fromkeys(one for document in documents for one in document.skipped)
    return replace(
        documents[0],
        source_lang=one_or_many(one.source_lang for one in filled if one.source_lang),
        target_lang=one_or_many(one.target_lang for one in filled if one.target_lang),
        words=words,
        segments=sum(one.segments for one in documents),
        scores={"mqm": mqm(findings, words, first.profile, first.profile_name), **measured.scores()},
        findings=tuple(findings),
        # What comments in the file suppress stands before what the settings do.
        suppressed=tuple(sorted(quiet, key=lambda one: one.by != "comment")),
        pairs=tuple(pair for one in documents for pair in one.pairs),
        # What the settings leave out stands last.
        skipped=tuple(sorted(skipped, key=lambda one: one.why == LEFT_OUT)),
        notices=(*notices, *measured.told()),
        share=None,
    )


def _numbered(
    shares: Sequence[tuple[Share, DocumentReport]], texts: Mapping[int | None, PairText]
) -> tuple[list[Finding], list[Suppressed]]:
    """What was found and what was suppressed, with fingerprints as in one run: there, all of it is counted."""
    every: list[tuple[Finding, Suppressed | None, bool]] = []
    for share, document in shares:
        every += ((one, None, True) for one in document.findings)
        every += ((one.finding, one, True) for one in document.suppressed)
        every += ((one, None, False) for one in share.hidden)
    order = sorted(range(len(every)), key=lambda at: _place(every[at][0]))
    again = dict(zip(order, renumbered((every[at][0] for at in order), texts)))
    findings: list[Finding] = []
    quiet: list[Suppressed] = []
    for at, (_, suppressed, shown) in enumerate(every):
        finding = again[at]
        if suppressed:
            quiet.append(replace(suppressed, finding=finding))
        elif shown:
            findings.append(finding)
    return findings, quiet


def _place(finding: Finding) -> tuple[int, int]:
    where = finding.target or finding.source
    return finding.row or 0, where.start if where else 0


def _told(share: Share) -> set[str]:
    return set(Measured(share.tallies).told())
