"""What git knows of a folder: what changed since a commit, and which file changed last."""

from __future__ import annotations

import subprocess  # nosec B404
from collections.abc import Collection
from pathlib import Path

from tqcheck.errors import TqcheckError

_NEVER_COMMITTED = -1


def changed(root: Path, base: str) -> set[Path]:
    """The files below `root` that differ from where this branch left `base`, untracked ones included.

    Raises `TqcheckError` where the folder is in no repository or there is no such commit.
    """
    if base.startswith("-") or not _git(root, "rev-parse", "--verify", "--quiet", f"{base}^{{commit}}"):
        _require_repository(root)
        if base == "HEAD":  # nothing is committed yet: everything is new
            return {
                root / name
                for name in _names(_git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"))
            }
        raise TqcheckError(
            f"git knows no commit {base!r}", remedy="give a branch or commit that is fetched, such as origin/main"
        )
    fork = (_git(root, "merge-base", base, "HEAD") or base).strip()
    differing = _git(root, "diff", "--name-only", "--relative", "--no-renames", "-z", fork, "--", ".")
    untracked = _git(root, "ls-files", "-z", "--others", "--exclude-standard")
    return {root / name for name in (*_names(differing), *_names(untracked))}


def is_shallow(root: Path) -> bool:
    """Whether the history is cut off, as in most CI checkouts."""
    return (_git(root, "rev-parse", "--is-shallow-repository") or "").strip() == "true"


def ages(root: Path, paths: Collection[Path]) -> dict[Path, int]:
    """How many commits ago each file changed last: 0 in the newest, -1 where it differs from it now.

    Files that git does not know have no entry; outside of a repository nothing has one.
    """
    wanted = {path.resolve() for path in paths}
    here = root.resolve()
    found = {
        one: _NEVER_COMMITTED
        for name in _names(_git(root, "diff", "--name-only", "--relative", "-z", "HEAD", "--", "."))
        if (one := here / name) in wanted
    }
    left = wanted - found.keys()
    command = [
        "git",
        "-C",
        str(root),
        "-c",
        "core.quotePath=false",
        "log",
        "--format=%x00",
        "--name-only",
        "--relative",
    ]
    try:
        log = subprocess.Popen(  # nosec B603
            [*command, "--no-renames", "--", "."], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8",
            errors="surrogateescape",
        )  # fmt: skip
    except OSError:
        return found
    with log:
        assert log.stdout is not None
        age = -1
        for line in log.stdout:
            name = line.rstrip("\n")
            age += name == "\0"
            if name and (path := here / name) in left:
                found[path] = age
                left.discard(path)
                if not left:
                    log.kill()
                    break
    return found


def _require_repository(root: Path) -> None:
    if _git(root, "rev-parse", "--git-dir") is None:
        raise TqcheckError("this is not in a git repository", path=str(root), remedy="run without --changed")


def _git(root: Path, *arguments: str) -> str | None:
    """What git prints; None where it fails or is not there."""
    try:
        done = subprocess.run(  # nosec B603 B607
            ["git", "-C", str(root), *arguments], capture_output=True, encoding="utf-8", errors="surrogateescape",
            check=False,
        )  # fmt: skip
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def _names(output: str | None) -> list[str]:
    return [name for name in (output or "").split("\0") if name]
