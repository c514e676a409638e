"""The rule `encoding-damage`."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import regex

from tqcheck.annotate import Article, Pair
from tqcheck.model import Span
from tqcheck.rules import Example, Fault, rule


@rule(
    category="encoding",
    mqm="linguistic-conventions/character-encoding",
    severity="major",
    confidence=0.97,
    fix="safe",
    bad=[
        Example(pt="António chegou.", en="[[AntĂłnio => António]] arrived."),
        Example(pt="O São Paulo venceu.", en="[[SÃ£o => São]] Paulo won."),
        Example(pt="“Sim”, disse.", en="[[â€œYes => “Yes]], he said."),
        Example(pt="José venceu.", en="[[Jos� => José]] won."),
        Example(en="The price", pt="O [[preÃ§o => preço]]"),
    ],
    good=[
        Example(pt="SÃO PAULO", en="SÃO PAULO"),
        Example(pt="A Łódź polonesa", en="Łódź in Poland, Ålesund in Norway"),
        Example(pt="É a Ação Â.", en="It is Ação."),
        Example(en="Is it you? Yes?No."),
        Example(ru="Иван приехал.", en="Иван arrived."),
        Example(vi="Nguyễn Văn Thiệu"),
        Example(pt="O código mudou.", en="The code is Ã¤qxw now."),
    ],
)
def encoding_damage(pair: Pair, article: Article) -> Iterator[Fault]:
    """Letters were broken by a wrong encoding.

    Why it matters: "AntĂłnio" looks careless, and the name can no longer be found.

    When it is right: letters of other alphabets and languages; only what turns into a known word is reported.
    """
    if pair.target is None or pair.target.text.isascii() or not _suspicious_run().search(pair.target.text):
        return
    written = {one.text for one in pair.source.words} if pair.source and "\ufffd" in pair.target.text else set()
    for match in _pattern().finditer(pair.target.text):
        word = match[0]
        repair = _replaced(word, written) if "\ufffd" in word else _repaired(word, pair, article)
        if repair is None and "\ufffd" not in word:
            continue
        message = f"“{word}” has broken letters" + (f": “{repair}”" if repair else "")
        yield Fault(message, Span(match.start(), match.end()), suggestion=repair)


@functools.cache
def _suspicious_run() -> regex.Pattern[str]:
    """What every broken word has; few texts have any."""
    return regex.compile(r"[^\x00-\x7f]{2}|\ufffd")


@functools.cache
def _pattern() -> regex.Pattern[str]:
    # A run without blanks and ASCII punctuation that has a letter beyond ASCII or a replacement character.
    return regex.compile(r"[^\s\p{ASCII}]*+(?:[\p{L}\p{N}'-]++[^\s\p{ASCII}]*+)*+(?<=\S)")


def _repaired(word: str, pair: Pair, article: Article) -> str | None:
    from tqcheck.knowledge.mojibake import repairs

    if not _suspicious(word):
        return None
    for repair in repairs(word):
        if _exists(repair, pair, article) and not _exists_as_is(word, pair, article):
            return repair
    return None


def _suspicious(word: str) -> bool:
    """Whether it has two neighbours beyond ASCII: one letter in UTF-8 is at least two bytes."""
    return any(ord(a) > 127 and ord(b) > 127 for a, b in zip(word, word[1:]))


def _exists(repair: str, pair: Pair, article: Article) -> bool:
    from tqcheck.knowledge.frequency import zipf

    bare = repair.strip("“”‘’«»„–—…·•€£\u00a0 ")
    folded = bare.casefold()
    if not folded:  # a dash, a quotation mark: broken from three bytes, which no right text has
        return True
    if bare.isascii() and bare != repair:
        return True
    if pair.source and folded in article.source_vocabulary:
        return True
    parts = regex.findall(r"[\p{L}\p{M}]+", folded)
    languages = [one for one in (article.source_language, article.target_language) if one]
    return bool(parts) and all(any(zipf(part, one) > 1.5 for one in languages) for part in parts)


def _exists_as_is(word: str, pair: Pair, article: Article) -> bool:
    from tqcheck.knowledge.frequency import zipf

    folded = word.casefold()
    if pair.source and folded in article.source_vocabulary:
        return True
    return any(zipf(folded, one) > 1.0 for one in (article.source_language, article.target_language) if one)


def _replaced(word: str, written: set[str]) -> str | None:
    """The one of the source's words where only the lost letters differ."""
    wanted = regex.compile("".join(r"\p{L}{1,2}" if char == "\ufffd" else regex.escape(char) for char in word))
    found = {one for one in written if wanted.fullmatch(one)}
    return found.pop() if len(found) == 1 else None
