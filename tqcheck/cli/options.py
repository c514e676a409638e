"""Options that several commands share, and what they do with their output."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tqcheck.config import Config
from tqcheck.errors import TqcheckError

if TYPE_CHECKING:
    from tqcheck.model import DocumentReport, Report

Function = TypeVar("Function", bound=Callable[..., Any])
_SEVERITIES = ("minor", "major", "critical")

_CHECKING = (
    click.option("--source-lang", metavar="TAG", help="Language of the source, such as pt (detected when left out)."),
    click.option("--target-lang", metavar="TAG", help="Language of the target, such as en (detected when left out)."),
    click.option("--encoding", metavar="NAME", help="Encoding of the files (UTF-8, else detected and reported)."),
    click.option("--target-only", is_flag=True, help="The files are translations whose source is not at hand."),
    click.option("--reference", metavar="FILE", help="A reference translation, for BLEU, chrF and TER."),
    click.option("--select", metavar="RULES", multiple=True, help="Run only these rules or categories (a,b or again)."),
    click.option("--ignore", metavar="RULES", multiple=True, help="Leave out these rules or categories."),
    click.option("--glossary", metavar="FILE", multiple=True, help="Terms to be used or kept: .csv, .tsv, .tbx, .txt."),
    click.option("--strict", is_flag=True, help="Run the advisory rules too."),
)


def checking(command: Function) -> Function:
    """Add the options that decide what is checked and how."""
    for option in reversed(_CHECKING):
        command = option(command)
    return command


def configured(options: dict[str, Any]) -> Config:
    """The settings that the options give."""
    return Config(
        source_lang=options["source_lang"],
        target_lang=options["target_lang"],
        encoding=options["encoding"],
        select=_names(options["select"]),
        ignore=_names(options["ignore"]),
        strict=options["strict"],
        glossaries=options["glossary"],
        fail_on=options.get("fail_on") or "minor",
    )


def _names(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for value in values for name in value.replace(",", " ").split())


def checked(files: Sequence[str], options: dict[str, Any], config: Config) -> Report:
    """Check what the arguments name: an article and its translation, bitexts, or translations alone."""
    from tqcheck import engine
    from tqcheck.readers.bitext import is_bitext

    if options["reference"] and (options["target_only"] or any(map(is_bitext, files))):
        raise click.UsageError("--reference goes with an article and its translation; a bitext has a column `ref`")
    if options["target_only"]:
        if not files:
            raise click.UsageError("--target-only needs a file")
        return engine.report(_alone(path, config) for path in files)
    if files and all(map(is_bitext, files)):
        return engine.report(_bitext(path, config) for path in files)
    if any(map(is_bitext, files)):
        raise click.UsageError("bitexts and articles cannot be mixed in one call")
    if len(files) != 2:
        raise click.UsageError("give SOURCE and TARGET, or bitexts (.tsv, .jsonl), or --target-only TARGET")
    return engine.report([_article(files[0], files[1], options["reference"], config)])


def _article(source: str, target: str, reference: str | None, config: Config) -> DocumentReport:
    from tqcheck import engine
    from tqcheck.readers import read

    if [source, target, reference].count("-") > 1:
        raise click.UsageError("only one of the files can be standard input")
    documents = [read(path, config.encoding) if path else None for path in (source, target, reference)]
    assert documents[1] is not None
    return engine.check_article(documents[0], documents[1], config, documents[2])


def _alone(path: str, config: Config) -> DocumentReport:
    from tqcheck import engine
    from tqcheck.readers import read

    return engine.check_article(None, read(path, config.encoding), config)


def _bitext(path: str, config: Config) -> DocumentReport:
    from tqcheck import engine
    from tqcheck.readers import bitext

    return engine.check_bitext(bitext.read(path, config.source_lang, config.target_lang), path, config)


def status(report: Report, fail_on: str) -> int:
    """1 where a finding is at or above `fail_on`, else 0."""
    if fail_on == "never":
        return 0
    least = _SEVERITIES.index(fail_on)
    worst = (finding.severity for document in report.documents for finding in document.findings)
    return int(any(_SEVERITIES.index(severity) >= least for severity in worst))


def write(text: str, output: str | None) -> None:
    """Write to a file, whole or not at all, or to standard output."""
    # Lone surrogates, which JSON can carry, become escapes rather than a crash.
    data = text.encode("utf-8", "backslashreplace")
    if output is None or output == "-":
        stream = getattr(sys.stdout, "buffer", None)
        if stream is None:
            sys.stdout.write(text)
        else:
            stream.write(data)
            stream.flush()
        return
    path = Path(output)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():  # a pipe or a device cannot be replaced
            path.write_bytes(data)
        else:
            _replace(path, data)
    except OSError as error:
        raise TqcheckError(
            f"cannot be written ({error.strerror or error})", path=output, remedy="choose another place with --output"
        ) from None


def _replace(path: Path, data: bytes) -> None:
    path = path.resolve()  # a link stays a link
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~mask)
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
