"""Quantities are read as people write them, written as people read them, and refused where they make no sense."""

from __future__ import annotations

import ast
import copy
import enum
import json
import math
import operator
import pickle
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from blueprint import units
from blueprint.units import (
    Distribution,
    Every,
    QuantityError,
    Rate,
    Seconds,
    Share,
    Target,
    Window,
    days,
    distributions,
    empirical,
    erlang,
    every,
    exponential,
    gamma,
    hours,
    hyperexponential,
    lognormal,
    minutes,
    normal,
    per_day,
    per_hour,
    per_minute,
    per_second,
    percent,
    pert,
    read_distribution,
    read_every,
    read_pace,
    read_rate,
    read_share,
    read_target,
    read_time,
    read_window,
    seconds,
    triangular,
    uniform,
    write_rate,
    write_share,
    write_time,
)


def refusal(read: Callable[..., object], *values: object) -> QuantityError:
    with pytest.raises(QuantityError) as caught:
        read(*values)
    return caught.value


# --- times -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("90 s", 90),
        ("2 min", 120),
        ("1.5 h", 5400),
        ("3 d", 259_200),
        ("2 w", 1_209_600),
        ("1 h 30 min", 5400),
        ("1h 30min", 5400),
        ("1h30", 5400),
        ("1 h 30", 5400),
        ("5m", 300),
        ("2d", 172_800),
        ("1 d 2 h 3 min 4 s", 93_784),
        ("250 ms", 0.25),
        ("0 s", 0),
        (".5 s", 0.5),
        ("1e-05 s", 1e-05),
        ("1 second", 1),
        ("30 sec", 30),
        ("2 minutes", 120),
        ("3 mins", 180),
        ("2 hrs", 7200),
        ("1 hour 1 minute", 3660),
        ("1 day", 86_400),
        ("2 Weeks", 1_209_600),
        ("  2   MIN ", 120),
        ("PT2M", 120),
        ("P1DT2H", 93_600),
        ("PT1.5H", 5400),
        ("PT1,5H", 5400),
        ("P2W", 1_209_600),
        ("pt90s", 90),
        ("2 分钟", 120),
        ("1小时30分", 5400),
        ("30 秒", 30),
        ("2 個小時", 7200),
        ("3天", 259_200),
        ("1 周", 604_800),
        ("\uff12\uff10 ｍｉｎ", 1200),
    ],
)
def test_a_time_is_read_in_seconds(text: str, expected: float) -> None:
    assert read_time(text) == expected
    assert type(read_time(text)) is Seconds


def test_a_decimal_time_is_exact() -> None:
    assert read_time("0.1 h") == 360.0
    assert read_time("1.1 h") == 3960.0
    assert read_time("0.7 min 0.1 s") == 42.1


@pytest.mark.parametrize("number", ["5", "0", "1.5", 5, 5.0, "1e5"])
def test_a_bare_number_is_not_a_time(number: object) -> None:
    error = refusal(read_time, number)
    assert "has no unit" in error.message
    assert error.hint.startswith("write '")
    assert read_time(error.hint.split("'")[1]) >= 0


def test_the_refusal_of_a_bare_number_names_the_way_out() -> None:
    error = refusal(read_time, "5")
    assert str(error) == error.message == "'5' has no unit"
    assert error.hint == "write '5 min'"


@pytest.mark.parametrize("text", ["1 h 30 min 15", "5 min 30", "1h90", "5 5 min", "1 h 30 h 5"])
def test_only_minutes_after_hours_may_go_without_unit(text: str) -> None:
    refusal(read_time, text)


@pytest.mark.parametrize("text", ["30 min 1 h", "1 h 1 h", "1 h 30 min 2 min", "1 min 5 m"])
def test_units_go_from_large_to_small_each_once(text: str) -> None:
    assert "large to small" in refusal(read_time, text).message


def test_an_unknown_unit_gets_the_nearest_known_one() -> None:
    error = refusal(read_time, "5 minuts")
    assert error.message == "'minuts' is not a unit of time"
    assert "did you mean '5 minutes'?" in error.hint


def test_a_unit_like_no_other_gets_an_example() -> None:
    assert "'5 min'" in refusal(read_time, "5 fortnights").hint


@pytest.mark.parametrize("text", ["3 months", "1 year", "P1M", "P2Y", "2 个月"])
def test_months_and_years_are_refused_because_they_differ_in_length(text: str) -> None:
    assert "differ in length" in refusal(read_time, text).hint


@pytest.mark.parametrize("text", ["-5 min", "- 5 min", "\u22125 min", "-PT2M", "-.5 s"])
def test_a_negative_time_is_refused(text: str) -> None:
    assert "cannot be negative" in refusal(read_time, text).message


