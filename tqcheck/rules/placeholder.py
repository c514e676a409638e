"""The rule `placeholder`."""

from __future__ import annotations

from collections.abc import Iterator

from tqcheck.annotate import Article, Pair, Text, icu
from tqcheck.annotate.placeholders import Placeholder, unmatched
from tqcheck.languages import Language
from tqcheck.model import Span
from tqcheck.rules import Example, Fault, rule

_CHOICES = {"select": "a choice", "plural": "a plural", "selectordinal": "an ordinal"}


@rule(
    category="markup",
    mqm="design-and-markup/markup",
    severity="major",
    requires={"source"},
    confidence=0.97,
    fix="safe",
    yields_to={"leftover-markup"},
    bad=[
        Example(en="Hello, [[{name}]]!", pt="Olá, [[{nome} => {name}]]!"),
        Example(en="[[%d]] files in %(folder)s", pt="Arquivos em %(folder)s"),
        Example(en="Open %s at %s", pt="Abrir %s em %s [[%s]]"),
        Example(en="[[%s]] of [[%d]]", pt="[[%d]] de [[%s]]"),
        Example(en="Welcome, {{user}}", pt="Bem-vindo, {{user}} [[{0}]]"),
        Example(en="Delete [[:count]] items", pt="Apagar [[:contagem => :count]] itens"),
        Example(
            en="{n, plural, one {# file} other {# files}}", pt="[[{n, plural, um {# arquivo} outros {# arquivos}}]]"
        ),
        Example(en="{n, plural, one {a file} other {# files}}", ru="[[{n, plural, one {# файл} other {# файла}}]]"),
        Example(
            en="{sex, select, male {his} other {their}} day", pt="dia [[{sex, select, masculino {dele} other {delas}}]]"
        ),
        Example(en="{n, plural, other {# files}}", pt="[[{n, plural, other {# arquivos}]]"),
        Example(en="[[{n, plural, other {# files}}]]", pt="# arquivos"),
        Example(en="Hello {name}, welcome.\nGoodbye.", pt="Olá, bem-vindo.\nAdeus, [[{name}]]."),
        Example(en="Send [[%d]] to [[{name}]].", pt="Enviar [[%s => %d]] a [[{nome} => {name}]]."),
    ],
    good=[
        Example(en="%s of %d", pt="%2$d de %1$s"),
        Example(en="It fell 20% in May.", pt="Caiu 20% do total em maio."),
        Example(en="%d/%m/%Y", pt="%e de %B de %Y"),
        Example(en="{n, plural, one {# file} other {# files}}", ja="{n, plural, other {# 個}}"),
        Example(
            en="{n, plural, one {# day} other {# days}}",
            ru="{n, plural, one {# день} few {# дня} many {# дней} other {# дня}}",
        ),
        Example(en="It's {name}'s turn, at 10:30 :-)", pt="É a vez de {name}, às 10:30 :-)"),
        Example(pt="A nota: veja abaixo.", en="The note:see below."),
    ],
)
def placeholder(pair: Pair, article: Article) -> Iterator[Fault]:
    """A placeholder is lost, changed or added.

    Why it matters: the program puts a value in its place: a lost one leaves a gap, a translated one is shown as it
    stands, and one of another type brings the program down.

    When it is right: numbered placeholders in another order, dates in the order of the language, plural forms that the
    language has and the source has not.
    """
    if pair.source is None or pair.target is None:
        return
    if icu.has_choice(pair.source.segment.text):
        yield from _choices(pair.source, pair.target)
    lost, added = _unmatched(pair.source, pair.target)
    if not pair.row and lost and not added:
        lost = [one for one in lost if not _elsewhere(one, article)]
    yield from _differences(lost, added)


def _unmatched(source: Text, target: Text) -> tuple[list[Placeholder], list[Placeholder]]:
    """The placeholders that only one side has, in order."""
    left = [one for one in source.placeholders if one.kind not in ("tag", "code")]
    right = [one for one in target.placeholders if one.kind not in ("tag", "code")]
    colons = any(one.kind == "colon" for one in left)  # else ":word" is a slip of the keyboard
    right = [one for one in right if one.kind != "colon" or colons]
    return unmatched(left, right), unmatched(right, left)


def _elsewhere(lost: Placeholder, article: Article) -> bool:
    """Whether another sentence of the article has it: then the two were only cut differently."""
    return any(one.same == lost.same for pair in article.pairs if pair.target for one in pair.target.placeholders)


def _differences(lost: list[Placeholder], added: list[Placeholder]) -> Iterator[Fault]:
    if len(lost) == len(added) > 1 and sorted(one.text for one in lost) == sorted(one.text for one in added):
        for before, after in zip(lost, added):
            message = f"“{after.text}” stands where the source has “{before.text}”: number them (%2$s … %1$s)"
            yield Fault(message, after.span, before.span)
        return
    for kind in dict.fromkeys(one.kind for one in (*lost, *added)):
        left, right = ([one for one in side if one.kind == kind] for side in (lost, added))
        if len(left) == len(right) == 1:
            message = f"“{right[0].text}” is “{left[0].text}” in the source"
            yield Fault(message, right[0].span, left[0].span, suggestion=left[0].text)
            continue
        for one in left:
            yield Fault(f"“{one.text}” is lost", None, one.span)
        for one in right:
            yield Fault(f"“{one.text}” is not in the source", one.span)


def _choices(source: Text, target: Text) -> Iterator[Fault]:
    """Compare ICU messages: the same variables, and branches that the language and the program know."""
    left, right = icu.arguments(source.segment.text), icu.arguments(target.segment.text)
    if left is None:
        return
    whole = Span(0, len(target.segment.text))
    if right is None:
        yield Fault("this is not a message that a program can read: count the brackets", _shown(target, whole))
        return
    choices = {one.name: one for one in right if one.branches}
    for one in left:
        if one.branches:
            other = choices.get(one.name)
            if other is None:
                yield Fault(f"{_CHOICES[one.kind]} by “{one.name}” is lost", None, one.span)
            elif why := _wrong(one, other, target.language):
                yield Fault(why, other.span, one.span)
        elif one.name not in {argument.name for argument in right}:
            yield Fault(f"“{{{one.name}}}” is lost", None, one.span)


def _shown(target: Text, whole: Span) -> Span:
    start = target.segment.text.find("{")
    return Span(max(start, 0), whole.end)


def _wrong(source: icu.Argument, target: icu.Argument, language: Language) -> str | None:
    """What is wrong with the branches of a choice, or None."""
    if source.kind != target.kind:
        return f"“{target.kind}” is “{source.kind}” in the source"
    keys = {key for key, _ in target.branches}
    if "other" not in keys:
        return "the branch “other” is lost: the program needs it"
    if source.kind == "select":
        named = {key for key, _ in source.branches}
        if keys - named:
            return f"the branch “{min(keys - named)}” is not one that the program knows: {', '.join(sorted(named))}"
        return f"the branch “{min(named - keys)}” is lost" if named - keys else None
    return _plural(source.kind, keys, language)


def _plural(kind: str, keys: set[str], language: Language) -> str | None:
    from tqcheck.knowledge.plurals import CATEGORIES, needed

    if strange := sorted(key for key in keys if key not in CATEGORIES and not key.startswith("=")):
        return f"“{strange[0]}” is no plural category: write {', '.join(CATEGORIES)}, untranslated"
    lacking = [name for name in needed(language, kind) if name not in keys]
    # Small numbers may be given one by one, such as =1.
    if lacking and not any(key.startswith("=") for key in keys):
        return f"{language.name} needs the plural form “{lacking[0]}” too"
    return None
