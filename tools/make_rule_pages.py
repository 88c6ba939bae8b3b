"""Write a page for each rule, with two drawings of its own examples, from its docstring and its fixture.

python tools/make_rule_pages.py            # into docs/reference/rules
python tools/make_rule_pages.py --check    # says which pages are not as they would be written now
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from blueprint import render
from blueprint.rules import Rule, shipped_rules

ROOT = Path(__file__).parents[1]
TARGET, FIXTURES = ROOT / "docs" / "reference" / "rules", ROOT / "tests" / "rules"
_RUNS = {"draft": "`draft`, `recommended`, `strict`", "recommended": "`recommended`, `strict`", "strict": "`strict`"}


def pages() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of every file."""
    rules = shipped_rules()
    yield "README.md", index(rules)
    for rule in rules:
        wrong, right = pictures(rule)
        yield f"{rule.code}.wrong.svg", wrong
        yield f"{rule.code}.right.svg", right
        yield f"{rule.code}.md", page(rule)


def index(rules: tuple[Rule, ...]) -> str:
    """Return the list of all rules, by family."""
    lines = ["# Rules", "", f"{len(rules)} rules; `blueprint explain CODE` tells the same on a terminal.", ""]
    family = ""
    for rule in rules:
        if rule.family != family:
            family = rule.family
            lines += [
                f"## {family.capitalize()}",
                "",
                "| rule | name | usual severity | first preset |",
                "|---|---|---|---|",
            ]
        lines.append(f"| [{rule.code}]({rule.code}.md) | {rule.name} | {rule.severity.value} | {rule.preset} |")
        if rule is rules[-1] or rules[rules.index(rule) + 1].family != family:
            lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def page(rule: Rule) -> str:
    """Return the page of a rule."""
    wrong, _, right = rule.section("Examples").removeprefix("Wrong: ").partition("Right: ")
    lines = [f"# {rule.code} {rule.name}", "", _code(rule.summary.replace("Report ", "Reports ", 1)), ""]
    lines += [f"Family: {rule.family} · usual severity: {rule.severity.value} · presets: {_RUNS[rule.preset]}", ""]
    lines += ["## Why", "", _code(rule.reason), ""]
    lines += ["## Wrong", "", _code(wrong), "", f"![A service in which it is found]({rule.code}.wrong.svg)", ""]
    lines += ["## Right", "", _code(right), "", f"![A service in which it is not found]({rule.code}.right.svg)", ""]
    if rule.options:
        lines += ["## Options", "", "| option | default |", "|---|---|"]
        lines += [f"| `{name}` | {value} |" for name, value in rule.options.items()]
        lines += ["", "```toml", f"[rules.{rule.code}]"]
        lines += [f"{name} = {_toml(value)}" for name, value in rule.options.items()] + ["```", ""]
    if references := rule.section("References"):
        lines += ["## Sources", "", _code(references), ""]
    return "\n".join(lines).rstrip() + "\n"


def _code(text: str) -> str:
    """Turn the literals of a docstring into those of Markdown."""
    return re.sub(r"``(.+?)``", r"`\1`", text).strip()


def _toml(value: Any) -> str:
    return str(value) if isinstance(value, int | float) and str(value).replace(".", "").isdigit() else f'"{value}"'


def pictures(rule: Rule) -> tuple[str, str]:
    """Return the drawings of the first case that fails and of the first one that passes."""
    fixture = yaml.safe_load((FIXTURES / f"{rule.code}.yaml").read_text(encoding="utf-8"))
    return _draw(fixture["fail"][0]["blueprint"]), _draw(fixture["pass"][0])


def _draw(blueprint: dict[str, Any]) -> str:
    return render(json.dumps(blueprint)).text


def main() -> None:
    """Write the pages, or compare them."""
    TARGET.mkdir(parents=True, exist_ok=True)
    made = dict(pages())
    stale = [path for path in sorted(TARGET.iterdir()) if path.name not in made]
    old = [
        name
        for name, text in made.items()
        if not (TARGET / name).exists() or (TARGET / name).read_text(encoding="utf-8") != text
    ]
    if "--check" in sys.argv[1:]:
        sys.exit(
            "\n".join(["not as they would be written now:", *old, *(path.name for path in stale)])
            if old or stale
            else 0
        )
    for path in stale:
        path.unlink()
    for name, text in made.items():
        (TARGET / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"{len(made)} files in {TARGET.relative_to(ROOT)}, {len(old)} of them new")


if __name__ == "__main__":
    main()
