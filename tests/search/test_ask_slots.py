"""What a question asks for and of what, in wordings of many people: bodies, tasks, quarters, results, members of sets."""

from __future__ import annotations

from typing import Any

import pytest

from kg.model import Passage, Quoted, Span, Step, Task, TaskRow, UnitMention
from kg.workspace import Workspace
from search.ask.framing import framing, titles_framed
from search.ask.numbered import ordinals
from search.ask.standing import Runs
from search.searcher import Searcher
from tests.search.corpus import Paper


def _paper() -> Paper:
    paper = Paper("青岭台账.txt", "青岭", "青岭市总工会2031年工作台账", "青工办发〔2031〕9号")
    paper.task(
        "做好信访接待和法律援助工作。",
        ("法律工作部",),
        (("Q1", "公布接访日程"), ("Q3", "开展送法进工地")),
        "接访记录完整。",
    )
    _rows(
        paper,
        "加强阵地建设，改造工人剧院，新建职工驿站。",
        (
            ("市工人剧院", (("Q2", "完成剧院屋顶维修"),), "剧院重新开放。"),
            ("财贸工会", (("Q1", "选定驿站网点"), ("Q4", "驿站挂牌30家")), "驿站挂牌30家。"),
        ),
    )
    paper.task(
        "编印大事记，征集调研成果。",
        ("研究室",),
        (("Q2", "研究导师聘任，受理工坊申报"), ("Q4", "工坊导师聘任")),
        "大事记一册。",
    )
    paper.task(
        "开展“六比一创”竞赛，比质量、比安全、比进度、比节能、比协作、比廉洁、创优质工程。", ("经济部",)
    )
    paper.task("落实“三送”活动，组织“送岗进村”“送医上船”和“送戏到站”。", ("保障部",))
    paper.task("推进制度供给、阵地供给、人才供给、数据供给“四大供给”。", ("办公室",))
    paper.task(
        "实施五项行动：一是强基行动，建好小组；二是暖心行动，走访慰问；三是赋能行动；四是护航行动；五是融合行动。",
        ("组织部",),
    )
    return paper


def _rows(paper: Paper, wording: str, rows: tuple[tuple[str, tuple[tuple[str, str], ...], str], ...]) -> None:
    """A task of several rows, each with its own body, steps and result."""
    span = paper.line(wording)
    made = tuple(
        TaskRow(
            tuple(Step(q, words, paper.line(words)) for q, words in steps),
            Quoted(result, paper.line(result)),
            (UnitMention(unit, paper.line(unit)),),
            None,
        )
        for unit, steps, result in rows
    )
    number = str(len(paper.tasks) + 1)
    extent = Span(span.start, len(paper.text) - 1)
    paper.tasks.append(Task(number, wording, span, extent, rows=made))
    paper.passages.append(Passage("task", "", f"{paper.number} 第{number}项", (extent,), number))


@pytest.fixture(scope="module")
def searcher() -> Searcher:
    made = Workspace.in_memory()
    made.put(_paper().done())
    other = Paper("青岭产改.txt", "青岭", "青岭市总工会产业工人队伍建设工作台账", "青工办发〔2031〕11号")
    other.task("组织技师上讲台，每年评选首席技师。", ("经济部",))
    other.task("落实职工教育经费，专款专用。", ("财务部",))
    made.put(other.done())
    return Searcher(made)


def _value(found: dict[str, Any]) -> Any:
    answer = found["answer"]
    if "tasks" in answer and "value" not in answer and "set" not in answer:
        return [f"{t['source_file'][2:4]}{t['number']}" for t in answer["tasks"]]
    return answer.get("value") or sorted(answer.get("set", []))


