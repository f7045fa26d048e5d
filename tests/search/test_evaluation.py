"""Are figures of retrieval what their formulas say, and is every part measured?"""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from kg.errors import InputError
from search.evaluation import Judged, JudgedSet, Scored, measure, parts, score, summary
from search.hybrid import RETRIEVERS
from tests.search.corpus import ledger, workspace

LOG3 = math.log2(3)


@pytest.mark.parametrize(
    ("ranked", "relevant", "ndcg", "recall", "mrr"),
    [
        (["a", "b"], {"a": 2, "b": 1}, 1.0, 1.0, 1.0),
        (["b", "a"], {"a": 2, "b": 1}, (1 + 3 / LOG3) / (3 + 1 / LOG3), 1.0, 1.0),
        (["x", "a"], {"a": 2}, 1 / LOG3, 1.0, 0.5),
        (["x", "y"], {"a": 2}, 0.0, 0.0, 0.0),
        ([], {"a": 1}, 0.0, 0.0, 0.0),
        (["b"], {"a": 2, "b": 1}, 1 / (3 + 1 / LOG3), 0.0, 1.0),
        (["b"], {"b": 1}, 1.0, 1.0, 1.0),  # nothing of grade 2: the judged ones are asked for
        (["x"] * 5 + ["a"], {"a": 2}, 1 / math.log2(7), 0.0, 1 / 6),
        (["x"] * 10 + ["a"], {"a": 2}, 0.0, 0.0, 0.0),
        (list("abcdef"), dict.fromkeys("abcdefgh", 2), None, 1.0, 1.0),  # at most five fit into five
    ],
)
def test_figures(
    ranked: list[str], relevant: dict[str, int], ndcg: float | None, recall: float, mrr: float
) -> None:
    found = score(ranked, Judged("问", "keyword", relevant, "dev"))
    if ndcg is not None:
        assert found.ndcg == pytest.approx(ndcg)
    assert found.recall == pytest.approx(recall)
    assert found.mrr == pytest.approx(mrr)


PASSAGES = {
    "1": "推进新就业形态劳动者建会入会，发展会员3000人。",
    "2": "开展职工夜校，开设书法、剪纸等课程40期，全年不断线。",
}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (PASSAGES["1"], "1"),
        ("推进新就业形态劳动者\n建会入会，发展会员３０００人。", "1"),  # layout and width do not count
        ("第二项：开展职工夜校，开设书法、剪纸等课程40期，全年不断线。责任部门：宣教部", "2"),
        ("举行职工运动会，设广播操等项目。", None),
        ("", None),
    ],
)
def test_a_text_found_is_known_by_its_words(text: str, wanted: str | None) -> None:
    assert JudgedSet([], PASSAGES).passage(text) == wanted


def test_hits_of_one_passage_count_once() -> None:
    judged = JudgedSet([Judged("夜校", "keyword", {"2": 2}, "")], PASSAGES)
    half = PASSAGES["1"][:14]
    assert measure(lambda text, k: [half, PASSAGES["1"], PASSAGES["2"]], judged)[0].mrr == 0.5


def test_summary_keeps_splits_and_kinds_apart() -> None:
    rows = [
        Scored("a", "dev", 1.0, 1.0, 1.0),
        Scored("b", "dev", 0.0, 0.5, 0.5),
        Scored("a", "test", 0.5, 0, 0),
    ]
    found = summary(rows)
    assert list(found) == ["dev", "test"]
    assert list(found["dev"]) == ["all", "a", "b"]
    assert (found["dev"]["all"].queries, found["dev"]["all"].ndcg, found["dev"]["all"].recall) == (
        2,
        0.5,
        0.75,
    )
    assert found["test"]["a"].ndcg == 0.5


@pytest.mark.parametrize(
    ("queries", "passages"),
    [
        ("{", "[]"),
        ("[3]", "[]"),
        ('[{"query": "夜校", "kind": "keyword"}]', "[]"),
        ('[{"query": "夜校", "kind": "keyword", "relevant": {"9": 2}}]', "[]"),
        ('[{"query": "夜校", "kind": "keyword", "relevant": {"1": "很"}}]', '[{"id": "1", "text": "夜校"}]'),
        ("[]", None),
    ],
)
def test_a_set_that_is_none_is_an_error(tmp_path: Path, queries: str, passages: str | None) -> None:
    (tmp_path / "retrieval.json").write_text(queries, encoding="utf-8")
    if passages is not None:
        (tmp_path / "passages.json").write_text(passages, encoding="utf-8")
    with pytest.raises(InputError):
        JudgedSet.load(tmp_path)


def test_a_folder_or_another_file_of_queries(tmp_path: Path) -> None:
    row = {"query": "夜校", "kind": "keyword", "relevant": {"1": 2}}
    for name, split in (("retrieval.json", "dev"), ("more.json", "test")):
        (tmp_path / name).write_text(json.dumps([{**row, "split": split}]), encoding="utf-8")
    (tmp_path / "passages.json").write_text('[{"id": "1", "text": "职工夜校"}]', encoding="utf-8")
    assert [q.split for q in JudgedSet.load(tmp_path).queries] == ["dev"]
    other = JudgedSet.load(tmp_path / "more.json")
    assert [q.split for q in other.queries] == ["test"]
    assert other.only("test").queries == other.queries
    with pytest.raises(InputError, match="dev"):
        other.only("dev")


def test_every_part_is_measured_alone_and_left_out() -> None:
    passages = {str(n): task.text for n, task in enumerate(ledger().tasks)}
    judged = JudgedSet([Judged("职工夜校开什么课", "question", {"1": 2}, "dev")], passages)
    found = {part.name: measure(part.search, judged)[0] for part in parts(workspace())}
    assert found["all"].ndcg == 1.0
    for name, _, _ in RETRIEVERS:
        assert {f"only:{name}", f"without:{name}"} <= found.keys()
    assert found["only:bm25"].ndcg == found["only:vectors"].ndcg == 1.0
    assert [part.name for part in parts(workspace(), one_by_one=False)] == ["all"]


def test_left_out_means_left_out() -> None:
    made = workspace()
    found = {part.name: part.search("上班妈妈喂奶的地方", 20) for part in parts(made)}
    assert any("哺乳" in text for text in found["all"][:2])
    assert any("哺乳" in text for text in found["only:vectors"][:2])
    assert not any("哺乳" in text for text in found["only:words"])