@pytest.mark.parametrize(
    "text",
    ["nan", "nan min", "inf s", "infinity", "1_000 s", "1e400 s", "1e4000 s", "0x10 s", "+5 min", "1.2.3 s", "5. s"],
)
def test_what_python_takes_for_a_number_is_not_enough(text: str) -> None:
    refusal(read_time, text)


@pytest.mark.parametrize("text", ["5\u00b2 min", "1\u00bd h", "5\u2460 min", "\u0665 min"])
def test_signs_that_resemble_digits_never_join_a_number(text: str) -> None:
    refusal(read_time, text)


@pytest.mark.parametrize(
    "text", ["", "  ", "five min", "P", "PT", "P1DT", "1:30", "00:05:00", "1 h, 30 min", "min", "\0"]
)
def test_what_is_no_time_is_refused_with_an_example(text: str) -> None:
    assert "'" in refusal(read_time, text).hint


def test_a_decimal_comma_is_refused_with_the_point_in_its_place() -> None:
    assert "'1.5 h'" in refusal(read_time, "1,5 h").hint


@pytest.mark.parametrize("value", [None, True, [5], {"min": 5}, b"5 min", Rate(1), Share(0.5), object()])
def test_a_time_is_a_time_or_text(value: object) -> None:
    assert "expected a time" in refusal(read_time, value).message


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, -3, 10**400, -(10**400)])
def test_a_number_out_of_range_is_refused_where_a_time_is_wanted(value: float) -> None:
    refusal(read_time, value)


def test_a_time_beyond_all_services_is_refused() -> None:
    assert read_time("1e12 s") == 1e12
    for value in ("1.1e12 s", "9e999 w", "P99999999999999D", Seconds(1e13)):
        assert "longer than any service" in refusal(read_time, value).message


def test_long_text_is_refused_before_it_is_read() -> None:
    error = refusal(read_time, "1" * 1_000_000 + " s")
    assert "1000002 characters" in error.message
    assert len(str(error)) < 200


def test_a_message_repeats_text_shortly_and_without_control_characters() -> None:
    message = refusal(read_time, "\x1b[31m" + "red" * 50).message
    assert "\x1b" not in message
    assert len(message) < 80


def test_text_may_be_of_a_subclass() -> None:
    class Scalar(str):
        pass

    class Word(enum.StrEnum):
        TIME = "2 min"

    assert read_time(Scalar("2 min")) == read_time(Word.TIME) == 120
    assert read_share(Scalar("5%")) == 0.05
    assert type(read_target(Scalar("Greet")).words) is str


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "0 s"),
        (0.5, "0.5 s"),
        (45, "45 s"),
        (60, "1 min"),
        (90, "1 min 30 s"),
        (120, "2 min"),
        (3600, "1 h"),
        (5400, "1 h 30 min"),
        (86_400, "1 d"),
        (93_784.25, "1 d 2 h 3 min 4.25 s"),
        (1_209_600, "14 d"),
        (60.1, "1 min 0.1 s"),
        (1e-05, "1e-05 s"),
        (5e-324, "5e-324 s"),
        (1e12, "11574074 d 1 h 46 min 40 s"),
    ],
)
def test_a_time_is_written_short_and_reads_back(value: float, expected: str) -> None:
    assert write_time(value) == expected == str(Seconds(value))
    assert read_time(expected) == value


@pytest.mark.parametrize("value", [-1, math.nan, math.inf])
@pytest.mark.parametrize("write", [write_time, write_rate, write_share])
def test_a_writer_refuses_what_no_reader_would_read(write: Callable[[float], str], value: float) -> None:
    refusal(write, value)


# --- rates -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "an_hour"),
    [
        ("24 per hour", 24),
        ("24/h", 24),
        ("24 / hour", 24),
        ("0.5 per min", 30),
        ("2 per second", 7200),
        ("48 per day", 2),
        ("168 per week", 1),
        ("0 per hour", 0),
        ("每小时 24", 24),
        ("24 每小时", 24),
        ("每分钟0.5", 30),
        ("24 PER HOUR", 24),
    ],
)
def test_a_rate_is_read_per_second(text: str, an_hour: float) -> None:
    assert read_rate(text) == per_hour(an_hour)
    assert type(read_rate(text)) is Rate


@pytest.mark.parametrize("number", ["24", 24, 0.5])
def test_a_bare_number_is_not_a_rate(number: object) -> None:
    error = refusal(read_rate, number)
    assert "has no unit" in error.message
    assert error.hint == f"write '{number} per hour'"


@pytest.mark.parametrize(
    "text",
    [
        "-1 per hour",
        "nan per hour",
        "24 guests per hour",
        "1 per 10 min",
        "every 10 min",
        "24 per",
        "per hour",
        "1e14/ms",
    ],
)
def test_what_is_no_rate_is_refused_with_an_example(text: str) -> None:
    assert "per hour'" in refusal(read_rate, text).hint