ASKED = [
    # the body that answers for a matter, however it is asked
    ("信访接待归口在哪？", ["法律工作部"]),
    ("麻烦问一下，法律援助的主责部门", ["法律工作部"]),
    ("依照2031年工作台账，编印大事记这块谁兜底？", ["研究室"]),
    ("法律援助落到了哪个科室头上", ["法律工作部"]),
    ("驿站新建由哪个产业工会在抓？", ["青岭市财贸工会"]),
    ("谁来统筹法律援助？", ["法律工作部"]),
    ("产改台账里技师上讲台的归口部门是？", ["经济部"]),
    # a body's tasks, in the paper that is named
    ("产改工作台账里落到财务部头上的有哪些？", ["产改2"]),
    ("青工办发〔2031〕9号分给研究室的都是哪些内容？", ["台账3"]),
    ("青岭2031年工作台账，财贸工会名下挂了哪几条？", ["台账2"]),
    # part of the year
    ("送法进工地放在一年里哪一段？", "第三季度"),
    ("工坊导师聘任那件事排到了第几季？", "第四季度"),
    ("屋顶维修算几季度的事？", "第二季度"),
    # the cell of a body or of a matter
    ("财贸工会第四季度打算干什么", "驿站挂牌30家"),
    ("法律工作部一季度在接访方面要干啥？", "公布接访日程"),
    # the result of the row that is meant
    ("市工人剧院那一行的成果形式", "剧院重新开放"),
    ("驿站这一块年底要见到什么成效？", "驿站挂牌30家"),
    ("研究室以什么为成果？", "大事记一册"),
    # members of a set that is named by their number
    ("六比一创说的是比哪几样、创什么", sorted(["比质量", "比安全", "比进度", "比节能", "比协作", "比廉洁", "创优质工程"])),
    ("“三送”活动送的是哪三样？", sorted(["送岗进村", "送医上船", "送戏到站"])),
    ("“四大供给”具体是哪几大？", sorted(["制度供给", "阵地供给", "人才供给", "数据供给"])),
    ("五项行动都有啥", sorted(["强基行动", "暖心行动", "赋能行动", "护航行动", "融合行动"])),
]  # fmt: skip


@pytest.mark.parametrize(("question", "wanted"), ASKED, ids=[a[0] for a in ASKED])
def test_answers(searcher: Searcher, question: str, wanted: Any) -> None:
    found = searcher.ask(question)
    got = _value(found)
    assert (got.rstrip("。") if isinstance(got, str) else got) == wanted, found["text"]


@pytest.mark.parametrize(
    "question",
    [
        "深海捕捞由哪个处室承办？",
        "财贸工会二季度打算干什么？",
        "女子足球放在一年里哪一段？",
        "海洋牧场年底要见到什么成效？",
        "“七大供给”具体是哪几大？",
        "财务部负责的法律援助任务有哪些？",
    ],
)
def test_what_is_not_said_is_not_answered(searcher: Searcher, question: str) -> None:
    found = searcher.ask(question)
    assert not found["answerable"] and not found["evidence"], found["text"]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("根据2031年工作台账，谁管信访", ["根据2031年工作台账"]),
        ("青岭2031年工作台账定的承办处室", ["青岭2031年工作台账定的"]),
        ("看看产业工人队伍建设台账里的任务", ["看看产业工人队伍建设台账里"]),
        ("职工书屋的台账怎么建", []),
    ],
)
def test_words_that_name_a_paper(text: str, pieces: list[str]) -> None:
    titles = ["青岭市总工会2031年工作台账", "青岭市总工会产业工人队伍建设工作台账"]
    found = framing(text, ("工作台账", "台账"), Runs(titles), ("青岭",))
    assert sorted({f for f in found if not any(f != g and f in g for g in found)}) == pieces


def test_a_title_to_look_in_is_told_from_one_that_is_asked_about() -> None:
    assert titles_framed("根据《青岭台账》，谁管信访？", ["青岭台账"]) == [("青岭台账", "根据《青岭台账》，")]
    assert titles_framed("《青岭台账》里谁管信访？", ["青岭台账"]) == [("青岭台账", "《青岭台账》里")]
    assert titles_framed("《青岭办法》由谁落实？", ["青岭办法"]) == []


@pytest.mark.parametrize(
    ("text", "count", "parts"),
    [
        ("两项要求：一是抓早，二是抓小。", 2, ["抓早", "抓小"]),
        ("两项要求：一是抓早，二是抓小，三是抓实。", 2, []),
        ("三项要求：一是抓早，二是抓小。", 3, []),
        ("三步走：第一，摸底。第二，建账。第三，销号。", 3, ["摸底", "建账", "销号"]),
    ],
)
def test_parts_in_order_are_as_many_as_the_name_says(text: str, count: int, parts: list[str]) -> None:
    assert [s.of(text) for s in ordinals(text, 2, count)] == parts
