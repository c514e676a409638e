"""Annotations: what a rule may ask of a text, a pair or an article; computed once, on demand, shared by all rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from tqcheck.annotate.addresses import Address, addresses
from tqcheck.annotate.placeholders import Placeholder, masked, placeholders
from tqcheck.annotate.quantities import Quantity, quantities
from tqcheck.annotate.words import Word, has_digits, pieces, words
from tqcheck.knowledge.glossary import Glossary
from tqcheck.languages import Language
from tqcheck.model import AlignedPair, Segment, Side

if TYPE_CHECKING:
    from tqcheck.annotate.comparison import Comparison
    from tqcheck.annotate.gaps import Evidence, Gap
    from tqcheck.annotate.together import Together
    from tqcheck.annotate.unanswered import Unanswered
    from tqcheck.annotate.word_alignment import Link, WordAligner
    from tqcheck.knowledge.encoder import Encoder
    from tqcheck.knowledge.pair_engine import Judged, PairEngine


class Text:
    """One side of a pair: a segment's text in its language, without markup and placeholders.

    `text` has the length of the segment's own text, with `OBJECT` and `NOTHING` for what is no word of it.
    """

    def __init__(self, segment: Segment, language: Language) -> None:
        self.segment = segment
        self.text = segment.text
        self.language = language
        self.placeholders: tuple[Placeholder, ...] = ()  # and tags, in order; where there is another side

    @property
    def kind(self) -> str:
        """What the block is: paragraph, heading, item, quotation, table or other."""
        return self.segment.kind

    @cached_property
    def addresses(self) -> tuple[Address, ...]:
        """The addresses of pages and mail that the segment's own text has, in order."""
        return addresses(self.segment.text)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words with their spans; a run of a script without spaces is one word."""
        return words(self.text)

    @cached_property
    def pieces(self) -> tuple[Word, ...]:
        """The words, torn at apostrophes."""
        torn = "'" in self.text or "’" in self.text
        return tuple(pieces(self.words)) if torn else self.words

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Numbers, sums of money, times and the like, in order."""
        return quantities(self.text, self.language)

    @cached_property
    def has_digits(self) -> bool:
        """Whether there is any decimal digit, of any script."""
        return has_digits(self.text)

    @cached_property
    def is_title_case(self) -> bool:
        """Whether nearly all words have capitals, as in headlines: then capitals tell nothing."""
        long = [word.text[0] for word in self.words if len(word.text) > 3 and word.text[0].isalpha()]
        return len(long) > 3 and sum(map(str.isupper, long)) * 5 >= len(long) * 4

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words, case-folded."""
        return frozenset([word.folded for word in self.words])


class Pair:
    """A source text and its translation.

    `source` is None in target-only mode and for added text, `target` for lost text.
    """

    def __init__(
        self, aligned: AlignedPair, source: Language | None, target: Language, index: int, article: Article
    ) -> None:
        self.index = index
        self._article = article
        self.row = aligned.row
        self.source = Text(aligned.source, source) if aligned.source and source else None
        self.target = Text(aligned.target, target) if aligned.target else None
        if self.source and self.target:
            self._hide(self.source, self.target)

    def _hide(self, source: Text, target: Text) -> None:
        """Find the placeholders, and take them out of the words of both sides."""
        found = placeholders(source.text)
        glued = {one.text for one in found if one.kind == "printf"}
        source.placeholders = placeholders(source.text, glued) if glued else found
        target.placeholders = placeholders(target.text, glued)
        source.text, target.text = masked(source.text, source.placeholders, target.text, target.placeholders)

    @cached_property
    def comparison(self) -> Comparison:
        """The quantities of the two sides against each other; empty where a side is missing."""
        from tqcheck.annotate.comparison import compare

        return compare(self, self._article)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Which word translates which (see `word_alignment`); empty where a side is missing."""
        return self._article.word_aligner.links(self)

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """Words that nothing on the other side answers (see `gaps`); empty where no encoder knows both languages."""
        from tqcheck.annotate.gaps import gaps

        evidence = self.evidence
        return tuple(gaps(evidence)) if evidence and evidence.spaced else ()

    @cached_property
    def shares_words(self) -> bool:
        """Whether names, numbers or other words stand on both sides, as in most translations."""
        if self.source is None or self.target is None:
            return False
        small = self.source.language.function_words
        shared = (word for word in self.source.vocabulary & self.target.vocabulary if word not in small)
        return sum(len(word) > 3 or word.isdigit() for word in shared) > 1

    @cached_property
    def likeness(self) -> float | None:
        """The cosine of the two sentences' meanings, -1 to 1; None where no encoder knows both languages."""
        return self._article.word_aligner.likeness(self)

    @cached_property
    def rough_likeness(self) -> float | None:
        """An estimate of `likeness`, at a fraction of the time; None where that is None."""
        return self._article.word_aligner.rough_likeness(self)

    @property
    def encoder(self) -> Encoder | None:
        """The encoder that knows the languages of both sides and looks inside sentences; None without one."""
        return self._article.word_aligner.encoder

    @property
    def evidence(self) -> Evidence | None:
        """What an encoder tells of the words; None without one, or where a side is missing or too long.

        Made anew each time, since it is large; its links are kept.
        """
        evidence = self._article.word_aligner.evidence(self)
        if evidence:
            self.__dict__.setdefault("links", tuple(evidence.links))
        return evidence

    @property
    def may_be_judged(self) -> bool:
        """Whether there seems to be a network that reads both sides; nothing is loaded."""
        return self._article.may_be_judged

    @property
    def network(self) -> PairEngine | None:
        """The network that reads both sides, loaded when it is asked for first; None where there is none."""
        return self._article.network

    @cached_property
    def judged(self) -> Judged | None:
        """What the network that reads both sides says; None without it, and where a side is missing."""
        if self.network is None or self.source is None or self.target is None:
            return None
        return self.network.judge([(self.source.text, self.target.text)])[0]

    @cached_property
    def growth(self) -> float:
        """The logarithm of target length over source length in characters, less what is usual in the article."""
        return self._article.word_aligner.growth(self)


