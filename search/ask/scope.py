"""In which documents is the answer to be looked for (提问范围)? By place, year, kind of document, number of items."""

from __future__ import annotations

import re
from dataclasses import dataclass

from search.ask.facts import Facts, Head
from search.ask.question import Question, documents_named
from search.tokens import fold

__all__ = ["Scope", "scope_of"]

_GENERIC = frozenset(
    "工作 台账 要点 方案 实施 总结 年度 关于 印发 通知 总工会 工会 办公室 市 省 县 区 年 的 份 那份 这份 计划 意见".split()
)


@dataclass(frozen=True, slots=True)
class Scope:
    """The documents in question. `narrow` is true where the question named any; `missing` says what it named in vain."""

    documents: tuple[Head, ...]
    narrow: bool
    missing: str = ""
    words: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(h.id for h in self.documents)


def scope_of(question: Question, facts: Facts) -> Scope:
    """The scope of a question; never empty unless something named is missing."""
    heads = list(facts.heads.values())
    if question.unknown_places:
        lost = [p for p in question.unknown_places if not _said(p, facts)]
        wide = [p for p in question.unknown_places if p not in lost]
        if lost:
            return Scope((), True, f"工作区里没有{'、'.join(lost)}的文件，也没有文件提到它")
        question.counties += tuple(w for w in wide)
    kept = heads
    narrow = False
    bare = re.sub(r"《[^》]*》", "", question.text)
    if question.cities:
        kept, narrow = [h for h in kept if h.city in question.cities], True
    elif owners := [h for h in kept if h.county and h.county in question.counties]:
        kept, narrow = owners, True
    elif provincial := [h for h in heads if not h.city and h.province and _province_named(h.province, bare)]:
        kept, narrow = provincial, True
    if question.years:
        dated = [h for h in kept if h.year in question.years]
        if not dated:
            years = "、".join(f"{y}年" for y in question.years)
            place = "、".join(question.cities or question.counties)
            return Scope((), True, f"工作区里没有{place}{years}的文件")
        kept, narrow = dated, True
    if question.genre:
        same = [h for h in kept if h.genre == question.genre or any(question.genre in n for n in h.names)]
        if same:
            kept, narrow = same, True
        elif narrow:
            place = "、".join(question.cities or question.counties)
            years = "、".join(f"{y}年" for y in question.years)
            return Scope((), True, f"工作区里没有{place}{years}的{question.genre}")
    if question.items is not None:
        counted = [h for h in kept if len(facts.document(h.id).tasks) == question.items]
        if counted:
            kept, narrow = counted, True
    named = documents_named(question, {h.id: h for h in kept})
    words: tuple[str, ...] = ()
    if question.genre and len(kept) > 1 and not named:
        kept, words = _described(question, kept)
    return Scope(tuple(kept), narrow, "", words)


def _province_named(province: str, text: str) -> bool:
    """云川省总工会…, or 省总's own paper: 省总2031年要点. The provincial union as the one whose paper is implemented is no scope."""
    return f"{province}省" in text or bool(re.search(r"(?:^|[，。])省总(?:工会)?(?:\d{4}年|的|今年)", text))


def _said(place: str, facts: Facts) -> bool:
    """Does any document speak of the place? Only counties count: a city or province without documents has no answers."""
    if place.endswith(("县", "区", "旗")):
        return any(place in facts.text(h) or place[:-1] + "县" in facts.text(h) for h in facts.heads)
    return False


def _described(question: Question, heads: list[Head]) -> tuple[list[Head], tuple[str, ...]]:
    """Of several ledgers the one whose title has the words that stand before 台账: 产改台账, 维权服务工作台账."""
    at = question.text.find(question.genre_word)
    before = fold(question.text[max(0, at - 14) : at])
    scores: list[int] = []
    used: set[str] = set()
    for head in heads:
        own = fold("".join(head.names))
        best = ""
        for i in range(len(before)):
            for j in range(len(before), i + 1, -1):
                piece = before[i:j]
                if (
                    piece in own
                    and len(piece) > len(best)
                    and piece not in _GENERIC
                    and not any(p in piece for p in (head.city or "\0", str(head.year)))
                ):
                    best = piece
                    break
        score = len(best) if len(best) >= 2 else 0
        if not score and (short := _initials(before[-2:], own)):
            best, score = short, 2
        scores.append(score)
        if score:
            used.add(best)
    top = max(scores)
    if not top:
        return heads, ()
    return [h for h, s in zip(heads, scores, strict=True) if s == top], tuple(used)


def _initials(short: str, title: str) -> str:
    """A two-sign abbreviation whose signs stand in the title in order and not together: 产改 for 产业工人…改革."""
    if len(short) != 2:
        return ""
    first = title.find(short[0])
    return short if first >= 0 and 0 < title.find(short[1], first + 1) - first < 14 else ""
