"""Addresses of the web and of mail, as they stand in a text or behind its links."""

from __future__ import annotations

import functools
from urllib.parse import unquote, urlsplit

import regex

from tqcheck.languages import is_tag
from tqcheck.model import Span
from tqcheck.records import dataclass

_CLOSING = {")": "(", "]": "[", "}": "{"}


@dataclass(frozen=True, slots=True)
class Address:
    """A URL or a mail address. `key` is without what does not change where it leads: scheme, www, last slash, case."""

    span: Span
    text: str
    key: str

    @property
    def is_mail(self) -> bool:
        """Whether it is an address of mail."""
        return "@" in self.key and "/" not in self.key


@functools.cache
def _pattern() -> regex.Pattern[str]:
    sign = r"[^\s<>\"“”«»|\\^`\ufffc\u2060\u3000-\u303f\uff00-\uffef]"
    return regex.compile(
        rf"(?:https?|ftp)://{sign}{{1,2000}}+"
        rf"|(?<![\w.@/-])www\.\w{sign}{{1,2000}}+"
        r"|(?<![\w.+@/-])[A-Za-z0-9][\w.+-]{0,63}+@[A-Za-z0-9-]{1,63}+(?:\.[A-Za-z0-9-]{1,63}+){1,5}+",
        regex.I,
    )


def addresses(text: str) -> tuple[Address, ...]:
    """The addresses in `text` in order; signs that end a sentence or a bracket are no part of them."""
    if "@" not in text and "://" not in text and "www." not in text.lower():
        return ()
    return tuple(_address(match.start(), _trimmed(match[0])) for match in _pattern().finditer(text))


def _trimmed(text: str) -> str:
    while text:
        last = text[-1]
        if last in ".,;:!?'’*_…" or (last in _CLOSING and text.count(last) > text.count(_CLOSING[last])):
            text = text[:-1]
        else:
            break
    return text


def _address(start: int, text: str) -> Address:
    return Address(Span(start, start + len(text)), text, _key(text))


def _key(text: str) -> str:
    rest = unquote(text).partition("://")[2] or unquote(text)
    return rest.removeprefix("mailto:").casefold().removeprefix("www.").rstrip("/")


def is_localised(source: Address, target: Address) -> bool:
    """Whether one address is the other in another language: only parts that name languages or titles differ.

    A part that names a language (`/pt/`, `en.example.org`, `hl=de`) may change, and with it the path behind it.
    """
    left, right = _parts(source.text), _parts(target.text)
    return left[0] == right[0] and (left[1] or right[1])


def _parts(text: str) -> tuple[str, bool]:
    """The host without labels that name a language, and whether there is such a label anywhere."""
    url = urlsplit(text if "://" in text else f"//{text}")
    labels = (url.hostname or "").removeprefix("www.").split(".")
    host = [label for label in labels[:-1] if not _names_language(label)] + labels[-1:]
    pieces = regex.split(r"[/=&?_.-]", f"{url.path}&{url.query}")
    return ".".join(host), len(host) < len(labels) or any(map(_names_language, pieces))


def _names_language(part: str) -> bool:
    return len(part) == 2 and part.isascii() and is_tag(part)
