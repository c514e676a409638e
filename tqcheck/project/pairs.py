"""Which files are translations of which, as the configuration says."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator
from pathlib import Path

from tqcheck.config import Pairing
from tqcheck.errors import TqcheckError
from tqcheck.model import Overdue
from tqcheck.project.configuration import Project
from tqcheck.project.patterns import compiled, fill, fixed_folder, matches, wildcards
from tqcheck.records import dataclass

# Folders that hold no content of the project's own.
_SKIPPED = {"node_modules", "__pycache__", "venv", "site-packages"}
Keys = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be checked: a translation with its source, or alone, or a file that holds both (a bitext)."""

    target: str
    source: str | None = None
    source_lang: str | None = None
    target_lang: str | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The pairs of a project, and the sources that lack a translation."""

    jobs: tuple[Job, ...]
    missing: tuple[Overdue, ...]


def find_pairs(project: Project) -> Found:
    """What the configuration's `pairs` name; paths are relative to the current folder.

    Raises `TqcheckError` for patterns that do not fit each other, paths that lead out of the project, and where
    nothing is found at all.
    """
    jobs: dict[tuple[str | None, str], Job] = {}
    missing: dict[tuple[str, str], Overdue] = {}
    for number, pairing in enumerate(project.config.pairs):
        for job in _Finder(project, pairing, ("pairs", number)).jobs():
            if job.source is None or os.path.exists(job.target):
                jobs.setdefault((job.source, job.target), job)
            else:
                missing.setdefault(
                    (job.source, job.target), Overdue(job.source, job.target, job.target_lang, "missing")
                )
    if not jobs and not missing:
        raise project.error("the patterns name no file", ("pairs", 0), "correct them")
    return Found(tuple(jobs.values()), tuple(missing.values()))


class _Finder:
    """Finds what one `[[pairs]]` table names."""

    def __init__(self, project: Project, pairing: Pairing, at: Keys) -> None:
        self.project, self.pairing, self.at = project, pairing, at
        self.source_lang = pairing.source_lang or project.config.source_lang
        one = project.config.target_lang
        self.target_langs: tuple[str | None, ...] = pairing.target_langs or ((one,) if one else (None,))

    def jobs(self) -> Iterator[Job]:
        pairing = self.pairing
        kinds = [
            pairing.manifest is not None,
            pairing.files is not None,
            (pairing.source or pairing.target) is not None,
        ]
        if sum(kinds) != 1:
            remedy = "give source and target, or a manifest, or files"
            raise self.project.error("this table must say one thing", self.at, remedy)
        if pairing.manifest is not None:
            yield from self._manifest(pairing.manifest)
        elif pairing.files is not None:
            for path, _ in self._matching(pairing.files, "files"):
                yield Job(self._shown(path), None, self.source_lang, self.target_langs[0])
        else:
            for language in self.target_langs:
                yield from self._patterns(language)

    def _patterns(self, language: str | None) -> Iterator[Job]:
        if not self.pairing.source or not self.pairing.target:
            lacking = "target" if self.pairing.source else "source"
            raise self.project.error(f"{lacking!r} is missing", self.at, "a pair needs both patterns")
        source = self._filled(self.pairing.source, "source", self.source_lang)
        target = self._filled(self.pairing.target, "target", language)
        if wildcards(source) != wildcards(target):
            remedy = f"write the wildcards of the source in the same order ({' '.join(wildcards(source)) or 'none'})"
            raise self.project.error("the two patterns have different wildcards", (*self.at, "target"), remedy)
        if source == target:
            raise self.project.error("source and target are the same files", (*self.at, "target"), "correct one")
        translations = [self.pairing.target.replace("{target}", one or "") for one in self.target_langs]
        for path, parts in self._matching(source, "source"):
            # `*.md` names the translations `*.en.md` too, but these are no sources.
            if not any(matches(path, pattern) for pattern in translations):
                yield Job(self._shown(fill(target, parts)), self._shown(path), self.source_lang, language)

    def _filled(self, pattern: str, side: str, language: str | None) -> str:
        if "{" + side + "}" in pattern and language is None:
            key = "source-lang" if side == "source" else "target-langs"
            raise self.project.error(
                f"{{{side}}} stands for a language that is not given", (*self.at, side), f"add {key}"
            )
        return pattern.replace("{" + side + "}", language or "")

    def _matching(self, pattern: str, key: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The files of a pattern, relative to the root and sorted, with what its wildcards stand for."""
        if pattern.startswith("/") or ".." in pattern.split("/") or "\\" in pattern:
            remedy = "write a path below it, with slashes"
            raise self.project.error(f"{pattern!r} leads out of the project", (*self.at, key), remedy)
        regex = compiled(pattern.removeprefix("./"))
        for path in sorted(files_below(self.project.root, fixed_folder(pattern.removeprefix("./")))):
            match = regex.fullmatch(path)
            if match and not any(matches(path, one) for one in self.pairing.exclude):
                yield path, match.groups()

    def _manifest(self, name: str) -> Iterator[Job]:
        shown = self._shown(name, (*self.at, "manifest"))
        rows = csv.DictReader(io.StringIO(_text(shown), newline=""), dialect=_dialect(_text(shown)), strict=True)
        try:
            for row in rows:
                yield self._row({key: (value or "").strip() for key, value in row.items() if key}, shown, rows.line_num)
        except csv.Error as error:
            raise TqcheckError(
                f"this is not CSV ({error})", path=shown, line=rows.line_num, remedy="mend the row"
            ) from None

    def _row(self, row: dict[str, str], manifest: str, line: int) -> Job:
        if not row.get("target"):
            remedy = "give the columns source and target"
            raise TqcheckError("a row without target", path=manifest, line=line, remedy=remedy)
        paths = {}
        for side in ("source", "target"):
            path = row.get(side) or None
            if path and not _inside(self.project.root, path):
                remedy = "write a path below its folder"
                raise TqcheckError(f"{path!r} leads out of the project", path=manifest, line=line, remedy=remedy)
            paths[side] = self._shown(path) if path else None
        return Job(
            str(paths["target"]),
            paths["source"],
            row.get("source_lang") or self.source_lang,
            row.get("target_lang") or self.target_langs[0],
        )

    def _shown(self, path: str, at: Keys | None = None) -> str:
        """A path of the project from the current folder; links that lead out of the project are refused."""
        if not _inside(self.project.root, path):
            raise self.project.error(
                f"{path!r} leads out of the project", at or self.at, "name a file below its folder"
            )
        return os.path.relpath(self.project.root / path)


def _inside(root: Path, path: str) -> bool:
    return (root / path).resolve().is_relative_to(root.resolve())


def files_below(root: Path, folder: str) -> Iterator[str]:
    """The files of a folder in `root`, relative to it and with slashes; hidden folders and those of tools left out."""
    for here, folders, names in os.walk(root / folder):
        folders[:] = [one for one in folders if not one.startswith(".") and one not in _SKIPPED]
        base = Path(here).relative_to(root).as_posix()
        yield from (name if base == "." else f"{base}/{name}" for name in names)


def _text(path: str) -> str:
    from tqcheck.readers import read_bytes
    from tqcheck.readers.decode import decode

    return decode(read_bytes(path), path).text


def _dialect(text: str) -> type[csv.Dialect]:
    """Commas, or what the first line has more of."""
    header = text.split("\n", 1)[0]

    class Found(csv.excel):
        delimiter = max(",;\t", key=header.count)

    return Found
