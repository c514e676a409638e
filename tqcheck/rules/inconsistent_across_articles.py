"""The rule `inconsistent-across-articles`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from tqcheck.annotate.renderings import is_misspelling
from tqcheck.languages import language
from tqcheck.model import NameForm
from tqcheck.rules import Example, Oddity, rule

_SHOWN = 3  # articles that a message names

Forms = Sequence[NameForm]


@rule(
    category="inconsistency",
    mqm="terminology/inconsistent-with-terminology-resource",
    severity="minor",
    scope="corpus",
    requires={"source-words", "target-words"},
    confidence=0.85,
    fix="unsafe",
    bad=[
        Example(
            pt="O líder Tokaiev falou.\nJá Tokaiev negou.\nDepois [[Tokaiev]] saiu.",
            en="The leader Tokayev spoke.\nBut Tokayev denied it.\nThen [[Tokaev => Tokayev]] left.",
        ),
    ],
    good=[
        Example(pt="Viram João.\nOuviram João.", en="They saw João.\nThey heard Joao."),
        Example(pl="To Kowalski.\nWidzę Kowalskiego.", en="This is Kowalski.\nI see Kowalski."),
        Example(pt="O líder Tokaiev falou.\nJá Tokaiev negou.", en="The leader Tokayev spoke.\nBut Tokaev denied it."),
    ],
)
def inconsistent_across_articles(articles: Sequence[Forms]) -> Iterator[Oddity]:
    """One name of the source is spelt in another way than in the other articles.

    Why it matters: readers of a site take two spellings for two people, and a search finds half.

    When it is right: inflected forms, a name with and without its accents, and two people of one name.
    """
    for forms in _by_name(articles).values():
        usual = _usual(forms)
        if usual is None:
            continue
        good = [number for number, one in forms if one.form == usual]
        odd: dict[str, list[tuple[int, NameForm]]] = defaultdict(list)
        for number, one in forms:
            if one.form != usual and number not in good:  # else the article's own rule tells
                odd[one.form].append((number, one))
        for form, places in odd.items():
            first = places[0][1]
            if is_misspelling(form, usual, first.name, len(places), len(good), language(first.target_lang)):
                others = [number for number, _ in places[1:]]
                yield Oddity(places[0][0], first, usual, tuple(good[:_SHOWN]), len(good), tuple(others))


def _by_name(articles: Sequence[Forms]) -> dict[tuple[str, str, str], list[tuple[int, NameForm]]]:
    """The forms that stand for each name of each language, with the numbers of their articles."""
    found: dict[tuple[str, str, str], list[tuple[int, NameForm]]] = defaultdict(list)
    for number, forms in enumerate(articles):
        for one in forms:
            found[one.source_lang, one.target_lang, one.key].append((number, one))
    return found


def _usual(forms: Sequence[tuple[int, NameForm]]) -> str | None:
    """The form that stands in most articles, if it stands in several and clearly in most."""
    counts = Counter(one.form for _, one in forms)
    if len(counts) < 2:
        return None
    (form, most), (_, second) = counts.most_common(2)
    return form if most > max(second, 1) else None
