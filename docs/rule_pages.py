"""The pages of the rules, made from their docstrings and examples: what `tqcheck explain` prints, as Markdown."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from tqcheck.cli.explain import shown
from tqcheck.rules import Example, Rule, catalogue
from tqcheck.rules.measured import measured


def write(folder: Path) -> None:
    """Write `index.md` and a page for each rule into the folder; files of rules that are gone are removed."""
    folder.mkdir(exist_ok=True)
    rules = catalogue()
    pages = {f"{name}.md": page(rule) for name, rule in rules.items()} | {"index.md": index(list(rules.values()))}
    for old in folder.glob("*.md"):
        if old.name not in pages:
            old.unlink()
    for name, text in pages.items():
        if not (folder / name).exists() or (folder / name).read_text(encoding="utf-8") != text:
            (folder / name).write_text(text, encoding="utf-8")


def index(rules: list[Rule]) -> str:
    """All rules by category, and the list of pages."""
    groups: dict[str, list[Rule]] = defaultdict(list)
    for one in rules:
        groups[one.category].append(one)
    rows = [
        f"| {category} | [{one.id}]({one.id}.md) | {one.severity} | {one.title}{' *Advisory.*' * one.advisory} |"
        for category, ones in sorted(groups.items())
        for one in ones
    ]
    return "\n".join(
        [
            "# Rules",
            "",
            "Each rule says what it finds, why it matters, and when the same thing is right. `tqcheck explain RULE`",
            "prints the same page. Advisory rules run only with `--strict` or when selected.",
            "",
            "| category | rule | severity | finds |",
            "| --- | --- | --- | --- |",
            *rows,
            "",
            "```{toctree}",
            ":hidden:",
            "",
            *sorted(one.id for one in rules),
            "```",
            "",
        ]
    )


def page(one: Rule) -> str:
    """A rule's page."""
    facts = [
        ("category", one.category),
        ("MQM", one.mqm),
        ("severity", one.severity),
        ("reads", "the whole article" if one.scope == "article" else "one segment and its translation"),
        (
            "repair",
            {None: "none", "safe": "safe: `tqcheck fix` applies it"}.get(one.fix, f"{one.fix}: a person decides"),
        ),
        ("needs", ", ".join(sorted(one.requires)) or "nothing"),
        ("measured", str(measured(one.id) or "not yet")),
        ("runs", "with `--strict` or when selected" if one.advisory else "always"),
    ]
    return "\n".join(
        [
            f"# {one.id}",
            "",
            re.sub(r"^(Why it matters|When it is right):", r"**\1:**", one.doc, flags=re.M),
            "",
            *(f"- **{name}**: {value}" for name, value in facts),
            "",
            "## Found",
            "",
            *map(_fenced, one.bad),
            "## Not found",
            "",
            *map(_fenced, one.good),
        ]
    )


def _fenced(example: Example) -> str:
    return f"```text\n{shown(example)}\n```\n"
