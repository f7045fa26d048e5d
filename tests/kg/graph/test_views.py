"""Graph views: who is meant, how two things are tied, what surrounds one, who is central, what belongs together."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from kg.errors import InputError, NotFound
from kg.graph.centrality import central
from kg.graph.communities import communities
from kg.graph.lookup import meant_by
from kg.graph.neighbourhood import around, neighbours
from kg.graph.paths import connect
from kg.graph.reading import Reader
from kg.graph.topics import Topics
from kg.thesaurus import NAMESPACE, Thesaurus
from kg.views.texts import text
from kg.workspace import Workspace
from tests.search.corpus import Paper, ledger, points, with_people


@pytest.fixture(scope="module")
def made() -> Workspace:
    return with_people()


def _quotes_hold(made: Workspace, edges: Any) -> None:
    """Every edge quotes its text; only a computed one may have no quote, and says how it was computed."""
    for edge in edges:
        assert edge["evidence"] or (edge["derived"] and edge["method"]), edge
        for piece in edge["evidence"]:
            assert text(made, piece["document"])[piece["start"] : piece["end"]] == piece["quote"]
            assert piece["locator"]


# --- names ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "how", "named"),
    [
        ("灯塔讲堂", "name", {"灯塔讲堂"}),
        ("“灯塔讲堂”", "name", {"灯塔讲堂"}),
        ("云州市总工会财务部", "name", {"财务部"}),
        ("云州财务部", "name", {"财务部"}),
        ("职工夜校教学管理", "part", {"职工夜校教学管理办法"}),
        ("关于加强网约配送员入会工作的通知", "like", {"关于加强网约配送员入会工作的意见"}),
    ],
)
def test_who_is_meant(made: Workspace, written: str, how: str, named: set[str]) -> None:
    reader = Reader(made)
    meant = meant_by(reader, written)
    assert (meant.how, {reader.entities.name(n) for n in meant.nodes}) == (how, named)


def test_a_name_that_many_bear_means_all_of_them_and_a_city_narrows(made: Workspace) -> None:
    reader = Reader(made)
    everywhere = meant_by(reader, "女职工部")
    here = meant_by(reader, "女职工部", city="临江市")
    assert len(everywhere.nodes) == 2
    assert len(here.nodes) == 1 and set(here.nodes) < set(everywhere.nodes)


def test_number_title_topic_and_id(made: Workspace) -> None:
    reader = Reader(made)
    assert any(n.startswith("urn:gonghui:doc:") for n in meant_by(reader, "云工办发[2031] 7 号").nodes)
    assert meant_by(reader, "卡车司机").nodes == (NAMESPACE + "货车司机",)
    assert meant_by(reader, "topic:货车司机").nodes == (NAMESPACE + "货车司机",)


@pytest.mark.parametrize("written", ["财物部门科室", "task:0123:9", "topic:没有的主题", "灯塔大楼"])
def test_what_nobody_bears_is_refused_with_the_nearest(made: Workspace, written: str) -> None:
    with pytest.raises(NotFound, match="没有找到"):
        meant_by(Reader(made), written)


def test_the_nearest_names_are_said(made: Workspace) -> None:
    with pytest.raises(NotFound, match="灯塔讲堂"):
        meant_by(Reader(made), "灯塔学堂")


@pytest.mark.parametrize(("name", "kind"), [("", None), ("  ", None), ("财务部", "horse")])
def test_unusable_names(made: Workspace, name: str, kind: str | None) -> None:
    with pytest.raises(InputError):
        meant_by(Reader(made), name, kind=kind)


# --- topics -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "there", "absent"),
    [
        ("为货车司机建设司机之家", "货车司机", "女职工"),
        ("卡友互助", "货车司机", "职工群体"),
        ("开展货车司机互助保障", "货车司机", "财务经审"),  # inside a longer label
        ("会议共有1996人参加", "会议", "超时加班治理"),
    ],
)
def test_topics_in_a_text(words: str, there: str, absent: str) -> None:
    found = Topics(Thesaurus.load()).within(words)
    names = {iri.removeprefix(NAMESPACE) for iri in found}
    assert absent not in names
    if there in Thesaurus.load():
        assert there in names
        assert words[found[NAMESPACE + there].start : found[NAMESPACE + there].end]


# --- connect ----------------------------------------------------------------------------------------


def test_the_shortest_explanation_goes_through_the_task(made: Workspace) -> None:
    found = connect(made, "组织部", "网约配送员入会工作", city="云州")
    best = found["paths"][0]
    assert [e["relation"] for e in best["edges"]] == ["responsible", "cites"]
    assert best["edges"][1]["label"] == "落实"
    assert "第1项" in best["sentence"]
    assert best["cost"] <= min(p["cost"] for p in found["paths"])


def test_every_edge_of_a_path_quotes(made: Workspace) -> None:
    for a, b in (("宣教部", "灯塔讲堂"), ("女职工部", "橄榄枝驿舍"), ("财务部", "灯塔讲堂")):
        found = connect(made, a, b, k=4)
        assert found["paths"], (a, b)
        for path in found["paths"]:
            _quotes_hold(made, path["edges"])
            assert len(path["nodes"]) == len(path["edges"]) + 1
        assert {n for p in found["paths"] for n in p["nodes"]} == {n["id"] for n in found["graph"]["nodes"]}


def test_two_cities_meet_in_a_topic(made: Workspace) -> None:
    """Nothing but what they are about ties a night school to that of another city: the edge says it is computed."""
    best = connect(made, "灯塔讲堂", "月光学堂")["paths"][0]
    assert any(e.get("derived") for e in best["edges"])
    assert "topic" in {e["relation"] for e in best["edges"]}


def test_the_same_thing_is_refused(made: Workspace) -> None:
    with pytest.raises(InputError, match="同一个"):
        connect(made, "灯塔讲堂", "“灯塔讲堂”")


def test_no_tie_is_no_path() -> None:
    made = Workspace.in_memory()
    for city, name in (("云州", "青鸟之约"), ("临江", "白露之约")):
        paper = Paper(f"{city}.txt", city, f"{city}纪事", f"{city[0]}字〔2031〕1号")
        paper.task(f"办好“{name}”。", (), initiatives=(name,))
        made.put(paper.done())
    assert connect(made, "青鸟之约", "白露之约")["paths"] == []


# --- neighbours -------------------------------------------------------------------------------------


def test_what_surrounds_a_department(made: Workspace) -> None:
    found = neighbours(made, "宣教部", city="云州", relations=["责任单位"])
    assert {e["relation"] for e in found["edges"]} == {"responsible"}
    assert [n["depth"] for n in found["nodes"]].count(0) == 1
    _quotes_hold(made, found["edges"])
    further = neighbours(made, "宣教部", city="云州", depth=2)
    assert {"灯塔讲堂"} <= {n["name"] for n in further["nodes"]}
    assert {n["depth"] for n in further["nodes"]} == {0, 1, 2}


def test_what_does_not_fit_is_counted(made: Workspace) -> None:
    whole = neighbours(made, "云工办发〔2031〕7号", kind="document")
    cut = neighbours(made, "云工办发〔2031〕7号", kind="document", most=4)
    assert len(cut["nodes"]) == 4
    assert sum(cut["omitted"].values()) == len(whole["nodes"]) - 4
    assert not whole["omitted"]


@pytest.mark.parametrize("wrong", [{"relations": ["吃"]}, {"depth": 0}, {"depth": 9}, {"most": 0}])
def test_unusable_limits(made: Workspace, wrong: Mapping[str, Any]) -> None:
    with pytest.raises(InputError):
        neighbours(made, "宣教部", **wrong)


def test_networkx_attributes(made: Workspace) -> None:
    reader = Reader(made)
    graph = around(reader, meant_by(reader, "灯塔讲堂").nodes)
    for _, data in graph.nodes(data=True):
        assert {"type", "kind", "name", "depth"} <= set(data)
    for _, _, key, data in graph.edges(keys=True, data=True):
        assert data["relation"] == key and data["label"]


# --- central, communities ---------------------------------------------------------------------------


def test_who_has_most(made: Workspace) -> None:
    found = central(made, city="云州")
    counts = {r["name"]: r["degree"] for r in found["rows"]}
    assert counts["云州市总工会财务部"] == 1
    assert list(counts.values()) == sorted(counts.values(), reverse=True)
    assert all(r["evidence"] for r in found["rows"])
    assert found["derived"] and found["meaning"]


def test_page_rank_is_networkx_page_rank(made: Workspace) -> None:
    networkx = pytest.importorskip("networkx")
    pytest.importorskip("scipy")
    from kg.graph.centrality import page_rank
    from kg.graph.scope import read_scope

    scope = read_scope(Reader(made))
    graph = networkx.Graph([(c, t) for c, things in scope.things.items() for t in things])
    expected = networkx.pagerank(graph, tol=1e-9, max_iter=500)
    assert page_rank(scope) == pytest.approx({t: expected[t] for t in scope.carriers()}, abs=1e-6)


@pytest.mark.parametrize("wrong", [{"type": "horse"}, {"by": "height"}])
def test_unknown_figures(made: Workspace, wrong: Mapping[str, Any]) -> None:
    with pytest.raises(InputError):
        central(made, **wrong)


def test_alike_initiatives_are_one_community(made: Workspace) -> None:
    groups = [{i["name"] for i in g["initiatives"]} for g in communities(made)["communities"]]
    assert any({"灯塔讲堂", "月光学堂"} <= g for g in groups)
    assert any({"浅水湾小屋", "橄榄枝驿舍"} <= g for g in groups)
    assert not any({"灯塔讲堂", "浅水湾小屋"} <= g for g in groups)


def test_an_empty_workspace() -> None:
    empty = Workspace.in_memory()
    assert central(empty)["rows"] == []
    assert communities(empty)["communities"] == []
    with pytest.raises(NotFound):
        connect(empty, "财务部", "货车司机")


def test_the_order_of_reading_changes_nothing() -> None:
    def shown(papers: Any) -> str:
        made = Workspace.in_memory()
        for paper in papers:
            made.put(paper)
        views = (
            connect(made, "女职工部", "哺乳室"), neighbours(made, "女职工部", depth=2), central(made, by="pagerank"),
            communities(made),
        )  # fmt: skip
        return json.dumps(views, ensure_ascii=False)

    assert shown([ledger(), points()]) == shown([points(), ledger()])
