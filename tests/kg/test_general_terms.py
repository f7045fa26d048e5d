"""The general layer: is its file what its header promises, and does matching find the right phrases?"""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.general_terms import Equivalence, GeneralTerms, Relation
from kg.resources import resource
from tests.growth import LINEAR, growth

TERMS = GeneralTerms.load()
FILE = resource("thesaurus/general.tsv")
# Characters that carry no meaning of their own when two phrases are compared.
EMPTY = set("的人员者子了们")


def small(*rows: tuple[str, str]) -> GeneralTerms:
    return GeneralTerms(
        tuple(Equivalence(tuple(e.split("|")), tuple(o.split("|")), Relation.EQUAL, "试") for e, o in rows)
    )


def echoes(one: str, other: str) -> bool:
    """Is the shorter phrase, but for empty characters, mostly made of the other's characters?"""
    one, other = ("".join(c for c in phrase if c not in EMPTY) or phrase for phrase in (one, other))
    shorter, longer = sorted((one, other), key=len)
    return shorter in longer or sum(c in longer for c in shorter) / len(shorter) > 0.6


# --- the file ------------------------------------------------------------------------------------


def test_there_are_enough() -> None:
    assert len(TERMS.rows) >= 3500
    assert sum(len(row.everyday) + len(row.official) for row in TERMS.rows) >= 12_000
    topics = Counter(row.topic for row in TERMS.rows)
    assert len(topics) >= 30
    assert min(topics.values()) >= 20
    assert {row.relation for row in TERMS.rows} == set(Relation)


def test_every_phrase_is_a_few_chinese_characters() -> None:
    shape = re.compile(r"[一-鿿]{1,12}")
    bad = [
        phrase
        for row in TERMS.rows
        for phrase in (*row.everyday, *row.official, row.topic)
        if not shape.fullmatch(phrase)
    ]
    assert bad == []
    assert [phrase for row in TERMS.rows for phrase in row.everyday if len(phrase) < 2] == []


def test_no_phrase_stands_in_more_than_three_rows() -> None:
    uses = Counter(phrase for row in TERMS.rows for phrase in {*row.everyday, *row.official})
    assert {phrase: count for phrase, count in uses.items() if count > 3} == {}


def test_no_phrase_twice_in_a_row_and_no_pair_twice() -> None:
    assert [
        row for row in TERMS.rows if len({*row.everyday, *row.official}) < len(row.everyday + row.official)
    ] == []
    pairs = Counter((e, o) for row in TERMS.rows for e in row.everyday for o in row.official)
    assert {pair: count for pair, count in pairs.items() if count > 1} == {}


def test_every_everyday_phrase_has_an_official_one_in_other_words() -> None:
    echoing = [
        (phrase, row.official)
        for row in TERMS.rows
        for phrase in row.everyday
        if all(echoes(phrase, official) for official in row.official)
    ]
    assert echoing == []


@pytest.mark.parametrize(
    ("everyday", "official"),
    [
        ("一视同仁", "平等"),
        ("钱花哪了", "经费使用公开"),
        ("手续麻烦", "简化流程"),
        ("上头", "上级"),
        ("头头", "负责人"),
        ("打针", "接种疫苗"),
        ("大夫", "医务人员"),
        ("遛弯", "健步走"),
        ("琢磨小窍门", "技术革新"),
        ("门道", "业务知识"),
        ("撑腰", "维权"),
        ("老乡", "外来务工人员"),
        ("饭碗", "就业岗位"),
        ("涨薪", "工资增长"),
        ("管账", "财务管理"),
        ("开会碰头", "联席会议"),
        ("一碗水端平", "公平公正"),
        ("来回跑", "减少办事环节"),
        ("雷声大雨点小", "落实力度不足"),
        ("打水漂", "资金损失"),
    ],
)
def test_a_phrase_has_its_official_one(everyday: str, official: str) -> None:
    found = TERMS.official_for(everyday)
    assert any(match.phrase == everyday and official in match.official for match in found)


