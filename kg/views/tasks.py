"""Which tasks are there, who has them, in which quarter, by which policy (任务)?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg import ids
from kg.due_quarters import due_quarters
from kg.ids import name_key
from kg.store import Store
from kg.views._query import (
    Quotes,
    Values,
    facts_in_nodes,
    filters,
    first,
    in_nodes,
    properties,
    quoted,
    quoted_in_nodes,
    quotes_of,
)
from kg.views.nodes import Nodes
from kg.vocabulary import PROLOGUE
from kg.workspace import Workspace

if TYPE_CHECKING:
    from kg.entities import Entities

_DOCUMENT = ("gh:sourceFile", "gh:index", "gh:city", "gh:year")
_TASK = ("gh:number", "gh:wording", "dcterms:title", "gh:sectionPath", "gh:year")
_ROW = ("gh:position", "gh:deliverable", "gh:deadline")
_STEP = ("gh:wording", "gh:quarter")
_PASSAGE = ("gh:ofTask", "gh:locator")
_CITING = "gh:cites gh:creates"
_INDICATOR = ("gh:wording", "gh:amount", "gh:measure", "gh:comparator", "gh:due")

Row = dict[str, Any]
_PATHS = {
    "task": "BIND (?t AS ?s)",
    "document": "?s gh:hasTask ?t .",
    "document of": "?g gh:hasTask ?t .",
    "row": "?t gh:hasRow ?s .",
    "step": "?t gh:hasRow ?r . ?r gh:hasStep ?s .",
    "indicator": "?t gh:hasIndicator ?s .",
    "unit": "?t gh:hasRow ?row .",
    "passage": "?s gh:ofTask ?t .",
}
"""What is read of a task ?t → how it hangs on it."""


def tasks(
    workspace: Workspace,
    *,
    department: str | None = None,
    city: str | None = None,
    year: int | None = None,
    quarter: str | None = None,
    document: str | Collection[str] | None = None,
    only: Collection[str] | None = None,
) -> list[Row]:
    """Tasks as in CONTRACT.md, in the order of their documents.

    `department` is a canonical name, an alias, or a name as written; `quarter` "Q1".."Q4" or "1".."4" keeps
    tasks with a step in it, or due in it; `document` is an id or several; `only` are ids of tasks: nothing else is read. Rows name their departments as written, `departments` canonically.
    """
    store, entities, where = workspace.store, workspace.entities, filters(city, year, document)
    if only is not None and not only:
        return []
    near = {name: where if only is None else _near(only, path) for name, path in _PATHS.items()}
    documents = properties(store, "gh:Document", _DOCUMENT, near["document"])
    found = _Found(
        documents,
        properties(store, "gh:Task", _TASK, near["task"]),
        quoted(store, "gh:wording", near["task"]),
        properties(store, "gh:TaskRow", _ROW, near["row"]),
        properties(store, "gh:Step", _STEP, near["step"]),
        properties(store, "gh:Indicator", _INDICATOR, near["indicator"]),
        _units(store, near["unit"]),
        _policies(_numbers(store, near["document of"]), quoted(store, _CITING, near["task"])),
        quoted(store, "gh:hasInitiative", near["task"]),
        properties(store, "gh:Passage", _PASSAGE, near["passage"]),
    )
    wanted_quarter = _quarter(quarter)
    out: list[Row] = []
    for row in _plain(found):
        members = [(unit, written) for line in row["rows"] for unit, written, _ in line["units"]]
        if department is not None and not _answers(department, members, entities):
            continue
        if wanted_quarter and not any(falls_in(line, wanted_quarter) for line in row["rows"]):
            continue
        out.append(named(row, entities))
    order = {
        iri: (str(first(d, "gh:sourceFile")), int(first(d, "gh:index") or 1)) for iri, d in documents.items()
    }
    out.sort(key=lambda t: (order.get(ids.expand(t["document"]), ("", 0)), t["document"], ids.tail(t["id"])))
    return out


def plain_tasks(nodes: Nodes) -> list[Row]:
    """The tasks of one document's graph, for `named`: what they are called is yet to be told, as it hangs on other documents."""
    units: dict[str, set[tuple[int, str, str, str]]] = defaultdict(set)
    for predicate, fact in facts_in_nodes(nodes):
        for row in fact.get("gh:inRow", ()):
            for start, _, unit, written in quotes_of(fact):
                units[row].add((start, unit, written, predicate.rpartition(":")[2]))
    numbers = {
        (home, iri): number
        for home in in_nodes(nodes, "gh:Document", _DOCUMENT)
        for iri, policy in in_nodes(nodes, "gh:Policy", ("gh:documentNumber",)).items()
        for number in policy["gh:documentNumber"]
    }
    return list(
        _plain(
            _Found(
                in_nodes(nodes, "gh:Document", _DOCUMENT),
                in_nodes(nodes, "gh:Task", _TASK),
                quoted_in_nodes(nodes, "gh:wording"),
                in_nodes(nodes, "gh:TaskRow", _ROW),
                in_nodes(nodes, "gh:Step", _STEP),
                in_nodes(nodes, "gh:Indicator", _INDICATOR),
                _in_order(units),
                _policies(numbers, quoted_in_nodes(nodes, _CITING)),
                quoted_in_nodes(nodes, "gh:hasInitiative"),
                in_nodes(nodes, "gh:Passage", _PASSAGE),
            )
        )
    )


