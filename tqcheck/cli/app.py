"""The group of commands, each imported when it is called."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence

import click

from tqcheck import __version__

# Each command with its one-line help, so that `--help` imports none of them.
_COMMANDS = {
    "check": "Check a translation against its source.",
    "init": "Write a first configuration.",
    "config": "Show the settings.",
    "baseline": "Write down what is found today: only new findings count.",
    "fix": "Apply the safe suggestions.",
    "report": "Check, and write the HTML report.",
    "score": "Score translations: BLEU, chrF, TER, COMET, and more.",
    "compare": "Compare translations of one source.",
    "filter": "Clean bitexts: kept pairs, dropped pairs with reasons, a summary.",
    "merge": "Join what several runs wrote.",
    "rules": "List the rules.",
    "explain": "Explain a rule, with examples.",
}


class _Lazy(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command = getattr(importlib.import_module(f"tqcheck.cli.{cmd_name}"), cmd_name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.command(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(prog)s %(version)s")
def cli() -> None:
    """A linter for translations: finds what machine translation got wrong, by comparing source and target."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit status."""
    from tqcheck.errors import TqcheckError

    try:
        command = list(arguments) if arguments is not None else None
        return int(cli.main(args=command, prog_name="tqcheck", standalone_mode=False) or 0)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "", err=True)
        return 2
    except click.UsageError as error:
        hint = f"; see `{error.ctx.command_path} --help`" if error.ctx else ""
        return _fail(error.format_message().rstrip(".") + hint)
    except click.ClickException as error:
        return _fail(error.format_message())
    except TqcheckError as error:
        return _fail(str(error))
    except (KeyboardInterrupt, click.Abort):
        click.echo("tqcheck: interrupted", err=True)
        return 130
    except BrokenPipeError:
        # Whoever read the output (head, less) has had enough; keep Python from complaining while it exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141


def _fail(message: str) -> int:
    click.echo(f"tqcheck: {' '.join(message.split())}", err=True)
    return 2
