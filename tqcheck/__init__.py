"""tqcheck, a linter for translations: the public API.

>>> import tqcheck
>>> report = tqcheck.check("O ministro viajou.", "The the minister travelled.", source_lang="pt", target_lang="en")
>>> [finding.suggestion for finding in report.documents[0].findings]
['The']
"""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` takes as long as the rest of `--version`
if TYPE_CHECKING:
    from typing import Any

    from tqcheck.api import check, check_files, check_project
    from tqcheck.config import Config
    from tqcheck.errors import TqcheckError
    from tqcheck.model import Finding, Report

__version__ = "0.1.0"
__all__ = ["Config", "Finding", "Report", "TqcheckError", "check", "check_files", "check_project"]

# Loaded when first used: `tqcheck --version` must not wait for the rules.
_HOMES = {
    "check": "tqcheck.api",
    "check_files": "tqcheck.api",
    "check_project": "tqcheck.api",
    "Config": "tqcheck.config",
    "TqcheckError": "tqcheck.errors",
    "Finding": "tqcheck.model",
    "Report": "tqcheck.model",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(_HOMES[name]), name)