def named(row: Row, entities: Entities) -> Row:
    """A task as in CONTRACT.md: `departments` by their canonical names, rows with names as written."""
    lines = []
    members = []
    for line in row["rows"]:
        units = [(unit, written or entities.name(unit), role) for unit, written, role in line["units"]]
        members += [(unit, written) for unit, written, _ in units]
        lines.append(_line(line, units))
    return {
        **row,
        "departments": list(dict.fromkeys(entities.name(unit) or written for unit, written in members)),
        "rows": lines,
        "initiatives": list(dict.fromkeys(_as_mentioned(entities, i) for i in row["initiatives"])),
    }


@dataclass(frozen=True, slots=True)
class _Found:
    """What tasks are made of: of all, of some, or of one document's."""

    documents: Mapping[str, Values]
    tasks: Mapping[str, Values]
    places: Quotes
    rows: Mapping[str, Values]
    steps: Mapping[str, Values]
    indicators: Mapping[str, Values]
    units: Mapping[str, list[tuple[str, str, str]]]
    policies: Mapping[str, list[Row]]
    initiatives: Quotes
    passages: Mapping[str, Values]


def _plain(found: _Found) -> Iterator[Row]:
    """The tasks, with `units` (IRI, as written, role) in their rows and the IRIs of initiatives."""
    rows, steps, indicators = _children(found.rows), _children(found.steps), _children(found.indicators)
    cited = {
        first(passage, "gh:ofTask"): first(passage, "gh:locator")
        for passage in found.passages.values()
        if "gh:ofTask" in passage
    }
    for iri, values in found.tasks.items():
        home, number = ids.owner_document(iri), ids.tail(iri)
        source = found.documents.get(home, {})
        lines = [
            _plain_line(row, steps.get((home, ids.tail(row_iri)), []), found.units.get(row_iri, []))
            for row_iri, row in rows.get((home, number), [])
        ]
        spot = found.places.get(iri)
        year = first(values, "gh:year")
        yield {
            "id": ids.short(iri),
            "source_file": first(source, "gh:sourceFile"),
            "document": ids.short(home),
            "number": first(values, "gh:number") or "",
            "locator": cited.get(iri),
            "section": first(values, "gh:sectionPath"),
            "title": first(values, "dcterms:title"),
            "text": first(values, "gh:wording") or "",
            "departments": [],
            "rows": lines or [{"schedule": [], "deliverable": None, "deadline": None, "units": []}],
            "policies": found.policies.get(iri, []),
            "initiatives": [initiative for *_, initiative, _ in found.initiatives.get(iri, ())],
            "indicators": [_indicator(i) for _, i in indicators.get((home, number), [])],
            "city": first(source, "gh:city"),
            "year": int(year) if year else None,
            "start": spot[0][0] if spot else None,
            "end": spot[0][1] if spot else None,
        }


Place = tuple[str, tuple[int, ...]]


def _children(nodes: Mapping[str, Values]) -> dict[Place, list[tuple[str, Values]]]:
    """(document, place of the parent) → its nodes in order. A node 3.1.2 is a child of 3.1."""
    out: dict[Place, list[tuple[str, Values]]] = defaultdict(list)
    for iri in sorted(nodes, key=ids.tail):
        out[ids.owner_document(iri), ids.tail(iri)[:-1]].append((iri, nodes[iri]))
    return out


def _plain_line(row: Values, steps: list[tuple[str, Values]], units: Sequence[tuple[str, str, str]]) -> Row:
    return {
        "schedule": [
            {"quarter": first(step, "gh:quarter"), "text": first(step, "gh:wording") or ""}
            for _, step in steps
        ],
        "deliverable": first(row, "gh:deliverable"),
        "deadline": first(row, "gh:deadline"),
        "units": [list(unit) for unit in units],
    }


