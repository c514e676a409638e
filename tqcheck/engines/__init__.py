"""Ways to spread the work: this machine's cores, or many machines through Ray."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Engine = Literal["local", "ray"]


@dataclass(frozen=True, slots=True)
class Workers:
    """Who does the work: so many processes (0: one for each core) of this machine or of a cluster of Ray.

    `address` is where the cluster is (None: RAY_ADDRESS, else one is started on this machine and ended with the
    program). `told` is called with how many rows more are done, for a display.
    """

    jobs: int = 1
    engine: Engine = "local"
    address: str | None = None
    told: Callable[[int], None] | None = None

    def ordered(
        self,
        work: Callable[[Item], Result],
        items: Iterable[Item],
        then: Callable[[Item, Result, str], Result] | None = None,
    ) -> Iterator[tuple[Item, Result]]:
        """Each item with its result, in order; items are read as there is room for them.

        `then` goes on with a result where large models are at hand: few processes do it, which keep them. It is told
        the device, `cpu` or `cuda`. What the two raise is raised when the item's turn comes.
        """
        if self.engine == "ray":
            from tqcheck.engines import cluster

            return cluster.ordered(work, items, then, self.jobs, self.address)
        from tqcheck.engines import local

        found = local.ordered(work, items, self.jobs)
        # Models are large: this process alone holds them.
        return ((item, then(item, one, "cpu")) for item, one in found) if then else found


ALONE = Workers()
