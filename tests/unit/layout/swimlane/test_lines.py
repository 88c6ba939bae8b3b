"""Lines with corners, labels and hops."""

from __future__ import annotations

from itertools import pairwise

from blueprint.layout.swimlane.lines import Across
from tests.unit.layout.services import flow, layout, step


def test_a_line_begins_and_ends_on_the_border_of_its_own_steps() -> None:
    drawing = layout("customer:a onstage:b | customer:c onstage:d", "a >> b >> c >> d >> a", "a >> d", "d >> d")
    for line in drawing.flows:
        for name, (x, y) in ((line.source, line.points[0]), (line.target, line.points[-1])):
            box = step(drawing, name).rect
            assert x in (box.x, box.right) or y in (box.y, box.bottom)


def test_corners_are_right_angles_and_no_point_is_told_twice() -> None:
    drawing = layout("customer:a onstage:b | customer:c onstage:d", "a >> b >> c >> d >> a", "a >> d: asked", "d >> d")
    for line in drawing.flows:
        assert all((x1 == x2) != (y1 == y2) for (x1, y1), (x2, y2) in pairwise(line.points))


def test_flows_run_down_within_a_moment_and_right_between_moments() -> None:
    drawing = layout("customer:a onstage:b customer:c", "a >> b", "a >> c")
    down, right = flow(drawing, "a>>b").points, flow(drawing, "a>>c").points
    assert down[0][0] == down[1][0]
    assert down[0][1] < down[1][1]
    assert right[0][0] < right[1][0]


def test_a_line_back_in_time_is_rework() -> None:
    drawing = layout("customer:a | customer:b", "a >> b >> a")
    assert [line.rework for line in drawing.flows] == [False, True]


def test_lines_without_a_common_step_hop_where_they_cross() -> None:
    script = "customer:a onstage:b backstage:c | customer:d onstage:e backstage:f | customer:g onstage:h backstage:i"
    drawing = layout(script, "a >> d >> g", "b >> e >> h", "c >> f >> i", "c >> d", "a >> f", "e .. c")
    hops = [(line, hop) for line in drawing.flows for hop in line.hops]
    assert hops
    for line, (x, y) in hops:
        others = [other for other in drawing.flows if not {other.source, other.target} & {line.source, line.target}]
        assert any(
            xa == xb == x and min(ya, yb) < y < max(ya, yb) for o in others for (xa, ya), (xb, yb) in pairwise(o.points)
        )
        assert any(ya == yb == y and min(xa, xb) < x < max(xa, xb) for (xa, ya), (xb, yb) in pairwise(line.points))


def test_lines_of_one_step_never_hop_each_other() -> None:
    drawing = layout("customer:a onstage:b | customer:c onstage:d", "a >> c", "a >> d", "b >> c", "b >> d")
    for line in drawing.flows:
        for other in drawing.flows:
            if {line.source, line.target} & {other.source, other.target}:
                verticals = {xa for (xa, _), (xb, _) in pairwise(other.points) if xa == xb}
                free = {
                    xa
                    for third in drawing.flows
                    if not {third.source, third.target} & {line.source, line.target}
                    for (xa, _), (xb, _) in pairwise(third.points)
                    if xa == xb
                }
                assert not {x for x, _ in line.hops} & (verticals - free)


def test_a_label_moves_along_its_line_to_where_nothing_runs_through_it() -> None:
    script = "customer:a onstage:s | customer:b onstage:t | customer:c onstage:u | customer:d onstage:v"
    flows = ["a >> b >> c >> d", "s >> t >> u >> v", "d >> a: the guest starts over", "s >> b", "a >> s"]
    label = flow(layout(script, *flows), "d>>a").label
    assert label is not None
    drawing = layout(script, *flows)
    for line in drawing.flows:
        for (xa, ya), (xb, yb) in pairwise(line.points):
            crosses = (
                xa == xb
                and label.rect.x < xa < label.rect.right
                and min(ya, yb) < label.rect.bottom
                and max(ya, yb) > label.rect.y
            )
            assert not crosses


def test_the_label_of_a_loop_stands_under_it_and_clear_of_it() -> None:
    drawing = layout("customer:a", "a >> a: until the guest is happy")
    line = flow(drawing, "a>>a")
    assert line.label is not None
    assert line.label.rect.y > max(y for _, y in line.points)


def test_stretches_across_are_found_by_their_place() -> None:
    across = Across([[(0, 0), (50, 0), (50, 300), (90, 300)], [(70, 10), (70, 40)]])
    assert sorted({found[:1] + found[3:] for found in across.near(0, 100, 20, 30)}) == [(50, 0), (70, 1)]
    assert {found[3] for found in across.near(0, 100, 250, 290)} == {0}
    assert list(across.near(0, 40, 20, 30)) == []
    assert list(across.near(0, 100, 5000, 5010)) == []
