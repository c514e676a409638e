"""Checks many pairs: what cannot be read is told, and the others go on."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from tqcheck import engine
from tqcheck.bitexts import Interrupted, examine_bitext
from tqcheck.config import Config
from tqcheck.engines import ALONE, Workers
from tqcheck.errors import TqcheckError
from tqcheck.model import DocumentReport, Failure, Overdue, Report
from tqcheck.project import git
from tqcheck.project.cache import Cache
from tqcheck.project.configuration import Project
from tqcheck.project.pairs import Job, find_pairs
from tqcheck.project.patterns import matches
from tqcheck.project.settling import unused
from tqcheck.project.staleness import stale
from tqcheck.records import dataclass
from tqcheck.shard import WHOLE, Shard

Progress = Callable[[int, int], None]


def run(
    jobs: Sequence[Job],
    project: Project,
    cache: Cache | None = None,
    progress: Progress | None = None,
    workers: Workers = ALONE,
    shard: Shard = WHOLE,
) -> Report:
    """Check the jobs, or a share of each, by `workers`; the report has them in order.

    `progress` is called with how many are done, and of how many.

    Raises `TqcheckError` where there is one job alone and it cannot be done; of several, the failures are reported.
    """
    if len(jobs) == 1:
        try:
            return engine.report([check_job(jobs[0], project, cache, workers, shard)])
        except Interrupted as interrupt:
            document, failure = _cut(interrupt, jobs[0], project)
            return replace(engine.report([document]), failures=(failure,))
    done: list[DocumentReport | Failure] = []
    among = workers if workers.engine == "ray" else ALONE  # a cluster does the rows of one file at a time
    check = functools.partial(_tried, project=project, cache=cache, workers=among, shard=shard)
    cut: tuple[Failure, ...] = ()
    try:
        for found in _each(check, jobs, 1 if among is workers else workers.jobs):
            done.append(found)
            if progress:
                progress(len(done), len(jobs))
    except Interrupted as interrupt:
        document, failure = _cut(interrupt, jobs[len(done)], project)
        done.append(document)  # the files after it are in no report
        cut = (failure,)
    documents = _compared(done, jobs, project)
    failures = (one for one in done if isinstance(one, Failure))
    return replace(engine.report(documents), failures=(*failures, *cut))


def _cut(interrupt: Interrupted, job: Job, project: Project) -> tuple[DocumentReport, Failure]:
    """What was found in a bitext until the user had enough."""
    document = engine.settled(interrupt.done, config_of(job, project))
    told = f"interrupted after {document.segments:,} rows, which the report has"
    return document, Failure(job.target, told)


def _compared(done: Sequence[DocumentReport | Failure], jobs: Sequence[Job], project: Project) -> list[DocumentReport]:
    """The documents, with what they show together."""
    from tqcheck.project.across import compared

    checked = [(one, job) for one, job in zip(done, jobs) if isinstance(one, DocumentReport)]
    return compared([one for one, _ in checked], lambda number: config_of(checked[number][1], project))


def _each(
    check: Callable[[Job], DocumentReport | Failure], jobs: Sequence[Job], workers: int
) -> Iterator[DocumentReport | Failure]:
    if workers == 1 or len(jobs) < 2:
        yield from map(check, jobs)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(workers or None) as pool:
        yield from pool.map(check, jobs, chunksize=4)


def _tried(job: Job, project: Project, cache: Cache | None, workers: Workers, shard: Shard) -> DocumentReport | Failure:
    try:
        return check_job(job, project, cache, workers, shard)
    except TqcheckError as error:
        return Failure(error.path or job.target, str(error))


def check_project(
    project: Project,
    *,
    touching: Iterable[str] | None = None,
    changed: str | None = None,
    cached: bool = True,
    progress: Progress | None = None,
    workers: Workers = ALONE,
    shard: Shard = WHOLE,
) -> Report:
    """Check the pairs that the configuration names; with `touching` only those that these files belong to, with
    `changed` only those that git sees changed since that commit; a share of each; by `workers`.

    Raises `TqcheckError` where the configuration is at fault or git cannot tell.
    """
    choice = choose(project, touching, changed)
    cache = Cache(project.root) if cached else None
    report = run(choice.jobs, project, cache, progress, workers, shard)
    notices = [] if choice.jobs else ["nothing to check: no pair that the configuration names was touched"]
    if choice.whole:
        notices += unused(report.documents, project.config) if not project.config.select else []
        notices += _idle_overrides(project, choice.jobs)
        if cache:
            cache.prune()
    overdue = list(choice.missing) if project.config.missing != "ignore" else []
    if project.config.stale != "ignore":
        overdue += stale(project.root, choice.jobs, notices)
    return replace(report, overdue=tuple(overdue), notices=tuple(notices))


def _idle_overrides(project: Project, jobs: Sequence[Job]) -> list[str]:
    """Settings for files that are not there."""
    targets = [project.relative(job.target) for job in jobs]
    idle = (
        one for one in project.config.overrides
        if not any(matches(target, pattern) for target in targets for pattern in one.paths)
    )  # fmt: skip
    return [f"the overrides for {', '.join(one.paths)} match no file" for one in idle]


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be checked of a project, and whether that is all of it."""

    jobs: tuple[Job, ...]
    missing: tuple[Overdue, ...]
    whole: bool


