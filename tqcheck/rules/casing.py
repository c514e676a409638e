"""The rule `casing`."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from tqcheck.annotate import Article, Pair, Text
from tqcheck.annotate.scripts import usual_script
from tqcheck.annotate.words import Word
from tqcheck.languages import Language
from tqcheck.rules import Example, Fault, Witness, rule

_ROMAN = re.compile(r"[IVXLCDM]+\Z")


@rule(
    category="casing",
    mqm="linguistic-conventions/capitalization",
    severity="minor",
    confidence=0.9,
    fix="safe",
    bad=[
        Example(pt="Ele venceu; foi difícil.", en="He won; [[It => it]] was hard."),
        Example(pt="O presidente [[Xi]] chegou a Pequim.", en="President [[XI => Xi]] arrived in Beijing."),
        Example(pt="A estatal [[Petrobras]] lucrou.", en="The state company [[petrobras => Petrobras]] made a profit."),
        Example(pt="Chegou na segunda-feira.", en="He arrived on [[monday => Monday]]."),
        Example(pt="Ele fala português.", en="He speaks [[portuguese => Portuguese]]."),
        Example(en="He arrived in March.", pt="Ele chegou em [[Março => março]]."),
        Example(pt="Ele venceu; amanhã descansa.", en="He won; [[Tomorrow => tomorrow]] he rests."),
        Example(pt="Lula venceu Dilma; ele saiu.", en="Lula beat Dilma; [[He => he]] left."),
    ],
    good=[
        Example(pt="O papa Pio XI morreu; I foi outro.", en="Pope Pius XI died; I was another."),
        Example(pt="A ONU e a Nasa", en="The UN and NASA"),
        Example(pt="BRASIL VENCE A COPA", en="BRAZIL WINS THE CUP"),
        Example(pt="Um iPhone da Apple; eBay também", en="An Apple iPhone; eBay too"),
        Example(pt="Ele pode marchar em março.", en="He may march in March."),
        Example(pt="Veio Lula; Dilma não.", en="Lula came; Dilma did not."),
        Example(en="The daily Folha; The New York Times reported.", pt="A Folha; o New York Times noticiou."),
        Example(pt="Morreu no Natal.", en="He was born in his natal city."),
        Example(pt="Ele venceu; o adversário não.", en="He won; Waldo did not."),
        Example(pt="Lula vence o torneio.", en="LULA WINS THE TOURNAMENT"),
        Example(pt="A Nasa lançou uma sonda ontem.", en="Yesterday NASA launched another probe."),
        Example(en="He lives on March Street.", pt="Ele mora na rua Março Dourado, perto da Rua Março."),
        Example(en="March has begun.", pt="Março começou."),
        Example(pt="Siga @monday e #friday.", en="Follow @monday, #friday and monday/friday."),
        Example(pt="Vatapá é bom.", en="They all liked vatapá."),
    ],
)
def casing(pair: Pair, article: Article) -> Iterator[Fault]:
    """A capital stands where none belongs, or a name has lost or gained capitals.

    Why it matters: "XI" for President Xi reads as a number, "; It" as a torn sentence.

    When it is right: Roman numerals, acronyms, German nouns, titles in title case, names such as iPhone.
    """
    if pair.target is None or _is_loud(pair.target):
        return
    yield from _after_semicolon(pair.target, pair.source)
    yield from _calendar(pair.target, article.target_language)
    # Words kept in another script's letters are styled as that script likes.
    if pair.source is not None and not _is_loud(pair.source) and _same_script(pair.source, pair.target):
        yield from _against_source(pair.source, pair.target, article)


def _same_script(source: Text, target: Text) -> bool:
    return usual_script(source.language) == usual_script(target.language)


def _is_loud(text: Text) -> bool:
    """Whether the text is in capitals, or a heading in title case."""
    letters = [word.text for word in text.words if len(word.text) > 3 and word.text[0].isalpha()]
    if sum(map(str.isupper, letters)) * 2 > len(letters):
        return True
    return text.kind == "heading" and sum(word[0].isupper() for word in letters) * 3 > len(letters) * 2


def _after_semicolon(text: Text, source: Text | None) -> Iterator[Fault]:
    for at, word in enumerate(text.words[:-1]):
        before = text.text[: word.start].rstrip()
        if not before.endswith(";") or word.text == "I" or not word.text.istitle() or len(word.text) < 2:
            continue
        # A title or a newspaper ("; The New York Times") goes on with a capital.
        usual = word.folded in text.language.function_words or _is_no_name(word, text, source)
        if usual and not text.words[at + 1].text.istitle():
            right = word.text.lower()
            yield Fault(f"“{word.text}” has a capital after a semicolon", word.span, suggestion=right)


def _is_no_name(word: Word, text: Text, source: Text | None) -> bool:
    """Whether it is a common word, and the source has a small letter at that place and no name like it."""
    from tqcheck.knowledge.frequency import zipf

    if source is None or text.language.topic("typography").get("capital_nouns") or zipf(word.folded, text.language) < 4:
        return False
    after = re.search(r";\s+(\w)", source.text)
    alike = any(one.text[0].isupper() and one.folded[:3] == word.folded[:3] for one in source.words)
    return after is not None and after[1].islower() and not alike


def _calendar(text: Text, language: Language) -> Iterator[Fault]:
    """Months, weekdays and languages against the custom of the target language, which CLDR's names show."""
    from tqcheck.knowledge.calendar import day_and_month_names

    usual = _usual_forms(language.base)
    if usual.keys().isdisjoint(text.vocabulary):
        return
    days = day_and_month_names(language.base)
    spared = language.topic("typography").get("lowercase_too", "").split()
    for at, word in enumerate(text.words):
        name = usual.get(word.folded)
        if name is None or name == word.text or word.folded in spared or word.text.isupper():
            continue
        if name[0].isupper() and word.text.islower() and _stands_free(text, word):
            yield Fault(f"“{word.text}” needs a capital: “{name}”", word.span, suggestion=name)
        elif name in days and name.islower() and word.text.istitle() and _amid_sentence(text, at):
            yield Fault(f"“{word.text}” has no capital inside a sentence", word.span, suggestion=name)


