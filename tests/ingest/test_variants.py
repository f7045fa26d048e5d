"""Does the program read documents that it was not made on? Invented papers of many layouts, with what they say beside.

`variants/NN_slug.txt` is the paper, `NN_slug.expected.json` what a reader finds in it: one document (`document`, `tasks`,
`people`, `group`, `liaisons`), or several (`documents`). Every expected file was written by hand before the program
read the paper; what the paper leaves open is left out, and then nothing is asked. Names and numbers are compared less
white space and the width of signs; wordings by likeness (0.95 at least).
"""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from ingest.genre import all_genres
from ingest.pipeline import read_file
from kg.model import Document, Task, TaskRow, UnitRole

_HERE = Path(__file__).parent / "variants"
_PAPERS = sorted(p for p in _HERE.iterdir() if p.suffix in {".txt", ".md"})
_MARKS = str.maketrans({"。": ".", "“": '"', "”": '"', "〔": "[", "〕": "]", "—": "-", "、": ","})
_LIKE = 0.95


def _norm(value: object) -> str:
    """`value` as text with one width for each sign and no white space."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(value or "")).translate(_MARKS))


def _like(found: object, wanted: object) -> bool:
    a, b = _norm(found), _norm(wanted)
    return a == b or difflib.SequenceMatcher(None, a, b, autojunk=False).ratio() >= _LIKE


def _unit_names(rows: tuple[TaskRow, ...], *roles: UnitRole) -> list[str]:
    return sorted({_norm(u.name) for row in rows for u in row.units if not roles or u.role in roles})


def _header_faults(got: Document, want: Mapping[str, Any]) -> Iterator[str]:
    for key in ("title", "doc_number", "issuer", "issued_on"):
        quoted = getattr(got, key)
        found = quoted.text if quoted else None
        if want.get(key) and _norm(found) != _norm(want[key]):
            yield f"{key}: {found!r}, wanted {want[key]!r}"
    if want.get("doc_number", "") is None and got.doc_number is not None:
        yield f"doc_number: {got.doc_number.text!r}, wanted none"
    for key, has in (("date", got.date), ("year", got.year), ("genre", str(got.genre))):
        if want.get(key) and has != want[key]:
            yield f"{key}: {has!r}, wanted {want[key]!r}"
    if "date" in want and want["date"] is None and got.date is not None:
        yield f"date: {got.date!r}, wanted none"
    addressees = [_norm(a.text) for a in got.addressees]
    if "addressees" in want and addressees != [_norm(a) for a in want["addressees"]]:
        yield f"addressees: {addressees}, wanted {want['addressees']}"


def _task_faults(got: Task, want: Mapping[str, Any]) -> Iterator[str]:
    if "number" in want and _norm(got.number) != _norm(want["number"]):
        yield f"number: {got.number!r}"
    if not _like(got.text, want["text"]):
        yield f"text: {got.text!r}\n      wanted {want['text']!r}"
    if "title" in want and _norm(got.title) != _norm(want["title"]):
        yield f"title: {got.title!r}, wanted {want['title']!r}"
    for key, roles in (("departments", ()), ("lead", (UnitRole.LEAD,))):
        if key in want and _unit_names(got.rows, *roles) != sorted(_norm(d) for d in want[key]):
            yield f"{key}: {_unit_names(got.rows, *roles)}, wanted {want[key]}"
    if "deadline" in want:
        found = [row.deadline.text for row in got.rows if row.deadline]
        if [_norm(d) for d in found] != [_norm(want["deadline"])]:
            yield f"deadline: {found}, wanted {want['deadline']!r}"
    if "rows" not in want:
        return
    if len(got.rows) != len(want["rows"]):
        yield f"rows: {len(got.rows)}, wanted {len(want['rows'])}"
        return
    for k, (row, wanted) in enumerate(zip(got.rows, want["rows"], strict=True), 1):
        deliverable = row.deliverable.text if row.deliverable else None
        if not _like(deliverable, wanted["deliverable"]):
            yield f"row {k} deliverable: {deliverable!r}, wanted {wanted['deliverable']!r}"
        if _unit_names((row,)) != sorted(_norm(d) for d in wanted["departments"]):
            yield f"row {k} departments: {_unit_names((row,))}, wanted {wanted['departments']}"
        steps = [(s.quarter, s.text) for s in row.steps]
        asked = [(s["quarter"], s["text"]) for s in wanted["schedule"]]
        if len(steps) != len(asked) or any(
            (b[0] is not None and a[0] != b[0]) or not _like(a[1], b[1])
            for a, b in zip(steps, asked, strict=True)
        ):
            yield f"row {k} schedule: {steps}\n      wanted {asked}"


def _people_faults(got: Document, want: list[dict[str, Any]]) -> Iterator[str]:
    found = {_norm(p.name): p for p in got.people}
    for name in sorted(set(found) - {_norm(p["name"]) for p in want}):
        yield f"person not wanted: {name}"
    for wanted in want:
        person = found.get(_norm(wanted["name"]))
        if person is None:
            yield f"person missed: {wanted['name']}"
            continue
        roles = sorted({_norm(p.role) for p in person.positions})
        if "roles" in wanted and roles != sorted(_norm(r) for r in wanted["roles"]):
            yield f"{wanted['name']} roles: {roles}, wanted {wanted['roles']}"
        if "organization" in wanted:
            where = [person.organization, *(p.organization for p in person.positions)]
            if _norm(wanted["organization"]) not in {_norm(o) for o in where if o}:
                yield f"{wanted['name']} organization: {where}, wanted {wanted['organization']!r}"
        if "group_role" in wanted and wanted["group_role"] not in {g.role for g in person.groups}:
            yield f"{wanted['name']} group role: {[g.role for g in person.groups]}, wanted {wanted['group_role']!r}"


def _group_faults(got: Document, want: Mapping[str, Any]) -> Iterator[str]:
    group = next((g for g in got.groups if _norm(g.name) == _norm(want["name"])), None)
    if group is None:
        yield f"group: {[g.name for g in got.groups]}, wanted {want['name']!r}"
    elif want.get("office") and _norm(group.office.name if group.office else None) != _norm(want["office"]):
        yield f"group office: {group.office}, wanted {want['office']!r}"


def _liaison_faults(got: Document, want: list[dict[str, Any]]) -> Iterator[str]:
    def line(
        leader: str, unit: str, contacts: Iterator[tuple[str, str]]
    ) -> tuple[str, str, frozenset[tuple[str, str]]]:
        return _norm(leader), _norm(unit), frozenset((_norm(a), _norm(b)) for a, b in contacts)

    found = {
        line(f.leader.text, f.unit.text, ((c.person or "", c.value) for c in f.contacts))
        for f in got.liaisons
    }
    wanted = {
        line(
            w["leader"],
            w["county_union"],
            ((w[k]["name"], w[k]["phone"]) for k in ("city_contact", "county_contact")),
        )
        for w in want
    }
    if found != wanted:
        yield f"liaisons: {sorted(map(str, found))}\n      wanted {sorted(map(str, wanted))}"


def _faults(got: Document, want: Mapping[str, Any]) -> Iterator[str]:
    yield from _header_faults(got, want.get("document", want))
    if "tasks" in want:
        if len(got.tasks) != len(want["tasks"]):
            numbers = [(t.number, t.text[:20]) for t in got.tasks]
            yield f"{len(got.tasks)} tasks, wanted {len(want['tasks'])}: {numbers}"
        else:
            for task, wanted in zip(got.tasks, want["tasks"], strict=True):
                yield from (
                    f"task {wanted.get('number', task.number)} {f}" for f in _task_faults(task, wanted)
                )
    if "people" in want:
        yield from _people_faults(got, want["people"])
    if "group" in want:
        yield from _group_faults(got, want["group"])
    if "liaisons" in want:
        yield from _liaison_faults(got, want["liaisons"])


@pytest.mark.parametrize("paper", _PAPERS, ids=[p.stem for p in _PAPERS])
def test_what_the_paper_says_is_found(paper: Path) -> None:
    want = json.loads(paper.with_suffix(".expected.json").read_text(encoding="utf-8"))
    got = read_file(paper)
    wanted = want.get("documents", [want])
    titles = [d.title.text if d.title else None for d in got]
    assert len(got) == len(wanted), f"{len(got)} documents, wanted {len(wanted)}: {titles}"
    faults = [
        f"[{k}] {fault}"
        for k, (a, b) in enumerate(zip(got, wanted, strict=True), 1)
        for fault in _faults(a, b)
    ]
    assert not faults, f"{paper.name}:\n  " + "\n  ".join(faults)


@pytest.mark.parametrize("paper", _PAPERS, ids=[p.stem for p in _PAPERS])
def test_every_fact_quotes_the_paper(paper: Path) -> None:
    for document in read_file(paper):
        for task in document.tasks:
            for row in task.rows:
                for unit in row.units:
                    assert _norm(unit.span.of(document.text)) == _norm(unit.name)
                for step in row.steps:
                    assert _norm(step.span.of(document.text)) == _norm(step.text)
        for person in document.people:
            assert _norm(person.span.of(document.text)) == _norm(person.name)


def test_every_genre_has_a_paper_with_gold() -> None:
    """A genre file without a hand-made case beside it is unproved."""
    golden = [p.with_suffix(".expected.json") for p in _PAPERS]
    golden += sorted((_HERE.parents[1] / "gold").glob("0*.json"))
    seen: set[str] = set()
    for file in golden:
        want = json.loads(file.read_text(encoding="utf-8"))
        for one in want.get("documents") or [want]:
            seen.add((one.get("document") or one).get("genre") or "")
    assert {rules.genre.value for rules in all_genres()} <= seen
