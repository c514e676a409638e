"""Which pieces of the vocabulary stay: those that the served languages use, in frequency lists and training texts.

A piece counts as much as its greatest share in any language, so that no language is crowded out. Every single character
that occurs stays, so that no word becomes unknown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from spans.e5 import E5
from spans.pieces import MARK, Pieces

# As wordfreq calls them.
LANGUAGES = (
    "ar bg ca cs da de el en es fa fi fr he hi hu id it ja ko lt lv mk nb nl pl pt ro ru sh sk sl sv tr uk vi zh"
)
WITHOUT_SPACES = {"ja", "zh"}
WORDS = 20_000  # of each frequency list


def choose(e5: E5, texts: dict[str, list[str]], size: int, lists: str = LANGUAGES) -> list[int]:
    """Rows of the pieces that stay, the special ones first, then by row; `texts` by language."""
    tokeniser = e5.tokeniser()
    best: Counter[int] = Counter()
    counted = [
        *(_of_list(tokeniser, one) for one in lists.split()),
        *(_of_texts(tokeniser, one) for one in texts.values()),
    ]
    for counts in counted:
        total = counts.total()
        for row, count in counts.items():
            best[row] = max(best[row], count / total)
    special = list(range(4))
    single = {row for row in best if len(e5.pieces[row].removeprefix(MARK)) <= 1 and best[row] > 0}
    order = [row for row, _ in best.most_common() if row not in single and row not in special]
    return special + sorted({*single, *order[: size - len(single) - len(special)]} - set(special))


def _of_list(tokeniser: Pieces, language: str) -> Counter[int]:
    """How often each piece occurs in a thousand million words, by the frequency list of a language."""
    from wordfreq import get_frequency_dict, top_n_list

    frequencies = get_frequency_dict(language)
    counts: Counter[int] = Counter()
    for word in top_n_list(language, WORDS, ascii_only=False):
        weight = int(frequencies.get(word, 0) * 1e9)
        forms = (word,) if language in WITHOUT_SPACES else (word, word.capitalize())
        for form in forms:
            for piece in tokeniser.encode(form):
                counts[piece.row] += weight // len(forms)
    return counts


def _of_texts(tokeniser: Pieces, texts: Iterable[str]) -> Counter[int]:
    return Counter(piece.row for text in texts for piece in tokeniser.encode(text))
