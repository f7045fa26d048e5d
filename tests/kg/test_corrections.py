"""Does a decision by hand change what a fact says, everywhere and to the triple, and is it undone without a trace?"""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import corrections, doctor, ids, views
from kg.errors import InputError
from kg.export import model
from kg.model import Document, Task, TaskRow, UnitMention, UnitRole
from kg.rdf import map_document
from kg.resolution.overrides import FILE_NAME, Overrides, parse
from kg.triples import triples_of
from kg.workspace import Workspace
from tests.kg.factory import document

YUN = document()
LIN = document("临江", name="临江.txt", letter="临")
YUN_PATH, LIN_PATH = "/a/云州方案.txt", "/a/临江.txt"
ID = map_document(YUN).id
FIRST, SECOND = f"task:{ID}:1", f"task:{ID}:2"
LIN_FIRST = f"task:{map_document(LIN).id}:1"


def department(name: str, city: str = "云州") -> str:
    return f"department:{city}市总工会/{name}"


def relink(subject: str, source: str, target: str, **more: str) -> str:
    fields = {"subject": subject, "from": source, "to": target, **more}
    return "[[relink]]\n" + "".join(f'{name} = "{value}"\n' for name, value in fields.items())


def decided(*entries: str) -> Overrides:
    return parse("\n".join(entries))


def graph(workspace: Workspace) -> list[str]:
    return sorted(str(q) for iri in workspace.documents() for q in workspace.store.graph(iri))


def answering(workspace: Workspace) -> dict[str, list[str]]:
    """Task → who answers for it, of the document of 云州."""
    found = views.tasks(workspace, document=ID)
    return {task["number"]: task["departments"] for task in found}


def units(workspace: Workspace) -> set[str]:
    return {e["name"] for e in views.entities(workspace, type="department")}


def settle(workspace: Workspace, *entries: str) -> None:
    workspace.overrides = decided(*entries)
    workspace.settle()


@pytest.fixture
def memory() -> Iterator[Workspace]:
    with Workspace.in_memory() as workspace:
        workspace.put_file(YUN_PATH, "d", [YUN])
        workspace.put_file(LIN_PATH, "d", [LIN])
        yield workspace


