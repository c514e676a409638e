"""The built-in estimate, where an encoder is installed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tqcheck.errors import TqcheckError
from tqcheck.scoring.estimate import available, estimate, reader_for
from tqcheck.scoring.estimate.heads import FILES, heads_for
from tqcheck.scoring.material import Material

SOURCES = ("A barragem rompeu durante a noite e inundou três bairros.", "O ministro da Saúde pediu demissão ontem.")
TARGETS = ("The dam burst during the night and flooded three districts.", "The Health Minister resigned yesterday.")

needs_encoder = pytest.mark.skipif(not available("pt", "en"), reason="no sentence encoder is installed")


def material(sources: tuple[str, ...], targets: tuple[str, ...], languages: tuple[str, str] = ("pt", "en")) -> Material:
    return Material("a.tsv", *languages, sources, targets)


@needs_encoder
def test_translation_of_something_else_is_estimated_lower() -> None:
    right, wrong = (estimate(material(SOURCES, targets)) for targets in (TARGETS, TARGETS[::-1]))
    assert right.corpus.value > wrong.corpus.value + 0.05


@needs_encoder
def test_estimate_is_a_share_with_an_interval() -> None:
    corpus = estimate(material(SOURCES, TARGETS)).corpus
    assert corpus.interval is not None
    assert 0 <= corpus.interval[0] < corpus.value < corpus.interval[1] <= 1


@needs_encoder
def test_interval_is_wider_for_a_pair_that_was_not_seen() -> None:
    def width(languages: tuple[str, str]) -> float:
        interval = estimate(material(SOURCES * 50, TARGETS * 50, languages)).corpus.interval
        assert interval is not None
        return interval[1] - interval[0]

    assert width(("pt", "en")) > width(("ru", "en"))


@needs_encoder
def test_signature_tells_heads_encoder_and_pair() -> None:
    parts = estimate(material(SOURCES, TARGETS, ("pt-BR", "en"))).corpus.signature.split("|")
    assert [part.partition(":")[0] for part in parts] == ["estimate", "model", "enc", "pair", "v"]
    assert parts[3] == "pair:pt-en,unseen"


@needs_encoder
def test_sentence_without_source_has_no_estimate() -> None:
    assert estimate(material(("", SOURCES[1]), TARGETS)).segments[0] is None


@needs_encoder
def test_rows_of_several_pairs_are_estimated_by_their_own_heads() -> None:
    mixed = Material("a.tsv", "mul", "en", SOURCES, TARGETS, (), (("pt", "en"), ("ru", "en")))
    alone = [estimate(material(SOURCES, TARGETS, (tag, "en"))).segments for tag in ("pt", "ru")]
    assert estimate(mixed).segments == pytest.approx((alone[0][0], alone[1][1]), abs=1e-3)


class _Network:
    """Stands for the network that reads both sides, with its heads."""

    name, engine = "pair-layers-2", ""

    def covers(self, source: str, target: str) -> bool:
        return True


@needs_encoder
def test_network_reads_the_pairs_it_has_seen_and_vectors_those_that_are_new_to_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tqcheck.scoring.estimate.pair_reader", _Network)
    read_by = [one and one.name for one in (reader_for("ru", "en"), reader_for("pt", "en"), reader_for("tlh", "en"))]
    assert [name == _Network.name for name in read_by] == [True, False, True]


def test_pair_without_ground_is_silent() -> None:
    with pytest.raises(TqcheckError, match="not available for the pair tlh-en"):
        estimate(material(SOURCES, TARGETS, ("tlh", "en")))


@pytest.mark.parametrize("encoder", sorted(FILES))
def test_more_is_never_estimated_as_less(encoder: str) -> None:
    heads = heads_for(encoder)
    for head in heads.pairs.values() if heads else ():
        levels: Any = head.calibrated(np.linspace(-10, 10, 200))[0]
        assert np.all(np.diff(levels) >= 0)
        assert 0 <= levels[0] <= levels[-1] <= 1