def choose(project: Project, touching: Iterable[str] | None = None, changed: str | None = None) -> Choice:
    """The pairs that the configuration names, or those of them that `touching` or `changed` leave over.

    Raises `TqcheckError` where the configuration is at fault or git cannot tell.
    """
    found = find_pairs(project)
    wanted = _wanted(project, touching, changed)
    if wanted is None:
        return Choice(found.jobs, found.missing, True)
    jobs = tuple(job for job in found.jobs if wanted & _paths(job.source, job.target))
    missing = tuple(one for one in found.missing if wanted & _paths(one.source, one.target))
    return Choice(jobs, missing, False)


def _wanted(project: Project, touching: Iterable[str] | None, changed: str | None) -> set[Path] | None:
    """The files whose pairs are to be checked; None for all, as where the settings themselves changed."""
    wanted: set[Path] | None = None
    if touching is not None:
        wanted = {Path(path).resolve() for path in touching}
    if changed is not None:
        differing = {path.resolve() for path in git.changed(project.root, changed)}
        wanted = differing if wanted is None else wanted & differing
    settings = _paths(*project.config.glossaries, *([str(project.file)] if project.file else []))
    return None if wanted is not None and wanted & settings else wanted


def _paths(*paths: str | None) -> set[Path]:
    return {Path(path).resolve() for path in paths if path}


def config_of(job: Job, project: Project) -> Config:
    """The settings for a job: those for its path, with its languages."""
    config = project.config_of(job.target)
    languages = job.source_lang or config.source_lang, job.target_lang or config.target_lang
    return replace(config, source_lang=languages[0], target_lang=languages[1])


def check_job(
    job: Job, project: Project, cache: Cache | None = None, workers: Workers = ALONE, shard: Shard = WHOLE
) -> DocumentReport:
    """Check one job, or a share of it, by the settings for its path, from the cache where nothing changed.

    The rows of a bitext are checked by `workers`; on Ctrl-C `Interrupted` is raised. Raises `TqcheckError`, also for a
    share or a cluster where there are no rows.
    """
    config = config_of(job, project)
    if config.baseline and shard != WHOLE:
        remedy = "leave one of them out: entries of a baseline are numbered over the whole file"
        raise TqcheckError("a share cannot be held against a baseline", path=config.baseline, remedy=remedy)
    key = _key(job, config, cache) if cache and shard == WHOLE else None
    raw = cache.get(key) if cache and key else None
    if raw is None:
        raw = _examined(job, config, workers, shard)
        if cache and key:
            cache.put(key, raw)
    return engine.settled(raw, config)


def _key(job: Job, config: Config, cache: Cache) -> str | None:
    from tqcheck.readers import read_bytes

    paths = [path for path in (job.source, job.target, job.reference) if path]
    return None if "-" in paths else cache.key([(path, read_bytes(path)) for path in paths], config)


def _examined(job: Job, config: Config, workers: Workers, shard: Shard) -> DocumentReport:
    from tqcheck import shares
    from tqcheck.readers import bitext, read

    if job.source is None and bitext.is_bitext(job.target):
        notices: list[str] = []
        if shard != WHOLE:
            return examine_bitext(shares.rows(job.target, config, shard), job.target, config, notices, workers, shard)
        languages = config.source_lang, config.target_lang
        rows = bitext.read(job.target, *languages, encoding=config.encoding, notices=notices)
        return examine_bitext(rows, job.target, config, notices, workers)
    if shard != WHOLE:
        raise TqcheckError("an article has no shares", path=job.target, remedy="leave --shard out, or give bitexts")
    if workers.engine == "ray":
        remedy = "leave --engine out, or give bitexts"
        raise TqcheckError("the engine ray checks bitexts alone", path=job.target, remedy=remedy)
    source, target, reference = (
        read(path, config.encoding) if path else None for path in (job.source, job.target, job.reference)
    )
    assert target is not None
    return engine.examine_article(source, target, config, reference)
