"""Windows of the week: ``mon-fri 09:00-12:00``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from blueprint.units.errors import DAY, WEEK, quoted, refuse
from blueprint.units.quantities import Seconds
from blueprint.units.text import folded_text, nearest

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY_WORDS = {
    word: day
    for day, words in enumerate(
        (
            "mon monday 周一 週一 星期一",
            "tue tues tuesday 周二 週二 星期二",
            "wed wednesday 周三 週三 星期三",
            "thu thur thurs thursday 周四 週四 星期四",
            "fri friday 周五 週五 星期五",
            "sat saturday 周六 週六 星期六",
            "sun sunday 周日 週日 星期日 周天 週天 星期天",
        )
    )
    for word in words.split()
}
_CLOCK = "([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?"
_HOURS = re.compile(rf"{_CLOCK}\s*-\s*{_CLOCK}")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212~\u301c至到", "-") | {"、": ","})
_WINDOW_HINT = "write it such as 'mon-fri 09:00-12:00', on the 24-hour clock"


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """A stretch of the day, on some days of the week or on all.

    Parameters
    ----------
    days : tuple of int
        0 is Monday; empty is every day, and so are all seven. Kept in the order of the week.
    start : Seconds  [s]
        Since midnight, whole seconds.
    end : Seconds  [s]
        Since midnight, up to 24:00; an end before the start is on the next day, an end at 00:00 is 24:00.

    Raises
    ------
    QuantityError
        If a day or time is none, or the window has no length.

    Examples
    --------
    >>> from blueprint.units import hours
    >>> print(Window((0, 1, 2, 3, 4), hours(9), hours(12)))
    mon-fri 09:00-12:00
    """

    days: tuple[int, ...]
    start: Seconds
    end: Seconds

    def __post_init__(self) -> None:
        """Refuse what is no window, and give equal windows one form."""
        if any(isinstance(day, bool) or day not in range(7) for day in self.days):
            refuse("a day of the week is a number from 0 (Monday) to 6 (Sunday)", _WINDOW_HINT)
        days = tuple(sorted({int(day) for day in self.days}))
        start, end = Seconds(self.start), Seconds(self.end)
        if start >= DAY or end > DAY:
            refuse("a time of day lies between 00:00 and 24:00", _WINDOW_HINT)
        if not (start.is_integer() and end.is_integer()):
            refuse("a time of day is kept in whole seconds", _WINDOW_HINT)
        if start == end:
            hint = "write '00:00-24:00' for the whole day"
            refuse(f"the window begins and ends at {_clock(start)}, so it has no length", hint)
        object.__setattr__(self, "days", () if len(days) == 7 else days)
        object.__setattr__(self, "start", start)
        object.__setattr__(self, "end", end if end else Seconds(DAY))

    def __str__(self) -> str:
        """Write as read: ``mon-fri 09:00-12:00``."""
        stretch = f"{_clock(self.start)}-{_clock(self.end)}"
        return f"{_write_days(self.days)} {stretch}" if self.days else stretch

    def overlaps(self, other: Window) -> bool:
        """Tell whether some moment of the week lies in both windows.

        Examples
        --------
        >>> read_window("sun 22:00-06:00").overlaps(read_window("mon 05:00-09:00"))
        True
        """
        return any(
            (theirs - ours) % WEEK < self._length or (ours - theirs) % WEEK < other._length
            for ours in self._starts
            for theirs in other._starts
        )

    @property
    def stretches(self) -> tuple[tuple[float, float], ...]:
        """When it is, as seconds since Monday 00:00, in order; what goes over Sunday midnight is two stretches.

        Examples
        --------
        >>> read_window("sun 22:00-06:00").stretches
        ((0.0, 21600.0), (597600.0, 604800.0))
        """
        found = []
        for start in self._starts:
            end = start + self._length
            found.append((start, min(end, float(WEEK))))
            if end > WEEK:
                found.append((0.0, end - WEEK))
        return tuple(sorted(found))

    @property
    def _length(self) -> float:
        return (self.end - self.start) % DAY or float(DAY)

    @property
    def _starts(self) -> list[float]:
        return [day * DAY + float(self.start) for day in self.days or range(7)]


def _clock(time: float) -> str:
    minutes, second = divmod(int(time), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}" + (f":{second:02}" if second else "")


def _write_days(days: tuple[int, ...]) -> str:
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    written = ([f"{_DAYS[run[0]]}-{_DAYS[run[-1]]}"] if len(run) > 2 else [_DAYS[day] for day in run] for run in runs)
    return ",".join(name for names in written for name in names)


def read_window(value: object) -> Window:
    """Read a window of the week.

    Parameters
    ----------
    value : Window or str
        Such as ``09:00-12:00``, ``mon-fri 09:00-12:00``, ``mon,wed 08:00-10:00``, ``sat 22:00-06:00`` (past
        midnight), ``周一至周五 09:00-12:00``.

    Returns
    -------
    Window
        The window.

    Raises
    ------
    QuantityError
        If `value` is none.

    Examples
    --------
    >>> print(read_window("Monday-Wednesday,Friday 9:00-24:00"))
    mon-wed,fri 09:00-24:00
    """
    if isinstance(value, Window):
        return value
    text = folded_text(value, "a window of time", _WINDOW_HINT).translate(_DASHES)
    match = _HOURS.search(text)
    if match is None or match.end() != len(text):
        refuse(f"{quoted(text)} is not a window of time", _WINDOW_HINT)
    days = text[: match.start()].strip()
    start, end = _read_clock(*match.group(1, 2, 3)), _read_clock(*match.group(4, 5, 6))
    return Window(_read_days(days) if days else (), start, end)


def _read_clock(hour: str, minute: str, second: str | None) -> Seconds:
    if int(minute) > 59 or int(second or 0) > 59:
        refuse(f"{hour}:{minute}{':' + second if second else ''} is not a time of day", _WINDOW_HINT)
    return Seconds(int(hour) * 3600 + int(minute) * 60 + int(second or 0))


def _read_days(text: str) -> tuple[int, ...]:
    days: list[int] = []
    for part in text.split(","):
        first, dash, last = part.partition("-")
        begin = _read_day(first)
        length = (_read_day(last) - begin) % 7 + 1 if dash else 1
        days.extend((begin + step) % 7 for step in range(length))
    return tuple(days)


def _read_day(text: str) -> int:
    word = text.strip()
    if (day := _DAY_WORDS.get(word)) is not None:
        return day
    near = nearest(word, _DAY_WORDS, 0.75)
    refuse(f"{quoted(word)} is not a day of the week", f"did you mean '{near}'?" if near else _WINDOW_HINT)
