"""Is the sample read as well as promised? Floors over data/sample against tests/gold."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.quality.floors import FIGURES, SOFT, check_figure, check_soft
from tests.quality.score import Suite


@pytest.mark.parametrize("name", FIGURES)
def test_a_suite_stays_above_its_floor(sample: Mapping[str, Suite], name: str) -> None:
    check_figure(sample, name)


@pytest.mark.parametrize("row", SOFT)
def test_what_is_a_matter_of_judgement_stays_above_its_floor(sample: Mapping[str, Suite], row: str) -> None:
    check_soft(sample, row)
