"""What is there to choose from (概览)? Facets with counts, topics of the thesaurus with their tasks, questions to begin with."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from kg.thesaurus import NAMESPACE, Concept, Thesaurus
from kg.views.tasks import falls_in

__all__ = ["examples", "facets", "task_topics", "topic", "topics"]

Item = Mapping[str, Any]
KINDS: Final[Mapping[str, str]] = {"task": "任务", "section": "段落", "header": "版头落款"}
"""Kinds of passage → what a person calls them."""
_MOST_DEPARTMENTS: Final = 200
_SHOWN: Final = 6


def task_topics(tasks: Iterable[Item]) -> dict[str, list[str]]:
    """Concept id → ids of the tasks whose words name it, in the tasks' order. By the thesaurus: computed, not quoted."""
    from kg.graph.topics import Topics

    reader = Topics(Thesaurus.load())
    found: dict[str, list[str]] = defaultdict(list)
    for task in tasks:
        for iri in reader.within(f"{task['title'] or ''}\n{task['text']}"):
            found[iri.removeprefix(NAMESPACE)].append(task["id"])
    return dict(found)


def facets(
    documents: Sequence[Item], tasks: Sequence[Item], by_topic: Mapping[str, Sequence[str]], kinds: Item
) -> dict[str, Any]:
    """Values with counts, the most frequent first: of documents for places, years and genres, else of tasks.

    `kinds`: kind of passage → how many.
    """
    departments = Counter(name for task in tasks for name in task["departments"])
    quarters = Counter(
        quarter
        for task in tasks
        for quarter in ("Q1", "Q2", "Q3", "Q4")
        if any(falls_in(row, quarter) for row in task["rows"])
    )
    thesaurus = Thesaurus.load()
    topics_found = sorted(by_topic, key=lambda name: (-len(by_topic[name]), name))
    return {
        "cities": _counted(Counter(d["city"] for d in documents if d["city"])),
        "provinces": _counted(Counter(d["province"] for d in documents if d["province"])),
        "years": sorted(
            _counted(Counter(d["year"] for d in documents if d["year"])), key=lambda one: -int(one["value"])
        ),
        "genres": _counted(Counter(d["genre"] for d in documents if d["genre"])),
        "departments": _counted(departments)[:_MOST_DEPARTMENTS],
        "topics": [
            {"id": name, "value": thesaurus.concept(name).preferred, "count": len(by_topic[name])}
            for name in topics_found
        ],
        "kinds": [{"value": k, "label": label, "count": kinds.get(k, 0)} for k, label in KINDS.items()],
        "quarters": [{"value": q, "count": quarters[q]} for q in sorted(quarters)],
    }


def _counted(found: Counter[Any]) -> list[dict[str, Any]]:
    ordered = sorted(found.items(), key=lambda entry: (-entry[1], str(entry[0])))
    return [{"value": value, "count": count} for value, count in ordered]


def topics(by_topic: Mapping[str, Sequence[str]]) -> list[dict[str, Any]]:
    """Every concept of the thesaurus, in its order; links are ids."""
    return [
        {
            "id": concept.id,
            "label": concept.preferred,
            "definition": concept.definition,
            "broader": list(concept.broader),
            "narrower": list(concept.narrower),
            "related": list(concept.related),
            "top": concept.is_top,
            "tasks": len(by_topic.get(concept.id, ())),
        }
        for concept in Thesaurus.load()
    ]


def topic(identifier: str, by_topic: Mapping[str, Sequence[str]], tasks: Sequence[Item]) -> dict[str, Any]:
    """One concept with all its names, its neighbours and its first tasks. Raises NotFound."""
    from kg.errors import NotFound

    thesaurus = Thesaurus.load()
    if identifier.removeprefix(NAMESPACE) not in thesaurus:
        raise NotFound(f"叙词表里没有这个主题：{identifier}")
    concept = thesaurus.concept(identifier)

    def near(names: Iterable[str]) -> list[dict[str, Any]]:
        others: list[Concept] = [thesaurus.concept(name) for name in names]
        return [{"id": c.id, "label": c.preferred, "tasks": len(by_topic.get(c.id, ()))} for c in others]

    own = set(by_topic.get(concept.id, ()))
    return {
        "id": concept.id,
        "label": concept.preferred,
        "definition": concept.definition,
        "labels": {
            "official": list(concept.official),
            "abbreviation": list(concept.abbreviations),
            "everyday": list(concept.everyday),
        },
        "broader": near(concept.broader),
        "narrower": near(concept.narrower),
        "related": near(concept.related),
        "top": concept.is_top,
        "count": len(own),
        "tasks": [task for task in tasks if task["id"] in own][:50],
    }


def examples(
    documents: Sequence[Item],
    tasks: Sequence[Item],
    by_topic: Mapping[str, Sequence[str]],
    entities: Sequence[Item],
) -> dict[str, Any]:
    """Questions, searches and names to begin with, of what this workspace holds; empty lists where it holds nothing."""
    thesaurus = Thesaurus.load()
    years = sorted({t["year"] for t in tasks if t["year"]}, reverse=True)
    cities = [one["value"] for one in _counted(Counter(t["city"] for t in tasks if t["city"]))]
    leading = [c for c in by_topic if any(t["departments"] for t in tasks if t["id"] in set(by_topic[c]))]
    leading.sort(key=lambda name: (-len(by_topic[name]), name))
    subjects = [thesaurus.concept(name).preferred for name in leading[:_SHOWN]]
    departments = [one["value"] for one in _counted(Counter(d for t in tasks for d in t["departments"]))]
    questions = [f"哪些部门负责{subject}？" for subject in subjects[:2]]
    if departments and years:
        place = f"{cities[0]}" if cities else ""
        questions.append(f"{place}{departments[0]}{years[0]}年有哪些任务？")
        questions.append(f"{place}{years[0]}年第四季度有哪些任务要完成？")
    if len(cities) > 1 and subjects:
        questions.append(f"{cities[0]}和{cities[1]}的{subjects[0]}有什么不同？")
    policies = Counter((p["title"], p["doc_number"]) for t in tasks for p in t["policies"] if p["title"])
    numbered = [
        {"title": d["title"], "doc_number": d["doc_number"]}
        for d in documents
        if d["doc_number"] and d["genre"] in ("意见", "通知", "办法", "实施方案")
    ]
    cited = [{"title": title, "doc_number": number} for (title, number), _ in policies.most_common(_SHOWN)]
    if cited:
        questions.append(f"哪些任务落实了《{cited[0]['title'].strip('《》')}》？")
    brands = sorted(
        (e for e in entities if e["type"] == "initiative" and e["cities"]),
        key=lambda e: (-len(e["documents"]), e["name"]),
    )
    return {
        "questions": questions,
        "searches": subjects,
        "policies": (numbered or cited)[:_SHOWN],
        "initiatives": [{"name": e["name"], "city": e["cities"][0]} for e in brands[:_SHOWN]],
        "cities": cities[:_SHOWN],
        "topics": subjects,
    }
