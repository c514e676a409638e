"""Work grows with the input and not with its square: operations are counted, for clocks tell what else runs.

An operation is a line of Python that runs, or the next round of a loop. What libraries do in C is not counted: that no
expression backtracks without bound is the business of `test_patterns.py`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import tqcheck
from tqcheck.align import align
from tqcheck.annotate import Article
from tqcheck.findings import run
from tqcheck.keyed import gaps
from tqcheck.languages import language
from tqcheck.model import AlignedPair, Document, Segment
from tqcheck.readers import FORMATS, LONGEST, bitext, parse
from tqcheck.readers.decode import Decoded
from tqcheck.rules import Rule, catalogue
from tqcheck.segment import segment

ATMOST = 2.3  # times the operations for twice the input
PT, EN = language("pt"), language("en")
SENTENCES = (
    ("O ministro falou com 38 pessoas em Moscou.", "The minister spoke to the to 83 people in Moscou."),
    ("A OCS não assinou o plano de longo prazo.", "The OCS signed the long -term plan (today"),
    ("Custou R$ 4,5 bilhões em 5 de maio de 2024!", "It cost $ 44 billion on June 5, 2024; It said"),
    ("Veja http://a.b/pt e “isto”.", "See http://a.b/en and “this."),
)


def operations(work: Callable[[], object]) -> int:
    """How many lines of Python run, after a first time that fills what is kept."""
    work()
    count = 0

    def seen(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return seen

    with tracing(seen):
        work()
    return count


@contextmanager
def tracing(seen: Any) -> Iterator[None]:
    before = sys.gettrace()  # that of coverage
    sys.settrace(seen)
    try:
        yield
    finally:
        sys.settrace(before)


def grows_no_faster(make: Callable[[int], Callable[[], object]], size: int) -> None:
    small, large = operations(make(size)), operations(make(2 * size))
    assert large <= ATMOST * small + 500, f"{small} operations at {size}, {large} at twice as many"


UNITS = {
    "markdown": "# Title\n\n* item `code` **bold** [link](a.b)\n\n> said\n\n| a | b |\n|---|---|\n| c | d |\n\n",
    "html": "<h1>Title</h1><p>A <b>bold</b> word &amp; more<!-- no --></p><ul><li>item</ul>",
    "subtitles": "1\n00:00:01,000 --> 00:00:02,000\n<i>Words</i>\n- more\n\n",
    "text": "A paragraph of words.\n\n  * item\n\n> said\n\n",
}


@pytest.mark.parametrize("form", [one.name for one in FORMATS if one.name in UNITS])
def test_reading(form: str) -> None:
    suffix = next(one.suffixes[0] for one in FORMATS if one.name == form)
    grows_no_faster(lambda n: lambda: parse(Decoded(UNITS[form] * n, "utf-8"), f"a{suffix}"), 60)


@pytest.mark.parametrize(
    ("name", "head", "unit", "tail"),
    [
        ("a.json", "{", '"k{}": "words",', '"z": "end"}'),
        ("a.yml", "", "k{}: words\n", ""),
        ("a.tsv", "", "palavra\tword\n", ""),
        ("a.jsonl", "", '{{"src": "palavra", "tgt": "word"}}\n', ""),
        ("a.po", 'msgid ""\nmsgstr "Language: en\\n"\n\n', 'msgid "palavra {}"\nmsgstr "word"\n\n', ""),
        ("a.tmx", "<tmx><body>", '<tu><tuv xml:lang="pt"><seg>a</seg></tuv><tuv xml:lang="en"><seg>b</seg></tuv></tu>',
         "</body></tmx>"),
    ],
)  # fmt: skip
def test_reading_tables(name: str, head: str, unit: str, tail: str, tmp_path: Path) -> None:
    def make(size: int) -> Callable[[], object]:
        text = head + "".join(unit.format(number) for number in range(size)) + tail
        if not bitext.is_bitext(name):
            return lambda: parse(Decoded(text, "utf-8"), name)
        path = tmp_path / f"{size}-{name}"
        path.write_text(text, encoding="utf-8")
        return lambda: list(bitext.read(str(path), "pt", "en"))

    grows_no_faster(make, 60)


def test_comparing_the_keys_of_two_tables() -> None:
    def make(size: int) -> Callable[[], object]:
        text = "{" + ",".join(f'"k{number}": "a"' for number in range(size)) + "}"
        tables = [parse(Decoded(text.replace("k", key), "utf-8"), "a.json") for key in "kx"]
        return lambda: gaps(*tables)

    grows_no_faster(make, 200)


def test_aligning() -> None:
    """Without an encoder, whose language does not matter."""
    unknown = language("xx")

    def make(size: int) -> Callable[[], object]:
        left, right = (_document("\n\n".join(row[side] for row in SENTENCES * size)) for side in (0, 1))
        sides = [segment(left, unknown), segment(right, unknown)]
        return lambda: align(*sides, unknown, unknown, source_text=left.masked, target_text=right.masked)

    grows_no_faster(make, 60)


def _document(text: str) -> Document:
    return parse(Decoded(text, "utf-8"), "a.txt")


RULES = [pytest.param(rule, id=rule.id) for rule in catalogue().values() if rule.scope != "corpus"]


def _checking(rule: Rule, rows: list[tuple[str, str]]) -> Callable[[], object]:
    def segments(row: tuple[str, str]) -> tuple[Segment, Segment]:
        return Segment(0, len(row[0]), row[0]), Segment(0, len(row[1]), row[1])

    return lambda: run([rule], Article([AlignedPair(*segments(row)) for row in rows], PT, EN))


@pytest.mark.parametrize("rule", RULES)
def test_checking_an_article_of_more_sentences(rule: Rule) -> None:
    grows_no_faster(lambda n: _checking(rule, [(f"{a} {i}", f"{b} {i}") for i in range(n) for a, b in SENTENCES]), 6)


@pytest.mark.parametrize("rule", RULES)
def test_checking_a_longer_sentence(rule: Rule) -> None:
    """Longer than the bounds under which names, words and meanings are compared each with each."""
    left, right = (" ".join(row[side].strip(".!") for row in SENTENCES) + " " for side in (0, 1))
    grows_no_faster(lambda n: _checking(rule, [(left * n, right * n)]), 40)


@pytest.mark.parametrize("end", [".txt", ".md", ".html"])
def test_blank_paragraphs_without_end_are_read(end: str) -> None:
    document = parse(Decoded("\n\n" * 1_000_000 + "One.", "utf-8"), f"a{end}")
    assert [document.text[one.start : one.end].strip() for one in document.blocks] == ["One."]


def test_brackets_without_end_are_checked() -> None:
    found = tqcheck.check("(" * 100_000, "[" * 100_000, source_lang="pt", target_lang="en")
    assert found.documents[0].segments == 1


@pytest.mark.parametrize("text", ["word " * 2_000_000, "x" * (LONGEST + 1)])
def test_a_line_that_is_no_paragraph_is_refused_and_told(text: str) -> None:
    with pytest.raises(tqcheck.TqcheckError, match="is it prose"):
        tqcheck.check(None, text, target_lang="en")
    with pytest.raises(tqcheck.TqcheckError, match=r"a\.txt:2: a paragraph of [\d,]+ characters"):
        parse(Decoded(f"One.\n{text}", "utf-8"), "a.txt")


@pytest.mark.parametrize(
    "sign",
    ["wo\u200brd\u200d", "\u202eabc\u202c\u2066d", "a\ud800b", "a\x00b", "e" + "\u0301" * 50, "\ufeff", "\U0010ffff"],
    ids=["zero-width", "bidi", "surrogate", "nul", "marks", "byte order mark", "last"],
)
def test_signs_that_nobody_sees_are_survived(sign: str) -> None:
    """Wherever they stand; and what is found stands where it says."""
    source, target = (
        f"{sign} O ministro {sign}falou {sign} 38.",
        f"{sign} The the minister {sign}spoke {sign} 83{sign}.",
    )
    report = tqcheck.check(source, target, source_lang="pt", target_lang="en", strict=True)
    (document,) = report.documents
    assert {"number", "repeated-word"} <= {one.rule for one in document.findings}
    for finding in document.findings:
        place = finding.target
        assert place is None or str(document.target_text)[place.start : place.end] == place.text