CASES: list[tuple[str, list[tuple[str, str, str]], dict[str, list[str]]]] = [
    ("another of the same paper", [(SECOND, "宣教部", "组织部")], {"1": ["组织部", "权益保障部"], "2": ["组织部"]}),
    ("no unit at all", [(SECOND, "宣教部", "")], {"1": ["组织部", "权益保障部"], "2": []}),
    ("the lead of two", [(FIRST, "组织部", "宣教部")], {"1": ["宣教部", "权益保障部"], "2": ["宣教部"]}),
    ("one that is there already", [(FIRST, "组织部", "权益保障部")], {"1": ["权益保障部"], "2": ["宣教部"]}),
    (
        "two change places",
        [(FIRST, "组织部", "权益保障部"), (FIRST, "权益保障部", "组织部")],
        {"1": ["权益保障部", "组织部"], "2": ["宣教部"]},
    ),
    (
        "one that only another correction lets stand",
        [(SECOND, "宣教部", "组织部"), (FIRST, "权益保障部", "宣教部")],
        {"1": ["组织部", "宣教部"], "2": ["组织部"]},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("what", "entries", "expected"), CASES, ids=[case[0] for case in CASES])
def test_whom_the_words_mean(
    memory: Workspace, what: str, entries: list[tuple[str, str, str]], expected: dict[str, list[str]]
) -> None:
    before = (graph(memory), views.entities(memory), views.tasks(memory))
    settle(memory, *(relink(s, department(a), b and department(b)) for s, a, b in entries))
    assert answering(memory) == expected
    assert doctor.examine(memory) == []
    for name in {unit for found in expected.values() for unit in found}:
        assert {t["number"] for t in views.tasks(memory, department=name, document=ID)} == {
            number for number, found in expected.items() if name in found
        }
    settle(memory)
    assert (graph(memory), views.entities(memory), views.tasks(memory)) == before


def test_the_quote_stays_and_the_fact_says_whom_it_was_taken_for(memory: Workspace) -> None:
    def edges() -> list[tuple[Any, ...]]:
        found = model.gather(memory)
        named = {node.id: node.label for node in found.nodes}
        return [
            (named[e.target], quote["quote"])
            for e in found.edges
            for quote in found.quotes(e)
            if e.source == SECOND and e.type == "responsible"
        ]

    assert edges() == [("宣教部", "宣教部")]
    settle(memory, relink(SECOND, department("宣教部"), department("组织部")))
    assert edges() == [("组织部", "宣教部")]
    rows = memory.store.select(
        f"PREFIX gh: <https://w3id.org/gonghui/ns#> SELECT ?was ?w WHERE {{ ?f gh:readAs ?was ; gh:writtenInstead ?w ; "
        f"<http://www.w3.org/1999/02/22-rdf-syntax-ns#subject> <{ids.expand(SECOND)}> }}"
    )
    assert [(row["was"].value, row["w"].value) for row in rows] == [
        (ids.department_iri("云州市总工会", "宣教部"), "宣教部")
    ]


def test_a_unit_that_nobody_names_any_more_is_gone_and_comes_back(memory: Workspace) -> None:
    memory.remove(LIN_PATH)
    assert "权益保障部" in units(memory)
    settle(memory, relink(FIRST, department("权益保障部"), department("组织部")))
    assert "权益保障部" not in units(memory)
    settle(memory)
    assert "权益保障部" in units(memory)


def test_whose_a_unit_is_is_quoted_with_words_that_still_mean_it(memory: Workspace) -> None:
    def quotes() -> set[str]:
        iri = ids.department_iri("云州市总工会", "宣教部")
        rows = memory.store.select(
            "PREFIX org: <http://www.w3.org/ns/org#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> "
            f"SELECT ?at WHERE {{ ?f rdf:subject <{iri}> ; rdf:predicate org:unitOf ; <http://www.w3.org/ns/prov#wasQuotedFrom> ?at }}"
        )
        return {row["at"].value.rpartition("=")[2] for row in rows}

    row = YUN.tasks[1].rows[0].units[0].span
    charge = YUN.portfolios[0].units[0].span
    assert f"{row.start},{row.end}" in quotes()
    settle(memory, relink(SECOND, department("宣教部"), department("组织部")))
    assert f"{row.start},{row.end}" not in quotes()
    assert f"{charge.start},{charge.end}" in quotes()


REFERENCES = [
    (department("宣教部"), department("组织部")),
    ("department:" + ids.department_iri("云州市总工会", "宣教部").rpartition(":")[2], department("组织部")),
    (ids.department_iri("云州市总工会", "宣教部"), ids.department_iri("云州市总工会", "组织部")),
    ("department:宣教部", "department:云州/组织部"),
    ("department:云州市总工会/ 宣教部", "department:云州市总工会/“组织部”"),
]


@pytest.mark.parametrize(("source", "target"), REFERENCES)
def test_ways_to_name_them(memory: Workspace, source: str, target: str) -> None:
    settle(memory, relink(SECOND, source, target).replace("“", "‘").replace("”", "’"))
    assert answering(memory)["2"] == ["组织部"]
    assert memory.entities.problems == ()


def test_another_organisation_may_be_meant(memory: Workspace) -> None:
    settle(memory, relink(SECOND, department("宣教部"), "organization:临江市总工会"))
    assert answering(memory)["2"] == ["临江市总工会"]
    assert doctor.examine(memory) == []


PROBLEMS = [
    (relink(f"task:{ID}:9", department("宣教部"), department("组织部")), "库中没有任务"),
    (relink(f"task:{'0' * 20}:1", department("宣教部"), department("组织部")), "库中没有任务"),
    (relink(SECOND, department("组织部"), department("宣教部")), "责任部门里没有"),
    (relink(SECOND, department("宣教部"), department("没有部")), "没有部"),
    (relink(SECOND, department("宣教部"), "department:" + "0" * 20), "库中没有"),
    (relink(SECOND, department("宣教部"), "department:组织部"), "不止一个"),
    (relink(SECOND, department("宣教部"), ids.department_iri("云州市总工会", "宣教部")), "责任部门里没有"),
]


@pytest.mark.parametrize(("entry", "says"), PROBLEMS)
def test_what_cannot_be_followed_is_told_and_changes_nothing(
    memory: Workspace, entry: str, says: str
) -> None:
    before = graph(memory)
    settle(memory, entry)
    assert graph(memory) == before
    (problem,) = memory.entities.problems
    assert problem.startswith("第 1 个 [[relink]]：")
    assert says in problem
    assert [p.message for p in doctor.examine(memory)] == [problem]


REFUSED = [
    (relink("doc:1", department("甲部"), ""), "任务的标识符"),
    (relink(SECOND, "", department("甲部")), "from"),
    (relink(SECOND, department("甲部"), department("甲部")), "相同"),
    (relink(SECOND, "person:云州市总工会/王平", department("甲部")), "不是部门"),
    (relink(SECOND, department("甲部"), "甲部"), "种类:单位/名称"),
    (relink(SECOND, department("甲部"), department("乙部")) * 2, "同一处"),
    (relink(SECOND, department("甲部"), department("乙部"), a="x"), "不认识的字段"),
    ('relink = "甲"', "双层方括号"),
]


@pytest.mark.parametrize(("text", "says"), REFUSED)
def test_what_makes_no_sense_is_refused(text: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        parse(text)


# --- coming and going ----------------------------------------------------------------------------------

FILES = ((YUN_PATH, YUN), (LIN_PATH, LIN))
ACROSS = (
    relink(SECOND, department("宣教部"), department("权益保障部", "临江")),
    relink(LIN_FIRST, department("组织部", "临江"), department("宣教部")),
    relink(FIRST, department("权益保障部"), ""),
)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_the_order_of_files_and_decisions_does_not_matter(order: tuple[int, ...]) -> None:
    """The last step is the decision."""
    with Workspace.in_memory() as workspace, Workspace.in_memory() as straight:
        steps: list[Callable[[], Any]] = [
            lambda: workspace.put_file(YUN_PATH, "d", [YUN]),
            lambda: workspace.put_file(LIN_PATH, "d", [LIN]),
            lambda: settle(workspace, *ACROSS),
        ]
        for k in order:
            steps[k]()
        straight.overrides = decided(*ACROSS)
        for path, record in FILES:
            straight.put_file(path, "d", [record])
        assert graph(workspace) == graph(straight)
        assert views.entities(workspace) == views.entities(straight)
        assert workspace.entities.problems == straight.entities.problems == ()
        assert answering(workspace) == {"1": ["组织部"], "2": ["权益保障部"]}


def test_reading_again_keeps_the_correction(memory: Workspace) -> None:
    settle(memory, *ACROSS)
    before = (graph(memory), memory.generation)
    assert memory.put_file(YUN_PATH, "d", [YUN]) == "unchanged"
    assert (graph(memory), memory.generation) == before
    longer = replace(YUN, year=2030)
    assert memory.put_file(YUN_PATH, "d2", [longer]) == "replaced"
    assert answering(memory) == {"1": ["组织部"], "2": ["权益保障部"]}


def test_a_correction_waits_for_whom_it_names(memory: Workspace) -> None:
    settle(memory, *ACROSS)
    memory.remove(LIN_PATH)
    assert answering(memory) == {"1": ["组织部"], "2": ["宣教部"]}
    assert len(memory.entities.problems) == 2
    memory.put_file(LIN_PATH, "d", [LIN])
    assert answering(memory)["2"] == ["权益保障部"]


_WHO = st.sampled_from(["组织部", "宣教部", "权益保障部"])
_RELINKS = st.lists(
    st.tuples(st.sampled_from([FIRST, SECOND, LIN_FIRST]), _WHO, st.one_of(st.just(""), _WHO), st.booleans()),
    unique_by=lambda one: one[:2],
    max_size=4,
)


def _entries(chosen: list[tuple[str, str, str, bool]]) -> list[str]:
    out = []
    for subject, source, target, other in chosen:
        home, away = ("临江", "云州") if subject == LIN_FIRST else ("云州", "临江")
        to = target and department(target, away if other else home)
        if to != department(source, home):
            out.append(relink(subject, department(source, home), to))
    return out


_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("decide"), _RELINKS),
        st.tuples(st.sampled_from(["put", "take"]), st.integers(0, 1)),
    ),
    max_size=6,
)


