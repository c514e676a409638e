"""The rule `acronym`."""

from __future__ import annotations

from collections.abc import Iterator

from tqcheck.annotate import Article, Pair
from tqcheck.annotate.acronyms import acronyms, explained, initials, is_made_of, terms
from tqcheck.knowledge.frequency import zipf
from tqcheck.model import Span
from tqcheck.records import dataclass
from tqcheck.rules import Example, Fault, Witness, rule

_STAYS = 1.5  # zipf


@rule(
    category="acronym",
    mqm="terminology/wrong-term",
    severity="major",
    scope="article",
    requires={"source"},
    confidence=0.95,
    fix="unsafe",
    bad=[
        Example(
            pt="A Organização para Cooperação de Xangai ([[OCS]]) cresceu.\nA [[OCS]] reuniu-se ontem.",
            en="The Shanghai Cooperation Organization ([[OCS => SCO]]) grew.\nThe [[OCS => SCO]] met yesterday.",
        ),
        Example(pt="A [[ONU]] e a [[OTAN]]", en="The [[ONU => UN]] and [[OTAN => NATO]]"),
        Example(
            pt="O Fundo Amazônia Sustentável ([[FAS]]) abriu.",
            en="The Sustainable Amazon Fund ([[FAS => SAF]]) opened.",
        ),
        Example(
            pt="A obstrução da via de saída do ventrículo ([[VSV]]) é rara.",
            en="Obstruction of the ventricular outflow tract ([[VSV]]) is rare.",
        ),
        Example(pt="A Nasa e a [[ONU]] assinaram.", en="NASA and the [[ONU => UN]] signed."),
        Example(
            pt="O Supremo Tribunal Federal (STF) e o Fundo Amazônia Sustentável ([[FAS]]) falaram.\nO fundo abriu.",
            en="The Supreme Federal Court (STF) and the Sustainable Amazon Fund ([[FAS => SAF]]) spoke.\n"
            "The [[FAS => SAF]] opened.",
        ),
    ],
    good=[
        Example(pt="O vírus da imunodeficiência humana (HIV)", en="The human immunodeficiency virus (HIV)"),
        Example(pt="A Nasa, os BRICS e o STF", en="NASA, the BRICS and the STF"),
        Example(pt="O Supremo Tribunal Federal (STF) decidiu.", en="The Supreme Federal Court (STF) decided."),
        Example(pt="O PCC domina o presídio.", en="The PCC controls the prison."),
        Example(pt="A Petrobras e a CPI", en="Petrobras and the CPI"),
        Example(pt="A CIA (Agência Central de Inteligência)", en="The CIA (Central Intelligence Agency)"),
        Example(pt="O Partido dos Trabalhadores (PT)", en="The Workers' Party (PT)"),
        Example(pt="A ONU reuniu-se.", en="The UN met."),
        Example(
            en="The Federal Emergency Management Agency (FEMA) paid.",
            es="La Agencia Federal para el Manejo de Emergencias (FEMA) pagó.",
        ),
    ],
)
def acronym(article: Article) -> Iterator[Fault]:
    """An acronym stands in the source language.

    Why it matters: readers know the SCO and NATO, not the OCS and OTAN, and cannot look them up.

    When it is right: acronyms that stay in every language (NASA, BRICS), and those of institutions and parties that
    keep their own (STF, PT) although their names are translated.
    """
    rights = _rights(article)
    for pair in article.pairs:
        if pair.source is None or pair.target is None:
            continue
        there = dict(acronyms(pair.source.text))
        for form, span in acronyms(pair.target.text):
            right = rights.get(form)
            if right is None or not (form in there or right.explained):
                continue
            message = f"“{form}” is the source language's acronym"
            message += f"; write “{right.form}”" if right.form else " for words that are translated"
            source = there.get(form)
            evidence = (right.witness,) if right.witness else ()
            yield Fault(message, span, source, right.form, evidence, pair=pair)


@dataclass(frozen=True, slots=True)
class _Right:
    """The form that an acronym should have, and where the article explains it."""

    form: str | None
    witness: Witness | None = None
    explained: bool = False


def _rights(article: Article) -> dict[str, _Right]:
    """For each acronym of the source that the target keeps, the form it should have."""
    in_source = {form for pair in article.pairs if pair.source for form, _ in acronyms(pair.source.text)}
    kept = {
        form for pair in article.pairs if pair.target for form, _ in acronyms(pair.target.text) if form in in_source
    }
    if not kept:
        return {}
    found = {form: right for form in sorted(kept) if (right := _by_table(form, article))}
    for pair in article.pairs:
        for form, right in _by_term(pair, article).items():
            if form in kept:
                found.setdefault(form, right)
        found.update({form: right for form, right in _by_expansion(pair, article).items() if form in kept})
    return found


def _by_table(form: str, article: Article) -> _Right | None:
    from tqcheck.knowledge.organisations import counterparts, is_acronym, is_ambiguous

    assert article.source_language
    source, target = article.source_language.base, article.target_language.base
    if is_acronym(form, target) or is_ambiguous(form, source):
        return None
    rights = counterparts(form, source, target)
    return _Right(rights[0]) if len(rights) == 1 and rights[0] != form else None


def _by_expansion(pair: Pair, article: Article) -> dict[str, _Right]:
    """By the target's own long form, where the source explains the same acronym."""
    from tqcheck.knowledge.organisations import counterparts

    if pair.source is None or pair.target is None or article.source_language is None:
        return {}
    source, target = article.source_language, article.target_language
    made = {one.acronym for one in explained(pair.source.text, source) if one.fits(source.function_words)}
    found = {}
    for one in explained(pair.target.text, target):
        if one.acronym not in made or is_made_of(one.acronym, one.long, target.function_words):
            continue
        form = initials(one.long, target.function_words)
        known = counterparts(one.acronym, source.base, target.base)
        if not _is_translated(one.long, form, one.acronym, known, article):
            continue
        witness = Witness("target", Span(one.long_span.start, one.long_span.end), "its long form", pair)
        found[one.acronym] = _Right(form, witness, explained=True)
    return found


def _by_term(pair: Pair, article: Article) -> dict[str, _Right]:
    """Terms in small letters whose source words make the acronym to the letter, and whose target words do not."""
    if pair.source is None or pair.target is None or article.source_language is None:
        return {}
    source, target = article.source_language, article.target_language
    made = {
        form
        for form, words, _ in terms(pair.source.text, source)
        if len(form) > 2 and initials(words, source.function_words).endswith(form)
    }
    found = {}
    for form, words, span in terms(pair.target.text, target):
        if form in made and not (set(form) <= set(initials(words, target.function_words))):
            found[form] = _Right(None, Witness("target", span, "what it stands for", pair), explained=True)
    return found


def _is_translated(long: str, form: str, old: str, known: tuple[str, ...], article: Article) -> bool:
    """Whether the initials make the acronym in use: a known one, or one that reorders the letters of the old.

    "Supreme Federal Court (STF)" and "Workers' Party (PT)" keep theirs, for nobody says SFC or WP: without a table,
    only the same letters in another order are sure.
    """
    if form in known:
        return True
    reordered = not known and len(form) == len(old) > 2 and sorted(form) == sorted(old)
    # What readers meet far more often than its translation (FEMA) has no translation.
    language = article.target_language
    return reordered and zipf(old.casefold(), language) < zipf(form.casefold(), language) + _STAYS
