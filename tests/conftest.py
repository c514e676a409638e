"""What holds for all tests."""

from __future__ import annotations

import atexit
import ctypes
import os
import sys

from hypothesis import settings

# The suite says the same of the same code; `HYPOTHESIS_PROFILE=default` looks where it has not looked yet.
settings.register_profile("suite", derandomize=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))


def _keep_capsules() -> None:
    """Keep the capsules of SWIG (sentencepiece, of COMET) beyond Python's end.

    Their destructor warns of itself when all filters of warnings are gone, below pytest's summary, which is to be the
    last line.
    """
    for name, module in list(sys.modules.items()):
        capsule = getattr(module, "type_pointer_capsule", None) if name.startswith("swig_runtime_data") else None
        if capsule is not None:
            ctypes.pythonapi.Py_IncRef(ctypes.py_object(capsule))


atexit.register(_keep_capsules)
