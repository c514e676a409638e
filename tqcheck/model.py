"""The frozen types that flow from the readers to the reporters.

All offsets count Unicode code points, end exclusive. Offsets of a `Segment` point into its document's decoded text;
in a bitext every row is a document of its own, so they point into that row's `src` or `tgt`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Literal, get_args

from tqcheck.records import dataclass

if TYPE_CHECKING:
    from tqcheck.shard import Share

Severity = Literal["minor", "major", "critical"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
Side = Literal["source", "target"]
Fix = Literal["safe", "unsafe"]
SuppressedBy = Literal["comment", "phrase", "baseline"]
BlockKind = Literal["paragraph", "heading", "item", "quotation", "table", "other"]
Category = Literal[
    "entity", "acronym", "demonym", "terminology", "number", "date", "currency", "unit", "hyphen", "spacing",
    "encoding", "casing", "punctuation", "untranslated", "wrong_sense", "omission", "addition", "boilerplate",
    "inconsistency", "grammar", "word_order", "negation", "markup", "url", "duplicate", "wrong_language", "pronoun",
    "length",
]  # fmt: skip
CATEGORIES: tuple[Category, ...] = get_args(Category)

# Stand for markup in `Document.masked`, one for each character hidden, so that offsets stay true.
OBJECT = "\ufffc"  # something that takes part in the sentence: inline code, an image, a placeholder
NOTHING = "\u2060"  # something that does not: emphasis marks, a link's address


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text: code points `start` to `end`, end exclusive."""

    start: int
    end: int

    def shift(self, by: int) -> Span:
        """The same stretch, `by` code points further on."""
        return Span(self.start + by, self.end + by)

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        """The text that the span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or quotation of a document; "other" is what surrounds the article on its page.

    `key` is what a string table calls the text.
    """

    start: int
    end: int
    kind: BlockKind = "paragraph"
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A decoded file.

    `masked` has the length of `text`, with markup replaced by `OBJECT` and `NOTHING`; checks read `masked`, reports
    quote `text`. `notices` are sentences for the user, such as the encoding that was detected; `declared` is the
    language that the file or its name gives.
    """

    text: str
    masked: str
    blocks: tuple[Block, ...]
    path: str | None = None
    encoding: str = "utf-8"
    notices: tuple[str, ...] = ()
    declared: str | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence, or several neighbours that the aligner joined; `text` is the masked text from start to end."""

    start: int
    end: int
    text: str
    block: int = 0
    kind: BlockKind = "paragraph"
    line: int = 1  # of a bitext: where the row's text begins in the file

    @staticmethod
    def of(text: str) -> Segment:
        """A text that is one segment."""
        return Segment(0, len(text), text)


@dataclass(frozen=True, slots=True)
class AlignedPair:
    """A source segment and its translation; either may be absent, never both.

    `row` is the 1-based data row of a bitext, None in an article.
    """

    source: Segment | None
    target: Segment | None
    row: int | None = None

    @staticmethod
    def of(source: str, target: str) -> AlignedPair:
        """A pair of texts that are one segment each."""
        return AlignedPair(Segment.of(source), Segment.of(target))


@dataclass(frozen=True, slots=True)
class Place:
    """A span in a document with the text it covers; `line` and `column` are 1-based.

    In a bitext `line` is where the row's text begins in the file, and `column` counts from the text's beginning.
    """

    start: int
    end: int
    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """A labelled place that supports a finding, on either side; `row` where it lies in a bitext."""

    side: Side
    start: int
    end: int
    text: str
    label: str
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, placed in its document.

    `target` is None for a pure omission, `source` where only the target shows it.
    """

    rule: str
    category: Category
    mqm: str
    severity: Severity
    confidence: float
    message: str
    row: int | None
    target: Place | None
    source: Place | None
    evidence: tuple[Evidence, ...]
    suggestion: str | None
    fix: Fix | None
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that does not count, because somebody said so.

    `by` is what said it: a comment in the text, a phrase accepted in the configuration, or the baseline; `where` is
    the comment's `line:column`, the phrase, or the baseline's file, and `reason` what is written there.
    """

    finding: Finding
    by: SuppressedBy
    where: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Overdue:
    """A source whose translation is missing, or is older than the source."""

    source: str
    target: str
    target_lang: str | None
    why: Literal["missing", "stale"]


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be checked while others were, and why."""

    path: str
    problem: str


@dataclass(frozen=True, slots=True)
class Score:
    """A number with the signature by which anyone can reproduce it; `passed` where a pass mark applies.

    `interval` is a 95% interval (low, high); what it measures (the sample, the estimate) the signature says.
    `parts` says what the value is made of: of the MQM score, the penalty points by dimension.
    """

    value: float
    signature: str
    passed: bool | None = None
    interval: tuple[float, float] | None = None
    parts: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A rule that could not run on a document, and why: it is never silently clean."""

    rule: str
    why: str


@dataclass(frozen=True, slots=True)
class Heat:
    """Words of a translation that a small network doubts, placed like a finding; `doubt` is 0 to 1, of two decimals."""

    start: int
    end: int
    doubt: float


@dataclass(frozen=True, slots=True)
class PairText:
    """A pair as a report shows it: places in the two documents (unmasked), paragraph kind, numbers of the blocks.

    `heat` is None where the network was not asked.
    """

    row: int | None
    source: Place | None
    target: Place | None
    kind: BlockKind
    source_block: int | None
    target_block: int | None
    heat: tuple[Heat, ...] | None = None


@dataclass(frozen=True, slots=True)
class RuleText:
    """A rule's documentation as a report quotes it: its title, why it matters, when the same thing is right."""

    title: str
    why: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True)
class NameForm:
    """A name of the source (`key` is its folded form) and a form that stands for it, at the first of its places."""

    key: str
    name: str
    form: str
    source_lang: str
    target_lang: str
    source: Place
    target: Place


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """What was found in one article or one bitext. `words` and `segments` count the target side.

    `target_text` is the decoded file of the translation, so that a report can offer it corrected; None in a bitext.
    `names` serves the comparison with other articles; no report shows it. `share` is there where only a share of the
    file was checked.
    """

    source: str | None
    target: str
    source_lang: str | None
    target_lang: str
    words: int
    segments: int
    scores: Mapping[str, Score]
    findings: tuple[Finding, ...]
    pairs: tuple[PairText, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    notices: tuple[str, ...] = ()
    target_text: str | None = None
    suppressed: tuple[Suppressed, ...] = ()
    names: tuple[NameForm, ...] = ()
    share: Share | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What every reporter takes. `rules` documents those that found something; `notices` are of the whole run."""

    documents: tuple[DocumentReport, ...]
    version: str
    settings: Mapping[str, object] = field(default_factory=dict)
    rules: Mapping[str, RuleText] = field(default_factory=dict)
    overdue: tuple[Overdue, ...] = ()
    failures: tuple[Failure, ...] = ()
    notices: tuple[str, ...] = ()
