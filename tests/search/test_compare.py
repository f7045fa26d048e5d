"""Does the topic by place table show who does what, and say rightly what is missing where?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from api.ingesting import find_files, ingest_files
from kg import views
from kg.errors import InputError
from kg.workspace import Workspace
from search.hybrid import Hybrid
from search.place_names import named
from search.searcher import Searcher

FILES = {
    "云州要点.txt": """云州市总工会2031年工作要点

云工发〔2031〕6号

1.推进集体协商，企业集体合同签订率达到90%。（责任部门：权益保障部）
2.贯彻《云川省总工会关于关爱女职工的意见》，建设“橘灯小屋”女职工哺乳室12家。（责任部门：女职工部）
3.开展单身职工联谊会6场。（责任部门：女职工部）
""",
    "临江要点.txt": """临岚市总工会2031年工作要点

临工发〔2031〕4号

1.建设妈咪小屋9家，配齐座椅、冰箱。（责任部门：女职工部）
2.办好职工书屋。（责任部门：宣教部）
""",
    "临江总结.txt": """临岚市总工会2031年工作总结

一、主要工作
建成妈咪小屋8家。
二、存在的问题
集体协商质量还不够高。

临岚市总工会
2032年1月9日
""",
    "沙渚总结.txt": """沙渚市总工会2030年工作总结

一、主要工作
签订集体合同的企业达到300家，新建职工书屋5家。

沙渚市总工会
2030年12月20日
""",
}


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder = tmp_path_factory.mktemp("compare")
    (folder / "in").mkdir()
    for name, text in FILES.items():
        (folder / "in" / name).write_text(text, encoding="utf-8")
    with Workspace.open(folder / "w") as workspace:
        assert ingest_files(workspace, find_files([folder / "in"])).failed == []
        yield Searcher(workspace)


def row(found: Mapping[str, Any], label: str) -> Mapping[str, Any]:
    return next(r for r in found["topics"] if r["label"] == label)


def test_a_topic_shows_both_places(searcher: Searcher) -> None:
    found = searcher.compare(["云州", "临岚市"], topic="女职工哺乳室")
    cells = row(found, "女职工哺乳室")["cells"]
    assert [t["title"] for t in cells["云州"]["tasks"]] == ["建设“橘灯小屋”女职工哺乳室12家"]
    assert [t["kind"] for t in cells["临岚"]["tasks"]] == ["task", "report"]
    assert [(i["value"], i["unit"], i["kind"]) for i in cells["临岚"]["indicators"]] == [
        ("9", "家", "planned"),
        ("8", "家", "reported"),
    ]
    assert [u["name"] for u in cells["云州"]["departments"]] == ["女职工部"]
    assert cells["云州"]["years"] == [2031]


@pytest.mark.parametrize("words", ["哺乳室", "妈咪小屋", "爱心母婴室"])
def test_free_words_are_taken_for_their_concept(searcher: Searcher, words: str) -> None:
    found = searcher.compare(["云州", "临岚"], topic=words)
    assert row(found, "女职工哺乳室")["missing"] == []


BRANDS = {
    "桐川总结.txt": """桐川市总工会2031年工作总结

一、主要工作
“雨巷灯”为环卫工人、骑手提供歇脚、充电、热饭服务，建成19处。开展送清凉，慰问高温岗位职工800人。为职工的孩子办起放假看护班6个。

桐川市总工会
2031年12月20日
""",
    "石埠总结.txt": """石埠市总工会2031年工作总结

石埠市总工会在砚川市总工会指导下开展工作。

一、主要工作
【渔火小站】在码头为户外劳动者提供饮水、休息、避雨服务，共5处。新春佳节前上门看望困难职工60户，送去慰问金9万元。

石埠市总工会
2031年12月22日
""",
    "榆岭总结.txt": """榆岭县总工会2031年工作总结

一、主要工作
签订集体合同80份。

