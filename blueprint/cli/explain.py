"""`blueprint explain`: what a code means."""

from __future__ import annotations

import re
from pathlib import Path

import click

from blueprint.diagnostics import did_you_mean, shorten


@click.command("explain")
@click.argument("code")
def command(code: str) -> int:
    """Explain a code: what it finds, why that matters, and how to put it right.

    CODE is that of a rule or of any other message, such as BP301; the name of a rule does as well.
    """
    from blueprint.rules.catalog import all_rules

    rules = {name: rule for rule in all_rules() for name in (rule.code.lower(), rule.name)}
    rule = rules.get(code.lower())
    if rule is not None:
        runs = {"draft": "all presets", "recommended": "presets recommended and strict", "strict": "preset strict"}
        click.echo(f"{rule.code} {rule.name} · {rule.severity.value} · {rule.family} · {runs[rule.preset]}\n")
        click.echo(rule.text)
        if rule.options:
            click.echo("\nOptions\n-------")
            for name, value in rule.options.items():
                click.echo(f"{name} = {value}")
        return 0
    known = _codes()
    if code.upper() in known:
        name, text = known[code.upper()]
        click.echo(f"{code.upper()} {name}: {text}")
        return 0
    names = [*(rule.code for rule in all_rules()), *known, *(rule.name for rule in all_rules())]
    raise click.UsageError(
        f"there is no code '{shorten(code, 40)}'; {did_you_mean(code if '-' in code else code.upper(), names)}"
    )


def _codes() -> dict[str, tuple[str, str]]:
    """Return names and meanings of all codes, from the page that lists them."""
    here = Path(__file__).parents[1]
    for page in (here / "codes.md", here.parent / "docs" / "reference" / "codes.md"):
        if page.exists():
            lines = re.findall(r"^\| (BP\d{3}) \| ([a-z-]+) \| (.*?) \|$", page.read_text("utf-8"), re.MULTILINE)
            return {code: (name, text.removesuffix(" (R)")) for code, name, text in lines}
    return {}
