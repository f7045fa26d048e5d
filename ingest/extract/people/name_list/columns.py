"""Which column of a table of people holds the name, the post, the unit, the seat, the telephone (名单栏目)?"""

from __future__ import annotations

import re

_NAME = re.compile(
    r"(?:.*/)?(?:姓名|名字|人员姓名|成员姓名|领导姓名|负责人姓名|联系人姓名|同志姓名|领导成员|班子成员|人员|成员|姓名及职务|姓名职务|人员名单|获奖者|推荐人选|候选人)(?:[（(].*[）)])?"
)
_POST = re.compile(
    r"(?:.*/)?(?:(?:所在)?(?:工作)?(?:单位|部门|科室|部室|处室|股室)(?:及|和|、|/)?(?:现任)?(?:部门)?职务(?:职称)?|现?任?职务(?:/?职称)?|行政职务|职位|岗位|身份|(?:现任)?工作?职务|所任职务|党内职务|职务职级)(?:[（(].*[）)])?"
)
_UNIT = re.compile(
    r"(?:.*/)?(?:所在|工作|推荐|申报)?(?:单位|部门|科室|工会|企业|部室|处室|班组)(?:名称|全称)?(?:[（(].*[）)])?"
)
_SEAT = re.compile(
    r"(?:.*/)?(?:(?:领导)?小组(?:内)?(?:职务|任职|分工|角色|职责)|组内(?:职务|分工|身份)|专班(?:内)?职务|(?:专班|小组|委员会|指挥部)?(?:担任|兼任)职务|组成|类别|机构职务|角色|工会职务|拟任职务|委员会职务|指挥部职务)"
)
_PHONE = re.compile(
    r"(?:.*/)?(?:联系|办公|办公室|手机|移动|固定|座机|值班)?(?:电话|手机|方式|号码|座机|短号)(?:号码?)?"
)
#: 单位 beside 部门, 办公电话 beside 手机.
_REPEATED = frozenset(("unit", "phone"))
#: In the order they are tried.
_COLUMNS = (("phone", _PHONE), ("seat", _SEAT), ("post", _POST), ("name", _NAME), ("unit", _UNIT))


def columns_of(headings: tuple[str, ...]) -> dict[int, str]:
    """Which columns hold what: place → "name", "post", "unit", "seat" or "phone"; the first of each, but for `_REPEATED`."""
    kinds: dict[int, str] = {}
    for k, heading in enumerate(headings):
        for kind, pattern in _COLUMNS:
            if pattern.fullmatch(heading) and (kind in _REPEATED or kind not in kinds.values()):
                kinds[k] = kind
                break
    return kinds
