"""`tqcheck merge`."""

from __future__ import annotations

from pathlib import Path

import click

from tqcheck.cli.output import write
from tqcheck.errors import TqcheckError


@click.command(short_help="Join what several runs wrote: shares of a filter, JSON reports of checks.")
@click.argument("inputs", nargs=-1, required=True, metavar="[FOLDER | REPORT.json...]")
@click.option("-o", "--output", metavar="FILE", default="-", help="Where the joined report goes (standard output).")
def merge(inputs: tuple[str, ...], output: str) -> int:
    """Join the shares that `tqcheck filter --shard` left in a FOLDER, or the JSON reports of several checks into one.

    Of a folder the joined files and their summary are written beside the shares. Reports of a file's shares (`tqcheck
    check --shard`) become the report that one run would have written; other reports must not be of the same file.
    """
    if Path(inputs[0]).is_dir():
        from tqcheck.filtering.merge import merge_folder

        if len(inputs) > 1:
            raise click.UsageError("give one folder, or JSON reports")
        summary = merge_folder(Path(inputs[0]))
        click.echo(f"{summary['pairs']:,} pairs: {summary['kept']:,} kept, {summary['dropped']:,} dropped", err=True)
        return 0
    from tqcheck.merging import joined
    from tqcheck.reporters import json

    reports = [json.load(_text(path), path) for path in inputs]
    write(json.render(joined(reports)), output)
    return 0


def _text(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise TqcheckError(f"cannot be read ({reason})", path=path, remedy="give JSON reports of tqcheck") from None
