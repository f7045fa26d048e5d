"""Which quarters does a deadline name (完成时限)? 第三季度, 8月, 2024年9月30日前, 7—9月; nothing is read into 年底 or 长期."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["due_quarters"]

_CN = {c: n for n, c in enumerate("一二三四五六七八九十", 1)} | {"十一": 11, "十二": 12}
_RANGE = r"\s*[-—–~～至到]+\s*"
_ONE = r"第?\s*([1-4一二三四])"
# 第三季度, 3季度, 二、三季度, 第一至第三季度, Q3; 前三季度 is all three.
_QUARTER = re.compile(
    rf"(?P<upto>前)\s*(?P<n>[2-3二两三])个?季度|{_ONE}(?:季度?)?(?:(?P<sign>{_RANGE}|\s*[、和及,]\s*){_ONE})?\s*季度|Q([1-4])",
    re.IGNORECASE,
)
# 8月, 十一月, 2024.8, 2024-08-31, 6.30; not 6个月, nor the point's number of 1.3月底.
_MONTH = re.compile(
    r"(?<!\d)(?P<f>1[0-2]|0?[1-9])\s*月"
    r"|(?<![一二三四五六七八九十个])(?P<c>十[一二]?|[一二三四五六七八九])月(?!内)"
    r"|(?<!\d)(?:19|20)\d\d\s*[-./]\s*(?P<i>1[0-2]|0?[1-9])(?!\d)"
    r"|(?<![\d.])(?P<d>1[0-2]|[1-9])\.(?:3[01]|[12]\d|0?[1-9])(?![\d.%月年])"
    rf"|(?<!\d)(?P<r>1[0-2]|0?[1-9])(?={_RANGE}(?:1[0-2]|0?[1-9])\s*月)"
)
#: What may stand between the two months of a range: 3月[1日至]4月, 2024年11月[—2025年]2月.
_BETWEEN = re.compile(
    rf"(?:[-./]?\d{{1,2}}日?)?(?:份|初|底|末|[上中下]旬)?{_RANGE}(?:(?:(?:19|20)?\d\d|当|同|次|本)年)?\s*"
)


def due_quarters(deadline: str) -> frozenset[str]:
    """The quarters "Q1".."Q4" that the words of a deadline name, or name a month of; of a range all between.

    >>> sorted(due_quarters("2024年8月底前"))
    ['Q3']
    """
    text = unicodedata.normalize("NFKC", deadline)
    found: set[int] = set()
    for m in _QUARTER.finditer(text):
        if m["upto"]:
            found.update(range(1, _figure(m["n"]) + 1))
            continue
        ends = [_figure(one) for one in m.group(3, 5, 6) if one]
        ranged = m["sign"] is not None and re.fullmatch(_RANGE, m["sign"])
        found.update(range(ends[0], ends[-1] + 1) if ranged else ends)
    before: re.Match[str] | None = None
    for m in _MONTH.finditer(text):
        quarter = _quarter(m)
        found.add(quarter)
        if before is not None and _BETWEEN.fullmatch(text, before.end(), m.start()):
            found.update(range(_quarter(before), quarter))
        before = m
    return frozenset(f"Q{n}" for n in found)


def _quarter(month: re.Match[str]) -> int:
    return (_figure(next(one for one in month.groups() if one)) + 2) // 3


def _figure(written: str) -> int:
    return 2 if written == "两" else _CN.get(written) or int(written)
