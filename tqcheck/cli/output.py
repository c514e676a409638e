"""What a command writes: to standard output, to a file, to several at once."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tqcheck.atomic import replace_file
from tqcheck.errors import TqcheckError, did_you_mean
from tqcheck.records import dataclass
from tqcheck.reporters import FORMATS, names

if TYPE_CHECKING:
    from tqcheck.model import Report

# How a report is called in a folder, where that is not `tqcheck.<format>`.
_NAMES = {
    "text": "tqcheck.txt", "concise": "tqcheck.concise.txt", "junit": "tqcheck.junit.xml", "markdown": "tqcheck.md",
    "gitlab": "gl-code-quality-report.json", "github": "tqcheck.github.txt", "mqm": "tqcheck.mqm.tsv",
}  # fmt: skip


class Format(click.ParamType):  # type: ignore[type-arg]
    """The name of a format; those of plug-ins are looked up only where the name is none of tqcheck's own."""

    name = "format"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name as it is. Fails where there is no such format."""
        if not is_format(value):
            self.fail(f"there is no format {value!r}; {_remedy(value)}", param, ctx)
        return str(value)


def is_format(name: str) -> bool:
    """Whether reports can be written so."""
    return name in FORMATS or (name.isidentifier() and len(name) > 1 and name in names())


def _remedy(name: str) -> str:
    return did_you_mean(name, names()) or f"there are {', '.join(names())}"


@dataclass(frozen=True, slots=True)
class Destination:
    """A format and where it goes: a file, a folder, or None for standard output."""

    form: str
    path: str | None

    @property
    def is_folder(self) -> bool:
        """Whether the path names a folder: it is one, or ends in a slash."""
        return self.path is not None and (self.path.endswith(("/", "\\")) or Path(self.path).is_dir())


def destinations(outputs: Sequence[str], form: str | None) -> list[Destination]:
    """Where the outputs go: `FORMAT:FILE`, `FORMAT:FOLDER/`, or a file in the format of `--format`.

    Raises `click.UsageError` for a mistyped format, and where two would be mixed on standard output.
    """
    found = []
    for output in outputs or ["-"]:
        name, colon, path = output.partition(":")
        if not (colon and is_format(name)):
            if colon and name.isalpha() and (near := did_you_mean(name, names())):
                raise click.UsageError(f"there is no format {name!r}; {near}")
            name, path = form or "text", output
        found.append(Destination(name, None if path in ("", "-") else path))
    if sum(one.path is None for one in found) > 1:
        raise click.UsageError("only one output can go to standard output")
    if form and all(":" in output for output in outputs) and outputs:
        raise click.UsageError("--format goes with an --output that names no format")
    return found


def deliver(report: Report, wanted: Sequence[Destination], interface: str) -> None:
    """Write the report in every format wanted; nothing is written where one of them cannot be made."""
    from tqcheck.cli.report import write_pages

    pages = [one for one in wanted if one.form == "html" and one.is_folder]
    made = [(_rendered(report, one, interface), _file(one)) for one in wanted if one not in pages]
    for text, path in made:
        write(text, path)
    for one in pages:
        write_pages(report, Path(str(one.path)), interface)
    if not any(one.form == "text" for one in wanted):
        for notice in (*(notice for document in report.documents for notice in document.notices), *report.notices):
            click.echo(f"note: {notice}", err=True)
        for late in report.overdue:
            click.echo(f"{late.why}: {late.target}, translation of {late.source}", err=True)
    for failure in report.failures:
        click.echo(f"tqcheck: {failure.problem}", err=True)


def _rendered(report: Report, one: Destination, interface: str) -> str:
    from tqcheck.reporters import render

    terminal = one.path is None and sys.stdout.isatty()
    width = shutil.get_terminal_size((100, 24)).columns if terminal else 100
    return render(report, one.form, color=terminal, width=width, interface=interface)


def _file(one: Destination) -> str | None:
    return str(Path(str(one.path), _NAMES.get(one.form, f"tqcheck.{one.form}"))) if one.is_folder else one.path


def write(text: str, output: str | None) -> None:
    """Write to a file, whole or not at all, or to standard output."""
    # Lone surrogates, which JSON can carry, become escapes rather than a crash.
    data = text.encode("utf-8", "backslashreplace")
    if output is None or output == "-":
        stream = getattr(sys.stdout, "buffer", None)
        if stream is None:
            sys.stdout.write(text)
        else:
            stream.write(data)
            stream.flush()
        return
    path = Path(output)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():  # a pipe or a device cannot be replaced
            path.write_bytes(data)
        else:
            replace_file(path, data)
    except OSError as error:
        raise TqcheckError(
            f"cannot be written ({error.strerror or error})", path=output, remedy="choose another place with --output"
        ) from None
