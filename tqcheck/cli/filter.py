"""`tqcheck filter`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from tqcheck.cli.options import checking, configured, listed
from tqcheck.cli.spreading import shard_of, spreading, workers_of


@click.command(short_help="Clean bitexts: kept pairs, dropped pairs with reasons, a summary.")
@click.argument("files", nargs=-1, required=True, metavar="BITEXT...")
@click.option("--keep", metavar="RULES", multiple=True, help="Findings of these rules or categories drop no pair.")
@click.option("--drop", metavar="RULES", multiple=True, help="Only findings of these rules or categories drop a pair.")
@click.option(
    "--min-score",
    type=click.FloatRange(0, 100),
    metavar="X",
    help="Drop pairs whose own MQM score (0 to 100) is less; without --drop, this alone decides.",
)
@click.option("-o", "--output", metavar="FOLDER", required=True, help="Where the outputs go.")
@spreading
@click.option("--restart", is_flag=True, help="Begin anew where a run was cut off.")
@checking
def filter(files: tuple[str, ...], **options: Any) -> int:
    """Check segment pairs, and part those that are in order from those that are not.

    A BITEXT is a .tsv or .jsonl file, also .gz, or a .parquet file. Of web.tsv the FOLDER gets web.kept.tsv, the lines
    as they were, web.dropped.tsv with a last column of reasons, and summary.json. A run that was cut off, killed even,
    goes on where it was when the same command is given again.
    """
    from tqcheck.filtering.run import Settings, filter_files
    from tqcheck.filtering.verdict import policy

    project = configured(options)
    wanted = policy(listed(options["keep"]), listed(options["drop"]), options["min_score"])
    settings = Settings(project.config, wanted, shard_of(options), workers_of(options), options["restart"])
    summary = filter_files(files, Path(options["output"]), settings)
    click.echo(f"{summary['pairs']:,} pairs: {summary['kept']:,} kept, {summary['dropped']:,} dropped", err=True)
    return 0
