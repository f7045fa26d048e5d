"""某工会有哪些部门? The departments of an organisation that its documents name."""

from __future__ import annotations

import re

from kg.model import Span
from search.ask.answer import Answer, Evidence, listed, missing
from search.ask.facts import Fact, Head
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._queries import document_units

PATTERNS = (
    Pattern.of(
        "which-departments",
        r"(?:总工会|市总|省总|工会|机关|[市县区省])?(?:都)?(?:有|设|设了|下设|包括)(?:了)?(?:哪些|什么|哪几个|几个|多少个)(?:内设)?(?:部门|处室|科室|机构|部室)(?=$|[？?。，和])|(?:总工会|市总|省总)(?:的)?\s*(?:部门|处室|内设机构)(?:名单|有哪些|列表)?(?=$|[？?])",
        "云州市总工会有哪些部门？",
    ),
)


def answer(ask: Ask) -> Answer | None:
    if (
        not ask.scope.narrow
        or ask.question.initiatives
        or re.search(r"负责|牵头|配合|参与|涉及", ask.question.text)
    ):
        return None
    places = {*ask.question.cities, *ask.question.counties} or {h.place for h in ask.scope.documents}
    names: dict[str, Evidence] = {}
    objects: list[str] = []
    for head in ask.scope.documents:
        if head.county and head.county not in ask.question.counties:
            continue
        home = ask.facts.document(head.id)
        for fact in home.having("org:unitOf"):
            owner = ask.known.entities.name(fact.object)
            unit = ask.known.entities.name(fact.subject)
            if unit and owner.endswith("总工会") and any(p in owner for p in places) and unit not in names:
                names[unit] = _named_at(ask, head, fact, unit)
                objects.append(head.id)
    if not names:
        return missing(KIND.name, "文件里没有提到所问单位的部门。")
    return Answer(
        KIND.name,
        f"文件里提到的部门有{len(names)}个：{listed(names)}。文件没有提到的部门不在其中。",
        {"set": list(names)},
        tuple(names.values()),
        document_units(objects),
        basis="aggregate",
    )


def _named_at(ask: Ask, head: Head, fact: Fact, unit: str) -> Evidence:
    """Where a document names the department itself: as one that answers for work, else by its name in the text."""
    home = ask.facts.document(head.id)
    canonical = ask.known.entities.canonical
    for task in home.tasks:
        for one in task.units:
            if canonical(one.object) == canonical(fact.subject):
                return ask.of_task(task, one.span)
    text = ask.facts.text(head.id)
    for name in (unit, *sorted(ask.known.entities.mentioned[fact.subject].names, key=len, reverse=True)):
        if found := re.search(r"\s*".join(map(re.escape, name)), text):
            return ask.evidence(head, head.cite, Span(found.start(), found.end()))
    return ask.evidence(head, head.cite, fact.span)


KIND = Kind("units", PATTERNS, answer)
