"""COMET scores by unbabel-comet (extra `comet`), computed by an own loop that is faster on CPUs and gives the same.

Nothing here imports torch before a score is asked for: that takes seconds and gigabytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from tqcheck.errors import TqcheckError
from tqcheck.model import Severity
from tqcheck.scoring.material import Material
from tqcheck.scoring.tally import Tally

if TYPE_CHECKING:
    from tqcheck.scoring.comet.models import Checkpoint
    from tqcheck.scoring.comet.prediction import Prediction, Sample
    from tqcheck.scoring.run import Scored

DEFAULT_MODEL = "Unbabel/wmt22-comet-da"


@dataclass(frozen=True, slots=True)
class Options:
    """How COMET is run.

    `download` allows a model that is not here to be fetched, `trust` a checkpoint whose pickle could run code.
    `cache` is a file that keeps the scores of segments.
    """

    model: str | None = None
    download: bool = False
    trust: bool = False
    device: str = "cpu"
    precision: Literal["fp32", "bf16"] = "fp32"
    threads: int | None = None
    cache: str | None = None


@dataclass(frozen=True, slots=True)
class ErrorSpan:
    """What the model marks in a translation: code points `start` to `end` of its segment; confidence 0 to 1."""

    start: int
    end: int
    text: str
    severity: Severity
    confidence: float


def comet(materials: Sequence[Material], model: str | None, options: Options) -> list[Scored]:
    """Score translations with a COMET model: a `model.ckpt`, the folder that holds one, or a name on the hub.

    Segments without source, translation or a needed reference are left out of an article, and an error in numbered
    rows. With several references a segment's score is the mean over them. Raises `TqcheckError` where the extra is not
    installed, the model cannot be had or loaded, references or memory are lacking, or the run is interrupted.
    """
    options = replace(options, model=model or options.model or DEFAULT_MODEL)
    assert options.model is not None
    for material in materials:
        if not material.targets:
            raise TqcheckError("there are no segments to score", path=material.name, remedy="give at least one pair")
    checkpoint, loaded = _loaded(options.model, options)
    _check_references(loaded, materials, options.model)
    whole = [_whole(material, uses_references(loaded)) for material in materials]
    samples = [_samples(material, kept, loaded) for material, kept in zip(materials, whole)]
    predicted, cut = _predicted(loaded, checkpoint, [one for group in samples for row in group for one in row], options)
    notices = [checkpoint.notice] if checkpoint.notice else []
    if options.trust:
        notices.append(f"{options.model} was loaded as a pickle, which can run any code")
    return [
        _scored(material, kept, group, predicted, cut, notices, _signature(checkpoint, loaded, material, options))
        for material, kept, group in zip(materials, whole, samples)
    ]


_kept: dict[tuple[object, ...], tuple[Checkpoint, Any]] = {}


def _loaded(name: str, options: Options) -> tuple[Checkpoint, Any]:
    """The checkpoint of that name and its model; the last one stays loaded, for the next part or article."""
    from tqcheck.scoring.comet.loading import load
    from tqcheck.scoring.comet.models import find

    checkpoint = find(name, options.download)
    state = checkpoint.path.stat()
    key = checkpoint.path, state.st_mtime_ns, state.st_size, options.trust
    if key not in _kept:
        _kept.clear()  # two would not fit into memory
        _kept[key] = checkpoint, load(checkpoint, trust=options.trust, download=options.download)
    return _kept[key]


def uses_references(loaded: Any) -> bool:
    """Whether a loaded model reads references, needed or not."""
    segments = getattr(loaded.hparams, "input_segments", None)
    return bool(loaded.requires_references()) or bool(segments and "ref" in segments)


def _check_references(loaded: Any, materials: Sequence[Material], model: str) -> None:
    for material in materials:
        if loaded.requires_references() and not material.references:
            remedy = "give --reference, or a model that works without"
            raise TqcheckError(f"{model} needs references", path=material.name, remedy=remedy)


def _whole(material: Material, references: bool) -> list[int]:
    """The segments that have all that is scored; of numbered rows all must."""
    columns = [("source", material.sources), ("translation", material.targets)]
    columns += [("reference", one) for one in material.references if references]
    lacking = [(n, name) for name, texts in columns for n, text in enumerate(texts) if not text.strip()]
    if lacking and material.numbered:
        number, name = min(lacking)
        remedy = "COMET cannot score it: fill it in or take the row out"
        raise TqcheckError(f"row {number + 1} has an empty {name}", path=material.name, remedy=remedy)
    left_out = {n for n, _ in lacking}
    kept = [n for n in range(len(material.targets)) if n not in left_out]
    if not kept:
        raise TqcheckError(
            "no segment has a counterpart", path=material.name, remedy="check that the files belong together"
        )
    return kept


def _samples(material: Material, kept: Sequence[int], loaded: Any) -> list[list[Sample]]:
    """For each segment, its samples: one, or one for each reference."""
    references: Sequence[Sequence[str] | None] = material.references if uses_references(loaded) else ()
    return [
        [(material.sources[n], material.targets[n], one[n] if one else None) for one in references or (None,)]
        for n in kept
    ]


def _predicted(
    loaded: Any, checkpoint: Checkpoint, samples: Sequence[Sample], options: Options
) -> tuple[dict[Sample, Prediction], set[Sample]]:
    from tqcheck.scoring.comet.cache import Cache
    from tqcheck.scoring.comet.loading import quiet
    from tqcheck.scoring.comet.prediction import Predictor

    predictor = Predictor(loaded, options.device, options.precision, options.threads)
    with Cache(options.cache, f"{checkpoint.digest}|{options.precision}") as cache, quiet():
        return predictor.predict(samples, cache), predictor.cut(samples)


def _scored(
    material: Material,
    kept: Sequence[int],
    groups: Sequence[Sequence[Sample]],
    predicted: dict[Sample, Prediction],
    cut: set[Sample],
    notices: Sequence[str],
    signature: str,
) -> Scored:
    from tqcheck.scoring.run import Scored

    values: list[float | None] = [None] * len(material.targets)
    spans: list[tuple[ErrorSpan, ...]] = [()] * len(material.targets)
    for n, group in zip(kept, groups):
        values[n] = sum(predicted[one].score for one in group) / len(group)
        spans[n] = predicted[group[0]].spans
    scores = [value for value in values if value is not None]
    told = list(notices)
    if len(scores) < len(values):
        told.append(f"{len(values) - len(scores)} segments without counterpart are not in the COMET score")
    tally = Tally(
        segments=len(scores),
        total=sum(scores),
        cut=sum(any(one in cut for one in group) for group in groups),
        signatures=(signature,),
        notices=tuple(told),
    )
    rounded = tuple(None if value is None else round(value, 4) for value in values)
    has_spans = any(predicted[one].has_spans for group in groups for one in group)
    return Scored(tally.score(), rounded, tally.told(), tuple(spans) if has_spans else (), tally)


def _signature(checkpoint: Checkpoint, loaded: Any, material: Material, options: Options) -> str:
    """After sacreCOMET (Zouhar et al. 2024): what it takes to get the same number again."""
    import sys
    from importlib.metadata import version

    from tqcheck.scoring.comet.prediction import POLICY

    references = len(material.references) if uses_references(loaded) else 0
    python = ".".join(map(str, sys.version_info[:3]))
    return (
        f"comet|model:{checkpoint.name}|sha256:{checkpoint.digest[:12]}|class:{type(loaded).__name__}|refs:{references}"
        f"|precision:{options.precision}|batch:{POLICY}|device:{options.device}"
        f"|unbabel-comet:{version('unbabel-comet')}|torch:{version('torch')}|python:{python}"
    )
