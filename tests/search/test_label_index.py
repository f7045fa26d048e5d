"""A text that says no label finds the concept whose label means it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from search.embedding.static import bundled
from search.expansion import LEAST_LIKENESS, Expander, Sense, expander, stamp
from search.hybrid import Hybrid
from search.label_index import LabelIndex, open_labels
from search.tokens import fold
from tests.search.corpus import workspace

SENSES = (
    Sense("夜校", "职工夜校", False, ("职工夜校", "下班后上课"), "03"),
    Sense("理发", "爱心理发", False, ("爱心理发", "义务剪发"), "01"),
    Sense("女职工", "女职工", True, ("女职工", "女员工"), "03"),
    Sense("12", "数字", False, ("12",), "0"),
)


def labels(folder: Path | None = None, senses: tuple[Sense, ...] = SENSES, mark: str = "甲") -> LabelIndex:
    made = open_labels(folder, mark, senses, bundled())
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("text", "row", "place"),
    [("晚上下班去上课", 0, 1), ("免费理发", 1, 0), ("志愿者剪发", 1, 1), ("女员工", 2, 1)],
)
def test_the_nearest_label(text: str, row: int, place: int) -> None:
    found = labels().nearest(text, 0.2)
    assert (found[0].row, found[0].place) == (row, place)
    assert [one.likeness for one in found] == sorted((one.likeness for one in found), reverse=True)
    names = [SENSES[one.row].names[one.place] for one in found]
    own = bundled().encode(names) @ bundled().encode_queries([text])[0]
    assert [one.likeness for one in found] == pytest.approx(own.tolist(), abs=1e-4)


@pytest.mark.parametrize("text", ["", "12345", "？"])
def test_a_text_that_the_model_knows_nothing_of(text: str) -> None:
    assert labels().nearest(text, -1.0) == []


def test_without_senses_nothing_is_near() -> None:
    assert labels(None, (), "空").nearest("夜校", -1.0) == []


def test_of_all_labels_those_nearest_are_found() -> None:
    """The quick look at 256 signs loses nearly nothing."""
    senses = expander().senses
    index = labels(None, tuple(senses), stamp())
    names = [(row, place) for row, sense in enumerate(senses) for place in range(len(sense.names))]
    vectors = bundled().encode([name for sense in senses for name in sense.names])
    kept = hits = 0
    for text in (
        "下班想学点东西",
        "筑牢拒腐防线",
        "给孩子找个暑期去处",
        "员工心情郁闷没处说",
        "单身青年交朋友",
    ):
        cosines = vectors @ bundled().encode_queries([fold(text)])[0]
        wanted = {names[place] for place in np.argsort(-cosines)[:20]}
        found = {(one.row, one.place) for one in index.nearest(fold(text), -1.0)}
        kept, hits = kept + len(wanted), hits + len(wanted & found)
    assert hits / kept > 0.95


def test_it_is_kept_and_made_anew_for_other_senses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = labels(tmp_path / "labels").nearest("免费理发", 0.2)
    monkeypatch.setattr("search.label_index._made", None)
    assert labels(tmp_path / "labels").nearest("免费理发", 0.2) == first
    monkeypatch.undo()
    other = labels(tmp_path / "labels", SENSES[1:], "乙").nearest("免费理发", 0.2)
    assert [(one.row + 1, one.place) for one in other if one.row] == [
        (one.row, one.place) for one in first if one.row > 1
    ]


@pytest.mark.parametrize("damage", ["{", "[]", '{"stamp": 1}'])
def test_a_damaged_one_is_made_anew(tmp_path: Path, damage: str) -> None:
    labels(tmp_path)
    about = next(tmp_path.glob("*/about.json"))
    about.write_text(damage, encoding="utf-8")
    assert labels(tmp_path).nearest("免费理发", 0.2)[0].row == 1


def test_near_senses_speak_beside_those_that_are_named() -> None:
    made = Expander(SENSES)
    near = labels().nearest("晚上下班去上课", LEAST_LIKENESS)
    [found] = made.meant([], near)
    assert (found.sense.label, found.words, found.everyday, found.by_meaning) == (
        "职工夜校",
        "下班后上课",
        True,
        True,
    )
    assert 0 < found.weight < 1
    named = made.read("职工夜校")
    assert made.meant(named, labels().nearest("职工夜校", LEAST_LIKENESS)) == named


def test_audiences_are_not_meant_but_named() -> None:
    made = Expander(SENSES)
    assert made.meant([], labels().nearest("女员工们", LEAST_LIKENESS)) == []


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("员工心情郁闷没处说", "职工心理健康"),
        ("给孩子找个暑期去处", "职工子女托管"),
    ],
)
def test_a_question_that_names_no_concept(text: str, concept: str) -> None:
    hybrid = Hybrid(workspace())
    assert concept not in [one.sense.label for one in hybrid.readings(text) if one.start >= 0]
    assert concept in [one.sense.label for one in hybrid.meant(text)]
    without = Hybrid(workspace(), without=frozenset({"labels"}))
    assert without.meant(text) == without.readings(text)
