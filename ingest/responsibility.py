"""Which units answer for a point (责任单位), and where does the text say so?

Offices write it in brackets after the point, on a line of its own below it, or as a closing sentence. The
rules below are the forms seen in 工作要点, 实施方案, 任务分解; names are kept as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import Quoted, Span, UnitMention, UnitRole, squeeze


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Who answers for the text before it. `span` is all of the bracket or line, its brackets included;
    `people` are leaders named (责任领导, 责任人); `deadline` what 完成时限： says."""

    span: Span
    units: tuple[UnitMention, ...] = ()
    people: tuple[Quoted, ...] = ()
    deadline: Quoted | None = None


@dataclass(frozen=True, slots=True)
class KeyRule:
    """A label before a colon. `role` None: people; a deadline has `name` 时限."""

    name: str
    words: str
    role: UnitRole | None
    example: str


_NOUN = "单位|部门|部室|科室|处室|机构|主体|组织|工会|支部|股室|办公室"
KEY_RULES: tuple[KeyRule, ...] = (
    KeyRule(
        "牵头",
        rf"(?:牵头|主办|主责|主要负责|牵头负责|牵头责任|主要责任|第一责任)(?:{_NOUN})",
        UnitRole.LEAD,
        "牵头单位：组织部",
    ),
    KeyRule(
        "配合",
        rf"(?:配合|协办|协同|协助|协作|参与|参加|配合责任|协同配合|责任配合|配合参与)(?:{_NOUN})",
        UnitRole.COOPERATING,
        "配合单位：宣教部、财务部",
    ),
    KeyRule(
        "责任",
        rf"(?:共同)?(?:责任|负责|承办|落实|实施|执行|组织|承担|主管|完成)(?:{_NOUN})(?:及(?:责任人|分工))?|责任分工|部门分工",
        UnitRole.RESPONSIBLE,
        "责任单位：组织部、各县（区）总工会",
    ),
    KeyRule(
        "人",
        r"(?:责任|牵头|分管|主管|包联|带队|挂点|负责|联系|指导|协管)领导|(?:第一|主要|直接|具体)?(?:责任|负责|牵头|联系|承办|经办)人"
        r"|组长|联系电话|电话",
        None,
        "责任领导：王某某",
    ),
    KeyRule(
        "时限",
        r"(?:完成|办理|落实|推进|工作)?(?:时限|时间|期限|时间节点|进度)(?:要求|安排|节点)?|整改时限",
        None,
        "完成时限：2024年6月底前",
    ),
    # The bare verbs count only with others beside them, or inside brackets: 牵头：A；配合：B.
    KeyRule("牵头：", r"牵头", UnitRole.LEAD, "牵头：组织部"),
    KeyRule("配合：", r"配合|参与|协助", UnitRole.COOPERATING, "配合：财务部"),
    KeyRule("责任：", r"责任|负责|承办|落实", UnitRole.RESPONSIBLE, "责任：办公室"),
)
_KEY = re.compile(
    r"(?<![\u4e00-\u9fff])(?:"
    + "|".join(f"(?P<k{i}>{rule.words})" for i, rule in enumerate(KEY_RULES))
    + r")\s*[：:]"
)
_LONGEST = 300
"""A closing line or sentence that names units is shorter than this."""
_LEADER = re.compile(r"(?:责任|牵头|分管|主管|包联)领导|(?:责任|牵头)人")
_BRACKET = re.compile(
    r"[（(](?P<a>(?:[^（()）\n]|[（(][^（()）\n]{0,40}[)）]){1,400}+)[)）]"
    r"|[【\[［〔](?P<b>[^【\[［〔】\]］〕\n]{1,400}+)[】\]］〕]"
)
_SIGNAL = re.compile(r"责任|牵头|负责|配合|主办|承办|落实|参与|时限|协办|分工")

# A负责 / A牵头，B配合 / A、B按职责分工负责, in brackets.
_VERB = re.compile(
    r"(?:(?:共同|按照?各?自?职责(?:分工)?|依据职责|分工|分别|具体|联合|组织|牵头|主要)*"
    r"(?P<v>牵头|负责|配合|参与|参加|协助|协同|承办|主办|落实|组织实施|实施|推进|完成)"
    r"(?:负责|落实|实施|推进|组织实施|配合|抓落实|参与|完成)*)\s*$"
)
_WHEN = re.compile(
    r"\s*(?:(?:19|20)\d\d年|\d{1,2}月|第?[一二三四]季度|[上下]半年|(?:今|本|次|每)?年(?:底|内|末)|持续|长期|全年|每年|常年)"
)
"""A clause that says when: 2023年12月底前完成, 持续推进."""
_VERB_ROLE = {
    "牵头": UnitRole.LEAD,
    "主办": UnitRole.LEAD,
    "配合": UnitRole.COOPERATING,
    "参与": UnitRole.COOPERATING,
    "参加": UnitRole.COOPERATING,
    "协助": UnitRole.COOPERATING,
    "协同": UnitRole.COOPERATING,
}
_UNIT_END = re.compile(
    r"(?:部|室|处|科|股|办|中心|局|委|会|院|工会|部门|单位|社|馆|站|所|公司|总工会|党委|支部|处室|科室|部室|团委|妇联|组|"
    r"学校|企业|集团|乡镇|街道|园区|网络|工委|干校|宫|厅|政府)(?:[（(][^（()）]{1,20}[)）])?$"
)
_SEPARATOR = re.compile(
    r"[、，,；;／/|]|\s+|(?<=[部室处科办委局会心院门位])(?:和|及|以及|与)(?=[\u4e00-\u9fff])"
)
_TAIL = re.compile(r"(?:等(?:相关|有关)?(?:部门|单位|部室)?|等)$")
_TRIM = " \t　。.；;，,、：:\n"


