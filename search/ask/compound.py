"""Of which parts does a question consist (复合问句), and what is their common answer? 部长是谁，电话多少."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.late_patterns import late
from search.ask.answer import Answer

__all__ = ["joined", "one_slot", "parts_of"]

_ASKS: Final = late(r"谁|哪|什么|多少|几(?![乎十百])|何时|怎么|是否|有没有|啥|电话|号码|时限|期限")
_CUT: Final = late(
    r"[，,；;？?]\s*(?:另外|还有|以及|同时|并且)?|、(?=(?:什么时候|由谁|由哪|谁|多少|何时|创什么|哪个部门))"
    r"|(?<=[个家名人场期次户件项站点处所条])(?:、|和)(?=[㐀-鿿]{1,8}(?:多少|几[个家名人场期次户件项处所条]))"
)
#: What a part leaves open, each answered by another kind of question.
_SLOTS: Final = (
    ("unit", late(r"(?:哪|什么)[一几两]?[个些家]?[㐀-鿿]{0,2}(?:部门|处室|科室|单位|部室)|谁(?:来)?(?:负责|牵头|配合|主管|协办|承办)")),
    ("figure", late(r"多少|几(?=[个家名人场期次户件项处所条]|万|百|千)")),
    ("time", late(r"什么时候|何时|哪(?:个|一)?季度|第几季度|几月|哪天|时限|期限")),
    ("result", late(r"成果|完成标志|交什么")),
)  # fmt: skip
_BOTH: Final = 2
_NAMES_TOO: Final = late(
    r"(?:分别|都|各|具体)*(?:是|有|叫)?(?:谁|哪些人?|哪几[位个]|什么名字|什么|啥)(?:呢)?[？?]?"
)
"""Asks who or what they are, of those that were counted before."""
_MOST: Final = 3


def parts_of(question: str) -> list[str]:
    """The parts, each of which asks something by itself; the question alone where it has only one."""
    pieces = [p.strip() for p in _CUT.split(question) if p and p.strip()]
    if len(pieces) == _BOTH and _NAMES_TOO.fullmatch(pieces[1]):  # 有几位副组长，都是谁
        return [question]
    asking = [bool(_ASKS.search(re.sub(r"《[^》]*》|“[^”]*”", "", p))) for p in pieces]
    if sum(asking) < 2 or not asking[0] or len(pieces) > _MOST:
        return [question]
    return [p for p, asks in zip(pieces, asking, strict=True) if asks]


def one_slot(parts: Sequence[str]) -> bool:
    """Do the parts all leave the same open? 谁牵头，谁配合 does; 哪个部门负责，要建多少家 does not."""
    slots = [next((name for name, pattern in _SLOTS if pattern.search(p)), "") for p in parts]
    return len({s for s in slots if s}) < 2


def joined(answers: Sequence[Answer]) -> Answer:
    """One answer of several: the values one after another, and what is missing said as such."""
    found = [a for a in answers if a.answerable]
    text = "\n".join(a.text for a in answers)
    if len(found) == 1:
        return replace(found[0], text=text)
    values: list[str] = []
    for one in found:
        value = one.value
        if "tasks" in value or ("by_city" in value and "set" not in value and "value" not in value):
            return replace(found[0], text=text, evidence=tuple(e for a in found for e in a.evidence))
        values += [value["value"]] if "value" in value else value["set"]
    return Answer(
        found[0].kind,
        text,
        {"set": list(dict.fromkeys(values))},
        tuple(dict.fromkeys(e for a in found for e in a.evidence)),
        found[0].query,
        basis=max((a.basis for a in found), key=("fact", "aggregate", "passage").index),
        notes=tuple(dict.fromkeys(n for a in found for n in a.notes)),
    )
