"""Relative values: what is multiplied and added to, and what is refused."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from blueprint.analysis.relative import RelativeError, find_relative, relative
from blueprint.model.times import read_arrivals
from blueprint.units import (
    Every,
    Seconds,
    Share,
    minutes,
    per_hour,
    read_distribution,
    read_every,
    read_window,
)

WINDOW = read_window("09:00-12:00")


@pytest.mark.parametrize(
    ("text", "value", "result"),
    [
        ("+1", 3, 4),
        ("-1", 3, 2),
        ("*2", 3, 6),
        ("× 2", 3, 6),
        ("−1", 3, 2),
        ("＋１", 3, 4),
        ("*1.2", 5, 6),
        ("*1.5", 3, 4.5),
        ("*120%", 5, 6),
        ("+10%", 20, 22),
        ("+0.1", 0.2, 0.3),
        ("*1.1", 0.1, 0.11),
        ("-25%", 18.0, 13.5),
        ("*1.5", Share(0.02), 0.03),
        ("+0.01", Share(0.02), 0.03),
        ("*1.5", Seconds(60), Seconds(90)),
        ("+30 s", Seconds(60), Seconds(90)),
        ("-30 s", Seconds(60), Seconds(30)),
        ("+1 h 30 min", Seconds(0), Seconds(5400)),
        ("*1.5", per_hour(24), per_hour(36)),
        ("+6 per hour", per_hour(24), per_hour(30)),
        ("*2", read_every("every 10 min"), Every(Seconds(300))),
        ("*2", read_distribution("erlang(3, 2 min)"), read_distribution("erlang(3, 4 min)")),
        (
            "*2",
            read_distribution("hyperexponential(0.4, 1 min, 5 min)"),
            read_distribution("hyperexponential(0.4, 2 min, 10 min)"),
        ),
        ("*0.5", read_distribution("lognormal(4 min, 2 min)"), read_distribution("lognormal(2 min, 1 min)")),
        ("+1 min", read_distribution("2 min"), read_distribution("3 min")),
        ("+1", ((WINDOW, 3),), ((WINDOW, 4),)),
        ("*2", ((WINDOW, per_hour(2)),), ((WINDOW, per_hour(4)),)),
        (
            "*2",
            (("vip", read_distribution("1 min")), ("all", read_distribution("2 min"))),
            (("vip", read_distribution("2 min")), ("all", read_distribution("4 min"))),
        ),
        ("*2", read_arrivals("24 per hour"), read_arrivals("48 per hour")),
        ("*2", read_arrivals("every 10 min"), read_arrivals("every 5 min")),
        (
            "*2",
            read_arrivals({"interarrival": "gamma(10 min, 4 min)"}),
            read_arrivals({"interarrival": "gamma(5 min, 2 min)"}),
        ),
        (
            "*1.5",
            read_arrivals({"appointments": "every 15 min", "late": "4 min", "no_show": "8%"}),
            read_arrivals({"appointments": "every 10 min", "late": "4 min", "no_show": "8%"}),
        ),
        ("*2", read_arrivals({"09:00-12:00": "3 per hour"}), read_arrivals({"09:00-12:00": "6 per hour"})),
    ],
)
def test_what_is_there_is_changed_exactly(text: str, value: Any, result: Any) -> None:
    assert relative(text).of(value, "x") == result


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("+1", None, ["not known", "the value itself"]),
        ("+1", (), ["not known"]),
        ("+1", "people", ["no relative values"]),
        ("+1", True, ["no relative values"]),
        ("+1", minutes(2), ["'1' has no unit"]),
        ("+1 per hour", minutes(2), ["adds no time"]),
        ("-5 min", minutes(2), ["cannot be negative", "'2 min' now"]),
        ("+2 min", read_distribution("exponential(4 min)"), ["nothing can be added", "*1.2"]),
        ("*0", read_distribution("exponential(4 min)"), ["leaves nothing"]),
        ("*0", read_every("every 10 min"), ["leaves nothing"]),
        ("+1%", Share(0.02), ["two ways", "'*1.01'", "'+0.01'"]),
        ("-1%", Share(0.02), ["'*0.99'", "'-0.01'"]),
        ("*2 min", minutes(2), ["no factor", "'*120%'"]),
        ("+2 min", 3, ["no plain number"]),
        ("*1e300", minutes(2), ["longer than any service", "write the value itself"]),
        ("*1e300", per_hour(2), ["more than any service"]),
        ("*1e300", 1e300, ["too large"]),
        ("+1e9999", 3, ["too large"]),
        ("+1", read_arrivals({"interarrival": "5 min"}), ["nothing can be added"]),
    ],
)  # fmt: skip
def test_what_cannot_be_changed_is_told_with_a_way_out(text: str, value: Any, words: list[str]) -> None:
    with pytest.raises(RelativeError) as raised:
        relative(text).of(value, "x")
    for word in words:
        assert word in f"{raised.value.message} / {raised.value.hint}"


@pytest.mark.parametrize("text", ["1", "1.2", "*", "+", "* x", "", "2 * 3", "++1", "*" * 500, "+" + "1" * 500])
def test_other_text_is_no_relative_value(text: str) -> None:
    assert find_relative(text) is None
    with pytest.raises(RelativeError):
        relative(text)


def test_a_factor_is_known_as_it_was_written() -> None:
    assert relative("*1.1").factor == Fraction(11, 10)
    assert relative("-10%").factor == Fraction(9, 10)
    assert relative("+10").factor is None
