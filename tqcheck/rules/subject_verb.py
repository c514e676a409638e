"""The rule `subject-verb`."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Any

from tqcheck.annotate import Article, Pair, Text
from tqcheck.annotate.words import Word
from tqcheck.knowledge.frequency import zipf
from tqcheck.knowledge.verbs import verbs
from tqcheck.languages import Language
from tqcheck.rules import Example, Fault, rule

_BEFORE = 12  # words in which a subjunctive may be called for


@rule(
    category="grammar",
    mqm="linguistic-conventions/grammar",
    severity="minor",
    requires={"verbs"},
    confidence=0.85,
    fix="unsafe",
    bad=[
        Example(en="The group to which she [[belong => belongs]] was founded in 1958."),
        Example(en="The builders [[has => have]] not made the crossing."),
        Example(en="The terminal [[employ => employs]] 730 people."),
        Example(en="Currently, the terminal [[employ => employs]] 730 people."),
        Example(en="They [[was => were]] tired."),
        Example(en="“It is safe”, [[affirm => affirms]] the doctor."),
        Example(en="The factory [[employ => employs]] 730 people."),
        Example(en="The companies [[has => have]] not paid."),
        Example(en="They left because the terminal [[employ => employs]] few people."),
    ],
    good=[
        Example(en="They demanded that she belong to a union."),
        Example(en="One of the builders has left."),
        Example(en="Does she belong here?"),
        Example(en="The team employ a coach."),
        Example(en="The rich believe it."),
        Example(en="The news has spread, and the 40 miles is a long way."),
        Example(en="It made the terminal employ fewer people."),
        Example(en="The price of trains has risen."),
        Example(en="“It is safe”, affirm the doctors."),
        Example(en="They made the port, the yard, the terminal employ fewer people."),
    ],
)
def subject_verb(pair: Pair, article: Article) -> Iterator[Fault]:
    """Subject and verb disagree in number.

    Why it matters: readers stop at "she belong"; it is a mark of careless translation.

    When it is right: subjunctives ("demand that she belong"), questions, and groups that take a plural in Britain.
    """
    if pair.target is None:
        return
    text = pair.target
    for at in _candidates(text):
        found = _after_pronoun(text, at) or _after_noun(text, at) or _after_quotation(text, at)
        if found is not None:
            word, repair = found
            message = f"“{word.text}” does not agree with its subject: {repair}"
            yield Fault(message, word.span, suggestion=repair)


def _candidates(text: Text) -> list[int]:
    """The words, but the last, that may be a subject or a verb of speech: the cheap test first."""
    alone, before = _triggers(text.language)
    found = {at for at, word in enumerate(text.words) if word.folded in alone}
    found |= {at + far for at, word in enumerate(text.words) if word.folded in before for far in (1, 2)}
    return sorted(at for at in found if at < len(text.words) - 1)


@functools.cache
def _triggers(language: Language) -> tuple[frozenset[str], frozenset[str]]:
    """Words that are a subject or say something; words behind which a noun stands."""
    alone, before = ("singular_pronouns", "plural_pronouns", "speech"), ("one", "many")
    return (
        frozenset().union(*(_listed(language, name) for name in alone)),
        frozenset().union(*(_listed(language, name) for name in before)),
    )


def _after_pronoun(text: Text, at: int) -> tuple[Word, str] | None:
    """Of "she belong", the verb and its repair."""
    subject, verb = text.words[at], text.words[at + 1]
    if not _adjoin(text, subject, verb) or not verb.text.islower():
        return None
    if subject.folded in _words(text, "singular_pronouns") and (
        third := verbs(text.language.base).after_pronoun.get(verb.folded)
    ):
        return (verb, third) if _is_indicative(text, at) else None
    if subject.folded in _words(text, "plural_pronouns") and not _is_governed(text, at):
        plural = _irregular(text.language).get(verb.folded) or verbs(text.language.base).third.get(verb.folded)
        return (verb, plural) if plural else None
    return None


def _after_noun(text: Text, at: int) -> tuple[Word, str] | None:
    """Of "the terminal employ" or "the builders has" at the beginning of a clause, the verb and its repair."""
    words = text.words
    if at == 0 or not words[at].text.islower() or not words[at + 1].text.islower():
        return None
    one, many = _words(text, "one"), _words(text, "many")
    start = next((k for k in (at - 1, at - 2) if k >= 0 and words[k].folded in one | many), None)
    if start is None or not _is_run(text, start, at + 1) or not _opens(text, start):
        return None
    noun, verb = words[at].folded, words[at + 1]
    if start < at - 1 and words[at - 1].folded in text.language.function_words | set(_pack(text)["adverbs"].split()):
        return None
    known = verbs(text.language.base)
    if words[start].folded in one and (third := known.base.get(verb.folded)) and _is_singular(noun, text):
        return (verb, third) if _is_indicative(text, start) and not known.base.get(noun) else None
    plural = known.third.get(verb.folded) or _irregular(text.language).get(verb.folded)
    if verb.folded in _words(text, "asking"):  # "What the rich does …" may be a question
        return None
    if words[start].folded in many and plural and noun not in known.third and _is_plural(noun, text):
        return verb, plural
    return None


def _after_quotation(text: Text, at: int) -> tuple[Word, str] | None:
    """Of "…”, affirm the doctor", the verb and its repair."""
    verb = text.words[at]
    if verb.folded not in _pack(text).get("speech", "").split() or not verb.text.islower():
        return None
    before = text.text[: verb.start].rstrip()
    if not before.rstrip(",")[-1:] or before.rstrip(",")[-1] not in '"”»’' or at + 2 >= len(text.words):
        return None
    following = text.words[at + 1 : at + 3]
    third = verbs(text.language.base).base.get(verb.folded)
    if third and following[0].folded in _words(text, "articles") and _is_singular(following[1].folded, text):
        return verb, third
    return None


def _pack(text: Text) -> Mapping[str, Any]:
    return text.language.topic("grammar")


def _words(text: Text, name: str) -> frozenset[str]:
    return _listed(text.language, name)


@functools.cache
def _listed(language: Language, name: str) -> frozenset[str]:
    return frozenset(language.topic("grammar").get(name, "").split())


@functools.cache
def _irregular(language: Language) -> Mapping[str, str]:
    """Singular forms of irregular verbs with their plurals."""
    return dict(pair.split(":") for pair in language.topic("grammar").get("plurals", "").split())


def _adjoin(text: Text, one: Word, other: Word) -> bool:
    return text.text[one.end : other.start].isspace()


def _is_run(text: Text, start: int, end: int) -> bool:
    return all(_adjoin(text, text.words[at], text.words[at + 1]) for at in range(start, end))


def _opens(text: Text, at: int) -> bool:
    """Whether a clause begins at a word: at the sentence's start, or after a conjunction or a bracket of speech."""
    if at == 0:
        return True
    before, previous = text.text[: text.words[at].start].rstrip(), text.words[at - 1].folded
    if before[-1:] in '“"«(:;—–' or (before[-1:] == "," and at == 1):  # "Currently, the …"
        return True
    return before[-1:].isalpha() and previous in _pack(text).get("openers", "").split()


