"""`tqcheck score`."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import click

from tqcheck.cli.options import write
from tqcheck.errors import TqcheckError

if TYPE_CHECKING:
    from tqcheck.model import Score

_METRICS = ("bleu", "chrf", "ter", "comet")


@dataclass(slots=True)
class _Segments:
    """What is scored: parallel lists, and the target language."""

    name: str
    target_lang: str
    sources: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    references: list[str] | None = None


@click.command(short_help="Score translations: BLEU, chrF, TER, COMET.")
@click.argument("files", nargs=-1, required=True, metavar="[SOURCE TARGET | BITEXT...]")
@click.option("--metric", "metrics", type=click.Choice(_METRICS), multiple=True, help="Which (again for several).")
@click.option("--model", metavar="MODEL", help="COMET model: a model.ckpt, or a name on the hub.")
@click.option("--reference", metavar="FILE", help="Reference translation of an article (a bitext has a column `ref`).")
@click.option("--source-lang", metavar="TAG", help="Language of the source.")
@click.option("--target-lang", metavar="TAG", help="Language of the target.")
@click.option("--encoding", metavar="NAME", help="Encoding of the files.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="What to write.")
@click.option("-o", "--output", metavar="FILE", help="Where to write it.")
def score(files: tuple[str, ...], metrics: tuple[str, ...], model: str | None, **options: Any) -> int:
    """Score an article or segment pairs; every score comes with the signature that makes it reproducible.

    BLEU, chrF and TER (sacreBLEU) need references; COMET needs the extra `comet` and, by its model, references.
    """
    scored = [_scored(one, metrics, model) for one in _read(files, options)]
    if options["form"] == "json":
        text = json.dumps({"schema": "tqcheck-scores/1", "documents": scored}, ensure_ascii=False, indent=2) + "\n"
    else:
        lines = [f"{one['target']}  {name} {found['value']:g}  {found['signature']}"
                 for one in scored for name, found in one["scores"].items()]  # fmt: skip
        text = "\n".join(lines) + "\n"
    write(text, options["output"])
    return 0


def _read(files: tuple[str, ...], options: dict[str, Any]) -> list[_Segments]:
    from tqcheck.readers.bitext import is_bitext

    if all(map(is_bitext, files)):
        return [_bitext(path, options) for path in files]
    if len(files) != 2 or any(map(is_bitext, files)):
        raise click.UsageError("give SOURCE and TARGET, or bitexts (.tsv, .jsonl)")
    return [_article(files[0], files[1], options)]


def _bitext(path: str, options: dict[str, Any]) -> _Segments:
    from tqcheck.readers import bitext

    rows = list(bitext.read(path, options["source_lang"], options["target_lang"]))
    references = [row.ref for row in rows if row.ref is not None]
    if references and len(references) < len(rows):
        lacking = next(row.row for row in rows if row.ref is None)
        raise TqcheckError(f"row {lacking} has no reference", path=path, remedy="give all rows one, or none")
    return _Segments(path, rows[0].tgt_lang, [row.src for row in rows], [row.tgt for row in rows], references or None)


def _article(source: str, target: str, options: dict[str, Any]) -> _Segments:
    """Sentences of the translation with their sources and, aligned with them, those of the reference."""
    from tqcheck.align import align
    from tqcheck.detect import language_of
    from tqcheck.readers import read
    from tqcheck.segment import segment

    documents = [read(path, options["encoding"]) for path in (source, target)]
    source_language = language_of(documents[0], options["source_lang"], "source", [])
    language = language_of(documents[1], options["target_lang"], "target", [])
    found = _Segments(target, language.tag)
    aligned = align(
        segment(documents[0], source_language),
        segment(documents[1], language),
        source_language,
        language,
        source_text=documents[0].masked,
        target_text=documents[1].masked,
    )
    pairs = [pair for pair in aligned if pair.target]
    found.sources = [pair.source.text if pair.source else "" for pair in pairs]
    found.targets = [pair.target.text for pair in pairs if pair.target]
    if options["reference"]:
        reference = read(options["reference"], options["encoding"])
        targets = [pair.target for pair in pairs if pair.target]
        aligned = align(
            targets,
            segment(reference, language),
            language,
            language,
            source_text=documents[1].masked,
            target_text=reference.masked,
        )
        answers = {pair.source.start: pair.target.text for pair in aligned if pair.source and pair.target}
        found.references = [answers.get(one.start, "") for one in targets]
    return found


def _scored(one: _Segments, metrics: tuple[str, ...], model: str | None) -> dict[str, Any]:
    wanted = metrics or (("comet",) if model else ("bleu", "chrf", "ter"))
    scores: dict[str, Score] = {}
    by_segment: dict[str, list[float]] = {}
    for name in wanted:
        if name == "comet":
            scores[name], by_segment[name] = _comet(one, model)
        else:
            scores[name], by_segment[name] = _surface(one, name)
    rows = [
        {"row": number, "scores": {name: values[number - 1] for name, values in by_segment.items()}}
        for number in range(1, len(one.targets) + 1)
    ]
    found = {name: {"value": score.value, "signature": score.signature} for name, score in scores.items()}
    return {"target": one.name, "target_lang": one.target_lang, "scores": found, "segments": rows}


def _surface(one: _Segments, name: str) -> tuple[Score, list[float]]:
    from tqcheck.scoring.surface import segments, surface

    if one.references is None:
        remedy = "give --reference, or a bitext with a column `ref`"
        raise TqcheckError(f"{name} needs references", path=one.name, remedy=remedy)
    corpus = surface(one.targets, one.references, one.target_lang, [name])[name]
    return corpus, segments(one.targets, one.references, one.target_lang, name)


def _comet(one: _Segments, model: str | None) -> tuple[Score, list[float]]:
    from tqcheck.scoring.comet import DEFAULT_MODEL, comet

    found = comet(one.sources, one.targets, one.references, model or DEFAULT_MODEL)
    for notice in found.notices:
        click.echo(f"note: {notice}", err=True)
    return found.corpus, list(found.segments)
