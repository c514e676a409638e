"""`tqcheck config`."""

from __future__ import annotations

import json
from typing import Any

import click

from tqcheck.cli.options import checking, configured


@click.command(short_help="Show the settings.")
@checking
@click.option("--schema", is_flag=True, help="Print the JSON Schema of the configuration instead.")
def config(schema: bool, **options: Any) -> int:
    """Show all settings as they count here, with what each means, in the form of a tqcheck.toml."""
    from tqcheck.project.listing import listing

    if schema:
        from tqcheck.project.schema import schema as made

        click.echo(json.dumps(made(), indent=2, ensure_ascii=False))
        return 0
    project = configured(options)
    click.echo(f"# from {project.file or 'no file: these are the defaults'}\n")
    click.echo(listing(project.config), nl=False)
    return 0
