"""No regular expression backtracks without bound: each is run on signs repeated, and on twice as many.

What is measured is the processor's time of this thread alone, far above what a sound expression needs, so that nothing
else on the machine decides. An expression that the code only matches at a place is only matched at the beginning.
"""

from __future__ import annotations

import ast
import importlib
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import tqcheck

ROOT = Path(str(tqcheck.__file__)).parent
SOURCES = {path: path.read_text(encoding="utf-8") for path in sorted(ROOT.rglob("*.py"))}
WHOLE = "\n".join(SOURCES.values())
SIGNS = [
    "a", "A", "1", " ", "-", ".", "(", '"', "“", "'", "a ", "a-", "1.", "1,", "A.", "<a ", "{{", "&", "|", "*", "`",
    "\n", "\t ", "日", "é", "@a", "a@", "/", "a.a", "http://a", "//", "[x](", "**", "<!--", "a'", ": ", "# ", "\\", "%",
    "$ ", "1 ", "aA", "a,", "=", "_", "<", "A ", "١", "e\u0301", '"a', "{a,", "!a ", "&a ", "- ", "> ", "0:",
]  # fmt: skip
SIZE = 1500  # characters
SOUND = 0.03  # seconds for twice as many: a sound expression needs a hundredth
ATMOST = 2.8  # times the time for twice the input


def expressions() -> Iterator[Any]:
    """Every expression that a module compiles of what the module itself holds, with whether it is searched for."""
    for path, source in SOURCES.items():
        if ".compile(" not in source:
            continue
        tree = ast.parse(source)
        module = ".".join(("tqcheck", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__")
        for owner in ast.walk(tree):
            if isinstance(owner, (ast.Assign, ast.FunctionDef)):
                name = owner.name if isinstance(owner, ast.FunctionDef) else getattr(owner.targets[0], "id", "")
                for call in filter(_compiles, ast.walk(owner)):
                    yield pytest.param(module, call, _is_searched(name), id=f"{module}:{call.lineno}")


def _compiles(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "compile"
        and getattr(node.func.value, "id", "") in ("re", "regex")
    )


def _is_searched(name: str) -> bool:
    """Whether the code looks for it anywhere; what is handed on is taken to be."""
    used = re.findall(rf"\b{name}\b(?:\([^()\n]*\))?(?!\s*=[^=])(.{{0,12}})", WHOLE)
    return not all(re.match(r"\.(?:match|fullmatch)\(| ->|.?:|\(|$", rest) for rest in used)


@pytest.mark.parametrize(("module", "call", "searched"), list(expressions()))
def test_expression_needs_time_in_proportion(module: str, call: ast.Call, searched: bool) -> None:
    try:
        pattern = eval(compile(ast.Expression(call), module, "eval"), vars(importlib.import_module(module)))
    except NameError:
        pytest.skip("made of what a function is given")
    for sign in SIGNS:
        if (small := _seconds(pattern, sign, SIZE, searched)) > SOUND / ATMOST:
            large = _seconds(pattern, sign, 2 * SIZE, searched)
            assert large < max(SOUND, ATMOST * small), f"{pattern.pattern} on {sign!r}: {small:.3f} s, then {large:.3f}"


def _seconds(pattern: Any, sign: str, size: int, searched: bool) -> float:
    text: Any = sign * (size // len(sign)) + "\x01"
    if isinstance(pattern.pattern, bytes):
        text = text.encode()
    times = []
    for _ in range(2):
        start = time.thread_time()
        if searched:
            for _ in pattern.finditer(text):
                pass
        else:
            pattern.match(text), pattern.fullmatch(text)
        times.append(time.thread_time() - start)
    return min(times)
