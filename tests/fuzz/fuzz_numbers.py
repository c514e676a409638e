"""The quantities of any text: spans inside it, in order, and the comparison of two of them."""

from __future__ import annotations

import atheris
from making import TAGS, fuzz, text

with atheris.instrument_imports(include=["tqcheck.annotate.quantities"]):
    from tqcheck.annotate.quantities import quantities

from tqcheck.languages import language

SIGNS = [
    "1", "23", "4.500", "6,7", "8'000", "٣", "三", "百", "万", "億", "mil", "milhões", "billion", "%", "US$", "R$", "€",
    "km", "º", "th", "XXI", "século", "anos 1990", "h", ":", "/", "-", "–", " a ", "½", "meia", "dozen", "p.m.",
    "de maio de",
]  # fmt: skip


def target(data) -> None:  # type: ignore[no-untyped-def]
    parts = []
    for _ in range(data.ConsumeIntInRange(0, 16)):
        parts.append(data.PickValueInList(SIGNS) if data.ConsumeIntInRange(0, 3) else text(data, 1))
        parts.append(data.PickValueInList(["", " "]))
    written = "".join(parts)
    for found in quantities(written, language(data.PickValueInList(list(TAGS)))):
        assert 0 <= found.span.start < found.span.end <= len(written)
        assert 0 <= found.whole.start <= found.span.start < found.span.end <= found.whole.end <= len(written)


fuzz(target)
