"""Scores of segments kept in a file, so that nothing is computed twice and an interrupted run goes on."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tqcheck.errors import TqcheckError

if TYPE_CHECKING:
    from tqcheck.scoring.comet.prediction import Prediction, Sample

_TABLE = "CREATE TABLE IF NOT EXISTS comet_scores (key BLOB PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID"
_SELECT = "SELECT value FROM comet_scores WHERE key = ?"


class Cache:
    """An SQLite file of predictions; without a path, nothing. `model` tells models and precisions apart."""

    def __init__(self, path: str | None, model: str) -> None:
        self._path, self._model = path, model
        self._database: sqlite3.Connection | None = None

    def __enter__(self) -> Cache:
        if self._path is not None:
            try:
                Path(self._path).parent.mkdir(parents=True, exist_ok=True)
                self._database = sqlite3.connect(self._path, timeout=60)
                self._database.execute(_TABLE)
            except (sqlite3.Error, OSError) as error:
                raise self._unusable(error) from None
        return self

    def __exit__(self, *raised: object) -> None:
        if self._database is not None:
            self._database.close()

    @property
    def keeps(self) -> bool:
        """Whether anything is kept."""
        return self._database is not None

    def get(self, samples: Iterable[Sample]) -> dict[Sample, Prediction]:
        """What is kept of these samples."""
        if self._database is None:
            return {}
        from tqcheck.scoring.comet.prediction import Prediction

        found = {}
        try:
            for sample in samples:
                row = self._database.execute(_SELECT, (self._key(sample),)).fetchone()
                if row:
                    found[sample] = Prediction.from_plain(json.loads(row[0]))
        except sqlite3.Error as error:
            raise self._unusable(error) from None
        return found

    def put(self, samples: Sequence[Sample], predictions: Sequence[Prediction]) -> None:
        """Keep predictions, all or none."""
        if self._database is None:
            return
        rows = [(self._key(sample), json.dumps(one.plain())) for sample, one in zip(samples, predictions)]
        try:
            with self._database:
                self._database.executemany("INSERT OR REPLACE INTO comet_scores VALUES (?, ?)", rows)
        except sqlite3.Error as error:
            raise self._unusable(error) from None

    def _key(self, sample: Sample) -> bytes:
        text = json.dumps([self._model, *sample], ensure_ascii=True)
        return hashlib.sha256(text.encode()).digest()

    def _unusable(self, error: Any) -> TqcheckError:
        remedy = "name another file with --cache, or delete it"
        return TqcheckError(f"this cannot be used as a cache ({error})", path=self._path, remedy=remedy)
