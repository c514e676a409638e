"""The rule `untranslated-word`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tqcheck.annotate import Article, Pair, Text
from tqcheck.annotate.delimiters import is_quoted
from tqcheck.annotate.foreign import comparable, is_theirs
from tqcheck.annotate.words import Word
from tqcheck.knowledge.frequency import zipf
from tqcheck.languages import Language
from tqcheck.model import Span
from tqcheck.rules import Example, Fault, rule


@rule(
    category="untranslated",
    mqm="accuracy/untranslated",
    severity="major",
    requires={"source-words", "target-words"},
    confidence=0.9,
    yields_to={"wrong-language", "untranslated-name", "page-leftover", "encoding-damage", "inconsistent-rendering"},
    bad=[
        Example(pt="A cidade pediu [[caminhões]] de água.", en="The city asked for water [[caminhões]]."),
        Example(pt="Os [[sindicatos]] pararam.", en="The [[sindicatos]] went on strike."),
        Example(de="Er fiel [[und]] stand auf.", en="He fell [[und]] got up again."),
        Example(de="Die [[Gewerkschaft]] streikt.", en="The [[Gewerkschaft]] is on strike."),
        Example(pt="Os [[sindicatos]], [[caminhões]] e tudo.", en="The [[sindicatos]], [[caminhões]] and all."),
        Example(pt="Os [[sindicatos]] patronais pararam.", en="The [[sindicatos patronais]] went on strike."),
    ],
    good=[
        Example(pt="A favela e o samba", en="The favela and the samba"),
        Example(pt="O diretor José Pereira", en="The director José Pereira"),
        Example(pt="O jornal O Estado de S. Paulo", en="The newspaper O Estado de S. Paulo"),
        Example(pt="O programa “Minha Casa” cresceu.", en="The programme “Minha Casa” grew."),
        Example(pt="Custa 30 reais por dia.", en="It costs 30 reais per day."),
        Example(pt="Foi um prêmio de facto.", en="It was a de facto prize."),
        Example(pt="O local da obra", en="The local site"),
        Example(pt="O site é www.exemplo.com.br.", en="The site is www.exemplo.com.br."),
        Example(pt="O quilombo (comunidade) resiste.", en="The quilombo (community) resists."),
        Example(de="Man mag @und sehr.", en="They like @und very much."),
        Example(pt="Custa muitos reais hoje.", en="It costs many reais today."),
        Example(de="Der Film Lola und Bilidikid lief.", en="The film Lola und Bilidikid was shown."),
        Example(pt="O clube sindicatos Itapemirim jogou.", en="The club sindicatos Itapemirim played."),
    ],
)
def untranslated_word(pair: Pair, article: Article) -> Iterator[Fault]:
    """A word of the source language stands in the translation.

    Why it matters: readers do not know it.

    When it is right: names, loan words, titles, and words in quotation marks or explained in brackets.
    """
    source, target = article.source_language, article.target_language
    if pair.source is None or pair.target is None or source is None or not comparable(target, source):
        return
    if pair.source.vocabulary.isdisjoint(pair.target.vocabulary):
        return
    if is_theirs(pair.target.words, target, source):
        return  # the whole sentence: another rule's
    there = {word.folded: word for word in pair.source.words}
    run: list[Word] = []
    for at, word in enumerate(pair.target.words):
        if (
            word.folded in there
            and (_is_foreign(word, there[word.folded], source, target) or _is_common_at_home(pair.target, at, source))
            and not any(one.span.start <= word.start < one.span.end for one in pair.target.addresses)
        ):
            if run and pair.target.text[run[-1].end : word.start] != " ":
                yield _fault(run, there, pair.target.text)
                run = []
            if not _is_kept(pair.target, at):
                run.append(word)
        elif run:
            yield _fault(run, there, pair.target.text)
            run = []
    if run:
        yield _fault(run, there, pair.target.text)


def _fault(run: Sequence[Word], there: dict[str, Word], text: str) -> Fault:
    span = Span(run[0].start, run[-1].end)
    return Fault(f"“{span.of(text)}” is not translated", span, there[run[0].folded].span)


def _is_foreign(word: Word, original: Word, source: Language, target: Language) -> bool:
    """A word that is common at home and nearly unknown here; a capital in the source makes it a name."""
    if len(word.text) < 4 or not word.text.replace("-", "").isalpha():
        return False
    home, here = _usual(word.folded, source), _usual(word.folded, target)
    if not (original.text.islower() and word.text.islower()):
        # Where common nouns have capitals, only a common one is no name.
        return bool(source.topic("typography").get("capital_nouns")) and home >= 3.3 and here < 1.5
    # A loan word has its uses here too (favela 2.5, caatinga 1.3): only what nobody writes was forgotten.
    return home >= (2.0 if here == 0 else 2.3) and here < 1.05 and home >= here + 1.6


def _is_common_at_home(text: Text, at: int, source: Language) -> bool:
    """A word that everybody uses at home and few here, amid common words of this language: "ran und fell"."""
    word, target = text.words[at], text.language
    in_address = text.text[word.start - 1 : word.start] in {".", "@", "/"} and word.start > 0
    if not word.text.islower() or in_address or word.folded in target.function_words or _is_money(word, target):
        return False
    home, here = zipf(word.folded, source), zipf(word.folded, target)
    if home < (6.0 if len(word.text) < 4 else 5.0) or home < here + 2.5:
        return False
    around = text.words[max(0, at - 1) : at] + text.words[at + 1 : at + 2]
    return bool(around) and all(one.text.islower() and zipf(one.folded, target) >= 4.0 for one in around)


def _is_money(word: Word, target: Language) -> bool:
    """Whether it names a currency, which keeps its own name: reais, złoty."""
    return word.folded in target.topic("numbers").get("currencies", {})


def _usual(folded: str, language: Language) -> float:
    """How common a word is; a compound that nobody lists is less common than its rarest part."""
    found = zipf(folded, language)
    parts = folded.split("-")
    return found if found or len(parts) == 1 else max(min(zipf(part, language) for part in parts) - 1, 0.0)


def _is_kept(text: Text, at: int) -> bool:
    """Whether it is meant: quoted, explained in brackets right behind, or within a name."""
    word = text.words[at]
    if is_quoted(text, word.span):
        return True
    if text.text[word.end :].lstrip().startswith(("(", "—", "–", ", or ", ", a ", ", the ")):
        return True
    around = text.words[max(0, at - 1) : at] + text.words[at + 1 : at + 2]
    return any(one.text[0].isupper() and one.start > 0 and zipf(one.folded, text.language) < 3.5 for one in around)
