"""What is kept of documents for answers: the same as the graph says, exchanged as documents come and go, found at one cost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.model import Document
from kg.workspace import Workspace
from search.ask.facts import Facts, shelf, stock
from search.ask.facts.shelf import Shelf, restock
from search.searcher import Searcher
from tests.kg.factory import document
from tests.search.corpus import Paper

_PREDICATES = (
    "gh:responsible", "gh:lead", "gh:cooperating", "gh:hasTask", "gh:hasContact", "gh:deadline", "gh:cites",
    "gh:hasIndicator", "gh:hasInitiative", "gh:liaisonFor", "org:unitOf", "dcterms:publisher",
)  # fmt: skip


def _ledger(city: str, tasks: int = 6) -> Document:
    paper = Paper(f"{city}台账.txt", city, f"{city}市总工会2031年工作台账", f"{city[0]}工办发〔2031〕9号")
    for number in range(tasks):
        paper.task(
            f"按《关于推进驿站建设的意见》推进{city}第{number + 1}号驿站改造，开展暖流行动。",
            ("财务部", "组织部")[: 1 + number % 2],
            (("Q1", f"完成第{number + 1}号选址"), ("Q3", f"完成第{number + 1}号验收")),
            deliverable=f"第{number + 1}号验收单",
            deadline="2031年9月底前",
            initiatives=("暖流行动",) if number % 3 else (),
            cites=(("关于推进驿站建设的意见", "落实"),) if number % 2 else (),
        )
    return paper.done()


def _put(path: Path, *documents: Document, digest: str = "a") -> None:
    with Workspace.open(path) as writer:
        for one in documents:
            writer.put_file(one.source_file, digest, [one])


@pytest.fixture
def two(tmp_path: Path) -> Path:
    _put(tmp_path, document("云州"), _ledger("青岭"))
    return tmp_path


def _all_of(facts: Facts) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for head in facts.heads.values():
        out[head.id] = {name: facts.of_predicate(head, name) for name in _PREDICATES}
        out[head.id] |= {
            "facts": facts.facts_of(head),
            "literals": facts.literals_of(head),
            "sections": facts.sections_of(head),
            "text": facts.text(head.id),
        }
        wanted = facts.task_ids([head])
        out[head.id] |= {"tasks": facts.tasks(wanted), "rows": facts.task_rows(wanted)}
    return out


def test_what_is_kept_is_what_the_graph_says(two: Path) -> None:
    asked = Facts(Workspace.read(two))
    said = _all_of(asked)
    assert not any(asked.keeps(head) for head in asked.heads.values())
    assert stock.stock(Workspace.read(two)) == 2
    kept = Facts(Workspace.read(two))
    assert all(kept.keeps(head) for head in kept.heads.values())
    assert _all_of(kept) == said
    assert sum(len(one["tasks"]) for one in said.values()) == 8


def test_only_documents_that_changed_are_read_again(two: Path) -> None:
    assert stock.stock(Workspace.read(two)) == 2
    assert stock.stock(Workspace.read(two)) == 0
    _put(two, _ledger("临江"))
    assert stock.stock(Workspace.read(two)) == 1
    _put(two, _ledger("青岭", tasks=3))
    assert stock.stock(Workspace.read(two)) == 1
    with Workspace.open(two) as writer:
        writer.remove("云州方案.txt")
    assert stock.stock(Workspace.read(two)) == 0
    facts = Facts(Workspace.read(two))
    assert {h.city for h in facts.heads.values() if facts.keeps(h)} == {"青岭", "临江"}
    assert sorted(len(facts.task_ids([h])) for h in facts.heads.values()) == [3, 6]


def test_other_rules_or_decisions_read_all_again(two: Path) -> None:
    stock.stock(Workspace.read(two))
    _put(two, document("云州"), _ledger("青岭"), digest="b")  # the digest has the rules' version
    assert stock.stock(Workspace.read(two)) == 2
    heads = tuple(Facts(Workspace.read(two)).heads.values())
    decision = '[[join]]\na = "department:1"\nb = "department:2"\n'
    (two / "overrides.toml").write_text(decision, encoding="utf-8")
    changed = Workspace.read(two)
    assert not any(Facts(changed).keeps(head) for head in heads)
    assert stock.stock(changed) == 2


def test_a_document_without_a_digest_is_asked_of_the_graph(tmp_path: Path) -> None:
    with Workspace.open(tmp_path) as writer:
        writer.put(_ledger("青岭"))
    assert stock.stock(Workspace.read(tmp_path)) == 0
    facts = Facts(Workspace.read(tmp_path))
    assert len(facts.tasks(facts.task_ids(tuple(facts.heads.values())))) == 6


def test_a_reader_of_another_state_asks_the_graph(two: Path) -> None:
    before = Facts(Workspace.read(two))
    said = _all_of(before)
    stock.stock(Workspace.read(two))
    reader = Workspace.read(two)
    _put(two, _ledger("青岭", tasks=2))
    stock.stock(Workspace.read(two))
    late = Facts(reader)
    assert _all_of(late) == said and not any(late.keeps(head) for head in late.heads.values())


@pytest.mark.parametrize("broken", [b"", b"no database" * 100])
def test_a_broken_file_is_made_again(two: Path, broken: bytes) -> None:
    stock.stock(Workspace.read(two))
    (two / "derived" / "facts.db").write_bytes(broken)
    facts = Facts(Workspace.read(two))
    assert len(facts.tasks(facts.task_ids(tuple(facts.heads.values())))) == 8
    assert stock.stock(Workspace.read(two)) == 2


def test_nothing_is_kept_of_a_workspace_in_memory() -> None:
    memory = Workspace.in_memory()
    memory.put_file("青岭台账.txt", "a", [_ledger("青岭")])
    assert stock.stock(memory) == 0 and stock.opened(memory) is None


def test_what_a_killed_process_had_read_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "_BATCH", 2)
    read: list[str] = []

    def lines(limit: int) -> Callable[[str], dict[str, Any]]:
        def of(one: str) -> dict[str, Any]:
            if len(read) == limit:
                raise KeyboardInterrupt
            read.append(one)
            return {"text": one}

        return of

    prints = {f"doc:{n}": "x" for n in range(6)}
    with pytest.raises(KeyboardInterrupt):
        restock(tmp_path / "facts.db", "1", prints, lines(5))
    assert Shelf(tmp_path / "facts.db", "1").line("doc:0", "text") is None  # of no state yet
    read.clear()
    assert restock(tmp_path / "facts.db", "1", prints, lines(9)) == 2 and read == ["doc:4", "doc:5"]
    found = Shelf(tmp_path / "facts.db", "1")
    assert found.line("doc:0", "text") == ["doc:0"] and found.line("doc:0", "other") == []
    assert found.line("doc:9", "text") is None


_QUESTIONS = (
    "青岭2031年工作台账里财务部负责哪些任务？",
    "青岭第3号驿站改造由哪个部门负责？",
    "青岭第2号驿站改造第三季度做什么？",
    "青岭第4号驿站改造的完成标志是什么？",
)


def _work(path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[int, int, str]]:
    """Queries to the graph and lines read for each question, and its answer; after one about another city."""
    searcher = Searcher(Workspace.read(path))
    searcher.stock()
    searcher.prepare()
    searcher.ask("临江2031年工作台账里财务部负责哪些任务？")
    counted = {"queries": 0, "lines": 0}
    store = searcher.workspace.store
    query, line = store.query, Shelf.line

    def asked(sparql: str) -> Any:
        counted["queries"] += 1
        return query(sparql)

    def read(self: Shelf, document: str, name: str) -> list[Any] | None:
        counted["lines"] += 1
        return line(self, document, name)

    out = {}
    with monkeypatch.context() as patched:
        patched.setattr(store, "query", asked)
        patched.setattr(Shelf, "line", read)
        for question in _QUESTIONS:
            before = dict(counted)
            text = searcher.ask(question)["text"]
            out[question] = (
                counted["queries"] - before["queries"], counted["lines"] - before["lines"], text
            )  # fmt: skip
    return out


def test_the_work_of_a_question_does_not_grow_with_documents_it_is_not_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _put(tmp_path / "few", _ledger("青岭"), _ledger("临江"))
    cities = [a + b for a in "松柏桐杉榆" for b in "湾陵溪川"]
    _put(tmp_path / "many", _ledger("青岭"), _ledger("临江"), *map(_ledger, cities))
    few, many = (_work(tmp_path / name, monkeypatch) for name in ("few", "many"))
    assert few == many
    assert not any(queries for queries, _, _ in few.values()) and any(lines for _, lines, _ in few.values())
