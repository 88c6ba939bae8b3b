"""Figures: the numbers that a drawing is judged by, and what each of them means."""

from __future__ import annotations

from dataclasses import dataclass

WRONG = (
    "missing_steps", "missing_evidence", "missing_flows", "box_overlaps", "flow_through_box", "flow_through_end",
    "flow_overlaps", "undocked", "slanted", "lane_violations", "phase_violations", "label_overlaps", "mark_overlaps",
    "hidden_heads", "covered_names", "text_outside", "off_canvas",
)  # fmt: skip
"""The figures whose sum is `Quality.defects`."""


@dataclass(frozen=True, slots=True)
class Quality:
    """Figures of one drawing; for each of them, less is better.

    Parameters
    ----------
    steps, flows : int
        How many are drawn.
    missing_steps, missing_evidence, missing_flows : int or None
        What the blueprint declares and the drawing lacks, recoveries of fail points included. An exchange that became
        one line with a flow is there as long as that line has two heads. None where no blueprint was given.
    box_overlaps : int
        Pairs of boxes that share more than 0.5 px in both directions. Steps, evidence and end marks are boxes.
    flow_through_box : int
        Pairs (flow, box) where the flow runs more than 1 px inside a box that is none of its ends.
    flow_through_end : int
        Flows that run for 6 px or more inside one of their own end boxes, 3 px from its border.
    flow_overlaps : int
        Pairs of flows without a common end that lie on top of each other for more than 4 px. The end of the service is
        no common end.
    undocked : int
        Flows that do not begin on the border of their source, or do not end on the border of their target.
    slanted : int
        Stretches of flows that run neither across nor along.
    lane_violations : int
        Boxes that are more than 1 px outside the band of their lane, or whose lane has no band.
    phase_violations : int
        Boxes that are more than 1 px left or right of the band of their phase, where phases have bands.
    label_overlaps : int
        Labels of flows over a box, a mark, another label, or the name of a lane or a line.
    mark_overlaps : int
        Marks over another mark, over a box that is not their step's, or over the text of their step.
    hidden_heads : int
        Flows with an arrowhead under a mark.
    covered_names : int
        Names of lanes and lines, and texts of rows over and under the lanes, that are under a box, a mark or another
        name, and those that a flow or a line runs through; the name of the line of visibility stands on a chip, so
        lines may pass behind it.
    text_outside : int
        Texts that leave what they belong to: the box of a step or of evidence, the band of a lane or of a phase, a row
        of times or emotions, a register; all others, the canvas.
    off_canvas : int
        Boxes, bands, lines, marks and flows with a point that is outside the canvas or no finite number.
    crossings : int
        Points where two flows cross; not counted within 12 px of a box where both of them end.
    crossed_labels : int
        Labels of flows that a flow runs through, their own included.
    port_clashes : int
        Pairs of a flow that arrives and one that leaves which touch one box less than 6 px apart: they read as one line
        that passes by. Two that arrive, or two that leave, may share a place.
    misaligned : int
        Steps whose middle is more than half a box beside the middle of their column.
    bends_per_flow : float or None
        Corners for each flow. None without flows.
    detour : float or None
        Length of all flows in units of the shortest orthogonal ways between their ends. None without flows.
    area_per_step : float or None
        Area that boxes and flows span together, in units of the area of the boxes. None without boxes.
    """

    steps: int
    flows: int
    missing_steps: int | None
    missing_evidence: int | None
    missing_flows: int | None
    box_overlaps: int
    flow_through_box: int
    flow_through_end: int
    flow_overlaps: int
    undocked: int
    slanted: int
    lane_violations: int
    phase_violations: int
    label_overlaps: int
    mark_overlaps: int
    hidden_heads: int
    covered_names: int
    text_outside: int
    off_canvas: int
    crossings: int
    crossed_labels: int
    port_clashes: int
    misaligned: int
    bends_per_flow: float | None
    detour: float | None
    area_per_step: float | None

    @property
    def wrong(self) -> dict[str, int]:
        """The figures that are wrong, by name; empty for a drawing without defects."""
        return {name: count for name in WRONG if (count := getattr(self, name))}

    @property
    def defects(self) -> int:
        """How many things are wrong, all in all: what no drawing may have."""
        return sum(self.wrong.values())
