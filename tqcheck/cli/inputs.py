"""What the arguments of a command name, and checking it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from tqcheck.cli.spreading import shard_of, workers_of
from tqcheck.errors import TqcheckError

if TYPE_CHECKING:
    from tqcheck.model import Report
    from tqcheck.project.configuration import Project
    from tqcheck.project.pairs import Job

_MANY = 20  # from so many pairs on, a terminal shows how far the check is


def checked(files: Sequence[str], options: dict[str, Any], project: Project) -> Report:
    """Check what the arguments name, or without any what the configuration names."""
    from tqcheck.project.run import run

    if _is_project(files, options):
        return _project(files, options, project)
    return run(named(files, options), project, workers=workers_of(options), shard=shard_of(options))


def named(files: Sequence[str], options: dict[str, Any]) -> list[Job]:
    """The jobs that arguments name: an article and its translation, bitexts, or translations alone."""
    from tqcheck.project.pairs import Job
    from tqcheck.readers.bitext import is_bitext

    reference = options.get("reference")
    if reference and (options["target_only"] or any(map(is_bitext, files))):
        raise click.UsageError("--reference goes with an article and its translation; a bitext has a column `ref`")
    if options["target_only"]:
        if not files:
            raise click.UsageError("--target-only needs a file")
        return [Job(path) for path in files]
    if files and all(map(is_bitext, files)):
        return [Job(path) for path in files]
    if any(map(is_bitext, files)):
        raise click.UsageError("bitexts and articles cannot be mixed in one call")
    if len(files) != 2:
        raise click.UsageError("give SOURCE and TARGET, or bitexts (.tsv, .jsonl), or --target-only TARGET")
    if [*files, reference].count("-") > 1:
        raise click.UsageError("only one of the files can be standard input")
    return [Job(files[1], files[0], reference=reference)]


def jobs(files: Sequence[str], options: dict[str, Any], project: Project) -> Sequence[Job]:
    """The jobs that the arguments name, or without any the configuration."""
    from tqcheck.project.run import choose

    if _is_project(files, options):
        _require_pairs(project)
        return choose(project, files if options.get("touching") else None, options.get("changed")).jobs
    return named(files, options)


def _is_project(files: Sequence[str], options: dict[str, Any]) -> bool:
    if options.get("changed") and files and not options.get("touching"):
        raise click.UsageError("--changed takes pairs of the configuration, and a commit as --changed=BASE; no files")
    return bool(options.get("touching") or options.get("changed") or not (files or options["target_only"]))


def _require_pairs(project: Project) -> None:
    if not project.config.pairs:
        remedy = "give SOURCE and TARGET, or let `tqcheck init` write a configuration that names the pairs"
        raise TqcheckError("there is nothing to check", path=str(project.file) if project.file else None, remedy=remedy)


def _project(files: Sequence[str], options: dict[str, Any], project: Project) -> Report:
    from tqcheck.project.run import check_project

    _require_pairs(project)
    return check_project(
        project,
        touching=files if options.get("touching") else None,
        changed=options.get("changed"),
        cached=not options.get("no_cache"),
        progress=_progress if sys.stderr.isatty() else None,
        workers=workers_of(options),
        shard=shard_of(options),
    )


def _progress(done: int, of: int) -> None:
    if of >= _MANY:
        click.echo(f"\r\x1b[K{done} of {of}\r" if done < of else "\r\x1b[K", err=True, nl=False)