榆岭县总工会
2031年12月18日
""",
}


@pytest.fixture(scope="module")
def brands(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder = tmp_path_factory.mktemp("brands")
    (folder / "in").mkdir()
    for name, text in BRANDS.items():
        (folder / "in" / name).write_text(text, encoding="utf-8")
    with Workspace.open(folder / "w") as workspace:
        assert ingest_files(workspace, find_files([folder / "in"])).failed == []
        yield Searcher(workspace)


@pytest.mark.parametrize(
    ("topic", "there", "missing"),
    [
        ("户外劳动者服务站点", {"桐川": "雨巷灯", "石埠": "渔火小站"}, ["榆岭县"]),
        ("送温暖", {"石埠": "看望困难职工"}, ["桐川", "榆岭县"]),  # 送清凉 is another matter
        ("职工子女托管", {"桐川": "看护班"}, ["石埠", "榆岭县"]),
        ("集体协商", {"榆岭县": "集体合同"}, ["桐川", "石埠"]),
    ],
)
def test_a_brand_is_found_by_what_it_does_in_any_place(
    brands: Searcher, topic: str, there: dict[str, str], missing: list[str]
) -> None:
    first = brands.compare(["桐川", "石埠", "榆岭"], topic=topic)["topics"][0]
    assert first["missing"] == missing
    for place, words in there.items():
        assert any(words in task["text"] for task in first["cells"][place]["tasks"])


def test_a_brand_stands_in_the_table_of_all_fields(brands: Searcher) -> None:
    found = brands.compare(["桐川", "石埠"])
    told = [t["text"] for r in found["topics"] for t in r["cells"]["桐川"]["tasks"]]
    assert any("看护班" in text for text in told)


@pytest.mark.parametrize(
    ("cities", "year", "label", "city", "reason"),
    [
        (["云州", "临岚"], None, "职工婚恋交友", "临岚", "not mentioned"),
        (["云州", "临岚"], None, "集体协商", "临岚", "mentioned in passing"),
        (["云州", "沙渚"], None, "职工婚恋交友", "沙渚", "no documents of the kind"),
        (["临岚", "沙渚"], 2031, "女职工工作", "沙渚", "no documents of the year"),
    ],
)
def test_a_gap_says_why(
    searcher: Searcher, cities: list[str], year: int | None, label: str, city: str, reason: str
) -> None:
    found = row(searcher.compare(cities, year=year), label)
    assert [(g["city"], g["reason"]) for g in found["gaps"]] == [(city, reason)]
    assert found["cells"][city]["tasks"] == []


GROUPS = {
    "松陵要点.txt": """松陵市总工会2031年工作要点

1.打造“晨钟小站”户外劳动者服务站点11个。（责任部门：权益保障部）
2.聚焦外卖配送、家政两类行业，发展会员700人。（责任部门：基层工作部）
3.为新就业形态劳动者赠送互助保障900份，开展免费体检300人次。（责任部门：职工服务中心）
""",
    "梅屿要点.txt": """梅屿市总工会2031年工作要点

1.为环卫工人送早餐2000份。（责任部门：权益保障部）
2.组织外卖骑手、新就业形态劳动者体检150人次。（责任部门：职工服务中心）
""",
    "竹溪总结.txt": """竹溪市总工会2031年工作总结

一、主要工作
新建职工书屋5家。
二、存在的问题
一是新就业形态劳动者入会还不够多。二是晚霞茶座没有办起来。

