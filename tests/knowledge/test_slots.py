"""Vectors in slots: whatever stands in the file, a vector is that of its text."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tqcheck.knowledge.slots import Slots

KEYS = [str(number).encode() for number in range(100)]
TRUE = np.random.default_rng(1).random((100, 4), dtype=np.float32)
asked: list[int] = []


def make(numbers: list[int]) -> np.ndarray:
    asked.extend(numbers)
    return TRUE[numbers]


def is_right(slots: int = 64) -> bool:
    asked.clear()
    return np.array_equal(Slots("a", (), make, slots, 4).vectors(KEYS, make), TRUE)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TQCHECK_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "tables"


def test_vectors_are_made_once_but_for_those_that_share_a_slot(folder: Path) -> None:
    assert is_right()
    assert len(asked) == 100
    assert is_right()
    assert 36 <= len(asked) < 90


@pytest.mark.parametrize("damage", ["cut", "zeros", "noise", "shifted"])
def test_spoilt_file(folder: Path, damage: str) -> None:
    is_right()
    (file,) = folder.iterdir()
    data = file.read_bytes()
    noise = np.random.default_rng(2).bytes(len(data))
    spoilt = {"cut": data[:100], "zeros": bytes(len(data)), "noise": noise, "shifted": data[4:] + data[:4]}
    file.write_bytes(spoilt[damage])
    assert is_right()
    assert is_right()


def test_half_written_slots_are_empty(folder: Path) -> None:
    is_right()
    (file,) = folder.iterdir()
    data = np.frombuffer(file.read_bytes(), np.uint8).reshape(64, -1).copy()
    data[:, 24:28] ^= 1
    file.write_bytes(data.tobytes())
    assert is_right()
    assert len(asked) == 100


def test_folder_that_can_only_be_read(folder: Path) -> None:
    is_right()
    (file,) = folder.iterdir()
    before = file.read_bytes()
    file.chmod(0o444)
    folder.chmod(0o555)
    try:
        assert is_right()
    finally:
        folder.chmod(0o755)
    assert len(file.read_bytes()) == len(before)


def test_without_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TQCHECK_CACHE", "off")
    assert is_right()


def test_two_processes_at_once(folder: Path) -> None:
    program = (
        "import numpy as np\n"
        "from tqcheck.knowledge.slots import Slots\n"
        "def make(numbers): return np.array([[number] * 4 for number in numbers], np.float32)\n"
        "keys = [str(number).encode() for number in range(1000)]\n"
        "for turn in range(30):\n"
        "    found = Slots('a', (), make, 512, 4).vectors(keys, make)\n"
        "    assert (found == np.arange(1000)[:, None]).all()\n"
    )
    both = [subprocess.Popen([sys.executable, "-c", program]) for _ in range(2)]
    assert [one.wait(60) for one in both] == [0, 0]
