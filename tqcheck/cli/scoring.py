"""Options of the commands that score, and what they mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from tqcheck.scoring.material import Material
    from tqcheck.scoring.run import Settings

Function = TypeVar("Function", bound=Callable[..., Any])


class _Metric(click.ParamType):  # type: ignore[type-arg]  # generic only in newer releases
    name = "metric"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from tqcheck.scoring.run import NAMES, is_metric

        if not is_metric(value):
            self.fail(f"{value!r} is not one of {', '.join(NAMES)}, comet:MODEL", param, ctx)
        return str(value)


_SCORING = (
    click.option("--metric", "metrics", type=_Metric(), multiple=True, metavar="METRIC",
                 help="bleu, chrf, chrf++, ter, comet, comet:MODEL or estimate (again for several)."),
    click.option("--model", metavar="MODEL", help="The model of --metric comet."),
    click.option("--reference", "references", metavar="FILE", multiple=True,
                 help="A reference translation (again for several; a bitext has a column `ref`)."),
    click.option("--lines", is_flag=True, help="The files hold one segment a line, and lines correspond."),
    click.option("--tokenize", metavar="NAME", help="sacreBLEU's tokenizer for BLEU (by language when left out)."),
    click.option("--lowercase", is_flag=True, help="BLEU and chrF without regard to case."),
    click.option("--confidence", is_flag=True, help="A 95% interval by sacreBLEU's bootstrap of 1,000 resamples."),
    click.option("--download", is_flag=True, help="Allow a model that is not here to be downloaded."),
    click.option("--trust-checkpoint", is_flag=True, help="Load a checkpoint whose pickle could run code."),
    click.option("--device", metavar="NAME", default="cpu", help="Where COMET runs: cpu (default), cuda, mps."),
    click.option("--precision", type=click.Choice(["fp32", "bf16"]), default="fp32",
                 help="COMET's precision; bf16 is faster on some processors and less exact."),
    click.option("--threads", type=click.IntRange(1), metavar="N", help="Threads for COMET (else torch chooses)."),
    click.option("--cache", metavar="FILE", help="Keep the scores of segments here, and take up an interrupted run."),
)  # fmt: skip


def scoring(command: Function) -> Function:
    """Add the options that decide which scores are computed and how."""
    for option in reversed(_SCORING):
        command = option(command)
    return command


def scoring_settings(options: dict[str, Any]) -> Settings:
    """The settings that the options give."""
    from tqcheck.scoring import surface
    from tqcheck.scoring.comet import Options
    from tqcheck.scoring.run import Settings

    resamples = 1000 if options["confidence"] else 0  # the `sacrebleu` command's default
    return Settings(
        surface.Settings(options["tokenize"], options["lowercase"], resamples, options["download"]),
        Options(
            model=options["model"],
            download=options["download"],
            trust=options["trust_checkpoint"],
            device=options["device"],
            precision=options["precision"],
            threads=options["threads"],
            cache=options["cache"],
        ),
    )


def metric_names(given: Sequence[str], options: dict[str, Any], materials: Sequence[Material]) -> list[str]:
    """The metrics asked for, once each; when none is, those that the material allows.

    Raises `TqcheckError` where it allows none.
    """
    from tqcheck.errors import TqcheckError
    from tqcheck.scoring.run import defaults

    if given:
        return list(dict.fromkeys(given))
    if options["model"]:
        return ["comet"]
    found = list(dict.fromkeys(name for one in materials for name in defaults(one)))
    if not found:
        remedy = "give --reference, or name one with --metric"
        raise TqcheckError("no metric can score this", path=materials[0].name, remedy=remedy)
    return found
