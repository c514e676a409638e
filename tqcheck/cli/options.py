"""Options that several commands share, and the exit status."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.shell_completion import CompletionItem

from tqcheck.config import Config
from tqcheck.errors import TqcheckError

if TYPE_CHECKING:
    from tqcheck.model import DocumentReport, Report
    from tqcheck.project.configuration import Project

Function = TypeVar("Function", bound=Callable[..., Any])
_SEVERITIES = ("minor", "major", "critical")


def complete_rules(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The rules and categories that go on as what was typed after the last comma; a rule with what it finds."""
    from tqcheck.rules import catalogue, names

    before, comma, begun = incomplete.rpartition(",")
    rules = catalogue()
    return [
        CompletionItem(before + comma + name, help=rules[name].title if name in rules else "a category")
        for name in sorted(names())
        if name.startswith(begun)
    ]


_CHECKING = (
    click.option("--source-lang", metavar="TAG", help="Language of the source, such as pt (detected when left out)."),
    click.option("--target-lang", metavar="TAG", help="Language of the target, such as en (detected when left out)."),
    click.option("--encoding", metavar="NAME", help="Encoding of the files (UTF-8, else detected and reported)."),
    click.option("--target-only", is_flag=True, help="The files are translations whose source is not at hand."),
    click.option("--reference", metavar="FILE", help="A reference translation, for BLEU, chrF and TER."),
    click.option(
        "--select",
        metavar="RULES",
        multiple=True,
        shell_complete=complete_rules,
        help="Run only these rules or categories (a,b or again).",
    ),
    click.option(
        "--ignore",
        metavar="RULES",
        multiple=True,
        shell_complete=complete_rules,
        help="Leave out these rules or categories.",
    ),
    click.option("--glossary", metavar="FILE", multiple=True, help="Terms to be used or kept: .csv, .tsv, .tbx, .txt."),
    click.option("--config", "config_file", metavar="FILE", help="The configuration (the nearest file when left out)."),
    click.option("--no-config", is_flag=True, help="Use no configuration file."),
    click.option(
        "--metric",
        "metrics",
        metavar="METRIC",
        multiple=True,
        help="A score besides MQM: estimate, comet or comet:MODEL (again for several).",
    ),
    click.option("--download", is_flag=True, help="Allow a model that is not here to be downloaded."),
    click.option("--mqm-profile", metavar="NAME", help="How findings weigh: default, per-1000, google, strict, yours."),
    click.option("--baseline", metavar="FILE", help="Findings that are known, as `tqcheck baseline` wrote them."),
    click.option("--strict", is_flag=True, help="Run the advisory rules too."),
    click.option("--fast", is_flag=True, help="Leave out what needs the sentence encoder: several times quicker."),
)

_CHOOSING = (
    click.option("--touching", is_flag=True, help="Take the configured pairs that the FILES belong to."),
    click.option(
        "--changed",
        is_flag=False,
        flag_value="HEAD",
        metavar="[BASE]",
        help="Take only the configured pairs that git sees changed since BASE (HEAD when left out).",
    ),
)


heating = click.option(
    "--heat",
    is_flag=True,
    help="Have a small network read every pair, so that the HTML report can show the words it doubts (extra e5).",
)


def choosing(command: Function) -> Function:
    """Add the options that choose among the pairs of the configuration."""
    for option in reversed(_CHOOSING):
        command = option(command)
    return command


def checking(command: Function) -> Function:
    """Add the options that decide what is checked and how."""
    for option in reversed(_CHECKING):
        command = option(command)
    return command


def configured(options: dict[str, Any]) -> Project:
    """The settings of the configuration file, and over them those that the options give."""
    from dataclasses import replace

    from tqcheck.project.configuration import find, load

    if options["config_file"] and options["no_config"]:
        raise click.UsageError("--config and --no-config contradict each other")
    given = options["config_file"]
    project = load(None if options["no_config"] else Path(given) if given else find())
    told = {
        name: options.get(name)
        for name in ("source_lang", "target_lang", "encoding", "fail_on", "baseline", "mqm_profile")
    }
    told |= {"select": listed(options["select"]), "strict": options["strict"], "glossaries": options["glossary"]}
    told |= {"fast": options.get("fast", False), "heat": options.get("heat", False)}
    told |= {"metrics": _metrics(options.get("metrics", ())), "download": options.get("download", False)}
    config = replace(project.config, **{name: value for name, value in told.items() if value})
    config = replace(config, ignore=(*config.ignore, *listed(options["ignore"])))
    return replace(project, config=config)


def _metrics(values: Sequence[str]) -> tuple[str, ...]:
    for name in values:
        if name not in ("estimate", "comet") and not name.startswith("comet:"):
            remedy = "a check has estimate, comet and comet:MODEL; `tqcheck score` has the others"
            raise TqcheckError(f"{name!r} is no score of a check", remedy=remedy)
    return tuple(values)


def listed(values: Sequence[str]) -> tuple[str, ...]:
    """The names in an option that may be given again and may hold several, with commas."""
    return tuple(name for value in values for name in value.replace(",", " ").split())


def status(report: Report, config: Config) -> int:
    """1 where a finding, a score or an overdue translation is what the settings say to fail on, else 0.

    2 where a file could not be checked.
    """
    if report.failures:
        return 2
    overdue = {"missing": config.missing, "stale": config.stale}
    if any(overdue[one.why] == "fail" for one in report.overdue):
        return 1
    if config.fail_under is not None and any(_under(document, config.fail_under) for document in report.documents):
        return 1
    return _found(report, config.fail_on)


def _under(document: DocumentReport, mark: float) -> bool:
    return "mqm" in document.scores and document.scores["mqm"].value < mark


def _found(report: Report, fail_on: str) -> int:
    if fail_on == "never":
        return 0
    least = _SEVERITIES.index(fail_on)
    worst = (finding.severity for document in report.documents for finding in document.findings)
    return int(any(_SEVERITIES.index(severity) >= least for severity in worst))
