"""What does a query say besides its topic (查询理解)? Place, year, department, document number and kind of document.

A place or a year that the workspace has papers of is a filter where the wording leaves no doubt, else a boost, as are
departments, numbers and kinds; what it has no papers of becomes a note. Words that became filters leave the query, so that
what remains is its topic. Whatever the caller has chosen himself (an option) is not looked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any, Final

from pyoxigraph import QuerySolution

from kg import places
from kg.places import Level
from kg.views.passages import PassageRecord
from kg.vocabulary import PROLOGUE
from kg.workspace import Workspace
from search.lexical import Filters
from search.tokens import fold

__all__ = ["Boost", "Holdings", "Understood", "understand"]

_YEAR: Final = re.compile(r"(?<![\d(（〔\[.])((?:19|20)\d{2})(?:年度?|(?=$|\s))")
_HAN_YEAR: Final = re.compile(r"([一二][〇○零一二三四五六七八九]{3})年度?")
_HAN_DIGITS: Final = str.maketrans("〇○零一二三四五六七八九", "000123456789")
# A year that is part of what is asked: 到2025年达到多少, 2021年以来, 2025年底前, 2021—2023年.
_GOAL_BEFORE: Final = re.compile(r"(?:到|至|自|从|截至|截止|—|-|~|～|、|和)$")
_GOAL_AFTER: Final = re.compile(r"^(?:以来|以前|以后|之前|之后|前|后|起|底|末|至|到|[—~～、和-])")
_OF_YEAR: Final = re.compile(r"^(?:的|$|\s|[,，、]|各|哪|有)")
_NUMBER: Final = re.compile(r"[\u4e00-\u9fff]{2,10}[〔［\[(（]((?:19|20)\d{2})[〕］\])）]\s?(?:第)?\d{1,4}号")
_DEPARTMENT: Final = re.compile(r"[\u4e00-\u9fff]{1,10}?(?:部|室|处|科|局|办|中心|委员会|大队|学校|文化宫)")
# Kinds of document, with the words of a query that mean them; CONTRACT.md names the kinds.
_GENRES: Final = (
    ("工作台账", ("工作台账", "台账")), ("工作要点", ("工作要点", "要点")), ("实施方案", ("实施方案", "方案")),
    ("工作总结", ("工作总结", "总结")), ("通知", ("通知",)), ("意见", ("实施意见", "指导意见")),
    ("办法", ("管理办法", "办法")), ("名单", ("名单",)),
)  # fmt: skip
# Names of cities that are ordinary words too: only with 市 or 总工会 behind them are they places without doubt.
_ALSO_WORDS: Final = frozenset(
    "安康 东方 大同 平安 长治 保定 和平 文昌 普洱 吉安 延安 遵义 安顺 安庆 朝阳 长春 常德 怀化 通化 百色".split()
)
# What may stand behind a place's name that is one: nothing, an office, or a word that no name goes on with.
_AFTER_PLACE: Final = re.compile(r"^(?:$|\s|市|省|总工会|总工|工会|[的各有在是与和办开做去今，,、？?])")
_SUFFIXES: Final = "省市县区旗州盟"
_NEUTRAL: Final = re.compile(r"^[的在有，,、\s]+|[的，,、\s]+$")
_MASKED: Final = re.compile(r"(?:各|全|本|我|该|地|设区的?|其他|别的|外|县级)$")

_BOOST: Final = 0.15
_YEAR_BOOST: Final = 0.3
_NUMBER_BOOST: Final = 1.0
"""In units of the vectors' best: a number names one paper, a department or a kind many."""


@dataclass(frozen=True, slots=True)
class Boost:
    """Passages of this kind are lifted by `weight`. `field` is city, year, department, genre or number."""

    field: str
    value: str
    weight: float = _BOOST

    def applies(self, record: PassageRecord) -> bool:
        match self.field:
            case "city":
                return self.value in (record.city, record.county, record.province)
            case "year":
                return str(record.year) == self.value
            case "department":
                return any(_unit_key(unit) == self.value for unit in (*record.departments, *record.written))
            case "genre":
                return record.genre == self.value
            case _:
                return _number_key(record.doc_number) == self.value


@dataclass(frozen=True, slots=True)
class Understood:
    """`topic` is what is left to look for; `filters` what hits have to be, those of the caller included."""

    text: str
    topic: str
    filters: Filters
    found: tuple[tuple[str, str], ...] = ()
    """(field, value) of the filters that the words gave."""
    boosts: tuple[Boost, ...] = ()
    notes: tuple[str, ...] = ()

    def json(self, concepts: Sequence[dict[str, Any]]) -> dict[str, Any]:
        """`understood` as the README describes it; null for what the query does not say."""

        def said(name: str) -> str | None:
            values = [v for f, v in self.found if f == name]
            return next(iter(values + [b.value for b in self.boosts if b.field == name]), None)

        year = said("year")
        return {
            "city": said("city"),
            "year": int(year) if year else None,
            "department": said("department"),
            "kind": said("genre"),
            "filters": [{"field": f, "value": v} for f, v in self.found],
            "boosts": [{"field": b.field, "value": b.value} for b in self.boosts],
            "concepts": list(concepts),
            "notes": list(self.notes),
        }


