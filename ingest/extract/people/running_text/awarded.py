"""Who is given an honour, alone or in a counted list (张三获评“…”, …张三、李四等5人)?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ingest.extract.people.names import HAN, NAME, ends_in_name, is_name
from ingest.extract.people.positions import read_positions
from ingest.extract.people.running_text.examples import held_up
from ingest.extract.people.running_text.honours import HONOUR_END, HONOURS, either, unquoted
from ingest.extract.people.running_text.reader import Reader
from ingest.extract.people.sightings import Sighting
from kg.model import Position, Span, squeeze

_AWARDED: Final = re.compile(
    rf"(?:(?<=[，,。；;：:、（(”\s])|(?<=其中)|(?<=职工)|(?<=教师)|(?<=员工)|(?<=工人)|(?<=护士)|(?<=医生)|(?<=选手)|(?<=会员)|^)(?P<name>{NAME})(?:同志|勇士|老师|师傅|医生|护士|选手)?(?:同时|先后|分别)?"
    rf"(?:荣获|荣膺|获评为?|获得|获|被评为|被授予|被评选为|被命名为|被选树为|被表彰为|入选|当选|摘得|夺得)了?(?P<honour>[“\"][^”\"\n]{{2,30}}[”\"]|[^，。；;、\n“”]{{0,24}}?(?:{either(HONOURS)}))",
    re.MULTILINE,
)
"""张三同志获评“云州市劳动模范”; 李四荣获全国五一劳动奖章."""

_AWARD_LIST: Final = re.compile(
    rf"(?P<honour>[“\"][^”\"\n]{{2,30}}[”\"]|(?:全国|[{HAN}XＸ×]{{1,8}}?[省市县区州级])?(?:{either(HONOURS)}))\s{{0,4}}(?:[\dXＸ×一二两三四五六七八九十]{{1,6}}\s{{0,2}}[多余]?[名人位])\s{{0,4}}[（(：:](?P<items>[^（）()\n。；]{{2,200}})(?=[）)。；])"
)
"""“云州市劳动模范”2名（云州机床厂张三、青岭小学校长李四）."""

_COUNTED: Final = re.compile(
    r"等\s?(?:[\dXＸ×一二两三四五六七八九十百]{1,6}\s?[多余]?\s?(?:名|位|人)|同志|先进典型|先进个人|劳模|先进人物|一线职工|典型人物)"
)
"""宣传了云州机床厂张三、公安局李四、实验小学王方等3人."""

_LINE = re.compile(r"[^，。；;：:\n“”\"（）()]{0,120}\Z")

_LIST_VERB = re.compile(
    r"宣传报道了?|宣传推介了?|宣传展示了?|宣传了|先后宣传|报道了|推出了?|选树了?|表彰了?|推选了?|推荐了?|评选出?了?|授予|命名了?|慰问了?|看望了?|走访了?|邀请了?|聘请了?|涌现出了?|培育了?|选派了?|产生了?|选送了?|走访慰问了?|组织(?=[^、]{0,3}[、])|了"
)
_ITEM_CUT = re.compile(r"[、，,；;]|和(?=.{2,12}$)")


def awarded(reader: Reader) -> Iterator[Sighting]:
    """By rule `_AWARDED`."""
    for found in _AWARDED.finditer(reader.text):
        start, stop = found.span("name")
        name = found["name"]
        if not is_name(name):
            continue
        left, right = found.span("honour")
        left, right = unquoted(reader.text, left, right)
        yield reader.person(start, stop, (Position(squeeze(reader.text[left:right]), Span(left, right)),))


def award_lists(reader: Reader) -> Iterator[Sighting]:
    """By rule `_AWARD_LIST`."""
    text = reader.text
    for found in _AWARD_LIST.finditer(text):
        people = _named_items(reader, *found.span("items"))
        if not people:
            continue
        left, right = unquoted(text, *found.span("honour"))
        honour = Position(squeeze(text[left:right]), Span(left, right))
        for start, name_start, stop in people:
            unit = read_positions(text, start, name_start) if name_start > start else ()
            yield reader.person(name_start, stop, (*unit, honour))


def counted(reader: Reader) -> Iterator[Sighting]:
    """By rule `_COUNTED`."""
    text = reader.text
    for found in _COUNTED.finditer(text):
        segment = _LINE.search(text, max(0, found.start() - 120), found.start())
        if segment is None:
            continue
        start = segment.start()
        verb = None
        for verb in _LIST_VERB.finditer(text, start, found.start()):
            start = verb.end()
        people = _named_items(reader, start, found.start())
        if len(people) < 2:
            continue
        models = "典型" in found.group() or "先进" in found.group() or "劳模" in found.group()
        units = sum(1 for s, n, _ in people if n > s)
        if not (verb is not None or units >= 2 or models):
            continue
        for begin, name_start, stop in people:
            if held_up(text, name_start, stop):
                continue
            unit = _item_posts(reader, begin, name_start) if name_start > begin else ()
            yield reader.person(name_start, stop, unit)


def _item_posts(reader: Reader, start: int, end: int) -> tuple[Position, ...]:
    words = reader.text[start:end]
    if HONOUR_END.search(words):
        return (Position(squeeze(words), Span(start, end)),)
    return read_positions(reader.text, start, end)


def _named_items(reader: Reader, start: int, end: int) -> list[tuple[int, int, int]]:
    """(start, start of the name, end) of each item between 、 when every item ends in a name; else []."""
    out = []
    begin = start
    text = reader.text
    cuts = [m.start() for m in _ITEM_CUT.finditer(text, start, end)]
    for cut in [*cuts, end]:
        a, b = begin, cut
        while a < b and text[a].isspace():
            a += 1
        while b > a and text[b - 1].isspace():
            b -= 1
        begin = cut + 1
        if text.endswith("同志", a, b):
            b -= 2
        at = ends_in_name(text, a, b) if b - a >= 2 else -1
        if at < 0:
            return []
        out.append((a, at, b))
    return out
