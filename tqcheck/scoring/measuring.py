"""Scores inside a check: the estimate and COMET without reference, and the errors that a COMET model marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import TYPE_CHECKING

from tqcheck.annotate import Article, Pair
from tqcheck.config import Config
from tqcheck.findings import Caught, Placer
from tqcheck.model import Evidence, Finding, Score, Span
from tqcheck.records import dataclass
from tqcheck.rules import Fault, Rule
from tqcheck.scoring.material import Material
from tqcheck.scoring.tally import Tally

if TYPE_CHECKING:
    from tqcheck.scoring.comet import ErrorSpan
    from tqcheck.scoring.run import Scored, Settings


@dataclass(frozen=True, slots=True)
class Measured:
    """Tallies by metric, None where it cannot be had; the findings with those of the models among them, and sentences
    for the user. What was measured of parts can be joined.
    """

    tallies: Mapping[str, Tally | None] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    notices: tuple[str, ...] = ()

    def scores(self) -> dict[str, Score]:
        """The scores of the whole."""
        return {name: tally.score() for name, tally in self.tallies.items() if tally}

    def told(self) -> tuple[str, ...]:
        """All sentences for the user."""
        return (*self.notices, *(one for tally in self.tallies.values() if tally for one in tally.told()))


def joined_tallies(one: Mapping[str, Tally | None], other: Mapping[str, Tally | None]) -> dict[str, Tally | None]:
    """The tallies of two parts; a metric that one of them cannot have is none of the whole."""
    found = {**one}
    for name, more in other.items():
        here = found.get(name, Tally())
        found[name] = here.plus(more) if here and more else None
    return found


def _marked(pair: Pair, article: Article) -> Iterator[Fault]:
    """A neural metric marks these words as an error.

    Why it matters: the model has learnt from experts' annotations (XCOMET) and sees wrong senses and grammar that no
    rule does. It gives no reason, and it is wrong more often than the rules.
    When it is right: names and terms that the model does not know, free translation.
    """
    yield from ()


NEURAL = Rule(
    id="neural-error-span", check=_marked, category="wrong_sense", mqm="accuracy/mistranslation", severity="major",
    scope="pair", requires=frozenset({"source"}), confidence=0.5, fix=None, bad=(), good=(),
)  # fmt: skip


def measured(
    parts: Sequence[tuple[Article, Placer]],
    findings: Sequence[Finding],
    config: Config,
    path: str,
    device: str = "cpu",
) -> Measured:
    """The scores that the settings ask for, of the articles of one file with the placers of their findings.

    Raises `TqcheckError` where COMET cannot do its work; an estimate that is not available is a notice.
    """
    pairs = [(pair, placer) for article, placer in parts for pair in article.pairs if pair.source and pair.target]
    if not pairs or not config.metrics:
        return Measured(findings=tuple(findings))
    material = _material([pair for pair, _ in pairs], path)
    tallies: dict[str, Tally | None] = {}
    notices: list[str] = []
    merged = list(findings)
    for name in dict.fromkeys(config.metrics):
        found = _scored(material, name, config, notices, device)
        tallies[name] = found.tally if found else None
        if found is None:
            continue
        for (pair, placer), spans in zip(pairs, found.spans):
            _merge(merged, pair, placer, spans)
    return Measured(tallies, tuple(merged), tuple(notices))


def _material(pairs: Sequence[Pair], path: str) -> Material:
    sides = [(pair.source, pair.target) for pair in pairs]
    tags = tuple((source.language.tag, target.language.tag) for source, target in sides if source and target)
    same = len(set(tags)) == 1
    return Material(
        name=path,
        source_lang=tags[0][0] if same else "mul",
        target_lang=tags[0][1] if same else "mul",
        sources=tuple(source.text for source, _ in sides if source),
        targets=tuple(target.text for _, target in sides if target),
        tags=() if same else tags,
    )


def _scored(material: Material, name: str, config: Config, notices: list[str], device: str) -> Scored | None:
    from tqcheck.scoring import run
    from tqcheck.scoring.estimate import available, not_available

    if name == "estimate":
        tags = material.tags or ((material.source_lang or "", material.target_lang),)
        if lacking := next((pair for pair in tags if not available(*pair)), None):
            notices.append(f"estimate: {not_available(lacking)}")
            return None
    return run.score([material], name, _settings(config, device))[0]


def _settings(config: Config, device: str) -> Settings:
    from tqcheck.scoring.comet import Options
    from tqcheck.scoring.run import Settings

    return Settings(comet=Options(download=config.download, device=device))


def _merge(findings: list[Finding], pair: Pair, placer: Placer, spans: Sequence[ErrorSpan]) -> None:
    """Add the marks as findings; one on words that a rule found already becomes evidence there instead."""
    for span in spans:
        message = f"a neural metric marks “{span.text}” as a {span.severity} error"
        fault = Fault(message, Span(span.start, span.end), severity=span.severity, confidence=span.confidence)
        new = placer.finding(Caught(NEURAL, fault, pair))
        known = next((at for at, one in enumerate(findings) if _touches(one, new)), None)
        if known is None:
            findings.insert(_place_of(new, findings), new)
        else:
            findings[known] = _agreed(findings[known], new)


def _place_of(new: Finding, findings: Sequence[Finding]) -> int:
    """Before the first finding that stands further on in the translation."""
    assert new.target is not None
    here = (new.row or 0, new.target.start)
    later = (at for at, one in enumerate(findings) if one.target and (one.row or 0, one.target.start) > here)
    return next(later, len(findings))


def _touches(one: Finding, new: Finding) -> bool:
    if one.rule == NEURAL.id or one.row != new.row or not one.target or not new.target:
        return False
    return one.target.start < new.target.end and new.target.start < one.target.end


def _agreed(one: Finding, new: Finding) -> Finding:
    assert new.target is not None
    label = f"a neural metric marks this too ({new.severity}, {new.confidence:.2f})"
    place = new.target
    evidence = Evidence("target", place.start, place.end, place.text, label, new.row)
    return replace(one, evidence=(*one.evidence, evidence))