class Holdings:
    """What papers the workspace has: places, years and kinds, as of one generation."""

    def __init__(self, workspace: Workspace) -> None:
        self.generation = workspace.generation
        self._workspace = workspace

    @cached_property
    def _rows(self) -> frozenset[tuple[str, str, str, str]]:
        """(city, county, province, year) of the documents, "" for what one does not say."""
        rows = self._workspace.store.select(
            f"{PROLOGUE} SELECT DISTINCT ?c ?k ?p ?y WHERE {{ GRAPH ?g {{ ?g a gh:Document . OPTIONAL {{ ?g gh:city ?c }} "
            "OPTIONAL { ?g gh:county ?k } OPTIONAL { ?g gh:province ?p } OPTIONAL { ?g gh:year ?y } } }"
        )
        return frozenset((_said(r, "c"), _said(r, "k"), _said(r, "p"), _said(r, "y")) for r in rows)

    @cached_property
    def places(self) -> dict[str, str]:
        """Every way to write a place that has papers, folded → the name to filter by."""
        out: dict[str, str] = {}
        for city, county, province, _ in self._rows:
            for name, suffix in ((province, "省"), (city, "市"), (county, "")):
                if name:
                    bare = fold(name)
                    # 砚州 is a name that goes on with 市; 自治州, 地区 and 盟 do not.
                    whole = not suffix or bare.endswith((suffix, "自治州", "地区", "盟"))
                    for written in (bare, bare if whole else bare + suffix):
                        out.setdefault(written, name)
                    if len(bare) > 2 and bare[-1] in "县区":
                        out.setdefault(bare[:-1], name)
        return out

    def has(self, place: str | None, year: str | None) -> bool:
        """Whether there are papers of a place and a year."""
        return any(
            (place is None or place in row[:3]) and (year is None or year == row[3]) for row in self._rows
        )


def _said(row: QuerySolution, name: str) -> str:
    node = row[name]
    return node.value if node is not None else ""


@dataclass(slots=True)
class _Reading:
    """The query on its way: `taken` spans of the text became filters."""

    text: str
    taken: list[tuple[int, int]] = field(default_factory=list)
    found: list[tuple[str, str]] = field(default_factory=list)
    boosts: list[Boost] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def rest(self) -> str:
        out, at = [], 0
        for start, end in sorted(self.taken):
            out.append(self.text[at:start])
            at = max(at, end)
        return _NEUTRAL.sub("", "".join((*out, self.text[at:])))


def understand(
    text: str,
    given: Filters,
    holdings: Holdings,
    cut: Callable[[str], list[str]],
    mentioned: Callable[[str], bool],
    unit: Callable[[str], bool],
) -> Understood:
    """Reads a query. `given` are the caller's own filters; `cut` cuts folded text into words, `mentioned` says whether any
    passage has these words, `unit` whether any task is a department's."""
    folded = " ".join(piece for part in text.split() if (piece := fold(part)))
    reading = _Reading(folded)
    numbers = list(_NUMBER.finditer(folded))
    blocked = [m.span() for m in numbers]
    for number in numbers:
        reading.boosts.append(Boost("number", _number_key(number.group()), _NUMBER_BOOST))
    place = given.city
    if given.city is None:
        place = _place(reading, holdings, cut, mentioned, blocked)
    if given.year is None:
        _year(reading, holdings, place, blocked)
    if given.department is None:
        _department(reading, unit)
    if given.genre is None:
        _genre(reading)
    values = dict(reading.found)
    filters = replace(
        given,
        city=given.city or values.get("city"),
        year=given.year if given.year is not None else (int(values["year"]) if "year" in values else None),
    )
    topic = reading.rest
    return Understood(
        text,
        topic if len(topic) > 1 else folded,
        filters,
        tuple(reading.found),
        tuple(reading.boosts),
        tuple(reading.notes),
    )


def _place(
    reading: _Reading,
    holdings: Holdings,
    cut: Callable[[str], list[str]],
    mentioned: Callable[[str], bool],
    blocked: Sequence[tuple[int, int]],
) -> str | None:
    """The place that became a filter; the first named, where one alone is named."""
    text = reading.text
    cuts: set[int] = {0}
    at = 0
    for word in cut(text):
        at = text.find(word, at) if text.find(word, at) >= 0 else at
        cuts.add(at)
        at += len(word)
        cuts.add(at)
    seen: dict[str, list[tuple[int, int, bool]]] = {}
    reach = 0
    for start in range(len(text)):
        if start < reach or any(s <= start < e for s, e in blocked):
            continue
        for end in range(min(len(text), start + 12), start + 1, -1):
            name = holdings.places.get(text[start:end])
            if name is None:
                continue
            sure = _sure(text, start, end, name, cuts)
            if sure is not None:
                seen.setdefault(name, []).append((start, end, sure))
                reach = end
                break
    elsewhere = "，以下是其他地方的" if not seen else ""
    known = [(start, end) for spans in seen.values() for start, end, _ in spans]
    for name, span in _strangers(text, cuts):
        if not any(start < span[1] and span[0] < end for start, end in known) and not mentioned(name):
            reading.notes.append(f"没有{name}的文件{elsewhere}")
            reading.taken.append((span[0], _through_office(text, span[1])))
    if len(seen) == 1:
        [(name, spans)] = seen.items()
        if any(sure for _, _, sure in spans):
            reading.found.append(("city", name))
            reading.taken += [(start, _through_office(text, end)) for start, end, _ in spans]
            return name
    reading.boosts += [Boost("city", name) for name in seen]
    return None


