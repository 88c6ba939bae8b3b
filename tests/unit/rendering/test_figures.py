"""Figures: no digit that means nothing, and nothing that is nearly all or nearly nothing reads as that."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprint.rendering.figures import write_count, write_money, write_share

SHARES = st.floats(0, 1)


@given(SHARES)
def test_a_share_reads_100_or_0_percent_only_if_it_is(share: float) -> None:
    text = write_share(share)
    assert (text == "100 %") == (share >= 1 - 1e-9)
    assert (text == "0 %") == (share <= 1e-9)
    assert re.fullmatch(r"(under |over )?\d+(\.\d{1,3})? %", text)


@given(SHARES)
def test_a_share_is_near_what_it_says(share: float) -> None:
    text = write_share(share)
    if not text.startswith(("under", "over")):
        assert abs(float(text.removesuffix(" %")) / 100 - share) <= 0.0005 + 1e-12


@given(st.floats(-1e6, 1e6))
def test_an_amount_is_zero_only_if_it_is(amount: float) -> None:
    text = write_money(amount, "EUR")
    assert (text == "EUR 0.00") == (abs(amount) < 1e-9)
    assert ("−" in text) == (amount <= -1e-9)


@pytest.mark.parametrize(
    ("amount", "text"), [(0.005, "0.005"), (0.0999, "0.100"), (0.1, "0.10"), (1e9, "1,000,000,000.00")]
)
def test_small_amounts_have_three_digits_behind_the_point(amount: float, text: str) -> None:
    assert write_money(amount) == text


@given(st.floats(0.001, 1e7))
def test_a_count_has_three_digits_that_count(number: float) -> None:
    text = write_count(number).replace(",", "")
    assert float(text) == pytest.approx(number, rel=0.006)
    assert len(text.replace(".", "").strip("0")) <= max(3, len(str(round(number))))
