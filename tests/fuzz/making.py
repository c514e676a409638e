"""Texts made of a fuzzer's bytes: the pieces of which faults are made, and any other signs between them.

`python tests/fuzz/fuzz_numbers.py -runs=100000 -max_len=64` runs a target until it has read so many inputs or found a
crash, written to `crash-…`. What an input shows becomes a test. Not run by the tests: needs `atheris` and minutes.
Each target watches the branches of its own modules only, keeps what it reads in memory and does without an encoder:
thousands of inputs a second find more than hundreds that are complete.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.pieces import PIECES

TAGS = ("pt", "en", "es", "fr", "de", "it", "ru", "pl", "zh", "ja", "ar", "hi", "fi", "tr", "xx")
_BLANKS = ["", " ", " ", " ", "\n", "\n\n"]


def text(data: atheris.FuzzedDataProvider, longest: int = 12) -> str:
    """A text of up to `longest` pieces."""
    parts = []
    for _ in range(data.ConsumeIntInRange(0, longest)):
        if data.ConsumeBool():
            parts.append(data.PickValueInList(PIECES))
        else:
            parts.append(data.ConsumeUnicodeNoSurrogates(data.ConsumeIntInRange(1, 8)))
        parts.append(data.PickValueInList(_BLANKS))
    return "".join(parts)


def without_encoder() -> None:
    """Let nothing be encoded: what vectors mean is no matter of crashes, and takes most of the time."""
    from tqcheck.knowledge import encoder

    encoder.encoder_for = lambda *_: None  # type: ignore[assignment]


def fuzz(target: Callable[[atheris.FuzzedDataProvider], None]) -> None:
    """Feed the target until libFuzzer's options say stop."""
    atheris.Setup(sys.argv, lambda data: target(atheris.FuzzedDataProvider(data)))
    atheris.Fuzz()