def test_a_rate_of_an_unknown_unit_gets_the_nearest_known_one() -> None:
    assert "did you mean '24 per hour'?" in refusal(read_rate, "24 per huor").hint


@pytest.mark.parametrize("value", [None, Seconds(1), Share(0.5), True, ["24 per hour"]])
def test_a_rate_is_a_rate_or_text(value: object) -> None:
    assert "expected a rate" in refusal(read_rate, value).message


@pytest.mark.parametrize(
    ("rate", "expected"),
    [
        (per_minute(0.4), "24 per hour"),
        (per_hour(24), "24 per hour"),
        (per_minute(1), "1 per min"),
        (per_second(1), "1 per second"),
        (per_day(5), "5 per day"),
        (read_rate("3 per week"), "3 per week"),
        (per_hour(18.75), "18.75 per hour"),
        (per_day(100), "100 per day"),
        (per_hour(0), "0 per hour"),
    ],
)
def test_a_rate_is_written_in_the_unit_with_the_shortest_number(rate: Rate, expected: str) -> None:
    assert str(rate) == expected == write_rate(rate)
    assert read_rate(expected) == rate


def test_a_wage_by_the_hour_stays_by_the_hour() -> None:
    assert str(read_rate("18.75 per hour")) == "18.75 per hour"
    assert str(read_rate("18.5 per hour")) == "18.5 per hour"


# --- shares ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "expected"),
    [("5%", 0.05), ("5 %", 0.05), ("0.05", 0.05), ("12.5%", 0.125), (0.05, 0.05), (1, 1), (0, 0), ("100%", 1)],
)
def test_a_share_is_read_as_percent_or_as_a_number(value: object, expected: float) -> None:
    assert read_share(value) == expected
    assert type(read_share(value)) is Share


@pytest.mark.parametrize(("value", "way_out"), [(5, "'5%'"), ("5", "'5%'"), (1.5, "'1.5%'")])
def test_a_share_above_one_is_probably_percent(value: object, way_out: str) -> None:
    assert way_out in refusal(read_share, value).hint


@pytest.mark.parametrize(
    "value",
    ["150%", "1000", 101, -0.1, "-5%", "nan", math.nan, math.inf, 10**400, "1.00000000000000000001", "", "5 percent"],
)
def test_what_is_no_share_is_refused(value: object) -> None:
    assert refusal(read_share, value).hint


@pytest.mark.parametrize("value", [True, False, None, Seconds(0.5), Rate(0.5), [0.5]])
def test_a_share_is_a_share_a_number_or_text(value: object) -> None:
    assert "expected a share" in refusal(read_share, value).message


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "0%"),
        (0.05, "5%"),
        (0.125, "12.5%"),
        (0.07, "7%"),
        (1, "100%"),
        (1 / 3, "0.3333333333333333"),
        (0.001, "0.1%"),
    ],
)
def test_a_share_is_written_in_percent_where_that_is_short(value: float, expected: str) -> None:
    assert write_share(value) == expected == str(Share(value))
    assert read_share(expected) == value


# --- the three types as numbers --------------------------------------------------------------------------------------


def test_quantities_are_floats_that_show_what_they_are() -> None:
    assert repr(minutes(2)) == "Seconds(120.0)"
    assert f"{minutes(2)} {minutes(2):.1f}" == "2 min 120.0"
    assert json.dumps([minutes(2), percent(5)]) == "[120.0, 0.05]"
    assert minutes(2) == 120
    assert hash(minutes(2)) == hash(120)


@pytest.mark.parametrize("value", [minutes(2), per_hour(24), percent(5)])
def test_quantities_survive_pickle_and_copy(value: float) -> None:
    for other in (pickle.loads(pickle.dumps(value)), copy.deepcopy(value)):
        assert other == value
        assert type(other) is type(value)


@pytest.mark.parametrize("kind", [Seconds, Rate, Share])
@pytest.mark.parametrize("value", [math.nan, math.inf, -1, -1e-300, 10**400, "0.5", True, None, object()])
def test_a_constructor_refuses_what_is_no_number_of_its_kind(kind: Callable[..., object], value: object) -> None:
    assert refusal(kind, value).hint


def test_a_share_is_at_most_one() -> None:
    refusal(Share, 1.0000000000000002)


@pytest.mark.parametrize(("kind", "other"), [(Seconds, Rate(1)), (Rate, Share(1)), (Share, Seconds(1))])
def test_one_kind_of_quantity_is_not_made_of_another(kind: Callable[..., object], other: float) -> None:
    refusal(kind, other)


def test_there_is_only_one_zero() -> None:
    assert math.copysign(1, Seconds(-0.0)) == 1


def test_times_computed_of_times_are_times() -> None:
    two = minutes(2)
    results = [two + seconds(30), two - seconds(30), 3 * two, two * 0.5, two / 4, sum([two, two]), percent(50) * two]
    assert results == [150, 90, 360, 60, 30, 240, 60]
    assert {type(result) for result in results} == {Seconds}


