"""Measuring: all figures of one drawing."""

from __future__ import annotations

from blueprint.layout.quality import boxes, lines, texts
from blueprint.layout.quality.figures import Quality
from blueprint.layout.quality.scene import Scene
from blueprint.layout.result import Layout
from blueprint.model import Blueprint


def measure_quality(layout: Layout, blueprint: Blueprint | None = None) -> Quality:
    """Measure a finished drawing; cost grows with the length of its lines, not with the square of their number.

    Parameters
    ----------
    layout : Layout
        Final geometry [px].
    blueprint : Blueprint, optional
        The service that is drawn; without it nobody can tell what is missing.

    Returns
    -------
    Quality
    """
    scene = Scene.of(layout)
    overlaps, crossings = lines.count_meetings(scene)
    through_box, through_end = lines.count_through_boxes(scene)
    return Quality(
        steps=len(layout.steps),
        flows=len(layout.flows),
        missing_steps=boxes.count_missing_steps(layout, blueprint) if blueprint else None,
        missing_evidence=boxes.count_missing_evidence(layout, blueprint) if blueprint else None,
        missing_flows=lines.count_missing_flows(layout, blueprint) if blueprint else None,
        box_overlaps=boxes.count_overlaps(scene),
        flow_through_box=through_box,
        flow_through_end=through_end,
        flow_overlaps=overlaps,
        undocked=lines.count_undocked(scene),
        slanted=scene.slanted,
        lane_violations=boxes.count_lane_violations(layout),
        phase_violations=boxes.count_phase_violations(layout),
        label_overlaps=texts.count_label_overlaps(scene),
        mark_overlaps=texts.count_mark_overlaps(scene),
        hidden_heads=texts.count_hidden_heads(scene),
        covered_names=texts.count_covered_names(scene),
        text_outside=texts.count_outside(layout),
        off_canvas=boxes.count_off_canvas(layout),
        crossings=crossings,
        crossed_labels=texts.count_crossed_labels(scene),
        port_clashes=lines.count_port_clashes(scene.flows),
        misaligned=boxes.count_misaligned(layout),
        bends_per_flow=lines.bends_per_flow(scene.flows),
        detour=lines.detour(scene.flows),
        area_per_step=boxes.area_per_step(scene),
    )
