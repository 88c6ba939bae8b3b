"""Texts of steps and evidence, and the boxes that they need."""

from __future__ import annotations

from blueprint.layout.swimlane.measure import measure_boxes, to_grid
from blueprint.layout.wording import wording_for
from tests.unit.layout.services import METRICS, service

LONG = "Explain to the guest how the booking works, what it costs, and what happens when nobody comes in time for it"


def boxes(script: str = "customer:a", **words: object):  # type: ignore[no-untyped-def]
    return measure_boxes(service(script, **words), METRICS, wording_for("en"))  # type: ignore[arg-type]


def test_a_short_label_takes_a_box_of_the_least_height() -> None:
    assert boxes()["a"].height == METRICS.box_height


def test_a_box_grows_with_its_label_and_its_footer_on_the_grid() -> None:
    plain = boxes(steps={"a": {"label": LONG}})["a"].height
    with_footer = boxes(steps={"a": {"label": LONG, "owner": "Front desk"}})["a"].height
    assert METRICS.box_height < plain < with_footer
    assert plain % 8 == with_footer % 8 == 0


def test_a_label_of_any_length_stays_a_box_and_is_told_whole_elsewhere() -> None:
    box = boxes(steps={"a": {"label": LONG * 5}})["a"]
    assert len(box.label.lines) == 8
    assert box.label.truncated
    assert box.full == LONG * 5


def test_a_footer_of_any_length_is_told_whole_elsewhere() -> None:
    box = boxes(steps={"a": {"owner": LONG * 3}})["a"]
    assert box.footer is not None
    assert box.footer.truncated
    assert box.full_footer == LONG * 3


def test_no_line_is_wider_than_the_room_in_its_box() -> None:
    box = boxes(steps={"a": {"label": LONG, "owner": LONG}})["a"]
    assert box.footer is not None
    assert max(box.label.width, box.footer.width) <= METRICS.box_width - 2 * METRICS.box_padding


def test_evidence_is_measured_by_its_own_id_and_is_lower() -> None:
    found = boxes(steps={"a": {"evidence": ["Menu", LONG]}})
    assert found["a/menu"].height == METRICS.evidence_height < METRICS.box_height
    assert found["a/menu"].footer is None
    assert max(box.height for name, box in found.items() if name != "a") > METRICS.evidence_height


def test_heights_are_rounded_up_to_the_grid() -> None:
    assert [to_grid(height) for height in (0, 1, 8, 8.1, 47.9)] == [0, 8, 8, 16, 48]
