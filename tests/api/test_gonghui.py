"""Does the Python API answer as the command line does, and give graphs and tables to other libraries?"""

from __future__ import annotations

import doctest
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import api.gonghui
from api import Gonghui
from api.answers import quarter_of
from kg.errors import InputError, NotFound, QueryRefused

PAPER = """云州市总工会2031年工作要点

一、推进建会入会
（一）开展建会入会行动。新建基层工会30家。（责任单位：组织部）
（二）建设“云州货郎之家”。全年新建20家。（责任单位：组织部、权益保障部）
联系人：林小禾，电话：13800001234
"""


@pytest.fixture(scope="module")
def union(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gonghui]:
    folder: Path = tmp_path_factory.mktemp("python")
    (folder / "云州要点.txt").write_text(PAPER, encoding="utf-8")
    with Gonghui(folder / "ws") as opened:
        assert opened.ingest(folder / "云州要点.txt")["ingested"] == 1
        yield opened


def test_examples_run() -> None:
    found = doctest.testmod(api.gonghui)
    assert found.attempted > 5
    assert found.failed == 0


def test_lists_and_questions(union: Gonghui) -> None:
    document = union.documents()[0]
    assert union.document(document["id"]) == document
    assert union.documents(genre="通知") == []
    task = union.tasks(department="权益保障部")[0]
    assert union.text(task["document"])[task["start"] : task["end"]].startswith("全年新建20家")
    assert union.people()[0]["contacts"] == [{"kind": "phone", "value": "13800001234"}]
    assert union.ask("货郎之家由哪个部门负责？")["answer"]["set"] == ["组织部", "权益保障部"]
    assert union.search("货郎之家", k=1)["hits"][0]["task"] == task["id"]
    assert union.status()["documents"] == 1
    assert union.entity(union.entities(type="department")[0]["id"])["type"] == "department"


def test_networkx(union: Gonghui) -> None:
    graph = union.graph("云州货郎之家", depth=2)
    names = {data["name"] for _, data in graph.nodes(data=True)}
    assert "云州货郎之家" in names
    assert any("权益保障部" in name for name in names)
    assert {relation for *_, relation in graph.edges(keys=True)} >= {"hasInitiative", "responsible"}


def test_rdflib(union: Gonghui) -> None:
    graph = union.rdf()
    found: Any = graph.query(
        "PREFIX gh: <https://w3id.org/gonghui/ns#> SELECT ?v WHERE { ?c gh:contactValue ?v }"
    )
    assert [str(row[0]) for row in found] == ["*" * 11]
    assert "13800001234" in union.rdf(with_contacts=True).serialize(format="nt")


def test_sparql(union: Gonghui) -> None:
    assert '"30家' not in union.sparql("SELECT ?n WHERE { ?i a gh:Indicator ; gh:amount ?n }")
    assert '"30"' in union.sparql("SELECT ?n WHERE { ?i a gh:Indicator ; gh:amount ?n }")
    with pytest.raises(QueryRefused):
        union.sparql("DROP ALL")


def test_pandas(union: Gonghui, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(InputError, match="pip install pandas"):
        union.to_pandas("tasks")
    monkeypatch.setitem(sys.modules, "pandas", SimpleNamespace(DataFrame=list))
    assert [row["city"] for row in union.to_pandas("tasks", city="云州")] == ["云州", "云州"]
    with pytest.raises(InputError, match="没有这种表"):
        union.to_pandas("nothing")


@pytest.mark.parametrize("written", [2, "2", "q2", "第二季度"])
def test_a_quarter_as_figure_or_words(union: Gonghui, written: str | int) -> None:
    assert quarter_of(written) == "Q2"
    assert union.tasks(quarter=written) == union.tasks(quarter="Q2")
    with pytest.raises(InputError):
        union.tasks(quarter=5)


def test_what_is_not_there(union: Gonghui) -> None:
    with pytest.raises(NotFound):
        union.document("doc:00000000000000000000")
    with pytest.raises(InputError):
        union.trace()
    with pytest.raises(InputError):
        union.tasks(quarter="Q9")
    with pytest.raises(InputError):
        union.search("货郎", kind="nothing")


def test_removed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAPER, encoding="utf-8")
    with Gonghui(tmp_path / "ws") as opened:
        opened.ingest(tmp_path / "a.txt")
        assert opened.remove(opened.documents()[0]["id"]) == 1
        assert opened.tasks() == []


def test_importing_api_loads_nothing_heavy() -> None:
    code = (
        "import sys, api; api.__all__; heavy = 'pyoxigraph rdflib fastapi tantivy numpy typer pandas'.split(); "
        "print([m for m in heavy if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
