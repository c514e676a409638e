"""What starting takes, beside starting Python itself.

A cache folder of its own, empty at first: the first check on a machine writes it. What counts later is an article that
was never checked before, so for every run the folder is put back as it was after the first check, of another article.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from corpora.benchmarks import material
from corpora.benchmarks.timing import Taken, taken, tqcheck

_WORDS = 1000
_LANGUAGES = ("--source-lang", "pt", "--target-lang", "en", "--no-config", "--fail-on", "never")


def started(folder: Path, repeat: int) -> list[str]:
    """The table of starts, as multiples of Python's own."""
    other = material.article(folder / "other", _WORDS, after=_WORDS)
    article = material.article(folder / "article", _WORDS)
    base = taken([sys.executable, "-c", "pass"], folder, 10 * repeat).busy
    first = _check(folder, other, html=False)
    shutil.copytree(folder / "cache", folder / "after-first")
    fresh = {html: min(_fresh(folder, article, html) for _ in range(repeat)) for html in (False, True)}
    again = min(_check(folder, article, html=False).busy for _ in range(repeat))
    version = taken(tqcheck("--version"), folder, 3 * repeat).busy
    rows = {
        "`tqcheck --version`": version,
        "an article of 1,000 words, JSON": fresh[False],
        "the same, JSON and HTML": fresh[True],
        "an article that was checked before, JSON": again,
        "the very first check on a machine, which writes the cache folder": first.busy,
    }
    table = [f"| {name} | {busy / base:.1f} |" for name, busy in rows.items()]
    told = f"Starting Python (`python -c pass`) takes {1000 * base:.0f} ms of a processor here, in these runs."
    return [told, "", "| a start, in multiples of that | |", "| --- | --: |", *table, ""]


def _fresh(folder: Path, article: tuple[Path, Path], html: bool) -> float:
    shutil.rmtree(folder / "cache")
    shutil.copytree(folder / "after-first", folder / "cache")
    return _check(folder, article, html).busy


def _check(folder: Path, article: tuple[Path, Path], html: bool) -> Taken:
    reports = ["-o", f"json:{folder / 'a.json'}", *(["-o", f"html:{folder / 'a.html'}"] if html else [])]
    command = tqcheck("check", *map(str, article), *_LANGUAGES, *reports)
    return taken(command, folder, environment={"TQCHECK_CACHE": str(folder / "cache")})
