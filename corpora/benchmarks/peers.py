"""Other programs, each from the package index in a virtual environment of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

# Rules comparable to ours as far as there are any; the thresholds are OpusFilter's own.
OPUSFILTER = {
    "common": {"output_directory": ".", "chunksize": 10_000},
    "steps": [
        {
            "type": "filter",
            "parameters": {
                "inputs": ["source.txt", "target.txt"],
                "outputs": ["source.kept", "target.kept"],
                "filters": [
                    {"LengthFilter": {}},
                    {"LengthRatioFilter": {"threshold": 3}},
                    {"LongWordFilter": {}},
                    {"HtmlTagFilter": {}},
                    {"CharacterScoreFilter": {"scripts": ["Latin", "Latin"]}},
                    {"TerminalPunctuationFilter": {}},
                    {"NonZeroNumeralsFilter": {}},
                    {"RepetitionFilter": {}},
                    {"LongestCommonSubstringFilter": {"threshold": 0.9}},
                ],
            },
        }
    ],
}


@dataclass(frozen=True, slots=True)
class Peer:
    """A program: what its row says, its package, and its command on the files of a folder."""

    name: str
    package: str
    command: Callable[[Path, Path], list[str]]


def _pofilter(scripts: Path, folder: Path) -> list[str]:
    return [str(scripts / "pofilter"), "--progress=none", str(folder / "pairs.po"), str(folder / "pofilter.po")]


def _opusfilter(scripts: Path, folder: Path) -> list[str]:
    (folder / "opusfilter.yaml").write_text(json.dumps(OPUSFILTER))  # JSON is YAML
    return [str(scripts / "opusfilter"), "--overwrite", str(folder / "opusfilter.yaml")]


def _sacrebleu(scripts: Path, folder: Path) -> list[str]:
    texts = [str(folder / "target.txt"), "-i", str(folder / "source.txt")]
    return [str(scripts / "sacrebleu"), *texts, "-m", "bleu", "chrf", "--force"]


PEERS = (
    Peer("`pofilter`, all its tests", "translate-toolkit", _pofilter),
    Peer("`opusfilter`, nine filters", "opusfilter", _opusfilter),
    Peer("`sacrebleu`, BLEU and chrF (a score, no check)", "sacrebleu", _sacrebleu),
)


def installed(peer: Peer, folder: Path) -> tuple[Path, str] | None:
    """The folder of a peer's scripts and its version, installed if it is not; None where that fails."""
    home = folder / peer.package
    scripts = home / ("Scripts" if sys.platform == "win32" else "bin")
    if not scripts.exists():
        venv.create(home, with_pip=True)
    pip = [str(scripts / "pip"), "--quiet", "--disable-pip-version-check"]
    if subprocess.run([*pip, "install", peer.package], check=False, stderr=subprocess.DEVNULL).returncode:
        return None
    code = f"import importlib.metadata as m; print(m.version({peer.package!r}))"
    told = subprocess.run([scripts / "python", "-c", code], capture_output=True, text=True, check=True)
    return scripts, told.stdout.strip()
