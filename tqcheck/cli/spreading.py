"""Options that spread the work, and the display of how far it is."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from tqcheck.engines import Workers
    from tqcheck.shard import Shard

Function = TypeVar("Function", bound=Callable[..., Any])
_EVERY = 0.5  # seconds between two displays

_SPREADING = (
    click.option(
        "--jobs",
        type=click.IntRange(0),
        metavar="N",
        help="Work in N processes (1 when left out; 0, and with Ray when left out: all cores).",
    ),
    click.option(
        "--engine",
        type=click.Choice(["local", "ray"]),
        default="local",
        help="Who does the rows of bitexts: this machine (local) or a cluster of Ray.",
    ),
    click.option("--ray-address", metavar="ADDRESS", help="The cluster (RAY_ADDRESS, else one on this machine)."),
    click.option("--shard", metavar="I/N", help="Only the I-th of N shares of each bitext, for `tqcheck merge`."),
)


def spreading(command: Function) -> Function:
    """Add the options that decide where the work is done, and how much of it."""
    for option in reversed(_SPREADING):
        command = option(command)
    return command


def workers_of(options: dict[str, Any]) -> Workers:
    """Who does the work. Raises `click.UsageError` where the options contradict each other."""
    from tqcheck.engines import Workers

    engine, address, jobs = options.get("engine", "local"), options.get("ray_address"), options.get("jobs")
    if address and engine != "ray":
        raise click.UsageError("--ray-address goes with --engine ray")
    told = _Display().show if sys.stderr.isatty() else None
    return Workers((0 if engine == "ray" else 1) if jobs is None else jobs, engine, address, told)


def shard_of(options: dict[str, Any]) -> Shard:
    """The share that is asked for: the whole where none is. Raises `TqcheckError`."""
    from tqcheck.shard import WHOLE, parsed

    return parsed(options["shard"]) if options.get("shard") else WHOLE


class _Display:
    """A line on standard error: how many pairs are done, and how many a second."""

    def __init__(self) -> None:
        self._done, self._begun, self._shown = 0, time.monotonic(), 0.0

    def show(self, rows: int) -> None:
        """So many more are done."""
        self._done += rows
        now = time.monotonic()
        if now - self._shown >= _EVERY:
            self._shown = now
            rate = self._done / max(now - self._begun, _EVERY)
            click.echo(f"\r\x1b[K{self._done:,} pairs, {rate:,.0f} a second\r", err=True, nl=False)
