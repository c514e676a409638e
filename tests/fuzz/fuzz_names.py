"""The pairing of names and acronyms, on any article: spans stand in their text."""

from __future__ import annotations

import atheris
from making import TAGS, fuzz, text

with atheris.instrument_imports(include=["tqcheck"]):
    from tqcheck.annotate import Article
    from tqcheck.findings import Placer, run
    from tqcheck.languages import language
    from tqcheck.model import AlignedPair, Segment
    from tqcheck.rules import catalogue


NAMES = ["acronym", "casing", "changed-name", "inconsistent-rendering", "missing-name", "untranslated-name"]
RULES = [catalogue()[name] for name in NAMES]


def target(data) -> None:  # type: ignore[no-untyped-def]
    texts = [text(data, 16), text(data, 16)]
    pair = AlignedPair(*(Segment(0, len(one), one) for one in texts))
    caught, _ = run(RULES, Article([pair], *(language(data.PickValueInList(list(TAGS))) for _ in "st")))
    placer = Placer(*texts)
    for finding in map(placer.finding, caught):
        for place, whole in ((finding.source, texts[0]), (finding.target, texts[1])):
            assert place is None or whole[place.start : place.end] == place.text


fuzz(target)
