"""`tqcheck report`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tqcheck.cli.inputs import checked
from tqcheck.cli.options import checking, configured, status, write

if TYPE_CHECKING:
    from tqcheck.model import Report


@click.command(short_help="Check, and write the HTML report.")
@click.argument("files", nargs=-1, metavar="[SOURCE TARGET | BITEXT... | REPORT.json...]")
@checking
@click.option("-o", "--output", metavar="FILE", help="Where to write it (reports/<name of the target>.html).")
@click.option(
    "--fail-on",
    type=click.Choice(["minor", "major", "critical", "never"]),
    default="never",
    show_default=True,
    help="Exit with 1 from this severity on.",
)
def report(files: tuple[str, ...], output: str | None, **options: Any) -> int:
    """Check as `tqcheck check` does, and write an HTML page: source and translation side by side, findings marked.

    Given JSON reports (`tqcheck check --format json`), it makes the page of them without checking again.
    """
    from tqcheck.reporters import render

    project = configured(options)
    if files and all(path.endswith(".json") for path in files):
        made = _loaded(files)
    else:
        made = checked(files, options, project)
    path = output or str(Path("reports", _name(made)).with_suffix(".html"))
    write(render(made, "html"), path)
    click.echo(_summary(made))
    click.echo(f"report: {path}")
    return status(made, project.config)


def _loaded(files: tuple[str, ...]) -> Report:
    from dataclasses import replace

    from tqcheck.readers import read_bytes
    from tqcheck.readers.decode import decode
    from tqcheck.reporters import json as reader

    reports = [reader.load(decode(read_bytes(path), path).text, path) for path in files]
    documents = tuple(one for report in reports for one in report.documents)
    return replace(
        reports[0], documents=documents, rules={name: rule for one in reports for name, rule in one.rules.items()}
    )


def _name(made: Report) -> str:
    """A file name from the first target: its folder's name where the file's own says only `target`."""
    path = Path(made.documents[0].target)
    stem = path.name.split(".")[0] or "report"
    if stem in {"target", "translation", "index", "-"} and path.resolve().parent.name:
        stem = path.resolve().parent.name
    return stem + ".html" if len(made.documents) == 1 else f"{stem}-and-{len(made.documents) - 1}-more.html"


def _summary(made: Report) -> str:
    counts = dict.fromkeys(("critical", "major", "minor"), 0)
    for document in made.documents:
        for finding in document.findings:
            counts[finding.severity] += 1
    words = sum(document.words for document in made.documents)
    told = ", ".join(f"{number} {severity}" for severity, number in counts.items())
    return f"{sum(counts.values())} findings ({told}) in {words} words"