@functools.cache
def _usual_forms(base: str) -> dict[str, str]:
    """The names of months, weekdays and languages, by their folded forms."""
    from tqcheck.knowledge.calendar import day_and_month_names, language_names

    names = day_and_month_names(base) | language_names(base)
    return {name.casefold(): name for name in names if name[:1].isalpha() and len(name) > 2}


def _stands_free(text: Text, word: Word) -> bool:
    return text.text[word.start - 1 : word.start] not in {"@", "#", "/", ".", "_"} and text.text[word.end :][
        :1
    ] not in {"/", "_"}


def _amid_sentence(text: Text, at: int) -> bool:
    """Whether lower-case words stand around it: a name of a street or a band would have other capitals beside it."""
    around = text.words[max(0, at - 1) : at] + text.words[at + 1 : at + 2]
    if at == 0 or not all(one.text.islower() or one.text[0].isdigit() for one in around):
        return False
    between = text.text[text.words[at - 1].end : text.words[at].start]
    return between == " "


def _against_source(source: Text, target: Text, article: Article) -> Iterator[Fault]:
    shared = source.vocabulary & target.vocabulary
    if not shared:
        return
    forms: dict[str, set[str]] = {}
    for word in source.words:
        if word.folded in shared:
            forms.setdefault(word.folded, set()).add(word.text)
    for word in target.words:
        there = forms.get(word.folded)
        if not there or word.text in there or len(there) > 1 or not word.text.isalpha():
            continue
        name = next(iter(there))
        if _shouted(word, name, article) or _lost_capital(word, name, source, article):
            span = next(one.span for one in source.words if one.text == name)
            message = f"“{word.text}” is written “{name}” in the source"
            yield Fault(message, word.span, span, name, (Witness("source", span, "the source's spelling"),))


def _shouted(word: Word, name: str, article: Article) -> bool:
    """Whether a name is in capitals only here: acronyms that one language writes like words (Nasa) are right."""
    if not (word.text.isupper() and name.istitle() and len(name) > 1):
        return False
    if _ROMAN.match(word.text) and len(name) > 2:
        return False
    return not _acronym_elsewhere(word.text, article)


def _acronym_elsewhere(form: str, article: Article) -> bool:
    """Whether the target language writes it so: three consonants or a word nobody knows as a name."""
    from tqcheck.knowledge.organisations import is_acronym

    return is_acronym(form, article.target_language.base)


def _lost_capital(word: Word, name: str, source: Text, article: Article) -> bool:
    from tqcheck.knowledge.frequency import covers, zipf

    if not (word.text.islower() and name.istitle() and len(name) > 3) or source.words[0].text == name:
        return False
    if (
        source.language.topic("typography").get("capital_nouns")
        or not covers(article.target_language)
        or zipf(word.folded, article.target_language) >= 3.0
    ):
        return False
    # Somewhere in the source it stands in lower case: then it is a word, not a name.
    return not any(one.text == name.lower() for pair in article.pairs if pair.source for one in pair.source.words)
