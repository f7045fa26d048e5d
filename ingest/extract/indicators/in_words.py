"""Are Chinese figures a count (十家) or a part of a name (四项重点工作)?

Arabic figures with a unit count; Chinese ones only with units that nothing else has, after a verb of founding or
holding, with a comparator, or after 每.
"""

from __future__ import annotations

import re

from ingest.extract.indicators.clauses import JOINTS
from ingest.extract.indicators.comparing import COMPARATOR, OR_MORE

# Chinese figures with these units are counts wherever they stand; with the others (个, 项, 支…) only after a
# verb of founding or holding, a comparator or 每: 四项重点工作 and 两个维护 are names.
_FIRM_UNITS = frozenset(
    (
        "家",
        "名",
        "人次",
        "场次",
        "场",
        "期",
        "座",
        "户",
        "元",
        "万元",
        "亿元",
        "篇",
        "辆",
        "学时",
        "课时",
        "次",
        "%",
    )
)
# Nothing counts these unless something is compared (服务不少于20小时).
COMPARED_UNITS = frozenset(("小时", "分钟", "天", "类", "种", "组", "倍", "起", "例", "节"))
_NEVER_ONE = frozenset(("批", "类", "种", "项", "件", "组", "起", "条", "套", "对"))

_FOUNDING = (
    "建设|新建|建成|创建|培育|选树|评选|评出|命名|确定|举办|召开|开展|组织|成立|设立|新增|表彰|推出|选出|培养|培训|开办|开设"
    "|编写|拍摄|制作|打造|扶持|发展|推荐|推选|选派|配备|完成|组建|征集|慰问|救助|资助|帮扶|走访|联系|吸纳|发放|奖励|认定|验收"
    "|听取|汇报|报告|研究|进行|安排|明确|指定|落实|增设|设|建|办|开"
)
AFTER_VERB = re.compile(rf"(?:{_FOUNDING})(?:了|好|出|成|为)?(?:不?少于|至少|约|近)?$")
_ONE_AFTER = re.compile(
    r"(?:明确|配备|配齐|确定|指定|安排|选派|选配|推荐|推选|增设|设|设立|建立|建成|建设|新建)$"
)
_ONCE_AFTER = re.compile(
    r"(?:开展|召开|举办|组织|进行|听取|汇报|报告|研究|检查|调度|督查|走访|体检|培训|轮训|调研|通报|上报|报送|党委|工作|会|活动)$"
)
_EACH = re.compile(
    r"每(?:个|家|名|位|年|季|月|周|半年|学期|届|县|区|乡|镇|街|市|单位|人|户|场|两年|[一二三四五\d]年)"
    r"|各(?:县|区|市|乡|镇|街|级|单位|基层|系统|产业|地|企业|部门|直属|园区|开发区)"
)


def counts_in_words(
    text: str, m: re.Match[str], low: float | int | str, unit: str, clause: str, stop: int
) -> bool:
    """Whether Chinese figures are a count (see the module docstring).

    `clause` is the part of their clause before them, `stop` where the clause ends.
    """
    first = m["a"]
    if first == "二" and m["b"] is None:
        return False  # 二次招录, 二期: an order, not a number
    if first[0] in "百千万亿":
        return bool(COMPARATOR.search(clause[-6:]))
    if m["b"] or (isinstance(low, str)):
        return True
    compared = bool(COMPARATOR.search(clause[-12:])) or bool(OR_MORE.match(text, m.end()))
    if low == 1:
        if unit in _NEVER_ONE:
            return False
        if compared or _EACH.search(clause):
            return not clause.endswith(
                ("每", "另", "任", "同", "统", "又", "再", "这", "某", "哪", "任何", "逐")
            )
        if unit in {"名", "人", "家", "位"}:
            return bool(_ONE_AFTER.search(clause))
        return (
            unit in {"次", "场", "期"}
            and bool(AFTER_VERB.search(clause))
            and bool(_ONCE_AFTER.search(clause))
        )
    if compared or _EACH.search(clause) or unit in _FIRM_UNITS or unit.startswith(("万", "亿")):
        return True
    if m.end() >= stop or JOINTS.match(text, m.end()):
        return len(clause) > 1  # 读书角十二个、…: the thing first, its number last
    return unit not in {"项", "件", "人"} and bool(AFTER_VERB.search(clause))
