"""Perceived time: how long waits feel, by profiles that are opt-in and say where they come from.

A wait feels as long as it is, unless somebody asks otherwise. The largest ratio that applies counts, ratios are never
multiplied, and a band is told. Ratio and offset disagree on short waits, so both are told.

>>> wait = perceive(Seconds(300), profiles=("unoccupied-line", "offset"))
>>> [(band.profile.name, round(band.low), round(band.middle), round(band.high)) for band in wait.bands]
[('unoccupied-line', 300, 408, 600), ('offset', 330, 360, 390)]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from blueprint.diagnostics import did_you_mean
from blueprint.errors import PluginError
from blueprint.model import WaitPoint
from blueprint.units import Seconds


@dataclass(frozen=True, slots=True)
class Study:
    """What was measured about perceived waits.

    Parameters
    ----------
    id, where, finding : str
        Name, setting, and what was found.
    source : str
        Where it is published.
    confidence : {'abstract', 'secondary', 'memory'}
        Read in the abstract, quoted by others, or recalled; no primary text was read in full.
    """

    id: str
    where: str
    finding: str
    source: str
    confidence: Literal["abstract", "secondary", "memory"]


STUDIES: tuple[Study, ...] = (
    Study(
        "hornik-1984", "check-out lines in retail", "passive waits are overestimated by about 36 percent",
        "Hornik, J. (1984). J. Consumer Research 11, 615-618", "secondary",
    ),
    Study(
        "katz-larson-larson-1991", "a bank branch",
        "about one minute more was felt than waited (5.1 against 4.2 min); a clock with the expected wait made"
        " estimates better and customers no happier",
        "Katz, K. L., Larson, B. M. and Larson, R. C. (1991). Sloan Management Review 32(2), 44-53", "memory",
    ),
    Study(
        "antonides-2002", "waits on the telephone",
        "telling the wait lowers the overestimate and lets each perceived minute count for more",
        "Antonides, G., Verhoef, P. C. and van Aalst, M. (2002). J. Consumer Psychology 12(3), 193-202", "abstract",
    ),
    Study(
        "hui-zhou-1996", "an experiment",
        "telling how long it takes does not change the perceived time; it works by control and acceptance",
        "Hui, M. K. and Zhou, L. (1996). J. Applied Social Psychology 26", "abstract",
    ),
    Study(
        "fan-2016", "36 stops of public transport",
        "bare stops feel twice as long or longer; bench, shelter and live sign together take that away",
        "Fan, Y., Guthrie, A. and Levinson, D. (2016). Transportation Research A 88, 251-264", "abstract",
    ),
    Study(
        "mishalani-2006", "bus stops, waits of 3 to 15 min", "the excess does not grow with the wait: it is an offset",
        "Mishalani, R. G., McCord, M. M. and Wirtz, J. (2006). J. Public Transportation 9(2)", "abstract",
    ),
    Study(
        "watkins-2011", "bus riders",
        "with arrival times on the phone, perceived equals actual; without, it is 13 percent more",
        "Watkins, K. E. et al. (2011). Transportation Research A 45, 839-848", "memory",
    ),
    Study(
        "pruyn-smidts-1993", "a conjoint analysis", "fairness weighs most, then the value of the service",
        "Pruyn, A. and Smidts, A. (1993). European Advances in Consumer Research 1, 371-382", "abstract",
    ),
    Study(
        "pruyn-smidts-1999", "waiting rooms", "long waits are less acceptable in company: against 'alone feels longer'",
        "Pruyn, A. and Smidts, A. (1999). Advances in Consumer Research 26, 211-216", "abstract",
    ),
    Study(
        "redelmeier-kahneman-1996", "medical procedures",
        "remembered pain follows the mean of peak and end (r about 0.67), hardly the duration (0.03)",
        "Redelmeier, D. A. and Kahneman, D. (1996). Pain 66, 3-8", "memory",
    ),
)  # fmt: skip
"""Evidence for what is computed here, and against."""


@dataclass(frozen=True, slots=True)
class Profile:
    """How perceived time follows from actual time, in one setting.

    Parameters
    ----------
    name : str
        Short name.
    ratio : float or None
        Perceived over actual time.
    offset : Seconds or None
        Perceived less actual time [s].
    low, high : float
        The band of `ratio`, or of `offset` in seconds.
    studies : tuple of str
        Ids of the studies that it rests on.
    """

    name: str
    ratio: float | None
    offset: Seconds | None
    low: float
    high: float
    studies: tuple[str, ...]

    def fits(self, point: WaitPoint) -> bool:
        """Tell whether a wait point is declared as what was studied."""
        return {
            "unoccupied-line": point.occupied is False,
            "informed-comfortable": point.announced is True and point.comfortable is True,
            "bare-uninformed": point.announced is False and point.comfortable is False,
            "offset": True,
        }[self.name]


PROFILES: tuple[Profile, ...] = (
    Profile("unoccupied-line", 1.36, None, 1.0, 2.0, ("hornik-1984", "katz-larson-larson-1991", "fan-2016")),
    Profile("informed-comfortable", 1.0, None, 1.0, 1.2, ("fan-2016", "watkins-2011")),
    Profile("bare-uninformed", 2.0, None, 1.3, 2.5, ("fan-2016",)),
    Profile("offset", None, Seconds(60), 30.0, 90.0, ("mishalani-2006", "katz-larson-larson-1991")),
)
"""Profiles that may be asked for; without one, a wait feels as long as it is."""


@dataclass(frozen=True, slots=True)
class Band:
    """A perceived time by one profile.

    Parameters
    ----------
    profile : Profile
        By which.
    low, middle, high : Seconds
        Between which it lies, and what the studies say most [s].
    """

    profile: Profile
    low: Seconds
    middle: Seconds
    high: Seconds


@dataclass(frozen=True, slots=True)
class PerceivedWait:
    """A wait as it is and as it feels.

    Parameters
    ----------
    actual : Seconds
        As it is [s].
    bands : tuple of Band
        By ratio and by offset, as far as they were asked for; they disagree on short waits. Empty: it feels as it is.
    """

    actual: Seconds
    bands: tuple[Band, ...] = ()


def perceive(actual: Seconds, *, profiles: Sequence[str] = (), point: WaitPoint | None = None) -> PerceivedWait:
    """Return how long a wait feels.

    Parameters
    ----------
    actual : Seconds
        How long it is [s].
    profiles : sequence of str
        Names of the profiles that are asked for.
    point : WaitPoint, optional
        Only profiles that fit what it declares count.

    Raises
    ------
    PluginError
        BP623 for a profile that is not there.

    References
    ----------
    See `STUDIES`, by the names that each profile gives.
    """
    chosen = [_profile(name) for name in profiles]
    fitting = [item for item in chosen if point is None or item.fits(point)]
    ratios = sorted((item for item in fitting if item.ratio is not None), key=lambda item: -(item.ratio or 0.0))
    offsets = [item for item in fitting if item.offset is not None]
    bands = [
        Band(item, Seconds(actual * item.low), Seconds(actual * (item.ratio or 1.0)), Seconds(actual * item.high))
        for item in ratios[:1]
    ]
    bands += [
        Band(item, *(Seconds(float(actual) + more) for more in (item.low, float(item.offset or 0.0), item.high)))
        for item in offsets[:1]
        if actual
    ]
    return PerceivedWait(actual, tuple(bands))


def _profile(name: str) -> Profile:
    for item in PROFILES:
        if item.name == name:
            return item
    hint = did_you_mean(name, [item.name for item in PROFILES])
    raise PluginError.of("BP623", "unknown-profile", f"there is no profile of perceived waits '{name}'", hint=hint)