def find_responsibilities(text: str, span: Span) -> tuple[Responsibility, ...]:
    """Every statement of responsibility within `span` of `text`, in order, none within another."""
    if not _SIGNAL.search(text, span.start, span.end):
        found = []
    else:
        found = [*_bracketed(text, span), *_lines(text, span)]
        found.sort(key=lambda r: r.span)
    out: list[Responsibility] = []
    for item in found:
        if not out or item.span.start >= out[-1].span.end:
            out.append(item)
    if not out and (bare := _bare_list(text, span)):
        out.append(bare)
    return tuple(out)


def find_responsibility(text: str, span: Span) -> Responsibility | None:
    """What all statements within `span` say together, each unit once; its span is the first statement's."""
    found = find_responsibilities(text, span)
    if not found:
        return None
    return merged(found)


def responsibility_in_cell(text: str, cell: Span) -> Responsibility | None:
    """What a table cell that holds nothing else says: 牵头：A；配合：B, A牵头，B配合; there the bare verbs count too."""
    return _keyed(text, cell, cell) or _by_verb(text, cell, cell) or find_responsibility(text, cell)


def merged(found: tuple[Responsibility, ...]) -> Responsibility:
    """Several statements as one: each unit once, in order; the first deadline. The span is the first's."""
    units: dict[tuple[str, UnitRole], UnitMention] = {}
    people: dict[str, Quoted] = {}
    for item in found:
        for unit in item.units:
            units.setdefault((unit.name, unit.role), unit)
        for person in item.people:
            people.setdefault(person.text, person)
    deadline = next((item.deadline for item in found if item.deadline), None)
    return Responsibility(found[0].span, tuple(units.values()), tuple(people.values()), deadline)


def _bracketed(text: str, span: Span) -> Iterator[Responsibility]:
    for match in _BRACKET.finditer(text, span.start, span.end):
        group = "a" if match["a"] is not None else "b"
        inner = match[group]
        if not _SIGNAL.search(inner):
            continue
        start = match.start(group)
        outer = Span(match.start(), match.end())
        within = Span(start, start + len(inner))
        if (
            item := _keyed(text, within, outer)
            or _mixed(text, within, outer)
            or _by_verb(text, within, outer)
        ):
            yield item


def _mixed(text: str, inner: Span, outer: Span) -> Responsibility | None:
    """A、B按职责分工负责；完成时限：6月底前"""
    key = _KEY.search(text, inner.start, inner.end)
    if key is None:
        return None
    stop = key.start()
    while stop > inner.start and text[stop - 1] in _TRIM:
        stop -= 1
    first = _by_verb(text, Span(inner.start, stop), outer)
    rest = _keyed(text, Span(key.start(), inner.end), outer)
    return merged((first, rest)) if first and rest else None


def _lines(text: str, span: Span) -> Iterator[Responsibility]:
    """责任单位：… on a line of its own, or as the last sentence of a paragraph."""
    at = span.start
    while at < span.end:
        stop = text.find("\n", at, span.end)
        stop = span.end if stop < 0 else stop
        begin = max(at, stop - _LONGEST)
        for match in _KEY.finditer(text, begin, stop):
            if match.lastgroup in ("k3", "k4", "k5", "k6", "k7"):
                named = match.lastgroup == "k4" or (match.lastgroup == "k3" and _LEADER.match(match.group()))
                leads = match.lastgroup == "k4" and _LEADS_TO_UNITS.match(text, match.end(), stop)
                if (match.start() != _first(text, at, stop) or not named) and not leads:
                    continue
            before = text[max(at, match.start() - _LONGEST) : match.start()].rstrip(" \t　")
            if before and before[-1] not in "。；;！":
                continue
            if before.count("（") > before.count("）") or "（" in text[match.end() : match.end() + 1]:
                continue
            item = _keyed(text, Span(match.start(), stop), Span(match.start(), stop))
            if item is not None:
                yield item
                break
        at = stop + 1


#: 完成时限：6月底；责任单位：A: the deadline opens the statement of who answers.
_LEADS_TO_UNITS = re.compile(
    rf"[^。；;\n]{{2,40}}[；;，,]\s*(?:责任|牵头|负责|主办|承办|配合)(?:{_NOUN})[：:]"
)


def _first(text: str, start: int, stop: int) -> int:
    while start < stop and text[start] in " \t　":
        start += 1
    return start


