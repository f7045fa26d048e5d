"""Which day does a deadline name (完成时限)? 9月底, 三季度, 年底: as a question and as a paper write it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg.late_patterns import late

__all__ = ["DATE", "LAST_DAY", "PARTS", "Due", "due_of"]

_MONTH: Final = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
DATE: Final = rf"(?:\d{{4}}年)?(?:(?<![\d每]){_MONTH}月(?:\d{{1,2}}[日号]|底|末|初|中旬|份)?|年底|年末|上半年)(?:之前|以前|前|内)?"
"""As a question writes it."""
PARTS: Final = late(
    rf"(?:(?P<year>\d{{4}})年)?(?:(?<![\d每])(?P<month>{_MONTH})月(?P<day>\d{{1,2}}[日号]|底|末|初|中旬)?"
    r"|(?P<end>年底|年末)|(?P<half>上半年))"
)
LAST_DAY: Final = 31
_CHINESE: Final = {sign: at for at, sign in enumerate("一二三四五六七八九十", 1)} | {"十一": 11, "十二": 12}
_DAYS: Final = {"底": LAST_DAY, "末": LAST_DAY, "初": 1, "中旬": 15}


@dataclass(frozen=True, slots=True)
class Due:
    """A day; `year` is 0 where none is said, the end of a month its 31st."""

    year: int
    month: int
    day: int

    def falls(self, written: str, whole_month: bool = False) -> bool:
        """Is a written deadline that day, or of that month? Where one of the two says no year, that of the other holds."""
        found = PARTS.search(written)
        due = due_of(found) if found else None
        if due is None or (self.year and due.year and due.year != self.year):
            return False
        return due.month == self.month and (whole_month or due.day == self.day)

    @property
    def shown(self) -> str:
        """2031年9月底前."""
        day = "底" if self.day == LAST_DAY else f"{self.day}日"
        return f"{f'{self.year}年' if self.year else ''}{self.month}月{day}前"


def due_of(found: re.Match[str]) -> Due | None:
    """The day that a match of `PARTS` names."""
    year = int(found["year"] or 0)
    if found["end"]:
        return Due(year, 12, LAST_DAY)
    if found["half"]:
        return Due(year, 6, LAST_DAY)
    written, day = found["month"], found["day"] or "底"
    month = int(written) if written.isdigit() else _CHINESE[written]
    return Due(year, month, _DAYS.get(day) or int(day[:-1]))
