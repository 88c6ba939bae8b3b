"""`blueprint rules`: all rules, by family."""

from __future__ import annotations

import click

from blueprint.cli.output import print_json


@click.command("rules")
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(output: str) -> int:
    """List all rules, by family."""
    from blueprint.rules.catalog import all_rules

    found = all_rules()
    if output == "json":
        keys = ("code", "name", "family", "preset", "summary")
        items = [{key: getattr(rule, key) for key in keys} | {"severity": rule.severity.value} for rule in found]
        print_json(items)
        return 0
    family = ""
    for rule in found:
        if rule.family != family:
            family = rule.family
            click.echo(f"\n{family.capitalize()}" if rule is not found[0] else family.capitalize())
        click.echo(f"  {rule.code}  {rule.severity.value:8} {rule.preset:12} {rule.name}")
    click.echo("\n'blueprint explain CODE' says what a rule finds and why.")
    return 0
