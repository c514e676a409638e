"""Which language is a text in? langdetect (Apache-2.0), seeded so that runs repeat."""

from __future__ import annotations

import functools
from typing import Any

_ALIASES = {"zh-cn": "zh", "zh-tw": "zh"}


@functools.cache
def _factory() -> Any:
    from langdetect import DetectorFactory, detector_factory

    DetectorFactory.seed = 0  # unseeded, it changes its mind from run to run
    detector_factory.init_factory()
    return detector_factory._factory


def detect(text: str) -> list[tuple[str, float]]:
    """Candidate languages (ISO 639-1) with probabilities, likeliest first; empty where nothing can be said.

    Galician is not among its languages, and text of under about 20 characters is a guess: callers must not ask.
    """
    from langdetect import LangDetectException

    detector = _factory().create()
    detector.append(text)
    try:
        found = detector.get_probabilities()
    except LangDetectException:
        return []
    return [(_ALIASES.get(one.lang, one.lang), float(one.prob)) for one in found]
