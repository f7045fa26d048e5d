"""Which counts are no targets: ordinals, ranks, thresholds that say whom a rule is for?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.extract.indicators.units import GAP


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A count that is no target: `before` ends at the number, `after` begins right after the unit."""

    name: str
    example: str
    before: str | None = None
    after: str | None = None
    units: str | None = None


_ORG = "企业|单位|公司|机构|工会|组织|用人|民营|非公|规上|车间|项目部|工厂|学校|建会|小微"
EXCLUSIONS: tuple[Exclusion, ...] = (
    Exclusion("ordinal", "第三期培训班、第33个活动月", before=r"第[ \t]{0,2}$"),
    Exclusion("meeting of a term", "九届三次全委会", before=r"届$"),
    Exclusion("rank", "前三名、前10位", before=r"前$", units="名|位|强"),
    Exclusion("vague", "数十家、几百名、上千人", before=r"(?:(?<![总人个户件员次分])数|几)$"),
    Exclusion("masked or part of a code", "X2家、B3座、1+2个、3×2个", before=r"[A-Za-zＸ×*＊+＋/=○]$"),
    Exclusion("plus", "1个+N、3项+", after=r"[+＋×]"),
    Exclusion("fraction", "三分之二以上", before=r"分之$"),
    Exclusion(
        "for whom: N人以上企业",
        "25人以上企业、百人以上民营企业、200人以下的单位",
        after=rf"(?:及)?以[上下](?:的|规模)?(?:[^，。；、\n]{{0,8}}?(?:{_ORG}))",
        units="人",
    ),
    Exclusion(
        "for whom: N名以上的",
        "女职工10名以上的、年产值2000万元以上的企业",
        after=r"(?:职工|会员|员工|以上)?(?:及)?(?:以[上下])?(?:职工)?的(?:[^，。；、\n]{0,8}?"
        rf"(?:{_ORG})|[，,]|应|可|须|要|都|均|依法|必须|一律)",
        units="人|名|万元|亿元|平方米|户",
    ),
    Exclusion(
        "for whom: below",
        "25人以下可建立、不足10人的",
        after=r"(?:及)?以下(?:可|应|要|的|企业|单位|，)",
        units="人|名",
    ),
    Exclusion(
        "for whom: not enough",
        "会员不足25人的",
        before=r"(?:不足|不满|未满|满|未达到|达不到)$",
        units="人|名",
    ),
    Exclusion("one to each", "一户一策、1人1档、一企一档", after=r"[一1][策档卡案码表册品业]"),
    Exclusion(
        "progress in brackets", "（完成30%）", before=r"[（(][^（）()\n]{0,6}$", after=r"[）)]", units="%|％"
    ),
    Exclusion("bodies of a mechanism", "三方四家机制", before=r"方$", units="家"),
    Exclusion(
        "hour of the day or help line",
        "24小时值守、8小时之外",
        after=r"(?:值|热线|在线|服务|之外|以外|开放|内)",
        units="小时",
    ),
)


@dataclass(frozen=True, slots=True)
class _Compiled:
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    units: frozenset[str] | None


_RULES = tuple(
    _Compiled(
        re.compile(e.before) if e.before else None,
        re.compile(GAP + e.after) if e.after else None,
        frozenset(e.units.split("|")) if e.units else None,
    )
    for e in EXCLUSIONS
)


def excluded(text: str, start: int, end: int, unit: str) -> bool:
    """Whether a rule says that the count text[start:end] in `unit` is no target."""
    before = text[max(0, start - 10) : start]
    for rule in _RULES:
        if rule.units is not None and unit not in rule.units:
            continue
        if rule.before is not None and not rule.before.search(before):
            continue
        if rule.after is not None and not rule.after.match(text, end):
            continue
        return True
    return False
