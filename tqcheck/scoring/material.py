"""What is scored: segments with their sources and references, from articles, bitexts or files of one segment a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tqcheck.annotate.leftovers import is_leftover
from tqcheck.errors import TqcheckError
from tqcheck.languages import Language, language, one_or_many
from tqcheck.model import NOTHING, OBJECT, AlignedPair, Document, Segment
from tqcheck.records import dataclass


@dataclass(frozen=True, slots=True)
class Material:
    """Parallel tuples of segments; `references` holds one tuple for each reference translation.

    A segment without source (added text) or without counterpart in a reference has "" there. `tags` are the languages
    of each segment's source and target, where they differ (then `target_lang` is "mul"). `numbered`
    segments are rows of the user's; others are sentences of an article.
    """

    name: str
    source_lang: str | None
    target_lang: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    references: tuple[tuple[str, ...], ...] = ()
    tags: tuple[tuple[str, str], ...] = ()
    numbered: bool = False

    def __post_init__(self) -> None:
        lengths = {len(self.sources), len(self.targets), *map(len, self.references)}
        if len(lengths) > 1:
            raise ValueError(f"{self.name}: sources, targets and references differ in number")


def of_article(
    aligned: Sequence[AlignedPair],
    target: Document,
    references: Sequence[Document],
    languages: tuple[Language | None, Language],
) -> Material:
    """The sentences of a translation beside their sources and what stands for them in each reference.

    Page leftovers are no translation of anything and are not scored. Where a reference joins sentences that the
    translation keeps apart, they are scored as one; what only a reference has belongs to the sentence before it, so
    that omissions cost.
    """
    source_language, target_language = languages
    units = [pair for pair in aligned if pair.target and not is_leftover(pair.target.text, target_language)]
    segments = [pair.target for pair in units if pair.target]
    matches = [_match(segments, target, reference, target_language) for reference in references]
    groups = list(_groups(len(units), matches))
    return Material(
        name=target.path or "-",
        source_lang=source_language.tag if source_language else None,
        target_lang=target_language.tag,
        sources=tuple(_joined(unit.source for unit in units[a:b]) for a, b in groups),
        targets=tuple(_joined(unit.target for unit in units[a:b]) for a, b in groups),
        references=tuple(tuple(" ".join(filter(None, match.texts[a:b])) for a, b in groups) for match in matches),
    )


def of_systems(
    source: Document, targets: Sequence[Document], references: Sequence[Document], languages: tuple[Language, Language]
) -> list[Material]:
    """The same segments of several translations of an article: what stands for each sentence of its source.

    Where one of them, or a reference, joins sentences, they are one segment in all.
    """
    from tqcheck.segment import segment

    origin, tongue = languages
    units = [one for one in segment(source, origin) if not is_leftover(one.text, origin)]
    matches = [_match(units, source, one, tongue, origin) for one in (*targets, *references)]
    groups = list(_groups(len(units), matches))
    columns = [tuple(" ".join(filter(None, match.texts[a:b])) for a, b in groups) for match in matches]
    sources = tuple(_joined(units[a:b]) for a, b in groups)
    answers = tuple(columns[len(targets) :])
    return [
        Material(one.path or "-", origin.tag, tongue.tag, sources, column, answers)
        for one, column in zip(targets, columns)
    ]


@dataclass(frozen=True, slots=True)
class _Match:
    """What stands in a reference for each unit, and the units that it joins to the one before."""

    texts: list[str]
    joined: set[int]


def _match(
    segments: Sequence[Segment], target: Document, reference: Document, tongue: Language, origin: Language | None = None
) -> _Match:
    """Beside each segment of `target` what stands for it in `reference`; their languages are `origin` and `tongue`."""
    from tqcheck.align import align
    from tqcheck.segment import segment

    prose = [one for one in segment(reference, tongue) if not is_leftover(one.text, tongue)]
    pairs = align(segments, prose, origin or tongue, tongue, source_text=target.masked, target_text=reference.masked)
    match, at = _Match([""] * len(segments), set()), 0
    places = {one.start: number for number, one in enumerate(segments)}
    for pair in pairs:
        if pair.source:
            at = places[pair.source.start]
            end = next((n for n in range(at, len(segments)) if segments[n].start >= pair.source.end), len(segments))
            match.joined.update(range(at + 1, end))
        if pair.target and segments:
            match.texts[at] = " ".join(filter(None, (match.texts[at], _plain(pair.target.text))))
    return match


def _groups(number: int, matches: Sequence[_Match]) -> Iterator[tuple[int, int]]:
    """Runs of units that no reference joins across."""
    joined = set().union(*(match.joined for match in matches))
    starts = [n for n in range(number) if n not in joined]
    yield from zip(starts, [*starts[1:], number])


def _joined(segments: Iterable[Segment | None]) -> str:
    return " ".join(_plain(one.text) for one in segments if one)


def _plain(text: str) -> str:
    """Without the marks that stand for hidden markup, and in one line."""
    return " ".join(text.replace(NOTHING, "").replace(OBJECT, " ").split())


def read_article(
    source: str | None,
    target: str,
    references: Sequence[str],
    *,
    source_lang: str | None = None,
    target_lang: str | None = None,
    encoding: str | None = None,
) -> Material:
    """The material of an article's files. Raises `TqcheckError` for files that cannot be read."""
    from tqcheck.detect import language_of
    from tqcheck.engine import aligned
    from tqcheck.readers import read

    original = read(source, encoding) if source is not None else None
    translation = read(target, encoding)
    origin = language_of(original, source_lang, "source", []) if original else None
    tongue = language_of(translation, target_lang, "target", [])
    pairs = aligned(original, translation, origin, tongue)
    return of_article(pairs, translation, [read(path, encoding) for path in references], (origin, tongue))


