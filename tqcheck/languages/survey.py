"""What each language and each pair of languages gets, as a page: `python -m tqcheck.languages.survey`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files

from tqcheck.languages import Language, language, packs, table

DEEP = ("pt", "en", "es", "fr", "de", "it")
USABLE = (
    *("nl", "pl", "ro", "ca", "gl", "sv", "fi", "cs", "el", "tr"),
    *("ru", "uk", "ar", "he", "hi", "id", "vi", "zh", "ja", "ko"),
)
# The parts of a pack and what they are for.
TOPICS = {
    "leftovers": "page leftovers",
    "negation": "negation",
}
_HEAD = """# What each language gets

Made from the language packs by `python -m tqcheck.languages.survey`; do not edit.

Every pair of languages, with a pack or without, gets what CLDR and Unicode know: numbers, dates, units, currencies,
names of countries and languages, acronyms, casing, spacing, quotation marks, missing and added text. A pack makes it
better. In the table, “yes” stands for what a language has, “-” for what it has not.

- **words**: a list of words with their frequencies (wordfreq): untranslated and misspelt words.
- **meaning**: the built-in sentence encoder knows the language: alignment and word alignment by meaning.
- **page leftovers**: comment forms, share buttons and “Also read” are recognised.
- **negation**: what negates, for the rule `negation`, which needs the encoder too. For Turkish, Chinese, Japanese and
  Korean these are endings and characters inside words.
- **opposites**: rows of opposed concepts (rise and fall, before and after), for the rule `opposite-sense`, which needs
  the encoder and a table for both languages.
- **grammar**: rows of impossible phrases; English has a table of verbs besides, for agreement, and one of words
  that never follow each other.
"""


def markdown() -> str:
    """The page, ending in a line end."""
    return "\n".join([_HEAD, *_languages(), "", "## Pairs", "", *_pairs()]) + "\n"


def _languages() -> Iterator[str]:
    titles = ["language", "tag", "words", "meaning", *TOPICS.values(), "opposites", "grammar"]
    yield from _rows(titles, (_language(language(base)) for base in packs()))


def _language(one: Language) -> list[str]:
    from tqcheck.knowledge.encoder import encoder_for
    from tqcheck.knowledge.frequency import covers

    topics = [_yes(bool(one.topic(topic))) for topic in TOPICS]
    opposites, phrases = (len(table(f"{one.base}.{kind}")) for kind in ("opposites", "phrases"))
    meaning = _yes(encoder_for(one.base, one.base) is not None)
    return [one.name, one.base, _yes(covers(one)), meaning, *topics, str(opposites or "-"), str(phrases or "-")]


def _pairs() -> Iterator[str]:
    yield "Tables of false friends and words with several senses, and of idioms that are not to be taken literally."
    yield ""
    names = sorted({item.name.split(".")[0] for item in files("tqcheck.languages").iterdir() if _is_pair(item.name)})
    rows = (
        [name, *(str(len(table(f"{name}.{kind}")) or "-") for kind in ("false-friends", "idioms"))] for name in names
    )
    yield from _rows(["pair", "false friends", "idioms"], rows)


def _is_pair(name: str) -> bool:
    return name.endswith((".false-friends.tsv", ".idioms.tsv"))


def _rows(titles: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    for row in (titles, ["---"] * len(titles), *rows):
        yield f"| {' | '.join(row)} |"


def _yes(has: bool) -> str:
    return "yes" if has else "-"


if __name__ == "__main__":
    print(markdown(), end="")
