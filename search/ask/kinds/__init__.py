"""The kinds of question, one file each; the first that recognises a question and can answer it does."""

from __future__ import annotations

from typing import Final

from search.ask.kind import Kind
from search.ask.kinds import (
    compare_cities,
    count,
    deliverable,
    department_for_topic,
    document_metadata,
    group_members,
    indicator,
    leader_role,
    liaison,
    policy_to_tasks,
    schedule,
    similar_initiative,
    task_to_policy,
    tasks_of_department,
)

KINDS: Final[tuple[Kind, ...]] = tuple(
    module.KIND
    for module in (
        liaison,
        document_metadata,
        policy_to_tasks,
        deliverable,
        leader_role,
        group_members,
        compare_cities,
        similar_initiative,
        department_for_topic,
        count,
        tasks_of_department,
        task_to_policy,
        schedule,
        indicator,
    )
)
"""In the order of asking: the more particular way of asking first."""
