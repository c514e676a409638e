"""TBX (ISO 30042), versions 2 (martif) and 3: concepts with terms by language, preferred and deprecated."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from tqcheck.errors import TqcheckError
from tqcheck.knowledge.glossary import Entry
from tqcheck.readers.glossary import crossed, known_language

_CONCEPTS = ("termEntry", "conceptEntry")
_LANGUAGES = ("langSet", "langSec")
_TERMS = ("tig", "ntig", "termSec")
_FORBIDDEN = ("deprecated", "superseded", "obsolete")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def entries(data: bytes, path: str) -> Iterator[Entry]:
    """The entries of a TBX file: each concept's terms, from each of its languages to each other one.

    Terms whose administrative status is deprecated or superseded are the forbidden ones. Entities are not expanded
    and nothing is fetched. Raises `TqcheckError`, naming the line, for XML that is not well formed or declares
    entities, and for unknown languages.
    """
    root = _root(data, path)
    concepts = [one for one in root.iter(etree.Element) if etree.QName(one).localname in _CONCEPTS]
    if not concepts:
        raise TqcheckError(
            "there is no concept in it", path=path, remedy="give a TBX file with termEntry or conceptEntry"
        )
    for concept in concepts:
        terms: dict[str, list[str]] = {}
        forbidden: dict[str, list[str]] = {}
        for section in _named(concept, _LANGUAGES):
            tag = known_language(section.get(_LANG) or section.get("lang") or "", path, section.sourceline or 0)
            if tag is None:
                raise TqcheckError(
                    "a language section names no language", path=path, line=section.sourceline, remedy="add xml:lang"
                )
            _sort_in(section, terms.setdefault(tag, []), forbidden.setdefault(tag, []))
        filled = {tag: forms for tag, forms in terms.items() if forms}
        yield from crossed(filled, forbidden, path, concept.sourceline or 0)


def _root(data: bytes, path: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        reason = getattr(error, "msg", None) or str(error)
        raise TqcheckError(f"this is not well-formed XML ({reason})", path=path, line=line) from None
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise TqcheckError("the file declares entities", path=path, line=1, remedy="remove its DOCTYPE")
    return root


def _named(parent: etree._Element, names: tuple[str, ...]) -> Iterator[etree._Element]:
    return (one for one in parent.iter(etree.Element) if etree.QName(one).localname in names)


def _sort_in(section: etree._Element, terms: list[str], forbidden: list[str]) -> None:
    for group in _named(section, _TERMS):
        notes = {one.get("type", ""): (one.text or "") for one in _named(group, ("termNote",))}
        status = notes.get("administrativeStatus", "") or notes.get("normativeAuthorization", "")
        for term in _named(group, ("term",)):
            text = " ".join("".join(term.itertext()).split())
            if not text:
                continue
            if status.startswith(_FORBIDDEN):
                forbidden.append(text)
            elif status.startswith("preferred"):
                terms.insert(0, text)
            else:
                terms.append(text)
