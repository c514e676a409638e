"""How fast tqcheck is beside other programs: `python -m corpora.benchmarks`; writes docs/speed.md and its plot.

    --bitext FILE   pairs to measure on (NTREX beside the repository, else the sample articles)
    --pairs N       how many, for the comparison
    --growth N...   how many, for the plot of time and memory
    --repeat N      the least of so many runs counts
    --venvs DIR     where the other programs are installed
    --output DIR    the documentation

All runs on the same pairs, one after the other; what counts are ratios. A rate is that of the second half of the pairs:
what starting takes is told apart.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import platform
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpora.benchmarks import material, peers
from corpora.benchmarks.starts import started
from corpora.benchmarks.timing import Taken, taken, tqcheck

NTREX = material.ROOT.parent / "shared" / "eval" / "ntrex" / "por-BR-eng.tsv"
Command = Callable[[Path], list[str]]


@dataclass(frozen=True, slots=True)
class Rate:
    """Pairs a second of one processor and on the clock; seconds before the first pair; memory in MB."""

    name: str
    busy: float
    clock: float
    start: float
    memory: float


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bitext", type=Path, default=NTREX if NTREX.exists() else None)
    parser.add_argument("--pairs", type=int, default=4000)
    parser.add_argument("--growth", type=int, nargs="*", default=[1000, 2000, 4000, 8000, 16_000])
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--venvs", type=Path, default=material.ROOT / ".venvs")
    parser.add_argument("--output", type=Path, default=material.ROOT / "docs")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        page = [
            HEAD,
            "",
            f"{machine()} Least of {options.repeat} run{'s' * (options.repeat > 1)}.",
            "",
            *started(folder, options.repeat),
        ]
        page += compared(folder, options.bitext, options.pairs, options.repeat, options.venvs)
        if options.growth:
            page += grown(folder, options.bitext, options.growth, options.output / "images" / "growth.svg")
    (options.output / "speed.md").write_text("\n".join(page) + "\n", encoding="utf-8")


HEAD = """\
# Speed

Written by `python -m corpora.benchmarks`, which measures tqcheck and other programs on the same pairs in one run. Times
depend on the machine and on who shares it. Ratios depend on it less, but runs of a few seconds on a busy machine have
differed by a factor of two: see below how many runs the least was taken of."""


def machine() -> str:
    """The kind of machine, and the versions."""
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    cpu = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("numpy", "regex"))
    return f"{cpu}, {platform.system()}, Python {platform.python_version()}, {versions}."


def compared(folder: Path, bitext: Path | None, number: int, repeat: int, venvs: Path) -> list[str]:
    """The table of pairs a second."""
    found = list(material.pairs(number, bitext))
    halves = folder / "half", folder / "whole"
    material.write(halves[0], found[: number // 2])
    material.write(halves[1], found)
    rates = [rate(f"tqcheck `{name}`", command, halves, number, repeat) for name, command in OWN.items()]
    for peer in peers.PEERS:
        ready = peers.installed(peer, venvs)
        if ready is None:
            continue
        scripts, version = ready
        command = lambda place, peer=peer, scripts=scripts: peer.command(scripts, place)  # noqa: E731
        rates.append(rate(f"{peer.name} ({peer.package} {version})", command, halves, number, repeat))
    first = rates[0]
    rows = [
        f"| {one.name} | {one.busy:,.0f} | {one.busy / first.busy:.2f} | {one.clock:,.0f} | {one.start:.1f} s | "
        f"{one.memory:,.0f} MB |"
        for one in rates
    ]
    head = "| | pairs a second of one core | ratio | on the clock | start | memory of a process |"
    kind = "news (NTREX-128, pt-BR to English)" if bitext else "the sample articles (Portuguese to English)"
    told = f"{number:,} pairs of {kind}, repeated with other numbers and other neighbours:"
    return [told, "", head, "| --- | --: | --: | --: | --: | --: |", *rows, ""]


def _filter(place: Path, *more: str) -> list[str]:
    return tqcheck("filter", str(place / "pairs.tsv"), "-o", str(place / "out"), "--restart", "--no-config", *more)


OWN: dict[str, Command] = {
    "filter": _filter,
    "filter --fast": lambda place: _filter(place, "--fast"),
    "filter --jobs 2": lambda place: _filter(place, "--jobs", "2"),
    "check --format json": lambda place: tqcheck(
        "check", str(place / "pairs.tsv"), "--no-config", "--fail-on", "never", "-o", f"json:{place / 'a.json'}"
    ),
}


def rate(name: str, command: Command, halves: tuple[Path, Path], number: int, repeat: int) -> Rate:
    """The rate over the second half of the pairs."""
    half, whole = (taken(command(place), place, repeat) for place in halves)
    more = number - number // 2
    busy, clock = whole.busy - half.busy, whole.clock - half.clock
    print(f"{name}: {more / busy:,.0f} pairs a second", file=sys.stderr)
    return Rate(name, more / busy, more / clock, max(0.0, half.busy - busy), whole.memory)


def grown(folder: Path, bitext: Path | None, sizes: Sequence[int], plot: Path) -> list[str]:
    """Time and memory against the number of pairs."""
    found: list[tuple[int, Taken]] = []
    for size in sorted(sizes):
        place = folder / f"grown-{size}"
        material.write(place, list(material.pairs(size, bitext)))
        found.append((size, taken(_filter(place), place)))
        print(f"{size:,} pairs: {found[-1][1].busy:.1f} s, {found[-1][1].memory:.0f} MB", file=sys.stderr)
    _plot(found, plot)
    rows = [f"| {size:,} | {one.busy:.1f} s | {one.memory:,.0f} MB |" for size, one in found]
    told = "`tqcheck filter` on bitexts of growing size, one run each."
    image = f"![Time and memory against the number of pairs](images/{plot.name})"
    return [told, "", "| pairs | time of one core | memory |", "| --: | --: | --: |", *rows, "", image]


def _plot(found: Sequence[tuple[int, Taken]], path: Path) -> None:
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "tqcheck"
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(1, 2, figsize=(8, 3), layout="constrained")
    for axis, label, values in zip(
        axes, ("seconds", "memory, MB"), ([one.busy for _, one in found], [one.memory for _, one in found])
    ):
        axis.plot([size for size, _ in found], values, marker="o", color="#2458a6")
        axis.set(xlabel="pairs", ylabel=label, ylim=(0, None), xlim=(0, None))
        axis.spines[["top", "right"]].set_visible(False)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata={"Date": None})


if __name__ == "__main__":
    main()
