"""The command line: one file per command, imported when it is called."""

from __future__ import annotations

import os
import sys

from tqcheck import __version__


def main() -> None:
    """The entry point: exits with 0, 1 (findings) or 2 (could not do its work: one line on standard error)."""
    if sys.argv[1:] == ["--version"]:  # scripts ask in a loop: answered before click is loaded
        print(f"tqcheck {__version__}")
        sys.exit(0)
    # Matrices here are small: threads of the linear algebra would only wait for each other, and burn a core each.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from tqcheck.cli.app import run

    sys.exit(run())
