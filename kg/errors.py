"""Which errors Gonghui raises, and what each carries.

GonghuiError
├── InputError        a document or argument that cannot be used: names the file and the place
│   └── UnreadableFile    the bytes of one file are no document we can read
├── WorkspaceError    the workspace on disk cannot be opened, is locked or is of another version
├── QueryRefused      a SPARQL text that is not a pure read
├── NotFound          a document, entity or model that is not there
└── BackendError      a library underneath failed; the cause is chained
"""

from __future__ import annotations


class GonghuiError(Exception):
    """Base of all errors that a caller can be expected to handle."""


class InputError(GonghuiError):
    """Bad input. `where` names the file (and place in it) that caused it."""

    def __init__(self, message: str, where: str = "") -> None:
        super().__init__(f"{where}：{message}" if where else message)
        self.message = message
        self.where = where


class UnreadableFile(InputError):
    """One file cannot be read as text; the other files of the batch are not affected."""


class WorkspaceError(GonghuiError):
    """The workspace cannot be opened."""


class QueryRefused(GonghuiError):
    """A SPARQL query that is not a pure read, or that reaches outside the store."""


class NotFound(GonghuiError):
    """Something asked for by id, name or path is not in the workspace."""


class BackendError(GonghuiError):
    """A store, index or model library failed."""
