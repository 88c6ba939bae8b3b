"""Codes: small whole numbers that stand for states, events and ends in the event calendar."""

from __future__ import annotations

# --- what happens next: a token (0 and up), or one of these ----------------------------------------------------------
ARRIVAL = -1
PAUSE = -2
SNAPSHOT = -3
SHIFT = -4
"""At a resource: SHIFT - 2 * resource."""
PATIENCE = -5
"""Of a token: PATIENCE - 2 * token."""

LATE = 1 << 61
"""Order of arrivals at an instant: after all that ends then."""

# --- why the calendar stops ------------------------------------------------------------------------------------------
MORE = 0
DONE = 1
PAUSED = 2
STUCK = 3
ENDLESS = 4

# --- what a token does -----------------------------------------------------------------------------------------------
FREE = 0
SERVED = 1
"""Its step goes on."""
MENDED = 2
"""A failure of its step is put right."""
DELAYED = 3
"""It waits for a given time."""
QUEUED = 4
FORMING = 5
"""It waits for others, to be taken together."""
CARRIED = 6
"""It is one of several who are taken together."""
JOINING = 7
"""It waits where branches meet."""
MOVING = 8

# --- how customers leave ---------------------------------------------------------------------------------------------
WELL = 0
ABANDONED = 1
TURNED_AWAY = 2
LOST = 3

FAILED = -2
"""In place of the failure that is being mended: it is not, the customer is lost."""

# --- ways out of a step ----------------------------------------------------------------------------------------------
END = -1
CHOOSE = -2
ONE = 0
ALL = 1
ANY = 2

# --- where the standard of a step is measured ------------------------------------------------------------------------
STAY = 0
WAIT = 1
SPAN = 2
"""From one step to another."""

# --- what happens to those whose shift ends --------------------------------------------------------------------------
FINISH = 0
RESUME = 1
RESTART = 2

# --- waits in classes by length: 32 of them in each doubling, from a thousandth of a second up ------------------------
FINENESS = 32.0
SHORTEST = 2.0**-10
BELOW = 320
BINS = 2368

MOST_VISITS = 100_000
"""Of one customer at one step; more is a loop that nobody leaves."""
WEEK = 604_800.0
