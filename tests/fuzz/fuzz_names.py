"""The pairing of names and acronyms, on any pair: whom the other side does not answer stands in its text."""

from __future__ import annotations

import atheris
from making import TAGS, fuzz, text, without_encoder

with atheris.instrument_imports(
    include=[
        "tqcheck.annotate.names",
        "tqcheck.annotate.acronyms",
        "tqcheck.annotate.counterparts",
        "tqcheck.annotate.un",
    ]
):
    from tqcheck.annotate import Article, acronyms
    from tqcheck.annotate.unanswered import unanswered

from tqcheck.languages import language
from tqcheck.model import AlignedPair, Segment

without_encoder()
NAMES = [
    "Moscou", "Moscow", "Pequim", "Пекин", "北京", "Zelensky", "Зеленский", "Müller", "O'Neil", "São Paulo", "St. Paul",
    "U.S.", "EUA", "OTAN", "NATO", "(OMS)", "World Health Organization (WHO)", "Organização", "de", "bin", "Joana's",
    "Smith-Jones", "McDonald", "İstanbul", "ΑΘΗΝΑ", "القاهرة", "東京都", "Кёльн", "Lontoossa", "ONU",
]  # fmt: skip


def target(data) -> None:  # type: ignore[no-untyped-def]
    texts = [written(data), written(data)]
    tags = [language(data.PickValueInList(list(TAGS))) for _ in "st"]
    article = Article([AlignedPair(*(Segment(0, len(one), one) for one in texts))], *tags)
    for side, whole in zip(("source", "target"), texts):
        for name in unanswered(article, side):
            span = name.span
            assert 0 <= span.start < span.end <= len(whole)
    for whole, tag in zip(texts, tags):
        for one in acronyms.explained(whole, tag):
            assert one.span.of(whole) == one.acronym
            assert one.long_span.of(whole) == one.long


def written(data) -> str:  # type: ignore[no-untyped-def]
    parts = []
    for _ in range(data.ConsumeIntInRange(0, 8)):
        parts.append(data.PickValueInList(NAMES) if data.ConsumeIntInRange(0, 2) else text(data, 1))
        parts.append(data.PickValueInList([" ", " ", "", ", ", ". "]))
    return "".join(parts)


fuzz(target)
