"""Which facts does the graph hold of one document, and where do they stand (一份文件的全部事实)? For marking them in its text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kg import ids
from kg.vocabulary import curie

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from kg.entities import Entities
    from kg.workspace import Workspace

__all__ = ["TYPES", "document_facts", "findings"]

TYPES: Final[dict[str, str]] = {
    "title": "标题", "doc_number": "文号", "issuer": "发文机关", "date": "成文日期", "addressee": "主送机关", "part": "所附文件",
    "section": "章节", "task": "任务", "step": "进度安排", "deliverable": "成果形式", "deadline": "完成时限",
    "department": "部门", "organization": "机构", "group": "工作组", "person": "人员", "position": "职务",
    "liaison": "对口联系", "policy": "政策文件", "initiative": "品牌活动", "indicator": "指标", "contact": "联系方式", "region": "地区",
}  # fmt: skip
"""Type of fact → what a person calls it."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """How facts of a predicate are shown. `about` is the class of the subject it is asked of, "" for any; `type` "" is the
    object's kind of entity."""

    type: str
    relation: str
    about: str = ""


_STATED: Final[dict[str, _Kind]] = {
    "dcterms:title": _Kind("title", "标题", "doc"),
    "gh:documentNumber": _Kind("doc_number", "发文字号", "doc"),
    "dcterms:publisher": _Kind("issuer", "发文机关"),
    "dcterms:issued": _Kind("date", "成文日期"),
    "gh:addressee": _Kind("addressee", "主送机关"),
    "gh:deliverable": _Kind("deliverable", "成果形式"),
    "gh:deadline": _Kind("deadline", "完成时限"),
    "gh:responsible": _Kind("department", "责任单位"),
    "gh:lead": _Kind("department", "牵头单位"),
    "gh:cooperating": _Kind("department", "配合单位"),
    "gh:cites": _Kind("policy", "引用"),
    "gh:creates": _Kind("policy", "制发"),
    "gh:hasInitiative": _Kind("initiative", "品牌活动"),
    "gh:mentions": _Kind("", "提到"),
    "org:role": _Kind("position", "任职"),
    "gh:liaisonFor": _Kind("liaison", "对口联系"),
    "gh:office": _Kind("department", "办公室设在"),
    "dcterms:spatial": _Kind("region", "所在地"),
}
"""Predicate of a quoted fact → how it is shown. What says the same again (memberOf beside role) is left out."""

_CONTAINED: Final[dict[str, tuple[_Kind, tuple[str, ...]]]] = {
    "gh:Part": (_Kind("part", "所附文件"), ("dcterms:title",)),
    "gh:Section": (_Kind("section", "章节"), ("dcterms:title", "gh:number")),
    "gh:Task": (_Kind("task", "任务"), ("dcterms:title", "gh:wording")),
    "gh:Step": (_Kind("step", "进度安排"), ("gh:wording",)),
    "gh:Indicator": (_Kind("indicator", "指标"), ("gh:wording",)),
    "gh:Contact": (_Kind("contact", "联系方式"), ("gh:contactValue",)),
}
"""Class of a node that is a piece of the text → how it is shown, and which of its literals names it."""


def document_facts(
    workspace: Workspace, document_id: str, types: Collection[str] | None = None
) -> dict[str, Any]:
    """`{"document", "sha256", "types": [{"type", "label", "count"}], "facts": [fact]}`, by place in the text.

    fact: `{"id", "type", "label", "name", "start", "end", "quote", "entity", "relation", "subject", "subject_name"}`;
    offsets are code points in the canonical text. Contacts are in clear. Raises NotFound.
    """
    graph = _Graph(workspace, document_id)
    wanted = set(TYPES if types is None else types)
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for fact in graph.facts():
        if fact["type"] in wanted:
            key = (
                fact["start"],
                fact["end"],
                fact["type"],
                fact["entity"],
                fact["relation"],
                fact["subject"],
            )
            found.setdefault(key, fact)
    ordered = sorted(found.values(), key=lambda f: (f["start"], -f["end"], f["type"], f["id"]))
    counts = Counter(fact["type"] for fact in ordered)
    return {
        "document": ids.short(graph.iri),
        "sha256": graph.sha256,
        "types": [{"type": t, "label": label, "count": counts[t]} for t, label in TYPES.items() if counts[t]],
        "facts": ordered,
    }


