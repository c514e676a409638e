"""What articles of one run show together: findings of the rules of scope "corpus"."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from tqcheck import engine
from tqcheck.config import Config
from tqcheck.model import DocumentReport, Finding
from tqcheck.rules import Oddity, Rule


def compared(documents: Sequence[DocumentReport], config_of: Callable[[int], Config]) -> list[DocumentReport]:
    """The settled documents with what they show together, by the settings of each (`config_of` its number)."""
    found: dict[int, list[Finding]] = {}
    for rule in engine.corpus_rules():
        names = [one.names if _runs(rule, config_of(number)) else () for number, one in enumerate(documents)]
        for oddity in rule.check(names):
            found.setdefault(oddity.article, []).append(_finding(rule, oddity, documents))
    return [
        engine.settled_with(one, found[number], config_of(number)) if number in found else one
        for number, one in enumerate(documents)
    ]


def _runs(rule: Rule, config: Config) -> bool:
    return any(one.id == rule.id for one in engine.rules_for(config))


def _finding(rule: Rule, oddity: Oddity, documents: Sequence[DocumentReport]) -> Finding:
    form = oddity.form
    key = "\x1f".join((rule.id, form.form, form.key, form.target.text))
    return Finding(
        rule=rule.id,
        category=rule.category,
        mqm=rule.mqm,
        severity=rule.severity,
        confidence=rule.confidence,
        message="".join(_message(oddity, documents)),
        row=None,
        target=form.target,
        source=form.source,
        evidence=(),
        suggestion=oddity.usual,
        fix=rule.fix,
        fingerprint=hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16],
    )


def _message(oddity: Oddity, documents: Sequence[DocumentReport]) -> Iterator[str]:
    shown = ", ".join(documents[number].target for number in oddity.good)
    more = ", …" if oddity.times > len(oddity.good) else ""
    yield f"“{oddity.form.form}” is “{oddity.usual}” in {oddity.times} other articles ({shown}{more})"
    if oddity.others:
        also = ", ".join(documents[number].target for number in oddity.others)
        yield f"; “{oddity.form.form}” too in {also}"


def without_names(document: DocumentReport) -> DocumentReport:
    """The document without what only served the comparison."""
    return replace(document, names=()) if document.names else document
