"""A service in which everything that has a text has one that nobody writes in good faith."""

from __future__ import annotations

from blueprint.model import Blueprint

HOSTILE = (
    "</td></table><script>alert(1)</script>",
    "a | b || c \\| d",
    "\x1b[31mred\x1b[0m \x07 \x9b2J",
    "\u202eevil\u202c \u2067left\u2069",
    "`code` **bold** [link](javascript:alert(1)) ![x](https://example.com/x.png) <img src=x onerror=alert(1)>",
    "# heading\n- list\n1. list\n> quote",
    "שלום עולם 12:30",
    "x" * 3000,
    "很" * 3000,
    "{{ 7*7 }} {% raw %} &amp; &#x3C;",
    "@everyone https://example.com $x$ ~~no~~ $$y$$",
    "👩‍👩‍👧‍👦" * 30,
)


def hostile(label: str) -> Blueprint:
    """Return a service that says this everywhere."""
    try:
        Blueprint.model_validate({"title": label, "id": "t"})
    except ValueError:  # some controls are refused before anything is told of them
        label = "".join(char for char in label if char.isprintable() or char == "\n")
    point = {"label": label, "id": "f", "cause": label, "effect": label, "probability": 0.1, "cost": 3, "detected": 0.5}
    steps = [
        {"lane": "customer", "label": label, "id": "a", "service_time": "1 min", "customer_cost": {"money": 1, "effort": 2}},
        {"lane": "onstage", "label": label, "id": "b", "service_time": "2 min", "fail_points": [point], "resources": ["r"]},
        {"lane": "backstage", "label": label, "id": "c", "resources": ["s"], "determinants": ["courtesy"]},
        {"lane": "customer", "label": label, "id": "d", "wait_points": [{"label": label, "id": "w"}], "moment_of_truth": True},
    ]  # fmt: skip
    flows = [{"source": one, "target": other} for one, other in ("ab", "bc", "cd")]
    return Blueprint.model_validate(
        {
            "title": label,
            "id": "t",
            "customer": label,
            "lanes": [{"id": kind, "kind": kind, "label": label} for kind in ("customer", "onstage", "backstage")],
            "resources": [{"id": name, "label": label} for name in "rs"],
            "classes": [{"label": label, "id": name, "share": 0.5} for name in ("one", "two")],
            "economics": {"price": 5, "materials": 1, "time_rate": "1 per min", "currency": label[:150]},
            "phases": [{"label": label, "id": "p", "steps": steps}],
            "flows": flows,
        }
    )
