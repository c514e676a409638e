"""What was found in files that have not changed since: a folder of JSON files, each named by what it depends on.

The name is a digest of the files' contents and paths, the settings, glossaries, and everything that decides what is
found: this version with its rules and language data, its libraries and plug-ins. What is settled after the rules ran
(severities, accepted phrases, baseline, scores) is no part of it and is done anew every time.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import asdict, fields
from pathlib import Path

import tqcheck
from tqcheck.config import Config
from tqcheck.model import DocumentReport

FOLDER = ".tqcheck_cache"
_KEPT = 30 * 86_400  # seconds that an entry is kept for that no run asked for
# Settings that change nothing in what the rules find.
_LATER = {
    "fail_on", "fail_under", "weights", "pass_mark", "severity", "least_confidence", "baseline", "pairs", "overrides",
    "accept", "missing", "stale", "reports", "interface", "mqm_profile", "mqm_profiles",
}  # fmt: skip


class Cache:
    """Reports of documents by key. A cache that cannot be read or written is as good as none."""

    def __init__(self, root: Path) -> None:
        self.folder = root / FOLDER
        self._ready = False

    def key(self, files: list[tuple[str, bytes]], config: Config) -> str:
        """The digest of files (path and content) and of what is done with them."""
        digest = hashlib.sha256(_tool().encode())
        for one in fields(config):
            if one.name not in _LATER:
                digest.update(f"\0{one.name}={getattr(config, one.name)!r}".encode("utf-8", "surrogatepass"))
        for path in config.glossaries:
            digest.update(_content(path))
        for path, data in files:
            digest.update(f"\0{path}\0{len(data)}\0".encode("utf-8", "surrogateescape"))
            digest.update(data)
        return digest.hexdigest()[:40]

    def get(self, key: str) -> DocumentReport | None:
        """The report that was put under the key, or None."""
        from tqcheck.reporters.json import load_document

        path = self.folder / key[:2] / f"{key[2:]}.json"
        try:
            found = load_document(json.loads(path.read_bytes()))
            if time.time() - path.stat().st_mtime > 86_400:
                os.utime(path)
            return found
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def put(self, key: str, report: DocumentReport) -> None:
        """Keep a report under a key."""
        from tqcheck.reporters.json import document_as_dict

        path = self.folder / key[:2] / f"{key[2:]}.json"
        whole = {**document_as_dict(report), "names": [asdict(one) for one in report.names]}
        data = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
        with suppress(OSError):
            self._prepare(path.parent)
            handle, name = tempfile.mkstemp(dir=path.parent)
            with os.fdopen(handle, "wb") as file:
                file.write(data.encode("utf-8", "surrogatepass"))
            os.replace(name, path)

    def _prepare(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        if not self._ready:
            (self.folder / ".gitignore").write_text("*\n", encoding="utf-8")
            (self.folder / "CACHEDIR.TAG").write_text("Signature: 8a477f597d28d172789f06886806bc55\n", encoding="utf-8")
            self._ready = True

    def prune(self) -> None:
        """Delete what no run asked for in a month."""
        with suppress(OSError):
            for path in self.folder.glob("*/*.json"):
                if time.time() - path.stat().st_mtime > _KEPT:
                    path.unlink(missing_ok=True)


def _content(path: str) -> bytes:
    try:
        return hashlib.sha256(Path(path).read_bytes()).digest()
    except OSError:
        return b""


def _installed() -> set[str]:
    """Names and versions of the installed packages, from the names of their folders: reading them takes too long."""
    found: set[str] = set()
    for folder in sys.path:
        with suppress(OSError):
            found.update(name for name in os.listdir(folder or ".") if name.endswith(".dist-info"))
    return found


@functools.cache
def _tool() -> str:
    """Names this version of tqcheck, of its data and of what it stands on."""
    package = Path(str(tqcheck.__file__)).parent
    parts = [tqcheck.__version__]
    for path in sorted(package.rglob("*")):
        if path.suffix in {".py", ".toml", ".tsv", ".json", ".npz", ".bin", ".gz"}:
            stat = path.stat()
            parts.append(f"{path.relative_to(package)}:{stat.st_size}:{stat.st_mtime_ns}")
    parts += sorted(_installed())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
