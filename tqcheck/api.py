"""What `import tqcheck` offers: texts, files or a project in, a `Report` out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from tqcheck import engine
from tqcheck.config import Config
from tqcheck.model import Document, Report
from tqcheck.readers import bounded_lines, plain
from tqcheck.readers.decode import Decoded, well_formed


def check(source: str | None, target: str, config: Config | None = None, **settings: Any) -> Report:
    """Check the text of a translation against the text of its source, or alone where `source` is None.

    `settings` are fields of `Config`, such as `source_lang="pt"`. Raises `TqcheckError`.

    >>> report = check("Morreram 38 pessoas.", "83 people died.", source_lang="pt", target_lang="en")
    >>> finding = report.documents[0].findings[0]
    >>> finding.rule, finding.severity, finding.target.text, finding.suggestion
    ('number', 'major', '83', '38')
    """
    config = replace(config or Config(), **settings)
    translation = _document(target)
    original = _document(source) if source is not None else None
    return engine.report([engine.check_article(original, translation, config)])


def _document(text: str) -> Document:
    bounded_lines(text, None)
    return plain.read(Decoded(well_formed(text), "utf-8"), None)


def check_files(source: str | None, target: str, config: Config | None = None, **settings: Any) -> Report:
    """Check the file of a translation against the file of its source, or alone where `source` is None.

    `settings` are fields of `Config`; no configuration file is read. A file that holds both sides (TSV, PO, XLIFF …)
    is a target without source. Raises `TqcheckError`.

    >>> from pathlib import Path
    >>> _ = Path("post.en.md").write_text("The *the* end.\\n\\nIt it rained.\\n")
    >>> report = check_files(None, "post.en.md", target_lang="en", select=("repeated-word",))
    >>> [(one.target.line, one.target.column, one.target.text) for one in report.documents[0].findings]
    [(3, 1, 'It it')]
    """
    from tqcheck.project.configuration import Project
    from tqcheck.project.pairs import Job
    from tqcheck.project.run import run

    return run([Job(target, source)], Project(replace(config or Config(), **settings), Path.cwd()))


def check_project(folder: str = ".", **options: Any) -> Report:
    """Check the pairs that the nearest configuration file, from `folder` upwards, names.

    `options` are `touching` (paths), `changed` (a commit) and `cached` (True when left out). The report's `overdue` are
    missing and stale translations, its `failures` files that could not be read. Raises `TqcheckError`.

    >>> from pathlib import Path
    >>> _ = Path("tqcheck.toml").write_text('[[pairs]]\\nsource = "*.pt.txt"\\ntarget = "*.en.txt"\\n')
    >>> _ = Path("a.pt.txt").write_text("Sim.")
    >>> [(one.why, one.target) for one in check_project().overdue]
    [('missing', 'a.en.txt')]
    """
    from tqcheck.errors import TqcheckError
    from tqcheck.project.configuration import find, load
    from tqcheck.project.run import check_project as check

    file = find(Path(folder))
    if file is None:
        raise TqcheckError("there is no configuration", path=folder, remedy="`tqcheck init` writes one")
    return check(load(file), **options)
