"""Which tasks are there, who has them, in which quarter, by which policy (任务)?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from kg import ids
from kg.due_quarters import due_quarters
from kg.entities import Entities
from kg.ids import name_key
from kg.store import Store
from kg.views._query import Values, filters, first, properties, quoted
from kg.vocabulary import PROLOGUE
from kg.workspace import Workspace

_TASK = ("gh:number", "gh:wording", "dcterms:title", "gh:sectionPath", "gh:year")
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
    documents = properties(
        store, "gh:Document", ("gh:sourceFile", "gh:index", "gh:city", "gh:year"), near["document"]
    )
    found = properties(store, "gh:Task", _TASK, near["task"])
    places = quoted(store, "gh:wording", near["task"])
    rows = properties(store, "gh:TaskRow", ("gh:position", "gh:deliverable", "gh:deadline"), near["row"])
    by_task = _children(rows)
    steps = _children(properties(store, "gh:Step", ("gh:wording", "gh:quarter"), near["step"]))
    indicators = _children(properties(store, "gh:Indicator", _INDICATOR, near["indicator"]))
    units = _units(store, near["unit"])
    policies = _policies(store, near["task"], near["document of"])
    initiatives = quoted(store, "gh:hasInitiative", near["task"])
    cited = {
        first(passage, "gh:ofTask"): first(passage, "gh:locator")
        for passage in properties(store, "gh:Passage", ("gh:ofTask", "gh:locator"), near["passage"]).values()
        if "gh:ofTask" in passage
    }
    wanted_quarter = _quarter(quarter)
    out: list[Row] = []
    for iri, values in found.items():
        home = ids.owner_document(iri)
        number = ids.tail(iri)
        source = documents.get(home, {})
        lines = []
        members: list[tuple[str, str]] = []
        for row_iri, row in by_task.get((home, number), []):
            line_units = [
                (unit, written or entities.name(unit), role) for unit, written, role in units.get(row_iri, [])
            ]
            members += [(unit, written) for unit, written, _ in line_units]
            lines.append(_line(row, steps.get((home, ids.tail(row_iri)), []), line_units))
        if not lines:
            lines.append({"schedule": [], "deliverable": None, "departments": []})
        if department is not None and not _answers(department, members, entities):
            continue
        if wanted_quarter and not any(falls_in(line, wanted_quarter) for line in lines):
            continue
        spot = places.get(iri)
        task_year = first(values, "gh:year")
        out.append(
            {
                "id": ids.short(iri),
                "source_file": first(source, "gh:sourceFile"),
                "document": ids.short(home),
                "number": first(values, "gh:number") or "",
                "locator": cited.get(iri),
                "section": first(values, "gh:sectionPath"),
                "title": first(values, "dcterms:title"),
                "text": first(values, "gh:wording") or "",
                "departments": list(
                    dict.fromkeys(entities.name(unit) or written for unit, written in members)
                ),
                "rows": lines,
                "policies": policies.get(iri, []),
                "initiatives": list(
                    dict.fromkeys(_as_mentioned(entities, i) for *_, i, _ in initiatives.get(iri, ()))
                ),
                "indicators": [_indicator(i) for _, i in indicators.get((home, number), [])],
                "city": first(source, "gh:city"),
                "year": int(task_year) if task_year else None,
                "start": spot[0][0] if spot else None,
                "end": spot[0][1] if spot else None,
            }
        )
    order = {
        iri: (str(first(d, "gh:sourceFile")), int(first(d, "gh:index") or 1)) for iri, d in documents.items()
    }
    out.sort(key=lambda t: (order.get(ids.expand(t["document"]), ("", 0)), t["document"], ids.tail(t["id"])))
    return out


Place = tuple[str, tuple[int, ...]]


def _children(nodes: dict[str, Values]) -> dict[Place, list[tuple[str, Values]]]:
    """(document, place of the parent) → its nodes in order. A node 3.1.2 is a child of 3.1."""
    out: dict[Place, list[tuple[str, Values]]] = defaultdict(list)
    for iri in sorted(nodes, key=ids.tail):
        out[ids.owner_document(iri), ids.tail(iri)[:-1]].append((iri, nodes[iri]))
    return out


def _line(row: Values, steps: list[tuple[str, Values]], units: list[tuple[str, str, str]]) -> Row:
    line: Row = {
        "schedule": [
            {"quarter": first(step, "gh:quarter"), "text": first(step, "gh:wording") or ""}
            for _, step in steps
        ],
        "deliverable": first(row, "gh:deliverable"),
        "departments": list(dict.fromkeys(written for _, written, _ in units)),
    }
    if deadline := first(row, "gh:deadline"):
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
    return {
        iri: [(unit, written, role) for _, unit, written, role in sorted(rows)] for iri, rows in out.items()
    }


def _near(tasks: Collection[str], path: str) -> str:
    """The graph pattern that keeps what hangs on these tasks by the path."""
    named = " ".join(f"<{ids.expand(one)}>" for one in sorted(tasks))
    if path == _PATHS["task"]:
        return f"VALUES ?s {{ {named} }}"
    return f"VALUES ?t {{ {named} }} {path}"


def _policies(store: Store, where: str, homes: str) -> dict[str, list[Row]]:
    """Task IRI → what it cites or creates, as cited, in the order of the text."""
    numbers: dict[tuple[str, str], str] = {}
    for row in store.select(
        f"{PROLOGUE} SELECT ?g ?e ?n WHERE {{ GRAPH ?g {{ {homes} ?e a gh:Policy ; gh:documentNumber ?n }} }}"
    ):
        numbers[row["g"].value, row["e"].value] = row["n"].value
    out: dict[str, list[Row]] = {}
    for subject, rows in quoted(store, "gh:cites gh:creates", where).items():
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
    return quarter in (planned or due_quarters(line.get("deadline", "")))


def _answers(department: str, members: list[tuple[str, str]], entities: Entities) -> bool:
    wanted = name_key(department)
    return any(
        wanted in {name_key(n) for n in (written, entities.name(unit), *entities.aliases(unit))}
        for unit, written in members
    )
