"""In which documents is the answer to be looked for (提问范围)? By place, year, kind of document, number of items."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from kg.late_patterns import late
from kg.model import Genre
from search.ask.facts import Facts, Head
from search.ask.framing import titles_framed
from search.ask.matching_papers import documents_named, titled
from search.ask.question import Question
from search.ask.standing import Runs
from search.synonyms import shipped
from search.tokens import fold

__all__ = ["Scope", "scope_of"]

_GENERIC = frozenset(
    "工作 台账 要点 方案 实施 总结 年度 关于 印发 通知 总工会 工会 办公室 市 省 县 区 年 的 份 那份 这份 计划 意见".split()
)


_SUMMARY: Final = Genre.SUMMARY.value


@dataclass(frozen=True, slots=True)
class Scope:
    """The documents in question. `narrow` is true where the question named any; `missing` says what it named in vain."""

    documents: tuple[Head, ...]
    narrow: bool
    missing: str = ""
    words: tuple[str, ...] = ()
    outlook: tuple[Head, ...] = ()
    """Summaries of the year before: their last part plans the year asked for (2032年工作打算)."""
    _ids: list[tuple[str, ...]] = field(default_factory=list, compare=False, repr=False)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the documents, made once: there may be ten thousand."""
        if not self._ids:
            self._ids.append(tuple(h.id for h in self.documents))
        return self._ids[0]


def scope_of(question: Question, facts: Facts) -> Scope:
    """The scope of a question; never empty unless something named is missing."""
    heads = list(facts.heads.values())
    if question.unknown_places:
        lost = [p for p in question.unknown_places if not _said(p, facts)]
        wide = [p for p in question.unknown_places if p not in lost]
        if lost:
            aside = [p for p in lost if facts.saying(p.rstrip("省市"))]
            where = f"，只在别的文件里提到{'、'.join(aside)}" if aside else ""
            return Scope((), True, f"工作区里没有{'、'.join(lost)}的文件{where}")
        question.counties += tuple(w for w in wide)
    kept = heads
    narrow = False
    bare = re.sub(r"《[^》]*》", "", question.text)
    for title in question.titles:
        bare = bare.replace(title, "")
    shelves = facts.kept("shelves", lambda: _shelves(heads))
    if question.cities:
        inside = {d for some in question.inside.values() for d in some}
        own = {h.id for city in question.cities for h in shelves.by_city.get(city, ())}
        kept, narrow = [facts.heads[d] for d in sorted(own | inside, key=shelves.place.__getitem__)], True
    elif owners := _in_order(shelves, shelves.by_county, question.counties):
        kept, narrow = owners, True
    elif provincial := _provincial(shelves, bare):
        kept, narrow = provincial, True
    outlook: tuple[Head, ...] = ()
    lower = {n for n in shelves.lower.values() if n in bare}
    unions = [h for h in kept if shelves.lower.get(h.id) in lower] if lower else []
    if unions and not re.search(r"各|所有", bare):
        kept, narrow = unions, True
    if question.years:
        dated = [h for h in kept if h.year in question.years]
        if question.genre in ("", _SUMMARY):
            outlook = tuple(
                h for h in kept if h.genre == _SUMMARY and h.year and h.year + 1 in question.years
            )
        if not dated and not outlook:
            years = "、".join(f"{y}年" for y in question.years)
            place = "、".join(question.cities or question.counties)
            return Scope((), True, f"工作区里没有{place}{years}的文件")
        kept, narrow = dated, True
    if question.genre:
        same = [h for h in kept if h.genre == question.genre or any(question.genre in n for n in h.names)]
        if same or (outlook and not kept):
            kept, narrow = same, True
        elif narrow:
            place = "、".join(question.cities or question.counties)
            years = "、".join(f"{y}年" for y in question.years)
            return Scope((), True, f"工作区里没有{place}{years}的{question.genre}")
    if question.items is not None:
        counted = [h for h in kept if facts.task_count(h.id) == question.items]
        if counted:
            kept, narrow = counted, True
    brands = [
        n for n in (*question.quoted, *question.initiatives) if re.search(rf"{re.escape(n)}”?{_INSIDE}", bare)
    ]
    if brands:
        names = facts.kept("names in a run", lambda: Runs(name for h in heads for name in h.names))
        brands = [n for n in brands if names.have(n)]
    if brands and (owners := [h for h in kept if any(n in name for n in brands for name in h.names)]):
        kept, narrow = owners, True
        used = [n for n in brands if any(n in name for h in owners for name in h.names)]
        question.quoted = tuple(q for q in question.quoted if q not in used)
        question.initiatives = tuple(q for q in question.initiatives if q not in used)
        question.strip += used
    for title, said in titles_framed(question.text, question.titles):
        if papers := titled(title, heads, facts):
            kept, narrow = papers, True
            question.titles = tuple(t for t in question.titles if t != title)
            question.strip.append(said)
    named = documents_named(question, kept, facts)
    words: tuple[str, ...] = ()
    if question.genre and kept and not named:
        kept, words = _described(question, kept)
    return Scope(tuple(kept), narrow, "", words, outlook)


# “港湾行动”方案里, “港湾行动”中的: the document of that name, not a thing of it.
_INSIDE = r"(?:专项行动|行动|活动|工作)?(?:实施方案|方案|通知)?(?:中|里)"


@dataclass(frozen=True, slots=True)
class _Shelves:
    """All documents of a workspace as questions ask for them, each list in their order."""

    place: dict[str, int]
    """Document → its place in that order."""
    by_city: dict[str, list[Head]]
    by_county: dict[str, list[Head]]
    by_province: dict[str, list[Head]]
    """The papers of provincial unions."""
    lower: dict[str, str]
    """Document → the union below the city that it is of."""


