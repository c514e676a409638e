"""Tables that are kept on disk: made once, and never wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tqcheck.knowledge.compact import kept

made: list[int] = []


def table() -> dict[str, tuple[int, ...]]:
    made.append(1)
    return {"é": (1, 2)}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TQCHECK_CACHE", str(tmp_path / "cache"))
    made.clear()
    return tmp_path / "cache"


def test_table_is_made_once(folder: Path) -> None:
    assert kept("a", ("click",), table) == kept("a", ("click",), table) == {"é": (1, 2)}
    assert len(made) == 1


@pytest.mark.parametrize("damage", [b"", b"x", b"\x00" * 64])
def test_spoilt_file_is_made_anew(folder: Path, damage: bytes) -> None:
    kept("a", (), table)
    (file,) = (folder / "tables").iterdir()
    file.write_bytes(file.read_bytes()[:-1] + damage)
    assert kept("a", (), table) == {"é": (1, 2)}
    assert len(made) == 2


def test_tables_of_earlier_versions_are_removed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for version in ("1", "2", "3", "2"):
        monkeypatch.setattr("tqcheck.__version__", version)
        kept("a", (), table)
    assert len(list((folder / "tables").iterdir())) == 2
    assert len(made) == 3  # one other version is not in the way


def test_folder_that_cannot_be_written_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("TQCHECK_CACHE", str(tmp_path / "file"))
    assert kept("a", (), table) == {"é": (1, 2)}
