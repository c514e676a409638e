"""Work spread over the cores of this machine: results in order, and never more waiting than the cores need."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from tqcheck.errors import TqcheckError

if TYPE_CHECKING:
    from concurrent.futures import Future

Item = TypeVar("Item")
Result = TypeVar("Result")
_AHEAD = 3  # items for each process, done or under way, before the first of them is taken


def ordered(work: Callable[[Item], Result], items: Iterable[Item], jobs: int) -> Iterator[tuple[Item, Result]]:
    """Each item with its result, in order, by so many processes (0: one for each core; 1: this one).

    Items are read as there is room for them. What `work` raises is raised when its item's turn comes. An interrupt
    (Ctrl-C) is raised here alone: the processes finish what they have begun.
    Raises `TqcheckError` where a process died.
    """
    jobs = jobs or os.cpu_count() or 1
    if jobs == 1:
        yield from ((item, work(item)) for item in items)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    waiting: deque[tuple[Item, Future[Result]]] = deque()
    source = iter(items)
    with ProcessPoolExecutor(jobs, initializer=_leave_interrupts) as pool:
        try:
            while True:
                room = _AHEAD * jobs - len(waiting)
                waiting.extend((item, pool.submit(work, item)) for item in islice(source, room))
                if not waiting:
                    return
                item, future = waiting[0]
                result = future.result()
                waiting.popleft()
                yield item, result
        except BrokenProcessPool:
            remedy = "memory may have run out: give fewer --jobs"
            raise TqcheckError("one of the processes died", remedy=remedy) from None
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _leave_interrupts() -> None:
    """Ctrl-C reaches every process of a terminal; the one that leads decides."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
