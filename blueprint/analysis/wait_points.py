"""Wait points: who waits where, for whom and how long, by closed form; how it feels, and which standards are kept.

A clinic with two doctors:

>>> from blueprint.graph import to_graph
>>> from blueprint.model import Blueprint
>>> steps = [{"lane": "customer", "label": "Come in", "service_time": "0 s"}]
>>> steps += [{"lane": "onstage", "label": "See", "resources": "doctor", "service_time": "exponential(20 min)"}]
>>> words = {"resources": [{"id": "doctor", "capacity": 2}], "arrivals": "2 per hour"}
>>> flows = [{"source": "come-in", "target": "see"}]
>>> waits = find_waits(to_graph(Blueprint(title="Clinic", phases=[{"steps": steps}], flows=flows, **words)))
>>> doctor = waits.resources[0]  # County Hospital, Hillier and Lieberman: 1/24 h, 1/12 patients
>>> round(doctor.mean_wait / 3600, 4), round(doctor.mean_queue_length, 4), waits.stable
(0.0417, 0.0833, True)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from blueprint.analysis.emotions import EmotionCurve, emotion_curve
from blueprint.analysis.perceived_time import PerceivedWait, perceive
from blueprint.analysis.perception import Felt, find_aggravators
from blueprint.analysis.status import Status
from blueprint.analysis.waiting.figures import (
    ClassWaits,
    Journey,
    ResourceWaits,
    StepWaits,
    classes_of,
    journey_of,
    resources_of,
    steps_of,
)
from blueprint.analysis.waiting.network import Network
from blueprint.analysis.waiting.overloads import find_overloads
from blueprint.analysis.waiting.points import PointWait, waits_at_points
from blueprint.analysis.waiting.promises import Kept, check_promises
from blueprint.analysis.waiting.state import State
from blueprint.analysis.waiting.statuses import statuses_of
from blueprint.diagnostics import Diagnostic
from blueprint.graph import ServiceGraph
from blueprint.units import Seconds


@dataclass(frozen=True)
class WaitPoints:
    """What is known of the waits of a service.

    Parameters
    ----------
    stable : bool or None
        Whether all resources can do the work that comes; None if unknown.
    resources : tuple of ResourceWaits
        As declared.
    steps : tuple of StepWaits
        In the order of the script.
    points : tuple of PointWait
        At wait points, likewise.
    standards : tuple of Kept
        Those of steps, of waits, then of the service.
    customer : ClassWaits
        Times over all customers.
    classes : tuple of ClassWaits
        The same by class; empty without classes.
    journey : Journey
        What can be measured of the waits of a journey.
    felt : tuple of Felt
        How waits feel, those with most reasons first.
    emotions : EmotionCurve or None
        What is remembered of the journey, from the feelings that are declared.
    status : tuple of Status
        How surely each figure is known.
    diagnostics : tuple of Diagnostic
        What is overloaded.
    perceived : mapping
        How long waits feel by the profiles that were asked for, by the id of the wait point; else empty.
    """

    stable: bool | None
    resources: tuple[ResourceWaits, ...]
    steps: tuple[StepWaits, ...]
    points: tuple[PointWait, ...]
    standards: tuple[Kept, ...]
    customer: ClassWaits
    classes: tuple[ClassWaits, ...]
    journey: Journey
    felt: tuple[Felt, ...]
    emotions: EmotionCurve | None
    status: tuple[Status, ...]
    diagnostics: tuple[Diagnostic, ...]
    perceived: Mapping[str, PerceivedWait] = field(default_factory=dict)

    def perceived_by(self, profiles: Sequence[str]) -> WaitPoints:
        """Return the same with how long waits feel by some profiles, where these fit what is declared.

        Raises
        ------
        PluginError
            BP623 for a profile that is not there.
        """
        found = {
            item.point.id: perceive(Seconds(item.mean), profiles=profiles, point=item.point)
            for item in self.points
            if item.mean is not None
        }
        perceive(Seconds(0), profiles=profiles)  # a wrong name is told where nobody waits, too
        return replace(self, perceived={name: wait for name, wait in found.items() if wait.bands})

    def to_dict(self) -> dict[str, Any]:
        """Return plain data with the keys of the format, and some more: times in seconds, null where unknown."""
        words = _words(self.felt)
        return {
            "stable": self.stable,
            "resources": [asdict(item) for item in self.resources],
            "steps": [{**asdict(item), "aggravators": list(words.get(item.id, ()))} for item in self.steps],
            "standards": [_standard(item) for item in self.standards],
            "customer": _times(self.customer),
            "classes": [{"id": item.id, **_times(item)} for item in self.classes],
            "wait_points": [_point(item, self.felt) for item in self.points],
            "journey": asdict(self.journey),
            "aggravators": [_felt(item) for item in self.felt],
            "emotions": {**asdict(self.emotions), "remembered": self.emotions.remembered} if self.emotions else None,
            "perceived": [_perceived(name, wait) for name, wait in self.perceived.items()],
        }


def find_waits(graph: ServiceGraph) -> WaitPoints:
    """Return what is known of the waits of a service, by closed form.

    Parameters
    ----------
    graph : ServiceGraph
        The service.

    Returns
    -------
    WaitPoints

    References
    ----------
    The formulas and their sources stand in `blueprint.analysis.queueing`.
    """
    network = Network(graph)
    return describe_waits(network, network.solve())


def describe_waits(network: Network, state: State) -> WaitPoints:
    """Return what is known of the waits of a service that was solved.

    Parameters
    ----------
    network : Network
        The service.
    state : State
        What `network.solve` found.
    """
    graph = network.graph
    points = waits_at_points(network, state)
    steps = steps_of(network, state, points)
    standards = check_promises(network, state, points)
    classes, customer = classes_of(state)
    waiting = [item.id for item in steps if item.mean_wait]
    return WaitPoints(
        stable=_is_stable(state),
        resources=resources_of(network, state),
        steps=steps,
        points=points,
        standards=standards,
        customer=customer,
        classes=classes,
        journey=journey_of(graph, state, steps, customer),
        felt=find_aggravators(graph, waiting),
        emotions=emotion_curve(graph),
        status=tuple(statuses_of(state, points, standards, customer)),
        diagnostics=tuple(find_overloads(state.pools)),
    )


def _is_stable(state: State) -> bool | None:
    if any(pool.is_overloaded for pool in state.pools):
        return False
    return None if any(not pool.demand.has_load for pool in state.pools) else True


# --- plain data ------------------------------------------------------------------------------------------------------


def _words(felt: tuple[Felt, ...]) -> Mapping[str, tuple[str, ...]]:
    """Return the words that apply at each step, each once."""
    found: dict[str, dict[str, None]] = {}
    for item in felt:
        found.setdefault(item.step, {}).update(dict.fromkeys(item.words))
    return {step: tuple(words) for step, words in found.items()}


def _times(item: ClassWaits) -> dict[str, Any]:
    return {
        "time_in_system": item.time_in_system,
        "service_time": item.service_time,
        "waiting_time": item.waiting_time,
    }


def _standard(item: Kept) -> dict[str, Any]:
    met = None if item.share is None else {"mean": item.share, "half_width": item.half_width}
    return {
        "element": item.element,
        "target": str(item.target),
        "share_required": float(item.target.share),
        "share_met": met,
        "met": item.is_met,
        "classes": list(item.classes),
        "resources": list(item.resources),
    }


def _perceived(name: str, wait: PerceivedWait) -> dict[str, Any]:
    bands = [
        {"profile": band.profile.name, "low": band.low, "middle": band.middle, "high": band.high,
         "studies": list(band.profile.studies)}
        for band in wait.bands
    ]  # fmt: skip
    return {"id": name, "actual": wait.actual, "bands": bands}


def _point(item: PointWait, felt: tuple[Felt, ...]) -> dict[str, Any]:
    point, law = item.point, item.law
    words = next((found.words for found in felt if found.point == point.id), ())
    return {
        "id": point.id,
        "step": item.step,
        "mean_wait": item.mean,
        "p90_wait": None if law is None else law.quantile(0.9),
        "standard_time": point.standard_time,
        "acceptable_time": point.acceptable_time,
        "share_over_acceptable": item.share_over_acceptable,
        "aggravators": list(words),
    }


def _felt(item: Felt) -> dict[str, Any]:
    return {
        "step": item.step,
        "point": item.point,
        "principles": [
            {
                "word": found.principle.word,
                "reason": found.reason,
                "explanation": found.principle.explanation,
                "remedy": found.principle.remedy,
                "source": found.principle.source,
            }
            for found in item.aggravators
        ],
    }