@settings(max_examples=40, deadline=None)
@given(_STEPS)
def test_any_coming_going_and_deciding_leaves_what_a_fresh_reading_would(
    steps: list[tuple[str, Any]],
) -> None:
    held: set[int] = set()
    entries: list[str] = []
    with Workspace.in_memory() as workspace, Workspace.in_memory() as fresh, Workspace.in_memory() as plain:
        for what, how in steps:
            if what == "decide":
                entries = _entries(how)
                settle(workspace, *entries)
            elif what == "put":
                workspace.put_file(FILES[how][0], "d", [FILES[how][1]])
                held.add(how)
            else:
                workspace.remove(FILES[how][0])
                held.discard(how)
        fresh.overrides = decided(*entries)
        for k in sorted(held, reverse=True):
            fresh.put_file(FILES[k][0], "d", [FILES[k][1]])
            plain.put_file(FILES[k][0], "d", [FILES[k][1]])
        assert graph(workspace) == graph(fresh)
        assert [p for p in doctor.examine(workspace) if p.check != "overrides"] == []
        settle(workspace)
        assert graph(workspace) == graph(plain)


def _many(count: int) -> Document:
    """A paper whose one task has many units, named in one line each."""
    names = [f"第{k}业务部" for k in range(1, count + 1)]
    text = "临江市总工会2031年工作安排\n推进驿站建设。\n" + "\n".join(names) + "\n"
    from kg.model import Span

    def at(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    rows = tuple(TaskRow(units=(UnitMention(n, at(n), UnitRole.RESPONSIBLE),)) for n in names)
    task = Task("1", "推进驿站建设。", at("推进驿站建设。"), at("推进驿站建设。"), rows=rows)
    return replace(LIN, source_file="安排.txt", text=text, tasks=(task,), title=None, doc_number=None, issuer=None,
                   issued_on=None, parts=(), addressees=(), sections=(), citations=(), indicators=(), initiatives=(),
                   organizations=(), people=(), groups=(), liaisons=(), portfolios=(), contacts=(), passages=(),
                   findings=())  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 6), st.integers(0, 6)), unique_by=lambda p: p[0], max_size=6))
