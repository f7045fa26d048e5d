"""Who does what for a topic, city by city, and what is missing where (各地做法对照)?

Topics are concepts of the thesaurus: its fields of work, or a chosen concept with those below it, found by their labels and,
for a chosen one, by what a brand without a label does. A cell holds the tasks and reported measures of one place's own papers (not those of its counties), with departments, campaigns, figures and years, each
quoted. A place without a task shows where its papers have the words all the same; a gap is said only where they have none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from kg import ids
from kg.errors import InputError
from kg.model import Genre, Span
from kg.thesaurus import Concept, LabelKind, Thesaurus
from search.ask.facts import DocumentFacts, Fact, Facts, Head, TaskFacts
from search.ask.sentences import sentences
from search.hybrid import Hybrid
from search.lexical import Filters
from search.outcomes.bodies import PLANS
from search.outcomes.claims import Part, statements
from search.place_names import named
from search.similar.topics import Said, Topic, Topics
from search.tokens import content_words, fold
from search.topic_words import Wording, is_group

__all__ = ["Compare"]

_CLAUSE: Final = re.compile(r"(?:“[^”\n]{0,60}”|（[^（）\n]{0,60}）|《[^》\n]{0,80}》|[^，,。；;：:\n])+")
_LONGEST: Final = 48
_NO_TOPICS: Final = frozenset(("职工群体", "工会组织机构"))
"""Whom something is for, and who does it, is no topic."""
_LEAD_IN: Final = re.compile(
    r"贯彻|落实|按照|根据|围绕|坚持|为了|以.{2,20}为|对标|结合|聚焦|面向|针对|严格执行|牢固树立|认真"
)
_NUMBERED: Final = re.compile(
    r"^(?:第[一二三四五六七八九十百\d]+条|[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．])\s*"
)
_NAMED: Final = re.compile(r"“([^”\n]{3,20})”")
_SHARE: Final = 0.5
"""A piece belongs to the topics that have at least so much of what its strongest has."""
_TITLE, _WORDING, _CHANCE = 2.0, 1.0, 0.4
"""What a label counts in a title, in the wording, and as an everyday word of two signs."""
_LEAST_WORDS: Final = 7
_SEARCHED: Final = 40
_READ: Final = 4
"""Concepts that free words mean, at most."""
_LEAST_FIT: Final = 0.55
_NEAR: Final = 0.4
"""Likeness of a piece to a chosen topic from which it is one of its own; of 90 cells of invented papers, those of another matter
stayed below 0.3 but where a sibling was nearer still (送清凉 for 送温暖)."""
_RIVAL: Final = 0.22
"""How much nearer a concept beside it must be to take a piece away: 比武 is nearly 竞赛, 送清凉 is no 送温暖."""
_BELOW: Final = 0.15
"""How much nearer a piece must be where it is near a narrower concept only."""
_MOST_PASSING: Final = 2
_CLASSES: Final = {**dict.fromkeys(PLANS, "计划"), Genre.SUMMARY.value: "总结"}


@dataclass(frozen=True, slots=True)
class _Item:
    """A task, or a sentence that states a measure. `topics` has concept ids with their weights."""

    head: Head
    kind: str
    id: str | None
    title: str
    text: str
    locator: str
    span: Span
    topics: dict[str, float]
    units: tuple[Fact, ...] = ()
    initiatives: tuple[Fact, ...] = ()
    indicators: tuple[Fact, ...] = ()


@dataclass(slots=True)
class _Row:
    """One topic with its items by place."""

    id: str | None
    label: str
    words: Wording
    cells: dict[str, list[_Item]] = field(default_factory=lambda: defaultdict(list))


class Compare:
    """Comparisons over one workspace; what was read is kept until the store moves on."""

    def __init__(self, hybrid: Hybrid) -> None:
        self.hybrid = hybrid
        self.facts = Facts.of(hybrid)
        self._generation = -1
        self._items: dict[str, list[_Item]] = {}
        self._looks: dict[str, list[Said]] = {}
        self._orphans: dict[tuple[str, Span], dict[str, float]] = {}
        self._kept_topics: Topics | None = None

    def compare(
        self, cities: Sequence[str], topic: str | None = None, year: int | None = None
    ) -> dict[str, Any]:
        """`{"cities", "topic", "year", "topics": [{"id", "label", "cells": {city: cell}, "missing", "gaps"}], "documents", "notes"}`.

        A cell is `{"tasks", "departments", "initiatives", "indicators", "years", "documents", "evidence"}`; a gap
        `{"city", "reason", "text"}` with reason `not mentioned`, `mentioned in passing` (with `evidence`; no lack, and not among
        the `missing`), `no documents of the kind` or `no documents of the year`.
        Places may be provinces, cities or counties. Raises InputError for fewer than two of them, and for one that has no papers.
        """
        names = self._places(cities)
        self._refresh()
        own = {name: self._heads(name, year) for name in names}
        rows, notes = self._rows(own, topic)
        told = [row for row in rows if any(row.cells.values())]
        if topic is not None and not told:
            told = [row for row in rows[:1] if any(self._passing(row, heads) for heads in own.values())]
        rows = told
        rows.sort(
            key=lambda row: (
                -sum(map(bool, row.cells.values())),
                -sum(map(len, row.cells.values())),
                row.label,
            )
        )
        if topic is not None and not rows:
            notes.append(f"这些地方的文件都没有提到“{topic}”")
        return {
            "cities": names,
            "topic": topic,
            "year": year,
            "topics": [self._topic(row, names, own, year) for row in rows],
            "documents": {name: [_paper(h) for h in heads] for name, heads in own.items()},
            "notes": notes,
        }

    # --- places ------------------------------------------------------------------------------------

    def _places(self, cities: Sequence[str]) -> list[str]:
        known = sorted({p for h in self.facts.heads.values() for p in (h.county, h.city, h.province) if p})
        found = {city: named(city, known) for city in cities}
        if lost := [city for city, name in found.items() if name is None]:
            have = "、".join(known) or "无"
            raise InputError(f"没有{'、'.join(f'“{c}”' for c in lost)}的文件；已有：{have}")
        names = list(dict.fromkeys(name for name in found.values() if name is not None))
        if len(names) < 2:
            raise InputError("请给出至少两个不同的地方，如：compare 云州 临江")
        return names

    def _heads(self, place: str, year: int | None) -> list[Head]:
        """The papers of the place itself; where it has none, those of what lies in it."""
        heads = list(self.facts.heads.values())
        own = [h for h in heads if (h.county or h.city or h.province) == place]
        own = own or [h for h in heads if place in (h.county, h.city, h.province)]
        return [h for h in own if year in (None, h.year)]

    # --- topics ------------------------------------------------------------------------------------

    def _rows(self, own: dict[str, list[Head]], topic: str | None) -> tuple[list[_Row], list[str]]:
        thesaurus = Thesaurus.load()
        if topic is None:
            self._adopt([head for heads in own.values() for head in heads])
            wanted = [c for c in thesaurus.tops() if c.preferred not in _NO_TOPICS]
            return [self._by_concept(c, _below(thesaurus, c), own) for c in wanted], []
        chosen = self._concept(thesaurus, topic)
        if chosen is None:
            row = self._by_search(topic, own)
            read = [r.sense for r in self.hybrid.readings(topic) if r.sense.source == "thesaurus"]
            look = self._topics.words(topic, [(sense.id, 1.0) for sense in read[:_READ]])
            self._add_alike(row, own, look)
            self._add_spoken(row, own)
            return [row], [f"词表里没有“{topic}”，按检索结果对照"]
        notes = [] if fold(chosen.preferred) == fold(topic) else [f"“{topic}”按“{chosen.preferred}”对照"]
        below = [thesaurus.concept(n) for n in chosen.narrower]
        whole = _below(thesaurus, chosen)
        rows = [self._with_namesakes(self._by_concept(chosen, whole, own, topic), own)]
        inner = [self._topics.concept(thesaurus.concept(c)) for c in sorted(whole - {chosen.id})]
        rivals = [self._topics.concept(c) for c in _rivals(thesaurus, chosen, whole)]
        self._add_alike(rows[0], own, self._topics.concept(chosen), inner, rivals)
        rows += [self._by_concept(c, _below(thesaurus, c), own) for c in below]
        for row in rows if is_group(thesaurus, chosen) else rows[:1]:
            self._add_spoken(row, own)
        if not any(any(row.cells.values()) for row in rows):
            searched = self._by_search(topic, own)
            if any(searched.cells.values()):
                return [searched], [*notes, "文件没有这个主题的用词，按检索结果对照"]
        return rows, notes

    def _concept(self, thesaurus: Thesaurus, topic: str) -> Concept | None:
        """By a label, else by the longest label that stands in the words."""
        named = thesaurus.by_label(topic)
        if named:
            return named[0]
        for match in thesaurus.find(topic):
            if 2 * len(match.label) > len(fold(topic)):
                return match.concepts[0]
        return None

    def _by_concept(
        self, concept: Concept, below: frozenset[str], own: dict[str, list[Head]], said: str = ""
    ) -> _Row:
        """Pieces that are mainly about the concept; where a place has none, those that speak of it too."""
        row = _Row(concept.id, concept.preferred, Wording.of(Thesaurus.load(), concept, below, said))
        for place, heads in own.items():
            items = [item for head in heads for item in self._of(head)]
            spoken = [(i, i.topics or self._orphans.get((i.head.id, i.span), {})) for i in items]
            about = [
                (i, topics, max((topics.get(c, 0.0) for c in below), default=0.0)) for i, topics in spoken
            ]
            mainly = [i for i, topics, got in about if got and got >= _SHARE * max(topics.values())]
            if found := mainly or [i for i, _, got in about if got >= _WORDING]:
                row.cells[place] = found
        return row

    def _with_namesakes(self, row: _Row, own: dict[str, list[Head]]) -> _Row:
        """Adds the pieces that name a campaign by which the topic was found: the plan of what a report calls a 哺乳室."""
        for place, found in row.cells.items():
            names = {
                fold(n)
                for item in found
                for n in _NAMED.findall(item.text)
                if row.id in _topics_near(item, n)
            }
            for head in own[place]:
                for item in self._of(head):
                    if item not in found and any(name in fold(item.text) for name in names):
                        found.append(item)
        return row

    def _add_alike(
        self,
        row: _Row,
        own: dict[str, list[Head]],
        topic: Topic,
        inner: Sequence[Topic] = (),
        rivals: Sequence[Topic] = (),
    ) -> None:
        """Adds the pieces that are near a topic, or one inside it, and not much nearer a rival."""
        topics = self._topics
        for place, heads in own.items():
            for head in heads:
                for item, said in zip(self._of(head), self._said_in(head), strict=True):
                    if item in row.cells.get(place, ()):
                        continue
                    near = topics.near(topic, said)
                    near = max(near, max((topics.near(one, said) for one in inner), default=0.0) - _BELOW)
                    if near >= _NEAR and all(topics.near(one, said) <= near + _RIVAL for one in rivals):
                        row.cells[place].append(item)

    def _add_spoken(self, row: _Row, own: dict[str, list[Head]]) -> None:
        """Adds the pieces that name a group of workers, those with it in their titles first; of another topic, those that say
        it as it was asked, and only where a place has nothing else."""
        for place, heads in own.items():
            found = row.cells[place]
            if found and not row.words.group:
                continue
            found += [
                i
                for h in heads
                for i in self._of(h)
                if i not in found and row.words.names(f"{i.title}。{i.text}")
            ]
            found.sort(key=lambda i: not row.words.names(i.title))

    def _adopt(self, heads: Sequence[Head]) -> None:
        """Finds the concept nearest to each piece that names none (“雨巷灯”开办4期), for the table of all fields."""
        for head in heads:
            for item, said in zip(self._of(head), self._said_in(head), strict=True):
                key = head.id, item.span
                if item.topics or key in self._orphans:
                    continue
                found = self._topics.nearest(said)
                self._orphans[key] = {found[0]: found[1]} if found and found[1] >= _NEAR else {}

    def _said_in(self, head: Head) -> list[Said]:
        """What each piece of a paper looks like."""
        if head.id not in self._looks:
            self._looks[head.id] = self._topics.said([(item.title, item.text) for item in self._of(head)])
        return self._looks[head.id]

    @property
    def _topics(self) -> Topics:
        if self._kept_topics is None:
            segmenter, embedder = self.hybrid.index.segmenter, self.hybrid.models.embedder
            encode = embedder.encode if embedder is not None else None
            self._kept_topics = Topics(lambda text: content_words(segmenter.cut(text)), encode)
        return self._kept_topics

    def _by_search(self, topic: str, own: dict[str, list[Head]]) -> _Row:
        row = _Row(None, topic, Wording.free(topic))
        about = self.hybrid.topic(topic)
        for place, heads in own.items():
            if not heads:
                continue
            filters = Filters(documents=tuple(h.id for h in heads))
            found: dict[str, list[Span]] = defaultdict(list)
            for ranked in self.hybrid.rank(topic, _SEARCHED, filters):
                found[ranked.passage.document].append(Span(ranked.passage.start, ranked.passage.end))
            for head in heads:
                for item in self._of(head):
                    near = any(s.start <= item.span.start < s.end for s in found.get(head.id, ()))
                    if near and about.fit(fold(f"{item.title} {item.text}")) >= _LEAST_FIT:
                        row.cells[place].append(item)
        return row

    # --- reading -----------------------------------------------------------------------------------

    def _refresh(self) -> None:
        if self.hybrid.workspace.generation != self._generation:
            self._items, self._looks, self._orphans, self._kept_topics = {}, {}, {}, None
            self._generation = self.hybrid.workspace.generation

    def _of(self, head: Head) -> list[_Item]:
        if head.id not in self._items:
            home, text = self.facts.document(head.id), self.facts.text(head.id)
            tasks = [self._task(home, task) for task in home.tasks]
            inside = [t.span for t in home.tasks]
            said = [i for i in self._said(home, text) if not any(s.holds(i.span) for s in inside)]
            self._items[head.id] = sorted((*tasks, *said), key=lambda i: i.span)
        return self._items[head.id]

    def _task(self, home: DocumentFacts, task: TaskFacts) -> _Item:
        weights: dict[str, float] = defaultdict(float)
        for words, weight in ((task.heading, _TITLE), (task.text, _WORDING)):
            _weigh(words, weight, weights)
        return _Item(
            home.head, "task", task.id, _short(task.title or _first(task.text)), task.text, task.where, task.span,
            dict(weights), tuple(task.units), tuple(task.initiatives),
            tuple(home.of(ids.expand(task.id), "gh:hasIndicator")),
        )  # fmt: skip

    def _said(self, home: DocumentFacts, text: str) -> Iterator[_Item]:
        """Sentences that state a measure: of a summary what was done, of an opinion or rules what is to be done."""
        if home.head.genre == Genre.SUMMARY.value:
            spans = [(s.span, s.section) for s in statements(home, text) if s.part is Part.DONE]
        elif home.tasks:
            return
        else:
            spans = [(span, "") for span in sentences(text)]
        for span, section in spans:
            words = "".join(span.of(text).split())
            weights: dict[str, float] = defaultdict(float)
            _weigh(words, _WORDING, weights)
            if len(words) < _LEAST_WORDS or words[-1] not in "。；！":
                continue  # a heading, a line of a list, a signature
            yield _Item(
                home.head,
                "report" if home.head.genre == Genre.SUMMARY.value else "clause",
                None,
                _short(_NUMBERED.sub("", words).rstrip("。；！")),
                words,
                f"{home.head.cite} {section}".strip(),
                span,
                dict(weights),
                (),
                tuple(f for f in home.having("gh:hasInitiative") if span.holds(f.span)),
                tuple(f for f in home.having("gh:hasIndicator") if span.holds(f.span)),
            )

    # --- JSON --------------------------------------------------------------------------------------

    def _topic(
        self, row: _Row, names: Sequence[str], own: dict[str, list[Head]], year: int | None
    ) -> dict[str, Any]:
        gaps = [self._gap(row, name, own, year) for name in names if not row.cells.get(name)]
        return {
            "id": row.id,
            "label": row.label,
            "cells": {name: self._cell(row.cells.get(name, [])) for name in names},
            "missing": [gap["city"] for gap in gaps if "evidence" not in gap],
            "gaps": gaps,
        }

    def _gap(self, row: _Row, name: str, own: dict[str, list[Head]], year: int | None) -> dict[str, Any]:
        """Whether this place's papers do not speak of it, or cannot, being of another kind or year."""
        others = [item.head for items in row.cells.values() for item in items]
        heads = own[name]
        if not heads:
            said = f"没有{year}年的文件" if year is not None else "没有文件"
            return {"city": name, "reason": "no documents of the year", "text": said}
        if passing := self._passing(row, heads):
            said = "；".join(f"“{_short(e['quote'])}”（{e['locator']}）" for e in passing)
            return {
                "city": name,
                "reason": "mentioned in passing",
                "text": f"只提到{said}",
                "evidence": passing,
            }
        kinds = {self._class_of(h) for h in others}
        if kinds and not kinds & {self._class_of(h) for h in heads}:
            said = f"没有这类文件（{'、'.join(sorted({h.genre for h in others}))}）"
            return {"city": name, "reason": "no documents of the kind", "text": said}
        years = {h.year for h in others if h.year}
        have = sorted({h.year for h in heads if h.year})
        apart = have and years and not years & set(have)
        said = f"文件没有提到（只有{'、'.join(f'{y}年' for y in have)}的文件）" if apart else "文件没有提到"
        return {"city": name, "reason": "not mentioned", "text": said}

    def _class_of(self, head: Head) -> str:
        """A notice that has tasks (关于印发…实施方案的通知) is a plan."""
        return _CLASSES.get(head.genre) or ("计划" if self.facts.task_count(head.id) else head.genre)

    def _passing(self, row: _Row, heads: Sequence[Head]) -> list[dict[str, Any]]:
        """Sentences anywhere in the papers that have the topic's words: in a header, a list of problems, next year's plans; the
        first of each paper, no more than `_MOST_PASSING`."""
        out: list[dict[str, Any]] = []
        for head in heads:
            text = self.facts.text(head.id)
            span = row.words.first(text)
            if span is None:
                continue
            tasks = self.facts.document(head.id).tasks
            where = next((t.where for t in tasks if t.span.holds(span)), head.cite)
            out.append(
                {
                    "document": head.id, "source_file": head.source_file, "locator": where, "quote": span.of(text),
                    "start": span.start, "end": span.end,
                }
            )  # fmt: skip
            if len(out) == _MOST_PASSING:
                break
        return out

    def _cell(self, items: Sequence[_Item]) -> dict[str, Any]:
        entities = self.hybrid.workspace.entities
        tasks, evidence = [], []
        units: dict[str, dict[str, Any]] = {}
        campaigns: dict[str, dict[str, Any]] = {}
        figures: list[dict[str, Any]] = []
        for item in sorted(items, key=lambda i: i.kind == "report"):  # what was planned, then what was done
            home, text = self.facts.document(item.head.id), self.facts.text(item.head.id)

            def quote(span: Span, item: _Item = item, text: str = text) -> dict[str, Any]:
                return {
                    "document": item.head.id,
                    "source_file": item.head.source_file,
                    "locator": item.locator,
                    "quote": span.of(text),
                    "start": span.start,
                    "end": span.end,
                }

            own = quote(item.span)
            evidence.append(own)
            for fact in item.units:
                name = entities.name(fact.object) or fact.written
                units.setdefault(name, {"name": name, **quote(fact.span)})
            for fact in item.initiatives:
                name = "".join(fact.span.of(text).split())
                campaigns.setdefault(name, {"name": name, **quote(fact.span)})
            here = [
                {
                    "text": "".join(fact.span.of(text).split()),
                    "value": home.literal(fact.object, "gh:amount"),
                    "unit": home.literal(fact.object, "gh:measure"),
                    "kind": "reported" if item.kind == "report" else "planned",
                    "year": item.head.year,
                    **quote(fact.span),
                }
                for fact in item.indicators
            ]
            figures += [f for f in here if f["text"] not in {g["text"] for g in figures}]
            tasks.append(
                {
                    "id": item.id,
                    "kind": item.kind,
                    "title": item.title,
                    "text": item.text,
                    "year": item.head.year,
                    "departments": list(
                        dict.fromkeys(entities.name(f.object) or f.written for f in item.units)
                    ),
                    "indicators": [f["text"] for f in here],
                    **own,
                }
            )
        return {
            "tasks": tasks,
            "departments": list(units.values()),
            "initiatives": list(campaigns.values()),
            "indicators": figures,
            "years": sorted({i.head.year for i in items if i.head.year}),
            "documents": list(dict.fromkeys(i.head.id for i in items)),
            "evidence": evidence,
        }


