"""The kinds of question, one file each; the first that recognises a question and can answer it does."""

from __future__ import annotations

from typing import Final

from search.ask.kind import Kind
from search.ask.kinds import (
    assists,
    audience,
    compare_cities,
    count,
    deliverable,
    department_for_topic,
    document_metadata,
    due,
    enumerated,
    excluded,
    group_members,
    honour,
    indicator,
    leader_role,
    liaison,
    materials,
    named_set,
    outcome,
    phone,
    policy_to_tasks,
    portfolio,
    progress,
    quarter_step,
    reason,
    schedule,
    section,
    similar_initiative,
    task_to_policy,
    tasks_due,
    tasks_of_department,
    told,
    units,
    yes_no,
)

KINDS: Final[tuple[Kind, ...]] = tuple(
    module.KIND
    for module in (
        reason,
        excluded,
        section,
        materials,
        honour,
        outcome,
        progress,
        compare_cities,
        similar_initiative,
        phone,
        assists,
        portfolio,
        liaison,
        document_metadata,
        units,
        policy_to_tasks,
        deliverable,
        group_members,
        leader_role,
        audience,
        named_set,
        enumerated,
        due,
        tasks_due,
        yes_no,
        department_for_topic,
        quarter_step,
        count,
        tasks_of_department,
        task_to_policy,
        schedule,
        indicator,
        told,
    )
)
"""In the order of asking: the more particular way of asking first."""
