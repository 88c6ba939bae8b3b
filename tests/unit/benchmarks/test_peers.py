"""The benchmarks beside other tools: what is measured is what is drawn, and the smallest run works."""

from __future__ import annotations

import math
import sys
from pathlib import Path

import pytest

from benchmarks import peers, stages
from benchmarks.clock import Failure, Run, ratio, run
from benchmarks.figures import Line, Shapes, Task, count_outside_lanes, measure
from benchmarks.notations import Service, write_d2_grid, write_dot_columns, write_dot_rows, write_mermaid
from benchmarks.reading import flatten, read_d2, read_graphviz, read_mermaid
from blueprint.layout.geometry import Rect

A, B, C = Rect(0, 0, 100, 50), Rect(200, 0, 100, 50), Rect(200, 200, 100, 50)
TASK = Task({"a": 0, "b": 0, "c": 1}, [("a", "b"), ("a", "c")], [["a"], ["b", "c"]])


def figures(*lines: Line, **boxes: Rect):
    return measure(Shapes({"a": A, "b": B, "c": C} | boxes, lines), TASK)


def test_a_plain_drawing_has_no_defect() -> None:
    found = figures(Line("a", "b", ((100, 25), (200, 25))), Line("a", "c", ((50, 50), (50, 225), (200, 225))))
    assert (found.defects, found.crossings, found.misaligned) == (0, 0, 0)
    assert (found.bends, found.detour) == (pytest.approx(0.5), pytest.approx(1.0))


def test_a_line_through_a_box_is_a_defect_at_any_slope() -> None:
    found = figures(Line("a", "b", ((100, 25), (200, 25))), Line("a", "c", ((100, 0), (300, 50), (250, 200))))
    assert found.through_boxes == 1


def test_lines_that_cross_count_once_wherever_they_are() -> None:
    boxes = {"d": Rect(1000, 0, 9, 9), "e": Rect(0, 1000, 9, 9)}
    lines = [Line("a", "x", ((0, 100), (2000, 900))), Line("d", "e", ((1000, 9), (4, 1000)))]
    assert figures(*lines, **boxes).crossings == 1


def test_lines_that_part_at_a_corner_do_not_cross() -> None:
    lines = [Line("a", "b", ((100, 25), (150, 25), (150, 90))), Line("a", "c", ((100, 25), (190, 25)))]
    assert figures(*lines).crossings == 0


def test_lines_on_top_of_each_other_are_a_defect_unless_they_share_an_end() -> None:
    on_top = ((100, 150), (180, 150))
    assert figures(Line("a", "b", on_top), Line("c", "d", on_top)).line_overlaps == 1
    assert figures(Line("a", "b", on_top), Line("a", "c", on_top)).line_overlaps == 0


def test_what_is_not_drawn_is_a_defect() -> None:
    found = measure(Shapes({"a": A}, []), TASK)
    assert found.missing == 4


def test_the_fewest_boxes_that_break_the_order_of_lanes_count() -> None:
    boxes = {name: Rect(0, 10 * number, 5, 5) for number, name in enumerate("abcde")}
    assert count_outside_lanes(boxes, {"a": 0, "b": 1, "c": 0, "d": 1, "e": 2}) == 1


def test_a_step_beside_its_column_is_misaligned() -> None:
    assert figures(b=Rect(260, 0, 100, 50), c=Rect(400, 200, 100, 50)).misaligned == 2


def test_curves_end_where_they_are_said_to() -> None:
    points = flatten("M0,0 C10,0 10,10 20,10 L30,10 H40 V20")
    assert (points[0], points[8], points[-1], len(points)) == ((0, 0), (20, 10), (40, 20), 12)


def test_a_number_may_have_an_exponent() -> None:
    assert flatten("M1e1,-2.5e-7L3E0,4") == [(10, -2.5e-7), (3, 4)]


def test_a_path_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="command 'S'"):
        flatten("M0,0 S1,1 2,2")


@pytest.mark.parametrize("write", [
    lambda service: write_dot_columns(service, "true"), lambda service: write_dot_rows(service, "ortho"),
    lambda service: write_mermaid(service, "flowchart"), write_d2_grid,
])  # fmt: skip
def test_every_notation_has_every_flow_once(write) -> None:
    service = Service.of(20)
    lines = [line for line in write(service).splitlines() if "->" in line and "invis" not in line]
    assert len(lines) == len(service.flows)