class Article:
    """An article and its translation: the pairs in the order of the target, and what they show together.

    In a bitext the rows of one `doc` are an article; rows without one are articles of one pair.
    """

    def __init__(
        self,
        aligned: Iterable[AlignedPair],
        source_language: Language | None,
        target_language: Language,
        glossary: Glossary | None = None,
        fast: bool = False,
    ) -> None:
        """With `fast` no encoder is asked, as if none knew the languages."""
        self.glossary = glossary or Glossary()
        self.fast = fast
        self.source_language = source_language
        self.target_language = target_language
        self.pairs: Sequence[Pair] = [
            Pair(pair, source_language, target_language, index, self) for index, pair in enumerate(aligned)
        ]

    @cached_property
    def encoder(self) -> Encoder | None:
        """The encoder that knows both languages; None without one, and without a source."""
        from tqcheck.knowledge.encoder import encoder_for

        if self.fast or self.source_language is None:
            return None
        return encoder_for(self.source_language.base, self.target_language.base)

    @cached_property
    def may_be_judged(self) -> bool:
        """Whether there seems to be a network that reads both sides, in these languages; nothing is loaded."""
        from tqcheck.knowledge.pair_engine import covers, is_installed

        if self.fast or self.source_language is None:
            return False
        return is_installed() and covers(self.source_language.base) and covers(self.target_language.base)

    @cached_property
    def network(self) -> PairEngine | None:
        """The network that reads both sides, loaded when it is asked for first; None where there is none."""
        from tqcheck.knowledge.pair_engine import pair_engine

        return pair_engine() if self.may_be_judged else None

    @cached_property
    def together(self) -> Together:
        """The pairs that are encoded along with those of this article: its own, unless it is told of others."""
        from tqcheck.annotate.together import Together

        return Together(self.pairs)

    @cached_property
    def word_aligner(self) -> WordAligner:
        """Aligns words inside the pairs, with what the whole article shows."""
        from tqcheck.annotate.word_alignment import WordAligner

        return WordAligner(self)

    @cached_property
    def source_addresses(self) -> tuple[Address, ...]:
        """All addresses of pages and mail in the source."""
        return tuple(one for pair in self.pairs if pair.source for one in pair.source.addresses)

    @cached_property
    def target_addresses(self) -> tuple[Address, ...]:
        """All addresses of pages and mail in the target."""
        return tuple(one for pair in self.pairs if pair.target for one in pair.target.addresses)

    @cached_property
    def unanswered_names(self) -> Mapping[Side, Sequence[Unanswered]]:
        """The names of either side that the other has nothing for, in their pairs or around; doubtful ones too."""
        from tqcheck.annotate.unanswered import unanswered

        sides: tuple[Side, ...] = ("source", "target")
        return {side: [name for name in unanswered(self, side) if not name.elsewhere] for side in sides}

    @cached_property
    def invented_names(self) -> Sequence[Unanswered]:
        """Names of the translation that the source has nothing for; doubtful ones where the source's are lost."""
        lost = {name.pair.index for name in self.unanswered_names["source"]}
        return [name for name in self.unanswered_names["target"] if not name.doubtful or name.pair.index in lost]

    @cached_property
    def lost_names(self) -> Sequence[Unanswered]:
        """Names of the source that the translation has nothing for, in their pairs or around."""
        return [name for name in self.unanswered_names["source"] if not name.doubtful]

    @cached_property
    def source_vocabulary(self) -> frozenset[str]:
        """All words of the source, case-folded."""
        return frozenset().union(*(pair.source.vocabulary for pair in self.pairs if pair.source))

    @cached_property
    def target_vocabulary(self) -> frozenset[str]:
        """All words of the target, case-folded."""
        return frozenset().union(*(pair.target.vocabulary for pair in self.pairs if pair.target))
