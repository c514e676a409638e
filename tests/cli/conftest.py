"""The installed command, and a pair of files for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


def tqcheck(*arguments: object, given: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from tqcheck.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, input=given, capture_output=True, timeout=120, check=False)


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    source = put(tmp_path, "source.txt", "O ministro falou ontem com a imprensa em Moscou.\n")
    target = put(tmp_path, "target.txt", "The minister spoke to the the press in Moscou yesterday.\n")
    return source, target
