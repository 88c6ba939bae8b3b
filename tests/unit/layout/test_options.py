"""What a drawing may be asked for."""

from __future__ import annotations

import math

import pytest

from blueprint.errors import LayoutError
from blueprint.layout.options import EXTRAS, NARROWEST, Options, read_options


def refused(**options: object) -> tuple[str, str, str]:
    with pytest.raises(LayoutError) as raised:
        read_options(**options)  # type: ignore[arg-type]
    (found,) = raised.value.diagnostics
    return found.code, found.message, found.hint


def test_without_wishes_a_drawing_has_one_row_and_nothing_extra() -> None:
    assert read_options() == Options(fold=None, show=frozenset())


def test_all_parts_can_be_shown_at_once() -> None:
    assert read_options(show=EXTRAS).show == set(EXTRAS)


def test_one_name_needs_no_list() -> None:
    assert read_options(show="register").show == {"register"}


def test_a_part_that_there_is_not_is_named_with_the_nearest_one() -> None:
    assert refused(show=["registre"]) == ("BP801", "there is no part 'registre' to show", "did you mean 'register'?")


@pytest.mark.parametrize("fold", [NARROWEST, 800, 1200.5, 1e6])
def test_a_fold_may_be_any_width_of_a_page(fold: float) -> None:
    assert read_options(fold=fold).fold == fold


@pytest.mark.parametrize("fold", [0, -800, 559.9, 1e7, math.inf, math.nan])
def test_a_fold_that_no_drawing_can_keep_to_is_refused(fold: float) -> None:
    code, message, hint = refused(fold=fold)
    assert (code, message) == ("BP802", f"a drawing cannot fold to {fold:g} px")
    assert hint == "give a width from 560 px on, such as 800 for a page or 1200 for a slide"
