"""The aligner, on any two articles: every sentence stands in a pair, once."""

from __future__ import annotations

import atheris
from making import TAGS, fuzz, text, without_encoder

with atheris.instrument_imports(include=["tqcheck.align", "tqcheck.segment"]):
    from tqcheck.align import align
    from tqcheck.segment import segment

from tqcheck.languages import language
from tqcheck.readers import plain
from tqcheck.readers.decode import Decoded

without_encoder()


def target(data) -> None:  # type: ignore[no-untyped-def]
    tags = [language(data.PickValueInList(list(TAGS))) for _ in "st"]
    documents = [plain.read(Decoded(text(data), "utf-8"), None) for _ in "st"]
    segments = [segment(document, tag) for document, tag in zip(documents, tags)]
    pairs = align(*segments, *tags, source_text=documents[0].masked, target_text=documents[1].masked)
    for side, wanted in (("source", segments[0]), ("target", segments[1])):
        covered = sorted((one.start, one.end) for pair in pairs if (one := getattr(pair, side)))
        assert all(a[1] <= b[0] for a, b in zip(covered, covered[1:]))
        assert all(any(s <= one.start and one.end <= e for s, e in covered) for one in wanted)


fuzz(target)
