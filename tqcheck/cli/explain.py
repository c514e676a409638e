"""`tqcheck explain`."""

from __future__ import annotations

import re

import click

from tqcheck.cli.options import complete_rules
from tqcheck.rules import Example, Rule
from tqcheck.rules.measured import measured


@click.command(short_help="Explain a rule, with examples.")
@click.argument("rule_id", metavar="RULE", shell_complete=complete_rules)
def explain(rule_id: str) -> int:
    """Explain a rule: what it finds, why it matters, when the same thing is right, and examples."""
    from tqcheck.config import Config
    from tqcheck.engine import rules_for
    from tqcheck.errors import TqcheckError
    from tqcheck.rules import catalogue

    rule = catalogue().get(rule_id)
    if rule is None:
        rules_for(Config(select=(rule_id,)))  # says which names are near
        inside = ", ".join(name for name, one in catalogue().items() if one.category == rule_id)
        raise TqcheckError(f"{rule_id!r} is a category", remedy=f"its rules: {inside}")
    click.echo(_page(rule))
    return 0


def _page(rule: Rule) -> str:
    facts = [f"category {rule.category}", f"MQM {rule.mqm}", f"severity {rule.severity}", f"fix {rule.fix or 'none'}"]
    if rule.requires:
        facts.append(f"requires {', '.join(sorted(rule.requires))}")
    if rule.advisory:
        facts.append("advisory: runs only with --strict or when selected")
    if record := measured(rule.id):
        facts.append(f"measured: {record}")
    examples = ["Found:", *map(shown, rule.bad), "Not found:", *map(shown, rule.good)]
    return "\n\n".join([rule.id, "; ".join(facts), rule.doc, *examples])


def shown(example: Example) -> str:
    """An example as people read it: a line for each language, marks in brackets, a repair after an arrow."""
    width = max(map(len, example.languages))
    lines = []
    for tag, text in zip(example.languages, example.texts):
        for number, line in enumerate(text.split("\n")):
            lines.append(f"  {(tag if not number else '').rjust(width)} | {_marked(line)}")
    return "\n".join(lines)


def _marked(line: str) -> str:
    line = re.sub(r"\[\[(.*?) => (.*?)\]\]", r"[\1 → \2]", line)
    return re.sub(r"\[\[(.*?)\]\]", r"[\1]", line)
