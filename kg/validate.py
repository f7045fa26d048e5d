"""Does a graph have the shape that the ontology asks for (SHACL 校验)?

pySHACL needs seconds for what one document brings, so every ingest is checked by this small reader of the
same `data/ontology/shapes.ttl`. It knows the part of SHACL core that the shapes use and refuses any other,
so that no constraint is passed over in silence; a test holds it against pySHACL on good and on broken
graphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat

from kg.resources import resource

SHACL: Final = "http://www.w3.org/ns/shacl#"
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_TYPE: Final = NamedNode(_RDF + "type")
_INTEGER: Final = "http://www.w3.org/2001/XMLSchema#integer"
_INTEGER_FORM: Final = re.compile(r"[+-]?\d+\Z", re.ASCII)

Node = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal
Properties = dict[NamedNode, list[Term]]


@dataclass(frozen=True, slots=True)
class Violation:
    """One constraint that one node breaks. `constraint` is SHACL's name of it (minCount, datatype…)."""

    node: str
    path: str
    constraint: str
    value: str = ""

    def __str__(self) -> str:
        return f"{self.node} {self.path}：{self.constraint} {self.value}".strip()


@dataclass(slots=True)
class PropertyShape:
    """What the values of one property must be."""

    path: NamedNode
    min_count: int = 0
    max_count: int | None = None
    datatype: str | None = None
    of_class: NamedNode | None = None
    node_kind: str | None = None
    pattern: re.Pattern[str] | None = None
    allowed: frozenset[Term] | None = None
    min_length: int = 0


@dataclass(slots=True)
class Shapes:
    """All shapes, by what they target."""

    by_class: dict[NamedNode, list[PropertyShape]] = field(default_factory=dict)
    by_subject_of: dict[NamedNode, list[PropertyShape]] = field(default_factory=dict)

    def check(self, triples: Iterable[tuple[Node, NamedNode, Term]]) -> list[Violation]:
        """Every violation in a graph; the triples may come in any order and repeat."""
        nodes: dict[Node, Properties] = {}
        for s, p, o in triples:
            properties = nodes.get(s)
            if properties is None:
                properties = nodes[s] = {}
            values = properties.get(p)
            if values is None:
                properties[p] = [o]
            else:
                values.append(o)
        found: list[Violation] = []
        by_class, by_subject_of = self.by_class, self.by_subject_of
        for node, properties in nodes.items():
            for kind in properties.get(_TYPE, ()):
                for shape in by_class.get(kind, ()) if isinstance(kind, NamedNode) else ():
                    _check(node, properties, shape, nodes, found)
            for predicate, shapes in by_subject_of.items():
                if predicate in properties:
                    for shape in shapes:
                        _check(node, properties, shape, nodes, found)
        return found


def _check(
    node: Node,
    properties: Properties,
    shape: PropertyShape,
    nodes: Mapping[Node, Properties],
    found: list[Violation],
) -> None:
    values = properties.get(shape.path)
    if values is None:
        if shape.min_count:
            found.append(Violation(_name(node), shape.path.value, "minCount"))
        return
    if len(values) < shape.min_count:
        found.append(Violation(_name(node), shape.path.value, "minCount"))
    most = shape.max_count
    if most is not None and len(values) > most and len(set(values)) > most:
        found.append(Violation(_name(node), shape.path.value, "maxCount"))
    for value in values:
        for constraint in _broken(value, shape, nodes):
            found.append(Violation(_name(node), shape.path.value, constraint, _name(value)[:80]))


