"""Which language a document is in: as given, or as detected and reported."""

from __future__ import annotations

from tqcheck.errors import TqcheckError
from tqcheck.languages import Language, language
from tqcheck.model import Document, Side

_LEAST_LETTERS = 20  # below this, detection is a guess: "OK" is Portuguese and "Hello" Finnish to it
_LEAST_PROBABILITY = 0.8
_TELLING, _SURE = 200, 0.95  # characters, and a probability, that outweigh what the file says
_ENOUGH = 20_000  # characters


def language_of(document: Document, given: str | None, side: Side, notices: list[str]) -> Language:
    """The language of a document; a detected one is reported in `notices` with its probability.

    Raises `TqcheckError` where none is given and the text is too short or too mixed to tell.
    """
    if given:
        return language(given)
    from tqcheck.knowledge.language_identification import detect

    text = _prose(document)
    if document.declared and (len(text) < _TELLING or not _contradicted(text, document.declared)):
        notices.append(f"{side} language: {document.declared} (as the file says)")
        return language(document.declared)
    remedy = f"say which with --{side}-lang"
    if sum(map(str.isalpha, text)) < _LEAST_LETTERS:
        raise TqcheckError(f"too little text to detect the {side} language", path=document.path, remedy=remedy)
    found = detect(text)
    if not found:
        raise TqcheckError(f"the {side} language could not be detected", path=document.path, remedy=remedy)
    tag, probability = found[0]
    if probability < _LEAST_PROBABILITY:
        rivals = " or ".join(f"{name} ({share:.2f})" for name, share in found[:2])
        raise TqcheckError(f"the {side} language could be {rivals}", path=document.path, remedy=remedy)
    notices.append(f"{side} language: {tag} (detected, probability {probability:.2f})")
    return language(tag)


def _contradicted(text: str, declared: str) -> bool:
    """Whether the text is clearly in another language than its file says: templates of pages often lie."""
    from tqcheck.knowledge.language_identification import detect

    found = detect(text)
    return bool(found) and found[0][1] >= _SURE and found[0][0].split("-")[0] != declared.split("-")[0].lower()


def _prose(document: Document) -> str:
    parts, size = [], 0
    for block in document.blocks:
        if block.kind == "other":
            continue
        parts.append(document.masked[block.start : block.end])
        size += len(parts[-1])
        if size > _ENOUGH:
            break
    return "\n".join(parts)[:_ENOUGH]
