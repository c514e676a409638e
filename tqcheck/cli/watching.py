"""Checking again whenever a file is saved, with a short screen."""

from __future__ import annotations

import itertools
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click

from tqcheck.errors import TqcheckError

if TYPE_CHECKING:
    from tqcheck.model import Report
    from tqcheck.project.configuration import Project

_INTERVAL = 0.5  # seconds between two looks at the files
_NEW_FILES = 10  # looks between two searches for files that were not there


def watch(files: Sequence[str], options: dict[str, Any]) -> int:
    """Check, show, and wait for a change, until the user interrupts."""
    from tqcheck.cli.inputs import checked, jobs
    from tqcheck.cli.options import configured

    def watched() -> list[str]:
        project = configured(options)
        chosen = jobs(files, {**options, "changed": None}, project)
        paths = (path for job in chosen for path in (job.source, job.target, job.reference))
        return [*filter(None, paths), *settings(project)]

    try:
        for changed in changes(watched):
            click.clear()
            try:
                click.echo(screen(checked(files, options, configured(options)), changed))
            except TqcheckError as error:  # half-written files are common here: the next save mends them
                click.echo(f"tqcheck: {error}")
    except KeyboardInterrupt:
        click.echo()
    return 0


def settings(project: Project) -> list[str]:
    """The files that settings stand in."""
    config = project.config
    return [
        *([str(project.file)] if project.file else []),
        *config.glossaries,
        *([config.baseline] if config.baseline else []),
    ]


def changes(watched: Callable[[], Iterable[str]], sleep: Callable[[float], None] = time.sleep) -> Iterator[list[str]]:
    """First an empty list, then the files that changed, whenever some did; new files are looked for now and then."""
    paths = list(watched())
    before = {path: _stamp(path) for path in paths}
    yield []
    for tick in itertools.count(1):
        sleep(_INTERVAL)
        if tick % _NEW_FILES == 0:
            with suppress(TqcheckError):  # a half-written configuration: the files of the last one count
                paths = list(watched())
        now = {path: _stamp(path) for path in paths}
        changed = [path for path in now if now[path] != before.get(path)]
        before = now
        if changed:
            yield changed


def _stamp(path: str) -> tuple[int, int] | None:
    try:
        stat = os.stat(path)
        return stat.st_mtime_ns, stat.st_size
    except OSError:
        return None


def screen(report: Report, changed: Sequence[str]) -> str:
    """The findings, a line each, as many as fit; then how many there are, and since when."""
    from tqcheck.reporters import render
    from tqcheck.reporters.grouping import told

    width, height = shutil.get_terminal_size((100, 24))
    lines = [line[:width] for line in render(report, "concise", width=width).splitlines()]
    room = max(height - 3, 3)
    if len(lines) > room:
        lines[room - 1 :] = [f"… and {len(lines) - room + 1} more"]
    every = [finding for document in report.documents for finding in document.findings]
    why = (
        f" after a change of {changed[0]}" if len(changed) == 1 else f" after {len(changed)} changes" if changed else ""
    )
    lines.append(f"{time.strftime('%H:%M:%S')} {told(every)} in {len(report.documents)} documents{why}")
    return "\n".join((*lines, *(f"tqcheck: {one.problem}" for one in report.failures)))
