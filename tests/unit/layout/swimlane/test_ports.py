"""Where lines meet boxes."""

from __future__ import annotations

from blueprint.layout.quality import measure_quality
from blueprint.layout.result import Layout
from tests.unit.layout.services import flow, layout, step


def ports(drawing: Layout, name: str) -> dict[str, tuple[float, float]]:
    """Return where lines touch a step, seen from its middle."""
    x, y = step(drawing, name).rect.center
    found = {}
    for line in drawing.flows:
        if line.source == name:
            found[f"{line.id} out"] = (line.points[0][0] - x, line.points[0][1] - y)
        if line.target == name:
            found[f"{line.id} in"] = (line.points[-1][0] - x, line.points[-1][1] - y)
    return found


def test_a_straight_line_keeps_to_the_middle_of_its_boxes() -> None:
    drawing = layout("customer:a onstage:x customer:b", "a >> b", "a >> x")
    assert ports(drawing, "a") == {"a>>b out": (84, 0), "a>>x out": (0, 24)}
    assert ports(drawing, "b") == {"a>>b in": (-84, 0)}


def test_lines_that_come_and_lines_that_go_never_share_a_port() -> None:
    script = "customer:a onstage:w | customer:b onstage:x backstage:y | customer:c onstage:z"
    flows = [
        "a >> b >> c",
        "w >> x >> z",
        "a >> x",
        "y >> c",
        "c >> x",
        "x >> a",
        "b >> x",
        "x >> y",
        "y .. x",
        "x >> x",
    ]
    drawing = layout(script, *flows)
    for name in "awbxycz":
        found = ports(drawing, name)
        coming = {place for port, place in found.items() if port.endswith("in")}
        going = {place for port, place in found.items() if port.endswith("out")}
        assert not coming & going, name


def test_parallel_lines_straight_down_stand_apart() -> None:
    drawing = layout("customer:a onstage:b", "a >> b", "a >> b", "a >> b")
    assert sorted(x for x, _ in ports(drawing, "a").values()) == [-70, 0, 70]


def test_labelled_lines_leave_one_below_the_label_of_the_other() -> None:
    drawing = layout(
        "customer:a onstage:x onstage:y onstage:z customer:b", "x >> y", "y >> z",
        "a >> b: the guest wants to know more about the house", "a >> b: the guest has no time at all and asks for the bill", "a >> b",
    )  # fmt: skip
    labels = [line.label.rect for line in drawing.flows if line.label is not None]
    assert len(labels) == 2
    assert not labels[0].overlaps(labels[1], 0)


def test_a_lone_way_out_is_a_straight_stub_in_the_middle() -> None:
    drawing = layout("customer:a", "a >> end")
    assert ports(drawing, "a") == {"a>>end out": (84, 0)}
    (x1, y1), (x2, y2) = flow(drawing, "a>>end").points
    assert y1 == y2
    assert x2 > x1


def test_several_ways_out_stand_below_each_other_and_the_box_reaches_down_to_the_last() -> None:
    drawing = layout("customer:a", "a >> end: too dear", "a >> end: too late", "a >> end")
    box = step(drawing, "a").rect
    ys = [line.points[0][1] for line in drawing.flows]
    assert ys == sorted(set(ys))
    assert box.y < ys[0]
    assert ys[-1] < box.bottom


def test_a_way_out_beside_a_line_that_goes_on_leaves_below_it() -> None:
    drawing = layout("customer:a customer:b", "a >> b", "a >> end")
    assert ports(drawing, "a")["a>>end out"][1] > ports(drawing, "a")["a>>b out"][1] == 0


def test_a_line_meets_its_boxes_on_the_side_that_it_turns_to() -> None:
    drawing = layout("customer:a onstage:b customer:c onstage:d backstage:e", "a >> c", "b >> d", "b >> c", "b >> e")
    assert ports(drawing, "b")["b>>d out"][1] == 0
    assert ports(drawing, "b")["b>>c out"][1] < 0 < ports(drawing, "b")["b>>e out"][1]
    assert ports(drawing, "c")["b>>c in"][1] > ports(drawing, "c")["a>>c in"][1] == 0
    assert ports(drawing, "e")["b>>e in"] == (-84, 0)


def test_lines_that_turn_away_from_a_straight_one_do_not_cross_it() -> None:
    drawing = layout("customer:a onstage:b customer:c onstage:d", "a >> c", "b >> d", "b >> c", "a >> b")
    assert measure_quality(drawing).crossings == 0


def test_a_line_that_is_alone_at_its_side_keeps_to_the_middle() -> None:
    drawing = layout("customer:a onstage:b customer:c", "b >> c")
    assert ports(drawing, "b") == {"b>>c out": (84, 0)}
    assert 0 in ports(drawing, "c")["b>>c in"]


def test_lines_of_one_kind_that_do_the_same_thing_share_a_port_and_others_do_not() -> None:
    drawing = layout(
        "customer:a onstage:b | customer:c onstage:d support:e support:f", "b >> e", "b >> f", "b .. e", "b >> d"
    )
    going = {line.id: line.points[0] for line in drawing.flows if line.source == "b"}
    of_kind = {line.id: line.kind for line in drawing.flows}
    needs = [place for name, place in going.items() if of_kind[name] == "needs"]
    assert going["b>>e"] == going["b>>f"]
    assert needs
    assert going["b>>e"] not in needs


def test_the_longer_of_two_lines_that_turn_to_one_side_runs_nearer_to_the_middle() -> None:
    drawing = layout(
        "customer:a onstage:b customer:c onstage:d customer:e", "b >> d", "b >> c", "b >> e", "a >> c >> e"
    )
    assert measure_quality(drawing).crossings == 0
