"""How the documentation is built: `nox -s docs`, or `sphinx-build -W docs docs/_build`."""

import sys
from pathlib import Path

DOCS = Path(__file__).parent
sys.path.insert(0, str(DOCS))

import rule_pages  # noqa: E402
from pygments.lexers.special import TextLexer  # noqa: E402
from sphinx.highlighting import lexers  # noqa: E402

from tqcheck import __version__  # noqa: E402

project = "tqcheck"
author = "the tqcheck authors"
copyright = "the tqcheck authors, Apache-2.0"
release = version = __version__

extensions = ["myst_parser", "sphinx_click", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
# The same files are read on the pages of the repository, whose heads are linked to by their slugs.
myst_heading_anchors = 3
# The shared files of the repository link to files, which are pages here or stand outside.
suppress_warnings = ["myst.xref_missing", "myst.header"]
autodoc_member_order = "bysource"

lexers["csv"] = TextLexer()

html_theme = "furo"
html_title = f"tqcheck {version}"
html_static_path: list[str] = []
html_copy_source = False

# Manual pages: `tqcheck(1)` is the page of the command line.
man_pages = [("cli", "tqcheck", "a linter for translations", [author], 1)]


def setup(app):  # type: ignore[no-untyped-def]
    """Write the pages of the rules before anything is read."""
    app.connect("builder-inited", lambda _: rule_pages.write(DOCS / "rules"))
