"""Which lists are made once for a state and shared by routes (一次做成的清单)? In clear: replies mask them."""

from __future__ import annotations

from typing import Any

from api.answers import quarter_of
from api.http.state import State
from api.overview import KINDS, examples, facets, task_topics

__all__ = ["all_documents", "all_tasks", "by_topic", "entities", "examples_of", "facets_of", "tasks"]

Item = dict[str, Any]


def all_documents(state: State) -> list[Item]:
    found: list[Item] = state.once(("documents",), state.union.documents)
    return found


def all_tasks(state: State) -> list[Item]:
    return tasks(state)


def tasks(state: State, topic: str | None = None, **filters: Any) -> list[Item]:
    """Tasks by the command's filters; `topic` keeps those whose words name the concept.

    Reading all tasks takes a second for some thousand, so that is done once; only what the list does not say (names of
    departments that were joined) and single documents are asked of the graph.
    """
    given = {name: value for name, value in filters.items() if value is not None}
    if "quarter" in given:
        given["quarter"] = quarter_of(given["quarter"])
    if {"department", "document"} & given.keys():
        found: list[Item] = state.once(("tasks", *sorted(given.items())), lambda: state.union.tasks(**given))
    else:
        whole: list[Item] = state.once(("tasks",), state.union.tasks)
        found = [task for task in whole if _wanted(task, **given)] if given else whole
    if topic is None:
        return found
    own = set(by_topic(state).get(topic.removeprefix("topic:"), ()))
    return [task for task in found if task["id"] in own]


def _wanted(task: Item, city: str | None = None, year: int | None = None, quarter: str | None = None) -> bool:
    """As `kg.views.tasks` filters; `quarter` is Q1 to Q4."""
    if city is not None and task["city"] != city.strip().removesuffix("市"):
        return False
    if year is not None and task["year"] != year:
        return False
    if quarter is None:
        return True
    from kg.views.tasks import falls_in

    return any(falls_in(row, quarter) for row in task["rows"])


def by_topic(state: State) -> dict[str, list[str]]:
    found: dict[str, list[str]] = state.once(("topics",), lambda: task_topics(all_tasks(state)))
    return found


def entities(state: State, type: str | None = None, city: str | None = None) -> list[Item]:
    found: list[Item] = state.once(
        ("entities", type, city), lambda: state.union.entities(type=type, city=city)
    )
    return found


def facets_of(state: State) -> Item:
    def made() -> Item:
        from search.lexical import Filters, LexicalIndex

        index: LexicalIndex = state.union.searcher.hybrid.index
        kinds = {kind: len(index.numbers(Filters(kind=kind))) for kind in KINDS}
        return facets(all_documents(state), all_tasks(state), by_topic(state), kinds)

    found: Item = state.once(("facets",), made)
    return found


def examples_of(state: State) -> Item:
    found: Item = state.once(
        ("examples",),
        lambda: examples(
            all_documents(state), all_tasks(state), by_topic(state), entities(state, type="initiative")
        ),
    )
    return found