def _broken(value: Term, shape: PropertyShape, nodes: Mapping[Node, Properties]) -> list[str]:
    """The names of the constraints that one value breaks; usually none."""
    out: list[str] = []
    literal = isinstance(value, Literal)
    if shape.datatype is not None and not (literal and _has_type(value, shape.datatype)):
        out.append("datatype")
    if shape.node_kind is not None and shape.node_kind != _kind(value):
        out.append("nodeKind")
    if shape.pattern is not None and (
        isinstance(value, BlankNode) or shape.pattern.search(value.value) is None
    ):
        out.append("pattern")
    if shape.min_length and (isinstance(value, BlankNode) or len(value.value) < shape.min_length):
        out.append("minLength")
    if shape.allowed is not None and value not in shape.allowed:
        out.append("in")
    if shape.of_class is not None and (
        isinstance(value, Literal) or shape.of_class not in nodes.get(value, {}).get(_TYPE, ())
    ):
        out.append("class")
    return out


def _has_type(value: Term, datatype: str) -> bool:
    if not isinstance(value, Literal) or value.datatype.value != datatype:
        return False
    return datatype != _INTEGER or _INTEGER_FORM.match(value.value) is not None


def _kind(value: Term) -> str:
    if isinstance(value, NamedNode):
        return "IRI"
    return "Literal" if isinstance(value, Literal) else "BlankNode"


def _name(value: Term) -> str:
    return value.value


@cache
def shapes() -> Shapes:
    """The shapes that ship with the program, read once."""
    return read_shapes(resource("ontology/shapes.ttl"))


def read_shapes(path: Path) -> Shapes:
    """Shapes of a Turtle file. Raises ValueError for a SHACL term outside the part that is known here."""
    graph: dict[Node, Properties] = {}
    for quad in pyoxigraph.parse(path.read_bytes(), format=RdfFormat.TURTLE):
        subject, value = quad.subject, quad.object
        if isinstance(subject, (NamedNode, BlankNode)) and isinstance(value, (NamedNode, BlankNode, Literal)):
            graph.setdefault(subject, {}).setdefault(quad.predicate, []).append(value)
    out = Shapes()
    for properties in graph.values():
        if NamedNode(SHACL + "NodeShape") not in properties.get(_TYPE, []):
            continue
        members = [_property(graph[p], graph) for p in properties.get(_sh("property"), []) if p in graph]  # type: ignore[index]
        for name, values in properties.items():
            if name == _sh("targetClass"):
                table = out.by_class
            elif name == _sh("targetSubjectsOf"):
                table = out.by_subject_of
            elif name in (_TYPE, _sh("property")):
                continue
            else:
                raise ValueError(f"kg/validate.py does not know {name.value}")
            for target in values:
                if isinstance(target, NamedNode):
                    table.setdefault(target, []).extend(members)
    return out


def _sh(name: str) -> NamedNode:
    return NamedNode(SHACL + name)


def _property(terms: Properties, graph: Mapping[Node, Properties]) -> PropertyShape:
    path = terms[_sh("path")][0]
    if not isinstance(path, NamedNode):
        raise ValueError("kg/validate.py knows plain paths only")
    shape = PropertyShape(path)
    for name, (value, *_) in terms.items():
        match name.value.removeprefix(SHACL):
            case "path":
                pass
            case "minCount":
                shape.min_count = int(value.value)
            case "maxCount":
                shape.max_count = int(value.value)
            case "datatype":
                shape.datatype = value.value
            case "class" if isinstance(value, NamedNode):
                shape.of_class = value
            case "nodeKind":
                shape.node_kind = value.value.removeprefix(SHACL)
            case "pattern":
                shape.pattern = re.compile(value.value)
            case "minLength":
                shape.min_length = int(value.value)
            case "in":
                shape.allowed = frozenset(_list(value, graph))
            case other:
                raise ValueError(f"kg/validate.py does not know {other}")
    if shape.node_kind not in (None, "IRI", "Literal", "BlankNode"):
        raise ValueError(f"kg/validate.py does not know {shape.node_kind}")
    return shape


def _list(head: Term, graph: Mapping[Node, Properties]) -> list[Term]:
    out: list[Term] = []
    while not isinstance(head, Literal) and head in graph:
        out.append(graph[head][NamedNode(_RDF + "first")][0])
        head = graph[head][NamedNode(_RDF + "rest")][0]
    return out