def test_what_is_no_time_any_more_is_a_plain_number() -> None:
    two = minutes(2)
    results = [seconds(30) - two, two / two, two * per_hour(30), per_hour(30) * two, two + 1.5, -two]
    assert results == [-90, 1, 1, 1, 121.5, -120]
    assert {type(result) for result in results} == {float}


def test_a_time_multiplied_by_a_negative_number_is_refused() -> None:
    refusal(lambda: minutes(2) * -1)
    refusal(lambda: -1 * minutes(2))
    refusal(lambda: minutes(2) / -1)


@pytest.mark.parametrize("operation", [operator.add, operator.sub, operator.mul, operator.truediv])
def test_a_time_and_text_do_not_mix(operation: Callable[[object, object], object]) -> None:
    for pair in ((minutes(2), "a"), ("a", minutes(2))):
        with pytest.raises(TypeError):
            operation(*pair)


# --- spacing and pace ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [("every 10 min", 600), ("every 1 h 30 min", 5400), ("every hour", 3600), ("Every PT5M", 300), ("每10分钟", 600)],
)
def test_a_spacing_is_read(text: str, expected: float) -> None:
    assert read_every(text) == Every(Seconds(expected)) == read_pace(text)


def test_a_spacing_is_written_as_read() -> None:
    assert str(every("10 min")) == "every 10 min" == str(every(minutes(10)))


@pytest.mark.parametrize(
    "text", ["every 0 s", "every", "10 min", "everything", "every 5", "every -5 min", "every nan min"]
)
def test_what_is_no_spacing_is_refused(text: str) -> None:
    assert refusal(read_every, text).hint


def test_an_interval_is_longer_than_zero() -> None:
    refusal(Every, Seconds(0))
    refusal(Every, -5)
    refusal(every, "0 min")


def test_a_pace_is_a_rate_or_a_spacing() -> None:
    assert read_pace("24 per hour") == per_hour(24) == read_pace(per_hour(24))
    assert read_pace(every("10 min")) == every("10 min")
    assert read_pace("每小时 24") == per_hour(24)


def test_a_time_where_a_pace_is_wanted_gets_both_ways_out() -> None:
    hint = refusal(read_pace, "10 min").hint
    assert "'every 10 min'" in hint
    assert "'24 per hour'" in hint


@pytest.mark.parametrize("value", [24, "24", None, Seconds(600)])
def test_what_is_no_pace_is_refused(value: object) -> None:
    assert refusal(read_pace, value).hint


# --- distributions ---------------------------------------------------------------------------------------------------

WRITTEN = [
    "2 min",
    "exponential(4 min)",
    "uniform(1 min, 3 min)",
    "triangular(1 min, 2 min, 4 min)",
    "pert(1 min, 2 min, 4 min)",
    "hyperexponential(0.4, 1 min, 5 min)",
    "normal(5 min, 1 min)",
    "lognormal(5 min, 2 min)",
    "gamma(10 min, 5 min)",
    "erlang(3, 2 min)",
    "empirical(2 min, 3 min, 7 min)",
]


@pytest.mark.parametrize("text", WRITTEN)
def test_a_distribution_reads_and_writes_the_same_text(text: str) -> None:
    assert str(read_distribution(text)) == text


def test_every_family_is_covered_here() -> None:
    assert {read_distribution(text).kind for text in WRITTEN} == set(distributions._FAMILIES)


def test_the_makers_agree_with_the_text() -> None:
    one, two, four, five = minutes(1), minutes(2), minutes(4), "5 min"
    made = [
        exponential(four),
        uniform(one, "3 min"),
        triangular(one, two, four),
        pert(one, two, four),
        hyperexponential("40%", one, five),
        normal(five, one),
        lognormal(five, two),
        gamma("10 min", five),
        erlang(3, two),
        empirical(two, "3 min", "PT7M"),
    ]
    assert [str(distribution) for distribution in made] == WRITTEN[1:]


def test_a_bare_time_is_fixed() -> None:
    assert read_distribution("2 min") == Distribution("fixed", (120,)) == read_distribution(minutes(2))
    assert read_distribution("2 min").variance == 0


def test_a_distribution_is_read_in_other_spellings_too() -> None:
    assert read_distribution(" Erlang ( 3,2min ) ") == erlang(3, "2 min")
    chinese = "triangular\uff081 分钟\uff0c2 分钟\uff0c4 分钟\uff09"
    assert read_distribution(chinese) == triangular("1 min", "2 min", "4 min")


