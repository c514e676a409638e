"""A first configuration for a repository: which files look like translations of which."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tqcheck.languages import is_tag

TEXTS = (".md", ".mdx", ".markdown", ".txt", ".html", ".htm", ".srt", ".vtt", ".docx", ".json", ".yml", ".yaml", ".arb")
_TOKEN = re.compile(r"(?<=[/._-])[a-z]{2,3}(?:[-_][A-Z]{2})?(?=[/.])")
_LEAST = 2  # languages that a name must stand in


@dataclass(frozen=True, slots=True)
class Proposed:
    """A table of `pairs`, and how many pairs it would find."""

    source: str
    target: str
    source_lang: str | None
    target_langs: tuple[str, ...]
    count: int


@dataclass(slots=True)
class _Family:
    """The files of one pattern: for each name without its language, the languages it stands in."""

    names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def languages(self) -> Counter[str]:
        both = [found for found in self.names.values() if len(found) >= _LEAST]
        return Counter(language for found in both for language in found)


def propose(paths: Iterable[str], languages: frozenset[str]) -> list[Proposed]:
    """What `pairs` may say of the paths (relative, with slashes), the most pairs first.

    `languages` are the codes that count: `is` or `src` in a path may be no language.
    """
    texts = [path for path in paths if path.lower().endswith(TEXTS)]
    families: dict[str, _Family] = defaultdict(_Family)
    for path in texts:
        for pattern, name, language in _readings(path, languages):
            families[pattern].names[name].add(language)
    found = [one for pattern, family in families.items() if (one := _of_family(pattern, family))]
    if not found:
        found = list(_of_suffixed(families, set(texts)))
    found.sort(key=lambda one: (-one.count, len(one.source), one.source))
    return _without_repeats(found)


def _readings(path: str, languages: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """The path as pattern, as name, and the language: once for every part that may be one."""
    for match in _TOKEN.finditer("/" + path):
        language = match[0]
        if re.split("[-_]", language)[0] not in languages or not is_tag(language.replace("_", "-")):
            continue
        before, after = path[: match.start() - 1], path[match.end() - 1 :]
        yield _pattern(before, after), f"{before}\0{after}", language


def _pattern(before: str, after: str) -> str:
    """`content/` and `/posts/a.md` become `content/{}/**/*.md`; `posts/a.` and `.md` become `posts/**/*.{}.md`."""
    suffix = after[after.rfind(".") :]
    if after.startswith("/"):
        return f"{before}{{}}/**/*{suffix}"
    folder, slash, name = before.rpartition("/")
    if not name:  # the language is the whole name: `locales/pt.json`
        return f"{folder}{slash}{{}}{suffix}"
    separator = before[-1:]
    return f"{folder.split('/')[0]}{slash}**/*{separator}{{}}{suffix}"


def bitexts(paths: Iterable[str]) -> list[str]:
    """Patterns of the files that are made for translations: PO, XLIFF, TMX."""
    found = (path for path in paths if path.lower().endswith((".po", ".xlf", ".xliff", ".tmx")))
    tops = {(path.rpartition("/")[0].split("/")[0], path[path.rfind(".") :]) for path in found}
    return sorted(f"{top}/**/*{suffix}" if top else f"*{suffix}" for top, suffix in tops)


def _of_family(pattern: str, family: _Family) -> Proposed | None:
    counts = family.languages()
    if len(counts) < _LEAST:
        return None
    everywhere = Counter(language for found in family.names.values() for language in found)
    # What is translated from has the most files; between equals, English is more often the translation here.
    source = max(counts, key=lambda one: (everywhere[one], one != "en", one))
    targets = tuple(sorted(one for one in counts if one != source))
    return Proposed(
        pattern.replace("{}", "{source}"), pattern.replace("{}", "{target}"), source, targets,
        sum(source in found and one in found for found in family.names.values() for one in targets),
    )  # fmt: skip


def _of_suffixed(families: dict[str, _Family], texts: set[str]) -> Iterator[Proposed]:
    """`post.md` beside `post.en.md`: the language of the source stands nowhere."""
    for pattern, family in families.items():
        if "/*.{}" not in pattern and not pattern.startswith("**/*.{}"):
            continue
        found = Counter(
            language
            for name, languages in family.names.items()
            for language in languages
            if name.replace(".\0", "") in texts
        )
        if found:
            source = pattern.replace(".{}", "")
            yield Proposed(source, pattern.replace("{}", "{target}"), None, tuple(sorted(found)), found.total())


def _without_repeats(found: list[Proposed]) -> list[Proposed]:
    """A pattern that lies within one before it says nothing new."""
    kept: list[Proposed] = []
    for one in found:
        inside = any(
            one.source.startswith(other.source.split("**")[0].split("{source}")[0])
            and one.source.rpartition(".")[2] == other.source.rpartition(".")[2]
            for other in kept
        )
        if not inside:
            kept.append(one)
    return kept
