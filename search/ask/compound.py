"""Of which parts does a question consist (复合问句), and what is their common answer? 部长是谁，电话多少."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.late_patterns import late
from search.ask.answer import Answer, listed

__all__ = ["but_for", "by_matter", "by_place", "joined", "one_slot", "parts_of", "placed", "without"]

_ASKS: Final = late(r"谁|哪|什么|多少|几(?![乎十百])|何时|怎么|是否|有没有|啥|电话|号码|时限|期限")
_CUT: Final = late(
    r"[，,；;？?]\s*(?:另外|还有|以及|同时|并且)?|、(?=(?:什么时候|由谁|由哪|谁|多少|何时|创什么|哪个部门))"
    r"|(?<=[个家名人场期次户件项站点处所条])(?:、|和)(?=[㐀-鿿]{1,8}(?:多少|几[个家名人场期次户件项处所条]))"
)
#: What a part leaves open, each answered by another kind of question.
_SLOTS: Final = (
    ("unit", late(r"(?:哪|什么)[一几两]?[个些家]?[㐀-鿿]{0,2}(?:部门|处室|科室|单位|部室)|谁(?:来)?(?:负责|牵头|配合|主管|协办|承办)")),
    ("figure", late(r"多少|几(?=[个家名人场期次户件项处所条]|万|百|千)")),
    ("time", late(r"什么时候|何时|哪(?:个|一)?季度|第几季度|几月|哪天|时限|期限")),
    ("result", late(r"成果|完成标志|交什么")),
)  # fmt: skip
_BOTH: Final = 2
_NAMES_TOO: Final = late(
    r"(?:分别|都|各|具体)*(?:是|有|叫)?(?:谁|哪些人?|哪几[位个]|什么名字|什么|啥)(?:呢)?[？?]?"
)
"""Asks who or what they are, of those that were counted before."""
_MOST: Final = 3


def parts_of(question: str) -> list[str]:
    """The parts, each of which asks something by itself; the question alone where it has only one."""
    pieces = [p.strip() for p in _CUT.split(question) if p and p.strip()]
    if len(pieces) == _BOTH and _NAMES_TOO.fullmatch(pieces[1]):  # 有几位副组长，都是谁
        return [question]
    asking = [bool(_ASKS.search(re.sub(r"《[^》]*》|“[^”]*”", "", p))) for p in pieces]
    if sum(asking) < 2 or not asking[0] or len(pieces) > _MOST:
        return [question]
    return [p for p, asks in zip(pieces, asking, strict=True) if asks]


def one_slot(parts: Sequence[str]) -> bool:
    """Do the parts all leave the same open? 谁牵头，谁配合 does; 哪个部门负责，要建多少家 does not."""
    slots = [next((name for name, pattern in _SLOTS if pattern.search(p)), "") for p in parts]
    return len({s for s in slots if s}) < 2


_SEVERAL: Final = late(
    r"(?P<first>[^，。、；：\s和与跟及还以]{2,12})(?P<rest>(?:(?:、|和(?!谐)|与|跟|以及|及|还有)[^，。、；：\s和与跟及还以]{2,12}?)+)"
    r"(?:这|那)(?:[几两三四五]|\d)(?:件|项|个|样|块|类|种)(?:事儿?|工作|任务|活动|项目)?[，]?"
)
_SEVERAL_EACH: Final = late(
    r"(?P<first>[^，。、；：\s和与跟及还以]{2,12})(?P<rest>(?:(?:、|和(?!谐)|与|跟|以及|及|还有)[^，。、；：\s和与跟及还以]{2,12}?)+)"
    r"[，]?(?:分别|各自|各(?=[由归是有要建开办评发]))"
)
_ITEMS: Final = late(r"、|和(?!谐)|与|跟|以及|及|还有")
_EACH_WORD: Final = late(r"(?:分别|各自|各(?=[由归是有要建开办评发招筹新多达]))(?:都)?")


def by_matter(text: str) -> list[str]:
    """甲、乙还有丙这几件事由谁负责 as a question for each; none where no such list stands in it."""
    found = _SEVERAL.search(text) or _SEVERAL_EACH.search(text)
    if not found:
        return []
    items = [found["first"], *(piece for piece in _ITEMS.split(found["rest"]) if piece)]
    rest = _EACH_WORD.sub("", text[found.end() :])
    return [f"{text[: found.start()]}{item}{rest}" for item in items] if len(items) <= _MOST_APART else []


_BUT_FOR: Final = late(
    r"(?:除了?|除去|抛开|不算|撇开)(?P<what>[^，。？]{2,30}?)(?:之外|以外|外|不算)?(?:，|(?<=外)|(?<=不算))(?:还|另外|又|也|其他|其它|别的)*"
)


_STILL: Final = late(r"还有(?=哪|谁|什么)|还(?=[由需要归]|依据|涉及|包括)")


def but_for(text: str) -> tuple[str, str]:
    """除了省总的意见之外，还依据哪份文件 as the question without it and what it leaves out; ("", "") where nothing is."""
    found = _BUT_FOR.search(text)
    if found is None:
        return "", ""
    return _STILL.sub("", text[: found.start()].rstrip("，") + text[found.end() :]), found["what"]


def without(answer: Answer, left_out: str) -> Answer | None:
    """The answer less what was left out of the question; None where nothing stays of it, or it is no list of names."""
    names = [answer.value["value"]] if "value" in answer.value else list(answer.value.get("set", ()))
    stays = [n for n in names if n not in left_out and left_out not in n]
    if not stays:
        return None
    return replace(answer, value={"value": stays[0]} if len(stays) == 1 else {"set": stays})


_MOST_APART: Final = 6
_PLACE_TAIL: Final = r"(?:市总工会|县总工会|区总工会|总工会|市总|县总|省总|[省市县区])?"
_HOW_MANY_PLACES: Final = r"(?:[这那]?(?:[两三四五几]|\d)(?:个)?(?:家|地|市|县|城市|地方|处)(?:工会)?)?"


def by_place(text: str, places: Sequence[str]) -> list[tuple[str, str]]:
    """云州和青岭各新建多少家 as (place, question) for each of the places, as the question writes them; none where they
    do not stand side by side."""
    if not 1 < len(places) <= _MOST_APART + 1:
        return []
    names = "|".join(re.escape(p) for p in sorted(places, key=len, reverse=True))
    run = re.search(
        rf"(?:{names}){_PLACE_TAIL}(?:(?:、|，|和|与|跟|及|以及|还有|同|\s)+(?:{names}){_PLACE_TAIL})+{_HOW_MANY_PLACES}(?:的)?(?:总结|方案|要点)?(?:里|中)?",
        text,
    )
    if run is None:
        return []
    places = [p for p in places if p in run.group()]
    paper = re.search(r"(?:总结|方案|要点)(?=[里中]?$)", run.group())
    rest = _EACH_WORD.sub("", text[run.end() :]).lstrip("， ")
    middle = f"的{paper.group()}里，" if paper else ""
    return [(p, f"{text[: run.start()]}{p}{middle}{rest}") for p in sorted(places, key=text.find)]


def placed(answers: Sequence[tuple[str, Answer]]) -> Answer:
    """One answer by place; a place whose papers do not say is said to be missing."""
    told = [(place, a) for place, a in answers if a.answerable]
    lacking = [place for place, a in answers if not a.answerable]
    values = {place: _values(a) for place, a in told}
    text = "；".join(f"{place}：{listed(values[place])}" for place, _ in told) + "。"
    text += f"{listed(lacking)}的文件里没有写明。" if lacking else ""
    return Answer(
        told[0][1].kind,
        text,
        {"by_city": values},
        tuple(dict.fromkeys(e for _, a in told for e in a.evidence)),
        told[0][1].query,
        basis=max((a.basis for _, a in told), key=("fact", "aggregate", "passage").index),
        notes=tuple(dict.fromkeys(n for _, a in told for n in a.notes)),
    )


def _values(answer: Answer) -> list[str]:
    value = answer.value
    if "value" in value:
        return [value["value"]]
    if "set" in value:
        return list(value["set"])
    if "by_city" in value:
        return list(dict.fromkeys(v for some in value["by_city"].values() for v in some))
    return [answer.text]


def joined(answers: Sequence[Answer]) -> Answer:
    """One answer of several: the values one after another, and what is missing said as such."""
    found = [a for a in answers if a.answerable]
    text = "\n".join(a.text for a in answers)
    if len(found) == 1:
        return replace(found[0], text=text)
    values: list[str] = []
    for one in found:
        value = one.value
        if "tasks" in value or ("by_city" in value and "set" not in value and "value" not in value):
            return replace(found[0], text=text, evidence=tuple(e for a in found for e in a.evidence))
        values += [value["value"]] if "value" in value else value["set"]
    return Answer(
        found[0].kind,
        text,
        {"set": list(dict.fromkeys(values))},
        tuple(dict.fromkeys(e for a in found for e in a.evidence)),
        found[0].query,
        basis=max((a.basis for a in found), key=("fact", "aggregate", "passage").index),
        notes=tuple(dict.fromkeys(n for a in found for n in a.notes)),
    )
