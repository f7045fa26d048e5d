"""Is the retrieval evaluation set sound: ids, kinds, grades and splits, and does every passage stand in the sample?"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from typing import Any

import pytest

from kg.resources import resource

#: Kinds of query (data/evaluation/README.md) and how many held-out ones of each there are at least.
TEST_QUERIES_AT_LEAST = {
    "colloquial": 22,
    "paraphrase": 20,
    "question": 10,
    "keyword": 5,
    "acronym": 4,
    "cross-city": 4,
}


def _read(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(resource(f"evaluation/{name}").read_text(encoding="utf-8"))
    return rows


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _letters(query: str) -> str:
    """A query without punctuation, spaces and widths: two that differ in these only are the same query."""
    folded = unicodedata.normalize("NFKC", query)
    return "".join(c for c in folded if unicodedata.category(c)[0] in "LN")


@pytest.fixture(scope="module")
def passages() -> list[dict[str, Any]]:
    return _read("passages.json")


@pytest.fixture(scope="module")
def queries() -> list[dict[str, Any]]:
    return _read("retrieval.json")


def test_every_passage_stands_in_the_sample_file_its_id_names(passages: list[dict[str, Any]]) -> None:
    files = {
        f.name[:3]: _bare(f.read_text(encoding="utf-8")) for f in resource("sample").glob("[0-9][0-9][0-9]_*")
    }
    assert [p["id"] for p in passages if not p["text"] or _bare(p["text"]) not in files[p["id"][:3]]] == []
    assert {p["id"][:3] for p in passages} == files.keys()


def test_ids_and_queries_are_unique(passages: list[dict[str, Any]], queries: list[dict[str, Any]]) -> None:
    columns = {
        "passages": [p["id"] for p in passages],
        "ids": [q["id"] for q in queries],
        "queries": [_letters(q["query"]) for q in queries],
    }
    assert {name: [v for v, n in Counter(seen).items() if n > 1] for name, seen in columns.items()} == {
        name: [] for name in columns
    }
    assert all(columns["queries"])


def test_every_judgement_is_a_known_passage_with_a_grade(
    passages: list[dict[str, Any]], queries: list[dict[str, Any]]
) -> None:
    known = {p["id"] for p in passages}
    wrong = [
        (q["id"], passage, grade)
        for q in queries
        for passage, grade in q["relevant"].items()
        if passage not in known or grade not in (1, 2)
    ]
    assert wrong == []
    assert [q["id"] for q in queries if 2 not in q["relevant"].values()] == []


def test_kinds_and_splits_are_those_of_the_readme(queries: list[dict[str, Any]]) -> None:
    counts = Counter((q["kind"], q["split"]) for q in queries)
    assert {kind for kind, _ in counts} == TEST_QUERIES_AT_LEAST.keys()
    assert {split for _, split in counts} == {"dev", "test"}
    short = {kind: n for kind, n in TEST_QUERIES_AT_LEAST.items() if counts[kind, "test"] < n}
    assert short == {}
    table = resource("evaluation/README.md").read_text(encoding="utf-8")
    printed = {
        kind: (int(dev), int(test))
        for kind, dev, test in re.findall(r"^\| `([a-z-]+)` \|.*\| (\d+) \| (\d+) \|$", table, re.M)
    }
    assert printed == {k: (counts[k, "dev"], counts[k, "test"]) for k in TEST_QUERIES_AT_LEAST}


def test_no_held_out_wording_is_in_what_the_program_learns_from(queries: list[dict[str, Any]]) -> None:
    """Everyday queries and paraphrases only: a keyword such as 工匠学院 is the genre's own and stands everywhere."""
    free = {
        q["id"]: _letters(q["query"])
        for q in queries
        if q["split"] == "test" and q["kind"] in ("colloquial", "paraphrase")
    }
    own = resource("evaluation")
    texts = [
        f
        for f in resource("").rglob("*")
        if f.suffix in (".tsv", ".txt", ".md", ".json", ".jsonl", ".csv") and own not in f.parents
    ]
    assert free and texts
    leaked = [
        (name, f.name)
        for f in texts
        for text in [_letters(f.read_text(encoding="utf-8", errors="replace"))]
        for name, words in free.items()
        if words in text
    ]
    assert leaked == []
