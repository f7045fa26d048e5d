"""Which SPARQL finds the facts of an answer? Shown with the answer, and runs as it stands."""

from __future__ import annotations

from collections.abc import Iterable

from kg import ids
from kg.vocabulary import NAMESPACES

__all__ = [
    "contact_facts",
    "document_facts",
    "document_sections",
    "document_units",
    "member_facts",
    "row_facts",
    "task_facts",
]


def _prologue(body: str) -> str:
    used = [p for p in NAMESPACES if f"{p}:" in body]
    return "".join(f"PREFIX {p}: <{NAMESPACES[p]}>\n" for p in used) + body


def _values(identifiers: Iterable[str]) -> str:
    return " ".join(f"<{ids.expand(i)}>" for i in dict.fromkeys(identifiers))


def task_facts(tasks: Iterable[str], *predicates: str) -> str:
    """Facts of tasks, with their quotes' addresses."""
    return _prologue(
        "SELECT ?task ?number ?object ?name ?quote WHERE {\n"
        f"  VALUES ?task {{ {_values(tasks)} }}\n  VALUES ?p {{ {' '.join(predicates)} }}\n"
        "  GRAPH ?document {\n    ?f rdf:subject ?task ; rdf:predicate ?p ; rdf:object ?object ; prov:wasQuotedFrom ?quote .\n"
        "    OPTIONAL { ?task gh:number ?number }\n    OPTIONAL { ?object skos:prefLabel ?name }\n  }\n}"
    )


def row_facts(tasks: Iterable[str], predicate: str) -> str:
    """What stands in the tasks' rows: deliverables, deadlines, or steps."""
    step = "?row gh:hasStep ?s . ?s gh:wording ?object ; prov:wasQuotedFrom ?quote . OPTIONAL { ?s gh:quarter ?quarter }"
    plain = (
        f"?f rdf:subject ?row ; rdf:predicate {predicate} ; rdf:object ?object ; prov:wasQuotedFrom ?quote ."
    )
    return _prologue(
        f"SELECT ?task ?object{' ?quarter' if predicate == 'gh:hasStep' else ''} ?quote WHERE {{\n"
        f"  VALUES ?task {{ {_values(tasks)} }}\n  GRAPH ?document {{\n    ?task gh:hasRow ?row .\n"
        f"    {step if predicate == 'gh:hasStep' else plain}\n  }}\n}}"
    )


def unit_tasks(units: Iterable[str], predicates: Iterable[str], documents: Iterable[str] = ()) -> str:
    """Tasks that units answer for."""
    inside = f"  VALUES ?document {{ {_values(documents)} }}\n" if documents else ""
    return _prologue(
        f"SELECT ?task ?number ?unit ?quote WHERE {{\n  VALUES ?unit {{ {_values(units)} }}\n{inside}"
        f"  VALUES ?p {{ {' '.join(predicates)} }}\n  GRAPH ?document {{\n"
        "    ?f rdf:object ?unit ; rdf:predicate ?p ; rdf:subject ?task ; prov:wasQuotedFrom ?quote .\n"
        "    OPTIONAL { ?task gh:number ?number }\n  }\n}"
    )


def policy_tasks(policies: Iterable[str]) -> str:
    """What cites or makes instruments."""
    return _prologue(
        f"SELECT ?subject ?p ?policy ?quote WHERE {{\n  VALUES ?policy {{ {_values(policies)} }}\n"
        "  VALUES ?p { gh:cites gh:creates }\n  GRAPH ?document {\n"
        "    ?f rdf:object ?policy ; rdf:predicate ?p ; rdf:subject ?subject ; prov:wasQuotedFrom ?quote\n  }\n}"
    )


def document_facts(documents: Iterable[str], predicate: str) -> str:
    """A field of documents' headers."""
    return _prologue(
        f"SELECT ?document ?value ?quote WHERE {{\n  VALUES ?document {{ {_values(documents)} }}\n  GRAPH ?document {{\n"
        f"    ?f rdf:subject ?document ; rdf:predicate {predicate} ; rdf:object ?value ; prov:wasQuotedFrom ?quote\n  }}\n}}"
    )


