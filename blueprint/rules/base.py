"""What a rule is: a function from the graph of a service to findings, with a code and a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from blueprint.diagnostics import Severity
from blueprint.graph import ServiceGraph


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found at an element; the engine adds severity and place.

    Parameters
    ----------
    element : str or None
        Id of the element; None for the blueprint as a whole.
    message : str
        What is wrong, in one sentence.
    hint : str
        What to do next.
    """

    element: str | None
    message: str
    hint: str = ""


Check = Callable[[ServiceGraph], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A check with its code, its name and its usual severity; the docstring of the check is its documentation."""

    code: str
    name: str
    severity: Severity
    check: Check


def rule(code: str, name: str, *, severity: Severity) -> Callable[[Check], Rule]:
    """Make a rule of a function.

    Parameters
    ----------
    code : str
        ``BPnnn``, for ever.
    name : str
        Name of the fault, such as ``unreachable-step``.
    severity : Severity
        Usual severity.
    """
    return lambda check: Rule(code, name, severity, check)
