"""The page as a file: templates filled in, style and script inside, and a policy that allows just these."""

from __future__ import annotations

import base64
import functools
import hashlib
import json
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from tqcheck.annotate.heat import LEVELS
from tqcheck.model import Report
from tqcheck.reporters.grouping import SCORE_NAMES
from tqcheck.reporters.html import charts
from tqcheck.reporters.html.article import Article
from tqcheck.reporters.html.index import Index
from tqcheck.reporters.html.interface import Interface, interface

_ASSETS = files("tqcheck.reporters.html") / "assets"
_STYLES = ("base.css", "article.css", "cards.css", "heat.css", "index.css", "print.css")
_SCRIPTS = ("types.js", "filters.js", "decisions.js", "walk.js", "heat.js", "export.js", "start.js", "index.js")


def page(
    language: str, articles: Sequence[Article], index: Index | None, report: Report, *, home: str | None = None
) -> str:
    """One HTML file; `home` is the address of the index.

    Every text of the user is escaped; no style, script or address comes from outside.
    """
    words = interface(language)
    style, script = _style(), _script()
    named = enumerate(sorted(report.rules.items()), 1) if articles else ()
    made: str = _template().render(
        t=words, articles=articles, index=index, version=report.version, home=home, charts=charts,
        heat_levels=[round(doubt * 100) for doubt in LEVELS], heated=any(one.hot is not None for one in articles),
        rules={name: (f"rule-{n}", text) for n, (name, text) in named}, score_names=SCORE_NAMES,
        style=style, script=script, style_hash=_digest(style), script_hash=_digest(script),
        data=_json({"texts": _spoken(words), "documents": [article.data for article in articles]}),
    )  # fmt: skip
    return made


def _spoken(words: Interface) -> dict[str, Any]:
    """The texts that the script needs: those it says, and the names of what it copies."""
    prefixes = ("js.", "dismiss.", "severity.", "category.")
    return {key: text for key, text in words.texts.items() if key.startswith(prefixes)}


def _json(value: object) -> str:
    """JSON that can stand in a script element: nothing in it can end the element or begin a comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.translate({ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"})


@functools.cache
def _style() -> str:
    return "\n" + "".join(map(_asset, _STYLES))


@functools.cache
def _script() -> str:
    return '\n"use strict";\n(() => {\n' + "".join(map(_asset, _SCRIPTS)) + "})();\n"


def _asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8").strip() + "\n"


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@functools.cache
def _template() -> Any:
    from jinja2 import Environment, FunctionLoader, StrictUndefined
    from markupsafe import Markup

    # Our own style, script and JSON alone are marked safe, in the template by name; everything else is escaped.
    environment = Environment(
        loader=FunctionLoader(_asset), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["own_asset"] = Markup
    return environment.get_template("page.html.jinja")