MOMENTS = [
    # mean and variance worked out by hand from the textbook integrals
    ("exponential(1 min)", 60, 3600),
    ("uniform(1 min, 3 min)", 120, 1200),
    ("triangular(1 min, 2 min, 4 min)", 140, 1400),
    ("pert(1 min, 2 min, 4 min)", 130, 1100),
    ("hyperexponential(0.4, 1 min, 5 min)", 204, 2 * (0.4 * 60**2 + 0.6 * 300**2) - 204**2),
    ("lognormal(5 min, 2 min)", 300, 14_400),
    ("gamma(10 min, 5 min)", 600, 90_000),
    ("erlang(3, 2 min)", 120, 4800),
    ("empirical(2 min, 3 min, 7 min)", 240, 16_800),
    ("normal(0 s, 1 min)", 60 / math.sqrt(2 * math.pi), 3600 * (0.5 - 1 / (2 * math.pi))),
    ("normal(10 min, 1 s)", 600, 1),
]


@pytest.mark.parametrize(("text", "mean", "variance"), MOMENTS)
def test_mean_and_variance_are_those_of_the_textbook(text: str, mean: float, variance: float) -> None:
    distribution = read_distribution(text)
    assert distribution.mean == pytest.approx(mean, rel=1e-12)
    assert distribution.variance == pytest.approx(variance, rel=1e-12)
    assert type(distribution.mean) is Seconds


@pytest.mark.parametrize(("mean", "sd"), [(10.0, 60.0), (60.0, 60.0), (300.0, 60.0)])
def test_a_normal_time_counts_what_falls_below_zero_as_zero(mean: float, sd: float) -> None:
    step = sd / 2000
    points = [(index + 0.5) * step for index in range(int((mean + 10 * sd) / step))]
    weights = [math.exp(-(((point - mean) / sd) ** 2) / 2) / (sd * math.sqrt(2 * math.pi)) * step for point in points]
    first = math.fsum(point * weight for point, weight in zip(points, weights, strict=True))
    second = math.fsum(point * point * weight for point, weight in zip(points, weights, strict=True))
    distribution = Distribution("normal", (mean, sd))
    assert distribution.mean == pytest.approx(first, rel=1e-6)
    assert distribution.variance == pytest.approx(second - first * first, rel=1e-6)


def test_the_variance_of_a_narrow_normal_time_does_not_cancel() -> None:
    assert Distribution("normal", (1e9, 1e3 + 0.5)).variance == pytest.approx((1e3 + 0.5) ** 2, rel=1e-12)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("triangular(-1 min, 2 min, 4 min)", "low of triangular"),
        ("triangular(1, 2, 4 min)", "low of triangular: '1' has no unit"),
        ("triangular(3 min, 2 min, 4 min)", "low (3 min) is above mode (2 min)"),
        ("pert(1 min, 5 min, 4 min)", "mode (5 min) is above high (4 min)"),
        ("uniform(2 min, 1 min)", "low (2 min) is above high (1 min)"),
        ("gamma(10 min)", "two values (mean, sd), not 1"),
        ("exponential(1 min, 2 min)", "one value (mean), not 2"),
        ("gamma(10 min, 0 s)", "spread"),
        ("gamma(0 s, 5 min)", "mean of 0"),
        ("lognormal(1e-300 s, 1 h)", "too large"),
        ("normal(1 h, 1e-300 s)", "too small"),
        ("normal(1 h, 0 s)", "spread"),
        ("exponential(0 s)", "mean of 0"),
        ("exponential(inf)", "mean of exponential"),
        ("gamma(nan min, 5 min)", "mean of gamma"),
        ("hyperexponential(1.4, 1 min, 5 min)", "p of hyperexponential"),
        ("hyperexponential(-0.1, 1 min, 5 min)", "p of hyperexponential"),
        ("hyperexponential(nan, 1 min, 5 min)", "p of hyperexponential"),
        ("hyperexponential(0.5, 0 s, 5 min)", "mean of 0"),
        ("erlang(0, 1 min)", "whole number"),
        ("erlang(2.5, 1 min)", "whole number"),
        ("erlang(99999999, 1 min)", "whole number"),
        ("empirical()", "time of empirical"),
        ("empirical(1 min,)", "time of empirical"),
        ("exponential 4 min", "parentheses"),
        ("exponential(4 min", "parentheses"),
        ("exponential", "parentheses"),
        ("gamma(10 min, 5 min) or so", "parentheses"),
        ("exponential((4 min))", "parentheses"),
        ("5", "has no unit"),
        ("", "nothing is written"),
        ("((((", "is not a time"),
    ],
)
def test_a_faulty_distribution_is_refused_and_says_where(text: str, part: str) -> None:
    error = refusal(read_distribution, text)
    assert part in error.message
    assert "'" in error.hint


@pytest.mark.parametrize(
    ("text", "near"), [("exp(4 min)", "exponential(4 min)"), ("exponentail(4 min)", "exponential(4 min)")]
)
def test_an_unknown_family_gets_the_nearest_known_one(text: str, near: str) -> None:
    assert refusal(read_distribution, text).hint == f"did you mean '{near}'?"


