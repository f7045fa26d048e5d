"""Hits say why they were found, mark what matched, fold what is the same, and come as initiatives and documents too."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.views.passages import PassageRecord
from kg.views.texts import text as text_of
from kg.workspace import Workspace
from search import open_searcher
from search.highlight import Folded, merged
from search.near_duplicates import fold_duplicates, likeness
from search.searcher import Searcher
from search.tokens import fold
from tests.search.corpus import Paper, workspace

BY = {"原词", "同义词", "上下位词", "相关词", "日常说法", "语义"}


@pytest.fixture(scope="module")
def searcher() -> Searcher:
    return open_searcher(workspace())


SAID = (
    "职工夜校",
    "云州 上班妈妈喂奶的地方",
    "晚上學書法",
    "2032年的月光学堂",
    "入会",
    "“灯塔讲堂”",
    "70%",
    "",
)


@pytest.mark.parametrize("query", SAID)
@pytest.mark.parametrize("kind", [None, "initiative", "document"])
def test_highlights_lie_inside_and_match(searcher: Searcher, query: str, kind: str | None) -> None:
    for hit in searcher.search(query, kind=kind)["hits"]:
        last = -1
        words = {m["words"] for m in hit["why"]["matched"]} - {""}
        assert {m["by"] for m in hit["why"]["matched"]} <= BY
        for start, end in hit["highlights"]:
            assert last < start < end <= len(hit["text"])
            assert any(word in fold(hit["text"][start:end]) for word in words)
            last = end
        assert bool(words) == bool(hit["highlights"])


@given(st.text(alphabet="夜校職工 　入会“”（）(ABﬁ①\n70%，", max_size=30), st.data())
@settings(max_examples=150, deadline=None)
def test_folded_places_match(text: str, data: st.DataObject) -> None:
    own = Folded(text)
    if own.folded:
        start = data.draw(st.integers(0, len(own.folded) - 1))
        words = own.folded[start : start + data.draw(st.integers(1, 4))]
        for begin, end in own.spans(words):
            assert 0 <= begin < end <= len(text)
            assert fold(text[begin:end]) == words


@pytest.mark.parametrize(
    ("text", "words", "spans"),
    [
        ("开设職工 夜校", "职工夜校", [(2, 7)]),
        ("“灯塔讲堂”在灯塔讲堂", "灯塔讲堂", [(1, 5), (7, 11)]),
        ("比例不低于７０％", "70%", [(5, 8)]),
        ("夜校", "", []),
        ("夜校", "夜校夜校", []),
    ],
)
def test_spans(text: str, words: str, spans: list[tuple[int, int]]) -> None:
    assert Folded(text).spans(words) == spans


def test_spans_that_touch_are_one() -> None:
    assert merged([(4, 6), (0, 2), (1, 3), (3, 4)]) == [[0, 6]]
    assert merged([(4, 6), (0, 2)]) == [[0, 2], [4, 6]]


def test_a_city_that_is_named_limits_the_hits(searcher: Searcher) -> None:
    found = searcher.search("临江市的职工夜校")
    assert found["understood"]["filters"] == [{"field": "city", "value": "临江"}]
    assert {hit["city"] for hit in found["hits"]} == {"临江"}
    assert all(hit["why"]["filters"] for hit in found["hits"])
    plain = searcher.search("临江市的职工夜校", literal=True)
    assert plain["understood"]["filters"] == []
    assert {hit["city"] for hit in plain["hits"]} == {"临江", "云州"}


def test_a_city_without_papers_is_said_and_others_are_shown(searcher: Searcher) -> None:
    found = searcher.search("芜湖市的职工夜校")
    assert found["understood"]["notes"] == ["没有芜湖市的文件，以下是其他地方的"]
    assert {hit["city"] for hit in found["hits"]} == {"临江", "云州"}


def test_concepts_and_their_reasons(searcher: Searcher) -> None:
    found = searcher.search("上班妈妈喂奶的地方")
    assert "女职工哺乳室" in [c["label"] for c in found["understood"]["concepts"]]
    best = found["hits"][0]
    assert "哺乳" in best["text"]
    assert ("日常说法", "女职工哺乳室") in [(m["by"], m["concept"]) for m in best["why"]["matched"]]
    assert {r["name"] for r in best["why"]["retrievers"]} >= {"concepts", "dense"}


def test_initiatives_and_documents_are_results_of_their_own(searcher: Searcher) -> None:
    named = searcher.search("职工夜校", kind="initiative")["hits"]
    assert {hit["name"] for hit in named[:2]} == {"灯塔讲堂", "月光学堂"}
    papers = searcher.search("职工夜校", kind="document")["hits"]
    assert len(papers) == len({hit["document"] for hit in papers}) == 2
    for hit in (*named, *papers):
        text = text_of(searcher.workspace, hit["document"])
        assert text[hit["start"] : hit["end"]] == hit["text"]
        assert hit["kind"] in ("initiative", "document")


LONG = "组织开展职工趣味运动会，设置拔河、跳绳、接力等项目，丰富职工业余文化生活，吸引{}余人参加"


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (LONG.format(300), LONG.format(300) + "。", True),
        ("（一）" + LONG.format(300), "3．" + LONG.format(300), True),
        (LONG.format(300), LONG.format(500), False),
        (LONG.format(300), "开展职工趣味运动会，吸引300余人参加", False),
        ("召开座谈会", "召开座谈会。", True),
        ("召开座谈会", "召开推进会", False),
    ],
)
def test_likeness(left: str, right: str, same: bool) -> None:
    assert (likeness(left, right) >= 0.9) is same


Make = Callable[[str, str, str], PassageRecord]


@pytest.fixture
def make() -> Make:
    def record(identifier: str, city: str, text: str) -> PassageRecord:
        return PassageRecord(
            identifier, "task", "", "", text, 0, len(text), f"doc:{identifier}", f"{city}.txt", city=city
        )

    return record


def test_near_copies_fold_at_home_and_only_copies_abroad(make: Make) -> None:
    nearly = LONG.format(300)[:-2] + "参与"
    rows = [
        make("a", "云州", LONG.format(300)),
        make("b", "云州", nearly),
        make("c", "临江", nearly),
        make("d", "临江", LONG.format(300)),
    ]
    found = fold_duplicates(rows, 10)
    assert [(first.id, [o.id for o in same]) for first, same in found] == [("a", ["b", "d"]), ("c", [])]


def test_copies_are_named_in_the_first_hit() -> None:
    made = Workspace.in_memory()
    for name, year in (("旧.txt", 2031), ("新.txt", 2032)):
        paper = Paper(name, "云州", f"云州市总工会{year}年工作台账", f"云工办发〔{year}〕7号", year=year)
        paper.task(LONG.format(300), ("宣教部",))
        made.put(paper.done())
    [hit] = open_searcher(made).search("职工趣味运动会")["hits"]
    other: dict[str, Any] = hit["duplicates"][0]
    assert (other["city"], {other["source_file"], hit["source_file"]}) == ("云州", {"旧.txt", "新.txt"})


@given(st.text(alphabet="夜校（职工）ABc，、。〔2031〕—", max_size=30))
@settings(max_examples=100, deadline=None)
def test_places_are_the_same_the_short_way(text: str) -> None:
    """A text whose signs all stay in their places is as one that has a sign to drop behind it."""
    short, long = Folded(text), Folded(text + "”")
    assert short.folded == long.folded == fold(text)
    for start in range(len(short.folded)):
        words = short.folded[start : start + 2]
        assert short.spans(words) == long.spans(words)