def test_boxes_and_lines_of_graphviz_are_read() -> None:
    service = Service.of(20)
    flow = service.flows[0]
    text = (
        '<svg xmlns="http://www.w3.org/2000/svg"><g transform="translate(4 9)">'
        f'<g class="node"><title>{flow.source}</title><polygon points="0,0 10,0 10,5 0,5"/></g>'
        f'<g id="f0" class="edge"><title>x</title><path d="M10,2C12,2 14,2 20,2"/></g></g></svg>'
    )
    found = read_graphviz(text, service)
    assert found.boxes == {flow.source: Rect(0, 0, 10, 5)}
    assert found.lines == [Line(flow.source, flow.target, ((10, 2), (20, 2)))]


def test_boxes_lines_and_lanes_of_mermaid_are_read() -> None:
    service = Service.of(20)
    flow = service.flows[0]
    text = (
        '<svg xmlns="http://www.w3.org/2000/svg"><g class="cluster swimlane"><rect width="90" height="30"/></g>'
        f'<path data-id="L_{flow.source}_{flow.target}_0" d="M10,2L20,2"/>'
        f'<g class="node" id="my-svg-flowchart-{flow.source}-0" transform="translate(50, 60)">'
        '<rect x="-5" y="-5" width="10" height="10"/></g></svg>'
    )
    found = read_mermaid(text, service)
    assert found.boxes == {flow.source: Rect(45, 55, 10, 10)}
    assert [line.points for line in found.lines] == [((10, 2), (20, 2))]
    assert found.frame == [Rect(0, 0, 90, 30)]


def test_boxes_and_lines_of_d2_are_read() -> None:
    service = Service.of(20)
    flow = next(flow for flow in service.flows if (flow.source, flow.target) == ("s1", "s2"))
    text = (  # classes are the paths 'customer.s1' and '(customer.s1 -&gt; onstage.s2)[0]'
        '<svg xmlns="http://www.w3.org/2000/svg"><g class="Y3VzdG9tZXIuczE="><rect width="9" height="8"/></g>'
        '<g class="KGN1c3RvbWVyLnMxIC0mZ3Q7IG9uc3RhZ2UuczIpWzBd"><path class="connection x" d="M 1 2 L 3 4"/></g></svg>'
    )
    found = read_d2(text, service)
    assert found.boxes == {"s1": Rect(0, 0, 9, 8)}
    assert found.lines == [Line(flow.source, flow.target, ((1, 2), (3, 4)))]


def test_a_command_tells_its_time_and_memory() -> None:
    done = run([sys.executable, "-S", "-c", "sum(range(10**6))"], 30, {})
    assert isinstance(done, Run)
    assert done.cpu > 0
    assert done.memory > 1


def test_a_command_that_fails_or_takes_too_long_says_so() -> None:
    failed = run([sys.executable, "-S", "-c", "raise SystemExit('no room')"], 30, {})
    assert isinstance(failed, Failure)
    assert "no room" in failed.why
    late = run([sys.executable, "-S", "-c", "import time; time.sleep(60)"], 0.2, {})
    assert isinstance(late, Failure)
    assert late.is_late


def test_ratios_are_taken_within_pairs() -> None:
    assert ratio([2, 20, 4], [1, 10, 4]) == 2


def test_every_stage_is_met_on_the_way_from_text_to_svg() -> None:
    found = stages.profile_warm(Service.of(20).text, 1)
    assert {stage for stage, seconds in found.items() if not seconds} <= {"garbage collector"}


def test_the_functions_of_the_stages_are_put_back() -> None:
    from blueprint.layout.swimlane import pipeline

    before = pipeline.assemble
    with stages.instrumented(stages.Stopwatch()):
        assert pipeline.assemble is not before
    assert pipeline.assemble is before


def test_the_smallest_run_without_peers_ends_with_its_tables(tmp_path: Path) -> None:
    plan, is_written = peers.read_plan(["--peers", "none", "--sizes", "20", "--seeds", "1", "--runs", "1"], tmp_path)
    results = peers.Results()
    peers.measure_drawings(plan, results)
    peers.measure_warm(plan, results)
    text = "\n".join(peers.tables(plan, results, ["One run"]))
    assert not is_written
    assert "| **ours** | 20 | 1 of 1 | 1 | 0 | 0 |" in text
    assert "| defects, all seeds, 20 steps | 0 | 0 | met |" in text
    assert "not measured" in text  # what this run left out is no success


def test_a_target_that_was_missed_says_so() -> None:
    assert "**missed**" in peers.Target("x", 1.0, 1.01).row()
    assert "met" in peers.Target("x", 1.0, 1.0).row()
    assert "not measured" in peers.Target("x", 1.0, math.nan).row()


def test_only_the_tables_of_the_readme_are_replaced(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("before\n<!-- peers -->\nold\n<!-- /peers -->\nafter\n", encoding="utf-8")
    peers.write(["new"], readme)
    assert readme.read_text(encoding="utf-8") == "before\n<!-- peers -->\nnew\n<!-- /peers -->\nafter\n"