def document_tasks(documents: Iterable[str]) -> str:
    """The tasks of documents, each with the quote of its wording."""
    return _prologue(
        f"SELECT ?document ?value ?quote WHERE {{\n  VALUES ?document {{ {_values(documents)} }}\n  GRAPH ?document {{\n"
        "    ?document gh:hasTask ?value . ?value prov:wasQuotedFrom ?quote\n  }\n}"
    )


def member_facts(people: Iterable[str]) -> str:
    """The posts and seats of people."""
    return _prologue(
        f"SELECT ?person ?role ?unit ?quote WHERE {{\n  VALUES ?person {{ {_values(people)} }}\n  GRAPH ?document {{\n"
        "    ?person org:hasMembership ?m . ?m prov:wasQuotedFrom ?quote . ?m org:role/skos:prefLabel ?role .\n"
        "    OPTIONAL { ?m org:organization/skos:prefLabel ?unit }\n  }\n}"
    )


def liaison_facts(units: Iterable[str]) -> str:
    return _prologue(
        f"SELECT ?person ?name ?unit ?quote WHERE {{\n  VALUES ?unit {{ {_values(units)} }}\n  GRAPH ?document {{\n"
        "    ?f rdf:subject ?person ; rdf:predicate gh:liaisonFor ; rdf:object ?unit ; prov:wasQuotedFrom ?quote .\n"
        "    ?person skos:prefLabel ?name\n  }\n}"
    )


def charge_facts(people: Iterable[str]) -> str:
    """The departments and the work that leaders are in charge of."""
    return _prologue(
        f"SELECT ?person ?charge ?quote WHERE {{\n  VALUES ?person {{ {_values(people)} }}\n"
        "  VALUES ?in { gh:inChargeOf gh:portfolio }\n  GRAPH ?document {\n"
        "    ?f rdf:subject ?person ; rdf:predicate ?in ; rdf:object ?charge ; prov:wasQuotedFrom ?quote\n  }\n}"
    )


def passage_texts(passages: Iterable[str]) -> str:
    return _prologue(
        f"SELECT ?passage ?quote WHERE {{\n  VALUES ?passage {{ {_values(passages)} }}\n  GRAPH ?document {{\n"
        "    ?passage a gh:Passage ; prov:wasQuotedFrom ?quote\n  }\n}"
    )


def document_sections(document: str) -> str:
    """The sections of a paper: their headings and where their words are."""
    return _prologue(
        f"SELECT ?section ?title ?body WHERE {{\n  GRAPH <{ids.expand(document)}> {{\n"
        "    ?section dcterms:title ?title ; gh:body ?body\n  }\n}"
    )


def contact_facts(people: Iterable[str]) -> str:
    """Telephone numbers and addresses of people."""
    return _prologue(
        f"SELECT ?person ?kind ?value WHERE {{\n  VALUES ?person {{ {_values(people)} }}\n  GRAPH ?document {{\n"
        "    ?person gh:hasContact ?c . ?c gh:contactKind ?kind ; gh:contactValue ?value\n  }\n}"
    )


def document_units(documents: Iterable[str]) -> str:
    """The departments that documents name, with their organisations."""
    return _prologue(
        f"SELECT DISTINCT ?unit ?name ?owner WHERE {{\n  VALUES ?document {{ {_values(documents)} }}\n  GRAPH ?document {{\n"
        "    ?unit org:unitOf ?owner ; skos:prefLabel ?name\n  }\n}"
    )


def office_facts(groups: Iterable[str]) -> str:
    """Where the offices of groups are."""
    return _prologue(
        f"SELECT ?group ?unit ?quote WHERE {{\n  VALUES ?group {{ {_values(groups)} }}\n  GRAPH ?document {{\n"
        "    ?f rdf:subject ?group ; rdf:predicate gh:office ; rdf:object ?unit ; prov:wasQuotedFrom ?quote\n  }\n}"
    )