def test_a_family_like_no_other_gets_the_list() -> None:
    assert "lognormal" in refusal(read_distribution, "foo(4 min)").hint


@pytest.mark.parametrize("value", [5, 5.0, None, True, Rate(1), Share(0.5), ("fixed", 5), math.nan])
def test_a_number_is_not_a_distribution(value: object) -> None:
    assert refusal(read_distribution, value).hint


@pytest.mark.parametrize(
    ("kind", "parameters"),
    [
        ("fixed", (math.nan,)),
        ("fixed", (-1,)),
        ("fixed", (1e13,)),
        ("fixed", ()),
        ("triangular", (1, math.inf, 3)),
        ("triangular", (1, 2)),
        ("hyperexponential", (1.5, 1, 2)),
        ("erlang", (2.5, 60)),
        ("erlang", (True, 60)),
        ("empirical", ()),
        ("nonsense", (1,)),
        ("exponential", ("4 min",)),
        ("empirical", (1,) * 10_001),
    ],
)
def test_the_constructor_refuses_what_the_reader_refuses(kind: str, parameters: tuple[float, ...]) -> None:
    assert refusal(Distribution, kind, parameters).hint


def test_bounds_may_coincide() -> None:
    for text in ("uniform(2 min, 2 min)", "triangular(2 min, 2 min, 2 min)", "pert(2 min, 2 min, 2 min)"):
        assert read_distribution(text).mean == 120
        assert read_distribution(text).variance == 0


def test_equal_distributions_are_equal_and_hash_alike() -> None:
    assert Distribution("erlang", (3, 120)) == erlang(3, "120 s")
    assert len({Distribution("erlang", (3, 120)), erlang(3, "2 min")}) == 1
    assert all(type(value) is float for value in Distribution("erlang", (3, minutes(2))).parameters)


def test_many_observed_times_read_back() -> None:
    observed = Distribution("empirical", tuple(index * 1.7 for index in range(10_000)))
    assert read_distribution(str(observed)) == observed


# --- windows ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("09:00-12:00", "09:00-12:00"),
        ("mon-fri 09:00-12:00", "mon-fri 09:00-12:00"),
        ("mon,wed 08:00-10:00", "mon,wed 08:00-10:00"),
        ("wed, mon 8:00 - 10:00", "mon,wed 08:00-10:00"),
        ("sat 22:00-06:00", "sat 22:00-06:00"),
        ("mon-wed,fri 09:00-24:00", "mon-wed,fri 09:00-24:00"),
        ("09:00:30-10:00", "09:00:30-10:00"),
        ("00:00-24:00", "00:00-24:00"),
        ("22:00-00:00", "22:00-24:00"),
        ("mon-sun 09:00-12:00", "09:00-12:00"),
        ("fri-mon 09:00-12:00", "mon,fri-sun 09:00-12:00"),
        ("sat-sun 09:00-12:00", "sat,sun 09:00-12:00"),
        ("Monday\u2013Friday 9:00\u201317:30", "mon-fri 09:00-17:30"),
        ("周一至周五 09:00-12:00", "mon-fri 09:00-12:00"),
        ("周一、周三 09\uff1a00-12\uff1a00", "mon,wed 09:00-12:00"),
    ],
)
def test_a_window_is_read_and_written(text: str, written: str) -> None:
    window = read_window(text)
    assert str(window) == written
    assert read_window(written) == window == read_window(window)


def test_a_window_is_days_and_seconds_since_midnight() -> None:
    assert read_window("tue 09:00-12:30") == Window((1,), hours(9), hours(12.5))
    assert read_window("09:00-12:30").days == ()


@pytest.mark.parametrize(
    "text",
    [
        "10:00-10:00",
        "00:00-00:00",
        "24:00-06:00",
        "25:00-26:00",
        "09:00-24:30",
        "09:60-10:00",
        "09:00:60-10:00",
        "9-17",
        "9am-5pm",
        "09:00",
        "mno 09:00-10:00",
        "mon,, 09:00-10:00",
        "mon-wed-fri 09:00-10:00",
        "109:00-12:00",
        "09:00-12:00 mon",
        "-1:00-12:00",
        "",
        "nan",
        "9" * 300,
    ],
)
def test_what_is_no_window_is_refused_with_an_example(text: str) -> None:
    error = refusal(read_window, text)
    assert "'" in error.hint


def test_an_unknown_day_gets_the_nearest_known_one() -> None:
    assert refusal(read_window, "tuseday 09:00-10:00").hint == "did you mean 'tuesday'?"


@pytest.mark.parametrize("value", [None, 9, Seconds(9), ("09:00", "12:00"), True])
def test_a_window_is_a_window_or_text(value: object) -> None:
    assert "expected a window" in refusal(read_window, value).message


