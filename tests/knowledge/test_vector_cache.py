"""The cache of vectors: what is encoded once is not encoded again, whatever happened to its files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from tqcheck.knowledge import vector_cache
from tqcheck.knowledge.vector_cache import VectorCache, cache_folder


class Counting:
    """An encoder that counts what it is asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, texts: Sequence[str]) -> np.ndarray:
        self.asked += texts
        return np.array([[len(text), 1, 0, 0] for text in texts], dtype=np.float32)


def run(folder: Path, texts: Sequence[str], encode: Counting) -> np.ndarray:
    """What one run of the program does: encode, and write what is new at its end."""
    cache = VectorCache("model", 4, folder)
    vectors = cache.encode(texts, encode)
    cache.flush()
    return vectors


def test_text_is_encoded_once(tmp_path: Path) -> None:
    encode = Counting()
    for _ in range(2):
        vectors = run(tmp_path, ["a", "bcd", "a"], encode)
    assert encode.asked == ["a", "bcd"]
    assert vectors.tolist() == [[1, 1, 0, 0], [3, 1, 0, 0], [1, 1, 0, 0]]


def test_models_do_not_share_vectors(tmp_path: Path) -> None:
    encode = Counting()
    for model in ("one", "other"):
        VectorCache(model, 4, tmp_path).encode(["a"], encode)
    assert encode.asked == ["a", "a"]


@pytest.mark.parametrize("content", [b"", b"\x93NUMPY", b"no array", b"PK\x03\x04"])
def test_spoilt_file_is_written_anew(tmp_path: Path, content: bytes) -> None:
    encode = Counting()
    run(tmp_path, ["a"], encode)
    for path in tmp_path.rglob("*.npy"):
        path.write_bytes(content)
    run(tmp_path, ["a"], encode)
    run(tmp_path, ["a"], encode)
    assert encode.asked == ["a", "a"]


def test_oldest_entries_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vector_cache, "_MOST", 2)
    monkeypatch.setattr(vector_cache, "_FILES", 1)
    encode = Counting()
    for text in ("a", "b", "c", "b", "a"):
        run(tmp_path, [text], encode)
    assert encode.asked == ["a", "b", "c", "a"]


def test_folder_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "vectors").write_text("in the way")
    assert len(VectorCache("model", 4, tmp_path).encode(["a"], Counting())) == 1


def test_environment_moves_it_and_switches_it_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TQCHECK_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
    monkeypatch.setenv("TQCHECK_CACHE", "off")
    assert cache_folder() is None
