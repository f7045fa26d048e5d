"""Questions get the answer that the documents hold, with quotes; all others get none."""

from typing import Any

import pytest

from kg.views.texts import text
from kg.workspace import Workspace
from search.ask.kinds import KINDS
from search.searcher import Searcher
from tests.search.corpus import with_people


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return with_people()


@pytest.fixture(scope="module")
def searcher(workspace: Workspace) -> Searcher:
    return Searcher(workspace)


@pytest.mark.parametrize(
    ("kind", "pattern"), [(k, p) for k in KINDS for p in k.patterns], ids=lambda x: x.name
)
def test_each_pattern_has_an_example_that_its_kind_recognises(kind: Any, pattern: Any) -> None:
    assert pattern.regex.search(pattern.example)
    assert kind.match(pattern.example)


def test_kinds_have_names_of_their_own() -> None:
    assert len({k.name for k in KINDS}) == len(KINDS)
    for kind in KINDS:
        assert len({p.name for p in kind.patterns}) == len(kind.patterns)


ANSWERS = [
    ("哪些部门负责新就业形态劳动者建会入会？", "department_for_topic", {"set": ["组织部", "网络工作部"]}),
    ("云州的外卖小哥入会归谁管？", "department_for_topic", {"set": ["组织部", "网络工作部"]}),
    ("“灯塔讲堂”的责任部门", "department_for_topic", {"set": ["宣教部"]}),
    ("云州市总工会女职工部负责哪些任务？", "tasks_of_department", {"tasks": ["3"]}),
    ("云州财务部要干什么？", "tasks_of_department", {"tasks": ["4"]}),
    ("云州2031年工作台账第三季度有哪些任务？", "tasks_of_department", {"tasks": ["1"]}),
    ("《关于加强网约配送员入会工作的意见》在哪些任务中被提到？", "policy_to_tasks", {"tasks": ["1"]}),
    ("哪项任务要制定《职工夜校教学管理办法》？", "policy_to_tasks", {"tasks": ["2"]}),
    ("川工发[2030]3号对应哪些任务？", "policy_to_tasks", {"tasks": ["1"]}),
    (
        "云州的网约配送员入会落实的是哪份文件？",
        "task_to_policy",
        {"value": "《关于加强网约配送员入会工作的意见》"},
    ),
    ("云州的职工夜校要出台什么办法？", "task_to_policy", {"value": "《职工夜校教学管理办法》"}),
    ("集中入会仪式在哪个季度举行？", "schedule", {"value": "第三季度"}),
    ("云州职工夜校的完成时限是什么？", "schedule", {"value": "2031年12月底前"}),
    ("云州职工夜校的成果形式是什么？", "deliverable", {"value": "课程40期"}),
    (
        "云州建会入会任务的成果形式有哪些？",
        "deliverable",
        {"set": ["全年发展会员不少于3000人", "建立台账一套"]},
    ),
    ("云州要建多少家哺乳室？", "indicator", {"value": "12家"}),
    ("职工教育经费用于一线职工的比例是多少？", "indicator", {"value": "不低于70%"}),
    (
        "《云州市总工会2031年工作台账》的发文字号是什么？",
        "document_metadata",
        {"value": "云工办发〔2031〕7号"},
    ),
    ("临工发〔2032〕2号是什么时候印发的？", "document_metadata", {"value": "2032年3月5日"}),
    ("临工发[2032]2号是谁印发的？", "document_metadata", {"value": "临江市总工会办公室"}),
    ("云州2031年工作台账一共有多少项？", "count", {"value": "4"}),
    ("临江2032年要点里办公室负责几项？", "count", {"value": "1"}),
    ("青岚市总工会组织部部长是谁？", "leader_role", {"value": "钱小舟"}),
    ("孙远山在青岚市总工会担任什么职务？", "leader_role", {"value": "党组书记"}),
    ("青岚市总工会暖流行动领导小组组长是谁？", "leader_role", {"value": "孙远山"}),
    ("暖流行动领导小组有哪些成员？", "group_members", {"set": ["钱小舟"]}),
    ("青岭县总工会由哪位领导联系？", "liaison", {"value": "孙远山"}),
    (
        "云州和临江的哺乳室分别叫什么？",
        "compare_cities",
        {"by_city": {"云州": ["“浅水湾小屋”"], "临江": ["“橄榄枝驿舍”"]}},
    ),
]


@pytest.mark.parametrize(("question", "kind", "wanted"), ANSWERS, ids=[a[0] for a in ANSWERS])
def test_answers(
    searcher: Searcher, workspace: Workspace, question: str, kind: str, wanted: dict[str, Any]
) -> None:
    found = searcher.ask(question)
    assert found["answerable"], found["text"]
    assert found["kind"] == kind
    answer = found["answer"]
    if "tasks" in wanted:
        assert [t["number"] for t in answer["tasks"]] == wanted["tasks"]
    else:
        for form, value in wanted.items():
            assert answer[form] == value
    assert found["evidence"]
    for quote in found["evidence"]:
        assert quote["quote"]
        assert text(workspace, quote["document"])[quote["start"] : quote["end"]] == quote["quote"]
        assert quote["locator"] and quote["source_file"]
    assert list(workspace.store.select(found["query"])), "the query shown runs, and finds"
    assert found["text"].endswith("。") or kind == "schedule"


UNANSWERABLE = [
    "哪些部门负责航天发射？",
    "海东市总工会有哪些任务？",
    "唐山市总工会2031年有哪些重点任务？",
    "云州2035年工作台账有多少项？",
    "“星河计划”由哪个部门负责？",
    "《关于月球工会的决定》在哪些任务中被提到？",
    "云工发〔2039〕9号是什么时候印发的？",
    "云州的哺乳室一共花了多少钱？",
    "云州市总工会财务部部长是谁？",
    "赵不存在在云州市总工会担任什么职务？",
    "白石县总工会由哪位领导联系？",
    "云州的机器人大赛在哪个季度举办？",
    "云州为什么要建哺乳室？",
    "今天天气怎么样？",
    "",
    "？？？",
]


@pytest.mark.parametrize("question", UNANSWERABLE)
def test_what_the_documents_do_not_say_is_not_answered(searcher: Searcher, question: str) -> None:
    found = searcher.ask(question)
    assert not found["answerable"], found
    assert found["evidence"] == []
    assert found["answer"] == {}
    assert found["text"]


def test_a_missing_thing_is_named(searcher: Searcher) -> None:
    assert "星河计划" in searcher.ask("“星河计划”由哪个部门负责？")["text"]
    assert "2035年" in searcher.ask("云州2035年工作台账有多少项？")["text"]
    assert "唐山" in searcher.ask("唐山市总工会2031年有哪些重点任务？")["text"]
