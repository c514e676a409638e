"""The command line: one file per command, imported when it is called."""

from __future__ import annotations

import os
import sys

from tqcheck import __version__

TYPE_CHECKING = False  # `typing` takes as long as the rest of `--version`
if TYPE_CHECKING:
    from typing import NoReturn


def main() -> None:
    """The entry point: exits with 0, 1 (findings) or 2 (could not do its work: one line on standard error)."""
    if sys.argv[1:] == ["--version"]:  # scripts ask in a loop: answered before click is loaded
        print(f"tqcheck {__version__}")
        sys.exit(0)
    # Matrices here are small: threads of the linear algebra would only wait for each other, and burn a core each.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import gc

    # An article makes half as many objects: to look through them again and again takes a twentieth of the time.
    gc.set_threshold(200_000)
    from tqcheck.cli.app import run

    _leave(run())


def _leave(status: int) -> NoReturn:
    """End the process without taking it apart object by object, which takes a tenth of the time of an article."""
    import threading

    if threading.active_count() > 1:
        sys.exit(status)
    import atexit

    atexit._run_exitfuncs()  # caches are written
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):  # nobody listens
        sys.exit(status)
    os._exit(status)
