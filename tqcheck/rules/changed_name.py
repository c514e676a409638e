"""The rule `changed-name`."""

from __future__ import annotations

from collections.abc import Iterator

from tqcheck.annotate import Article, Pair
from tqcheck.annotate.unanswered import Unanswered
from tqcheck.knowledge.frequency import zipf
from tqcheck.knowledge.lemmas import lemma_has_capital
from tqcheck.knowledge.name_words import is_famous
from tqcheck.languages import Language
from tqcheck.model import Span
from tqcheck.rules import Example, Fault, rule

_COMMON = 4.0  # zipf
_SURE = 0.3  # confidence of a word alignment that is worth naming


@rule(
    category="entity",
    mqm="accuracy/mistranslation/entity",
    severity="major",
    scope="article",
    requires={"source"},
    confidence=0.8,
    yields_to={"untranslated-name", "acronym", "untranslated-word", "encoding-damage", "wrong-language"},
    bad=[
        Example(pt="Os protestos em [[Itália]] cresceram.", en="The protests in [[Portugal]] grew."),
        Example(pt="A ministra Marina Falcão visitou a escola.", en="Minister [[Barack Obama]] visited the school."),
        Example(cs="Firma Škoda koupila závod v Brně.", en="The firm [[Toyota]] bought a plant in Brno."),
        Example(hi="मूर ने रिपोर्टर से बात की।", en="Yesterday [[Khandelwal]] spoke to the reporter."),
    ],
    good=[
        Example(pt="Os protestos em Itália cresceram.", en="The Italian protests grew."),
        Example(pt="Ontem Marina Falcão visitou a escola.", en="Yesterday Falcão visited the school."),
        Example(pt="Foi à Casa Branca ontem.", en="He went to the White House yesterday."),
        Example(pt="Ele mora em Londres.", en="He lives in London."),
        Example(ru="Владимир Зеленский приехал.", en="The president, Volodymyr Zelensky, arrived."),
        Example(pt="Itália venceu.\nPortugal perdeu.", en="They saw Portugal lose.\nThey saw Italy win."),
        Example(pl="Rozmawiał z Netanjahu w Izraelu.", en="He talked to Netanyahu in Israel."),
        Example(zh="特朗普访问了土耳其。", en="Trump visited Turkey."),
        Example(en="Anna Volta opened the shop on Monday.", zh="安娜·沃尔塔周一开了店。"),
        Example(en="Late on Iker Arrizabal saved a shot.", zh="比赛末段，阿里萨巴拉尔（Iker Arrizabal）扑出一球。"),
        Example(pt="Chegará às lojas do bairro.", en="It will come to a High Street near you."),
        Example(pt="Trump chegou ontem.", en="Donald Trump arrived yesterday."),
        Example(pt="O partido reuniu-se.\nE decidiu.", en="The Workers' Party met.\nThen the PT decided."),
        Example(pt="Ele votou ontem.", en="Yesterday he voted for a Better Life there."),
    ],
)
def changed_name(article: Article) -> Iterator[Fault]:
    """Another person, place or institution is named than in the source.

    Why it matters: the sentence reads well and says something false.

    When it is right: peoples for countries, each language's own forms, other spellings and scripts, and names that the
    sentences around have.
    """
    if article.source_language is None or article.source_language.base == article.target_language.base:
        return
    for name in article.invented_names:
        # A given name before a surname that the source has ("Donald" Trump) is a writer's courtesy.
        if not (name.given and not name.known) and not _is_made_of_words(name, article.target_language):
            yield _fault(name, article)


def _is_made_of_words(name: Unanswered, language: Language) -> bool:
    """Whether all of it are common words with capitals ("High Street"): a title may be rendered by any other words."""
    return not name.known and all(
        zipf(word.folded, language) >= _COMMON and lemma_has_capital(word.text.lower(), language.base) is False
        for word in name.words
    )


def _fault(name: Unanswered, article: Article) -> Fault:
    famous = name.known or any(is_famous(word.text, article.target_language) for word in name.words)
    there = _instead(name.pair, name.span)
    text = name.span.of(name.pair.target.text) if name.pair.target else name.text
    right = there.of(name.pair.source.text) if there and name.pair.source else None
    message = f"“{text}” is “{right}” in the source" if right else f"nothing in the source stands for “{text}”"
    return Fault(message, name.span, there, severity="critical" if famous else None, pair=name.pair)


def _instead(pair: Pair, span: Span) -> Span | None:
    """The capitalised words of the source that the alignment puts in a name's place."""
    if pair.source is None or pair.target is None:
        return None
    links = [
        pair.source.words[link.source]
        for link in pair.links
        if link.confidence >= _SURE and span.overlaps(pair.target.words[link.target].span)
    ]
    names = sorted((word for word in links if word.text[0].isupper()), key=lambda word: word.start)
    if not names or names[-1].end - names[0].start > sum(len(word.text) + 2 for word in names):
        return None
    return Span(names[0].start, names[-1].end)
