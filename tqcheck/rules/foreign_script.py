"""The rule `foreign-script`."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from tqcheck.annotate import Article, Pair
from tqcheck.annotate.delimiters import is_quoted
from tqcheck.annotate.scripts import script, usual_script
from tqcheck.model import Span
from tqcheck.rules import Example, Fault, rule


@rule(
    category="untranslated",
    mqm="accuracy/untranslated",
    severity="major",
    requires={"source"},
    confidence=0.95,
    yields_to={"wrong-language", "page-leftover"},
    bad=[
        Example(zh="她被[[拘留]]了。", en="She is in [[拘留]] now."),
        Example(ru="Он [[сказал]] это.", en="He [[сказал]] so."),
        Example(en="He bought a [[computer]] there.", ja="彼はそこで [[computer]] を買った。"),
        Example(zh="[[拘留]]令已发出。", en="The [[拘留]] order is out."),
        Example(ru="Он громко [[сказал это]]", en="Loudly he [[сказал это]]"),
        Example(ru="Он сказал им [[да]].", en="He said [[да]] to them."),
    ],
    good=[
        Example(zh="廷巴克图很远。", en="Timbuktu (廷巴克图) is far."),
        Example(ru="Слово «мир» коротко.", en="The word “мир” is short."),
        Example(en="NATO and Microsoft met.", ru="NATO и Microsoft встретились."),
        Example(en="The iPhone is new.", ja="iPhoneは新しい。"),
        Example(ru="Он в Москве.", en="He is in Moscow."),
        Example(el="Η ακτινοβολία γ και η α", en="γ radiation and α"),
        Example(en="It runs Linux on https://example.org.", ru="Там Linux на https://example.org."),
        Example(pt="O total é igual.", en="The total is the same."),
        Example(en="Type #time or set/get there.", ja="そこで #time か set/get と打つ。"),
        Example(en="He plays the erhu.", ja="彼はerhuを弾く。"),
    ],
)
def foreign_script(pair: Pair, article: Article) -> Iterator[Fault]:
    """Words in the source's script stand in the translation.

    Why it matters: most readers cannot even read them aloud.

    When it is right: names and signs that keep their letters, and words that are quoted or given in brackets.
    """
    if pair.source is None or pair.target is None:
        return
    ours, theirs = usual_script(pair.target.language), usual_script(pair.source.language)
    if not ours or not theirs or ours == theirs:
        return
    for span in _runs(pair.target.text, theirs):
        shown = span.of(pair.target.text)
        at = pair.source.text.find(shown)
        if at >= 0 and not _is_kept(shown, theirs, pair, span, article):
            yield Fault(f"“{shown}” is not translated", span, Span(at, at + len(shown)))


def _runs(text: str, wanted: str) -> Iterator[Span]:
    """Stretches of letters of a script; blanks join words of it."""
    start: int | None = None
    end = 0
    for at, char in enumerate(text):
        if script(char) == wanted:
            start, end = (at if start is None else start), at + 1
        elif start is not None and not (char in " \u00a0" or regex.match(r"\p{M}", char)):
            yield Span(start, end)
            start = None
        elif start is not None and char not in " \u00a0":
            end = at + 1
    if start is not None:
        yield Span(start, end)


def _is_kept(shown: str, theirs: str, pair: Pair, span: Span, article: Article) -> bool:
    """Whether it is meant: a name, sign or address in letters that all the world reads, or quoted."""
    from tqcheck.knowledge.frequency import zipf

    assert pair.target is not None
    assert article.source_language is not None
    if len(shown) < 2 and theirs != "CJK" or is_quoted(pair.target, span):
        return True
    if theirs != "LATIN":
        return False
    # Latin letters stand in every script: only common words in small letters were forgotten there.
    around = pair.target.text[max(0, span.start - 1) : span.start] + pair.target.text[span.end : span.end + 1]
    common = all(word.islower() and zipf(word, article.source_language) >= 4.0 for word in shown.split())
    return not common or bool(set(around) & set("@#/.:_-0123456789"))
