"""`tqcheck check`."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING, Any

import click

from tqcheck.cli.inputs import checked
from tqcheck.cli.options import checking, configured, status, write
from tqcheck.reporters import FORMATS

if TYPE_CHECKING:
    from tqcheck.model import Report


@click.command(short_help="Check a translation against its source.")
@click.argument("files", nargs=-1, metavar="[SOURCE TARGET | BITEXT... | --target-only TARGET...]")
@checking
@click.option("--touching", is_flag=True, help="Check the configured pairs that the FILES belong to.")
@click.option(
    "--changed",
    is_flag=False,
    flag_value="HEAD",
    metavar="[BASE]",
    help="Check only the configured pairs that git sees changed since BASE (HEAD when left out).",
)
@click.option("--no-cache", is_flag=True, help="Check everything anew.")
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
    Without arguments the pairs are checked that the configuration names.
    """
    from tqcheck.reporters import render

    project = configured(options)
    report = checked(files, options, project)
    terminal = output in (None, "-") and sys.stdout.isatty()
    if form != "text":
        _notices(report)
    width = shutil.get_terminal_size((100, 24)).columns if terminal else 100
    made = render(report, form, color=terminal, width=width, interface=project.config.interface)
    write(made, output)
    for failure in report.failures:
        click.echo(f"tqcheck: {failure.problem}", err=True)
    return status(report, project.config)


def _notices(report: Report) -> None:
    every = [notice for document in report.documents for notice in document.notices]
    for notice in (*every, *report.notices):
        click.echo(f"note: {notice}", err=True)