竹溪市总工会
2031年12月20日
""",
}


@pytest.fixture(scope="module")
def groups(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder = tmp_path_factory.mktemp("groups")
    (folder / "in").mkdir()
    for name, text in GROUPS.items():
        (folder / "in" / name).write_text(text, encoding="utf-8")
    with Workspace.open(folder / "w") as workspace:
        assert ingest_files(workspace, find_files([folder / "in"])).failed == []
        yield Searcher(workspace)


@pytest.mark.parametrize(
    ("topic", "words", "figure"),
    [
        ("户外劳动者", "晨钟小站", "11"),
        ("外卖配送员", "外卖配送", "700"),
        ("新就业形态劳动者", "免费体检", "300"),
    ],
)
def test_a_group_has_the_tasks_that_name_it(groups: Searcher, topic: str, words: str, figure: str) -> None:
    found = row(groups.compare(["松陵", "梅屿"], topic=topic), topic)
    assert found["missing"] == []
    cell = found["cells"]["松陵"]
    assert any(words in task["text"] for task in cell["tasks"])
    assert figure in [one["value"] for one in cell["indicators"]]


@pytest.mark.parametrize(
    ("topic", "words"),
    [("新就业形态劳动者", "一是新就业形态劳动者入会还不够多。"), ("晚霞茶座", "二是晚霞茶座没有办起来。")],
)
def test_words_without_a_task_are_shown_and_no_lack(groups: Searcher, topic: str, words: str) -> None:
    found = groups.compare(["松陵", "竹溪"], topic=topic)["topics"][0]
    gap = next(g for g in found["gaps"] if g["city"] == "竹溪")
    assert (gap["reason"], "竹溪" in found["missing"]) == ("mentioned in passing", False)
    assert gap["text"].startswith(f"只提到“{words}”（")
    assert [e["quote"] for e in gap["evidence"]] == [words]
    for piece in gap["evidence"]:
        text = views.text(groups.workspace, piece["document"])
        assert text[piece["start"] : piece["end"]] == piece["quote"]


def test_a_gap_for_want_of_a_plan(tmp_path: Path) -> None:
    files = {"云州要点.txt": FILES["云州要点.txt"], "临江总结.txt": FILES["临江总结.txt"]}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with Workspace.open(tmp_path / "w") as workspace:
        ingest_files(workspace, find_files([tmp_path / name for name in files]))
        found = Searcher(workspace).compare(["云州", "临岚"], topic="职工婚恋交友")
    assert row(found, "职工婚恋交友")["gaps"] == [
        {"city": "临岚", "reason": "no documents of the kind", "text": "没有这类文件（工作要点）"}
    ]


def test_every_quote_is_exact(searcher: Searcher) -> None:
    texts = {d["id"]: views.text(searcher.workspace, d["id"]) for d in views.documents(searcher.workspace)}
    found = searcher.compare(["云州", "临岚", "沙渚"])
    pieces = [
        piece
        for topic in found["topics"]
        for cell in topic["cells"].values()
        for key in ("tasks", "departments", "initiatives", "indicators", "evidence")
        for piece in cell[key]
    ]
    assert pieces
    for piece in pieces:
        assert texts[piece["document"]][piece["start"] : piece["end"]] == piece["quote"] != ""


def test_a_topic_nobody_speaks_of(searcher: Searcher) -> None:
    found = searcher.compare(["云州", "临岚"], topic="卫星遥感测绘")
    assert found["topics"] == []
    assert found["notes"][-1] == "这些地方的文件都没有提到“卫星遥感测绘”"


@pytest.mark.parametrize(
    ("cities", "message"),
    [(["云州", "望月市"], r"没有“望月市”的文件；已有：.*云州"), (["云州", "云州市"], "至少两个")],
)
def test_places_that_cannot_be_compared(searcher: Searcher, cities: list[str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        searcher.compare(cities)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("云州", "云州"), ("云州市", "云州"), ("云州市总工会", "云州"), ("青岭", "青岭县"), ("云川省", "云川"), ("望月", None)
    ],
)  # fmt: skip
def test_one_place_however_written(written: str, meant: str | None) -> None:
    assert named(written, ["云州", "青岭县", "云川"]) == meant


def test_it_is_read_anew_when_the_store_moves_on(tmp_path: Path) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    from search.compare import Compare

    with Workspace.open(tmp_path / "w") as workspace:
        ingest_files(workspace, find_files([tmp_path / "云州要点.txt", tmp_path / "临江总结.txt"]))
        compare = Compare(Hybrid(workspace))
        before = row(compare.compare(["云州", "临岚"], topic="哺乳室"), "女职工哺乳室")
        ingest_files(workspace, find_files([tmp_path / "临江要点.txt"]))
        after = row(compare.compare(["云州", "临岚"], topic="哺乳室"), "女职工哺乳室")
    assert len(before["cells"]["临岚"]["tasks"]) == 1
    assert len(after["cells"]["临岚"]["tasks"]) == 2
