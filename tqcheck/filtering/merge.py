"""Joins the outputs of shares into those of the whole, in order."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

from tqcheck import __version__
from tqcheck.atomic import replace_file
from tqcheck.errors import TqcheckError
from tqcheck.filtering.progress import Counts
from tqcheck.filtering.run import Names
from tqcheck.shard import Shard

_PROGRESS = re.compile(r"(?P<base>.+)\.(?P<index>\d+)-of-(?P<of>\d+)\.progress\.json")


def merge_folder(folder: Path) -> dict[str, Any]:
    """Join the shares that `tqcheck filter --shard` left in a folder, for each input; the summary of all.

    Raises `TqcheckError` where a share is missing or not finished. The shares stay.
    """
    shares: dict[str, dict[int, dict[str, Any]]] = {}
    sizes: dict[str, int] = {}
    for file in folder.iterdir() if folder.is_dir() else ():
        if match := _PROGRESS.fullmatch(file.name):
            base, of = match["base"], int(match["of"])
            if sizes.setdefault(base, of) != of:
                problem = f"shares of {sizes[base]} and of {of} lie side by side"
                raise TqcheckError(problem, path=str(folder / base), remedy="give a folder to each")
            shares.setdefault(base, {})[int(match["index"])] = json.loads(file.read_bytes())
    if not shares:
        remedy = "make some with `tqcheck filter --shard`"
        raise TqcheckError("there are no shares here", path=str(folder), remedy=remedy)
    inputs = [_merged(folder, base, sizes[base], shares[base]) for base in sorted(shares)]
    total = Counts()
    for one in inputs:
        total = total.plus(Counts.read(one))
    summary = {"tqcheck": __version__, **total.told(), "inputs": inputs}
    replace_file(folder / "summary.json", (json.dumps(summary, ensure_ascii=False, indent=2) + "\n").encode())
    return summary


def _merged(folder: Path, base: str, of: int, found: dict[int, dict[str, Any]]) -> dict[str, Any]:
    counts = Counts()
    for index in range(1, of + 1):
        if not found.get(index, {}).get("done"):
            what = "is not finished" if index in found else "is missing"
            remedy = f"run `tqcheck filter --shard {index}/{of}` again"
            raise TqcheckError(f"share {index} of {of} {what}", path=str(folder / base), remedy=remedy)
        counts = counts.plus(Counts.read(found[index]["counts"]))
    whole, names = Names.of(base, folder, Shard()), [Names.of(base, folder, Shard(n, of)) for n in range(1, of + 1)]
    header = bool(found[1].get("header"))
    _join([one.kept for one in names], whole.kept, header)
    _join([one.dropped for one in names], whole.dropped, header)
    return {"path": base, "shard": str(Shard()), **counts.told()}


def _join(shares: list[Path], whole: Path, header: bool) -> None:
    if shares[0].is_dir():
        whole.mkdir(exist_ok=True)
        for share in shares:
            for part in share.glob("*.parquet"):
                shutil.copyfile(part, whole / part.name)
        return
    part = whole.with_name(whole.name + ".part")
    with part.open("wb") as out:
        for number, share in enumerate(shares):
            with share.open("rb") as lines:
                if header and number:
                    lines.readline()
                shutil.copyfileobj(lines, out)
    os.replace(part, whole)
