"""What sort of answer does a question want (问的是哪一类)? Told by its question word and the signs beside it, whatever the
rest of the wording: 每个补多少 wants an amount, 在哪儿办 a place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kg.late_patterns import late
from kg.model import Span

__all__ = ["CLASSES", "RULES", "UNITS", "UNIT_WORDS", "Rule", "Sort", "Wanted", "same_unit", "wanted"]


class Sort(StrEnum):
    """What is asked for."""

    QUANTITY = "quantity"
    DATE = "date"
    PERSON = "person"
    THING = "thing"
    """One of a kind that the question names: 哪家公司, 什么平台, 哪个街道."""
    PLACE = "place"
    LIST = "list"
    CLAUSE = "clause"
    """What is said of it: 有什么要求, 怎么申请."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A question word. `example` is a question that has it."""

    name: str
    sort: Sort
    regex: re.Pattern[str]
    example: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """`span` is where the question word stands in the text; `unit` what is counted in, `noun` what kind of thing is
    asked for, `count` how many; "" and 0 where the question does not say."""

    sort: Sort
    span: Span
    unit: str = ""
    noun: str = ""
    count: int = 0


UNITS: Final[tuple[tuple[str, ...], ...]] = (
    ("元", "万元", "亿元", "钱", "块", "块钱", "余元", "万余元"),
    ("人", "名", "位", "万人", "万名", "人次", "万人次", "余人", "余名"),
    ("个", "家", "所", "处", "座", "间", "户", "条", "项"),
    ("场", "次", "期", "场次", "届", "轮", "班"),
    ("天", "日", "个工作日", "工作日"),
    ("月", "个月"),
    ("小时", "个小时", "学时", "课时", "分钟"),
    ("年", "周年"),
    ("岁", "周岁"),
    ("件", "份", "篇", "起", "宗"),
    ("字", "个字"),
    ("分", "个百分点"),
    ("平方米", "亩", "平米"),
    ("%", "个百分点"),
    ("张", "幅"),
    ("辆", "台"),
)
"""Measure words (量词) that count the same things. One that is in no row counts only what is counted with itself."""
CLASSES: Final[dict[str, str]] = {
    "公司": "公司|集团|厂", "企业": "公司|集团|厂|企业", "集团": "集团", "单位": "公司|集团|厂|总工会|委员会|学校|学院|医院|局|中心|单位|工会|街道|社区",
    "部门": "部|处|室|局|办公室|科|中心|委|部门", "机构": "机构|中心|局|院|所|银行|公司", "县区": "县|区", "区县": "县|区", "县": "县", "区": "区", "市": "市",
    "街道": "街道", "乡镇": "乡|镇", "学校": "学校|学院|大学|中学|小学|技校", "医院": "医院", "银行": "银行|信用社",
}  # fmt: skip
"""What things of a kind are called at the end: 哪家公司 is answered by …集团 as well."""
_SPAN_UNITS: Final = "时长"
UNIT_WORDS: Final = frozenset({u for row in UNITS for u in row} | {_SPAN_UNITS})
_ALL: Final = "|".join(sorted(UNIT_WORDS, key=len, reverse=True))
_NUMERAL: Final = "一二三四五六七八九十"
_N: Final = rf"[{_NUMERAL}两几]|\d{{1,2}}"
_CLASS: Final = r"单位|部门|机构|县区|区县|街道|乡镇|平台|网站|软件|节目|称号|奖项|荣誉|县|市|区(?!域)"
_BODY: Final = r"公司|企业|集团|学校|医院|银行|小程序|公众号"
"""Kinds of things that are called so whatever follows."""
_NOUN: Final = r"[㐀-鿿]{1,8}"
RULES: Final[tuple[Rule, ...]] = (
    Rule("when", Sort.DATE, late(r"(?:什么时候|何时|几时|哪(?:一)?天|哪一?日|几月几[号日]|几号|几月份?|哪个月|什么时间|哪一?年|几几年|什么日子|哪个时间)(?:之?前|以前|起|开始|截止|为止)*"), "办法哪天起施行？"),
    Rule("deadline", Sort.DATE, late(r"(?P<due>截止时间|截止日期|截止日|时限|期限|时间节点|最晚时间|时间)(?:是|为|到|在|定在)*(?:什么|哪天|几号|多久)?(?=$|[？?])"), "网上投票的截止日期是哪天？"),
    Rule("percent", Sort.QUANTITY, late(r"百分之(?:几十?|多少)|几成|(?:占)?(?:多大|多高|多少|什么|怎样的|何种)的?(?P<share>比例|比重|份额|占比)|(?P<share2>比例|比重|占比)(?:要|应|应当|得|须|是|为|有|达到|不|能|可|低于|少于|高于|超过|要求|到)*(?:多少|多高|几|什么)|(?<=率)(?:要|应|应当|得|须|是|为|有|达到|不低于|不少于|要求|到)*(?:多少|多高|几|什么)"), "女职工占多大比例？"),
    Rule("age", Sort.QUANTITY, late(r"(?:多大)(?P<age>年龄|年纪|岁数)?(?=$|[？?，以])|(?P<age2>年龄|年纪)(?:上|方面)?(?:要|应|得|须|是|为|有|不能|不得|不|超过|大于|小于)*(?:什么|多大|何|哪些|几|多少)(?:岁|周岁)?(?:的)?(?:要求|限制|规定)?"), "报名年龄有什么限制？"),
    Rule("area", Sort.QUANTITY, late(r"(?:多大|多少)(?:的)?(?P<area>面积|地方|场地)|(?P<area2>面积)(?:要|应|得|须|是|为|有|达到|不|低于|少于|小于)*(?:什么|多大|多少|几)(?:平方米|平米|平)?(?:要求|以上)?"), "站点使用面积要多大？"),
    Rule("words", Sort.QUANTITY, late(r"(?P<words>字数|篇幅)(?:上|方面)?(?:要|应|得|须|是|为|有|不|超过)*(?:什么|多少|几|多长)(?:字)?(?:要求|限制|规定)?|写?多少个?字|几千字|多少字"), "事迹材料写多少字？"),
    Rule("how-long", Sort.QUANTITY, late(r"(?:为期)?(?P<long>多久|多长时间|几年|几个月|几天|几个?小时|多少天|多少年|多少个?小时|多少个?月|几个?工作日|多少个?工作日|几日(?!前))"), "公示期多久？"),
    Rule("money", Sort.QUANTITY, late(r"(?P<money>多少钱|几个?钱|多少万?元|几万元?|多少万(?!人|名|户)|(?<=[补奖励助贴])多少(?!个|家|人|名|次|场|户|项|份|件|位)|(?<=奖金|资金|经费|补助|补贴|费用|保额|金额|投入|奖励|标准)(?:是|为|有|要|共|一共|能|给|达到|最高)*(?:多少|几)(?!个|家|人|名|次|场|户|项|份|件|位))"), "验收合格的每个补助多少钱？"),
    Rule("quota", Sort.QUANTITY, late(r"(?:多少|几)个?(?=[㐀-鿿“”]{0,10}(?:名额|席位|人选)(?:$|[？?]))|(?<=名额)(?:有|是|给|分配|分到|各|共)*(?:多少|几)个?"), "青岭县有几个推荐名额？"),
    Rule("how-many", Sort.QUANTITY, late(rf"(?<![哪第])(?:多少|几)(?P<unit>{_ALL}|[㐀-鿿](?=$|[？?，以的才]))?(?![名任]?(?:季度|月份?|号|届))"), "每班每期多少人？"),
    Rule("place", Sort.PLACE, late(r"(?:在|到|去|于|往|送到|交到)?(?:哪里|哪儿|何处|何地|什么地方|哪个地方|啥地方)|(?:地点|地址|场地|会场)(?:是|在|为|设在)*(?:哪|什么)?(?=$|[？?])"), "决赛在哪里举行？"),
    Rule("list", Sort.LIST, late(rf"(?:都|分别|主要|具体)?(?:有|是|包括|指|含|设|设有|分为|即|指的是)*(?:了|的)?(?:是)?(?:哪些|哪(?P<n>{_N})(?:个|家|项|种|类|条|方面|方|点|大|支|所|座|份|名|位|批|门|本|处|块|样|人)*)(?:的)?(?P<noun>{_NOUN}?)(?=$|[？?，]|联合|一起|共同|合作|参加|参与|组成|承担|签|开展|推行|试点)|(?P<noun2>{_NOUN}?)(?:都|分别|主要|具体)*(?:有|是|包括|包含|指|含|设了?|指的是|分为|涵盖)(?:哪些|哪(?P<n2>{_N})(?:个|家|项|种|类|条|方面|方|点|大|支|所|座|份|名|位|批)*|什么内容|什么项目)(?=$|[？?])|(?:都|分别)(?:有|是|叫|指)(?:谁|什么)|(?:都|分别)?(?:包括|包含|涵盖|指)(?:了|的是)?什么(?=$|[？?])"), "技能比武设哪些工种？"),
    Rule("person", Sort.PERSON, late(r"(?:由|是|让|请|归|找)?(?:谁|何人|哪(?:一)?位(?:同志|领导|主席|部长|老师|专家|人)?|哪个人|什么人(?=$|[？?]))"), "动员会由谁主持？"),
    Rule("how", Sort.CLAUSE, late(r"(?:有|是|作了?|提|做)?(?:什么|哪些|怎样的|何|哪方面的?|什么样的)(?:具体|特别|新|硬性|明确)?(?P<clause>要求|标准|规定|说法|限制|安排|措施|办法|做法|考虑|程序|手续|流程|方式|途径|渠道|作用|责任|后果|处理|变化|政策|待遇|好处|用途|情形|情况|条件|原则|依据|约束)|(?:怎么|怎样|如何|咋)(?:个)?(?:办|做|弄|搞|处理|安排|规定|操作|要求)?|(?:干什么|做什么|什么意思|干啥)"), "逾期不报的怎么处理？"),
    Rule("thing", Sort.THING, late(rf"(?:在|由|是|通过|用|向|到|给)?(?:哪(?![些几一二三四五六七八九十两\d])(?:一)?(?:个|家|所|座|条|款|种|项|支|份|本|部|处|档|级|类|门|张|台|块|次|届)?|什么|何)(?:(?P<body>{_BODY})|(?P<class>{_CLASS})(?=$|[？?，]|[的被里上]|[申报举召开进参获评入发提登承负主组实成建拿得牵办做审批拨出支列捐赞送签挂设颁授通投填查会试先最])|(?P<noun>{_NOUN}?)(?=$|[？?，]|的|里|上|申|报|举|召|开|进|参|获|被|评|入|发|提|登|承|负|主|组|实|成|建|拿|得|牵|办|做|审|批|拨|出|支|列|捐|赞|送|签|挂|设|颁|授|通|投|填|查))"), "报名通过什么平台进行？"),
    Rule("called", Sort.THING, late(r"(?P<called>名称|名字|口号|主题|代号|简称|全称|编号|题目|称号|级别|名次|等级)?(?:叫|叫做|是|为|取名)(?:什么|啥)(?:名字|名称|名)?(?=$|[？?])|第几名|(?:什么|哪个)(?:名次|等级|级别)"), "培训的口号是什么？"),
)  # fmt: skip
"""The question words, the more particular first."""
_UNIT_OF: Final = {
    "percent": "%",
    "age": "岁",
    "area": "平方米",
    "words": "字",
    "money": "元",
    "how-long": "时长",
    "quota": "人",
}
_DURATION: Final = (
    (late(r"年"), "年"),
    (late(r"月"), "月"),
    (late(r"天|日"), "天"),
    (late(r"小时"), "小时"),
)


