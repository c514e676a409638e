"""Files are written whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def replace_file(path: Path, data: bytes | bytearray, size: int | None = None) -> None:
    """Put `data` in place of what is at `path`: whole or not at all, with the mode of the file before.

    With a `size`, zeros follow up to there, which need no room on most disks.
    """
    import tempfile

    path = path.resolve()  # a link stays a link
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            if size is not None:
                file.truncate(size)
            file.flush()
            os.fsync(file.fileno())  # or a power cut could leave the new name with nothing in it
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~mask)
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