def test_a_graph_as_read_can_always_be_had_back(pairs: list[tuple[int, int]]) -> None:
    record = _many(6)
    subject = f"task:{map_document(record).id}:1"
    entries = [
        relink(subject, f"department:第{a}业务部", (b and f"department:第{b}业务部") or "")
        for a, b in pairs
        if a != b
    ]
    with Workspace.in_memory() as workspace:
        workspace.put_file("/a/安排.txt", "d", [record])
        (iri,) = workspace.documents()
        before = triples_of(workspace.store.graph(iri))
        settle(workspace, *entries)
        after = triples_of(workspace.store.graph(iri))
        assert (after == before) == (not entries)
        assert corrections.as_read(after) == before
        assert doctor.examine(workspace) == []
        wanted = {a: next((b for x, b in pairs if x == a), a) for a in range(1, 7)}
        (task,) = views.tasks(workspace)
        assert set(task["departments"]) == {f"第{b}业务部" for b in wanted.values() if b}


# --- the folder ----------------------------------------------------------------------------------------


def _filled(folder: Path) -> None:
    with Workspace.open(folder) as writer:
        writer.put_file(YUN_PATH, "d", [YUN])
        writer.put_file(LIN_PATH, "d", [LIN])


def test_an_edited_file_is_followed_by_the_next_reader(tmp_path: Path) -> None:
    _filled(tmp_path)
    plain = graph(Workspace.read(tmp_path))
    file = tmp_path / FILE_NAME
    file.write_text(relink(SECOND, department("宣教部"), department("组织部")), encoding="utf-8")
    reader = Workspace.read(tmp_path)
    assert answering(reader)["2"] == ["组织部"]
    assert doctor.examine(reader) == []
    generation = reader.generation
    assert Workspace.read(tmp_path).generation == generation
    file.unlink()
    assert graph(Workspace.read(tmp_path)) == plain


def test_while_somebody_writes_the_last_state_is_read_and_the_writer_follows(tmp_path: Path) -> None:
    _filled(tmp_path)
    with Workspace.open(tmp_path) as writer:
        (tmp_path / FILE_NAME).write_text(relink(SECOND, department("宣教部"), ""), encoding="utf-8")
        reader = Workspace.read(tmp_path)
        assert answering(reader)["2"] == ["宣教部"]
        writer.publish()
        assert reader.refresh()
        assert answering(reader)["2"] == []


def test_a_file_that_cannot_be_read_changes_no_fact(tmp_path: Path) -> None:
    _filled(tmp_path)
    file = tmp_path / FILE_NAME
    file.write_text(relink(SECOND, department("宣教部"), ""), encoding="utf-8")
    with Workspace.open(tmp_path) as writer:
        writer.settle()
        file.write_text("[[relink", encoding="utf-8")
        with pytest.raises(InputError):
            writer.settle()
        writer.publish()
        assert answering(writer)["2"] == []


def test_the_doctor_sees_what_was_not_followed_and_follows_it(tmp_path: Path) -> None:
    _filled(tmp_path)
    with Workspace.open(tmp_path) as writer:
        (tmp_path / FILE_NAME).write_text(relink(SECOND, department("宣教部"), ""), encoding="utf-8")
        writer.overrides = parse((tmp_path / FILE_NAME).read_text(encoding="utf-8"))
        assert any("没有全部写进图" in p.message and p.repairable for p in doctor.examine(writer))
        assert doctor.repair(writer) == []
        assert answering(writer)["2"] == []


def test_killed_between_the_file_and_the_facts(tmp_path: Path) -> None:
    _filled(tmp_path)
    code = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom kg.workspace import Workspace\n"
        "w = Workspace.open(sys.argv[1])\n"
        "Path(sys.argv[1], 'overrides.toml').write_text(sys.argv[2], encoding='utf-8')\n"
        "if sys.argv[3] == 'settled': w.settle()\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    entry = relink(SECOND, department("宣教部"), department("组织部"))
    for moment in ("decided", "settled"):
        died = subprocess.run([sys.executable, "-c", code, str(tmp_path), entry, moment], cwd=os.getcwd())
        assert died.returncode == -signal.SIGKILL
        reader = Workspace.read(tmp_path)
        assert answering(reader)["2"] == ["组织部"]
        assert doctor.examine(reader) == []
        reader.close()
        (tmp_path / FILE_NAME).unlink()
        assert answering(Workspace.read(tmp_path))["2"] == ["宣教部"]
