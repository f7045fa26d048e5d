"""A query is read as the concepts it means, and they speak through words that papers use."""

import json
from pathlib import Path

import pytest

from search.expansion import Expander, Sense, boundaries, expander
from search.tokens import fold


@pytest.fixture(scope="module")
def senses() -> Expander:
    return expander()


@pytest.mark.parametrize(
    ("said", "concept"),
    [
        ("上班妈妈喂奶的地方在哪", "女职工哺乳室"),
        ("老板拖着工钱不给", "拖欠工资"),
        ("外卖小哥想进工会", "建会入会"),
        ("手把手教徒弟", "师徒结对"),
        ("孩子放暑假没人带", "职工子女托管"),
        ("產改", "产业工人队伍建设改革"),
        ("产改", "产业工人队伍建设改革"),
    ],
)
def test_a_query_names_a_concept(senses: Expander, said: str, concept: str) -> None:
    assert concept in [one.sense.label for one in senses.read(fold(said))[:6]]


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("上班妈妈喂奶的地方", "哺乳室"),
        ("一视同仁", "平等"),
        ("送外卖的", "网约配送员"),
        ("没钱看病", "医疗互助"),
    ],
)
def test_its_concepts_speak_with_official_words(senses: Expander, said: str, word: str) -> None:
    voices = senses.voices(senses.read(fold(said)))
    assert any(word in label.text for voice in voices for label in voice.sense.labels())


def test_an_audience_narrows_a_topic_and_is_one_alone(senses: Expander) -> None:
    beside = {one.sense.label: one.weight for one in senses.read("农民工体检")}
    alone = {one.sense.label: one.weight for one in senses.read("农民工")}
    assert beside["农民工"] < 0.5 * alone["农民工"]
    assert senses.read("农民工")[0].sense.audience


def test_an_ordinary_word_is_worth_less_than_a_term(senses: Expander) -> None:
    weights = {one.words: one.weight for one in senses.read("职工安康杯")}
    assert weights["安康杯"] > weights.get("职工", 0.0)


def test_a_short_label_across_words_stands_by_chance() -> None:
    made = Expander([Sense("甲", "入会", False, ("入会",), "0")])
    assert not made.read("加入会议", boundaries(["加入", "会议"]))
    assert made.read("怎么入会", boundaries(["怎么", "入会"]))
    assert made.read("建会入会", boundaries(["建会入会"])), "inside one word it is meant"


def test_answers_are_looked_for_and_never_read() -> None:
    made = Expander([Sense("general:0", "经费使用公开", False, ("经费使用公开", "钱花哪了"), "43")])
    assert not made.read("经费使用公开")
    [one] = made.read("钱花哪了")
    assert one.everyday
    assert [label.text for label in one.sense.labels()] == ["经费使用公开", "钱花哪了"]


def test_the_longest_label_counts() -> None:
    made = Expander(
        [Sense("甲", "工会", False, ("工会",), "0"), Sense("乙", "工会经费", False, ("工会经费",), "0")]
    )
    assert [one.sense.id for one in made.read("工会经费") if one.start >= 0] == ["乙"]


def test_neighbours_speak_less_and_a_narrower_one_more_than_a_broader() -> None:
    made = Expander(
        [
            Sense("中", "集体协商", False, ("集体协商",), "0", ((1, "narrower"), (2, "broader"))),
            Sense("下", "工资集体协商", False, ("工资专项协商",), "0"),
            Sense("上", "权益维护", False, ("权益维护",), "0"),
        ]
    )
    weights = {voice.sense.id: voice.weight for voice in made.voices(made.read("集体协商"))}
    assert weights["中"] > weights["下"] > weights["上"] > 0


def test_the_compiled_form_says_the_same_and_follows_its_sources(tmp_path: Path) -> None:
    first = expander(tmp_path)
    file = tmp_path / "expansion.json"
    expander.cache_clear()
    again = expander(tmp_path)
    assert again is not first
    assert list(again.senses) == list(first.senses) == list(expander().senses)
    assert again.read("老板拖着工钱") == first.read("老板拖着工钱")
    for damaged in ("{", json.dumps({"stamp": "old", "senses": []})):
        file.write_text(damaged, encoding="utf-8")
        expander.cache_clear()
        assert list(expander(tmp_path).senses) == list(first.senses)
    assert [p.name for p in tmp_path.iterdir()] == ["expansion.json"]
