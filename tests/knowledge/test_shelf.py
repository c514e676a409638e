"""Dictionaries on disk: a word is found as in memory, whatever has happened to the file."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tqcheck.knowledge.shelf import Shelf, shelved

WORDS = {f"wörd{number:05}": str(number) for number in range(5000)} | {"": "nothing", "Ω": "", "a b": "x y"}
made: list[int] = []


def rows() -> Iterator[tuple[str, str]]:
    made.append(1)
    return iter(sorted(WORDS.items()))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TQCHECK_CACHE", str(tmp_path / "cache"))
    made.clear()
    return tmp_path / "cache" / "tables"


def is_whole(found: object) -> bool:
    absent = ["w", "wörd", "wörd000001", "zzz", "\x01", "a", "a b\tx y", "Ω\t\na b", "\ud800"]
    get = found.get  # type: ignore[attr-defined]
    return all(get(word) == value for word, value in WORDS.items()) and not any(map(get, absent))


def test_dictionary_is_made_once_and_has_every_word(folder: Path) -> None:
    assert is_whole(shelved("a", (), rows))
    again = shelved("a", (), rows)
    assert isinstance(again, Shelf)
    assert is_whole(again)
    assert dict(again) == WORDS
    assert len(made) == 1


@pytest.mark.parametrize("cut", [0, 10, 200, 40_000])
def test_file_that_is_cut_off_is_made_anew(folder: Path, cut: int) -> None:
    shelved("a", (), rows)
    (file,) = folder.iterdir()
    file.write_bytes(file.read_bytes()[:cut])
    assert is_whole(shelved("a", (), rows))
    assert len(made) == 2


@pytest.mark.parametrize("place", [3, 30, -20_000, -2])
def test_spoilt_bytes_are_noticed(folder: Path, place: int) -> None:
    shelved("a", (), rows)
    (file,) = folder.iterdir()
    data = bytearray(file.read_bytes())
    data[place] ^= 1
    file.write_bytes(data)
    assert is_whole(shelved("a", (), rows))


def test_folder_that_cannot_be_written_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("TQCHECK_CACHE", str(tmp_path / "file"))
    assert is_whole(shelved("a", (), rows))


def test_without_cache_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TQCHECK_CACHE", "off")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert is_whole(shelved("a", (), rows))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("words", [[("b", "1"), ("a", "2")], [("a\n", "1")], [("a", "1\t2")], []])
def test_what_cannot_stand_on_a_shelf_stays_in_memory(folder: Path, words: list[tuple[str, str]]) -> None:
    found = shelved("a", (), lambda: words)
    assert not isinstance(found, Shelf)
    assert all(found.get(word) == value for word, value in words)


def test_two_processes_at_once(folder: Path) -> None:
    program = (
        "from tqcheck.knowledge.shelf import shelved\n"
        "rows = lambda: sorted((str(number), 'x') for number in range(20_000))\n"
        "found = [shelved(f'a{turn}', (), rows).get('19999') for turn in range(20)]\n"
        "assert found == ['x'] * 20\n"
    )
    both = [subprocess.Popen([sys.executable, "-c", program]) for _ in range(2)]
    assert [one.wait(60) for one in both] == [0, 0]
    assert len(list(folder.iterdir())) == 20
