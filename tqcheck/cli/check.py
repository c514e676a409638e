"""`tqcheck check`."""

from __future__ import annotations

import shutil
import sys
from typing import Any

import click

from tqcheck.cli.options import checked, checking, configured, status, write
from tqcheck.reporters import FORMATS


@click.command(short_help="Check a translation against its source.")
@click.argument("files", nargs=-1, metavar="[SOURCE TARGET | BITEXT... | --target-only TARGET...]")
@checking
@click.option("--format", "form", type=click.Choice(sorted(FORMATS)), default="text", help="What to write.")
@click.option("-o", "--output", metavar="FILE", help="Where to write it (standard output when left out).")
@click.option(
    "--fail-on",
    type=click.Choice(["minor", "major", "critical", "never"]),
    help="Exit with 1 from this severity on (minor when left out).",
)
def check(files: tuple[str, ...], form: str, output: str | None, **options: Any) -> int:
    """Check an article and its translation, or segment pairs, and show what is wrong with the translation.

    SOURCE and TARGET are text or Markdown files (`-` is standard input); a BITEXT is a .tsv or .jsonl file, also .gz.
    """
    from tqcheck.reporters import render

    project = configured(options)
    report = checked(files, options, project)
    terminal = output in (None, "-") and sys.stdout.isatty()
    if form != "text":
        for document in report.documents:
            for notice in document.notices:
                click.echo(f"note: {notice}", err=True)
    width = shutil.get_terminal_size((100, 24)).columns if terminal else 100
    write(render(report, form, color=terminal, width=width), output)
    return status(report, project.config)
