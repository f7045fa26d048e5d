"""`trace` over a chain of three levels: who made what it rests on, where it breaks, and the way up from a task."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from api.ingesting import find_files, ingest_files
from kg.errors import NotFound
from kg.model import Citation, Genre, Place
from kg.views.texts import text
from kg.workspace import Workspace
from search import open_searcher
from search.trace import Tracer, _level_by_words
from tests.search.corpus import Paper

PROVINCE = "云川省总工会关于加强站点建设的意见"
NATIONAL = "中华全国总工会关于关爱货车司机的通知"


def _chain() -> Workspace:
    """A county's ledger rests on the city's plan, that on the province's opinion, that on one of 全总 that is not here."""
    made = Workspace.in_memory()
    above = Paper("省意见.txt", "", PROVINCE, "云工发〔2030〕9号", Genre.OPINION, 2030)
    above.task(f"落实《{NATIONAL}》，建好站点。", ("权益保障部",), cites=((NATIONAL, "落实"),))
    plan = Paper("市方案.txt", "临江", "临江市总工会站点建设实施方案", "临工发〔2031〕3号", Genre.PLAN)
    plan.task(
        f"贯彻《{PROVINCE}》，新建站点。", ("权益保障部", "财务部"), (("Q1", "选址"), ("Q3", "挂牌")), "站点12家",
        cites=((PROVINCE, "贯彻"),),
    )  # fmt: skip
    plan.task("落实云工发〔2030〕9号文件要求，配齐药箱。", ("办公室",))
    ledger = Paper("县台账.txt", "临江", "青岭县总工会2031年工作台账", "青总工发〔2031〕1号")
    ledger.task(
        "按照《临江市总工会站点建设实施方案》要求建站点。",
        ("办公室",),
        cites=(("临江市总工会站点建设实施方案", "按照"),),
    )
    for paper, place in (
        (above, Place("云川", None)),
        (plan, Place("云川", "临江")),
        (ledger, Place("云川", "临江", "青岭县")),
    ):
        made.put(_at(paper, place))
    return made


def _at(paper: Paper, place: Place) -> Any:
    from dataclasses import replace

    done = paper.done()
    whole = tuple(Citation(c.title, c.span, relation=c.relation) for c in done.citations)
    return replace(done, place=place, citations=whole)


@pytest.fixture(scope="module")
def chain() -> Workspace:
    return _chain()


def test_upwards_to_the_break(chain: Workspace) -> None:
    found = open_searcher(chain).trace("青总工发〔2031〕1号")
    assert [(u["title"], u["issuer_level"], u["level"]) for u in found["upstream"]] == [
        (NATIONAL, "全总", 3),
        (PROVINCE, "省", 2),
        ("临江市总工会站点建设实施方案", "市", 1),
    ]
    assert [b["title"] for b in found["breaks"]] == [NATIONAL]
    for entry in found["upstream"]:
        for piece in entry["evidence"]:
            assert text(chain, piece["document"])[piece["start"] : piece["end"]] == piece["quote"]


def test_tasks_under_it_with_plan(chain: Workspace) -> None:
    found = open_searcher(chain).trace("云工发〔2030〕9号")
    task = found["tasks"][0]
    assert (task["departments"], task["quarters"], task["deliverables"]) == (
        ["权益保障部", "财务部"],
        ["Q1", "Q3"],
        ["站点12家"],
    )
    assert [t["number"] for t in found["tasks"]] == ["1", "2"]  # the second names it by number alone
    assert found["tasks"][1]["evidence"][0]["quote"] == "云工发〔2030〕9号"


def test_what_is_not_here_is_itself_a_break(chain: Workspace) -> None:
    found = open_searcher(chain).trace("关爱货车司机的通知")
    assert found["policy"]["document"] is None
    assert found["policy"]["issuer_level"] == "全总"
    assert [b["title"] for b in found["breaks"]] == [NATIONAL]
    assert found["breaks"][0]["evidence"]


def test_from_a_task(chain: Workspace) -> None:
    searcher = open_searcher(chain)
    task = searcher.trace("云工发〔2030〕9号")["tasks"][0]["id"]
    found = Tracer(searcher.hybrid).trace_task(task)
    assert [(u["title"], u.get("by")) for u in found["upstream"]] == [(NATIONAL, None), (PROVINCE, "task")]
    assert found["task"]["evidence"][0]["quote"] == found["task"]["text"]
    assert [b["title"] for b in found["breaks"]] == [NATIONAL]
    with pytest.raises(NotFound):
        Tracer(searcher.hybrid).trace_task("task:0:1")


def test_what_is_passed_on_is_rested_on(tmp_path: Path) -> None:
    notice = """望川市总工会关于转发《云川省总工会关于做好防寒工作的通知》的通知

望工发〔2031〕7号

各县区总工会：

现将《云川省总工会关于做好防寒工作的通知》（云工函〔2031〕3号）转发给你们，请认真落实。

望川市总工会
2031年11月2日
"""
    (tmp_path / "通知.txt").write_text(notice, encoding="utf-8")
    with Workspace.open(tmp_path / "w") as workspace:
        assert ingest_files(workspace, find_files([tmp_path / "通知.txt"])).failed == []
        found = open_searcher(workspace).trace("望工发〔2031〕7号")
    assert [(u["doc_number"], u["relation"], u["issuer_level"]) for u in found["upstream"]] == [
        ("云工函〔2031〕3号", "转发", "省")
    ]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("临江总工会站点建设方案", "临江市总工会站点建设实施方案"),
        ("站点", None),
        ("临江总工会食堂建设方案", None),
    ],
)
def test_a_title_may_be_shortened(chain: Workspace, asked: str, found: str | None) -> None:
    policy = open_searcher(chain).trace(asked)["policy"]
    assert (policy["title"] if policy and found else found) == found


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("中华人民共和国工会法", "法律法规"),
        ("云川省企业民主管理条例", "法律法规"),
        ("中共中央 国务院关于深化改革的意见", "中央"),
        ("国办发〔2031〕4号", "中央"),
        ("中华全国总工会关于开展竞赛的通知", "全总"),
        ("全总关于开展竞赛的通知", "全总"),
        ("总工办发〔2031〕4号", "全总"),
        ("云川省总工会关于加强站点建设的意见", "省"),
        ("云川省实施〈中华人民共和国工会法〉办法", "省"),
        ("临江市总工会站点建设实施方案", "市"),
        ("青岭县总工会2031年工作台账", "县"),
        ("关于加强站点建设的意见", None),
        ("职工维权工作办法", None),
    ],
)
def test_who_made_it(written: str, level: str | None) -> None:
    assert _level_by_words([written]) == level
