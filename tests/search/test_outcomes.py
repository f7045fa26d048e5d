"""Is it said rightly what became of a plan? Invented pairs of plan and summary, and the sample against its gold.

`outcome_pairs/NAME_计划.txt`, `NAME_总结.txt`: papers of invented unions; `NAME.json`: number of the task → verdict, set by hand
before the program was run on them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from api.ingesting import find_files, ingest_files
from kg import views
from kg.errors import InputError, NotFound
from kg.workspace import Workspace
from search.hybrid import Hybrid
from search.outcomes import Outcomes
from search.outcomes.bodies import papers
from search.outcomes.figures import Figure, Manner, Verdict, comparable, figure, judge
from search.outcomes.phrases import core

ROOT = Path(__file__).resolve().parents[2]
PAIRS = Path(__file__).parent / "outcome_pairs"
Items = Sequence[Mapping[str, Any]]


def opened(files: Sequence[Path], folder: Path) -> Workspace:
    workspace = Workspace.open(folder)
    assert ingest_files(workspace, find_files(files)).failed == []
    return workspace


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outcomes]:
    with opened(sorted(PAIRS.glob("*.txt")), tmp_path_factory.mktemp("pairs") / "w") as workspace:
        yield Outcomes(Hybrid(workspace))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outcomes]:
    with opened([ROOT / "data" / "sample"], tmp_path_factory.mktemp("sample") / "w") as workspace:
        yield Outcomes(Hybrid(workspace))


def one(value: str, unit: str, phrase: str, comparator: str | None = None) -> Figure:
    made = figure(value, unit, comparator, phrase)
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("planned", "reported", "verdict"),
    [
        (("18", "家", "新建小屋18家"), ("16", "家", "建成小屋16家"), "short"),
        (("18", "家", "新建小屋18家"), ("18", "个", "建成小屋18个"), "done"),
        (("20", "个", "新建站点20个"), ("22", "个", "新建站点22个"), "exceeded"),
        (("86", "%", "签订率达到86%"), ("85.9", "%", "签订率达到85.9%"), "short"),
        (("1", "万人", "发展会员1万人"), ("10320", "人", "新增会员10320人"), "exceeded"),
        (("50", "件", "投诉控制在50件以内"), ("42", "件", "受理投诉42件"), "done"),
        (("50", "件", "投诉控制在50件以内"), ("61", "件", "受理投诉61件"), "short"),
        (("2-3", "个", "培育示范点2-3个"), ("3", "个", "培育示范点3个"), "done"),
        (("2-3", "个", "培育示范点2-3个"), ("4", "个", "培育示范点4个"), "exceeded"),
        (("300", "人", "培训骨干300人"), ("300", "人", "培训骨干近300人"), "reported"),
        (("300", "人", "培训骨干300人"), ("100", "人", "培训骨干约100人"), "short"),
        # what counts in another way is not held against the plan
        (("20", "个", "新建站点20个"), ("61", "个", "站点总数61个"), "reported"),
        (("20", "个", "新建站点20个"), ("3", "个", "比计划少3个"), "reported"),
        (("20", "个", "新建站点20个"), ("2", "个", "另有2个顺延至明年"), "reported"),
        (("500", "人", "培训工会干部500人"), ("900", "人次", "培训工会干部900人次"), "reported"),
        (("60", "个", "站点总数达到60个"), ("61", "个", "累计建成61个"), "exceeded"),
    ],
)
def test_a_verdict_rests_on_figures_that_count_alike(
    planned: tuple[str, str, str], reported: tuple[str, str, str], verdict: str
) -> None:
    assert judge(one(*planned), one(*reported)) == verdict


@pytest.mark.parametrize(
    ("phrase", "manner"),
    [
        ("每季度召开会议1次", Manner.EACH),
        ("累计服务12万人次", Manner.TOTAL),
        ("同比增长8%", Manner.DIFFERENCE),
        ("其中女职工30名", Manner.PART),
        ("新建书屋6家", Manner.PLAIN),
        ("试点单位增加28家", Manner.PLAIN),
        ("签订率增加3个百分点", Manner.DIFFERENCE),
        ("比上年增加3家", Manner.DIFFERENCE),
    ],
)
def test_how_a_figure_counts(phrase: str, manner: Manner) -> None:
    assert one("1", "个", phrase).manner is manner


@pytest.mark.parametrize(
    ("phrase", "left"),
    [
        ("在古城、车站新建站点30个", "新建站点30个"),
        ("加强产业工人队伍建设试点企业10家", "加强产业工人队伍建设试点企业10家"),  # no verb of its own
    ],
)
def test_the_words_of_a_figure(phrase: str, left: str) -> None:
    assert core(phrase) == left


def test_a_rate_is_no_count() -> None:
    assert not comparable(one("90", "%", "建会率90%"), one("90", "家", "建会90家"))


@pytest.mark.parametrize(
    ("issuer", "county", "city", "body", "same"),
    [
        ("云州市总工会", None, "云州", "云州市总工会", True),
        ("云州市总工会办公室", None, "云州", "云州市总工会", True),
        ("市总工会", None, "云州", "云州总工会", True),
        ("云州市建设工会", None, "云州", "云州市建设工会", False),
        ("青岭县总工会", "青岭县", "云州", "青岭县总工会", False),
        ("青岭县沿河街道总工会", "青岭县", "云州", "青岭县沿河街道总工会", False),
    ],
)
def test_whose_paper_it_is(issuer: str, county: str | None, city: str, body: str, same: bool) -> None:
    def paper(genre: str, issuer: str, county: str | None) -> dict[str, Any]:
        return {
            "id": genre, "title": "", "parts": [], "genre": genre, "issuer": issuer, "year": 2031, "county": county,
            "city": city, "province": None,
        }  # fmt: skip

    plan, report = papers([paper("工作要点", "云州市总工会", None), paper("工作总结", issuer, county)])
    assert report.body == body
    assert report.reports_on(plan, 2031) is same


def verdicts(outcomes: Outcomes) -> list[tuple[str, str, str]]:
    """(task, verdict by hand, verdict found) of all invented pairs."""
    items = outcomes.outcomes()
    rows = []
    for file in sorted(PAIRS.glob("*.json")):
        for number, wanted in json.loads(file.read_text(encoding="utf-8")).items():
            [item] = [
                i
                for i in items
                if i["source_file"] == f"{file.stem}_计划.txt" and i["number"] == number.strip("（）")
            ]
            rows.append((f"{file.stem}{number}", wanted, item["status"]))
    return rows


def f1(rows: Sequence[tuple[str, str, str]], verdict: str) -> float:
    right = sum(wanted == found == verdict for _, wanted, found in rows)
    sides = sum((wanted == verdict) + (found == verdict) for _, wanted, found in rows)
    return 2 * right / sides


# Measured: 80 of 83 (F1 done 1, exceeded 0.974, short 0.974, reported 0.857, not reported 0.875). At first sight, before anything was changed for them: 33 of the first 38 (云州 临江 青岭 雾川), 20 of the
# next 25 (沙渚 枫桥), 16 of the last 20 (鹤野 溪口).
@pytest.mark.parametrize(
    ("verdict", "floor"),
    [("done", 0.97), ("exceeded", 0.95), ("short", 0.93), ("reported", 0.8), ("not reported", 0.85)],
)
def test_invented_pairs_stay_above_their_floor(pairs: Outcomes, verdict: str, floor: float) -> None:
    rows = verdicts(pairs)
    wrong = [row for row in rows if verdict in row[1:] and row[1] != row[2]]
    assert f1(rows, verdict) >= floor, wrong


def test_done_is_never_said_of_what_was_not_done(pairs: Outcomes) -> None:
    assert [row for row in verdicts(pairs) if row[2] == "done" and row[1] not in ("done", "exceeded")] == []


def gold_rows(outcomes: Outcomes) -> list[tuple[str, str, str]]:
    """Gold names one passage a task: the verdict on that passage, else the task's."""
    items = outcomes.outcomes()
    rows = []
    for name in ("006", "009", "012"):
        gold = json.loads((ROOT / "tests" / "gold" / f"{name}.json").read_text(encoding="utf-8"))
        for row in gold["outcomes"]:
            item = planned(items, row["task"])
            own = [r["status"] for r in item["reports"] if row["text"] and alike(r["text"], row["text"])]
            rows.append((row["task"], row["status"], item["status"] if not own else own[0]))
    return rows


