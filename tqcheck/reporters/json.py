"""The JSON report: everything that was found, and what is needed to make the other formats from it."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from typing import Any

from tqcheck.config import Profile
from tqcheck.errors import TqcheckError
from tqcheck.model import (
    DocumentReport,
    Evidence,
    Failure,
    Finding,
    Heat,
    NameForm,
    Overdue,
    PairText,
    Place,
    Report,
    RuleText,
    Score,
    Skipped,
    Suppressed,
)
from tqcheck.scoring.tally import Tally
from tqcheck.shard import Shard, Share

SCHEMA = "tqcheck-report/1"


def render(report: Report) -> str:
    """The report as JSON, indented, in characters rather than escapes."""
    return json.dumps(as_dict(report), ensure_ascii=False, indent=2) + "\n"


def as_dict(report: Report) -> dict[str, Any]:
    """The report as plain dictionaries and lists."""
    return {
        "schema": SCHEMA,
        "tool": {"name": "tqcheck", "version": report.version},
        "documents": [document_as_dict(document) for document in report.documents],
        "rules": {name: dataclasses.asdict(rule) for name, rule in sorted(report.rules.items())},
        **({"overdue": [dataclasses.asdict(one) for one in report.overdue]} if report.overdue else {}),
        **({"failures": [dataclasses.asdict(one) for one in report.failures]} if report.failures else {}),
        **({"notices": list(report.notices)} if report.notices else {}),
        **({"settings": dict(report.settings)} if report.settings else {}),
    }


def document_as_dict(document: DocumentReport) -> dict[str, Any]:
    """A document of the report as plain dictionaries and lists."""
    left_out = {"names"} if document.share else {"names", "share"}
    plain = {one.name: getattr(document, one.name) for one in dataclasses.fields(document) if one.name not in left_out}
    plain["scores"] = {name: dataclasses.asdict(score) for name, score in document.scores.items()}
    for name in ("findings", "skipped", "suppressed"):
        plain[name] = [dataclasses.asdict(one) for one in plain[name]]
    plain["pairs"] = [_pair_as_dict(pair) for pair in document.pairs]
    plain["notices"] = list(document.notices)
    if document.share:
        plain["share"] = dataclasses.asdict(document.share)
    return plain


def _pair_as_dict(pair: PairText) -> dict[str, Any]:
    plain = dataclasses.asdict(pair)
    if pair.heat is None:
        del plain["heat"]
    return plain


def load(text: str, path: str | None = None) -> Report:
    """The report that `render` wrote. Raises `TqcheckError` where the text is no such report."""
    try:
        raw = json.loads(text)
        if raw["schema"] != SCHEMA:
            raise TqcheckError(f"a report of schema {raw['schema']!r}", path=path, remedy=f"make one of {SCHEMA}")
        documents = tuple(load_document(document) for document in raw["documents"])
        rules = {name: RuleText(**_known(RuleText, rule)) for name, rule in raw.get("rules", {}).items()}
        overdue = tuple(Overdue(**_known(Overdue, one)) for one in raw.get("overdue", ()))
        failures = tuple(Failure(**_known(Failure, one)) for one in raw.get("failures", ()))
        notices = tuple(raw.get("notices", ()))
        return Report(documents, raw["tool"]["version"], raw.get("settings", {}), rules, overdue, failures, notices)
    except (ValueError, KeyError, TypeError, AttributeError):
        remedy = "make one with `tqcheck check --format json`"
        raise TqcheckError("this is not a JSON report of tqcheck", path=path, remedy=remedy) from None


def load_document(raw: Mapping[str, Any]) -> DocumentReport:
    """The document that `document_as_dict` took apart. Raises `KeyError` or `TypeError` where it is none."""
    plain = _known(DocumentReport, raw)
    plain["scores"] = {name: _load_score(score) for name, score in raw["scores"].items()}
    plain["findings"] = tuple(_load_finding(one) for one in raw["findings"])
    plain["pairs"] = tuple(_load_pair(one) for one in raw.get("pairs", ()))
    plain["skipped"] = tuple(Skipped(**_known(Skipped, one)) for one in raw.get("skipped", ()))
    plain["suppressed"] = tuple(_load_suppressed(one) for one in raw.get("suppressed", ()))
    plain["notices"] = tuple(raw.get("notices", ()))
    plain["names"] = tuple(NameForm(**{**_known(NameForm, one), **_places(one)}) for one in raw.get("names", ()))
    plain["share"] = _load_share(raw["share"]) if raw.get("share") else None
    return DocumentReport(**plain)


def _load_share(raw: Mapping[str, Any]) -> Share:
    return Share(
        Shard(**raw["shard"]),
        raw["profile_name"],
        Profile(**_known(Profile, raw["profile"])),
        {name: _load_tally(one) if one else None for name, one in raw["tallies"].items()},
        tuple(_load_finding(one) for one in raw["hidden"]),
    )


def _load_tally(raw: Mapping[str, Any]) -> Tally:
    texts = {name: tuple(raw[name]) for name in ("signatures", "notices")}
    return Tally(**{**_known(Tally, raw), **texts})


def _load_score(raw: Mapping[str, Any]) -> Score:
    interval = raw.get("interval")
    return Score(**{**_known(Score, raw), "interval": tuple(interval) if interval else None})


def _load_finding(raw: Mapping[str, Any]) -> Finding:
    evidence = tuple(Evidence(**_known(Evidence, one)) for one in raw["evidence"])
    return Finding(**{**_known(Finding, raw), **_places(raw), "evidence": evidence})


def _load_suppressed(raw: Mapping[str, Any]) -> Suppressed:
    return Suppressed(**{**_known(Suppressed, raw), "finding": _load_finding(raw["finding"])})


def _load_pair(raw: Mapping[str, Any]) -> PairText:
    heat = raw.get("heat")
    doubted = None if heat is None else tuple(Heat(**_known(Heat, one)) for one in heat)
    return PairText(**{**_known(PairText, raw), **_places(raw), "heat": doubted})


def _places(raw: Mapping[str, Any]) -> dict[str, Place | None]:
    return {side: Place(**_known(Place, raw[side])) if raw[side] else None for side in ("source", "target")}


def _known(kind: type, raw: Mapping[str, Any]) -> dict[str, Any]:
    """The keys that this version knows: a later one may have added some."""
    return {field.name: raw[field.name] for field in dataclasses.fields(kind) if field.name in raw}
