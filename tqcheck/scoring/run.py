"""Metrics by name: `bleu`, `chrf`, `chrf++`, `ter`, `comet`, `comet:MODEL`, `estimate`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tqcheck.errors import TqcheckError
from tqcheck.model import Score
from tqcheck.scoring import surface
from tqcheck.scoring.material import Material
from tqcheck.scoring.tally import Tally

if TYPE_CHECKING:
    from tqcheck.scoring.comet import ErrorSpan, Options

NAMES = (*surface.METRICS, "comet", "estimate")


@dataclass(frozen=True, slots=True)
class Settings:
    """How to score: sacreBLEU's settings, and COMET's (None: its defaults)."""

    surface: surface.Settings = field(default_factory=surface.Settings)
    comet: Options | None = None


@dataclass(frozen=True, slots=True)
class Scored:
    """One metric of one material.

    `segments` holds a number for each segment, None where there is none (a segment without source). `spans` are the
    model's error spans in each translation. `notices` are sentences for the user. `tally` is what the score of
    the whole was made of, where parts of a text can be scored apart.
    """

    corpus: Score
    segments: tuple[float | None, ...]
    notices: tuple[str, ...] = ()
    spans: tuple[tuple[ErrorSpan, ...], ...] = ()
    tally: Tally | None = None


def is_metric(name: str) -> bool:
    """Whether it names a metric."""
    return name in NAMES or name.startswith("comet:")


def defaults(material: Material) -> list[str]:
    """The metrics that a material allows without a download: by its references, and by the encoder that is here."""
    from tqcheck.scoring.estimate import available

    pairs: set[tuple[str | None, str]] = {*material.tags} or {(material.source_lang, material.target_lang)}
    by_encoder = all(available(*pair) for pair in pairs)
    return [*(surface.DEFAULT if material.references else ()), *(["estimate"] if by_encoder else [])]


def score(materials: Sequence[Material], name: str, settings: Settings) -> list[Scored]:
    """Score several translations by one metric: what they share is computed once.

    Raises `TqcheckError` where the metric needs what is not there: references, sources, a package, a model.
    """
    if name == "comet" or name.startswith("comet:"):
        return _comet(materials, name.partition(":")[2] or None, settings)
    if name == "estimate":
        from tqcheck.scoring.estimate import estimate

        return [estimate(material) for material in materials]
    return [_surface(material, name, settings.surface) for material in materials]


def _surface(material: Material, name: str, settings: surface.Settings) -> Scored:
    if not material.references:
        remedy = "give --reference, or a bitext with a column `ref`"
        raise TqcheckError(f"{name} needs references", path=material.name, remedy=remedy)
    targets, references, tag = material.targets, material.references, material.target_lang
    corpus = surface.surface(targets, references, tag, [name], settings)[name]
    return Scored(corpus, tuple(surface.segments(targets, references, tag, name, settings)))


def _comet(materials: Sequence[Material], model: str | None, settings: Settings) -> list[Scored]:
    from tqcheck.scoring.comet import Options, comet

    return comet(materials, model, settings.comet or Options())
