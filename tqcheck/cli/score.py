"""`tqcheck score`."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any

import click

from tqcheck.cli.output import write
from tqcheck.cli.scoring import metric_names, scoring, scoring_settings

if TYPE_CHECKING:
    from tqcheck.model import Score
    from tqcheck.scoring.material import Material
    from tqcheck.scoring.run import Scored

SCHEMA = "tqcheck-scores/1"


@click.command(short_help="Score translations: BLEU, chrF, TER, COMET, and more.")
@click.argument("files", nargs=-1, required=True, metavar="[SOURCE TARGET | BITEXT...]")
@scoring
@click.option("--source-lang", metavar="TAG", help="Language of the source.")
@click.option("--target-lang", metavar="TAG", help="Language of the target.")
@click.option("--encoding", metavar="NAME", help="Encoding of the files.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="What to write.")
@click.option("-o", "--output", metavar="FILE", help="Where to write it.")
def score(files: tuple[str, ...], metrics: tuple[str, ...], form: str, output: str | None, **options: Any) -> int:
    """Score an article or segment pairs; every score comes with the signature that makes it reproducible.

    BLEU, chrF, chrF++ and TER (sacreBLEU) need references; COMET needs the extra `comet` and, by its model, references.
    `comet:MODEL` names a model of the hub, a model.ckpt or its folder. docs/scores.md explains each number.
    """
    from tqcheck.scoring.run import score as run

    materials = _read(files, options)
    settings = scoring_settings(options)
    documents = [_document(material) for material in materials]
    for name in metric_names(metrics, options, materials):
        for document, scored in zip(documents, run(materials, name, settings)):
            _add(document, name, scored)
    write(_json(documents) if form == "json" else _text(documents), output)
    return 0


def _read(files: tuple[str, ...], options: dict[str, Any]) -> list[Material]:
    from tqcheck.readers.bitext import is_bitext
    from tqcheck.scoring.material import read_article, read_bitext, read_lines

    references, tags = options["references"], (options["source_lang"], options["target_lang"])
    if all(map(is_bitext, files)) and not options["lines"]:
        if references and len(files) > 1:
            raise click.UsageError("--reference goes with one bitext; others have a column `ref`")
        return [read_bitext(path, references, *tags) for path in files]
    if len(files) != 2 or any(map(is_bitext, files)):
        raise click.UsageError("give SOURCE and TARGET, or bitexts (.tsv, .jsonl)")
    if options["lines"]:
        return [read_lines(files[0], files[1], references, *tags)]
    source, target = files
    return [
        read_article(source, target, references, source_lang=tags[0], target_lang=tags[1], encoding=options["encoding"])
    ]


def _document(material: Material) -> dict[str, Any]:
    rows = [{"row": number, "scores": {}} for number in range(1, len(material.targets) + 1)]
    return {"target": material.name, "target_lang": material.target_lang, "scores": {}, "segments": rows}


def _add(document: dict[str, Any], name: str, scored: Scored) -> None:
    for notice in scored.notices:
        click.echo(f"note: {notice}", err=True)
    document["scores"][name] = as_dict(scored.corpus)
    for row, value in zip(document["segments"], scored.segments):
        if value is not None:
            row["scores"][name] = value
    for row, spans in zip(document["segments"], scored.spans):
        row.setdefault("error_spans", {})[name] = [dataclasses.asdict(span) for span in spans]


def as_dict(score: Score) -> dict[str, Any]:
    """A score as JSON writes it: what is not there is left out."""
    return {key: value for key, value in dataclasses.asdict(score).items() if value not in (None, {})}


def _json(documents: list[dict[str, Any]]) -> str:
    return json.dumps({"schema": SCHEMA, "documents": documents}, ensure_ascii=False, indent=2) + "\n"


def _text(documents: list[dict[str, Any]]) -> str:
    lines = [
        f"{document['target']}  {name} {shown(found)}  {found['signature']}"
        for document in documents
        for name, found in document["scores"].items()
    ]
    return "\n".join(lines) + "\n"


def shown(found: dict[str, Any]) -> str:
    """A score in words: `34.56`, or `34.56 (31.20 to 37.91)` with its interval."""
    if "interval" not in found:
        return f"{found['value']:.4g}"
    low, high = found["interval"]
    return f"{found['value']:.4g} ({low:.4g} to {high:.4g})"
