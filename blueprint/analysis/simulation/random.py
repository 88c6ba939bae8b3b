"""Random numbers by key: each is a function of seed, customer, step, visit and purpose, and of nothing else.

There is no stream that a change elsewhere could shift: the same customer draws the same times in every scenario, so
that two scenarios differ by what was changed and not by luck; and it does not matter who computes what first, or how
many.

>>> customer = customer_keys(seed=1, replication=0, stream=salt("arrivals"), first=0, count=2)
>>> [round(float(u), 6) for u in uniforms(customer, salt("cook", "time"))]
[0.335206, 0.080122]
>>> [round(float(u), 6) for u in uniforms(customer[1:], salt("cook", "time"))]
[0.080122]
"""

from __future__ import annotations

import hashlib

import numpy as np

from blueprint.analysis.simulation.records import Array

MASK = (1 << 64) - 1
STRIDE = 0x9E3779B97F4A7C15
"""From one number of a sequence to the next: 2^64 divided by the golden ratio."""

STEP = 2.0**-52
HALF_STEP = 2.0**-53
"""Numbers are odd multiples of this, so that neither 0 nor 1 is one of them."""


def mix(value: int) -> int:
    """Return a number of 64 bits of which each depends on all bits of another one.

    References
    ----------
    Steele, G. L., Lea, D. and Flood, C. H. (2014). Fast splittable pseudorandom number generators. OOPSLA, 453-472;
    constants by D. Stafford, variant 13.

    Examples
    --------
    >>> hex(mix(STRIDE)), hex(mix(2 * STRIDE & MASK))  # the first numbers of SplitMix64 with seed 0
    ('0xe220a8397b1dcdaf', '0x6e789e6aa1b965f4')
    """
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9 & MASK
    value = (value ^ (value >> 27)) * 0x94D049BB133111EB & MASK
    return value ^ (value >> 31)


def mixed(values: Array) -> Array:
    """Return the same for many numbers."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    values ^= values >> np.uint64(31)
    return values


def salt(*words: str) -> int:
    """Return the key of a purpose, such as the time of a step: it follows from words alone, not from their place."""
    text = "\x1f".join(words).encode()
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "little")


def customer_keys(seed: int, replication: int, stream: int, first: int, count: int) -> Array:
    """Return the keys of customers that come by one stream of arrivals, from the ``first`` on."""
    start = mix(mix((seed * STRIDE + replication + 1) & MASK) ^ stream)
    places = np.arange(first, first + count, dtype=np.uint64)
    return mixed(places * np.uint64(STRIDE) + np.uint64(start))


def uniforms(keys: Array, purpose: int, visit: int = 0) -> Array:
    """Return a number above 0 and below 1 for each customer."""
    offset = np.uint64((purpose + visit * STRIDE) & MASK)
    return (mixed(keys + offset) >> np.uint64(12)).astype(np.float64) * STEP + HALF_STEP


def uniform(key: int, purpose: int, visit: int) -> float:
    """Return the same for one customer."""
    return (mix((key + purpose + visit * STRIDE) & MASK) >> 12) * STEP + HALF_STEP
