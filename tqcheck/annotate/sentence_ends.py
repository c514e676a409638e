"""How sentences begin and end, in any script."""

from __future__ import annotations

import regex

from tqcheck.annotate import Text

_QUESTION_MARKS = frozenset("?？؟⁇⁈⁉՞፧")
_WRAPPED = regex.compile(r"[\s\p{Pf}\p{Pi}\p{Ps}\p{Pe}\"'’*_\u2060\ufeff]")


def last_sign(text: str) -> str:
    """The last sign of a text, quotation marks, brackets and blanks left aside; empty where there is none."""
    end = len(text)
    while end and _WRAPPED.match(text[end - 1]):
        end -= 1
    return text[end - 1 : end]


def is_terminal(sign: str) -> bool:
    """Whether a sign ends sentences, in some script (Unicode's Sentence_Terminal)."""
    return bool(sign) and regex.match(r"\p{Sentence_Terminal}", sign) is not None


def asks(text: Text) -> bool:
    """Whether a question mark stands anywhere in the text, or what serves as one at its end."""
    own = text.language.topic("typography").get("question_marks", "").split()
    return not _QUESTION_MARKS.isdisjoint(text.text) or last_sign(text.text) in own


def is_statement(text: Text) -> bool:
    """Whether the text ends as a sentence that asks nothing."""
    sign = last_sign(text.text)
    return is_terminal(sign) and not asks(text)
