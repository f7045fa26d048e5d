"""Which departments does a question name (部门)? By their names, everyday names, or as a subject that no document has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg.late_patterns import late
from search.ask.known import DepartmentNamed, Known

if TYPE_CHECKING:
    from search.ask.question import Question

__all__ = ["departments_in", "name_departments"]


def departments_in(text: str, known: Known) -> dict[str, DepartmentNamed]:
    """The departments that a text names, as written, in its order; longer names before those that stand in them."""
    names = known.departments_in.within(text)
    found: dict[str, DepartmentNamed] = {}
    taken: list[tuple[int, int]] = []
    for name in sorted(names, key=lambda n: (-len(n), n)):
        for spot in re.finditer(re.escape(name), text):
            if any(s < spot.end() and spot.start() < e for s, e in taken):
                continue
            taken.append((spot.start(), spot.end()))
            found.setdefault(name, known.departments(name))
    for end in (m.end() for m in re.finditer(r"[部处室科办]", text)):
        if any(s < end <= e for s, e in taken):
            continue
        for length in range(min(10, end), 2, -1):
            written = text[end - length : end]
            if (meant := known.everyday(written)).iris:
                found.setdefault(written, meant)
                taken.append((end - length, end))
                break
    return {name: found[name] for name in sorted(found, key=text.find)}


def name_departments(question: Question, known: Known) -> None:
    """Fills in the question's departments, or the subject that is a department of no document."""
    text = re.sub(r"《[^》]*》", lambda m: " " * len(m.group()), question.text)
    found = departments_in(text, known)
    question.departments = tuple(found.values())
    if not found:
        question.unknown_departments = tuple(
            m[1] for m in _DEPARTMENT_ASKED.finditer(text) if not _NO_DEPARTMENT.search(m[1])
        )


# 安全部负责哪些任务, 宣传处 第三季度 任务: a unit as the subject of a question.
_DEPARTMENT_ASKED: Final = late(
    r"(?:^|总工会|市总(?!工会)|省总(?!工会)|里|中|的|年|，|\s)((?!总|工会)[㐀-鿿]{2,6}(?:部|处|室|科|办公室))(?=负责|牵头|承担|配合|参与|有哪|有什么|有几|要做|要干|今年|的任务|\s*第?[一二三四]季度|\s+任务|共?有?多少项)"
)
_NO_DEPARTMENT: Final = late(
    r"责任|牵头|配合|主责|相关|哪|什么|全部|各部|内部|几个|多少|这个|那个|所有|部分|处处"
)
