"""What `import tqcheck` offers: texts or files in, a `Report` out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tqcheck import engine
from tqcheck.config import Config
from tqcheck.model import Report
from tqcheck.readers import plain, read
from tqcheck.readers.decode import Decoded


def check(source: str | None, target: str, config: Config | None = None, **settings: Any) -> Report:
    """Check the text of a translation against the text of its source, or alone where `source` is None.

    `settings` are fields of `Config`, such as `source_lang="pt"`. Raises `TqcheckError`.
    """
    config = replace(config or Config(), **settings)
    documents = [plain.read(Decoded(text, "utf-8"), None) if text is not None else None for text in (source, target)]
    assert documents[1] is not None
    return engine.report([engine.check_article(documents[0], documents[1], config)])


def check_files(source: str | None, target: str, config: Config | None = None, **settings: Any) -> Report:
    """Check the file of a translation against the file of its source, or alone where `source` is None.

    `settings` are fields of `Config`. Raises `TqcheckError`.
    """
    config = replace(config or Config(), **settings)
    original = read(source, config.encoding) if source is not None else None
    return engine.report([engine.check_article(original, read(target, config.encoding), config)])
