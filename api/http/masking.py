"""How are contacts kept from those who may not see them (应答中联系方式的遮盖)? Sign by sign, so offsets still hold.

A quote is cut out of its masked text, where the graph says which signs are a contact; other words are masked by what looks
like one and by the values that the graph holds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from kg import ids
from kg.errors import NotFound
from kg.export.masking import Masker, blot

if TYPE_CHECKING:
    from kg.model import Span
    from kg.workspace import Workspace

__all__ = ["Masking"]

_ID: Final = re.compile(
    r"(?:urn:gonghui:)?[a-z]+:[0-9a-f]{20,64}(?:[:#][\w.=,#]*)?\Z|[0-9a-f]{16,64}\Z|topic:\S+\Z"
)
_ECHOED: Final = frozenset(("query", "question", "asked", "sha256", "understood_as"))
"""The caller's own words, and SPARQL over ids."""
_CONTACT_KINDS: Final = frozenset(("phone", "email"))
_QUOTED: Final = ("quote", "text")
_MOST_TEXTS: Final = 256


class Masking:
    """Masks JSON of one state of a workspace. Safe between threads."""

    def __init__(self, workspace: Workspace) -> None:
        from kg.export.model import contact_spans, masker

        self._workspace = workspace
        self._masker: Masker = masker(workspace, with_contacts=False)
        self._spans: dict[str, list[Span]] = contact_spans(workspace)
        self._texts: dict[str, tuple[str, str]] = {}
        self._lock = Lock()

    def text(self, document_id: str) -> str:
        """A document's canonical text without contacts, of the same length. Raises NotFound."""
        return self._both(document_id)[1]

    def words(self, words: str) -> str:
        """Any words, of the same length."""
        return self._masker.text(words)

    def json(self, value: Any) -> Any:
        """A copy of a JSON value."""
        if isinstance(value, str):
            return value if _ID.match(value) else self._masker.text(value)
        if isinstance(value, Mapping):
            return self._object(value)
        if isinstance(value, (list, tuple)):
            return [self.json(one) for one in value]
        return value

    def _object(self, value: Mapping[str, Any]) -> dict[str, Any]:
        out = {}
        contact = value.get("type") == "contact" or value.get("kind") in _CONTACT_KINDS
        for key, one in value.items():
            if key in _ECHOED:
                out[key] = one
            elif key == "contacts" and isinstance(one, list):
                out[key] = [self._contact(entry) for entry in one]
            elif contact and key in ("value", "name", "answer"):
                out[key] = _blotted(one)
            else:
                out[key] = self.json(one)
        document, start, end = value.get("document"), value.get("start"), value.get("end")
        if isinstance(document, str) and isinstance(start, int) and isinstance(end, int):
            self._cut(value, out, document, start, end)
        return out

    def _cut(
        self, value: Mapping[str, Any], out: dict[str, Any], document: str, start: int, end: int
    ) -> None:
        """Words that stand in a document so are taken from its masked text."""
        for key in _QUOTED:
            words = value.get(key)
            if isinstance(words, str) and len(words) == end - start:
                try:
                    clear, masked = self._both(document)
                except NotFound:
                    return
                if clear[start:end] == words:
                    out[key] = masked[start:end]

    def facts(self, found: Mapping[str, Any]) -> dict[str, Any]:
        """`api.facts.document_facts`, whose facts all stand in one document."""
        document = found["document"]
        facts = [{**fact, "document": document} for fact in found["facts"]]
        masked = [{k: v for k, v in fact.items() if k != "document"} for fact in self.json(facts)]
        return {**found, "facts": masked}

    def _contact(self, entry: Any) -> Any:
        if isinstance(entry, str):
            return blot(entry)
        return {k: blot(v) if k == "value" and isinstance(v, str) else v for k, v in entry.items()}

    def _both(self, document_id: str) -> tuple[str, str]:
        found = self._texts.get(document_id)
        if found is None:
            from kg import views

            clear = views.text(self._workspace, document_id)
            spans = self._spans.get(ids.expand(document_id), ())
            found = (clear, self._masker.document(clear, spans))
            with self._lock:
                if len(self._texts) >= _MOST_TEXTS:
                    self._texts.clear()
                self._texts[document_id] = found
        return found


def _blotted(value: Any) -> Any:
    if isinstance(value, str):
        return blot(value)
    if isinstance(value, Mapping):
        return {key: _blotted(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_blotted(one) for one in value]
    return value
