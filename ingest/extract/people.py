"""Who is named in running text, and as what?

A name alone is never a person here: a role beside it (全国劳模张三, 张三教授), an appointment (张三任组长), 同志, an
award (张三获评“…”), or a counted list (…张三、李四等5人) must say so. Figures quoted as examples (以…同志为榜样,
总书记) are left out. Rules are the named patterns below, each with an example; names are invented.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from ingest.extract.entries import read_entries
from ingest.extract.groups import GroupBook
from ingest.extract.names import (
    HAN,
    NAME,
    SURNAMES,
    ends_in_name,
    is_name,
    is_reference_figure,
    name_at,
    name_before,
)
from ingest.extract.positions import LEADING, read_positions, role_start
from ingest.extract.sightings import Sighting
from kg.model import GroupRole, Position, Span, squeeze

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

_SEATS_OF_GROUPS = frozenset(
    (
        "组长 副组长 常务副组长 第一组长 成员 组员 办公室主任 办公室副主任 召集人 总指挥 "
        "副总指挥 指挥长 副指挥长 联络员 秘书长 "
    ).split()
)
_TITLES = (
    "教授 副教授 研究员 副研究员 院士 博士 律师 老师 讲师 高级讲师 主任医师 副主任医师 "
    "主治医师 高级工程师 工程师 专家 医生 法官 检察官 警官 教官 书记 副书记 主席 副主席 "
    "主任 副主任 部长 副部长 局长 副局长 处长 副处长 科长 院长 副院长 校长 副校长 董事长 "
    "总经理 经理 厂长 会长 理事长 劳模 大师 工匠 导师 同志 "
).split()


def _alt(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_HEAD = _alt(
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

_ACADEMIC: Final = re.compile(
    rf"(?:邀请到?了?|特邀了?|聘请了?|请到了?|请来了?|聘任|聘)(?P<who>[^，。；\n“”《》]{{2,50}}?)(?P<title>{_alt(_TITLES)})"
    r"(?=以|为|作|做|开展|进行|授课|主讲|讲|到|对|，|。|、|；|等|担任|任|围绕|结合|就|在|来|前来|现场|（|\(|和|与|及|带|参加|深入|走进|\s|$)"
)
"""邀请省工会干校张三教授以…为题; 聘请李明律师、王方律师担任法律顾问."""

_APPOINTED: Final = re.compile(
    rf"(?:(?<=[，,。；;：:、（(“”\s由以经让即和])|^)(?P<name>{NAME})(?P<title>同志|老师|勇士)?(?P<more>(?:[、和]{NAME}){{0,8}})(?:同志)?(?!(?<=[兼担出就继])任)"
    rf"(?:(?:分别|被)?(?:兼任|担任|出任|就任|继任|当选为?|任命为|选为|任)|为)(?P<role>[^，。；;、\n（）()的“”]{{0,20}}?(?:{_alt({*LEADING, *HONOURS, '成员', '委员', '顾问', '联络员', '常委', '教授', '干事', '代表'})}))"
    r"(?=[，,。；;、\s）)（(的和]|、|$|及|并|等|期间|以来)",
    re.MULTILINE,
)
"""由张三任组长，李四任副组长; 张三同志当选为云州市总工会主席."""

_HELD_BY: Final = re.compile(
    r"(?P<seat>(?:常务|执行|第一)?副?组\s?长|(?:领导小组)?办公室(?:常务|专职)?副?主任|(?:常务)?副?(?:总指挥|指挥长|召集人|主任|主席|会长|秘书长|队长|团长)|成员)(?:分别)?由(?P<who>[^。；;\n“”]{2,90}?)(?:同志)?(?:分别)?(?P<verb>兼任|担任|任(?!务|何|组|副|职|期)|组成)(?=[，,。；;、\s）)]|$)"
)
"""组长由市总工会主席张三担任; 办公室主任由副主席李四同志兼任."""

_AWARDED: Final = re.compile(
    rf"(?:(?<=[，,。；;：:、（(”\s])|(?<=其中)|(?<=职工)|(?<=教师)|(?<=员工)|(?<=工人)|(?<=护士)|(?<=医生)|(?<=选手)|(?<=会员)|^)(?P<name>{NAME})(?:同志|勇士|老师|师傅|医生|护士|选手)?(?:同时|先后|分别)?"
    rf"(?:荣获|荣膺|获评为?|获得|获|被评为|被授予|被评选为|被命名为|被选树为|被表彰为|入选|当选|摘得|夺得)了?(?P<honour>[“\"][^”\"\n]{{2,30}}[”\"]|[^，。；;、\n“”]{{0,24}}?(?:{_alt(HONOURS)}))",
    re.MULTILINE,
)
"""张三同志获评“云州市劳动模范”; 李四荣获全国五一劳动奖章."""

_AWARD_LIST: Final = re.compile(
    rf"(?P<honour>[“\"][^”\"\n]{{2,30}}[”\"]|(?:全国|[{HAN}XＸ×]{{1,8}}?[省市县区州级])?(?:{_alt(HONOURS)}))\s{{0,4}}(?:[\dXＸ×一二两三四五六七八九十]{{1,6}}\s{{0,2}}[多余]?[名人位])\s{{0,4}}[（(：:](?P<items>[^（）()\n。；]{{2,200}})(?=[）)。；])"
)
"""“云州市劳动模范”2名（云州机床厂张三、青岭小学校长李四）."""

_COUNTED: Final = re.compile(
    r"等\s?(?:[\dXＸ×一二两三四五六七八九十百]{1,6}\s?[多余]?\s?(?:名|位|人)|同志|先进典型|先进个人|劳模|先进人物|一线职工|典型人物)"
)
"""宣传了云州机床厂张三、公安局李四、实验小学王方等3人."""

_GIVEN: Final = re.compile(
    rf"(?:授予|命名|推选|推荐|评选|增补|补选|选举|任命|聘任|聘请|表彰|提名|增选|选树)了?(?P<names>{NAME}(?:[、和]{NAME}){{0,30}})(?:同志|等)?(?:\s?[\dXＸ×一二两三四五六七八九十]{{1,6}}\s?[名位人](?:同志|职工)?)?(?:同志)?"
    rf"(?P<link>为|担任|任|“|\"|全国|[{HAN}XＸ×]{{1,5}}[省市县区])(?P<rest>[^，。；;\n]{{2,30}})"
)
"""选举张三为云州市总工会主席; 授予张三、李四“云州工匠”称号."""

_COMRADE: Final = re.compile(r"(?:\s?[\dXＸ×一二两三四五六七八九十]{1,5}\s?[名位]|等)?同志(?!们|会|式)")
_REFERENCE_AFTER = re.compile(
    r"(?:等|同志|老师|勇士|们|、|”|先进|英雄|模范|感人|的|等人)*(?:为榜样|为楷模|为标杆|学习|事迹|精神|先进事迹|为核心|重要讲话|重要论述|重要指示|系列|案(?:以|件|专|警|为|违)|违纪|违法|严重|贪|故事|式)"
)
_REFERENCE_BEFORE = re.compile(
    r"(?:学习|弘扬|缅怀|纪念|传承|发扬|宣传贯彻|电影|话剧|吸取|汲取|肃清)[^，。；\n]{0,6}\Z|总书记\Z|(?<!面)向[^，。；\n]{0,12}\Z"
)
_LEFT_EDGE = frozenset(
    '举选了命荐请由以免任补聘予经定去名将让给与和彰扬对向为是即给授像在到助派 ，,。；;：:、（(“”"\n\t\u3000)）》'
)
_PHRASE_STOP = re.compile(
    r"成立以?|以(?=[党市省县区主书])|[，。；;：:（()）“”\"《》\n\t！？]|(?:由|邀请到?了?|特邀|聘请了?|选举|推选|推荐|任命|其中|以及|会上|期间|日前|近日|随后|分别|我[省市县区州局会镇校院]的?|了|的|陪同|经|[在对跟从到给](?=[市省县区全]))"
)
_NAME_RE = re.compile(NAME)
_LINE = re.compile(r"[^，。；;：:\n“”\"（）()]{0,120}\Z")


@dataclass(frozen=True, slots=True)
class _Reader:
    text: str
    book: GroupBook
    home: str | None

    # ------------------------------------------------------------ helpers

    def person(
        self, start: int, end: int, positions: tuple[Position, ...] = (), seats: tuple[GroupRole, ...] = ()
    ) -> Sighting:
        named = [p.organization for p in positions if p.organization is not None]
        home = any(p.organization is None and _at_home(p) for p in positions) and not named
        return Sighting(
            squeeze(self.text[start:end]),
            Span(start, end),
            positions,
            seats,
            named[0] if named else (self.home if home else None),
            home=home and self.home is not None,
        )

    def quoted_example(self, start: int, end: int) -> bool:
        """Whether the name at [start:end] is held up as an example, or belongs to a leader of state."""
        if is_reference_figure(self.text[start:end]):
            return True
        if _REFERENCE_AFTER.match(self.text, end):
            return True
        return _REFERENCE_BEFORE.search(self.text, max(0, start - 16), start) is not None

    def phrase_before(self, end: int) -> int:
        """Start of the role phrase that ends at `end`: back to punctuation or a verb, over 、 between roles only."""
        floor = max(0, end - 44)
        left = floor
        for stop in _PHRASE_STOP.finditer(self.text, floor, end - 2):
            left = stop.end()
        while True:
            comma = self.text.find("、", left, end)
            if comma < 0:
                return left
            if role_start(self.text[left:comma]) >= 0 and name_end(self.text, left, comma) is None:
                inner = [i for i in range(comma + 1, end) if self.text[i] == "、"]
                ok = True
                begin = comma + 1
                for i in inner:
                    ok = ok and role_start(self.text[begin:i]) >= 0 and name_end(self.text, begin, i) is None
                    begin = i + 1
                if ok:
                    return left
            left = comma + 1

    def after(
        self, end: int, group_at: int, name: Span
    ) -> tuple[tuple[Position, ...], tuple[GroupRole, ...]]:
        """What follows a name: 任工会主席, 同志为区总工会主席."""
        found = _AFTER_NAME.match(self.text, end)
        if found is None:
            return (), ()
        return self.role(*found.span("role"), group_at, name)

    def role(
        self, start: int, end: int, group_at: int, name: Span
    ) -> tuple[tuple[Position, ...], tuple[GroupRole, ...]]:
        """A role phrase as posts, or as a seat where it is one of a working group (组长, 办公室主任)."""
        while start < end and self.text[start] in " \u3000":
            start += 1
        if "“" in self.text[start:end] and "”" not in self.text[start:end]:
            start = self.text.index("“", start, end) + 1  # 命名为第三届“云州工匠”: the honour's own name
        words = squeeze(self.text[start:end])
        seat = re.sub(r"^(?:领导小组|专班|工作组)(?=办公室)", "", words)
        if seat in _SEATS_OF_GROUPS:
            group = self.book.at(self.sentence_end(group_at))
            if group is not None and (self.near_group(group_at) or seat != "成员"):
                return (), (GroupRole(group, seat, Span(start, end)),)
            if group is None or seat == "成员":
                return (), ()
        honour = _HONOUR_END.search(words)
        if honour is not None:
            return (Position(words, Span(start, end)),), ()
        return read_positions(self.text, start, end), ()

    def sentence_end(self, at: int) -> int:
        stops = [
            k for k in (self.text.find("。", at, at + 200), self.text.find("\n", at, at + 200)) if k >= 0
        ]
        return min(stops, default=at)

    def near_group(self, at: int) -> bool:
        left = max(
            self.text.rfind("。", max(0, at - 200), at),
            self.text.rfind("\n", max(0, at - 200), at),
            max(0, at - 200),
        )
        return _GROUP_WORD.search(self.text, left, self.sentence_end(at)) is not None

    # ------------------------------------------------------------ rules

    def before_name(self) -> Iterator[Sighting]:
        text = self.text
        for found in _BEFORE_NAME.finditer(text):
            end = found.end()
            stop = name_at(text, end)
            if stop < 0:
                continue
            role_end = end
            while text[role_end - 1] in '”"':
                role_end -= 1
            posts = self.posts_before(role_end, quoted=role_end != end)
            chain = [(end, stop)]
            while text[stop : stop + 1] == "、" and (following := name_at(text, stop + 1)) > 0:
                chain.append((stop + 1, following))
                stop = following
            for start, stop in chain:
                if not self.quoted_example(start, stop):
                    more, seats = self.after(chain[-1][1], start, Span(start, stop))
                    yield self.person(start, stop, (*posts, *more), seats)

    def posts_before(self, end: int, *, quoted: bool) -> tuple[Position, ...]:
        text = self.text
        if quoted:
            left = max(text.rfind("“", max(0, end - 30), end), text.rfind('"', max(0, end - 30), end)) + 1
            if left <= 0:
                left = self.phrase_before(end)
            return (Position(squeeze(text[left:end]), Span(left, end)),)
        left = self.phrase_before(end)
        words = text[left:end]
        honour = _HONOUR_END.search(words)
        if honour is not None:
            begin = left + honour.start()
            while text[begin].isspace():
                begin += 1
            return (Position(squeeze(text[begin:end]), Span(begin, end)),)
        return read_positions(text, left, end)

    def academic(self) -> Iterator[Sighting]:
        text = self.text
        for found in _ACADEMIC.finditer(text):
            start, stop = found.span("who")
            title = found.span("title")
            while True:
                at = ends_in_name(text, start, stop)
                if at >= 0 and not self.quoted_example(at, stop):
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
                        yield self.person(at, stop, post)
                follow = _NEXT_TITLED.match(text, title[1])
                if follow is None:
                    break
                start, stop = follow.span("who")
                title = follow.span("title")

    def appointed(self) -> Iterator[Sighting]:
        for found in _APPOINTED.finditer(self.text):
            spans = [
                found.span("name"),
                *(m.span() for m in _NAME_RE.finditer(self.text, *found.span("more"))),
            ]
            for start, stop in spans:
                if not is_name(self.text[start:stop]) or self.quoted_example(start, stop):
                    continue
                positions, seats = self.role(*found.span("role"), start, Span(start, stop))
                if positions or seats:
                    yield self.person(start, stop, positions, seats)

    def held_by(self) -> Iterator[Sighting]:
        text = self.text
        for found in _HELD_BY.finditer(text):
            start, stop = found.span("who")
            seat = re.sub(r"^领导小组", "", squeeze(found["seat"]))
            group = self.book.at(self.sentence_end(found.start()))
            for entry in read_entries(text, start, stop):
                if self.quoted_example(entry.span.start, entry.span.end):
                    continue
                positions = tuple(
                    p for post in entry.posts for p in read_positions(text, post.start, post.end)
                )
                held = Span(*found.span("seat"))
                if group is not None and seat in _SEATS_OF_GROUPS | {"主任", "副主任", "成员"}:
                    yield self.person(
                        entry.span.start, entry.span.end, positions, (GroupRole(group, seat, held),)
                    )
                elif positions or seat != "成员":
                    own = () if seat in ("成员",) else (Position(seat, held),)
                    yield self.person(entry.span.start, entry.span.end, (*positions, *own))

    def awarded(self) -> Iterator[Sighting]:
        for found in _AWARDED.finditer(self.text):
            start, stop = found.span("name")
            name = found["name"]
            if not is_name(name):
                continue
            left, right = found.span("honour")
            left, right = _unquoted(self.text, left, right)
            yield self.person(start, stop, (Position(squeeze(self.text[left:right]), Span(left, right)),))

    def award_lists(self) -> Iterator[Sighting]:
        text = self.text
        for found in _AWARD_LIST.finditer(text):
            people = self.named_items(*found.span("items"))
            if not people:
                continue
            left, right = _unquoted(text, *found.span("honour"))
            honour = Position(squeeze(text[left:right]), Span(left, right))
            for start, name_start, stop in people:
                unit = read_positions(text, start, name_start) if name_start > start else ()
                yield self.person(name_start, stop, (*unit, honour))

    def counted(self) -> Iterator[Sighting]:
        text = self.text
        for found in _COUNTED.finditer(text):
            segment = _LINE.search(text, max(0, found.start() - 120), found.start())
            if segment is None:
                continue
            start = segment.start()
            verb = None
            for verb in _LIST_VERB.finditer(text, start, found.start()):
                start = verb.end()
            people = self.named_items(start, found.start())
            if len(people) < 2:
                continue
            counted = "典型" in found.group() or "先进" in found.group() or "劳模" in found.group()
            units = sum(1 for s, n, _ in people if n > s)
            if not (verb is not None or units >= 2 or counted):
                continue
            for begin, name_start, stop in people:
                if self.quoted_example(name_start, stop):
                    continue
                unit = self.item_posts(begin, name_start) if name_start > begin else ()
                yield self.person(name_start, stop, unit)

    def item_posts(self, start: int, end: int) -> tuple[Position, ...]:
        words = self.text[start:end]
        if _HONOUR_END.search(words):
            return (Position(squeeze(words), Span(start, end)),)
        return read_positions(self.text, start, end)

    def named_items(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """(start, start of the name, end) of each item between 、 when every item ends in a name; else []."""
        out = []
        begin = start
        text = self.text
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

    def given(self) -> Iterator[Sighting]:
        text = self.text
        for found in _GIVEN.finditer(text):
            left, right = found.span("rest")
            if found["link"] not in ("为", "担任", "任"):
                left = found.start("link")
            if found["link"] in ("“", '"'):
                close = text.find("”" if found["link"] == "“" else '"', left + 1, left + 32)
                if close < 0:
                    continue
                left, right = left + 1, close
            else:
                role = _ROLE_HEAD.match(text, left)
                if role is None:
                    continue
                left, right = role.span("role")
                left, right = _unquoted(text, left, right)
            for one in _NAME_RE.finditer(text, *found.span("names")):
                if not is_name(one.group()):
                    continue
                if found["link"] in ("“", '"'):
                    positions: tuple[Position, ...] = (
                        Position(squeeze(text[left:right]), Span(left, right)),
                    )
                    seats: tuple[GroupRole, ...] = ()
                else:
                    positions, seats = self.role(left, right, one.start(), Span(*one.span()))
                yield self.person(one.start(), one.end(), positions, seats)

    def comrade(self) -> Iterator[Sighting]:
        text = self.text
        for found in _COMRADE.finditer(text):
            stop = found.start()
            chain: list[tuple[int, int]] = []
            while True:
                at = self.bounded_name(stop)
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
            after = _AFTER_NAME.match(text, found.end())
            first = chain[-1][0]
            if _REFERENCE_AFTER.match(text, found.end()) or _REFERENCE_BEFORE.search(
                text, max(0, first - 16), first
            ):
                continue
            for start, end in reversed(chain):
                if is_reference_figure(text[start:end]):
                    continue
                positions: tuple[Position, ...] = ()
                seats: tuple[GroupRole, ...] = ()
                if after is not None and (len(chain) == 1 or counted or after.end() > 0):
                    positions, seats = self.role(*after.span("role"), start, Span(start, end))
                yield self.person(start, end, positions, seats)

    def bounded_name(self, end: int) -> int:
        """Start of the name that ends at `end` with a boundary before it, or -1."""
        text = self.text
        for at in name_before(text, end, max(0, end - 4)):
            if at == 0 or text[at - 1] in _LEFT_EDGE or role_start(text[max(0, at - 8) : at]) >= 0:
                return at
        return -1


def name_end(text: str, start: int, end: int) -> int | None:
    """Where a name ends inside a role piece (主席张三), or None: such a piece is no role phrase."""
    at = ends_in_name(text, start, end)
    return at if at >= 0 and role_start(text[start:end]) < 0 else None


_HONOUR_END = re.compile(
    rf"(?:全国|国家级|省部级|部级|中央企业|[XＸ×]|[{HAN}XＸ×]{{0,8}}?[省市县区州级盟旗]|[{HAN}]{{2,6}})?(?:“[^”]{{2,16}}”)?(?:{_alt(HONOURS)})[”\"]?\Z"
)
_AFTER_NAME = re.compile(
    rf"(?:同志|老师)?(?:兼任|担任|出任|当选为?|被评为|获评|荣获|被授予|任|为)了?[“\"]?(?P<role>[^，。；;、\n（）()的“”]{{0,24}}?(?:{_alt({*LEADING, *HONOURS, '成员', '委员', '顾问', '联络员', '常委', '教授', '代表'})}))(?=[”\"]?(?:[，,。；;、\s）)（(的和]|$|及|并|等|称号|荣誉))"
)
_ROLE_HEAD = re.compile(
    rf"(?P<role>[^，。；;、\n（）()的]{{0,26}}?(?:{_alt({*LEADING, *HONOURS, '成员', '委员', '顾问', '常委', '教授', '代表', '讲师', '律师'})})[”\"]?)(?=[，,。；;、\s）)（(的和]|$|及|并|等|称号|荣誉)"
)
_NEXT_TITLED = re.compile(
    rf"[、和](?P<who>[^，。；\n“”《》、]{{2,30}}?)(?P<title>{_alt(_TITLES)})(?=[，。、；\s（(]|等|以|为|担任|任|作|做|开展|进行|授课|主讲|讲|围绕|结合|就|在|来|到|前来|现场|参加|深入|走进|和|$)"
)
_LIST_VERB = re.compile(
    r"宣传报道了?|宣传推介了?|宣传展示了?|宣传了|先后宣传|报道了|推出了?|选树了?|表彰了?|推选了?|推荐了?|评选出?了?|授予|命名了?|慰问了?|看望了?|走访了?|邀请了?|聘请了?|涌现出了?|培育了?|选派了?|产生了?|选送了?|走访慰问了?|组织(?=[^、]{0,3}[、])|了"
)
_ITEM_CUT = re.compile(r"[、，,；;]|和(?=.{2,12}$)")
_GROUP_WORD = re.compile(r"领导小组|专班|工作小组|工作组|指挥部|委员会|领导组")


def _unquoted(text: str, left: int, right: int) -> tuple[int, int]:
    while left < right and text[left] in '“" \u3000':
        left += 1
    while right > left and text[right - 1] in '”" \u3000':
        right -= 1
    return left, right


def _at_home(post: Position) -> bool:
    return post.department is not None or post.role.startswith(("党组", "常务副主席", "副主席", "主席"))


def read_running_text(text: str, book: GroupBook, home: str | None, taken: list[Span]) -> list[Sighting]:
    """People named in `text` outside the stretches in `taken`, which lists and tables have read already.

    `home` is the issuing union, whose posts need no organisation beside them. Spans quote `text`.
    """
    reader = _Reader(text, book, home)
    starts = sorted((s.start, s.end) for s in taken)
    firsts = [s for s, _ in starts]
    out: list[Sighting] = []
    for rule in (
        reader.before_name,
        reader.academic,
        reader.appointed,
        reader.held_by,
        reader.awarded,
        reader.award_lists,
        reader.counted,
        reader.given,
        reader.comrade,
    ):
        for seen in rule():
            k = bisect_right(firsts, seen.span.start) - 1
            if k >= 0 and seen.span.end <= starts[k][1]:
                continue
            if is_reference_figure(seen.name):
                continue
            out.append(seen)
    return _without_overlaps(out)


def _without_overlaps(seen: list[Sighting]) -> list[Sighting]:
    """Of readings that overlap without being equal the earlier and longer one stands: 李明 inside 张李明."""
    out: list[Sighting] = []
    for one in sorted(seen, key=lambda s: (s.span.start, -s.span.end)):
        if out and one.span.start < out[-1].span.end and one.span != out[-1].span:
            out[-1] = replace(out[-1], positions=(*out[-1].positions, *one.positions))
            continue
        out.append(one)
    return out
