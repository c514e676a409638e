"""`tqcheck init`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tqcheck.errors import TqcheckError

if TYPE_CHECKING:
    from tqcheck.project.proposal import Proposed

_NAME = "tqcheck.toml"
_MOST = 3  # tables that are proposed

_HINTS = """
# More settings: `tqcheck config` lists them all. For example:
#
# fail-on = "major"
# baseline = "tqcheck-baseline.json"   # `tqcheck baseline` writes it: only new findings count
#
# [glossary]
# files = ["glossary.csv"]
#
# [[accept]]
# phrase = "Moscou Flats"
# reason = "the name of a house"
"""
_NOTHING = """
# [[pairs]]
# source = "content/{source}/**/*.md"
# target = "content/{target}/**/*.md"
# source-lang = "pt"
# target-langs = ["en"]
"""


@click.command(short_help="Write a first configuration.")
@click.option("--print", "only_print", is_flag=True, help="Print it instead of writing tqcheck.toml.")
def init(only_print: bool) -> int:
    """Look at the files below the current folder and write a tqcheck.toml that pairs sources with translations."""
    from tqcheck.project.configuration import find

    existing = find()
    if existing and existing.parent == Path.cwd() and not only_print:
        raise TqcheckError("there is a configuration already", path=existing.name, remedy="see what --print proposes")
    proposed, files = _look()
    text = "# Settings of tqcheck, a linter for translations.\n" + "".join(map(_table, proposed[:_MOST]))
    text += "".join(f"\n[[pairs]]\nfiles = {_quoted(one)}\n" for one in files)
    text += "" if proposed or files else _NOTHING
    if only_print:
        click.echo(text + _HINTS, nl=False)
        return 0
    _write(text + _HINTS)
    for one in proposed[:_MOST]:
        click.echo(f"{one.count} pairs {one.source_lang or '?'} to {', '.join(one.target_langs)}: {one.source}")
    if not (proposed or files):
        click.echo("nothing here looks like translations of something: say in `pairs` which files are")
    click.echo(f"wrote {_NAME}; now run `tqcheck check`")
    return 0


def _write(text: str) -> None:
    from tqcheck.atomic import replace_file

    try:
        replace_file(Path(_NAME), text.encode())
    except OSError as error:
        raise TqcheckError(f"cannot be written ({error.strerror or error})", path=_NAME) from None


def _look() -> tuple[list[Proposed], list[str]]:
    """The proposed pairs, and patterns of files that hold source and target together."""
    from tqcheck.knowledge.locales import codes
    from tqcheck.project.pairs import files_below
    from tqcheck.project.proposal import bitexts, propose

    paths = sorted(files_below(Path.cwd(), ""))
    return propose(paths, codes()), bitexts(paths)


def _table(one: Proposed) -> str:
    lines = [f"source = {_quoted(one.source)}", f"target = {_quoted(one.target)}"]
    if one.source_lang:
        lines.append(f"source-lang = {_quoted(one.source_lang)}")
    langs = ", ".join(map(_quoted, one.target_langs))
    return (
        "\n[[pairs]]"
        + "".join(f"\n{line}" for line in (*lines, f"target-langs = [{langs}]"))
        + f"  # {one.count} pairs\n"
    )


def _quoted(text: str) -> str:
    from tqcheck.project.listing import toml

    return toml(text)
