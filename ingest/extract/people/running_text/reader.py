"""What do the words beside a name say: which posts, which seat of which working group, whose employee?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.extract.people.groups import GroupBook
from ingest.extract.people.names import ends_in_name
from ingest.extract.people.positions import LEADING, read_positions, role_start
from ingest.extract.people.running_text.honours import HONOUR_END, HONOURS, either
from ingest.extract.people.seats import SEATS_IN_PROSE
from ingest.extract.people.sightings import Sighting
from kg.model import GroupRole, Position, Span, squeeze

_PHRASE_STOP = re.compile(
    r"成立以?|以(?=[党市省县区主书])|[，。；;：:（()）“”\"《》\n\t！？]|(?:由|邀请到?了?|特邀|聘请了?|选举|推选|推荐|任命|其中|以及|会上|期间|日前|近日|随后|分别|我[省市县区州局会镇校院]的?|了|的|陪同|经|[在对跟从到给](?=[市省县区全]))"
)


@dataclass(frozen=True, slots=True)
class Reader:
    """A text with its working groups and the issuing union, whose posts need no organisation beside them (`home`)."""

    text: str
    book: GroupBook
    home: str | None

    def person(
        self, start: int, end: int, positions: tuple[Position, ...] = (), seats: tuple[GroupRole, ...] = ()
    ) -> Sighting:
        """The person named at [start:end], with the employer that the posts tell."""
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

    def after(self, end: int, group_at: int) -> tuple[tuple[Position, ...], tuple[GroupRole, ...]]:
        """What follows a name: 任工会主席, 同志为区总工会主席."""
        found = AFTER_NAME.match(self.text, end)
        if found is None:
            return (), ()
        return self.role(*found.span("role"), group_at)

    def role(self, start: int, end: int, group_at: int) -> tuple[tuple[Position, ...], tuple[GroupRole, ...]]:
        """A role phrase as posts, or as a seat where it is one of a working group (组长, 办公室主任)."""
        while start < end and self.text[start] in " \u3000":
            start += 1
        if "“" in self.text[start:end] and "”" not in self.text[start:end]:
            start = self.text.index("“", start, end) + 1  # 命名为第三届“云州工匠”: the honour's own name
        words = squeeze(self.text[start:end])
        seat = re.sub(r"^(?:领导小组|专班|工作组)(?=办公室)", "", words)
        if seat in SEATS_IN_PROSE:
            group = self.book.at(self.sentence_end(group_at))
            if group is not None and (self.near_group(group_at) or seat != "成员"):
                return (), (GroupRole(group, seat, Span(start, end)),)
            if group is None or seat == "成员":
                return (), ()
        honour = HONOUR_END.search(words)
        if honour is not None:
            return (Position(words, Span(start, end)),), ()
        return read_positions(self.text, start, end), ()

    def sentence_end(self, at: int) -> int:
        """Where the sentence or line around `at` ends, at most 200 signs on; `at` itself where nothing ends it."""
        stops = [
            k for k in (self.text.find("。", at, at + 200), self.text.find("\n", at, at + 200)) if k >= 0
        ]
        return min(stops, default=at)

    def near_group(self, at: int) -> bool:
        """Whether the sentence around `at` speaks of a working group."""
        left = max(
            self.text.rfind("。", max(0, at - 200), at),
            self.text.rfind("\n", max(0, at - 200), at),
            max(0, at - 200),
        )
        return _GROUP_WORD.search(self.text, left, self.sentence_end(at)) is not None


def name_end(text: str, start: int, end: int) -> int | None:
    """Where a name ends inside a role piece (主席张三), or None: such a piece is no role phrase."""
    at = ends_in_name(text, start, end)
    return at if at >= 0 and role_start(text[start:end]) < 0 else None


AFTER_NAME = re.compile(
    rf"(?:同志|老师)?(?:兼任|担任|出任|当选为?|被评为|获评|荣获|被授予|任|为)了?[“\"]?(?P<role>[^，。；;、\n（）()的“”]{{0,24}}?(?:{either({*LEADING, *HONOURS, '成员', '委员', '顾问', '联络员', '常委', '教授', '代表'})}))(?=[”\"]?(?:[，,。；;、\s）)（(的和]|$|及|并|等|称号|荣誉))"
)

_GROUP_WORD = re.compile(r"领导小组|专班|工作小组|工作组|指挥部|委员会|领导组")


def _at_home(post: Position) -> bool:
    return post.department is not None or post.role.startswith(("党组", "常务副主席", "副主席", "主席"))
