"""Which versions of packages are installed, told by the names of their folders: reading them takes longer."""

from __future__ import annotations

import functools
import os
import re
import sys
from contextlib import suppress

_SUFFIX = ".dist-info"


def version(package: str) -> str:
    """The version of an installed package. Raises `importlib.metadata.PackageNotFoundError` where there is none."""
    found = _versions().get(_plain(package))
    if found is None:  # installed in some other way
        from importlib import metadata

        found = metadata.version(package)
    return found


@functools.cache
def _versions() -> dict[str, str]:
    found: dict[str, str] = {}
    for folder in sys.path:
        with suppress(OSError):
            for name in os.listdir(folder or "."):
                if name.endswith(_SUFFIX):
                    package, _, told = name.removesuffix(_SUFFIX).partition("-")
                    found.setdefault(_plain(package), told)  # the first on the path is the one that is imported
    return found


def _plain(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()