def read_bitext(
    path: str, references: Sequence[str], source_lang: str | None = None, target_lang: str | None = None
) -> Material:
    """The rows of a bitext; its column `ref` is the first reference, files of one segment a row are further ones.

    Raises `TqcheckError` where only some rows have a reference, or a file has another number of lines.
    """
    from tqcheck.readers import bitext

    rows = list(bitext.read(path, source_lang, target_lang))
    own = [row.ref for row in rows if row.ref is not None]
    if own and len(own) < len(rows):
        lacking = next(row.row for row in rows if row.ref is None)
        raise TqcheckError(f"row {lacking} has no reference", path=path, remedy="give all rows one, or none")
    targets = tuple(row.tgt for row in rows)
    further = [_lines(file, len(rows), path) for file in references]
    tags = tuple((row.src_lang, row.tgt_lang) for row in rows)
    return Material(
        name=path,
        source_lang=one_or_many(tag for tag, _ in tags),
        target_lang=one_or_many(tag for _, tag in tags),
        sources=tuple(row.src for row in rows),
        targets=targets,
        references=tuple([tuple(own)] * bool(own) + further),
        tags=tags if len(set(tags)) > 1 else (),
        numbered=True,
    )


def read_lines(
    source: str, target: str, references: Sequence[str], source_lang: str | None, target_lang: str | None
) -> Material:
    """Files of one segment a line, as `sacrebleu` and `comet-score` read them.

    Raises `TqcheckError` where the numbers of lines differ or the target's language is not given and not found.
    """
    from tqcheck.detect import language_of
    from tqcheck.readers import plain
    from tqcheck.readers.decode import Decoded

    targets = _lines(target)
    if not targets:
        raise TqcheckError("there are no lines to score", path=target, remedy="give a file with one segment a line")
    sources = _lines(source, len(targets), target)
    tongue = target_lang or language_of(plain.read(Decoded("\n\n".join(targets), "utf-8"), target), None, "target", [])
    tag = tongue if isinstance(tongue, str) else tongue.tag
    return Material(
        name=target,
        source_lang=source_lang,
        target_lang=language(tag).tag,
        sources=sources,
        targets=targets,
        references=tuple(_lines(path, len(targets), target) for path in references),
        numbered=True,
    )


def _lines(path: str, number: int | None = None, beside: str = "") -> tuple[str, ...]:
    from tqcheck.readers import read_bytes

    try:
        text = read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problem = f"a byte that is not UTF-8 (at {error.start})"
        raise TqcheckError(problem, path=path, remedy="a file of one segment a line must be UTF-8") from None
    lines = tuple(line.rstrip() for line in text.removesuffix("\n").split("\n")) if text else ()
    if number is not None and len(lines) != number:
        raise TqcheckError(
            f"{len(lines)} lines, but {number} segments in {beside}",
            path=path,
            remedy="line n must belong to segment n",
        )
    return lines
