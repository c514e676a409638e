"""Work spread over many machines by Ray (extra `ray`): results in order, and never more waiting than there is room for.

Ray core rather than Ray Data: items are articles, which no block may cut, and order is kept by waiting for the oldest.
Where a process or a machine dies, Ray does the item again elsewhere.
"""

from __future__ import annotations

import os
import secrets
import socket
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from tqcheck.errors import TqcheckError

Item = TypeVar("Item")
Result = TypeVar("Result")
Then = Callable[[Item, Result, str], Result]
_AHEAD = 3  # items for each core of the cluster, done or under way, before the first of them is taken
_TRIES = 3  # how often an item is done again where a process died
_STORE = 256_000_000  # bytes for the results that wait, of a cluster that is started here
_PATIENCE = 10  # seconds for a cluster to answer
_HERE = "local"
_GROWTH = 10  # seconds after which the cluster is asked again how large it is


def ordered(
    work: Callable[[Item], Result],
    items: Iterable[Item],
    then: Then[Item, Result] | None,
    jobs: int,
    address: str | None,
) -> Iterator[tuple[Item, Result]]:
    """Each item with its result, in order, by at most so many processes (0: as many as there are cores).

    `then` goes on with a result in processes of its own, which live as long as the work does: one for each GPU, else
    one for every two cores. What `work` and `then` raise is raised when their item's turn comes. Raises `TqcheckError`
    where Ray is not installed, its cluster does not answer, or processes die again and again.
    """
    ray = connected(jobs, address)
    waiting: deque[tuple[Item, Any]] = deque()
    source = iter(items)
    room = _Room(ray, jobs)
    submit = _submitter(ray, work, then)
    try:
        while True:
            waiting.extend((item, submit(item)) for item in islice(source, max(room.now() - len(waiting), 0)))
            if not waiting:
                return
            item, reference = waiting[0]
            yield item, _got(ray, reference)
            waiting.popleft()
    finally:
        for _, reference in waiting:
            ray.cancel(reference)


def connected(jobs: int, address: str | None) -> Any:
    """Ray, connected to the cluster at an address, else at RAY_ADDRESS, else to one that is started here.

    That one listens on the loopback interface alone and asks for a token (unless the program has imported Ray before),
    shows no dashboard and reports no usage. It ends with the program. Raises `TqcheckError` where Ray is not installed
    or the cluster does not answer.
    """
    address = address or os.environ.get("RAY_ADDRESS") or _HERE
    if "ray" not in sys.modules:
        _prepare(address == _HERE)
    try:
        import ray
    except ImportError:
        raise TqcheckError("the engine needs Ray", remedy='pip install "tqcheck[ray]"') from None
    if address != _HERE:
        _require_answer(address)
    if ray.is_initialized():
        return ray
    alone: dict[str, Any] = {"num_cpus": jobs or None, "include_dashboard": False, "object_store_memory": _STORE}
    try:
        ray.init(address, log_to_driver=False, logging_level="CRITICAL", **(alone if address == _HERE else {}))
    except Exception as error:  # of many kinds, as the place differs where it fails
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        if address != _HERE:
            raise _unreachable(address, reason) from None
        remedy = "see what Ray needs: `python -c 'import ray; ray.init()'`"
        raise TqcheckError(f"Ray cannot be started ({reason})", remedy=remedy) from None
    return ray


def _prepare(alone: bool) -> None:
    """Set what Ray reads from the environment when it is imported; `alone` for a cluster of this machine."""
    os.environ.setdefault("RAY_NUM_REDIS_GET_RETRIES", "1")  # as often, 45 s each, a cluster is asked again
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")  # else a warning about a change to come
    if not alone:
        return
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    os.environ["RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER"] = "0"  # in spite of its name: loopback only, on Linux too
    os.environ.setdefault("RAY_worker_niceness", "0")  # else its processes give way to all others
    if "RAY_AUTH_MODE" not in os.environ:
        os.environ.update(RAY_AUTH_MODE="token", RAY_AUTH_TOKEN=secrets.token_hex(32))


def _require_answer(address: str) -> None:
    """Ray itself would wait for a minute and more."""
    host, colon, port = address.partition("://")[2].rpartition(":") if "://" in address else address.rpartition(":")
    if address == "auto":
        return
    if not colon or not port.isdigit() or not 0 < int(port) < 1 << 16:
        raise TqcheckError(f"{address!r} is no address of a Ray cluster", remedy="give HOST:PORT or ray://HOST:PORT")
    try:
        socket.create_connection((host.strip("[]"), int(port)), _PATIENCE).close()
    except OSError as error:
        raise _unreachable(address, error.strerror or str(error)) from None


def _unreachable(address: str, reason: str) -> TqcheckError:
    remedy = "check --ray-address and RAY_ADDRESS, or leave them out to use this machine"
    return TqcheckError(f"no Ray cluster answers at {address} ({reason})", remedy=remedy)


class _Room:
    """How many items may be under way: for each core some, as many as the cluster has now, for it may grow."""

    def __init__(self, ray: Any, jobs: int) -> None:
        self._ray, self._jobs = ray, jobs
        self._asked, self._cores = float("-inf"), 1

    def now(self) -> int:
        """That many."""
        if time.monotonic() - self._asked > _GROWTH:
            self._asked, self._cores = time.monotonic(), int(self._ray.cluster_resources().get("CPU", 1))
        return self._jobs if 0 < self._jobs < self._cores else _AHEAD * max(self._cores, 1)


def _submitter(ray: Any, work: Callable[[Item], Result], then: Then[Item, Result] | None) -> Callable[[Item], Any]:
    """What hands an item in and gives the reference of its result."""
    held = ray.put(work)
    task = ray.remote(num_cpus=1, max_retries=_TRIES)(_do)
    if then is None:
        return lambda item: task.remote(held, item)
    pool = _pool(ray, then)

    def submit(item: Item) -> Any:
        pool.rotate(-1)
        return pool[0].go_on.remote(item, task.remote(held, item))

    return submit


def _do(work: Callable[[Item], Result], item: Item) -> Result:
    return work(item)


def _pool(ray: Any, then: Then[Item, Result]) -> deque[Any]:
    """Processes that keep their models: one for each GPU, else for every two cores, which leaves some for the work."""
    found = ray.cluster_resources()
    cores, gpus = int(found.get("CPU", 1)), int(found.get("GPU", 0))
    wants = {"num_cpus": 0, "num_gpus": 1} if gpus else {"num_cpus": 1 if cores > 1 else 0}
    actor = ray.remote(max_restarts=-1, max_task_retries=_TRIES, **wants)(_Keeper)
    device = "cuda" if gpus else "cpu"
    return deque(actor.remote(then, device) for _ in range(gpus or max(cores // 2, 1)))


class _Keeper:
    """A process that stays: what it loads for the first item serves all."""

    def __init__(self, then: Then[Any, Any], device: str) -> None:
        self._then, self._device = then, device

    def go_on(self, item: Any, result: Any) -> Any:
        """The second step for an item."""
        return self._then(item, result, self._device)


def _got(ray: Any, reference: Any) -> Any:
    try:
        return ray.get(reference)
    except ray.exceptions.RayTaskError as error:
        raise error.cause from None
    except ray.exceptions.RayError as error:
        reason = type(error).__name__
        remedy = "memory may have run out: give fewer --jobs, or machines with more"
        raise TqcheckError(f"processes of the Ray cluster died again and again ({reason})", remedy=remedy) from None
