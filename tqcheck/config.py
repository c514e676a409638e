"""What the user may set: one frozen dataclass, with the defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from tqcheck.model import Severity
from tqcheck.scoring.mqm import PASS_MARK, WEIGHTS

FailOn = Literal["minor", "major", "critical", "never"]


@dataclass(frozen=True, slots=True)
class Config:
    """Settings of a check.

    `select` and `ignore` name rules or categories; `strict` adds the advisory rules. `weights` are penalty points by
    severity and `pass_mark` the MQM score (0 to 100) a document needs. `glossaries` are paths of glossary files,
    resolved against the folder of the configuration file.
    """

    source_lang: str | None = None
    target_lang: str | None = None
    encoding: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    strict: bool = False
    fail_on: FailOn = "minor"
    weights: Mapping[Severity, float] = field(default_factory=lambda: WEIGHTS)
    pass_mark: float = PASS_MARK
    glossaries: tuple[str, ...] = ()
