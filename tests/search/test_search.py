"""`search` gives hits as CONTRACT.md wants them, and `trace` and `similar` with their quotes."""

import subprocess
import sys

import pytest

from kg.workspace import Workspace
from search import open_searcher
from search.searcher import Searcher
from tests.search.corpus import with_people, workspace

HIT = {
    "id", "kind", "title", "text", "source_file", "document", "locator", "city", "year", "departments", "score",
    "start", "end",
}  # fmt: skip


@pytest.fixture(scope="module")
def searcher() -> Searcher:
    return open_searcher(with_people())


def test_hits_have_their_shape_and_quote_their_text(searcher: Searcher) -> None:
    from kg.views.texts import text

    found = searcher.search("职工夜校", k=3)
    assert found["query"] == "职工夜校"
    assert 2 <= len(found["hits"]) <= 3
    for hit in found["hits"]:
        assert set(hit) >= HIT
        assert text(searcher.workspace, hit["document"])[hit["start"] : hit["end"]] == hit["text"]
    assert [h["score"] for h in found["hits"]] == sorted((h["score"] for h in found["hits"]), reverse=True)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("送外卖的怎么进工会", "新就业形态劳动者"),
        ("上班妈妈喂奶的地方", "哺乳"),
        ("晚上去学书法", "夜校"),
        ("工会的钱从哪来", "经费"),
    ],
)
def test_everyday_speech(searcher: Searcher, said: str, wanted: str) -> None:
    assert wanted in searcher.search(said, k=1)["hits"][0]["text"]


def test_an_empty_workspace_has_no_hits() -> None:
    empty = open_searcher(Workspace.in_memory())
    assert empty.search("夜校")["hits"] == []
    assert empty.similar("夜校")["hits"] == []
    assert empty.trace("《意见》")["policy"] is None
    assert not empty.ask("哪些部门负责夜校？")["answerable"]


def test_similar_puts_other_places_first(searcher: Searcher) -> None:
    found = searcher.similar("浅水湾小屋", k=3)["hits"]
    assert (found[0]["name"], found[0]["city"]) == ("橄榄枝驿舍", "临江")
    assert found[0]["why"]
    assert searcher.similar("“灯塔讲堂”", k=1)["hits"][0]["name"] == "月光学堂"
    assert all(h["city"] == "云州" for h in searcher.similar("月光学堂", city="云州市")["hits"])


def test_trace_by_part_of_a_title(searcher: Searcher) -> None:
    found = searcher.trace("网约配送员入会工作的意见")
    assert found["policy"]["title"] == "关于加强网约配送员入会工作的意见"
    assert [t["number"] for t in found["tasks"]] == ["1"]
    assert found["tasks"][0]["evidence"][0]["quote"] == "关于加强网约配送员入会工作的意见"
    assert [d["doc_number"] for d in found["documents"]] == ["云工办发〔2031〕7号"]


@pytest.mark.parametrize("written", ["川工发〔2030〕3号", "川工发[2030]3 号", "《关于推进驿站建设的意见》"])
def test_trace_by_number_or_title(searcher: Searcher, written: str) -> None:
    found = searcher.trace(written)
    assert found["policy"]["doc_number"] == "川工发〔2030〕3号"
    assert found["tasks"][0]["departments"]


def test_trace_upward(searcher: Searcher) -> None:
    """The plan of 青岚 cites a provincial opinion, which is not in the workspace."""
    found = searcher.trace("青工办发〔2031〕7号")
    above = [u["doc_number"] for u in found["upstream"]]
    assert "川工发〔2030〕3号" in above
    assert next(u for u in found["upstream"] if u["doc_number"])["document"] is None


def test_trace_of_what_nobody_names(searcher: Searcher) -> None:
    assert searcher.trace("《关于月球工会的决定》") == {
        "policy": None, "asked": "《关于月球工会的决定》", "upstream": [], "documents": [], "tasks": [],
        "totals": {"documents": 0, "tasks": 0},
    }  # fmt: skip


def test_no_heavy_library_is_imported() -> None:
    code = (
        "import sys; from search import open_searcher; from kg.workspace import Workspace; "
        "s = open_searcher(Workspace.in_memory()); s.search('夜校'); s.ask('哪些部门负责夜校？'); "
        "bad = {'torch', 'faiss', 'transformers'} & set(sys.modules); assert not bad, bad"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_in_memory_workspaces_do_not_mix() -> None:
    assert open_searcher(workspace()).search("驿站", k=1) != open_searcher(with_people()).search("驿站", k=1)
