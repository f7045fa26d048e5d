"""Are contacts hidden wherever an answer may hold them, sign for sign, and nothing else?"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from api.http.masking import Masking
from api.http.public_graph import FOLDER, public_graph
from kg.errors import BackendError
from kg.workspace import Workspace
from tests.api.http.conftest import PHONE, fill


@pytest.fixture
def own_workspace(tmp_path: Path) -> Workspace:
    fill(tmp_path / "ws", tmp_path / "papers")
    return Workspace.read(tmp_path / "ws")


HIDDEN = "*" * len(PHONE)
VALUES: list[tuple[Any, Any]] = [
    (f"电话：{PHONE}。", f"电话：{HIDDEN}。"),
    ("云工发〔2030〕9号，新建30家", "云工发〔2030〕9号，新建30家"),
    ("task:13800001234567890abc:3", "task:13800001234567890abc:3"),
    ([1, None, True, PHONE], [1, None, True, HIDDEN]),
    ({"contacts": [{"kind": "phone", "value": "8301"}]}, {"contacts": [{"kind": "phone", "value": "****"}]}),
    (
        {"type": "contact", "name": "8301", "label": "联系方式"},
        {"type": "contact", "name": "****", "label": "联系方式"},
    ),
    ({"kind": "phone", "answer": {"value": "8301"}}, {"kind": "phone", "answer": {"value": "****"}}),
    ({"kind": "task", "answer": {"value": "8301"}}, {"kind": "task", "answer": {"value": "8301"}}),
    ({"question": f"{PHONE}是谁的？", "text": PHONE}, {"question": f"{PHONE}是谁的？", "text": HIDDEN}),
]


@pytest.fixture(scope="module")
def masking(filled: Path) -> Masking:
    return Masking(Workspace.read(filled))


@pytest.mark.parametrize(("value", "masked"), VALUES)
def test_json(masking: Masking, value: Any, masked: Any) -> None:
    assert masking.json(value) == masked


def test_a_quote_is_cut_out_of_its_masked_text(masking: Masking, filled: Path) -> None:
    """Half a number looks like none: only the text says that it is part of one."""
    workspace = Workspace.read(filled)
    from kg import ids, views

    for iri in workspace.documents():
        text = views.text(workspace, iri)
        if PHONE in text:
            start = text.index(PHONE) + 4
            quote = {
                "document": ids.short(iri),
                "start": start,
                "end": start + 7,
                "quote": text[start : start + 7],
            }
            assert masking.json(quote)["quote"] == "*" * 7
            assert masking.text(iri) == text.replace(PHONE, HIDDEN)
            return
    raise AssertionError("no document with a phone number")


def test_the_public_graph(filled: Path) -> None:
    workspace = Workspace.read(filled)
    first = public_graph(workspace)
    found: Any = first.query("SELECT ?o { GRAPH ?g { ?s ?p ?o } }")
    values = [row["o"].value for row in found]
    assert len(values) > 500
    assert [value for value in values if PHONE in value] == []
    folder = workspace.derived(FOLDER)
    assert folder is not None
    kept = (folder / "current").read_text(encoding="utf-8")
    public_graph(workspace)
    assert (folder / "current").read_text(encoding="utf-8") == kept


def test_a_large_one_is_made_ahead(own_workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.http.public_graph.MANY", 0)
    with pytest.raises(BackendError, match="准备"):
        public_graph(own_workspace, ahead=False)
    public_graph(own_workspace)
    assert public_graph(own_workspace, ahead=False) is not None


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is the system's")
def test_memory_is_bounded() -> None:
    code = (
        "from api.http.limits import limit_memory; limit_memory(200_000_000)\n"
        "try: x = bytearray(400_000_000); print('taken')\n"
        "except MemoryError: print('refused')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "refused"
