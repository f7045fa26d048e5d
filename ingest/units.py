"""Which units does a table cell name (责任部门)? A cell holds nothing else, so what parts names is known from it.

Names stand apart by 、 , ; or blanks; where the printer broke the cell between two names they run on
(民主管理部集体合同部): a name ends at 部, 室, 中心… when another whole name follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.responsibility import responsibility_in_cell
from kg.model import Span, UnitMention, UnitRole, squeeze

_SEPARATOR = re.compile(
    r"[、，,；;/／|。\n]|\s+(?![）)])|(?<=[会部室心局])(?=各(?:县|区|市|产业|部|基层|直属|系统|街道|乡镇|单位|级|有关))"
)
_RUN_ON = re.compile(
    r"(?:(?<=部)|(?<=办公室)|(?<=研究室)|(?<=中心))(?=[\u3400-\u9fff]{2,10}(?:部|室|办|委|会|中心|处|科|局))"
)
_NOT_APART = re.compile(r"^(?:部|室|长|门|分|队|委会|联合会|办公室$|主任|主席)")
_KEYED = re.compile(
    r"(?:牵头|配合|责任|主办|协办|参与|负责)(?:部门|单位|部室|科室|处室)?[:：]|(?:牵头|配合|负责|协办)[）)]?(?:$|[，,；;、])"
)
_NOTE = re.compile(r"[（(](?P<role>牵头|主办|负责|配合|协办|协助|参与)[）)]$")
_ROLES = {
    "牵头": UnitRole.LEAD,
    "主办": UnitRole.LEAD,
    "配合": UnitRole.COOPERATING,
    "协办": UnitRole.COOPERATING,
    "协助": UnitRole.COOPERATING,
    "参与": UnitRole.COOPERATING,
    "负责": UnitRole.RESPONSIBLE,
}
#: What a unit's name ends with, and nothing is named by alone.
_REST = re.compile(
    r"(?:总工会|工会(?:联合会)?|委员会|党委|党总支|党支部|中心|部|室|处|科|股|局|公司|[和与及][\u3400-\u9fff]{2,8}部)(?:[（(]|[、，,；;\s]|$)"
)
_WHOLE = re.compile(r"(?:部|室|处|科|股|办|局|委|会|院|宫|馆|校|所|站|组|中心|公司|集团|单位)$|[、，,；;]$")
_EMPTY = re.compile(r"^[-—－/无\s]*$")


def read_units(text: str, cell: Span, role: UnitRole = UnitRole.RESPONSIBLE) -> tuple[UnitMention, ...]:
    """The units that the cell `text[cell.start:cell.end]` names, in order; a role written in the cell wins over `role`."""
    words = cell.of(text)
    if _KEYED.search(words):
        found = responsibility_in_cell(text, cell)
        if found is not None and found.units:
            return found.units
    out: list[UnitMention] = []
    for start, end in _pieces(words):
        name = squeeze(words[start:end])
        note = _NOTE.search(name)
        if note:
            name = name[: note.start()]
        if name and not _EMPTY.match(name):
            span = Span(cell.start + start, cell.start + end)
            out.append(UnitMention(name, span, _ROLES[note["role"]] if note else role))
    return tuple(out)


def _pieces(words: str) -> Iterator[tuple[int, int]]:
    """Start and end of each name; separators inside brackets part nothing."""
    begin, depth = 0, 0
    cuts: list[tuple[int, int]] = []
    for found in re.finditer(r"[（(]|[）)]|" + _SEPARATOR.pattern, words):
        if found.group() in ("（", "("):
            depth += 1
        elif found.group() in ("）", ")"):
            depth = max(0, depth - 1)
        elif depth == 0:
            cuts.append((found.start(), found.end()))
    cuts = [cut for cut in cuts if not _inside_a_name(words, *cut)]
    for cut, after in [*cuts, (len(words), len(words))]:
        if words[begin:cut].strip():
            yield from _run_on(words, begin, cut)
        begin = after


def _inside_a_name(words: str, start: int, end: int) -> bool:
    """White space where a narrow cell broke a name: 权益保障 | 部, 各县（市、区） | 总工会; not 组织部 | 工会."""
    return (
        words[start:end].isspace()
        and bool(_REST.match(words, end))
        and not _WHOLE.search(words, max(0, start - 3), start)
    )


def _run_on(words: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """One name, or the names that run on without anything between."""
    begin = start
    if "（" not in words[start:end] and "(" not in words[start:end]:
        for found in _RUN_ON.finditer(words, start, end):
            if found.start() > begin + 1 and not _NOT_APART.match(words[found.start() : end]):
                yield begin, found.start()
                begin = found.start()
    yield begin, end