# --- matching ------------------------------------------------------------------------------------


def test_a_question_in_everyday_words() -> None:
    text = "上头拨的钱花哪了，手续麻烦不？"
    found = TERMS.official_for(text)
    assert [(match.phrase, match.span) for match in found] == [
        ("上头", (0, 2)),
        ("钱花哪了", (4, 8)),
        ("手续麻烦", (9, 13)),
    ]
    assert [match.relation for match in found] == [Relation.EQUAL, Relation.EQUAL, Relation.RELATED]


def test_the_longest_phrase_counts() -> None:
    terms = small(("涨工资", "工资增长"), ("每年涨工资", "正常增长机制"), ("每年涨", "逐年提高"))
    assert [match.phrase for match in terms.official_for("能不能每年涨工资，再涨工资")] == [
        "每年涨工资",
        "涨工资",
    ]


def test_of_equal_lengths_the_first_counts() -> None:
    terms = small(("找工作", "求职"), ("工作忙", "任务繁重"))
    assert [match.phrase for match in terms.official_for("找工作忙")] == ["找工作"]


def test_an_official_phrase_shields_what_lies_in_it() -> None:
    terms = small(("工服", "统一着装"), ("帮衬", "职工服务"))
    assert terms.official_for("职工服务") == []
    assert [match.span for match in terms.official_for("发工服")] == [(1, 3)]


def test_a_phrase_of_two_rows_gives_both() -> None:
    terms = small(("打预防针", "接种疫苗"), ("打预防针|敲警钟", "警示提醒"))
    assert [(match.span, match.official) for match in terms.official_for("打预防针")] == [
        ((0, 4), ("接种疫苗",)),
        ((0, 4), ("警示提醒",)),
    ]


@pytest.mark.parametrize("text", ["", "abc", "。！？", "𠮷"])
def test_nothing_to_find(text: str) -> None:
    assert TERMS.official_for(text) == []
    assert GeneralTerms(()).official_for(text) == []


PIECES = st.sampled_from(
    sorted({phrase for row in TERMS.rows[::40] for phrase in row.everyday + row.official})
)


@given(st.lists(PIECES | st.text(max_size=3), max_size=12).map("".join))
def test_spans_quote_the_text_and_do_not_overlap(text: str) -> None:
    found = TERMS.official_for(text)
    assert all(text[match.span[0] : match.span[1]] == match.phrase for match in found)
    spans = sorted({match.span for match in found})
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert [match.span for match in found] == sorted(match.span for match in found)


def test_a_very_long_line_does_not_hang() -> None:
    assert len(TERMS.official_for("钱花哪了" * 50_000)) == 50_000
    assert growth(TERMS.official_for, "钱花哪了", 400_000) < LINEAR


# --- loading -------------------------------------------------------------------------------------


def test_the_shipped_file_is_read_once() -> None:
    assert GeneralTerms.load() is TERMS


def test_another_file_of_the_same_shape(tmp_path: Path) -> None:
    path = tmp_path / "own.tsv"
    path.write_text(
        "# own words\neveryday\tofficial\trelation\ttopic\n唠嗑\t座谈交流\tequal\t方言\n", encoding="utf-8"
    )
    assert GeneralTerms.load(path).official_for("来唠嗑")[0].official == ("座谈交流",)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("唠嗑\t座谈\tequal", "four filled columns"),
        ("唠嗑\t\tequal\t方言", "four filled columns"),
        ("唠嗑\t座谈\tsame\t方言", "no such relation"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, says: str) -> None:
    path = tmp_path / "own.tsv"
    path.write_text(f"everyday\tofficial\trelation\ttopic\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=says) as caught:
        GeneralTerms.load(path)
    assert caught.value.where.endswith("own.tsv:2")


def test_a_file_without_its_header_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.tsv"
    path.write_text("唠嗑\t座谈\tequal\t方言\n", encoding="utf-8")
    with pytest.raises(InputError, match="header"):
        GeneralTerms.load(path)