@pytest.mark.parametrize(
    ("window_days", "start", "end"),
    [((7,), 0, 60), ((-1,), 0, 60), ((True,), 0, 60), ((), -1, 60), ((), 0.5, 60), ((), 0, 86_401), ((), math.nan, 60)],
)
def test_the_constructor_refuses_what_is_no_window(window_days: tuple[int, ...], start: float, end: float) -> None:
    refusal(Window, window_days, start, end)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("09:00-12:00", "11:00-13:00", True),
        ("09:00-12:00", "12:00-13:00", False),
        ("09:00-12:00", "10:00-11:00", True),
        ("mon 09:00-12:00", "tue 09:00-12:00", False),
        ("mon-fri 09:00-12:00", "fri 11:00-13:00", True),
        ("09:00-12:00", "sun 11:59-12:30", True),
        ("sat 22:00-06:00", "sun 05:00-07:00", True),
        ("sat 22:00-06:00", "sun 06:00-07:00", False),
        ("sat 22:00-06:00", "sat 05:00-07:00", False),
        ("sun 22:00-06:00", "mon 05:00-07:00", True),
        ("sun 22:00-06:00", "mon 06:00-07:00", False),
        ("22:00-24:00", "00:00-06:00", False),
        ("mon 00:00-24:00", "tue 00:00-24:00", False),
        ("00:00-24:00", "wed 03:00-03:01", True),
        ("sun 22:00-06:00", "sun 23:00-01:00", True),
    ],
)
def test_windows_overlap_over_the_whole_week(first: str, second: str, expected: bool) -> None:
    assert read_window(first).overlaps(read_window(second)) is expected
    assert read_window(second).overlaps(read_window(first)) is expected


def test_overlap_agrees_with_a_walk_through_the_week() -> None:
    texts = [
        "06:00-09:00",
        "mon 08:00-10:00",
        "sun 22:00-07:00",
        "sat,sun 20:00-24:00",
        "tue-thu 23:00-01:00",
        "10:00-05:00",
    ]
    windows = [read_window(text) for text in texts]

    def half_hours(window: Window) -> set[int]:
        length = int((window.end - window.start) % 86_400) or 86_400
        starts = [day * 48 + int(window.start) // 1800 for day in window.days or range(7)]
        return {(start + step) % 336 for start in starts for step in range(length // 1800)}

    for first in windows:
        for second in windows:
            assert first.overlaps(second) == bool(half_hours(first) & half_hours(second)), (str(first), str(second))


def test_windows_sort_by_day_and_time() -> None:
    texts = ["tue 08:00-09:00", "mon 10:00-11:00", "mon 08:00-09:00"]
    assert [str(window) for window in sorted(map(read_window, texts))] == texts[::-1]


# --- standards -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "limit", "share"),
    [
        ("90% within 5 min", 300, 0.9),
        ("90 % Within 5 MIN", 300, 0.9),
        ("0.9 within 5 min", 300, 0.9),
        ("90% within PT5M", 300, 0.9),
        ("100% within 5 min", 300, 1),
        ("5 min", 300, 1),
        ("1h30", 5400, 1),
        ("90% within 1 h 30 min", 5400, 0.9),
        ("90% within 5 分钟", 300, 0.9),
    ],
)
def test_a_standard_of_time_is_a_limit_and_a_share(text: str, limit: float, share: float) -> None:
    assert read_target(text) == Target(Seconds(limit), Share(share), "")


@pytest.mark.parametrize(
    "text",
    [
        "Greet with a smile",
        "送到门口，欢迎再来",
        "95% within 6 hours of the order",
        "90% within 5 min, else free",
        "90% within 5 business days",
        "within reach of every seat",
        "5 guests within 5 min",
        "3 waiters",
        "24/7",
        "100 % clean",
        "nobody waits",
        "2 " + "very " * 100 + "long words",
    ],
)
def test_other_text_is_a_standard_in_words(text: str) -> None:
    assert read_target(text) == Target(None, Share(1), text)
    assert str(read_target(text)) == text


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("90% within 5 fortnights", "'fortnights' is not a unit of time"),
        ("90% within 5", "'5' has no unit"),
        ("90% within", "nothing is written"),
        ("150% within 5 min", "more than all"),
        ("2 within 5 min", "more than 1"),
        ("90% within -5 min", "cannot be negative"),
        ("-90% within 5 min", "cannot be negative"),
        ("nan% within 5 min", "is not a share"),
        ("90% within nan min", "is not a time"),
        ("90% within inf", "is not a time"),
        ("90% within P1M", "is not a time"),
        ("90% within 30 min 1 h", "large to small"),
        ("90% within 1:30", "minutes or hours"),
        ("5 minuts", "'minuts' is not a unit of time"),
        ("3 months", "'months' is not a unit of time"),
        ("-5 min", "cannot be negative"),
        ("5", "has no unit"),
        ("95%", "does not say of what"),
        ("", "nothing is written"),
        ("   ", "nothing is written"),
    ],
)
def test_a_target_with_a_fault_does_not_pass_for_words(text: str, part: str) -> None:
    error = refusal(read_target, text)
    assert part in error.message
    assert "'" in error.hint


