"""`tqcheck report`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tqcheck.cli.inputs import checked
from tqcheck.cli.options import checking, configured, heating, status
from tqcheck.cli.output import write
from tqcheck.heating import HEAT

if TYPE_CHECKING:
    from tqcheck.config import Config
    from tqcheck.model import Report


@click.command(short_help="Check, and write the HTML report.")
@click.argument("files", nargs=-1, metavar="[SOURCE TARGET | BITEXT... | REPORT.json...]")
@checking
@heating
@click.option(
    "-o", "--output", metavar="PATH", help="A folder (reports), or one page: a name that ends in .html, or -."
)
@click.option("--interface", metavar="TAG", help="Language of the page's own words: en (default) or pt.")
@click.option(
    "--fail-on",
    type=click.Choice(["minor", "major", "critical", "never"]),
    default="never",
    show_default=True,
    help="Exit with 1 from this severity on.",
)
def report(files: tuple[str, ...], output: str | None, interface: str | None, **options: Any) -> int:
    """Check as `tqcheck check` does, and write HTML pages: source and translation side by side, findings marked.

    Each article gets a page of its own in the folder, and `index.html` lists them all, with what past runs found.
    Given JSON reports (`tqcheck check --format json`), it makes the pages of them without checking again.
    """
    from dataclasses import replace

    project = configured(options)
    ready = bool(files) and all(path.endswith(".json") for path in files)
    if ready and options["heat"]:
        raise click.UsageError("--heat goes with a check; JSON reports have the heat that they were made with")
    config = replace(project.config, interface=interface) if interface else project.config
    made = _loaded(files) if ready else checked(files, options, project)
    _write(made, output or config.reports, config)
    for notice in dict.fromkeys(one for document in made.documents for one in document.notices):
        if notice.startswith(HEAT):  # asked for, and the page cannot show it
            click.echo(f"note: {notice}", err=True)
    for failure in made.failures:
        click.echo(f"tqcheck: {failure.problem}", err=True)
    return status(made, config)


def _write(made: Report, output: str, config: Config) -> None:
    from tqcheck.reporters import render

    if output == "-":
        return write(render(made, "html", interface=config.interface), output)
    if output.lower().endswith((".html", ".htm")):
        write(render(made, "html", interface=config.interface), output)
        pages = [output]
    else:
        pages = write_pages(made, Path(output), config.interface)
    click.echo(_summary(made))
    for page in pages:
        click.echo(f"report: {page}")
    return None


def write_pages(made: Report, folder: Path, interface: str) -> list[str]:
    """A page for each document, a line of history for each, and the index of all whose page is there."""
    from tqcheck.reporters import history, html

    past = history.read(folder)
    runs = history.runs_of(made.documents, past)
    pages = [html.render_article(made, number, interface=interface, index="index.html") for number in range(len(runs))]
    for run, page in zip(runs, pages):
        write(page, str(folder / run.page))
    history.append(folder, runs)
    listed = [run for run in (*past, *runs) if (folder / run.page).is_file()]
    write(html.render_index(listed, made, interface=interface), str(folder / "index.html"))
    return [str(folder / run.page) for run in runs] + [str(folder / "index.html")]


def _loaded(files: tuple[str, ...]) -> Report:
    from dataclasses import replace

    from tqcheck.readers import read_bytes
    from tqcheck.readers.decode import decode
    from tqcheck.reporters import json as reader

    reports = [reader.load(decode(read_bytes(path), path).text, path) for path in files]
    return replace(
        reports[0],
        documents=tuple(one for report in reports for one in report.documents),
        rules={name: rule for report in reports for name, rule in report.rules.items()},
        overdue=tuple(one for report in reports for one in report.overdue),
        failures=tuple(one for report in reports for one in report.failures),
        notices=tuple(one for report in reports for one in report.notices),
    )


def _summary(made: Report) -> str:
    counts = dict.fromkeys(("critical", "major", "minor"), 0)
    for document in made.documents:
        for finding in document.findings:
            counts[finding.severity] += 1
    words = sum(document.words for document in made.documents)
    told = ", ".join(f"{number} {severity}" for severity, number in counts.items())
    return f"{sum(counts.values())} findings ({told}) in {words} words"