def _is_indicative(text: Text, at: int) -> bool:
    """Whether nothing before the subject asks for a base form."""
    calls = _pack(text).get("subjunctive", "").split()
    before = text.words[max(at - _BEFORE, 0) : at]
    return not _is_governed(text, at) and not any(word.folded in calls for word in before)


def _is_governed(text: Text, at: int) -> bool:
    if at == 0:
        return False
    previous = text.words[at - 1].folded.replace("’", "'")
    return previous in _pack(text).get("auxiliaries", "").split() and _adjoin(text, text.words[at - 1], text.words[at])


def _is_singular(noun: str, text: Text) -> bool:
    """Whether a word is a noun of one thing: its plural is known, and it is no group."""
    pack = _pack(text)
    if noun.endswith("s") or len(noun) < 4 or noun in text.language.function_words:
        return False
    if noun in pack.get("collectives", "").split() or noun in pack.get("adverbs", "").split():
        return False
    plural = noun[:-1] + "ies" if noun.endswith("y") and noun[-2] not in "aeiou" else noun + "s"
    if noun.endswith(("ch", "sh", "x")):
        plural = noun + "es"
    return zipf(plural, text.language) >= 3.0 and zipf(noun, text.language) >= 3.0


def _is_plural(noun: str, text: Text) -> bool:
    """Whether a word is a noun in the plural: ends in s, and without it is as well known."""
    if not noun.endswith("s") or noun.endswith(("ss", "us", "is")) or len(noun) < 5:
        return False
    if noun in _pack(text).get("singular_s", "").split():
        return False
    single = noun[:-3] + "y" if noun.endswith("ies") else noun[:-1]
    return zipf(single, text.language) >= 3.3 and zipf(single, text.language) >= zipf(noun, text.language) - 1