def planned(items: Items, task: str) -> Mapping[str, Any]:
    file, mark, number = re.split(r"([#:])", task, maxsplit=1)
    mine = [i for i in items if i["source_file"].startswith(file)]
    if mark == "#":
        return next(i for i in mine if i["number"] == number)
    if "（" in number:
        return next(i for i in mine if i["locator"].endswith(number))
    return next(
        i for i in mine if i["kind"] == "goal" and i["number"] == number and i["status"] != "no report"
    )


def alike(found: str, wanted: str) -> bool:
    return found in wanted or wanted in found


# Measured on 69 gold rows: 67 right. F1 of done 1, exceeded 0.971, short 1, not reported 1; seen while the rules were made.
@pytest.mark.parametrize(
    ("verdict", "floor"), [("done", 0.95), ("exceeded", 0.95), ("short", 0.95), ("not reported", 0.95)]
)
def test_the_sample_stays_above_its_floor(sample: Outcomes, verdict: str, floor: float) -> None:
    rows = gold_rows(sample)
    assert f1(rows, verdict) >= floor, [row for row in rows if row[1] != row[2]]


def test_every_quote_is_exact(sample: Outcomes, pairs: Outcomes) -> None:
    for outcomes in (sample, pairs):
        workspace = outcomes.hybrid.workspace
        texts = {d["id"]: views.text(workspace, d["id"]) for d in views.documents(workspace)}
        for item in outcomes.outcomes():
            pieces = [*item["evidence"], *item["reports"], *(t["evidence"] for t in item["planned"])]
            assert pieces
            for piece in pieces:
                assert texts[piece["document"]][piece["start"] : piece["end"]] == piece["quote"] != ""


