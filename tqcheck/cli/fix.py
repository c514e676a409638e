"""`tqcheck fix`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tqcheck.cli.inputs import jobs
from tqcheck.cli.options import checking, choosing, configured
from tqcheck.cli.output import write
from tqcheck.errors import NotFixable, TqcheckError

if TYPE_CHECKING:
    from tqcheck.fixing import Fixed
    from tqcheck.project.configuration import Project
    from tqcheck.project.pairs import Job


@click.command(short_help="Apply the safe suggestions.")
@click.argument("files", nargs=-1, metavar="[SOURCE TARGET | --target-only TARGET...]")
@checking
@choosing
@click.option("--diff", "show", is_flag=True, help="Only show what would change; exit with 1 where something would.")
@click.option("--unsafe", is_flag=True, help="Apply the suggestions too that somebody should look at.")
def fix(files: tuple[str, ...], show: bool, unsafe: bool, **options: Any) -> int:
    """Apply suggestions to TARGET, or without arguments to the translations that the configuration names.

    Only the words at fault change; encoding and line ends stay. A second run changes nothing.
    """
    project = configured(options)
    made, failed = _fixed(jobs(files, options, project), project, unsafe)
    if show:
        from tqcheck.fixing import diff

        write("".join(map(diff, made)), None)
    else:
        for one in made:
            _put(one)
            click.echo(f"{one.path}: {one.applied} fixed")
    if failed:
        return 2
    return int(show and bool(made))


def _fixed(wanted: Any, project: Project, unsafe: bool) -> tuple[list[Fixed], bool]:
    """The files that change; what cannot be fixed is told, and raised where it is the only one."""
    made, failed = [], False
    for job in wanted:
        try:
            found = _fix(job, project, unsafe)
        except TqcheckError as error:
            if len(wanted) == 1:
                raise
            failed = failed or not isinstance(error, NotFixable)
            click.echo(f"tqcheck: {error}", err=True)
            continue
        if found.applied:
            made.append(found)
    return made, failed


def _fix(job: Job, project: Project, unsafe: bool) -> Fixed:
    from tqcheck import engine, fixing
    from tqcheck.project.run import config_of
    from tqcheck.readers import read
    from tqcheck.readers.bitext import is_bitext

    if job.target == "-" or (job.source is None and is_bitext(job.target)):
        raise NotFixable("only files of text can be fixed", path=job.target, remedy="mend it by hand")
    config = config_of(job, project)
    source = read(job.source, config.encoding) if job.source else None
    return fixing.fix(job.target, config.encoding, lambda target: engine.check_article(source, target, config), unsafe)


def _put(one: Fixed) -> None:
    from tqcheck.atomic import replace_file

    path = Path(one.path)
    if path.read_bytes() != one.before:
        raise TqcheckError("the file changed while it was checked", path=one.path, remedy="run `tqcheck fix` again")
    try:
        replace_file(path, one.after)
    except OSError as error:
        raise TqcheckError(f"cannot be written ({error.strerror or error})", path=one.path) from None
