"""How do the statements of a graph become facts and tasks (事实与任务的组成)?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Final

from kg import ids
from kg import vocabulary as v
from kg.model import Span
from kg.views.nodes import short_name
from search.ask.facts.model import UNIT_PREDICATES, Fact, Head, TaskFacts

__all__ = [
    "HAS_ROW", "HAS_STEP", "HAS_TASK", "OWNED", "OWN_NAMES", "Literals", "Said", "contained", "in_text", "spans",
    "stated", "tasks_told",
]  # fmt: skip

Said = Mapping[str, Mapping[str, Sequence[str]]]
"""Node (IRI) → property (CURIE) → values."""
Literals = Mapping[str, Mapping[str, Sequence[str]]]
"""The same of literals alone."""

OWN_NAMES: Final = tuple(
    (
        "gh:body gh:locator gh:ofTask gh:number gh:quarter gh:wording gh:measure gh:amount gh:sectionPath dcterms:title "
        "skos:prefLabel gh:documentNumber gh:contactKind gh:contactValue gh:citedIssuer gh:position"
    ).split()
)
"""What is read of nodes besides facts."""
HAS_TASK: Final = v.curie(v.HAS_TASK.value)
HAS_ROW: Final = "gh:hasRow"
HAS_STEP: Final = "gh:hasStep"
OWNED: Final = tuple(v.curie(predicate.value) for predicate in v.CONTAINMENT)
_DOCUMENT: Final = f"{ids.PREFIX}doc:"


def spans(said: Mapping[str, Sequence[str]]) -> list[Span]:
    """Where a node or fact is quoted from."""
    read = (ids.parse_address(address) for address in said.get("prov:wasQuotedFrom", ()))
    return [place[1] for place in read if place is not None]


def stated(reified: Iterable[Mapping[str, Sequence[str]]]) -> Iterator[Fact]:
    """The facts that reified statements tell."""
    for fact in reified:
        more = [fact.get(name) or [""] for name in ("gh:writtenAs", "gh:inRow", "gh:relation")]
        triples = product(fact["rdf:subject"], fact["rdf:predicate"], fact["rdf:object"])
        for (subject, predicate, object_), at, rest in product(triples, spans(fact), product(*more)):
            yield Fact(subject, short_name(predicate), object_, at, *rest)


def contained(said: Said, holder: str, predicates: Iterable[str]) -> Iterator[Fact]:
    """What a node contains by the predicates (CURIEs): the part's own quote is the evidence."""
    for name in predicates:
        for part in said[holder].get(name, ()):
            for at in spans(said.get(part, {})):
                yield Fact(holder, name, part, at)


def in_text(fact: Fact) -> tuple[int, int, str, str, bool, str]:
    """By place; of one place, what a task says before what its paper does."""
    whole = fact.subject.startswith(_DOCUMENT)
    return fact.span.start, fact.span.end, fact.predicate, fact.object, whole, fact.subject


def tasks_told(head: Head, facts: list[Fact], own: Literals) -> list[TaskFacts]:
    """The tasks that the facts and literals of one document tell of, in their order."""
    by_subject: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_subject[fact.subject].append(fact)
    locators = {
        values["gh:ofTask"][0]: values["gh:locator"][0]
        for values in own.values()
        if "gh:ofTask" in values and "gh:locator" in values
    }
    out: dict[str, TaskFacts] = {}
    for fact in by_subject[ids.expand(head.id)]:
        if fact.predicate == HAS_TASK and fact.object not in out:
            out[fact.object] = _task(head, fact, by_subject, own)
            out[fact.object].locator = locators.get(fact.object, "")
    return sorted(out.values(), key=lambda t: ids.tail(t.id))


def _task(head: Head, fact: Fact, by_subject: dict[str, list[Fact]], own: Literals) -> TaskFacts:
    iri = fact.object

    def literal(node: str, name: str) -> str:
        return (own.get(node, {}).get(name) or [""])[0]

    def of(node: str, *predicates: str) -> list[Fact]:
        return [f for f in by_subject.get(node, ()) if f.predicate in predicates]

    task = TaskFacts(
        ids.short(iri), head, literal(iri, "gh:number"), literal(iri, "gh:wording"),
        literal(iri, "dcterms:title"), literal(iri, "gh:sectionPath"), fact.span,
    )  # fmt: skip
    task.units = of(iri, *UNIT_PREDICATES)
    task.policies = of(iri, "gh:cites", "gh:creates")
    task.initiatives = of(iri, "gh:hasInitiative")
    for row in dict.fromkeys(f.object for f in of(iri, "gh:hasRow")):
        words = [f.object for f in of(row, "gh:deliverable")]
        task.deliverables += of(row, "gh:deliverable")
        task.deadlines += of(row, "gh:deadline")
        for step in of(row, "gh:hasStep"):
            wording = literal(step.object, "gh:wording")
            words.append(wording)
            task.steps.append((literal(step.object, "gh:quarter"), wording, step.span))
            task.row_steps.setdefault(row, []).append(task.steps[-1])
        task.rows[row] = " ".join(words)
    return task
