"""How is a question answered (提问)? Analyse, find the scope, ask the kinds that recognise it, in their order.

Where none answers, the answer says that the documents do not, and shows the nearest passages as such.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final

from kg.late_patterns import late
from search.ask import liaisons, people
from search.ask.answer import Answer, missing
from search.ask.around import understood
from search.ask.compound import but_for, by_matter, by_place, joined, one_slot, parts_of, placed, without
from search.ask.facts import UNIT_PREDICATES, Facts
from search.ask.followup import follow_up
from search.ask.kind import Ask
from search.ask.kinds import KINDS
from search.ask.known import Known
from search.ask.policies import all_policies
from search.ask.question import Question, analyse
from search.ask.regions import places_said
from search.ask.scope import Scope, scope_of
from search.ask.slips import Slips
from search.fit import Topic
from search.hybrid import Hybrid, Ranked, hit
from search.lexical import Filters
from search.word_list import shipped

if TYPE_CHECKING:
    from search.outcomes import Outcomes

__all__ = ["Asker"]

_COUNTED: Final = late(r"[一二三四五六七八九十\d]+个[㐀-鿿]")
_NEAREST: Final = 3
_ASKED_ABOUT: Final = (
    *UNIT_PREDICATES, "gh:hasTask", "gh:deadline", "gh:office", "gh:inChargeOf", "gh:portfolio", "org:unitOf",
)  # fmt: skip
"""What it is looked up of which documents they say it,"""
_READ_WHOLE: Final = ("gh:hasContact", "gh:liaisonFor", "dcterms:publisher")
"""and what is read of all of them, where a question names no place."""
_WHOLE: Final = frozenset(("department_for_topic", "named_set", "quarter_step"))
"""Kinds that answer questions of two parts at once: 联络员是谁，电话多少; 比哪些、创什么."""
_ELSEWHERE: Final = frozenset(("similar_initiative", "compare_cities"))
"""Kinds that look beyond the place that a question names."""


def _tails(number: str) -> list[str]:
    """A number without what stands before it: 落实云工发〔2031〕5号, …, 工发〔2031〕5号."""
    at = number.find("〔")
    return [number[i:] for i in range(max(1, at - 1))]


class Asker:
    """Answers questions over one workspace; what it reads of documents it keeps until the workspace changes."""

    def __init__(self, hybrid: Hybrid) -> None:
        self.hybrid = hybrid
        self.facts = Facts.of(hybrid)
        self._known: Known | None = None
        self._generation = -1
        self._outcomes: Outcomes | None = None

    @property
    def known(self) -> Known:
        generation = self.hybrid.workspace.generation
        if self._known is None or generation != self._generation:
            self._known, self._generation = self._names(), generation
        return self._known

    def _reckoner(self) -> Outcomes:
        if self._outcomes is None:
            from search.outcomes import Outcomes

            self._outcomes = Outcomes(self.hybrid)
        return self._outcomes

    def _names(self) -> Known:
        index = self.hybrid.index
        terms = tuple(t for t in self.hybrid.synonyms.labels() if 3 <= len(t) <= 8)
        words = shipped()
        return Known(
            self.facts,
            self.hybrid.workspace.entities,
            lambda text: bool(index.by_phrase(text, 1)),
            terms,
            Slips(index.segmenter.words, index.frequency, lambda word: bool(words.frequency(word))),
        )

    def ask(self, question: str, previous: str = "") -> dict[str, Any]:
        """*answer* as in CONTRACT.md. `previous` is the question before in the same talk: 那临江呢？ is filled in from it.

        `understood_as` is the full question where it is not the one asked: what to keep as `previous` for the next.
        """
        full = follow_up(question, previous, self.known) if previous else question
        out = self.answer(full).json(question)
        if full != question:
            out["understood_as"] = full
            out["text"] = f"按“{full}”理解。{out['text']}"
        return out

    def prepare(self) -> None:
        """Makes what questions look in, and keeps it beside the indexes, so that none of them waits for it."""
        known = self.known
        known.prepare()
        people.prepare(self.facts, known)
        liaisons.prepare(self.facts, known)
        all_policies(self.facts)
        self.facts.prepare(_ASKED_ABOUT, _READ_WHOLE)
        self.hybrid.prepare()

    def stock(self) -> None:
        """Keeps what answers read of each document, so that none of them waits for the graph: some 20 ms for each that is new."""
        self.facts.stock()

    def answer(self, question: str) -> Answer:
        text = understood(question, self.known)
        parts = parts_of(text)
        if len(parts) < 2:
            whole = self._one(question)
            return whole if whole.answerable else self._apart(text) or whole
        whole = self._one(question)
        both = whole.kind == "liaison" and len(whole.value.get("set", ())) > 1
        both |= whole.kind == "task_to_policy" and re.search(r"文号|字号|编号", parts[-1]) is not None
        if whole.answerable and ((whole.kind in _WHOLE and one_slot(parts)) or both):
            return whole
        answers = [self._one(parts[0])]
        if not answers[0].answerable:
            return whole
        for part in parts[1:]:
            answers.append(self._one(follow_up(part, parts[0], self.known)))
        return joined(answers)

    def _apart(self, text: str) -> Answer | None:
        """What is asked of several places or matters at once, each by itself: two places at least have to be answered,
        and all matters. What a question leaves out (除了…) is taken out of the answer."""
        if places := by_place(text, places_said(text, self.known)):
            answers = [(place, self._one(one)) for place, one in places]
            return placed(answers) if sum(a.answerable for _, a in answers) > 1 else None
        rest, left_out = but_for(text)
        if rest and (whole := self._one(rest)).answerable:
            return without(whole, left_out)
        each = [self._one(one) for one in by_matter(text)]
        return joined(each) if each and all(a.answerable for a in each) else None

    def _one(self, question: str) -> Answer:
        asked = analyse(question, self.known)
        notes = tuple(f"按“{c.meant}”理解“{c.written}”" for c in asked.corrected)
        answer = self._found(question, asked)
        if not notes or not answer.answerable:
            return replace(answer, notes=notes) if notes else answer
        return replace(answer, notes=notes, text=f"（{'，'.join(notes)}）{answer.text}")

    def _found(self, question: str, asked: Question) -> Answer:
        known = self.known
        if not asked.text.strip("?？。！! "):
            return missing("empty", "问题是空的，请写出要问什么。")
        # One after the other: most questions are answered before the last kind's patterns are made.
        matching = ((kind, found) for kind in KINDS if (found := kind.match(asked.text)))
        foremost = list(islice(matching, 1))
        first = foremost[0][0].name if foremost else "passages"
        if not self.facts.heads:
            return missing(
                first, "工作区里还没有读完的文件：正在读入的，请稍后再问；没有读入的，请先用 gonghui ingest。"
            )
        scope = scope_of(asked, self.facts)
        if scope.missing:
            return missing(
                first, f"{scope.missing}，无法回答。{self._near_place(asked)}", self._nearest(question)
            )
        if told := self._not_there(asked, scope, first):
            return missing(first, told, self._nearest(asked.titles[0] if asked.titles else question))
        refusal: Answer | None = None
        ranked: dict[tuple[Topic, Filters, int], list[Ranked]] = {}
        standing: dict[tuple[str, Filters], bool] = {}
        for kind, found in chain(foremost, matching):
            if scope.narrow and not scope.documents and not kind.outlook:
                continue
            ask = Ask(
                asked,
                scope,
                self.hybrid,
                self.facts,
                known,
                found.group(),
                kind.strip(asked.text),
                outcomes=self._reckoner,
                found=ranked,
                standing=standing,
            )
            answer = kind.answer(ask)
            if answer is not None and answer.answerable:
                return answer
            if answer is not None and refusal is None:
                refusal = answer
            if answer is not None and kind.final:
                break
        if refusal is not None:
            return Answer(
                refusal.kind, refusal.text, nearest=tuple(refusal.nearest) or tuple(self._nearest(question))
            )
        if scope.narrow and not scope.documents:
            years = "、".join(f"{y}年" for y in asked.years)
            return missing(
                first,
                f"工作区里没有{'、'.join(asked.cities or asked.counties)}{years}的文件，上一年总结里的打算没有提到这件事。",
                self._nearest(question),
            )
        return missing(
            first, "文件中没有直接回答这个问题的内容。下面是最接近的段落，供参考。", self._nearest(question)
        )

    def _not_there(self, asked: Question, scope: Scope, first: str) -> str:
        """What the question names and no document has, in words; "" for nothing. Names first, as the surest sign."""
        index = self.hybrid.index
        for number in asked.numbers:
            if not self.known.own_numbers.have(number) and not any(
                index.by_phrase(tail, 1) for tail in _tails(number)
            ):
                return f"工作区里没有{number}，也没有文件提到它。"
        for title in asked.titles:
            if not index.by_phrase(title, 1) and not self.known.own_runs.have(title):
                return f"工作区里的文件没有提到《{title}》。"
        elsewhere = first in _ELSEWHERE or asked.many_places
        inside = Filters(documents=scope.ids) if scope.narrow and not elsewhere and scope.ids else Filters()
        for words in (*asked.quoted, *asked.initiatives):
            if _COUNTED.fullmatch(words):  # “五个强”: its members may stand there without it
                continue
            if index.by_phrase(words, 1, inside) or (
                scope.outlook
                and index.by_phrase(words, 1, Filters(documents=tuple(h.id for h in scope.outlook)))
            ):
                continue
            others = [self.facts.heads[m.passage.document] for m in index.by_phrase(words, 5)]
            if not others:
                return f"工作区里的文件没有提到“{words}”。"
            cites = "、".join(dict.fromkeys(h.cite for h in others[:2]))
            return f"所问范围的文件没有提到“{words}”，提到它的是{cites}。"
        return ""

    def _near_place(self, asked: Question) -> str:
        """Which place may be meant by one that the workspace does not have."""
        for place in asked.unknown_places:
            bare = place.rstrip("省市县区")
            near = [
                c
                for c in sorted({*self.known.cities, *self.known.counties, *self.known.provinces})
                if len(c.rstrip("省市县区")) == len(bare) > 1
                and sum(a != b for a, b in zip(c, bare, strict=False)) == 1
            ]
            if near:
                return f"您是不是要问{'、'.join(near)}？"
        return ""

    def _nearest(self, text: str) -> list[dict[str, Any]]:
        return [hit(r.passage, r.score) for r in self.hybrid.rank(text, _NEAREST)]
