"""Perceived time: as it is unless asked otherwise, a band, and never a product."""

from __future__ import annotations

import json

import pytest

from blueprint.analysis.perceived_time import PROFILES, STUDIES, perceive
from blueprint.errors import PluginError
from blueprint.model import WaitPoint
from blueprint.units import Seconds, minutes
from tests.anchors.cases import FOLDER


def test_a_wait_feels_as_long_as_it_is() -> None:
    assert perceive(minutes(5)).bands == ()


def test_of_several_ratios_the_largest_counts_and_they_are_never_multiplied() -> None:
    (band,) = perceive(minutes(5), profiles=("unoccupied-line", "bare-uninformed", "informed-comfortable")).bands
    assert band.profile.name == "bare-uninformed"
    assert [float(time) for time in (band.low, band.middle, band.high)] == pytest.approx([390, 600, 750])


def test_ratio_and_offset_are_told_side_by_side_and_disagree_on_short_waits() -> None:
    ratio, offset = perceive(Seconds(30), profiles=("unoccupied-line", "offset")).bands
    assert (round(ratio.middle), round(offset.middle)) == (41, 90)


def test_no_wait_feels_like_none() -> None:
    assert all(not band.high for band in perceive(Seconds(0), profiles=("unoccupied-line", "offset")).bands)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ({}, {"offset"}),
        ({"occupied": False}, {"unoccupied-line", "offset"}),
        ({"announced": True, "comfortable": True}, {"informed-comfortable", "offset"}),
        ({"announced": False, "comfortable": False}, {"bare-uninformed", "offset"}),
        ({"announced": False}, {"offset"}),
    ],
)
def test_a_profile_counts_where_the_wait_is_what_was_studied(words: dict[str, bool], names: set[str]) -> None:
    point = WaitPoint(label="w", **words)  # type: ignore[arg-type]
    asked = [profile.name for profile in PROFILES]
    assert {band.profile.name for band in perceive(minutes(5), profiles=asked, point=point).bands} == names


def test_an_unknown_profile_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(PluginError, match="BP623") as caught:
        perceive(minutes(5), profiles=("unocupied-line",))
    assert caught.value.diagnostics[0].hint == "did you mean 'unoccupied-line'?"


def test_each_profile_rests_on_studies_that_are_told() -> None:
    known = {study.id for study in STUDIES}
    assert all(set(profile.studies) <= known and profile.studies for profile in PROFILES)


def test_figures_are_those_of_the_evidence() -> None:
    path = FOLDER / "perception.json"
    if not path.exists():
        pytest.skip(f"needs the evidence in {path}")
    known = {item["name"]: item for item in json.loads(path.read_text("utf-8"))["optional_profiles"]}
    for profile in PROFILES:
        item = known[profile.name]
        scale = 60 if "offset_minutes" in item else 1
        assert (profile.ratio if profile.ratio is not None else float(profile.offset or 0) / 60) == item.get(
            "ratio", item.get("offset_minutes")
        )
        assert [profile.low, profile.high] == [scale * value for value in item["range"]]
        assert list(profile.studies) == item["basis"]
