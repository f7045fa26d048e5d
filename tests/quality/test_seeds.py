"""Are the seed documents read as well as promised? Skipped where they are not beside the checkout."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.quality.floors import FIGURES, SOFT, check_figure, check_soft
from tests.quality.score import Suite

pytestmark = pytest.mark.seeds


@pytest.mark.parametrize("name", FIGURES)
def test_a_suite_stays_above_its_floor(seeds: Mapping[str, Suite], name: str) -> None:
    check_figure(seeds, name)


@pytest.mark.parametrize("row", SOFT)
def test_what_is_a_matter_of_judgement_stays_above_its_floor(seeds: Mapping[str, Suite], row: str) -> None:
    check_soft(seeds, row)
