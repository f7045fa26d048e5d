"""Which words before a colon name a seat (组 长：), and which a post (组织部部长：)?"""

from __future__ import annotations

import re

from ingest.extract.people.groups import GroupBook
from ingest.extract.people.name_list.state import ListReader
from ingest.extract.people.seats import GROUP_SEATS, SEATS
from kg.model import squeeze

_SEAT_ALT = "|".join(r"[ \t\u3000]*".join(seat) for seat in sorted(SEATS, key=len, reverse=True))
LABEL = re.compile(
    rf"(?:(?<=^)|(?<=[\s*，,；;：:。、）)\-•●]))(?P<seat>{_SEAT_ALT})(?:[（(][^）)\n]{{1,10}}[）)])?\**[ \t\u3000]*[：:]\**"
)
LABEL_NO_COLON = re.compile(
    r"[\s*\-•]*(?P<seat>组\s*长|副\s*组\s*长|常\s*务\s*副\s*组\s*长|成\s*员|主\s*任|副\s*主\s*任|委\s*员)(?P<gap>[\s]+)(?=\S)"
)

_POST_OR_SEAT = frozenset(("办公室主任", "办公室副主任", "主任", "副主任", "主席", "副主席"))
_POST_LINE = re.compile(
    r"[ \t\u3000\-*•]*[^：:，。；\n]{2,12}(?:部|室|处|科|局|会|中心)(?:副?部长|副?主任|副?处长|副?科长|副?局长|副?主席)[ \t]*[：:]"
)


def label_is_post(reader: ListReader, start: int, end: int, labels: list[re.Match[str]]) -> bool:
    """办公室主任：… among 组织部部长：… lines, or before any seat was named, is a post like those and no seat."""
    label = squeeze(labels[0]["seat"])
    if len(labels) > 1 or label not in _POST_OR_SEAT:
        return False
    text, state = reader.text, reader.state
    above = text.rfind("\n", 0, max(0, start - 1)) + 1
    beside = _POST_LINE.match(text, end + 1) or _POST_LINE.match(text, above)
    return bool(beside) or (state.open and state.seat is None and label.startswith("办公室"))


def begins_list(line: str, label: re.Match[str]) -> bool:
    """A label opens a list by itself when it begins its line, or when several stand in it."""
    return not line[: label.start()].strip(" *-•\t　") and len(line) < 2000


#: Who sits in a group, told in the sentence that sets it up: …领导小组，组长：周立新（…），副组长：….
_INLINE_BEFORE = re.compile(
    r"(?:小组|专班|工作组|指挥部|委员会|领导组|专项组|协调组)(?:[（(][^（）()]{1,20}[）)])?"
    r"(?:[，,]?(?:由(?:下列|以下|如下)(?:人员|同志)组成|(?:组成)?(?:人员|成员)(?:名单)?(?:如下|为)?|(?:组成|名单)?如下))?[，,。；;：:、\s]{1,2}\Z"
)


def sets_up(book: GroupBook, start: int, line: str, labels: list[re.Match[str]]) -> bool:
    """The words before the first label of a line that begins at `start` name a group: the labels are its seats."""
    return (
        squeeze(labels[0]["seat"]) in GROUP_SEATS
        and _INLINE_BEFORE.search(line, 0, labels[0].start()) is not None
        and book.at(start + labels[0].start()) is not None
    )


_SENTENCE = re.compile(
    r"[^。\n]{0,60}(?:设在|设于|负责(?!人)|(?<!自)由|承担|召开|研究(?![室员所院会])|兼任|担任|调整|不再|自行|如有|定期)"
)


def sentence_stop(text: str, start: int, end: int) -> int:
    """Where the people of a label end: at a full stop that a sentence follows (…副组长：王方。领导小组办公室设在…)."""
    stop = text.find("。", start, end)
    while stop >= 0:
        if _SENTENCE.match(text, stop + 1, end):
            return stop
        stop = text.find("。", stop + 1, end)
    return end
