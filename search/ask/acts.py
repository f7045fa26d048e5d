"""Which verbs say the same act (同义动作)? A question's 招聘 is a paper's 选聘, its 成立 a paper's 组建.

Only verbs of the genre that tell of one and the same act; what is done to whom (帮扶, 慰问, 救助) stays apart, as papers
count these separately.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Final

from kg.late_patterns import late
from search.fit import Topic

__all__ = ["GROUPS", "one_act", "widened"]

GROUPS: Final[tuple[tuple[str, ...], ...]] = (
    ("招聘", "选聘", "聘用", "招录", "招用", "聘请"),
    ("新成立", "新组建", "新建立"),
    ("成立", "组建", "建立", "设立"),
    ("举办", "召开", "举行", "开办", "承办"),
    ("评选", "评定", "选树", "评出", "推选", "选出"),
    ("命名", "授牌", "认定"),
    ("发放", "赠送", "派发", "发给", "配发"),
    ("筹集", "募集", "筹措", "募捐"),
    ("参加", "参与", "参保"),
    ("报送", "上报", "提交", "递交", "报给", "报到", "报市", "报省"),
    ("奖励", "奖金", "奖补"),
    ("补助", "补贴", "资助"),
    ("上线", "开通", "启用"),
    ("挽回", "追回", "讨回", "追讨", "讨要", "清欠"),
    ("代理", "办理", "承办"),
    ("培育", "培养"),
    ("创建", "打造"),
    ("开设", "开办", "设立"),
    ("调解", "化解"),
    ("新建", "新增"),
    ("参赛", "同台竞技", "参加比赛", "参与比拼", "同场竞技"),
    ("牵手", "配对", "脱单", "促成姻缘", "促成"),
    ("缴费", "缴纳", "交纳", "交费"),
    ("理发", "剪发"),
    ("免费", "义务", "无偿"),
)
"""Verbs that stand for each other."""
_WORTH: Final = 0.9


@cache
def _others(word: str) -> tuple[tuple[str, float], ...]:
    found = dict.fromkeys(v for group in GROUPS if word in group for v in group if v != word)
    return tuple((v, _WORTH) for v in found)


_OR: Final = late(r"(?P<one>[㐀-鿿]{2})(?:或者是?|或是|或|还是|/)(?P<other>[㐀-鿿]{2})(?=[㐀-鿿])")


def one_act(text: str) -> str:
    """牵手或者配对成功多少对 as 牵手成功多少对: of two words for one act the first is enough."""
    return _OR.sub(
        lambda m: m["one"] if any(v == m["other"] for v, _ in _others(m["one"])) else m.group(), text
    )


def widened(topic: Topic) -> Topic:
    """The topic, each of whose verbs is also met by another for the same act."""
    if not any(_others(n.word) for n in topic.needs):
        return topic
    needs = tuple(replace(n, others=(*n.others, *_others(n.word))) for n in topic.needs)
    return replace(topic, needs=needs)
