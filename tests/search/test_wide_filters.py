"""A filter by hundreds of documents finds what looking at everything and dropping the rest finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.workspace import Workspace
from search.lexical import Filters, LexicalIndex
from search.searcher import Searcher
from search.tokens import bigrams, fold, pairs_in
from tests.search.corpus import Paper

PAPERS = 420
"""More than are looked up one by one by tantivy."""
_PLACES = ("青岭", "临江", "云州")


def _paper(number: int) -> Paper:
    place, year = _PLACES[number % 3], 2030 + number % 4 // 3  # every fourth is of 2031
    paper = Paper(
        f"{place}{number}.txt",
        place,
        f"{place}市总工会{year}年工作台账",
        f"工发〔{year}〕{number}号",
        year=year,
    )
    paper.task(f"建设第{number}号户外劳动者驿站。", ("财务部",), (("Q2", "完成验收"),))
    if number % 50 == 0:
        paper.task("开办夜读点，培训宣讲员。", ("组织部",), (("Q3", "开班"),))
    return paper


@pytest.fixture(scope="module")
def made() -> Workspace:
    workspace = Workspace.in_memory()
    for number in range(PAPERS):
        workspace.put(_paper(number).done())
    return workspace


@pytest.fixture(scope="module")
def index(made: Workspace) -> LexicalIndex:
    return LexicalIndex.open(made)


def _of(made: Workspace, year: int) -> tuple[str, ...]:
    heads = Searcher(made)._asker.facts.heads.values()
    return tuple(h.id for h in heads if h.year == year)


@pytest.mark.parametrize("words", ["驿站", "户外劳动者驿站", "夜读点", "宣讲员培训", "橄榄枝", "财务部验收"])
@pytest.mark.parametrize("kind", [None, "task"])
@pytest.mark.parametrize("k", [1, 7, 40])
def test_the_best_of_many_documents(
    made: Workspace, index: LexicalIndex, words: str, kind: str | None, k: int
) -> None:
    wide = _of(made, 2030)
    assert len(wide) > 300
    among = Filters(kind=kind, documents=wide)
    for look in (index.by_words, index.by_bigrams, index.by_phrase):
        every = look(words, index.size, Filters(kind=kind))
        wanted = [m.passage.id for m in every if m.passage.document in set(wide)][:k]
        assert [m.passage.id for m in look(words, k, among)] == wanted


@pytest.mark.parametrize(
    ("words", "stands"), [("驿站", True), ("夜读点", True), ("第3号", False), ("橄榄枝", False)]
)
def test_standing_in_many_documents(made: Workspace, index: LexicalIndex, words: str, stands: bool) -> None:
    assert index.standing(words, Filters(documents=_of(made, 2030))) is stands


def test_numbers_of_many_documents(made: Workspace, index: LexicalIndex) -> None:
    wide = _of(made, 2030)
    one_by_one = sorted(n for d in wide for n in index.numbers(Filters(documents=(d,))).tolist())
    assert index.numbers(Filters(documents=(*wide, "doc:gone"))).tolist() == one_by_one


@pytest.mark.parametrize(
    "text", ["职工2031年夜校", "驿站", "云州市总工会（2031）年工作台账abc", "", "驿", "ab驿站cd站点"]
)
@pytest.mark.parametrize("asked", ["云州2031年的驿站台账", "职工夜校abc", "驿", ""])
def test_pairs_in(asked: str, text: str) -> None:
    pairs = frozenset(bigrams(fold(asked)))
    assert pairs_in(pairs, fold(text)) == len(pairs & frozenset(bigrams(fold(text))))


def test_what_is_prepared_changes_no_answer(tmp_path: Path) -> None:
    with_tables = Workspace.open(tmp_path / "ws")
    for number in range(120):
        with_tables.put(_paper(number).done())
    with_tables.rebuild_entities()
    questions = (
        "青岭2030年工作台账里财务部负责哪些任务？",
        "夜读点由哪个部门负责？",
        "第6号驿站什么时候验收？",
    )
    before = [Searcher(with_tables).ask(q) for q in questions]
    tables = tmp_path / "ws" / "derived" / "ask"
    kept = {file.name for file in tables.rglob("*.json*")}
    prepared = Searcher(with_tables)
    prepared.prepare()
    assert {"units.json", "seats.jsonl", "policies.json"} <= {f.name for f in tables.rglob("*.json*")} >= kept
    assert [prepared.ask(q) for q in questions] == before
    with_tables.close()
