"""How is a question answered (提问)? Analyse, find the scope, ask the kinds that recognise it, in their order.

Where none answers, the answer says that the documents do not, and shows the nearest passages as such.
"""

from __future__ import annotations

from typing import Any

from search.ask.answer import Answer, missing
from search.ask.facts import Facts
from search.ask.kind import Ask
from search.ask.kinds import KINDS
from search.ask.question import Known, analyse, same_number
from search.ask.scope import scope_of
from search.hybrid import Hybrid, hit

__all__ = ["Asker"]

_NEAREST = 3


class Asker:
    """Answers questions over one workspace; what it reads of documents it keeps until the workspace changes."""

    def __init__(self, hybrid: Hybrid) -> None:
        self.hybrid = hybrid
        self.facts = Facts(hybrid.workspace)
        self._known: Known | None = None
        self._generation = -1

    @property
    def known(self) -> Known:
        generation = self.hybrid.workspace.generation
        if self._known is None or generation != self._generation:
            self._known, self._generation = Known(self.facts, self.hybrid.workspace.entities), generation
        return self._known

    def ask(self, question: str) -> dict[str, Any]:
        """*answer* as in CONTRACT.md."""
        return self.answer(question).json(question)

    def answer(self, question: str) -> Answer:
        known = self.known
        asked = analyse(question, known)
        if not asked.text.strip("?？。！! "):
            return missing("empty", "问题是空的，请写出要问什么。")
        kinds = [(kind, found) for kind in KINDS if (found := kind.match(asked.text))]
        first = kinds[0][0].name if kinds else "passages"
        if not self.facts.heads:
            return missing(
                first, "工作区里还没有读完的文件：正在读入的，请稍后再问；没有读入的，请先用 gonghui ingest。"
            )
        scope = scope_of(asked, self.facts)
        if scope.missing:
            return missing(first, f"{scope.missing}，无法回答。", self._nearest(question))
        for number in asked.numbers:
            named = any(same_number(number, h.doc_number) for h in self.facts.heads.values() if h.doc_number)
            if not named and not self.hybrid.index.by_phrase(number, 1):
                return missing(first, f"工作区里没有{number}，也没有文件提到它。", self._nearest(question))
        for title in asked.titles:
            if not self.hybrid.index.by_phrase(title, 1) and not any(
                title in h.title for h in self.facts.heads.values()
            ):
                return missing(first, f"工作区里的文件没有提到《{title}》。", self._nearest(title))
        for words in asked.quoted:
            if not self.hybrid.index.by_phrase(words, 1):
                return missing(first, f"工作区里的文件没有提到“{words}”。", self._nearest(question))
        refusal: Answer | None = None
        for kind, found in kinds:
            ask = Ask(asked, scope, self.hybrid, self.facts, known, found.group(), kind.strip(asked.text))
            answer = kind.answer(ask)
            if answer is not None and answer.answerable:
                return answer
            if answer is not None and refusal is None:
                refusal = answer
        if refusal is not None:
            return Answer(
                refusal.kind, refusal.text, nearest=tuple(refusal.nearest) or tuple(self._nearest(question))
            )
        return missing(
            first, "文件中没有直接回答这个问题的内容。下面是最接近的段落，供参考。", self._nearest(question)
        )

    def _nearest(self, text: str) -> list[dict[str, Any]]:
        return [hit(r.passage, r.score) for r in self.hybrid.rank(text, _NEAREST)]
