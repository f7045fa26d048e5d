"""Is it asked how many there are of a kind (存量), and does a text say it? A figure of some activity is no answer to that."""

from __future__ import annotations

from kg.late_patterns import late
from search.ask.kind import Ask
from search.fit import Topic

__all__ = ["asks_stock", "tells_stock"]

_UNIT = r"(?:周岁|岁|个字|字|个工作日|工作日|个月|万元|亿元|万人次|人次|万人|元|家|个|名|人|场次|场|次|期|项|件|条|户|所|处|支|套|篇|份|台|座|对|批|部|天|小时|课时|册|顶|辆|张|把|盏|幅|幢|亩|平方米|公里|本|套|间|栋|年|万|%|百分点|钱)"
#: 有多少职工, 困难职工有几户.
_STOCK_ASKED = late(
    rf"(?:^|[市县区省会年]|\d年|[一总]?共|现|目前|全[市省县区])(?:有|辖)(?:多少|几){_UNIT}?(?!.*(?:项目|任务))[㐀-鿿]{{1,6}}(?=$|[？?])|^(?:困难)?[㐀-鿿]{{2,6}}有(?:多少|几){_UNIT}[？?]?$"
)
_STOCK = late(
    r"现有|共有|拥有|辖|总数|总人数|在档|建档立卡|在册|已建|全(?:市|省|县|区)[\u3400-\u9fff]{0,6}(?:职工|会员|工会|企业)\d"
)


def asks_stock(ask: Ask, topic: Topic) -> bool:
    """Of nothing that has a name of its own."""
    texts = (ask.question.text, ask.question.matter().replace(" ", ""))
    return not topic.must and any(_STOCK_ASKED.search(words) for words in texts)


def tells_stock(words: str) -> bool:
    """现有, 共有, 在册: what there is, not what is planned or done."""
    return _STOCK.search(words) is not None
