"""Does every export hold the whole graph, with exact quotes, and no telephone number?"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.export import FORMATS, export, export_to
from kg.export.masking import Masker
from kg.model import Span
from kg.table_cells import cell
from kg.workspace import Workspace
from tests.kg.factory import document

NUMBER = "1234567"


@pytest.fixture(scope="module")
def workspace() -> Iterator[Workspace]:
    with Workspace.in_memory() as workspace:
        workspace.put(document())
        workspace.put(document("临江", name="临江.txt", letter="临"))
        yield workspace


def exported(workspace: Workspace, format: str, *, with_contacts: bool = False) -> bytes:
    out = io.BytesIO()
    export(workspace, format, out, with_contacts=with_contacts)
    return out.getvalue()


def opened(data: bytes) -> str:
    """The text of an export, out of its zip where it is one."""
    if not data.startswith(b"PK"):
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


@pytest.mark.parametrize("format", FORMATS)
def test_contacts_are_masked_unless_asked_for(workspace: Workspace, format: str) -> None:
    assert NUMBER not in opened(exported(workspace, format))
    assert (NUMBER in opened(exported(workspace, format, with_contacts=True))) == (format != "csv")


@pytest.mark.parametrize("format", FORMATS)
def test_an_export_is_the_same_each_time(workspace: Workspace, format: str) -> None:
    if format != "xlsx":  # a workbook carries its time of making
        assert exported(workspace, format) == exported(workspace, format)


@pytest.mark.parametrize("with_contacts", [False, True])
def test_jsonl_quotes_exactly_and_leads_to_nodes(workspace: Workspace, with_contacts: bool) -> None:
    rows = [
        json.loads(line) for line in exported(workspace, "jsonl", with_contacts=with_contacts).splitlines()
    ]
    texts = {r["id"]: r["text"] for r in rows if r["kind"] == "document"}
    nodes = {r["id"]: r for r in rows if r["kind"] == "node"}
    edges = [r for r in rows if r["kind"] == "edge"]
    assert len(texts) == 2 and len(edges) > 80
    for edge in edges:
        assert edge["source"] in nodes and edge["target"] in nodes
        assert edge["evidence"]
        for quote in edge["evidence"]:
            assert (
                quote["quote"] and texts[quote["document"]][quote["start"] : quote["end"]] == quote["quote"]
            )
    assert {"document", "task", "department", "person", "policy", "initiative", "indicator"} <= {
        n["type"] for n in nodes.values()
    }
    assert all(n["label"] and set(n) >= {"aliases", "properties"} for n in nodes.values())
    assert {len(t) for t in texts.values()} == {len(document().text)}


def test_rdf_exports_can_be_read_again(workspace: Workspace) -> None:
    import pyoxigraph
    from pyoxigraph import RdfFormat

    quads = sum(len(workspace.store.graph(iri)) for iri in workspace.documents())
    trig = list(pyoxigraph.parse(exported(workspace, "trig"), format=RdfFormat.TRIG))
    assert len([q for q in trig if ":doc:" in str(q.graph_name)]) == quads
    assert list(pyoxigraph.parse(exported(workspace, "turtle"), format=RdfFormat.TURTLE))
    linked = list(pyoxigraph.parse(exported(workspace, "jsonld"), format=RdfFormat.JSON_LD))
    texts = {q.subject: q.object.value for q in linked if str(q.predicate).endswith("#value>")}
    values: dict[Any, dict[str, Any]] = {}
    for q in linked:
        values.setdefault(q.subject, {})[q.predicate.value.rpartition("#")[2]] = q.object
    selectors = [(k, v) for k, v in values.items() if "exact" in v]
    assert len(selectors) > 50
    for node, quote in selectors:
        address = node.value.removesuffix(";quote")
        place = next(v for k, v in values.items() if k.value == f"{address};position")
        text = next(t for s, t in texts.items() if address.startswith(s.value))
        assert text[int(place["start"].value) : int(place["end"].value)] == quote["exact"].value != ""


def test_graphml_is_a_graph(workspace: Workspace) -> None:
    import networkx

    graph = networkx.read_graphml(io.BytesIO(exported(workspace, "graphml")))
    assert graph.number_of_nodes() > 50 and graph.number_of_edges() > 80


def test_tables(workspace: Workspace, tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(exported(workspace, "xlsx")))
    assert book.sheetnames == ["任务", "文件", "人员", "机构", "政策", "品牌活动"]
    assert book["任务"].max_row == 5
    export_to(workspace, "csv", tmp_path / "out.zip")
    export_to(workspace, "csv", tmp_path / "out")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert sorted(archive.namelist()) == sorted(p.name for p in (tmp_path / "out").iterdir())
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out" / "任务.csv").read_text(encoding="utf-8-sig"))))
    assert rows[0]["责任单位"] == "组织部、权益保障部" and rows[0]["一季度"] == "完成选址"


def test_a_cell_is_never_a_formula() -> None:
    for text in ("=1+1", "+86", "@x", "-x", "\tx"):
        assert str(cell(text)).startswith("'")
    assert (cell("-5%"), cell("任务"), cell(3)) == ("-5%", "任务", 3)


def test_a_format_that_nobody_knows(workspace: Workspace) -> None:
    with pytest.raises(InputError, match="jsonl"):
        exported(workspace, "docx")


@pytest.mark.parametrize(
    ("words", "masked"),
    [
        ("联系电话：13912345678。", "联系电话：***********。"),
        ("手机139 1234 5678", "手机*** **** ****"),
        ("0335-1234567、(010)87654321", "****-*******、(***)********"),
        ("邮箱ab_c@example.com.cn。", "邮箱****@*******.***.**。"),
        ("电话：3456789", "电话：*******"),
        ("身份证11010119900307123X", "身份证******************"),
        ("2031年完成200万元，云工发〔2031〕15号，400人", "2031年完成200万元，云工发〔2031〕15号，400人"),
        ("20310305", "20310305"),
    ],
)
def test_what_looks_like_a_contact_is_hidden(words: str, masked: str) -> None:
    assert Masker().text(words) == masked


@given(
    st.text(max_size=200), st.lists(st.text(max_size=12), max_size=4), st.integers(0, 200), st.integers(0, 50)
)
def test_masking_keeps_every_offset(words: str, known: list[str], start: int, length: int) -> None:
    masker = Masker(frozenset(known))
    assert len(masker.text(words)) == len(words)
    assert len(masker.document(words, [Span(start, start + length)])) == len(words)
