"""Translations that are older than their sources, by git."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tqcheck.model import Overdue
from tqcheck.project import git
from tqcheck.project.pairs import Job


def stale(root: Path, jobs: Iterable[Job], notices: list[str]) -> list[Overdue]:
    """The translations whose source changed in a later commit, or differs from the last commit while they do not."""
    pairs = [(job, Path(job.source).resolve(), Path(job.target).resolve()) for job in jobs if job.source]
    if not pairs:
        return []
    if git.is_shallow(root):
        notices.append("stale translations were not looked for: the clone is shallow (fetch the whole history)")
        return []
    ages = git.ages(root, {path for _, *paths in pairs for path in paths})
    return [
        Overdue(str(job.source), job.target, job.target_lang, "stale")
        for job, source, target in pairs
        if source in ages and target in ages and ages[source] < ages[target]
    ]
