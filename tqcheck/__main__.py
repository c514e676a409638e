"""`python -m tqcheck`."""

from __future__ import annotations

from tqcheck.cli import main

main()
