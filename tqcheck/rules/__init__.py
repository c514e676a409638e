"""The rules: one file each, whose name is the rule's id.

A rule is a generator function of a pair and its article, or of an article alone, that yields faults; or, with the
scope "corpus", of the names of several articles, that yields oddities. It never prints,
scores, reads files or knows an output format. See CONTRIBUTING.md, "A rule in five minutes".
"""

from __future__ import annotations

import functools
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import field, replace
from typing import TYPE_CHECKING, Any, Literal

from tqcheck.errors import TqcheckError, did_you_mean
from tqcheck.model import Category, Fix, NameForm, RuleText, Severity, Side, Span
from tqcheck.records import dataclass

if TYPE_CHECKING:
    from tqcheck.annotate import Pair
    from tqcheck.knowledge.glossary import Entry

Scope = Literal["pair", "article", "corpus"]
EVERY_OTHER = "*"  # in `yields_to`
# Modules beside the rules that they share.
_NO_RULES = frozenset({"measured", "requirements"})


@dataclass(frozen=True, slots=True)
class Witness:
    """Labelled evidence of a fault. `pair` is needed where it lies in another pair than the fault."""

    side: Side
    span: Span
    label: str
    pair: Pair | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """What a rule yields: spans count from the beginning of the pair's `source.text` and `target.text`.

    What is None is filled in from the rule: severity, confidence and, where there is a suggestion, fix. `pair` is
    needed from rules of scope "article". Without a target span (an omission) `source` says what is missing.
    """

    message: str
    target: Span | None
    source: Span | None = None
    suggestion: str | None = None
    evidence: tuple[Witness, ...] = ()
    severity: Severity | None = None
    category: Category | None = None
    confidence: float | None = None
    fix: Fix | None = None
    pair: Pair | None = None


@dataclass(frozen=True, slots=True)
class Oddity:
    """What a rule of scope "corpus" yields: a name's form that other articles write as `usual`.

    `article` is the number of the first article that has the form and `others` those of the rest; `usual` stands in
    `times` articles, some of which are `good`.
    """

    article: int
    form: NameForm
    usual: str
    good: tuple[int, ...]
    times: int
    others: tuple[int, ...]


class Example:
    """A pair of texts that shows a rule: `Example(pt="A [[OCS]] reuniu-se.", en="The [[OCS => SCO]] met.")`.

    The keywords are language tags (underscore for hyphen), source first; one alone is a target without source.
    `[[text]]` marks the source span and, on the target side, the fault; `[[text => repair]]` its suggestion.
    Every line is a segment, aligned one to one, so that examples of article scope are written in several lines; of
    corpus scope every line is an article.
    An empty line on one side is a segment without counterpart. `glossary` is what the user asked for.
    """

    def __init__(self, *, glossary: Iterable[Entry] = (), **texts: str) -> None:
        if not 1 <= len(texts) <= 2:
            raise ValueError("an example takes one text (target) or two (source, target)")
        self.languages = tuple(tag.replace("_", "-") for tag in texts)
        self.texts = tuple(texts.values())
        self.glossary = tuple(glossary)

    def __repr__(self) -> str:
        return f"Example({', '.join(f'{t}={x!r}' for t, x in zip(self.languages, self.texts))})"


@dataclass(frozen=True, slots=True)
class Rule:
    """A check with its documentation. `requires` names what it cannot do without (see `tqcheck.rules.requirements`)."""

    id: str
    check: Callable[..., Iterable[Any]]  # of faults; of oddities where the scope is "corpus"
    category: Category
    mqm: str
    severity: Severity
    scope: Scope
    requires: frozenset[str]
    confidence: float
    fix: Fix | None
    bad: tuple[Example, ...]
    good: tuple[Example, ...]
    yields_to: frozenset[str] = field(default_factory=frozenset)
    advisory: bool = False

    @property
    def doc(self) -> str:
        """The docstring: a title line, then "Why it matters" and "When it is right"."""
        return inspect.cleandoc(self.check.__doc__ or "")

    @property
    def title(self) -> str:
        """The first line of the docstring."""
        return self.doc.split("\n", 1)[0]

    @property
    def text(self) -> RuleText:
        """The docstring as a report quotes it."""
        return RuleText(self.title, self._section("Why it matters:"), self._section("When it is right:"))

    def _section(self, head: str) -> str:
        _, _, rest = self.doc.partition(head)
        return " ".join(rest.split("\n\n")[0].split())


