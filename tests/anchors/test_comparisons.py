"""Published comparisons of paired observations."""

from __future__ import annotations

import pytest

from blueprint.analysis.comparing import compare_paired


def test_two_inventory_policies() -> None:
    """Law, Simulation Modeling and Analysis, section 10.2.1: five replications of two policies, level 90 %."""
    first = [126.97, 124.31, 126.68, 122.66, 127.23]
    second = [118.21, 120.22, 122.45, 122.68, 119.40]
    found = compare_paired(second, first, level=0.90)
    assert found.difference == pytest.approx(4.98, abs=0.005)
    assert found.interval == pytest.approx((1.65, 8.31), abs=0.005)
    assert found.is_clear and found.pairs == 5


def test_the_sleep_of_ten_patients() -> None:
    """Student, The probable error of a mean, Biometrika 6 (1908): mean 1.58 h, t = 4.06 with 9 degrees of freedom."""
    dextro = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
    laevo = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    found = compare_paired(dextro, laevo)
    assert found.base == pytest.approx(0.75) and found.scenario == pytest.approx(2.33)
    assert found.difference == pytest.approx(1.58) and found.half_width is not None
    assert found.difference / (found.half_width / 2.262157) == pytest.approx(4.0621, abs=5e-4)
    assert found.interval == pytest.approx((0.7001, 2.4599), abs=5e-5)
