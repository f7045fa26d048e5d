"""What does a short question mean after another (追问)? 那临江呢？ 第三季度呢？ 谁负责？ are filled in from the one before."""

from __future__ import annotations

import re
from typing import Final

from kg.late_patterns import late
from search.ask.known import Known
from search.ask.question import analyse
from search.ask.wording import regular

__all__ = ["follow_up"]

_LEAD: Final = late(r"^(?:那么|那|还有|换成|再问|另外|以及|如果是|要是)[，,]?")
_TAIL: Final = late(r"(?:的)?(?:呢|怎么样|又如何|如何)?[？?。]*$")
_QUARTER: Final = late(r"第?[一二三四1-4]季度|[Qq][1-4]|[上下]半年")
_YEAR: Final = late(r"\d{4}年|去年|今年|明年")
#: What asks: from here on a question says what it wants to know of its matter.
_WANTS: Final = late(
    r"(?:[，,]\s*)?(?:分别|各)?(?:是|由|归|在|有|要|安排在|定在|计划|打算|该|应该|做|干)*(?:哪|谁|什么|多少|几(?=[个家项名人场期天])|何时|怎么|啥).*$|(?:的)?(?:责任部门|成果形式|完成时限|联系电话|电话|职务|文号|发文字号|名称).*$"
)
_ASKS: Final = late(r"谁|哪|什么|多少|几|何时|怎么|啥|电话|号码|部门|时限|期限|成果|职务")
_FRONT: Final = late(
    r"^(?:请问)?(?:哪些|哪个|哪几个|谁|什么)(?:部门|单位|处室|科室|人|领导)?(?:来)?(?:负责|牵头|管|主管|承担|配合|联系|抓|落实)(?:了|的是)?"
)
_INTENT: Final = late(
    r"(?:计划|打算|预计|准备|实际|应当|应|要)?(?:新建|建成|建设|建|发展|开设|开办|开|办|设立|设|举办|补助|完成|筹集|选树|培训|培育)?了?$"
)
_COUNTED: Final = late(
    r"(?:多少|几)(?:个|家|名|人次|人|场次|场|期|次|户|件|份|条|所|处|套|顶|本|支|对)?(?P<noun>(?![㐀-鿿]?(?:任务|工作|事项|部门|单位))[“㐀-鿿][㐀-鿿“”]{1,13}?)[？?。]*$"
)
_PROVINCIAL: Final = late(r"省总(?:工会)?|[㐀-鿿]{2,3}省(?:总工会)?")
_PRONOUN: Final = late(r"^(?:它|他|她|他们|它们|这个|那个|这项|那项|其|该)(?:的)?")


_SHORT: Final = 8
"""Signs of a question that says what it wants to know and nothing of whose."""


def follow_up(question: str, previous: str, known: Known) -> str:
    """The question in full. One that stands by itself comes back as it is."""
    now = regular(question)
    bare = _TAIL.sub("", _LEAD.sub("", now)).strip()
    before = regular(previous)
    if not bare or not before:
        return question
    asked, old = analyse(bare, known), analyse(before, known)
    rest = asked.matter("的", "呢")
    if _ROLE.fullmatch(bare) and (was := _ROLE_BEFORE.search(before)):
        return f"{before[: was.start('role')]}{bare}{before[was.end('role') :]}"
    if not _ASKS.search(bare):  # only a place, a time, a department, a person, or another matter
        if asked.cities and asked.years and not rest:
            moved = _put(before, _YEAR, f"{asked.years[0]}年")
            return _swapped(moved, old.cities, asked.cities[0], ("市总工会", "市总", "市", ""))
        if asked.cities and not rest:
            return _swapped(before, old.cities, _written(bare, asked.cities), ("市总工会", "市总", "市", ""))
        if asked.unknown_places and not rest.replace(asked.unknown_places[0], ""):
            return _swapped(
                before, old.cities or old.counties, bare, ("市总工会", "市总", "市", "总工会", "")
            )
        if asked.quarters and not rest:
            if old.quarters:
                return _QUARTER.sub(bare, before, count=1)
            wanted = "有哪些任务" if old.departments and not old.initiatives else "要做什么"
            return f"{_matter(before)}{bare}{wanted}？"
        if _PROVINCIAL.fullmatch(bare):
            return _swapped(before, old.cities, bare, ("市总工会", "市总", "市", ""))
        if asked.years and not rest:
            return _put(before, _YEAR, bare if bare.endswith("年") else f"{bare}年")
        if asked.departments and not asked.matter(*[d.label for d in asked.departments]):
            return _swapped(before, tuple(d.label for d in old.departments), bare, ("",))
        if asked.counties and old.counties and rest in ("", *asked.counties):
            return _swapped(before, old.counties, bare, ("总工会", "工会", ""))
        if asked.people and (old.people or "谁" not in before):
            names = tuple(known.people_in.within(before))
            return _swapped(before, names, bare, ("",))
        if question.strip().endswith(("呢？", "呢?", "呢")) or _LEAD.match(now):
            wants = _WANTS.search(before)
            scope = "".join((*old.cities[:1], *(f"{y}年" for y in old.years[:1]))) if not asked.cities else ""
            return f"{scope}{bare}{wants.group() if wants else ''}" if wants else question
        return question
    matter = _matter(before)
    pronoun = _PRONOUN.match(bare)
    own = _PRONOUN.sub("", bare)
    named = (
        asked.cities or asked.counties or asked.quoted or asked.titles or asked.numbers or asked.initiatives
    )
    if named or asked.people or (_long(asked.matter(*_WORDS)) and not pronoun):
        if not named and not asked.people and len(bare) <= _SHORT and not _PROVINCIAL.search(bare):
            return f"{''.join((*old.cities[:1], *old.initiatives[:1]))}{question}"  # 整改率多少, of the same place
        return question
    joint = "" if own.startswith(("的", "由", "归", "在", "是", "什么时候", "谁", "哪", "有", "要")) else "的"
    return f"{matter}{joint}{own}？"


