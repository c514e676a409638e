"""`tqcheck check`."""

from __future__ import annotations

from typing import Any

import click

from tqcheck.cli.inputs import checked
from tqcheck.cli.options import checking, choosing, configured, heating, status
from tqcheck.cli.output import Format, deliver, destinations
from tqcheck.cli.spreading import spreading
from tqcheck.reporters import FORMATS


@click.command(short_help="Check a translation against its source.")
@click.argument("files", nargs=-1, metavar="[SOURCE TARGET | BITEXT... | --target-only TARGET...]")
@checking
@heating
@choosing
@click.option("--watch", "watching", is_flag=True, help="Check again whenever one of the files is saved.")
@spreading
@click.option("--no-cache", is_flag=True, help="Check everything anew.")
@click.option("--format", "form", type=Format(), help=f"What to write: {', '.join(FORMATS)}.")
@click.option(
    "-o",
    "--output",
    metavar="[FORMAT:]FILE",
    multiple=True,
    help="Where to write it (standard output when left out); again, with a format each, for several: sarif:out.sarif.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["minor", "major", "critical", "never"]),
    help="Exit with 1 from this severity on (minor when left out).",
)
def check(files: tuple[str, ...], form: str | None, output: tuple[str, ...], **options: Any) -> int:
    """Check an article and its translation, or segment pairs, and show what is wrong with the translation.

    SOURCE and TARGET are text or Markdown files (`-` is standard input); a BITEXT is a .tsv, .csv, .jsonl, .po, .xliff
    or .tmx file, all but .po also .gz, or a .parquet file. Without arguments the pairs are checked that the
    configuration names.
    """
    if options.pop("watching"):
        from tqcheck.cli.watching import watch

        return watch(files, options)
    wanted = destinations(output, form)
    project = configured(options)
    report = checked(files, options, project)
    deliver(report, wanted, project.config.interface)
    return status(report, project.config)