def _keyed(text: str, inner: Span, outer: Span) -> Responsibility | None:
    """责任单位：A、B；配合单位：C；完成时限：…"""
    keys = list(_KEY.finditer(text, inner.start, inner.end))
    if not keys or text[inner.start : keys[0].start()].strip(_TRIM):
        return None
    units: list[UnitMention] = []
    people: list[Quoted] = []
    deadline: Quoted | None = None
    for i, key in enumerate(keys):
        stop = keys[i + 1].start() if i + 1 < len(keys) else inner.end
        rule = KEY_RULES[int((key.lastgroup or "k0")[1:])]
        if rule.name == "时限":
            value = _trimmed(text, key.end(), stop)
            if value is not None and deadline is None:
                deadline = value
        elif rule.role is None:
            people += [
                q for q in _names(text, key.end(), stop) if 2 <= len(q.text) <= 12 and not q.text.isdecimal()
            ]
        else:
            units += [UnitMention(q.text, q.span, rule.role) for q in _names(text, key.end(), stop)]
    if not units and not people and deadline is None:
        return None
    return Responsibility(outer, tuple(units), tuple(people), deadline)


def _by_verb(text: str, inner: Span, outer: Span) -> Responsibility | None:
    """A牵头，B、C配合; A、B按职责分工负责; 由A负责落实."""
    if inner.end - inner.start > 200 or "。" in text[inner.start : inner.end]:
        return None
    units: list[UnitMention] = []
    begin = inner.start
    pending: list[Quoted] = []
    deadline: Quoted | None = None
    for stop in [
        *(m.start() for m in re.finditer(r"[，,；;]", text[inner.start : inner.end])),
        inner.end - inner.start,
    ]:
        end = inner.start + stop
        clause = text[begin:end]
        if _WHEN.match(clause):
            deadline = deadline or _trimmed(text, begin, end)
            begin = end + 1
            continue
        verb = _VERB.search(clause)
        limit = begin + verb.start() if verb else end
        lead = 1 if clause.lstrip(" 　").startswith("由") else 0
        names = _names(text, begin + (clause.index("由") + 1 if lead else 0), limit)
        if any(len(q.text) > 30 for q in names):
            return None
        pending += names
        if verb is not None:
            role = _VERB_ROLE.get(
                verb["v"] if not verb.group().startswith("牵头") else "牵头", UnitRole.RESPONSIBLE
            )
            units += [UnitMention(q.text, q.span, role) for q in pending]
            pending = []
        begin = end + 1
    if pending or not units or sum(1 for u in units if _is_unit(u.name)) * 2 <= len(units):
        return None
    return Responsibility(outer, tuple(units), deadline=deadline)


def _bare_list(text: str, span: Span) -> Responsibility | None:
    """（组织部、宣教部） at the very end of a point."""
    stop = span.end
    while stop > span.start and text[stop - 1] in " \t　\n。":
        stop -= 1
    if stop <= span.start or text[stop - 1] not in "）)】]":
        return None
    begin = max(span.start, stop - 200)
    for match in _BRACKET.finditer(text, begin, stop):
        if match.end() != stop:
            continue
        group = "a" if match["a"] is not None else "b"
        before = text[span.start : match.start()].rstrip()
        ended = (
            not before
            or before[-1] in "。；;！”"
            or text[stop : span.end].strip() == "。"
            or before.endswith("\n")
        )
        names = _names(text, match.start(group), match.end(group))
        if before and ended and names and all(_is_unit(q.text) and len(q.text) <= 20 for q in names):
            units = tuple(UnitMention(q.text, q.span) for q in names)
            return Responsibility(Span(match.start(), match.end()), units)
    return None


def _is_unit(name: str) -> bool:
    return bool(_UNIT_END.search(name)) or name.startswith("各")


def _trimmed(text: str, start: int, stop: int) -> Quoted | None:
    while start < stop and text[start] in _TRIM:
        start += 1
    while stop > start and text[stop - 1] in _TRIM:
        stop -= 1
    return Quoted(squeeze(text[start:stop]), Span(start, stop)) if start < stop else None


def _names(text: str, start: int, stop: int) -> list[Quoted]:
    """The names between `start` and `stop`; separators inside brackets (各县（区、市）) part nothing."""
    out: list[Quoted] = []
    begin = start
    depth = 0
    cuts: list[tuple[int, int]] = []
    separators = {m.start(): m.end() for m in _SEPARATOR.finditer(text, start, stop)}
    for i in range(start, stop):
        if text[i] in "（(":
            depth += 1
        elif text[i] in "）)":
            depth = max(0, depth - 1)
        elif depth == 0 and i in separators:
            cuts.append((i, separators[i]))
    for cut, after in [*cuts, (stop, stop)]:
        piece = _trimmed(text, begin, cut)
        begin = after
        if piece is None:
            continue
        tail = _TAIL.search(piece.text)
        if tail and tail.start() >= 2:
            raw = text[piece.span.start : piece.span.end]
            keep = raw.rfind("等")
            piece = _trimmed(text, piece.span.start, piece.span.start + keep)
        if piece is not None and piece.text not in {"等", "和", "及", "由"}:
            out.append(piece)
    return out
