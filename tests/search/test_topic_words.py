"""Is a topic found where its own words stand, inside longer words too, and not by chance?"""

from __future__ import annotations

import pytest

from kg.thesaurus import Thesaurus
from search.topic_words import Wording, is_group


def wording(label: str, said: str = "") -> Wording:
    thesaurus = Thesaurus.load()
    concept = thesaurus.by_label(label)[0]
    return Wording.of(thesaurus, concept, frozenset((concept.id,)), said)


@pytest.mark.parametrize(
    ("label", "text", "there"),
    [
        ("户外劳动者", "打造户外劳动者服务站点", True),  # inside a longer label
        ("户外劳动者", "为室外作业\n职工送清凉", True),  # an official label over a line's end
        ("外卖配送员", "聚焦外卖配送、家政两类行业", True),  # the trade for its people
        ("网约车司机与出租车司机", "走进网约车企业", True),
        ("外卖配送员", "配送年货500份", False),
        ("快递员", "快递车停放有序", False),  # a trade of two signs
        ("工会干部", "总结工会工作", False),  # no trade: 工会工作人员
        ("新就业形态劳动者", "关爱小哥", False),  # two everyday signs are chance
        ("职工书屋", "办好职工书屋", False),  # no group, and not asked for
    ],
)
def test_a_group_is_named_by_any_word_for_it(label: str, text: str, there: bool) -> None:
    assert wording(label).names(text) is there


@pytest.mark.parametrize(
    ("words", "text", "there"),
    [
        ("晚霞茶座", "办好“晚霞茶座”", True),
        ("茶座 晚霞", "晚霞里办茶座", True),
        ("茶座 晚霞", "开办茶座", False),
        ("座", "茶座", False),
    ],
)
def test_free_words_stand_as_they_were_said(words: str, text: str, there: bool) -> None:
    assert Wording.free(words).names(text) is there


@pytest.mark.parametrize(
    ("words", "text", "first"),
    [
        (wording("户外劳动者"), "办好书屋。\n 户外劳动者驿站太少。户外职工多。", "户外劳动者驿站太少。"),
        (wording("外卖配送员"), "一是外卖配送工会少；二是经费少。", "一是外卖配送工会少；"),
        (wording("职工书屋"), "集体合同。职工书屋偏少。", "职工书屋偏少。"),
        (Wording.free("晚霞茶座"), "书屋少。晚霞茶座没有办。", "晚霞茶座没有办。"),
        (wording("职工书屋"), "集体合同。", None),
    ],
)
def test_the_first_sentence_that_has_it(words: Wording, text: str, first: str | None) -> None:
    span = words.first(text)
    assert (span.of(text) if span else None) == first


@pytest.mark.parametrize(("label", "group"), [("外卖配送员", True), ("女职工", True), ("职工书屋", False)])
def test_people_are_no_activity(label: str, group: bool) -> None:
    thesaurus = Thesaurus.load()
    assert is_group(thesaurus, thesaurus.by_label(label)[0]) is group
