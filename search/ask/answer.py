"""What does an answer consist of (答案与依据)? Built here only, so that none goes out without evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from kg.model import Span

_CONFIDENCE: Final = {
    "fact": ("高", "文件直接写明"),
    "aggregate": ("中", "由多处内容汇总"),
    "passage": ("低", "摘自最切题的句子，请核对原文"),
}

__all__ = ["Answer", "Evidence", "missing"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote: `document` and `locator` as people cite it, `span` in the document's text."""

    document: str
    source_file: str
    locator: str
    quote: str
    span: Span

    def json(self) -> dict[str, Any]:
        return {
            "document": self.document,
            "source_file": self.source_file,
            "locator": self.locator,
            "quote": self.quote,
            "start": self.span.start,
            "end": self.span.end,
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `value` is CONTRACT.md's answer object; an answer without evidence does not answer."""

    kind: str
    text: str
    value: Mapping[str, Any] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    query: str = ""
    nearest: tuple[Mapping[str, Any], ...] = ()
    basis: str = "fact"
    """`fact`: one statement of the graph; `aggregate`: several put together; `passage`: read out of a sentence."""
    notes: tuple[str, ...] = ()
    """What the reader has to know: a name that was put right, what a short question was taken to mean."""

    @property
    def confidence(self) -> tuple[str, str]:
        """高, 中 or 低, and why; ("", "") where nothing answers."""
        if not self.answerable:
            return "", ""
        grade, why = _CONFIDENCE[self.basis]
        if self.notes:
            grade = "低" if grade == "低" else "中"
            why = f"{why}；{'；'.join(self.notes)}"
        return grade, why

    @property
    def answerable(self) -> bool:
        return bool(self.evidence) and bool(self.value)

    def json(self, question: str) -> dict[str, Any]:
        """*answer* as in CONTRACT.md; `nearest` are hits that may help where nothing answers."""
        out: dict[str, Any] = {
            "question": question,
            "kind": self.kind,
            "answerable": self.answerable,
            "answer": dict(self.value) if self.answerable else {},
            "text": self.text.replace("。。", "。"),
            "evidence": [e.json() for e in self.evidence] if self.answerable else [],
            "query": self.query if self.answerable else "",
        }
        if self.answerable:
            out["confidence"], out["confidence_reason"] = self.confidence
        if self.notes:
            out["notes"] = list(self.notes)
        if self.nearest:
            out["nearest"] = list(self.nearest)
        return out


def missing(kind: str, why: str, nearest: Sequence[Mapping[str, Any]] = ()) -> Answer:
    """The documents do not say: `why` names what is missing, in Chinese."""
    return Answer(kind, why, nearest=tuple(nearest))


def listed(names: Iterable[str]) -> str:
    """甲、乙、丙."""
    return "、".join(names)