def rule(
    *,
    category: Category,
    mqm: str,
    severity: Severity,
    bad: Iterable[Example],
    good: Iterable[Example],
    scope: Scope = "pair",
    requires: Iterable[str] = (),
    confidence: float = 0.9,
    fix: Fix | None = None,
    yields_to: Iterable[str] = (),
    advisory: bool = False,
) -> Callable[[Callable[..., Iterable[Any]]], Rule]:
    """Make a function a rule; the file's name is its id.

    `fix` is the default for faults that carry a suggestion. `yields_to` names rules whose finding on the same span
    wins; `"*"` stands for every other. An `advisory` rule has not reached the bar of precision and runs only with
    `--strict` or when selected.
    """

    def make(check: Callable[..., Iterable[Any]]) -> Rule:
        return Rule(
            id=check.__module__.rpartition(".")[2].replace("_", "-"),
            check=check,
            category=category,
            mqm=mqm,
            severity=severity,
            scope=scope,
            requires=frozenset(requires),
            confidence=confidence,
            fix=fix,
            bad=tuple(bad),
            good=tuple(good),
            yields_to=frozenset(yields_to),
            advisory=advisory,
        )

    return make


@functools.cache
def catalogue() -> dict[str, Rule]:
    """All rules by id, in alphabetical order."""
    own = {found.id: found for found in _modules()}
    return dict(sorted((_plugged(own) | own).items()))


def names() -> frozenset[str]:
    """What settings may name: rules and categories."""
    rules = catalogue()
    return frozenset(rules) | {rule.category for rule in rules.values()}


def check_names(wanted: Iterable[str]) -> None:
    """Raise `TqcheckError` for a name that is neither rule nor category, with what was perhaps meant."""
    known = names()
    for name in wanted:
        if name not in known:
            remedy = did_you_mean(name, known) or "`tqcheck rules` lists them"
            raise TqcheckError(f"there is no rule or category {name!r}", remedy=remedy)


def _modules() -> Iterator[Rule]:
    for module in pkgutil.iter_modules(__path__):
        if module.name in _NO_RULES:
            continue
        yield from _rules_in(importlib.import_module(f"{__name__}.{module.name}"))


def _rules_in(module: object) -> Iterator[Rule]:
    namespace: dict[str, Any] = vars(module)
    yield from (value for value in namespace.values() if isinstance(value, Rule))


def _plugged(own: Collection[str]) -> dict[str, Rule]:
    """The rules of plug-ins. Raises `TqcheckError` for one that is none, or that is called as another."""
    from tqcheck import plugins

    found: dict[str, Rule] = {}
    for name in plugins.found("rules"):
        loaded = plugins.load("rules", name)
        rules = [loaded] if isinstance(loaded, Rule) else list(_rules_in(loaded)) if inspect.ismodule(loaded) else []
        for one in rules:
            if one.id in own or one.id in found:
                raise TqcheckError(f"two rules are called {one.id!r}", remedy=f"uninstall the plug-in {name!r}")
            found[one.id] = replace(one, check=_guarded(one))
        if not rules:
            raise TqcheckError(f"the plug-in {name!r} is no rule", remedy="make one with @tqcheck.rules.rule")
    return found


def _guarded(one: Rule) -> Callable[..., Iterable[Fault]]:
    """The check of a plug-in: what it raises is told as its fault."""

    @functools.wraps(one.check)
    def check(*arguments: object) -> Iterator[Fault]:
        try:
            yield from one.check(*arguments)
        except Exception as error:  # whatever somebody else's code raises
            problem = f"the rule {one.id!r} of a plug-in failed ({type(error).__name__}: {error})"
            raise TqcheckError(problem, remedy=f"leave it out with --ignore {one.id}") from error

    return check
