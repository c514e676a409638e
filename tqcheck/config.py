"""What the user may set: frozen dataclasses, with the defaults.

A field's name with hyphens is its key in `tqcheck.toml` (or what `key` says, where the file groups several in a
table); loader (`tqcheck.project.configuration`), JSON Schema and `tqcheck config` are made from these fields alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date
from typing import Any, Literal, TypeVar

from tqcheck.model import Severity
from tqcheck.records import dataclass
from tqcheck.scoring.mqm import PASS_MARK, WEIGHTS

FailOn = Literal["minor", "major", "critical", "never"]
Notice = Literal["ignore", "note", "fail"]
Kind = Literal["rules", "language", "path", "fraction"]
Value = TypeVar("Value")


def setting(doc: str, default: Value, *, kind: Kind | None = None, key: str | None = None) -> Value:
    """A field with its documentation.

    `kind` tells the loader what the text names: rules or categories, a language, a path relative to the configuration
    file, or that a number lies between 0 and 1.
    """
    metadata: dict[str, Any] = {"doc": doc, "kind": kind, "key": key}
    if isinstance(default, Mapping):
        return field(default_factory=lambda: default, metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True)
class Pairing:
    """Which files are translations of which.

    In patterns `*` stands for a part of a file or folder name, `**` for any number of folders, and `{source}` and
    `{target}` for the language tags. The target pattern has the same wildcards as the source pattern, in order.
    """

    source: str | None = setting("Pattern of source files, such as `content/{source}/**/*.md`.", None)
    target: str | None = setting("Pattern of their translations, such as `content/{target}/**/*.md`.", None)
    manifest: str | None = setting(
        "A CSV file with the columns source and target, and perhaps source_lang and target_lang.", None
    )
    files: str | None = setting("Pattern of files that hold source and target together, such as `*.tsv`.", None)
    source_lang: str | None = setting("Language of the sources (the general one when left out).", None, kind="language")
    target_langs: tuple[str, ...] = setting("Languages of the translations.", (), kind="language")
    exclude: tuple[str, ...] = setting("Patterns of files to leave out.", ())


@dataclass(frozen=True, slots=True)
class Override:
    """Settings for some files: later ones win, `ignore` adds up."""

    paths: tuple[str, ...] = setting("Patterns of the translations (or bitexts) that these settings are for.", ())
    select: tuple[str, ...] = setting("Run only these rules or categories.", (), kind="rules")
    ignore: tuple[str, ...] = setting("Leave out these rules or categories as well.", (), kind="rules")
    strict: bool | None = setting("Whether the advisory rules run.", None)
    severity: Mapping[str, Severity] = setting("Severity by rule or category.", {}, kind="rules")


@dataclass(frozen=True, slots=True)
class Accepted:
    """A phrase that is right as it stands: what is found on it is suppressed."""

    phrase: str = setting("The words, as they stand in the translation (or, for what is missing, in the source).", "")
    reason: str = setting("Why they are right.", "")
    rules: tuple[str, ...] = setting("Only for these rules or categories.", (), kind="rules")
    paths: tuple[str, ...] = setting("Only in the translations that these patterns name.", ())
    expires: date | None = setting("The last day on which this counts.", None)


@dataclass(frozen=True, slots=True)
class Profile:
    """A way to weigh findings into an MQM score."""

    weights: Mapping[Severity, float] = setting("Penalty points by severity.", WEIGHTS)
    categories: Mapping[str, float] = setting(
        "Factors by MQM dimension or error type, such as `linguistic-conventions/punctuation` (1 when left out).", {}
    )
    per: float = setting("The words that penalty points are counted per, such as 100 or 1,000.", 100.0)
    pass_mark: float = setting("The score (0 to 100) that a document needs to pass.", PASS_MARK)
    critical_fails: bool = setting("Whether one critical finding fails a document.", False)


@dataclass(frozen=True, slots=True)
class Config:
    """Settings of a check. Paths are resolved against the folder of the configuration file."""

    source_lang: str | None = setting("Language of the sources (detected when left out).", None, kind="language")
    target_lang: str | None = setting("Language of the translations (detected when left out).", None, kind="language")
    encoding: str | None = setting("Encoding of the files (UTF-8, else detected and reported).", None)
    select: tuple[str, ...] = setting("Run only these rules or categories.", (), kind="rules")
    ignore: tuple[str, ...] = setting("Leave out these rules or categories.", (), kind="rules")
    strict: bool = setting("Run the advisory rules too.", False)
    fast: bool = setting("Leave out what needs the sentence encoder: several times quicker, and finds less.", False)
    heat: bool = setting(
        "Tell which words a small network doubts, for the HTML report to show (needs the extra `e5`).", False
    )
    fail_on: FailOn = setting("Exit with 1 from this severity on.", "minor")
    fail_under: float | None = setting("Exit with 1 where a document's MQM score is under this (0 to 100).", None)
    weights: Mapping[Severity, float] = setting("MQM penalty points by severity.", WEIGHTS)
    pass_mark: float = setting("The MQM score (0 to 100) that a document needs to pass.", PASS_MARK)
    metrics: tuple[str, ...] = setting("Scores besides MQM: `estimate`, `comet` or `comet:MODEL`.", ())
    download: bool = setting("Whether a model that is not here may be downloaded.", False)
    mqm_profile: str = setting("The MQM profile: default, per-1000, google, strict or one of your own.", "default")
    mqm_profiles: Mapping[str, Profile] = setting("MQM profiles of your own.", {}, key="mqm.profiles")
    severity: Mapping[str, Severity] = setting("Severity by rule or category, instead of their own.", {}, kind="rules")
    least_confidence: float = setting("Leave out findings less sure than this (0 to 1).", 0.0, kind="fraction")
    glossaries: tuple[str, ...] = setting("Glossary files.", (), kind="path", key="glossary.files")
    baseline: str | None = setting("The file of findings that are known (`tqcheck baseline`).", None, kind="path")
    pairs: tuple[Pairing, ...] = setting("Which files `tqcheck check` checks when it is given none.", ())
    overrides: tuple[Override, ...] = setting("Settings for some files.", ())
    accept: tuple[Accepted, ...] = setting("Phrases that are right as they stand.", ())
    reports: str = setting("The folder of the HTML reports.", "reports", kind="path", key="report.folder")
    interface: str = setting("Language of the HTML report's own words.", "en", kind="language", key="report.interface")
    missing: Notice = setting("What to make of sources without translation.", "note")
    stale: Notice = setting("What to make of translations older, by git, than their sources.", "note")

    def of(self, path: str) -> Config:
        """The settings for the translation at `path`, relative to the configuration's folder and with slashes."""
        found = self
        for one in self.overrides:
            if _for(path, one.paths):
                found = replace(
                    found,
                    select=one.select or found.select,
                    ignore=(*found.ignore, *one.ignore),
                    strict=found.strict if one.strict is None else one.strict,
                    severity={**found.severity, **one.severity},
                )
        accept = tuple(one for one in self.accept if _for(path, one.paths))
        return found if accept == self.accept else replace(found, accept=accept)


def _for(path: str, patterns: tuple[str, ...]) -> bool:
    from tqcheck.project.patterns import matches

    return not patterns or any(matches(path, pattern) for pattern in patterns)
