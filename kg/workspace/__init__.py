"""The workspace (工作区): where the documents of one user live."""

from kg.workspace.folder import FORMAT
from kg.workspace.sources import Source
from kg.workspace.workspace import Workspace

__all__ = ["FORMAT", "Source", "Workspace"]