def _weigh(words: str, weight: float, into: dict[str, float]) -> None:
    for match in Thesaurus.load().find(words):
        concept, kind = match.concepts[0], match.kinds[0]
        if _NO_TOPICS & {concept.id, *concept.broader}:
            continue
        loose = kind is LabelKind.EVERYDAY and len(match.label) < 3
        into[concept.id] = into.get(concept.id, 0.0) + weight * (_CHANCE if loose else 1.0)


def _below(thesaurus: Thesaurus, concept: Concept) -> frozenset[str]:
    """The concept and all that are narrower, however deep."""
    found: set[str] = set()
    queue = [concept.id]
    while queue:
        here = queue.pop()
        if here not in found:
            found.add(here)
            queue += thesaurus.concept(here).narrower
    return frozenset(found)


def _rivals(thesaurus: Thesaurus, concept: Concept, below: frozenset[str]) -> list[Concept]:
    """Concepts that a piece may be about instead: those beside it, and those related."""
    above = [thesaurus.concept(b) for b in concept.broader]
    beside = {c for b in above for c in b.narrower} | set(concept.related)
    return [thesaurus.concept(c) for c in sorted(beside - below - set(concept.broader))]


def _paper(head: Head) -> dict[str, Any]:
    return {
        "id": head.id,
        "title": head.title,
        "genre": head.genre,
        "year": head.year,
        "doc_number": head.doc_number or None,
        "source_file": head.source_file,
    }


def _first(text: str) -> str:
    """The first clause that is more than a lead-in (贯彻《…》, 以…为重点)."""
    pieces = [m[0].strip() for m in _CLAUSE.finditer(text) if m[0].strip()]
    return next((p for p in pieces if len(p) > 6 and not _LEAD_IN.match(p)), pieces[0] if pieces else text)


def _topics_near(item: _Item, name: str) -> frozenset[str]:
    """What the clause with a name, and that after it, speak of: concepts with all above them."""
    at = item.text.find(name)
    stop = item.text.find("。", at)
    thesaurus = Thesaurus.load()
    start = max(item.text.rfind(sign, 0, at) for sign in "，。；") + 1
    found: set[str] = set()
    queue = [m.concepts[0].id for m in thesaurus.find(item.text[start : stop if stop >= 0 else None])]
    while queue:
        here = queue.pop()
        if here not in found:
            found.add(here)
            queue += thesaurus.concept(here).broader
    return frozenset(found)


def _short(words: str) -> str:
    flat = "".join(words.split())
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + "…"
