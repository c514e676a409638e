"""How sentences begin and end, in any script."""

from __future__ import annotations

import functools

import regex

from tqcheck.annotate import Text

_QUESTION_MARKS = "?？؟⁇⁈⁉՞፧"
_TERMINAL = regex.compile(r"\p{Sentence_Terminal}")
_WRAPPED = regex.compile(r"[\s\p{Pf}\p{Pi}\p{Ps}\p{Pe}\"'’*_\u2060\ufeff]")


@functools.lru_cache(maxsize=1024)  # several rules ask it of each text
def last_sign(text: str) -> str:
    """The last sign of a text, quotation marks, brackets and blanks left aside; empty where there is none."""
    end = len(text)
    while end and _WRAPPED.match(text[end - 1]):
        end -= 1
    return text[end - 1 : end]


def is_terminal(sign: str) -> bool:
    """Whether a sign ends sentences, in some script (Unicode's Sentence_Terminal)."""
    return bool(sign) and _TERMINAL.match(sign) is not None


def asks(text: Text) -> bool:
    """Whether a question mark stands anywhere in the text, or what serves as one at its end."""
    own = text.language.topic("typography").get("question_marks", "").split()
    return any(mark in text.text for mark in _QUESTION_MARKS) or last_sign(text.text) in own


def is_statement(text: Text) -> bool:
    """Whether the text ends as a sentence that asks nothing."""
    sign = last_sign(text.text)
    return is_terminal(sign) and not asks(text)
