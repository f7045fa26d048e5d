"""One named graph per document, as TriG."""

from __future__ import annotations

from typing import BinaryIO

import pyoxigraph
from pyoxigraph import RdfFormat

from kg.export.rdf import quads
from kg.vocabulary import NAMESPACES
from kg.workspace import Workspace


def write(workspace: Workspace, out: BinaryIO, *, with_contacts: bool = False) -> None:
    found = quads(workspace, with_contacts=with_contacts)
    pyoxigraph.serialize(found, out, format=RdfFormat.TRIG, prefixes=NAMESPACES)
