"""What negates in a text, in words, endings and characters."""

from __future__ import annotations

import pytest

from tqcheck.annotate import Text
from tqcheck.annotate.negations import negations, without
from tqcheck.languages import language
from tqcheck.model import Segment


def side(base: str, text: str) -> Text:
    return Text(Segment(0, len(text), text, 0), language(base))


@pytest.mark.parametrize(
    ("base", "text", "left"),
    [
        ("en", "She does not sign.", "She does sign."),
        ("en", "She couldn’t sign.", "She could sign."),
        ("pt", "Ela não assina.", "Ela assina."),
        ("zh", "他没有签字。", "他签字。"),
        ("ja", "署名していません。", "署名してい。"),
        ("tr", "İmza gelmiyor artık.", "İmza gel artık."),
    ],
)
def test_text_without_its_negator(base: str, text: str, left: str) -> None:
    whole = side(base, text)
    (negator,) = negations(whole).negators
    assert without(negator, whole) == left


@pytest.mark.parametrize(
    ("base", "text"),
    [
        ("zh", "不过他同意了。"),
        ("ja", "行くかもしれない。"),
        ("en", "Not only she came."),
    ],
)
def test_nothing_negates_the_clause(base: str, text: str) -> None:
    assert [one.span for one in negations(side(base, text)).clausal] == []