def _sure(text: str, start: int, end: int, name: str, cuts: set[int]) -> bool | None:
    """Whether these signs name the place without doubt; None where they are part of another word."""
    word, after = text[start:end], text[end:]
    if word[-1] in _SUFFIXES and len(word) > 2:
        return True
    if after[:1] and after[0] in "市省" and after[:2] not in ("市场", "市民", "市政", "市级", "省级"):
        return True
    if start not in cuts or end not in cuts:
        return None
    if word in _ALSO_WORDS:
        return after.startswith(("总工会", "工会"))
    if name[-1] in "县区旗":  # bare names of counties are often words (和平, 城中)
        return False
    return bool(_AFTER_PLACE.match(after)) or start == 0 or text[start - 1].isspace()


def _through_office(text: str, end: int) -> int:
    """Takes 总工会 along with a city's name (桐岭市总工会): whose papers they are says nothing of the topic."""
    for tail in ("市总工会", "省总工会", "总工会", "市", "省"):
        if text.startswith(tail, end):
            after = end + len(tail)
            return (
                after
                if tail.endswith("会") or text[after : after + 1] not in ("场", "民", "政", "级")
                else end
            )
    return end


def _strangers(text: str, cuts: set[int]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Provinces and cities that a text names by a listed name, full or, as a word of its own, bare; unlisted ones by 市."""
    reach = 0
    for start in range(len(text)):
        if start < reach:
            continue
        for end in range(min(len(text), start + 9), start + 1, -1):
            word = text[start:end]
            region = places.find(word) if places.is_name(word) else None
            if region is None or _MASKED.search(text[:start]):
                continue
            full = word == region.name
            bare = (
                region.level is not Level.COUNTY
                and start in cuts
                and end in cuts
                and word not in _ALSO_WORDS
                and len(word) > 1
            )
            if full or bare:
                reach = end
                yield (region.name if region.level is not Level.COUNTY else word), (start, end)
                break
    if not reach:
        for found in re.finditer(
            r"(?:^|[，、\s])([^\W\d_和与及或市县区省各全本在到是的了]{2,4}市)(?=总工会|工会|的|有|怎么|20|$)",
            text,
        ):
            if places.find(found.group(1)) is not None:
                yield found.group(1), found.span(1)


def _year(
    reading: _Reading, holdings: Holdings, place: str | None, blocked: Sequence[tuple[int, int]]
) -> None:
    text = reading.text
    seen: list[tuple[str, tuple[int, int]]] = []
    for found in (*_YEAR.finditer(text), *_HAN_YEAR.finditer(text)):
        start, end = found.span()
        if any(s <= start < e for s, e in blocked):
            continue
        if _GOAL_BEFORE.search(text[:start]) or _GOAL_AFTER.match(text[end:]):
            continue
        seen.append((found.group(1).translate(_HAN_DIGITS), (start, end)))
    years = {year for year, _ in seen}
    if len(years) != 1:
        reading.boosts += [Boost("year", year) for year in sorted(years) if holdings.has(place, year)]
        return
    [year] = years
    alone = place is None and not any(word in text for _, words in _GENRES for word in words)
    if alone and holdings.has(place, year) and not all(_OF_YEAR.match(text[end:]) for _, (_, end) in seen):
        # 2031年灯塔行动: a year alone may be part of a name, and papers of the next year still speak of it.
        reading.boosts.append(Boost("year", year, _YEAR_BOOST))
    elif holdings.has(place, year):
        reading.found.append(("year", year))
        reading.taken += [span for _, span in seen]
    else:
        reading.notes.append(f"没有{place or ''}{year}年的文件，以下是其他年份的")


def _department(reading: _Reading, unit: Callable[[str], bool]) -> None:
    """Departments that tasks name. Only a boost: 女职工部 may be whom a task is for, or its topic."""
    for found in _DEPARTMENT.finditer(reading.text):
        word = found.group()
        for start in range(len(word) - 1):
            if unit(word[start:]):
                reading.boosts.append(Boost("department", word[start:]))
                break


def _genre(reading: _Reading) -> None:
    """Only boosts: 建立台账 is work as well as a paper."""
    for genre, words in _GENRES:
        if any(word in reading.text for word in words):
            reading.boosts.append(Boost("genre", genre))


@lru_cache(maxsize=4096)
def _unit_key(unit: str) -> str:
    return fold(unit)


@lru_cache(maxsize=4096)
def _number_key(number: str) -> str:
    return re.sub(r"第(?=\d+号)|\s", "", fold(number))