def test_a_standard_is_written_as_read() -> None:
    assert str(read_target("90 % within 300 s")) == "90% within 5 min"
    assert str(read_target("100% within 5 min")) == "5 min" == str(read_target(minutes(5)))
    assert read_target(str(Target(Seconds(300), Share(1 / 3), ""))).share == 1 / 3


@pytest.mark.parametrize("value", [5, 0.5, Share(0.5), None, True, ["5 min"], {"limit": 5}])
def test_a_standard_is_a_target_a_time_or_text(value: object) -> None:
    assert refusal(read_target, value).hint


@pytest.mark.parametrize(
    ("limit", "share", "words"),
    [
        (None, Share(1), ""),
        (None, Share(1), "  "),
        (Seconds(5), Share(1), "words"),
        (None, Share(0.5), "words"),
        (None, Share(1), "5 min"),
        (None, Share(1), "90% within 5 fortnights"),
        (-5, Share(1), ""),
        (Seconds(1e13), Share(1), ""),
        (Seconds(5), 1.5, ""),
        (Seconds(5), math.nan, ""),
    ],
)
def test_the_constructor_refuses_what_would_not_read_back(limit: Seconds | None, share: Share, words: str) -> None:
    refusal(Target, limit, share, words)


# --- makers ----------------------------------------------------------------------------------------------------------


def test_makers_turn_numbers_into_quantities() -> None:
    made = [seconds(90), minutes(2), hours(1.5), days(3)]
    assert [repr(time) for time in made] == ["Seconds(90.0)", "Seconds(120.0)", "Seconds(5400.0)", "Seconds(259200.0)"]
    paces = [per_second(2), per_minute(30), per_hour(1800), per_day(43_200)]
    assert [repr(rate) for rate in paces] == ["Rate(2.0)", "Rate(0.5)", "Rate(0.5)", "Rate(0.5)"]
    assert [repr(percent(number)) for number in (5, 0, 100)] == ["Share(0.05)", "Share(0.0)", "Share(1.0)"]


def test_makers_and_text_agree_to_the_last_bit() -> None:
    for number in (0.1, 1.1, 2.3, 0.7, 1e-7, 123.456):
        assert hours(number) == read_time(f"{number} h")
        assert days(number) == read_time(f"{number} d")
        assert per_minute(number) == read_rate(f"{number} per min")


def test_makers_take_any_number_that_is_one() -> None:
    assert minutes(Decimal("0.5")) == 30  # type: ignore[arg-type]


@pytest.mark.parametrize("make", [seconds, minutes, hours, days, per_second, per_minute, per_hour, per_day, percent])
@pytest.mark.parametrize("value", [-1, math.nan, math.inf, 1e300, 10**400, "5", True, None, Seconds(5), Share(0.5)])
def test_makers_refuse_what_is_no_such_number(make: Callable[..., object], value: object) -> None:
    assert refusal(make, value).hint


def test_makers_of_distributions_refuse_bare_numbers() -> None:
    assert "has no unit" in refusal(exponential, 5).message
    assert "low of triangular" in refusal(triangular, 1, 2, 3).message
    refusal(empirical)


# --- the module as a whole -------------------------------------------------------------------------------------------


def test_an_error_keeps_its_hint_when_it_is_sent_to_another_process() -> None:
    error = pickle.loads(pickle.dumps(QuantityError("wrong", "do this")))
    assert (error.message, error.hint, str(error)) == ("wrong", "do this", "wrong")


READERS = [read_time, read_rate, read_share, read_every, read_pace, read_distribution, read_window, read_target]


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(
    "unit",
    ["1", "1 ", "1 h ", "(", "%", " ", "1e", ".", "1:0", "mon,", "p1", "1/", "90% within 1 ", "a", "\ufdfa", "1 a "],
)
@pytest.mark.parametrize("start", ["", "exponential(", "90% within ", "09:00-"])
def test_hostile_text_is_answered_at_once(read: Callable[[object], object], unit: str, start: str) -> None:
    for length in (200, 400_000):
        text = (start + unit * length)[:length]
        begin = time.process_time()
        try:
            read(text)
        except QuantityError as error:
            assert len(error.message) < 300
        assert time.process_time() - begin < 1


def test_units_stand_on_the_standard_library_alone() -> None:
    imported = set()
    for module in Path(units.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names}
            if isinstance(node, ast.ImportFrom):
                imported.add(node.module or ".")
    others = {name for name in imported if not name.startswith("blueprint.units.")}
    assert imported > others
    assert {name.partition(".")[0] for name in others} <= sys.stdlib_module_names
