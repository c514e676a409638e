"""COMET scores by unbabel-comet (extra `comet`): local checkpoints, or models of the Hugging Face hub.

Nothing here imports torch before a score is asked for: that takes seconds and gigabytes.
"""

from __future__ import annotations

import hashlib
import logging
import sys
import warnings
from collections.abc import Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tqcheck.errors import TqcheckError
from tqcheck.model import Score

if TYPE_CHECKING:
    from collections.abc import Iterator

DEFAULT_MODEL = "Unbabel/wmt22-comet-da"
_BATCH = 4  # on CPUs faster than COMET's own 16
_NON_COMMERCIAL = ("cometkiwi", "xcomet")
_LONGEST = 510  # tokens; what is beyond is cut silently by the encoder


@dataclass(frozen=True, slots=True)
class CometScores:
    """The corpus score with its signature, the score of each segment, and sentences for the user."""

    corpus: Score
    segments: tuple[float, ...]
    notices: tuple[str, ...]


def comet(
    sources: Sequence[str], hypotheses: Sequence[str], references: Sequence[str] | None, model: str = DEFAULT_MODEL
) -> CometScores:
    """Score segments with a COMET model: the path of a checkpoint (`model.ckpt`), or a name on the hub.

    Raises `TqcheckError` where the extra is not installed, the model cannot be had, or it needs references and there
    are none; `ValueError` where the lists differ in length.
    """
    if len({len(sources), len(hypotheses), len(references if references is not None else sources)}) > 1:
        raise ValueError("sources, hypotheses and references differ in number")
    if not hypotheses:
        raise TqcheckError("there are no segments to score", remedy="give a bitext with at least one pair")
    checkpoint, notices = _checkpoint(model)
    loaded = _load(str(checkpoint))
    if loaded.requires_references() and references is None:
        raise TqcheckError(f"{model} needs references", remedy="give --reference, or a model that works without")
    samples = [{"src": source, "mt": target} for source, target in zip(sources, hypotheses)]
    if references is not None:
        samples = [{**sample, "ref": reference} for sample, reference in zip(samples, references)]
    notices += _too_long(loaded, samples)
    with _quiet():
        predicted = loaded.predict(samples, batch_size=_BATCH, gpus=0, num_workers=0, progress_bar=False)
    scores = tuple(round(float(score), 4) for score in predicted.scores)
    signature = _signature(model, checkpoint, references is not None)
    return CometScores(Score(round(sum(scores) / len(scores), 4), signature), scores, tuple(notices))


def _checkpoint(model: str) -> tuple[Path, list[str]]:
    path = Path(model)
    if path.is_file():
        return path, []
    if path.is_dir():
        inside = path / "checkpoints" / "model.ckpt"
        if inside.is_file():
            return inside, []
        raise TqcheckError("no checkpoint in this folder", path=model, remedy="it must hold checkpoints/model.ckpt")
    if path.suffix == ".ckpt" or model.count("/") != 1:
        raise TqcheckError("there is no such checkpoint", path=model, remedy="give a model.ckpt or a name on the hub")
    return _download(model)


def _download(model: str) -> tuple[Path, list[str]]:
    """From the hub, directly: COMET's own download hides why it failed."""
    _needs_extra()
    from huggingface_hub import snapshot_download

    notices = []
    if any(name in model.casefold() for name in _NON_COMMERCIAL):
        notices.append(f"{model} is licensed CC BY-NC-SA 4.0: not for commercial use")
    try:
        folder = Path(snapshot_download(model))
    except Exception as error:  # the hub raises dozens of kinds; all mean that there is no model
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        remedy = "check the name, the network, and whether you accepted its licence; or give a local model.ckpt"
        raise TqcheckError(f"the model {model} could not be downloaded ({reason})", remedy=remedy) from None
    return folder / "checkpoints" / "model.ckpt", notices


def _needs_extra() -> None:
    import importlib.util

    if importlib.util.find_spec("comet") is None:
        raise TqcheckError("COMET is not installed", remedy='pip install "tqcheck[comet]"')


def _load(checkpoint: str) -> Any:
    _needs_extra()
    with _quiet():
        from comet import load_from_checkpoint

        try:
            return load_from_checkpoint(checkpoint, local_files_only=True)
        except Exception as error:
            reason = " ".join(str(error).split())[:200] or type(error).__name__
            raise TqcheckError(
                f"the checkpoint cannot be loaded ({reason})", path=checkpoint, remedy="give a model.ckpt of COMET 2"
            ) from None


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep COMET and Lightning from writing to the terminal and from configuring the root logger."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    with warnings.catch_warnings(), redirect_stdout(sys.stderr):
        warnings.simplefilter("ignore")
        for name in ("pytorch_lightning", "lightning", "lightning.pytorch", "transformers", "comet"):
            logging.getLogger(name).setLevel(logging.ERROR)
        try:
            yield
        finally:
            root.handlers[:] = handlers
            root.setLevel(level)


def _too_long(loaded: Any, samples: Sequence[dict[str, str]]) -> list[str]:
    def is_cut(text: str) -> bool:
        return len(text) > _LONGEST and len(loaded.encoder.tokenizer(text)["input_ids"]) > _LONGEST

    cut = sum(any(map(is_cut, sample.values())) for sample in samples)
    return [f"{cut} segments are longer than {_LONGEST} tokens: COMET scored their beginnings"] if cut else []


def _signature(model: str, checkpoint: Path, references: bool) -> str:
    """After sacreCOMET (Zouhar et al. 2024): what it takes to get the same number again."""
    from importlib.metadata import version

    digest = hashlib.sha256()
    with checkpoint.open("rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    python = ".".join(map(str, sys.version_info[:3]))
    name = model if not Path(model).exists() else Path(model).resolve().parent.parent.name
    return (
        f"comet|model:{name}|sha256:{digest.hexdigest()[:12]}|refs:{int(references)}|precision:fp32|batch:{_BATCH}"
        f"|unbabel-comet:{version('unbabel-comet')}|torch:{version('torch')}|python:{python}"
    )