def _matter(before: str) -> str:
    """The question before without what it wants to know: 云州的职工夜校 of 云州的职工夜校计划开多少期."""
    front = _FRONT.match(before)
    if front and len(before) - front.end() > 2:
        return before[front.end() :].rstrip("？?，。 ")
    if counted := _COUNTED.search(before):  # 要建多少个职工书屋: what is counted is the matter
        return f"{before[: counted.start()]}{counted['noun']}".rstrip("，的 ")
    bare = _WANTS.sub("", before).rstrip("，的是由在有要？? ")
    return _INTENT.sub("", bare).rstrip("，的 ") or before.rstrip("？?")


_SEATS: Final = (
    r"副组长|组长|成员|组员|副主任|主任|副主席|主席|常务副主席|党组书记|副部长|部长|联络员|联系人|"
    r"(?:牵头|配合|责任|主责|协办)(?:部门|单位|处室)"
)
#: A seat or a part in a task, alone: 副组长呢？ 配合部门呢？
_ROLE: Final = late(_SEATS)
#: The seat that the question before asked about, with what it asked.
_ROLE_BEFORE: Final = late(rf"(?P<role>{_SEATS})(?=(?:分别|都|各)?(?:是|有|叫|为|由|$|[？?谁哪])|和|、)")


_WORDS: Final = (
    "谁", "哪个", "哪些", "部门", "负责", "牵头", "什么时候", "什么", "完成", "多少", "有", "几个", "电话", "号码", "成果形式", "成果", "时限",
    "完成时限", "计划", "目标", "要", "是", "职务", "配合", "安排", "季度", "任务", "实际", "完成了", "名称", "叫", "联系",
)  # fmt: skip


def _long(matter: str) -> bool:
    return len(re.sub(r"[^㐀-鿿]", "", matter)) > 2


def _written(bare: str, names: tuple[str, ...]) -> str:
    return "和".join(names) if len(names) > 1 else bare.rstrip("的")


def _swapped(before: str, old: tuple[str, ...], new: str, tails: tuple[str, ...]) -> str:
    """`new` in place of the first of the names that stand in the question before; in front where none does."""
    for name in old:
        for tail in tails:
            if name + tail in before:
                same = (
                    new
                    if not tail or new.endswith(tail) or not name
                    else new + (tail if len(new) <= 3 else "")
                )
                out = before.replace(name + tail, same, 1)
                for other in old[1:]:
                    out = re.sub(rf"[、和与及，]?{re.escape(other)}(?:市总工会|市总|市)?", "", out, count=1)
                return out
    return new + before


def _put(before: str, pattern: re.Pattern[str], new: str) -> str:
    """`new` where the question before has such a thing; else before what it wants to know."""
    if pattern.search(before):
        return pattern.sub(new, before, count=1)
    wants = _WANTS.search(before)
    return before[: wants.start()] + new + before[wants.start() :] if wants else before.rstrip("？?") + new
