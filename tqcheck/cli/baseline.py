"""`tqcheck baseline`."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Any

import click

from tqcheck.cli.inputs import checked
from tqcheck.cli.options import checking, configured
from tqcheck.cli.output import write


@click.command(short_help="Write down what is found today, so that only new findings count.")
@click.argument("files", nargs=-1, metavar="[SOURCE TARGET | BITEXT...]")
@checking
@click.option("-o", "--output", metavar="FILE", help="Where to write it (the configured baseline when left out).")
def baseline(files: tuple[str, ...], output: str | None, **options: Any) -> int:
    """Check as `tqcheck check` does, and write all findings into a baseline file: `check --baseline` is silent of them.

    What people wrote into the entries (decision, reason, expires) stays with them; entries of files that were not
    checked stay too.
    """
    from tqcheck.project import baseline as known

    project = configured(options)
    path = output or project.config.baseline or os.path.relpath(project.root / known.DEFAULT_NAME)
    before = known.load(path) if os.path.exists(path) else {}
    config = replace(project.config, baseline=path if before else None)
    report = checked(files, options, replace(project, config=config))
    entries = known.made(report, before)
    if files:
        targets = {document.target for document in report.documents}
        entries += [one for one in before.values() if one.path not in targets]
    write(known.dump(entries), path)
    new = sum(one.fingerprint not in before for one in entries)
    click.echo(f"{path}: {len(entries)} findings, {new} new")
    for failure in report.failures:
        click.echo(f"tqcheck: {failure.problem}", err=True)
    if project.config.baseline != path:
        click.echo(f'now add baseline = "{path}" to the configuration, or check with --baseline {path}', err=True)
    return 2 if report.failures else 0
