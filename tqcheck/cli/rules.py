"""`tqcheck rules`."""

from __future__ import annotations

import json

import click


@click.command(short_help="List the rules.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="What to write.")
def rules(form: str) -> int:
    """List the rules: name, category, severity and what they find."""
    from tqcheck.rules import catalogue

    found = list(catalogue().values())
    if form == "json":
        keys = ("id", "category", "mqm", "severity", "scope", "confidence", "advisory", "title")
        listed = [{**{key: getattr(rule, key) for key in keys}, "requires": sorted(rule.requires)} for rule in found]
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
        return 0
    widths = [max(len(getattr(rule, key)) for rule in found) for key in ("id", "category", "severity")]
    for rule in found:
        cells = (rule.id, rule.category, rule.severity)
        row = "  ".join(cell.ljust(width) for cell, width in zip(cells, widths))
        click.echo(f"{row}  {rule.title}{' (advisory: only with --strict)' if rule.advisory else ''}")
    return 0
