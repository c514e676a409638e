"""The loop that scores segments: each different one once, sorted by tokens, in small batches.

The numbers are those of COMET's own `predict()` up to rounding: the same modules run in the same precision, and a
segment's score does not depend on its neighbours. Models that embed source, translation and reference apart encode
each different text once, whichever systems and roles it has.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

from tqcheck.errors import TqcheckError
from tqcheck.model import SEVERITIES, Severity
from tqcheck.scoring.comet import ErrorSpan
from tqcheck.scoring.comet.cache import Cache
from tqcheck.scoring.comet.loading import out_of_memory

Sample = tuple[str, str, "str | None"]  # source, translation, reference

_TOKENS = 320  # of a batch, padding counted: on CPUs larger batches are slower
_CHUNK = 64  # samples between two savings
POLICY = f"sorted,{_TOKENS}tokens"


@dataclass(frozen=True, slots=True)
class Prediction:
    """The score of a sample and, of models that mark errors, where in the translation they are."""

    score: float
    spans: tuple[ErrorSpan, ...] = ()
    has_spans: bool = False

    def plain(self) -> list[Any]:
        """As JSON can hold it."""
        spans = [[one.start, one.end, one.text, one.severity, one.confidence] for one in self.spans]
        return [self.score, spans if self.has_spans else None]

    @classmethod
    def from_plain(cls, plain: list[Any]) -> Prediction:
        """What `plain` gave."""
        score, spans = plain
        return cls(score, tuple(ErrorSpan(*one) for one in spans or ()), spans is not None)


class Predictor:
    """A loaded COMET model on a device."""

    def __init__(self, model: Any, device: str, precision: str, threads: int | None) -> None:
        import torch

        if threads:
            torch.set_num_threads(threads)
        self._device, self._bf16 = device, precision == "bf16"
        try:
            self._model = model.to(device)
        except (RuntimeError, AssertionError) as error:
            reason = " ".join(str(error).split())[:200]
            raise TqcheckError(f"the device {device!r} cannot be used ({reason})", remedy="try --device cpu") from None
        self._embeds = type(model).__name__ in ("RegressionMetric", "ReferencelessRegression")
        self._lengths: dict[str, int] = {}
        self._vectors: dict[str, Any] = {}

    def predict(self, samples: Sequence[Sample], cache: Cache) -> dict[Sample, Prediction]:
        """The predictions of all different samples. Raises `TqcheckError` when interrupted or out of memory."""
        unique = list(dict.fromkeys(samples))
        done = cache.get(unique)
        left = [sample for sample in unique if sample not in done]
        self._measure(left)
        left.sort(key=self._size)
        self._uses = Counter(text for sample in left for text in set(filter(None, sample)))
        progress = _Progress(len(unique), len(done))
        try:
            for start in range(0, len(left), _CHUNK):
                chunk = left[start : start + _CHUNK]
                predictions = self._chunk(chunk)
                cache.put(chunk, predictions)
                done.update(zip(chunk, predictions))
                progress.show(len(done))
        except (KeyboardInterrupt, MemoryError, RuntimeError) as error:
            if not isinstance(error, KeyboardInterrupt) and not out_of_memory(error):
                raise
            raise _stopped(error, len(done), len(unique), cache) from None
        finally:
            progress.end()
        return done

    def cut(self, samples: Sequence[Sample]) -> set[Sample]:
        """The samples that are longer than the encoder reads."""
        self._measure(list(dict.fromkeys(samples)))
        most = self._model.encoder.max_positions - 2
        if self._embeds:
            return {one for one in samples if any(self._lengths[text] > most for text in one if text)}
        return {one for one in samples if self._size(one) > most + 2}

    def _size(self, sample: Sample) -> int:
        return sum(self._lengths[text] for text in sample if text)

    def _measure(self, samples: Sequence[Sample]) -> None:
        """Count tokens, markers included; nothing is cut here."""
        texts = {text for sample in samples for text in sample if text} - self._lengths.keys()
        ordered = sorted(texts)
        for start in range(0, len(ordered), 1000):
            some = ordered[start : start + 1000]
            ids = self._model.encoder.tokenizer(some, verbose=False)["input_ids"]
            self._lengths.update(zip(some, map(len, ids)))

    def _chunk(self, samples: Sequence[Sample]) -> list[Prediction]:
        import torch

        with torch.inference_mode(), self._autocast():
            return self._estimated(samples) if self._embeds else list(self._joint(samples))

    def _autocast(self) -> AbstractContextManager[Any]:
        import torch

        if not self._bf16:
            return nullcontext()
        context: AbstractContextManager[Any] = torch.autocast(torch.device(self._device).type, dtype=torch.bfloat16)
        return context

    def _joint(self, samples: Sequence[Sample]) -> Iterator[Prediction]:
        """Models that read source, translation and reference together."""
        for batch in _batches(samples, [self._size(sample) for sample in samples]):
            inputs = self._model.prepare_sample([_named(sample) for sample in batch], stage="predict")
            found = self._model.predict_step(_moved(inputs, self._device))
            marked = found["metadata"].get("error_spans") if "metadata" in found else None
            for at, score in enumerate(found["scores"].float().tolist()):
                spans = relocated(marked[at], batch[at][1]) if marked is not None else ()
                yield Prediction(score, spans, marked is not None)

    def _estimated(self, samples: Sequence[Sample]) -> list[Prediction]:
        """Models that embed the texts apart: each different text once, then the estimator on the vectors."""
        import torch

        self._embed({text for sample in samples for text in sample if text})
        needed = 3 if self._model.requires_references() else 2
        columns = [torch.stack([self._vectors[text] for text in side if text]) for side in list(zip(*samples))[:needed]]
        if needed == 3:
            source, target, reference = columns
            scores = self._model.estimate(source, target, reference)["score"]
        else:  # the arithmetic of ReferencelessRegression.forward
            source, target = columns
            parts = (target, source, target * source, torch.abs(target - source))
            scores = self._model.estimator(torch.cat(parts, dim=1)).view(-1)
        self._forget(samples)
        return [Prediction(score) for score in scores.float().tolist()]

    def _embed(self, texts: set[str]) -> None:
        new = sorted(texts - self._vectors.keys(), key=lambda text: (self._lengths[text], text))
        for batch in _batches(new, [self._lengths[text] for text in new]):
            inputs = _moved(self._model.encoder.prepare_sample(list(batch)), self._device)
            vectors = self._model.compute_sentence_embedding(inputs["input_ids"], inputs["attention_mask"])
            self._vectors.update(zip(batch, vectors))

    def _forget(self, samples: Sequence[Sample]) -> None:
        """Drop the vectors that no later sample needs."""
        for sample in samples:
            for text in set(filter(None, sample)):
                self._uses[text] -= 1
                if not self._uses[text]:
                    self._vectors.pop(text, None)


def _named(sample: Sample) -> dict[str, str]:
    source, target, reference = sample
    return {"src": source, "mt": target, **({"ref": reference} if reference is not None else {})}


def _batches(items: Sequence[Any], lengths: Sequence[int]) -> Iterator[list[Any]]:
    """Items of rising length in batches of so many tokens, padding counted; a long one stands alone."""
    batch: list[Any] = []
    for item, length in zip(items, lengths):
        if batch and length * (len(batch) + 1) > _TOKENS:
            yield batch
            batch = []
        batch.append(item)
    if batch:
        yield batch


def _moved(inputs: Any, device: str) -> Any:
    if isinstance(inputs, (tuple, list)) and inputs and hasattr(inputs[0], "items"):
        return type(inputs)(_moved(one, device) for one in inputs)
    return {name: value.to(device) if hasattr(value, "to") else value for name, value in inputs.items()}


def relocated(marked: Sequence[dict[str, Any]], translation: str) -> tuple[ErrorSpan, ...]:
    """Error spans as they stand in the translation: trimmed, found again where offsets are off, empty ones dropped.

    COMET's offsets may be empty or begin at a blank, and its `text` is decoded from tokens: neither is to be trusted.
    """
    found = []
    for one in marked:
        start, end = one["start"], one["end"]
        text = str(one.get("text", "")).strip()
        if not 0 <= start < end <= len(translation) and text:
            start = translation.find(text)
            end = start + len(text)
        if not 0 <= start < end <= len(translation):
            continue
        words = translation[start:end]
        start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
        severity: Severity = next((name for name in SEVERITIES if name == one["severity"]), "major")
        if start < end:
            found.append(ErrorSpan(start, end, translation[start:end], severity, round(float(one["confidence"]), 4)))
    return tuple(found)


def _stopped(error: BaseException, done: int, total: int, cache: Cache) -> TqcheckError:
    kept = "run it again: what is done is kept" if cache.keeps else "with --cache FILE what is done would be kept"
    if isinstance(error, KeyboardInterrupt):
        return TqcheckError(f"interrupted after {done} of {total} segments", remedy=kept)
    remedy = f"close other programs or take a smaller model; {kept}"
    return TqcheckError(f"out of memory after {done} of {total} segments", remedy=remedy)


class _Progress:
    """A line on standard error that counts segments, on a terminal only."""

    def __init__(self, total: int, done: int) -> None:
        self._total, self._shown = total, sys.stderr.isatty() and total - done > _CHUNK

    def show(self, done: int) -> None:
        if self._shown:
            filled = 30 * done // self._total
            bar = "#" * filled + "." * (30 - filled)
            print(f"\r{bar} {done}/{self._total} segments", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        if self._shown:
            print(file=sys.stderr)
