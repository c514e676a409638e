"""Any script to ASCII (anyascii, ISC), and how names sound, for comparing names across languages."""

from __future__ import annotations

import functools
import itertools
import re
from typing import Literal

# Sounds that transliterations confuse, by class of consonant; what is not listed (vowels, h, y) says nothing.
_CLASSES = str.maketrans({
    **dict.fromkeys("bpfv", "P"), **dict.fromkeys("dt", "T"), **dict.fromkeys("kgq", "K"),
    **dict.fromkeys("szx", "S"), **dict.fromkeys("mn", "N"), **dict.fromkeys("lr", "R"),
    **dict.fromkeys("aeiouyh'", None),
})  # fmt: skip
# Letters that stand for different sounds in different spellings: each choice makes a variant.
_CHOICES = {
    "j": ("z", ""), "w": ("v", ""), "x": ("ks", "s"), "c": ("k", "s"),
    "G": ("k", "z", ""), "H": ("k", ""), "R": ("r", ""), "N": ("n", "nk"),
}  # fmt: skip
# How groups of letters are read, in order; capitals stand for what is read in several ways.
_SPELLINGS = (
    (r"sch|[cs]h|zh|t[sz]|d[zj]|cz", "s"), ("th", "t"), ("ph", "f"), ("ck", "k"), ("kh", "H"),
    (r"c(?=[eiy])", "s"), (r"c(?=[aoulrt])|qu?", "k"), (r"ng(?=[aeiou])", "N"), ("ng", "n"), (r"g(?=[eiy])", "G"),
    (r"(?<=[aeiouy])r(?![aeiouy])", "R"),  # Boston, Whitmer: not heard everywhere
)  # fmt: skip
_LETTERS = 40  # of a name that are compared
# What romanisation by Unicode tables gets wrong: Greek digraphs and chi, Hebrew vav, which is mostly a vowel, and alef.
_LETTERS_BY_SOUND = (
    ("μπ", "b"),
    ("ντ", "d"),
    ("γκ", "g"),
    ("τζ", "z"),
    ("χ", "kh"),
    ("וו", "v"),
    ("ו", "w"),
    ("א", "a"),
)


@functools.lru_cache(maxsize=65536)
def to_ascii(text: str) -> str:
    """`text` in ASCII letters, by Unicode tables: diacritics dropped, other scripts romanised."""
    if text.isascii():
        return text
    import anyascii

    return str(anyascii.anyascii(text))


@functools.lru_cache(maxsize=65536)
def sounds(text: str) -> frozenset[str]:
    """The consonants of a name by class, in the ways its letters may be read.

    "Trump", "трамп", "トランプ" and "特朗普" differ in letters but share their consonants' classes nearly all.
    """
    text = text[:_LETTERS].casefold()
    for letters, sound in _LETTERS_BY_SOUND if not text.isascii() else ():
        text = text.replace(letters, sound)
    plain = re.sub(r"[^a-z]", "", to_ascii(text).casefold())
    for pattern, sound in _SPELLINGS:
        plain = re.sub(pattern, sound, plain)
    choices = [(letter, options) for letter, options in _CHOICES.items() if letter in plain]
    found = set()
    for chosen in itertools.product(*(options for _, options in choices)):
        variant = plain
        for (letter, _), option in zip(choices, chosen):
            variant = variant.replace(letter, option)
        found.add(re.sub(r"(.)\1+", r"\1", variant).translate(_CLASSES))
    return frozenset(found)


@functools.lru_cache(maxsize=65536)
def likeness_of_sound(name: str, word: str) -> Literal[0, 1, 2]:
    """Whether a word of another script may be the name: 2 surely alike, 1 perhaps, 0 no.

    Few consonants prove little: a name of two is never surely alike. A word may carry clitics or an ending more.
    """
    from rapidfuzz.distance import Levenshtein

    if min(map(len, sounds(name))) < 2:
        return 1  # too little to tell
    best: Literal[0, 1, 2] = 0
    for one, other in itertools.product(sounds(name), sounds(word)):
        longer, distance = max(len(one), len(other)), Levenshtein.distance(one, other)
        if longer >= 3 and distance == 0 or longer >= 5 and distance == 1:
            return 2
        if longer >= 2 and distance <= longer // 4 or len(one) >= 3 and one in other:
            best = 1
        if len(one) == 2 and other.startswith(one):
            best = 1
    return best
