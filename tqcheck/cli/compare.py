"""`tqcheck compare`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from tqcheck.cli.options import configured
from tqcheck.cli.output import write
from tqcheck.cli.scoring import metric_names, scoring, scoring_settings

if TYPE_CHECKING:
    from tqcheck.config import Config
    from tqcheck.model import DocumentReport
    from tqcheck.scoring.material import Material


@click.command(short_help="Compare translations of one source.")
@click.argument("files", nargs=-1, required=True, metavar="[SOURCE A B... | A.tsv B.tsv...]")
@scoring
@click.option(
    "--test",
    type=click.Choice(["bs", "ar"]),
    default="bs",
    help="Whether differences may be chance: paired bootstrap (bs, default) or approximate randomisation.",
)
@click.option("--source-lang", metavar="TAG", help="Language of the source.")
@click.option("--target-lang", metavar="TAG", help="Language of the translations.")
@click.option("--encoding", metavar="NAME", help="Encoding of the files.")
@click.option("--select", metavar="RULES", multiple=True, help="Count findings of these rules or categories only.")
@click.option("--ignore", metavar="RULES", multiple=True, help="Leave out these rules or categories.")
@click.option("--strict", is_flag=True, help="Run the advisory rules too.")
@click.option("--mqm-profile", metavar="NAME", help="How findings weigh (see `tqcheck check`).")
@click.option("--config", "config_file", metavar="FILE", help="The configuration (the nearest file when left out).")
@click.option("--no-config", is_flag=True, help="Use no configuration file.")
@click.option("--format", "form", type=click.Choice(["text", "json", "html"]), default="text", help="What to write.")
@click.option("-o", "--output", metavar="FILE", help="Where to write it.")
def compare(files: tuple[str, ...], form: str, output: str | None, **options: Any) -> int:
    """Compare translations A, B, … of one source; A is the baseline.

    Scores stand side by side, each difference with the probability that it is chance; findings of A that B has not
    are fixed, others are introduced.
    """  # fmt: skip
    from tqcheck.reporters.comparison import render
    from tqcheck.scoring import comparison

    config = configured({**options, "glossary": (), "metrics": ()}).config
    materials, reports = _read(files, options, config)
    names = metric_names(options["metrics"], options, materials)
    found = comparison.compare(materials, reports, names, scoring_settings(options), options["test"])
    for notice in found.notices:
        click.echo(f"note: {notice}", err=True)
    write(render(found, form), output)
    return 0


def _read(files: Sequence[str], options: dict[str, Any], config: Config) -> tuple[list[Material], list[DocumentReport]]:
    from tqcheck.readers.bitext import is_bitext

    if options["lines"]:
        raise click.UsageError("--lines is for `tqcheck score`; give articles or bitexts")
    if all(map(is_bitext, files)) and len(files) > 1:
        return _bitexts(files, options["references"], config)
    if len(files) < 3 or any(map(is_bitext, files)):
        raise click.UsageError("give SOURCE and at least two translations, or at least two bitexts")
    return _articles(files[0], files[1:], options["references"], config)


def _bitexts(
    files: Sequence[str], references: Sequence[str], config: Config
) -> tuple[list[Material], list[DocumentReport]]:
    from tqcheck.bitexts import check_bitext
    from tqcheck.readers import bitext
    from tqcheck.scoring.material import read_bitext

    tags = config.source_lang, config.target_lang
    materials = [read_bitext(path, references, *tags) for path in files]
    return materials, [check_bitext(bitext.read(path, *tags), path, config) for path in files]


def _articles(
    source: str, targets: Sequence[str], references: Sequence[str], config: Config
) -> tuple[list[Material], list[DocumentReport]]:
    from tqcheck import engine
    from tqcheck.detect import language_of
    from tqcheck.readers import read
    from tqcheck.scoring.material import of_systems

    original, *translations = (read(path, config.encoding) for path in (source, *targets))
    languages = (
        language_of(original, config.source_lang, "source", []),
        language_of(translations[0], config.target_lang, "target", []),
    )
    answers = [read(path, config.encoding) for path in references]
    reports = [engine.check_article(original, one, config) for one in translations]
    return of_systems(original, translations, answers, languages), reports
