"""Many words into tokens at once: the unigram model of the Universal Sentence Encoder, over arrays.

The package's tokenizer looks each beginning of a token up in a dictionary of a quarter of a million entries, which
takes longer to load than to cut the words of an article. Here beginnings are told by hashes, in a sorted array
on disk, and the best cuts of all words are found side by side, with the package's scores and in its order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_FACTOR = 0x9E3779B97F4A7C15  # odd: of the golden ratio
MOST = 40  # letters of a word that is cut here


def hashes(text: str) -> list[int]:
    """The hash of every beginning of a text, from one letter on."""
    found, value = [], 0
    for char in text:
        value = _mixed(value, ord(char))
        found.append(value)
    return found


def _mixed(value: Any, code: Any) -> Any:
    """The hash of a beginning with one letter more; of whole numbers or of arrays of `uint64` alike."""
    value = ((value ^ (code + 1)) * _FACTOR) & 0xFFFFFFFFFFFFFFFF
    return value ^ (value >> 29)


def tables(prefixes: Mapping[str, int], scores: Sequence[float], lengths: Sequence[int]) -> dict[str, Any]:
    """The arrays that `cut` needs, from the package's: beginnings with their token's number plus one, or 0."""
    import numpy as np

    keys = np.array([hashes(prefix)[-1] for prefix in prefixes], np.uint64)
    order = np.argsort(keys)
    if len(np.unique(keys)) < len(keys):
        raise ValueError("two beginnings have one hash")
    return {
        "keys": keys[order],
        "tokens": np.array(list(prefixes.values()), np.int32)[order] - 1,
        "scores": np.array(scores, np.float32),
        "lengths": np.array(lengths, np.uint8),
    }


def cut(words: Sequence[str], known: Mapping[str, Any], longest: int, unknown: float) -> list[list[int]]:
    """The tokens of each word, none of which is empty or longer than `MOST`: the best by the sum of their scores.

    `longest` is the length of the longest token, `unknown` the score of a letter that is none, token 0.
    """
    import numpy as np

    sizes = np.array(list(map(len, words)))
    width = int(sizes.max())
    codes = np.array(words, dtype=f"U{width}").view(np.uint32).reshape(len(words), width).astype(np.uint64)
    best = np.full((len(words), width + 1), -1e38)
    best[:, 0] = 0
    begin, token = np.zeros((2, len(words), width + 1), np.int32)
    found = _found(codes, sizes, known, longest)
    for start in range(width):
        alone = start < sizes
        for length, (rows, tokens) in found[start].items():
            if length == 1:
                alone[rows] = False
            _better(best, begin, token, rows, start, start + length, tokens, known["scores"][tokens])
        rows = np.flatnonzero(alone)
        if len(rows):
            _better(best, begin, token, rows, start, start + 1, 0, unknown)
    return [_back(size, *lists) for size, *lists in zip(sizes.tolist(), begin.tolist(), token.tolist())]


def _found(codes: Any, sizes: Any, known: Mapping[str, Any], longest: int) -> list[dict[int, tuple[Any, Any]]]:
    """For each place the lengths of tokens that begin there, each with the words where one does, and which."""
    import numpy as np

    width = codes.shape[1]
    found: list[dict[int, tuple[Any, Any]]] = [{} for _ in range(width)]
    rows, starts = np.nonzero(np.arange(width) < sizes[:, None])
    values = np.zeros(len(rows), np.uint64)
    keys, numbers = known["keys"], known["tokens"]
    for length in range(1, longest + 1):
        inside = starts + length <= sizes[rows]
        rows, starts, values = rows[inside], starts[inside], values[inside]
        values = _mixed(values, codes[rows, starts + length - 1])
        places = np.minimum(np.searchsorted(keys, values), len(keys) - 1)
        right = keys[places] == values
        rows, starts, values, tokens = rows[right], starts[right], values[right], numbers[places[right]]
        whole = tokens >= 0
        order = np.argsort(starts[whole], kind="stable")
        here, at, which = starts[whole][order], rows[whole][order], tokens[whole][order]
        edges = np.flatnonzero(np.diff(here, prepend=-1, append=width)).tolist()
        for first, end in zip(edges, edges[1:]):
            found[int(here[first])][length] = at[first:end], which[first:end]
        if not len(rows):
            break
    return found


def _better(best: Any, begin: Any, token: Any, rows: Any, start: int, end: int, tokens: Any, scores: Any) -> None:
    """Let the tokens from `start` to `end` end the words' beginnings there where the sum is greater."""
    import numpy as np

    sums = best[rows, start] + scores
    better = sums > best[rows, end]
    rows = rows[better]
    best[rows, end], begin[rows, end] = sums[better], start
    token[rows, end] = tokens[better] if isinstance(tokens, np.ndarray) else tokens


def _back(size: int, begin: list[int], token: list[int]) -> list[int]:
    found = []
    while size > 0:
        found.append(token[size])
        size = begin[size]
    return found[::-1]