def _shelves(heads: list[Head]) -> _Shelves:
    out = _Shelves({h.id: at for at, h in enumerate(heads)}, {}, {}, {}, {})
    for head in heads:
        if head.county:
            out.by_county.setdefault(head.county, []).append(head)
        if head.city:
            out.by_city.setdefault(head.city, []).append(head)
        elif head.province:
            out.by_province.setdefault(head.province, []).append(head)
        if own := _own_union(head):
            out.lower[head.id] = own
    return out


def _in_order(shelves: _Shelves, held: dict[str, list[Head]], names: Iterable[str]) -> list[Head]:
    """What is held under the names, in the order of all documents."""
    found = {h.id: h for name in names for h in held.get(name, ())}
    return sorted(found.values(), key=lambda h: shelves.place[h.id])


def _own_union(head: Head) -> str:
    """The union below the city that a paper is of: 建设工会 of 云州市建设工会2031年总结; 沿河街道."""
    found = re.search(r"(?:[市区县]|^)((?:(?![市区县总])[㐀-鿿]){2,6}(?:街道|镇|乡|工会))(?!委)", head.title)
    return found[1] if found and head.genre == _SUMMARY else ""


def _provincial(shelves: _Shelves, text: str) -> list[Head]:
    """The papers of provincial unions that the text names."""
    every = _PROVINCIAL_OWN.search(text) is not None
    if not every and "省" not in text:
        return []
    named = [p for p in shelves.by_province if every or f"{p}省" in text]
    return _in_order(shelves, shelves.by_province, named)


# 省总's own paper: 省总2031年要点. The provincial union as the one whose paper is implemented is no scope.
_PROVINCIAL_OWN = late(
    r"(?:^|[，。])(?:请问)?省总(?:工会)?(?!的?(?:文件|意见|精神|要求|部署)(?:的)?(?:精神|要求)?(?:落实|贯彻))"
)


def _said(place: str, facts: Facts) -> bool:
    """Does any document speak of the place? Only counties count: a city or province without documents has no answers."""
    if place.endswith(("县", "区", "旗")):
        return bool(facts.saying(place) or facts.saying(place[:-1] + "县"))
    return False


# The paper that is meant where nothing else is said: 云州市总工会2031年（重点）工作台账.
_USUAL = late(r"总工会(?:机关)?\d{4}年度?(?:重点|主要|目标|任务|责任)*(?:工作)?(?:台账|要点|总结|计划)")


# 2031年度台账; 书屋按台账, 照台账: what stands before the kind of paper and is no part of its name.
_LEAD_IN = late(r"度?(?:重点|主要)?(?:按照|按|照|依照|据|从|查|看|翻)?$")


# …建设的那本台账, 这份方案: a pointing word between a paper's name and its kind.
_THAT_COPY = late(r"(?:的)?[那这该](?:一)?[份本个套]$|(?<=[㐀-鿿])的[份本]$")


def _described(question: Question, heads: list[Head]) -> tuple[list[Head], tuple[str, ...]]:
    """Of several ledgers the one whose title has the words that stand before 台账: 产改台账, 维权服务工作台账."""
    at = question.text.find(question.genre_word)
    before = fold(question.text[max(0, at - 40) : at])
    before = _THAT_COPY.sub("", before)
    before = re.split(
        r"[年的里中在，。\s\d]|总工会|市总|省总|" + "|".join(map(re.escape, question.cities or ("\0",))),
        before,
    )[-1]
    before = _LEAD_IN.sub("", before)
    if not before:
        if question.genre != Genre.LEDGER.value or re.search(r"[两几三各]份|所有|全部的?台账", question.text):
            return heads, ()
        usual = {h.id for h in heads if any(_USUAL.search(n) for n in h.names)}
        places = {h.place for h in heads if h.id in usual}
        return [h for h in heads if h.id in usual or h.place not in places], ()
    scores: list[int] = []
    used = ""
    for head in heads:
        own = fold("".join(head.names))
        best = next(
            (before[i:] for i in range(len(before)) if f"{before[i:]}{question.genre_word}" in own), ""
        )
        if not best:
            best = max(
                (before[i:j] for i in range(len(before)) for j in range(i + 2, len(before) + 1)
                 if before[i:j] in own and before[i:j] not in _GENERIC and (j - i > 2 or j == len(before))),
                key=len, default="",
            )  # fmt: skip
        score = 2 * len(best) if len(best) >= 2 else 0
        if not score and (short := _initials(before[-2:], own)):
            best, score = short, 2
        if not score and (said := _other_word(before, own)):
            best, score = said, 1
        scores.append(score)
        if score and score == max(scores):
            used = best
    top = max(scores)
    if not top:
        return heads, ()
    return [h for h, s in zip(heads, scores, strict=True) if s == top], (used,)


_SAME = 0.85
"""How near a label has to be to its concept to stand for another."""


def _other_word(before: str, title: str) -> str:
    """A word before 台账 for which the title has another of the same concept: 产改 for 产业工人队伍建设."""
    for found in shipped().find(before):
        said = before[found.start : found.end]
        labels = [label for label, worth in found.concept.labels if worth >= _SAME and len(label) > 2]
        if said not in title and any(label in title for label in labels):
            return said
    return ""


def _initials(short: str, title: str) -> str:
    """A two-sign abbreviation whose signs stand in the title in order and not together: 产改 for 产业工人…改革."""
    if len(short) != 2:
        return ""
    first = title.find(short[0])
    return short if first >= 0 and 0 < title.find(short[1], first + 1) - first < 14 else ""
