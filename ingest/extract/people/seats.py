"""Which seats (组长, 成员, 办公室主任…) are there in working groups, committees and teams?

Labels: 《党政机关公文格式》 leaves lists free; these are the ones that offices use.
"""

from __future__ import annotations

from typing import Final

SEATS: Final = (
    "总召集人 召集人 副召集人 第一组长 常务副组长 执行组长 执行副组长 双组长 组长 副组长 "
    "成员 组员 成员单位 工作人员 特邀成员 顾问 总顾问 主任委员 副主任委员 常务副主任 主任 "
    "副主任 委员 秘书长 副秘书长 秘书 总指挥 副总指挥 指挥长 副指挥长 常务副指挥长 "
    "办公室主任 办公室副主任 办公室常务副主任 办公室成员 领导小组办公室主任 领导小组办公室副主任 "
    "联络员 联系员 主席 副主席 常委 会长 副会长 常务副会长 理事长 副理事长 理事 监事 领队 "
    "队长 副队长 队员 团长 副团长 团员 班长 负责人 牵头人 责任人 牵头领导 责任领导 "
    "分管领导 主要负责人 具体负责人 评委 主持人 主讲人 报告人 签发人 记录人 专职副主席 "
    "兼职副主席 常务副主席 "
).split()
"""Labels before a colon (组 长：) that name a seat."""

GROUP_SEATS: Final = frozenset(
    s for s in SEATS if s not in ("主持人", "主讲人", "报告人", "签发人", "记录人")
)
"""Those of a working group; the rest are roles in an event or a paper."""
PLAIN_SEATS: Final = frozenset(
    ("组长", "副组长", "常务副组长", "第一组长", "成员", "组员", "召集人", "副召集人")
)
"""Those that a column of posts gives by themselves."""
SEATS_IN_PROSE: Final = frozenset(
    (
        "组长 副组长 常务副组长 第一组长 成员 组员 办公室主任 办公室副主任 召集人 总指挥 "
        "副总指挥 指挥长 副指挥长 联络员 秘书长 "
    ).split()
)
"""Those that a sentence gives a person (张三任组长); 主任 and 主席 alone are posts there."""