#: 签订率保持在多少, 占总成绩多少: a share, though the question does not say of what sort the figure is.
_SHARE: Final = late(r"率[㐀-鿿]{0,6}?(?:多少|几)$|占[㐀-鿿]{0,6}?(?:多少|几)$")

#: 多少职工, 多少名选手: people are counted in 人, 名, 人次.
_PEOPLE: Final = late(
    r"[㐀-鿿]{0,8}?(?:职工|会员|工人|骑手|司机|劳模|农民工|人员|干部|学生|选手|学员|指导员|志愿者|代表|工匠|子女|家属|专家|律师|讲师|工作者)(?=$|[？?，])"
)


def wanted(text: str) -> Wanted | None:
    """What the question asks for; None where it has no question word, or several that ask for different things."""
    found = [(rule, m) for rule in RULES for m in rule.regex.finditer(text) if m.group()]
    if not found:
        return None
    rule, m = found[0]
    others = [n for other, n in found if other.sort != rule.sort and not _touching(m, n)]
    if others:
        return None
    groups = {k: v for k, v in m.groupdict().items() if v}
    unit = groups.get("unit", "") or _UNIT_OF.get(rule.name, "")
    if rule.name == "how-long":
        unit = next((u for regex, u in _DURATION if regex.search(m.group())), _SPAN_UNITS)
    if rule.sort is Sort.QUANTITY and not unit and _PEOPLE.match(text, m.end()):
        unit = "人"
    if rule.sort is Sort.QUANTITY and not unit and _SHARE.search(text[: m.end()]):
        unit = "%"
    noun = next((groups[k] for k in ("body", "class", "noun", "noun2", "called") if k in groups), "")
    return Wanted(
        rule.sort, Span(m.start(), m.end()), unit, noun, _number(groups.get("n", "") or groups.get("n2", ""))
    )


def _touching(a: re.Match[str], b: re.Match[str]) -> bool:
    return a.start() < b.end() and b.start() < a.end()


def _number(written: str) -> int:
    if written.isdigit():
        return int(written)
    return 2 if written == "两" else _NUMERAL.find(written) + 1 if written else 0


_LENGTHS: Final = frozenset("年 周年 月 个月 天 日 个工作日 工作日 小时 个小时 学时 课时 分钟 周".split())


def same_unit(asked: str, have: str) -> bool:
    """Does a figure in `have` answer a question in `asked`? 多少人 takes 名; 几天 takes 个工作日, and no 个."""
    if not asked:
        return True
    if asked == _SPAN_UNITS:
        return have in _LENGTHS
    if asked == "%":
        return have == "%"
    return have == asked or any(asked in row and have in row for row in UNITS)
