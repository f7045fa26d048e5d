"""What is a kind of question (问题类型)? Named patterns with an example each, and a function that answers.

To add one: write `kinds/<name>.py` with `KIND = Kind(...)` and list it in `kinds/__init__.py`. A test asks every
example and wants this kind to recognise it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from kg.late_patterns import late
from search.ask.acts import widened
from search.ask.answer import Answer, Evidence
from search.ask.facts import Fact, Facts, Head, TaskFacts
from search.ask.known import Known
from search.ask.question import Question
from search.ask.scope import Scope
from search.fit import Topic
from search.hybrid import Hybrid, Ranked
from search.lexical import Filters
from search.tokens import fold

if TYPE_CHECKING:
    from kg.model import Span
    from search.outcomes import Outcomes

__all__ = ["Ask", "Kind", "Pattern", "TaskFit"]

GOOD = 0.6
"""The share of a question's weight that a task must cover to answer it."""
NEAR_BEST = 0.88
"""…and how much of what the best one covers."""


_CITED = late(r"《[^》]*》")
#: What is done with anything that has a name (举办“…”, “…”建设): beside the name it tells nothing.
_DONE_WITH_ALL: Final = frozenset(
    "建设 举办 开办 开设 开展 组织 实施 推进 办理 办完 办好 做完 建完 搞完 工作 活动 项目 行动 任务 事情 安排 落实 要办 要建 要开 要搞 要做".split()
)
#: What joins a name to the rest of the question: 的健康关爱, 要开夜读点.
_JOINTS: Final = late(
    r"(?<!\S)(?:[的了由与将]|在(?![岗职编册建校])|和(?!谐)|要(?![约点求素])|会(?![员议计场展费籍址])|该|需要|应当|应该)+|[的了在由和与]+(?!\S)"
)
_MOST_TITLED: Final = 12
"""Papers with a name in their title that are searched by themselves."""
_folded = lru_cache(65536)(fold)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A named way of asking. `example` is a question that has it; where it matches is taken out of the matter."""

    name: str
    written: str
    example: str

    @classmethod
    def of(cls, name: str, regex: str, example: str) -> Pattern:
        return cls(name, regex, example)

    @property
    def regex(self) -> re.Pattern[str]:
        """Made when first asked for: three hundred of them take a fresh process longer than the search."""
        return _compiled(self.written)


_compiled = cache(re.compile)


@dataclass(frozen=True, slots=True)
class TaskFit:
    """A task and how well it speaks of the matter."""

    task: TaskFacts
    fit: float


@dataclass(slots=True)
class Ask:
    """One question on its way: analysis, scope, and the ways to look things up."""

    question: Question
    scope: Scope
    hybrid: Hybrid
    facts: Facts
    known: Known
    asked: str = ""
    """The words that the pattern matched."""
    strip: list[str] = field(default_factory=list)
    outcomes: Callable[[], Outcomes] = field(kw_only=True)
    """Plans against reports; made when first asked for."""
    found: dict[tuple[Topic, Filters, int], list[Ranked]] = field(default_factory=dict)
    """What the same look for passages gave before, whichever kind took it."""
    standing: dict[tuple[str, Filters], bool] = field(default_factory=dict)

    def topic(self, *less: str, departments: bool = True) -> Topic:
        """The matter of the question as a topic; names in quotes and counties have to be there."""
        named = [d.label for d in self.question.departments] if departments else []
        words = [*self.strip, self.asked, *less, *named, *self.scope.words]
        if self.question.genre_word:
            words += [w + self.question.genre_word for w in self.scope.words] + [
                f"工作{self.question.genre_word}",
                f"重点工作{self.question.genre_word}",
                self.question.genre_word,
            ]
        must = [*self.question.quoted, *self.question.titles]
        must += [n for n in self.question.initiatives if not any(n in m or m in n for m in must)]
        if self.question.counties:
            own = {h.county for h in (*self.scope.documents, *self.scope.outlook)}
            must += [c for c in self.question.counties if c[0] not in "各全" and c not in own]
        text = self.question.matter(*words, *must)  # whole: “云州工匠” has the place's name in it
        if must:
            text = _JOINTS.sub("", text)
        topic = widened(self.hybrid.topic(text, tuple(must)))
        if must:  # 四点半课堂开了几个点: what is left of a question beside a name are often mere signs
            needs = tuple(n for n in topic.needs if len(n.word) > 1 and n.word not in _DONE_WITH_ALL)
            topic = replace(topic, needs=needs)
        return topic

    def inside(self, topic: Topic, head: Head) -> Topic:
        """The topic for one paper: a name that its title has need not stand in every sentence of it, where the
        question says something besides the name."""
        if not topic.must or not topic.needs:
            return topic
        title = _folded("".join(head.names))
        must = tuple(m for m in topic.must if m not in title)
        return topic if must == topic.must else replace(topic, must=must)

    def _titled(self, topic: Topic) -> list[str]:
        """The ids of the papers of the scope whose title has one of the names of the topic."""
        if not topic.needs:
            return []
        names = [m for m in topic.must if self.known.own_folded.have(m)]
        if not names:
            return []
        heads = self.scope.documents if self.scope.narrow else tuple(self.facts.heads.values())
        found = [h.id for h in heads if any(m in _folded("".join(h.names)) for m in names)]
        return found if len(found) <= _MOST_TITLED else []

    def filters(self, kind: str | None = None, more: tuple[Head, ...] = ()) -> Filters:
        """Search inside the scope, and inside `more`."""
        if not self.scope.narrow:
            return Filters(kind=kind)
        own = frozenset(self.scope.ids) if more else frozenset()
        return Filters(kind=kind, documents=(*self.scope.ids, *(h.id for h in more if h.id not in own)))

    def passages(
        self, topic: Topic, k: int = 30, kind: str | None = None, more: tuple[Head, ...] = ()
    ) -> list[Ranked]:
        if self.scope.narrow and not self.scope.documents and not more:
            return []
        inside = self.filters(kind, more)
        if (known := self.found.get((topic, inside, k))) is not None:
            return known
        text = " ".join((topic.text, *topic.must))
        found = self.hybrid.rank(text, k, inside)
        seen = {r.passage.id for r in found}
        for words in topic.must:
            for match in self.hybrid.index.by_phrase(words, k, inside):
                if match.passage.id not in seen:
                    seen.add(match.passage.id)
                    found.append(Ranked(match.passage, 0.0, (("phrase", 1),)))
        if titled := self._titled(topic):
            own = self.hybrid.rank(topic.text, k, Filters(kind=kind, documents=tuple(titled)))
            found += [r for r in own if r.passage.id not in seen]
        self.found[topic, inside, k] = found
        return found

    def stands(self, words: str, inside: Filters) -> bool:
        """Has some passage that the filters keep these very words?"""
        key = (words, inside)
        if key not in self.standing:
            self.standing[key] = self.hybrid.index.standing(words, inside)
        return self.standing[key]

    def tasks(self, topic: Topic, wanted: Callable[[TaskFacts], object] = lambda t: True) -> list[TaskFit]:
        """Tasks that speak of the topic, best first. The wording and headings count more than the quarters' steps."""
        out = []
        found = self.passages(topic, 40, "task")
        read = self.facts.tasks(r.passage.task for r in found if r.passage.task)
        for ranked in found:
            task = read.get(ranked.passage.task)
            if task is None or not wanted(task):
                continue
            whole = f"{task.heading} {ranked.passage.text}"
            own = self.inside(topic, task.document)
            if own.must:
                fit = own.fit(fold(whole))
            else:  # a cited title's words are not the task's own
                front = fold(f"{task.heading} {_CITED.sub('', task.text)}")
                fit = max(own.fit(front), 0.85 * own.fit(fold(_CITED.sub("", whole))))
            if fit:
                out.append(TaskFit(task, fit))
        out.sort(key=lambda t: -t.fit)
        return out

    def good_tasks(
        self, topic: Topic, wanted: Callable[[TaskFacts], object] = lambda t: True
    ) -> list[TaskFit]:
        """Those that speak of it well enough to answer, and nearly as well as the best."""
        found = self.tasks(topic, wanted)
        if not found:
            return []
        least = max(GOOD, NEAR_BEST * found[0].fit)
        return [t for t in found if t.fit >= least]

    def evidence(self, head: Head, locator: str, span: Span) -> Evidence:
        return Evidence(head.id, head.source_file, locator, span.of(self.facts.text(head.id)), span)

    def of_task(self, task: TaskFacts, span: Span) -> Evidence:
        return self.evidence(task.document, task.where, span)

    def name(self, fact: Fact) -> str:
        """The canonical name of a fact's object; as written where nobody else names it."""
        return self.known.entities.name(fact.object) or fact.written


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of question. `answer` gives None where the question turns out to be another kind's."""

    name: str
    patterns: Sequence[Pattern]
    answer: Callable[[Ask], Answer | None]
    final: bool = False
    """Where it does not know, nobody else is asked: a person's number is not the person's name."""
    outlook: bool = False
    """Can it answer from what the last part of a summary plans for the year after?"""

    def match(self, text: str) -> re.Match[str] | None:
        """The first pattern that the question has."""
        for pattern in self.patterns:
            if found := pattern.regex.search(text):
                return found
        return None

    def strip(self, text: str) -> list[str]:
        """All words of the question that belong to the way of asking; single signs stand in other words as well."""
        return [m.group() for p in self.patterns for m in p.regex.finditer(text) if len(m.group()) > 1]
