"""Frame: the columns of one row of a drawing, as what stands over and under the lanes sees them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """A column.

    Parameters
    ----------
    steps : tuple of str
        Ids of the steps in it.
    number : int
        Its place in the whole drawing, counted from 0.
    left, right : float
        The boxes of its steps [px].
    end : float
        Where the next column may begin [px].
    """

    steps: tuple[str, ...]
    number: int
    left: float
    right: float
    end: float

    @property
    def middle(self) -> float:
        """Middle of the column [px]."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Frame:
    """A stretch of columns with the room for names at its left.

    Parameters
    ----------
    x1, x2 : float
        Edges of the lanes [px].
    left : float
        Where the columns begin: names stand left of it [px].
    cells : tuple of Cell
        From left to right.
    """

    x1: float
    x2: float
    left: float
    cells: tuple[Cell, ...]

    @property
    def place_of(self) -> dict[str, int]:
        """Number of the cell of each step."""
        return {name: place for place, cell in enumerate(self.cells) for name in cell.steps}
