"""Time and memory of a command: the least of several runs, since others share the machine."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds on the clock, seconds of processors, and the most memory of one process in MB."""

    clock: float
    busy: float
    memory: float


def taken(command: Sequence[str], folder: Path, repeat: int = 1, environment: Mapping[str, str] | None = None) -> Taken:
    """What a command takes at its quickest. Raises `RuntimeError` where it does not exit with 0."""
    return min((_once(command, folder, environment) for _ in range(repeat)), key=lambda one: one.busy)


def _once(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None) -> Taken:
    # Compiled modules are written and read, as where tqcheck is installed.
    whole = {**os.environ, **(environment or {})}
    whole.pop("PYTHONDONTWRITEBYTECODE", None)
    begun = time.perf_counter()
    with (folder / "said.txt").open("wb") as said:
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=said, env=whole)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:  # 1 may be findings, but also a program that broke
        raise RuntimeError(f"{command[0]} failed: {(folder / 'said.txt').read_text()[-500:]}")
    unit = 1_000_000 if sys.platform == "darwin" else 1000
    return Taken(time.perf_counter() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def tqcheck(*arguments: str) -> list[str]:
    """The command line of tqcheck."""
    return [sys.executable, "-m", "tqcheck", *arguments]
