"""Is work that grows with the square of its input told from work that grows with it?"""

from __future__ import annotations

import re

from tests.growth import LINEAR, growth


def test_one_look_at_each_character_is_linear() -> None:
    assert growth(lambda text: re.findall("工.", text), "工会", 2_000_000) < LINEAR


def test_a_look_at_the_rest_from_each_place_is_not() -> None:
    def squared(text: str) -> int:
        return sum(1 for at in range(0, len(text), 30) for _ in range(at, len(text), 30))

    assert growth(squared, "工人", 150_000) > LINEAR
