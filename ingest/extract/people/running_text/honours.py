"""By which honours (荣誉称号) and titles does a text name people?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ingest.extract.people.names import HAN

HONOURS: Final = (
    "劳动模范和先进工作者 劳动模范 先进工作者 劳模 先进个人 先进生产者 五一劳动奖章获得者 "
    "五一劳动奖章 奖章获得者 五一巾帼标兵 巾帼标兵 巾帼建功标兵 岗位能手 技术能手 操作能手 "
    "业务能手 岗位标兵 标兵 能手 达人 大国工匠 工匠 金牌工人 首席技师 首席工人 技能大师 "
    "最美工人 最美职工 最美劳动者 道德模范 创新能手 创新标兵 优秀工会工作者 工会积极分子 "
    "优秀工会干部 五好职工 三八红旗手 青年岗位能手 青年五四奖章获得者 优秀共产党员 "
    "优秀党务工作者 带头人 获得者 传承人 代表性传承人 楷模 好人 状元 金奖 一等奖 二等奖 "
    "三等奖 冠军 亚军 季军 "
).split()
"""Honours that unions give or name people by (《劳动模范和先进工作者》 elections, 五一劳动奖, 技能竞赛)."""

TITLES: Final = (
    "教授 副教授 研究员 副研究员 院士 博士 律师 老师 讲师 高级讲师 主任医师 副主任医师 "
    "主治医师 高级工程师 工程师 专家 医生 法官 检察官 警官 教官 书记 副书记 主席 副主席 "
    "主任 副主任 部长 副部长 局长 副局长 处长 副处长 科长 院长 副院长 校长 副校长 董事长 "
    "总经理 经理 厂长 会长 理事长 劳模 大师 工匠 导师 同志 "
).split()
"""What stands after a name (张三教授)."""


def either(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


HONOUR_END: Final = re.compile(
    rf"(?:全国|国家级|省部级|部级|中央企业|[XＸ×]|[{HAN}XＸ×]{{0,8}}?[省市县区州级盟旗]|[{HAN}]{{2,6}})?(?:“[^”]{{2,16}}”)?(?:{either(HONOURS)})[”\"]?\Z"
)
"""An honour at the end of some words, with the level that gives it: 全国劳动模范."""


def unquoted(text: str, left: int, right: int) -> tuple[int, int]:
    """[left:right] without the quotation marks and spaces at its ends."""
    while left < right and text[left] in '“" \u3000':
        left += 1
    while right > left and text[right - 1] in '”" \u3000':
        right -= 1
    return left, right
