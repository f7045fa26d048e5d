"""Which working groups (领导小组, 工作专班, 指挥部) does a document set up, and where do their offices sit?

A group is named in the title of its list (…领导小组成员名单) or where it is set up (成立…领导小组). A short name
that ends a longer one in the same document is the same group: the fuller one stands.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass

from ingest.extract.people.names import HAN
from kg.model import Group, Span, UnitMention, squeeze

_KIND = r"(?:领导小组|工作小组|协调小组|专项小组|推进小组|评审小组|指导小组|领导组|工作专班|专班|工作组|专项组|协调组|指挥部|筹备组|筹委会|组委会|评委会)"
_TITLE_KIND = (
    rf"(?:{_KIND}|委员会|小组|服务队|突击队|志愿队|讲师团|宣讲团|督导组|督查组|考核组|检查组|联席会议)"
)
_TITLE = re.compile(
    rf"(?P<name>[^\n。；;]{{0,70}}?{_TITLE_KIND})(?:办公室)?(?:及[^\n。；;]{{1,10}}?)?"
    r"\s*(?:组成)?(?:组成人员|成员|人员|委员|组织)?(?:及职责|及分工|及联络员|分工)?(?:名单|组成|名册|一览表|安排表|名单如下|如下|组成如下|通知|通知如下|文件|的通知|的决定)?\s*(?:[（(][^）)\n]{1,12}[）)])?\s*[：:]?\s*$"
)
_SET_UP = re.compile(
    rf"(?:成立|组建|设立|建立|组成|调整|充实)(?P<mid>[^。；;\n]{{0,120}}?)(?P<kind>{_KIND})(?!办公室)"
)
_TITLE_LEAD = re.compile(
    r"^(?:.{0,40}?(?:关于)(?:成立|调整|组建|设立|建立|印发|公布|充实|做好)?(?:和调整|调整充实)?(?:了)?|附件\s*[\d一二三四五六七八九十]*\s*[：:．.、]?)?"
    r"(?:[\s\-*•]*(?:[\d一二三四五六七八九十]{1,3}[.．、]|[（(][\d一二三四五六七八九十]{1,3}[）)]))?[\s《]*(?:成立|调整|设立|组建)?"
)
_VERBS_INSIDE = re.compile(r"发挥|加强|健全|制度|机制|机构|要求|由.{0,12}(?:任|担任)|根据|召开|按照")
_GENERIC = re.compile(
    r"(?:成立|组建|设立|建立|下设|各|相应的?|专门的?|工作|专项|由.*|强有力的?|了|一?个|若干|该|本|县|市|省|区|\d+|[一二三四五六七八九十两]+|专项工作|协调|推进)*"
)
_OFFICE = re.compile(
    rf"办公室(?:[（(][^）)\n]{{0,20}}[）)])?[，,、]?\s*(?:办公地点|地点)?(?:设在|设于|设立在|设立于|挂靠在?|放在)(?P<unit>[^，,。；;、\n（(]{{2,25}})"
    rf"|下设办公室[在于](?P<unit2>[{HAN}]{{2,25}})"
    rf"|日常(?:工作|事务)由(?P<unit3>[{HAN}]{{2,25}}?)(?:负责|承担)"
)
_UNIT_TAIL = re.compile(r"(?:由|并由|负责|承担|具体|统筹|内)[\s\S]*$")


@dataclass(frozen=True, slots=True)
class GroupBook:
    """The groups of a document, by where they are named. `at` answers which one a place in the text speaks of."""

    groups: tuple[Group, ...]
    starts: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    unnamed: Group | None = None

    def at(self, place: int) -> str | None:
        """The full name of the group last named at or before `place`; the only one, where none came before.

        Where a document names none but sets up 领导小组, that word stands for it.
        """
        k = bisect_right(self.starts, place)
        if k:
            return self.names[k - 1]
        if self.groups:
            return self.groups[0].name if len(self.groups) == 1 else None
        return self.unnamed.name if self.unnamed is not None else None

    def with_seats(self, used: Collection[str]) -> tuple[Group, ...]:
        """The groups, and the one without a name of its own (成立领导小组) where somebody sits in it."""
        if self.unnamed is not None and self.unnamed.name in used:
            return (*self.groups, self.unnamed)
        return self.groups


def title_group(text: str, start: int, end: int) -> Span | None:
    """The group that the line text[start:end] names as the title of a list or of a notice, or None."""
    if end - start > 110:
        return None
    line = text[start:end]
    if not _MAY_TITLE.search(line):
        return None
    lead = _TITLE_LEAD.match(line)
    begin = lead.end() if lead is not None else 0
    found = _TITLE.match(line, begin)
    if found is None:
        return None
    left, right = found.span("name")
    while left < right and line[left] in " \t　*-《":
        left += 1
    tail = line[right:].strip(" ：:*\t")
    name = squeeze(line[left:right])
    if not tail and (begin == 0 or len(name) > 40):
        # a heading that names the group and nothing else: 一、领导小组
        pass
    if (
        "，" in name
        or "：" in name
        or re.fullmatch(_TITLE_KIND, name)
        or _GENERIC.fullmatch(re.sub(_TITLE_KIND + r"\Z", "", name))
    ):
        return None
    return Span(start + left, start + right)


_MAY_TITLE = re.compile(r"组|专班|指挥部|委员会|筹委会|组委会|评委会|队|团|联席会议")


def read_groups(text: str, lines: list[Span]) -> GroupBook:
    """The groups named in `text`; `lines` are its paragraphs. Spans quote the names; offices as written."""
    named: list[Span] = []
    for line in lines:
        title = title_group(text, line.start, line.end)
        if title is not None:
            named.append(title)
    for found in _SET_UP.finditer(text):
        span = _set_up(text, found)
        if span is not None:
            named.append(span)
    named = sorted(set(named))
    written = [squeeze(s.of(text)) for s in named]
    full: dict[str, str] = {}
    for name in written:
        full[name] = max((other for other in written if _same_group(name, other)), key=len)
    groups: dict[str, Span] = {}
    for span, name in zip(named, written, strict=True):
        if full[name] == name:
            groups.setdefault(name, span)
    starts = tuple(s.start for s in named)
    names = tuple(full[n] for n in written)
    unnamed = None
    if not groups and (plain := _UNNAMED.search(text)) is not None:
        kind = "a" if plain["a"] else "b"
        unnamed = Group(squeeze(plain[kind]), Span(*plain.span(kind)))
    book = GroupBook(tuple(Group(n, s) for n, s in groups.items()), starts, names, unnamed)
    offices: dict[str, UnitMention] = {}
    for found in _OFFICE.finditer(text):
        kind = found.lastgroup or "unit"
        left, right = found.span(kind)
        unit = _UNIT_TAIL.sub("", text[left:right]).rstrip()
        holder = book.at(found.start())
        if holder is not None and unit and holder not in offices:
            offices[holder] = UnitMention(squeeze(unit), Span(left, left + len(unit)))
    if not offices:
        return book
    if unnamed is not None:
        unnamed = Group(unnamed.name, unnamed.span, offices.get(unnamed.name))
    return GroupBook(
        tuple(Group(g.name, g.span, offices.get(g.name)) for g in book.groups), starts, names, unnamed
    )


_UNNAMED = re.compile(
    r"(?:成立|设立|组建|建立)[^。；\n]{0,30}?(?P<a>领导小组|工作专班|专班|工作小组|工作组|指挥部)"
    r"|(?P<b>领导小组|工作专班|工作小组)(?:组成)?(?:成员|人员)?(?:名单)?(?:如下)?\s*[：:]?\s*$",
    re.MULTILINE,
)


def _same_group(short: str, long: str) -> bool:
    return long.endswith(short)


def _set_up(text: str, found: re.Match[str]) -> Span | None:
    left, right = found.start("mid"), found.end("kind")
    middle = found["mid"]
    led = max(middle.rfind(w) for w in ("组长", "牵头", "参加", "成员", "组成", "负责", "参与"))
    if led >= 0:
        cut = middle.find("的", led)
        if cut < 0:
            return None
        left += cut + 1
    else:
        again = max(middle.rfind(w) for w in ("成立", "设立", "组建"))
        left += again + 2 if again >= 0 else 0
    while left < right and text[left] in "了 \u3000《的":
        left += 1
    if text.startswith(("相应的", "专门的", "强有力的"), left):
        return None
    modifier = squeeze(text[left : found.start("kind")])
    if len(modifier) < 2 or "，" in modifier or "：" in modifier or _VERBS_INSIDE.search(modifier):
        return None
    if _GENERIC.fullmatch(modifier):
        return None
    return Span(left, right)
