"""The rule `inconsistent-rendering`."""

from __future__ import annotations

from collections.abc import Iterator

from tqcheck.annotate import Article
from tqcheck.annotate.renderings import Renderings, is_misspelling, renderings
from tqcheck.rules import Example, Fault, Witness, rule


@rule(
    category="inconsistency",
    mqm="terminology/inconsistent-with-terminology-resource",
    severity="minor",
    scope="article",
    requires={"source-words", "target-words"},
    confidence=0.88,
    fix="unsafe",
    yields_to={"encoding-damage", "untranslated-name", "casing"},
    bad=[
        Example(
            pt="O juiz Vasconcelos falou.\nJá Vasconcelos negou.\nE [[Vasconcelos]] saiu.",
            en="Judge Vasconcelos spoke.\nBut Vasconcelos denied it.\nThen [[Vasconselos => Vasconcelos]] left.",
        ),
        Example(
            pt="O líder Tokaiev falou.\nJá Tokaiev negou.\nE [[Tokaiev]] saiu.",
            en="The leader Tokayev spoke.\nBut Tokayev denied it.\nThen [[Tokaev => Tokayev]] left.",
        ),
    ],
    good=[
        Example(pt="O Brasil venceu.\nO Brasil perdeu.", en="They saw Brazil win.\nThe Brazilian team lost."),
        Example(
            pt="Veio Ana Maria.\nE Ana saiu.\nE Maria ficou.", en="So Ana Maria came.\nThen Ana left.\nBut Mary stayed."
        ),
        Example(pt="Viram João.\nOuviram João.", en="They saw João.\nThey heard Joao."),
        Example(pl="To Kowalski.\nWidzę Kowalskiego.", en="This is Kowalski.\nI see Kowalski."),
        Example(en="I saw Kowalski.\nI gave it to Kowalski.", pl="Widzę Kowalskiego.\nDałem Kowalskiemu."),
    ],
)
def inconsistent_rendering(article: Article) -> Iterator[Fault]:
    """One name of the source is spelt in several ways.

    Why it matters: readers take two spellings for two people, and a search finds half.

    When it is right: inflected forms, the people of a country, and a name with and without its accents.
    """
    if len(article.pairs) < 2:  # one sentence has one rendering
        return
    for entry in renderings(article).values():
        usual = _usual(entry)
        if usual is None:
            continue
        good = entry.forms[usual]
        for form, places in entry.forms.items():
            if is_misspelling(form, usual, entry.name, len(places), len(good), article.target_language):
                pair, word, _ = good[0]
                witness = Witness("target", word.span, f"“{usual}” here", pair)
                for where, found, source in places:
                    message = f"“{form}” is “{usual}” elsewhere in the article"
                    yield Fault(message, found.span, source.span, usual, (witness,), pair=where)


def _usual(entry: Renderings) -> str | None:
    """The spelling that stands most often; of two alike, the source's own."""
    if len(entry.forms) < 2:
        return None
    counts = sorted(((len(places), form == entry.name, form) for form, places in entry.forms.items()), reverse=True)
    clear = counts[0][:2] > counts[1][:2]
    return counts[0][2] if clear else None
