"""Arrays on disk: they are those that were made, or are made anew."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tqcheck.knowledge.arrays import Rows, kept_arrays

TABLE = np.random.default_rng(1).integers(0, 256, (300, 64), dtype=np.uint8)
SMALL = {"one": np.arange(7, dtype=np.float32), "two": np.ones((3, 5)), "none": np.array(0.25)}
made: list[int] = []


def arrays() -> dict[str, Any]:
    made.append(1)
    return {**SMALL, "table": TABLE}


def found() -> dict[str, Any]:
    return kept_arrays("a", (), arrays, large=frozenset({"table"}))


def is_whole(what: dict[str, Any]) -> bool:
    rows = [5, 299, 0, 5]
    return set(what) == {*SMALL, "table"} and all(
        np.array_equal(what[name][rows] if name == "table" else what[name], TABLE[rows] if name == "table" else value)
        for name, value in arrays().items()
    )


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TQCHECK_CACHE", str(tmp_path / "cache"))
    found()
    made.clear()
    (path,) = (tmp_path / "cache" / "tables").iterdir()
    return path


def test_arrays_are_made_once(file: Path) -> None:
    what = found()
    assert not made
    assert isinstance(what["table"], Rows)
    assert is_whole(what)


@pytest.mark.parametrize("cut", [0, 7, 100, 20_000])
def test_file_that_is_cut_off_is_made_anew(file: Path, cut: int) -> None:
    file.write_bytes(file.read_bytes()[:cut])
    assert is_whole(found())
    assert is_whole(found())


@pytest.mark.parametrize("what", [b"\x01", SMALL["one"].tobytes(), TABLE[5].tobytes()])
def test_spoilt_bytes_are_noticed(file: Path, what: bytes) -> None:
    data = file.read_bytes()
    file.write_bytes(data.replace(what, bytes(len(what)), 1))
    assert is_whole(found())


def test_without_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TQCHECK_CACHE", "off")
    assert is_whole(found())
