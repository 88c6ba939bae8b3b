"""Where labels of flows have their place."""

from __future__ import annotations

import pytest

from blueprint.layout.swimlane.edges import Edge
from blueprint.layout.swimlane.labels import FlowLabel, block, channel_leg, label_end, label_route, stands_under
from blueprint.layout.swimlane.routing import Leg, Route
from blueprint.layout.text import Font

FONT, LEADING = Font(11), 14.0


def route(
    legs: str, start: tuple[int, int], end: tuple[int, int], label: str = "if asked", *, rework: bool = False
) -> Route:
    """Return a route of legs such as ``|1 -4 |3``."""
    parsed = tuple(Leg(text[0] == "|", int(text[1:])) for text in legs.split())
    return Route(Edge("e", "a", "b", "flow", label, rework=rework), start, end, parsed)


STRAIGHT = route("-1", (1, 1), (1, 3))
DOWN = route("|1", (1, 1), (4, 1))
UNDER = route("|1 -2 |5", (1, 1), (1, 5))
THROUGH = route("|1 -2 |5", (1, 1), (4, 5))
STUB = route("-1 |2 -4", (1, 1), (4, 3))
ROW = route("|1 -4", (1, 1), (4, 3))


@pytest.mark.parametrize(
    ("way", "site"),
    [(STRAIGHT, "straight"), (DOWN, "below"), (UNDER, "channel"), (THROUGH, "channel"), (STUB, "stub"), (ROW, "row")],
    ids=["straight", "down", "under a box", "through a channel", "round a corner", "into a row"],
)
def test_the_way_of_a_line_decides_where_its_label_stands(way: Route, site: str) -> None:
    label = label_route(way, FONT, LEADING)
    assert label is not None
    assert label.site == site


def test_a_line_without_a_label_needs_no_place() -> None:
    assert label_route(route("-1", (1, 1), (1, 3), ""), FONT, LEADING) is None
    assert label_end(Edge("e", "a", "end", "flow"), FONT, LEADING) is None


def test_a_label_of_a_way_out_stands_beside_its_end_mark() -> None:
    label = label_end(Edge("e", "a", "end", "flow", "too late"), FONT, LEADING)
    assert label is not None
    assert (label.site, label.wrapped.lines) == ("end", ("too late",))


def test_a_long_label_is_wrapped_in_four_lines_at_most_and_told_whole_by_its_tooltip() -> None:
    text = "when the guest has waited for more than twenty minutes and nobody has come to tell why " * 2
    label = label_route(route("-1", (1, 1), (1, 3), text), FONT, LEADING)
    assert label is not None
    assert len(label.wrapped.lines) == 4
    assert label.height == 4 * LEADING
    assert block(label, 0, 0).full == text
    short = label_route(STRAIGHT, FONT, LEADING)
    assert short is not None
    assert block(short, 0, 0).full == ""


def test_the_share_stands_on_a_line_of_its_own_where_one_line_is_too_short_and_is_never_cut() -> None:
    text = "when the guest has waited for more than twenty minutes and nobody has come to tell why"
    label = label_route(route("-1", (1, 1), (1, 3), f"{text} · 25%"), FONT, LEADING)
    assert label is not None
    assert label.wrapped.lines[-1] == "25%"
    assert len(label.wrapped.lines) == 4
    assert block(label, 0, 0).text == f"{text} · 25%"
    short = label_route(route("-1", (1, 1), (1, 3), "sold out · 5%"), FONT, LEADING)
    assert short is not None
    assert short.wrapped.lines == ("sold out · 5%",)


def test_rework_into_a_row_has_less_room_because_it_turns_farther_from_the_middle() -> None:
    text = "the guest sends it back"
    plain, rework = (
        label_route(route("|1 -4", (1, 1), (4, 3), text, rework=back), FONT, LEADING) for back in (False, True)
    )
    assert plain is not None
    assert rework is not None
    assert rework.width < plain.width


def test_the_stretch_in_a_channel_carries_the_label() -> None:
    assert channel_leg(UNDER) == 1
    assert channel_leg(route("-1 |2 -6 |9 -4", (1, 1), (4, 10))) == 2


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        (UNDER, True),
        (THROUGH, False),
        (route("|1 -0 |5", (1, 1), (1, 5)), False),
        (route("|1 -2 |1", (1, 1), (1, 1)), True),
    ],
    ids=["down and up again", "from above to below", "up and down again", "a loop under its box"],
)
def test_a_label_stands_under_a_stretch_whose_line_comes_from_above_and_goes_back_up(
    way: Route, expected: bool
) -> None:
    assert stands_under(way) is expected


def test_a_block_has_its_lines_inside_its_box() -> None:
    label = label_route(route("-1", (1, 1), (1, 3), "when nobody answers the phone"), FONT, LEADING)
    assert isinstance(label, FlowLabel)
    found = block(label, 100, 50)
    assert (found.rect.x, found.rect.y, found.rect.w, found.rect.h) == (100, 50, label.width, label.height)
    assert all(50 < line.y < found.rect.bottom for line in found.lines)
