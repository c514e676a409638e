"""What other packages add by entry points: rules, readers of documents, reporters.

| group | name | value |
| --- | --- | --- |
| `tqcheck.rules` | any | a rule (its id is its module's name), or a module with rules |
| `tqcheck.readers` | a suffix, such as `.adoc` | a module with `read(decoded: Decoded, path: str) -> Document` |
| `tqcheck.reporters` | a format | a function `render(report: Report) -> str` |
"""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tqcheck.errors import TqcheckError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

_INSTALLED = (".dist-info", ".egg-info")


@functools.cache
def found(group: str) -> Mapping[str, EntryPoint]:
    """The entry points of `tqcheck.<group>` by name. Raises `TqcheckError` where two packages give the same name."""
    points: dict[str, EntryPoint] = {}
    if not _any():
        return points
    from importlib.metadata import entry_points

    for point in entry_points(group=f"tqcheck.{group}"):
        other = points.setdefault(point.name, point)
        if other.value != point.value:
            problem = f"two plug-ins are called {point.name!r}: {_package(other)} and {_package(point)}"
            raise TqcheckError(problem, remedy="uninstall one")
    return points


@functools.cache
def _any() -> bool:
    """Whether an installed package may add something: cheaper to tell than to read all that are installed."""
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")
        except FileNotFoundError:
            continue
        except OSError:  # an archive
            return True
        for name in names:
            if name.endswith(_INSTALLED) and _adds(os.path.join(folder, name)):
                return True
    return False


def _adds(info: str) -> bool:
    try:
        with open(os.path.join(info, "entry_points.txt"), "rb") as file:
            return b"[tqcheck." in file.read()
    except OSError:
        return False


def load(group: str, name: str) -> Any:
    """What the entry point stands for. Raises `TqcheckError`, naming the package, where it cannot be loaded."""
    point = found(group)[name]
    try:
        return point.load()
    except Exception as error:  # a plug-in may raise anything while it is imported
        problem = f"the plug-in {name!r} of {_package(point)} cannot be loaded ({type(error).__name__}: {error})"
        raise TqcheckError(problem, remedy="mend or uninstall it") from error


def _package(point: EntryPoint) -> str:
    return point.dist.name if point.dist else "an unknown package"