def findings(workspace: Workspace, document_id: str) -> list[dict[str, Any]]:
    """What was seen in a document and not understood: `{"rule", "message", "start", "end"}`. Raises NotFound."""
    graph = _Graph(workspace, document_id)
    out = []
    for node in graph.of_class("gh:Finding"):
        spans = graph.spans(node)
        start, end = spans[0] if spans else (None, None)
        out.append(
            {
                "rule": graph.value(node, "gh:rule"),
                "message": graph.value(node, "gh:message"),
                "start": start,
                "end": end,
            }
        )
    return sorted(out, key=lambda f: (f["start"] is None, f["start"] or 0, f["rule"], f["message"]))


class _Graph:
    """The quads of one document, by subject and predicate."""

    def __init__(self, workspace: Workspace, document_id: str) -> None:
        from kg import views

        self.text = views.text(workspace, document_id)
        self.iri = ids.expand(document_id)
        self.sha256 = ids.text_digest(self.text)
        self.entities: Entities = workspace.entities
        self._values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        quads: list[Quad] = workspace.store.graph(self.iri)
        for quad in quads:
            self._values[_term(quad.subject)][curie(_term(quad.predicate))].append(_term(quad.object))

    def value(self, node: str, predicate: str) -> str:
        found = self._values.get(node, {}).get(predicate)
        return min(found) if found else ""

    def of_class(self, kind: str) -> list[str]:
        return [n for n, values in self._values.items() if kind in map(curie, values.get("rdf:type", ()))]

    def spans(self, node: str) -> list[tuple[int, int]]:
        places = map(ids.parse_address, self._values[node].get("prov:wasQuotedFrom", ()))
        return sorted((place[1].start, place[1].end) for place in places if place is not None)

    def facts(self) -> Iterator[dict[str, Any]]:
        for node, values in list(self._values.items()):
            if "rdf:predicate" in values:
                yield from self._stated(node)
                continue
            for kind in map(curie, values.get("rdf:type", ())):
                if kind in _CONTAINED:
                    shown, names = _CONTAINED[kind]
                    name = next((found for n in names if (found := self.value(node, n))), "")
                    yield from self._at(node, shown, name, ids.short(node), ids.short(self.iri), "")

    def _stated(self, node: str) -> Iterator[dict[str, Any]]:
        kind = _STATED.get(curie(self.value(node, "rdf:predicate")))
        subject, value = self.value(node, "rdf:subject"), self.value(node, "rdf:object")
        if kind is None or (kind.about == "doc" and subject != self.iri):
            return
        entity = value.startswith(ids.PREFIX)
        name = self._name(value) if entity else value
        about = ids.short(self.entities.canonical(subject))
        identity = ids.short(self.entities.canonical(value)) if entity else None
        relation = self.value(node, "gh:relation") or kind.relation
        shown = _Kind(self._type(kind, value), relation)
        if shown.type in TYPES:
            yield from self._at(node, shown, name, identity, about, self._name(subject))

    def _type(self, kind: _Kind, value: str) -> str:
        """A unit that answers for a task may be a body of its own: the entity's kind wins over the predicate's."""
        mentioned = self.entities.mentioned.get(value)
        if not kind.type or (kind.type == "department" and mentioned is not None):
            return mentioned.kind if mentioned is not None else ""
        return kind.type

    def _name(self, iri: str) -> str:
        return (
            self.entities.name(iri)
            or self.value(iri, "skos:prefLabel")
            or self.value(iri, "dcterms:title")
            or self.value(iri, "gh:wording")
        )

    def _at(
        self, node: str, kind: _Kind, name: str, entity: str | None, subject: str, subject_name: str
    ) -> Iterator[dict[str, Any]]:
        for number, (start, end) in enumerate(self.spans(node), 1):
            yield {
                "id": f"{ids.short(node)}#{number}",
                "type": kind.type,
                "label": TYPES[kind.type],
                "name": name,
                "start": start,
                "end": end,
                "quote": self.text[start:end],
                "entity": entity,
                "relation": kind.relation,
                "subject": subject,
                "subject_name": subject_name,
            }


def _term(node: Any) -> str:
    return str(node.value)
