"""Who is named with a role, a title or 同志 beside the name (全国劳模张三, 张三教授, 张三同志)?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ingest.extract.people.names import SURNAMES, ends_in_name, is_reference_figure, name_at, name_before
from ingest.extract.people.positions import LEADING, read_positions, role_start
from ingest.extract.people.running_text.examples import held_up, told_of
from ingest.extract.people.running_text.honours import HONOUR_END, HONOURS, TITLES, either
from ingest.extract.people.running_text.reader import AFTER_NAME, Reader
from ingest.extract.people.sightings import Sighting
from kg.model import GroupRole, Position, Span, squeeze

_HEAD = either(
    {
        *LEADING,
        *HONOURS,
        "教授",
        "研究员",
        "院士",
        "律师",
        "技师",
        "调研员",
        "巡视员",
        "主任科员",
        "法定代表人",
        "负责人",
        "班长",
        "讲师",
    }
)
_BEFORE_NAME: Final = re.compile(rf"(?:{_HEAD})[”\"]?(?:称号)?(?:获得者)?(?=[{''.join(sorted(SURNAMES))}])")
"""全国劳模张三, 市总工会主席李明: a role or honour, and a name at once after it."""

_INVITED: Final = re.compile(
    rf"(?:邀请到?了?|特邀了?|聘请了?|请到了?|请来了?|聘任|聘)(?P<who>[^，。；\n“”《》]{{2,50}}?)(?P<title>{either(TITLES)})"
    r"(?=以|为|作|做|开展|进行|授课|主讲|讲|到|对|，|。|、|；|等|担任|任|围绕|结合|就|在|来|前来|现场|（|\(|和|与|及|带|参加|深入|走进|\s|$)"
)
"""邀请省工会干校张三教授以…为题; 聘请李明律师、王方律师担任法律顾问."""

_COMRADE: Final = re.compile(r"(?:\s?[\dXＸ×一二两三四五六七八九十]{1,5}\s?[名位]|等)?同志(?!们|会|式)")
"""张三同志任工会主席; 张三、李四等2名同志."""

_LEFT_EDGE = frozenset(
    '举选了命荐请由以免任补聘予经定去名将让给与和彰扬对向为是即给授像在到助派 ，,。；;：:、（(“”"\n\t\u3000)）》'
)

_NEXT_TITLED = re.compile(
    rf"[、和](?P<who>[^，。；\n“”《》、]{{2,30}}?)(?P<title>{either(TITLES)})(?=[，。、；\s（(]|等|以|为|担任|任|作|做|开展|进行|授课|主讲|讲|围绕|结合|就|在|来|到|前来|现场|参加|深入|走进|和|$)"
)


def before_name(reader: Reader) -> Iterator[Sighting]:
    """By rule `_BEFORE_NAME`, with those that 、 joins to the first (劳模张三、李四)."""
    text = reader.text
    for found in _BEFORE_NAME.finditer(text):
        end = found.end()
        stop = name_at(text, end)
        if stop < 0:
            continue
        role_end = end
        while text[role_end - 1] in '”"':
            role_end -= 1
        posts = _posts_before(reader, role_end, quoted=role_end != end)
        chain = [(end, stop)]
        while text[stop : stop + 1] == "、" and (following := name_at(text, stop + 1)) > 0:
            chain.append((stop + 1, following))
            stop = following
        for start, stop in chain:
            if not held_up(text, start, stop):
                more, seats = reader.after(chain[-1][1], start)
                yield reader.person(start, stop, (*posts, *more), seats)


def _posts_before(reader: Reader, end: int, *, quoted: bool) -> tuple[Position, ...]:
    """The posts or the honour that end at `end`; an honour in quotation marks whole."""
    text = reader.text
    if quoted:
        left = max(text.rfind("“", max(0, end - 30), end), text.rfind('"', max(0, end - 30), end)) + 1
        if left <= 0:
            left = reader.phrase_before(end)
        return (Position(squeeze(text[left:end]), Span(left, end)),)
    left = reader.phrase_before(end)
    words = text[left:end]
    honour = HONOUR_END.search(words)
    if honour is not None:
        begin = left + honour.start()
        while text[begin].isspace():
            begin += 1
        return (Position(squeeze(text[begin:end]), Span(begin, end)),)
    return read_positions(text, left, end)


def invited(reader: Reader) -> Iterator[Sighting]:
    """By rule `_INVITED`, with those that follow with titles of their own."""
    text = reader.text
    for found in _INVITED.finditer(text):
        start, stop = found.span("who")
        title = found.span("title")
        while True:
            at = ends_in_name(text, start, stop)
            if at >= 0 and not held_up(text, at, stop):
                name = text[at:stop]
                unit = squeeze(text[start:at]).lstrip("了到自来的")
                post: tuple[Position, ...] = ()
                if found["title"] != "同志":
                    span = Span(*title)
                    organization = unit if len(unit) >= 2 and role_start(unit) < 0 else None
                    post = (Position(text[title[0] : title[1]], span, organization),)
                    if unit and role_start(unit) >= 0:
                        left = at - len(text[start:at].lstrip("了到自来的"))
                        post = (*read_positions(text, left, at), *post)
                if len(name) >= 2:
                    yield reader.person(at, stop, post)
            follow = _NEXT_TITLED.match(text, title[1])
            if follow is None:
                break
            start, stop = follow.span("who")
            title = follow.span("title")


def comrades(reader: Reader) -> Iterator[Sighting]:
    """By rule `_COMRADE`, with the names before it that 、 and 和 join."""
    text = reader.text
    for found in _COMRADE.finditer(text):
        stop = found.start()
        chain: list[tuple[int, int]] = []
        while True:
            at = _bounded_name(reader, stop)
            if at < 0:
                break
            chain.append((at, stop))
            if at and text[at - 1] in "、和":
                stop = at - 1
            else:
                break
        if not chain:
            continue
        counted = found.end() - found.start() > 2
        after = AFTER_NAME.match(text, found.end())
        first = chain[-1][0]
        if told_of(text, first, found.end()):
            continue
        for start, end in reversed(chain):
            if is_reference_figure(text[start:end]):
                continue
            positions: tuple[Position, ...] = ()
            seats: tuple[GroupRole, ...] = ()
            if after is not None and (len(chain) == 1 or counted or after.end() > 0):
                positions, seats = reader.role(*after.span("role"), start)
            yield reader.person(start, end, positions, seats)


def _bounded_name(reader: Reader, end: int) -> int:
    """Start of the name that ends at `end` with a boundary before it, or -1."""
    text = reader.text
    for at in name_before(text, end, max(0, end - 4)):
        if at == 0 or text[at - 1] in _LEFT_EDGE or role_start(text[max(0, at - 8) : at]) >= 0:
            return at
    return -1
