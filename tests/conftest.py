"""What holds for all tests."""

from __future__ import annotations

import atexit
import ctypes
import sys


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
