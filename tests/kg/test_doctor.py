"""Does the doctor find what is wrong, and nothing where nothing is?"""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from kg import doctor
from kg import vocabulary as v
from kg.workspace import Workspace
from tests.kg.factory import document


def checks(workspace: Workspace) -> set[str]:
    return {problem.check for problem in doctor.examine(workspace)}


def test_a_sound_workspace() -> None:
    with Workspace.in_memory() as workspace:
        assert doctor.examine(workspace) == []
        workspace.put(document())
        assert doctor.examine(workspace) == []
        assert doctor.examine_with_pyshacl(workspace, workspace.documents()[0]) == []


def test_damage_is_found() -> None:
    with Workspace.in_memory() as workspace:
        workspace.put(document())
        (iri,) = workspace.documents()
        good = workspace.store.graph(iri)
        me = NamedNode(iri)

        def damaged(*more: Quad, less: NamedNode | None = None) -> set[str]:
            workspace.store.put(iri, [*(q for q in good if q.predicate != less), *more])
            return checks(workspace)

        beyond = NamedNode("urn:gonghui:text:" + "0" * 64 + "#char=0,4")
        assert "evidence" in damaged(Quad(NamedNode("urn:x"), v.QUOTED_FROM, beyond, me))
        assert "shapes" in damaged(less=v.GENRE)
        assert "text" in damaged(Quad(NamedNode("urn:gonghui:text:0"), v.VALUE, Literal("无主"), me))
        assert damaged() == set()


def test_repair_takes_out_what_nobody_holds(tmp_path: Path) -> None:
    with Workspace.open(tmp_path) as workspace:
        workspace.put_file("/a/云州方案.txt", "d", [document()])
        workspace.put_file("/a/临江.txt", "d", [document("临江", name="临江.txt", letter="临")])
        held, other = workspace.sources()
        workspace.store.remove(held.documents[0])  # a source without its document
        stranger = NamedNode("urn:x:stranger")
        workspace.store.write([], [Quad(stranger, v.TYPE, v.TASK, stranger)])
        assert checks(workspace) >= {"orphan", "graph"}
        assert doctor.repair(workspace) == []
        assert workspace.documents() == list(other.documents)
        assert workspace.known(held.path) == ""
