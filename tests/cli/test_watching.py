"""`tqcheck check --watch`: what makes it check again, and how short the screen stays."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import tqcheck
from tqcheck.cli.watching import changes, screen


def test_saved_files_are_seen_and_others_are_not(tmp_path: Path) -> None:
    watched, other = tmp_path / "a.md", tmp_path / "b.md"
    watched.write_text("one")
    steps = [lambda: other.write_text("x"), lambda: watched.write_text("another"), watched.unlink]
    seen = changes(lambda: [str(watched)], sleep=lambda _: steps.pop(0)() and None)
    assert next(seen) == []
    assert next(seen) == [str(watched)]
    assert len(steps) == 1
    assert next(seen) == [str(watched)]


def test_screen_is_no_longer_than_the_terminal() -> None:
    report = tqcheck.check(None, "\n\n".join(["The the end."] * 60), target_lang="en", select=("repeated-word",))
    lines = screen(report, ["a.md"]).splitlines()
    assert len(lines) <= 24
    assert "and 40 more" in lines[-2]
    assert lines[-1].endswith("60 minor in 1 documents after a change of a.md")


def heed_interrupts() -> None:
    """What runs in the background of a shell ignores them."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_a_save_brings_a_new_screen_and_an_interrupt_ends_it(pair: tuple[Path, Path]) -> None:
    command = [sys.executable, "-m", "tqcheck", "check", *map(str, pair), "--watch"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, preexec_fn=heed_interrupts)
    try:
        assert process.stdout is not None
        lines = iter(process.stdout.readline, "")
        assert any("in 1 documents" in line for line in lines)
        time.sleep(0.6)
        pair[1].write_text(pair[1].read_text(encoding="utf-8").replace("the the", "the"), encoding="utf-8")
        assert any("after a change" in line for line in lines)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 0
    finally:
        process.kill()
        process.communicate()