def test_planned_and_reported_values_stand_side_by_side(pairs: Outcomes) -> None:
    [item] = [i for i in pairs.outcomes("青岭县", 2030) if i["number"] == "七"]
    assert [(t["value"], t["unit"], t["reported"]["value"], t["status"]) for t in item["planned"]] == [
        (85, "%", 87.7, "exceeded")
    ]
    assert item["reports"][0]["section"] == "五"


def test_one_task_and_what_was_never_reported(pairs: Outcomes) -> None:
    silent = pairs.unreported("云州", 2031)
    assert [i["number"] for i in silent] == ["十"]
    assert pairs.of_task(silent[0]["task"]) == silent[0]
    with pytest.raises(NotFound):
        pairs.of_task("task:nothing:1")


PLAN = """望川市总工会2031年工作要点

望工发〔2031〕2号

1.新建职工书屋20家。（责任部门：宣教部）
2.举办职工歌咏比赛。（责任部门：宣教部）
"""
REPORT = """望川市总工会{title}

一、工作情况
新建职工书屋12家。
二、{heading}
{ahead}

望川市总工会
{date}
"""


def reckon(tmp_path: Path, report: str | None, plan: str = PLAN) -> list[dict[str, Any]]:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "计划.txt").write_text(plan, encoding="utf-8")
    if report is not None:
        (tmp_path / "in" / "总结.txt").write_text(report, encoding="utf-8")
    with opened([tmp_path / "in"], tmp_path / "w") as workspace:
        return Outcomes(Hybrid(workspace)).outcomes("望川")


@pytest.mark.parametrize(
    ("task", "said", "status"),
    [
        # one figure of a unit on each side, and one subject
        (
            "办好职工夜校。开设茶艺、声乐等课程40门，招收学员900人。",
            "职工夜校开课31门，招生1260人。",
            "short",
        ),
        ("办好职工夜校。开设课程40门。", "职工夜校评出示范点3个。", "reported"),
        # by the words of a longer label, and under a number
        ("培训工会干部1200人次。", "举办工会干部培训班9期，培训1260人次。", "exceeded"),
        # a plan by name is no plan to do
        ("推进职工医疗互助保障计划。参保职工达到12万人。", "职工医疗互助保障计划参保12.6万人。", "exceeded"),
        (
            "推进职工医疗互助保障计划。参保职工达到12万人。",
            "职工医疗互助保障计划建12.6万人规模。",
            "reported",
        ),
    ],
)
def test_figures_of_one_subject(tmp_path: Path, task: str, said: str, status: str) -> None:
    plan = PLAN.replace("新建职工书屋20家。", task)
    report = REPORT.format(
        title="2031年工作总结", heading="存在的问题", ahead="力度不够。", date="2032年1月5日"
    ).replace("新建职工书屋12家。", said)
    assert reckon(tmp_path, report, plan)[0]["status"] == status


def test_without_a_summary_nothing_is_said_to_be_unreported(tmp_path: Path) -> None:
    items = reckon(tmp_path, None)
    assert [i["status"] for i in items] == ["no report", "no report"]
    assert items[0]["note"] == "没有望川市总工会2031年的总结"


@pytest.mark.parametrize("heading", ["2032年工作打算", "下一步工作安排", "明年重点任务"])
def test_what_is_planned_next_is_no_report(tmp_path: Path, heading: str) -> None:
    report = REPORT.format(
        title="2031年工作总结", heading=heading, ahead="举办职工歌咏比赛。", date="2032年1月5日"
    )
    assert [i["status"] for i in reckon(tmp_path, report)] == ["short", "not reported"]


def test_what_fell_short_may_stand_among_the_problems(tmp_path: Path) -> None:
    report = REPORT.format(
        title="2031年工作总结",
        heading="存在的问题",
        ahead="职工歌咏比赛因场地原因未能举办。",
        date="2032年1月5日",
    )
    assert [i["status"] for i in reckon(tmp_path, report)] == ["short", "short"]


def test_half_a_year_cannot_fall_short_of_a_year(tmp_path: Path) -> None:
    report = REPORT.format(
        title="2031年上半年工作总结", heading="下半年打算", ahead="抓好收尾。", date="2031年7月5日"
    )
    assert reckon(tmp_path, report)[0]["status"] == Verdict.REPORTED


def test_one_year_cannot_fall_short_of_three(tmp_path: Path) -> None:
    plan = PLAN.replace("2031年工作要点", "2031—2033年工作要点")
    report = REPORT.format(
        title="2032年工作总结", heading="下一步打算", ahead="继续推进。", date="2033年1月5日"
    )
    assert [i["status"] for i in reckon(tmp_path, report, plan)] == ["reported", "not reported"]


def test_an_unknown_place_is_named_with_those_there_are(pairs: Outcomes) -> None:
    with pytest.raises(InputError, match=r"没有“望月市”.*云州"):
        pairs.outcomes("望月市")
