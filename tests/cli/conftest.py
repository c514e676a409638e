"""The installed command, and a pair of files for it."""

from __future__ import annotations

import io
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

import pytest

from tqcheck.cli.app import run


def tqcheck(*arguments: object, given: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run a command line in this process: a new one for each test would spend its time on imports."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n") for _ in range(2))
    command = [str(one) for one in arguments]
    stdin = patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(given or b"")))
    with stdin, redirect_stdout(out), redirect_stderr(err):
        status = run(command)
    texts = []
    for stream in (out, err):
        stream.flush()
        texts.append(stream.buffer.getvalue())  # type: ignore[attr-defined]
    return subprocess.CompletedProcess(command, status, *texts)


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    source = put(tmp_path, "source.txt", "O ministro falou ontem com a imprensa em Moscou.\n")
    target = put(tmp_path, "target.txt", "The minister spoke to the the press in Moscou yesterday.\n")
    return source, target