def _line(plain: Row, units: list[tuple[str, str, str]]) -> Row:
    line: Row = {
        "schedule": plain["schedule"],
        "deliverable": plain["deliverable"],
        "departments": list(dict.fromkeys(written for _, written, _ in units)),
    }
    if deadline := plain["deadline"]:
        line["deadline"] = deadline
    roles = {written: role for _, written, role in units if role != "responsible"}
    if roles:
        line["roles"] = roles
    return line


def _units(store: Store, where: str) -> dict[str, list[tuple[str, str, str]]]:
    """Row IRI → (unit IRI, as written, role) in the order of the text; "" as written where another name stands there."""
    out: dict[str, set[tuple[int, str, str, str]]] = defaultdict(set)
    for row in store.select(
        f"{PROLOGUE} SELECT ?row ?unit ?p ?w ?at WHERE {{ GRAPH ?g {{ {where} ?f gh:inRow ?row ; "
        "rdf:object ?unit ; rdf:predicate ?p ; prov:wasQuotedFrom ?at . OPTIONAL { ?f gh:writtenAs ?w } } }"
    ):
        place = ids.parse_address(row["at"].value)
        start = place[1].start if place else 0
        role = row["p"].value.rpartition("#")[2]
        written = row["w"].value if row["w"] is not None else ""
        out[row["row"].value].add((start, row["unit"].value, written, role))
    return _in_order(out)


def _in_order(
    units: Mapping[str, Collection[tuple[int, str, str, str]]],
) -> dict[str, list[tuple[str, str, str]]]:
    return {
        iri: [(unit, written, role) for _, unit, written, role in sorted(rows)] for iri, rows in units.items()
    }


def _near(tasks: Collection[str], path: str) -> str:
    """The graph pattern that keeps what hangs on these tasks by the path."""
    named = " ".join(f"<{ids.expand(one)}>" for one in sorted(tasks))
    if path == _PATHS["task"]:
        return f"VALUES ?s {{ {named} }}"
    return f"VALUES ?t {{ {named} }} {path}"


def _numbers(store: Store, homes: str) -> dict[tuple[str, str], str]:
    """(document, policy) → the number that the document gives it."""
    rows = store.select(
        f"{PROLOGUE} SELECT ?g ?e ?n WHERE {{ GRAPH ?g {{ {homes} ?e a gh:Policy ; gh:documentNumber ?n }} }}"
    )
    return {(row["g"].value, row["e"].value): row["n"].value for row in rows}


def _policies(numbers: Mapping[tuple[str, str], str], citing: Quotes) -> dict[str, list[Row]]:
    """Task IRI → what it cites or creates, as cited, in the order of the text."""
    out: dict[str, list[Row]] = {}
    for subject, rows in citing.items():
        seen: dict[str, Row] = {}
        for *_, policy, written in rows:
            number = numbers.get((ids.owner_document(subject), policy))
            title = written or number or ""
            if title not in seen:
                seen[title] = {"id": ids.short(policy), "title": title, "doc_number": number}
        out[subject] = list(seen.values())
    return out


def _as_mentioned(entities: Entities, iri: str) -> str:
    """The name that documents use for this very node, before any joining."""
    mentioned = entities.mention(iri)
    return mentioned.names[0] if mentioned else entities.name(iri)


def _indicator(values: Values) -> Row:
    amount = first(values, "gh:amount") or ""
    return {
        "text": first(values, "gh:wording"),
        "value": number(amount),
        "unit": first(values, "gh:measure") or "",
        "comparator": first(values, "gh:comparator"),
        "by": first(values, "gh:due"),
    }


def number(written: str) -> int | float | str:
    """30, 2.5, or the text of a range."""
    for kind in (int, float):
        try:
            return kind(written)
        except ValueError:
            continue
    return written


def _quarter(quarter: str | None) -> str | None:
    return None if quarter is None else "Q" + quarter.strip().upper().removeprefix("Q")


def falls_in(line: Row, quarter: str) -> bool:
    """A row has a step in the quarter ("Q1".."Q4"), or, where its steps name no quarter, a deadline that names it."""
    planned = {step["quarter"] for step in line["schedule"]} - {None}
    return quarter in (planned or due_quarters(line.get("deadline") or ""))


def _answers(department: str, members: list[tuple[str, str]], entities: Entities) -> bool:
    wanted = name_key(department)
    return any(
        wanted in {name_key(n) for n in (written, entities.name(unit), *entities.aliases(unit))}
        for unit, written in members
    )
