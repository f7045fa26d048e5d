"""Are the places of a document's text in its file kept with it, and gone with it?"""

from __future__ import annotations

from kg.locations import Location, Placed
from kg.model import Document, Genre, Span
from kg.views.originals import places
from kg.workspace import Workspace

TEXT = "云州市总工会\n组织部\n"
PLACES = (
    Placed(Span(0, 7), Location(sheet="台账", cell="A1")),
    Placed(Span(7, 11), Location(table=1, row=2, column=3)),
)


def test_places_are_kept_and_gone_with_their_document() -> None:
    with Workspace.in_memory() as workspace:
        held = workspace.put(Document("/a/台账.xlsx", 1, TEXT, Genre.LEDGER, places=PLACES))
        plain = workspace.put(Document("/a/台账.txt", 1, TEXT, Genre.LEDGER))
        assert places(workspace, held) == PLACES
        assert places(workspace, plain) == ()
        workspace.remove(held)
        assert places(workspace, held) == places(workspace, "doc:x/y") == ()


def test_moved_words_are_a_changed_document() -> None:
    with Workspace.in_memory() as workspace:
        document = Document("/a/台账.xlsx", 1, TEXT, Genre.LEDGER, places=PLACES)
        moved = Document("/a/台账.xlsx", 1, TEXT, Genre.LEDGER, places=PLACES[:1])
        assert workspace.put_file("/a/台账.xlsx", "1", [document]) == "ingested"
        assert workspace.put_file("/a/台账.xlsx", "1", [document]) == "unchanged"
        assert workspace.put_file("/a/台账.xlsx", "2", [moved]) == "replaced"
        assert places(workspace, workspace.documents()[0]) == PLACES[:1]
