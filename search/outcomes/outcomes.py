"""What became of each planned task of a body and year (计划落实情况)? Both sides quoted, with what was never reported on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from kg.errors import InputError, NotFound
from kg.model import Span
from kg.thesaurus import Thesaurus
from search.ask.facts import Facts, TaskFacts
from search.hybrid import Hybrid
from search.outcomes.bodies import Paper, papers
from search.outcomes.claims import Goal, Statement, Target, goals, statements, targets
from search.outcomes.figures import Verdict
from search.outcomes.matching import Matcher, Reported, Wanted
from search.outcomes.phrases import Phrases
from search.place_names import named
from search.tokens import fold

__all__ = ["Outcomes", "Status"]

_NAME: Final = re.compile(r"[“\"]([^”\"\n]{2,24})[”\"]")
_CLAUSE: Final = re.compile(r"(?:“[^”]{0,60}”|（[^（）]{0,60}）|[^，,。；;：:])+")


class Status(StrEnum):
    """What became of a task. NO_REPORT: its body has no summary of that year here."""

    DONE = "done"
    EXCEEDED = "exceeded"
    SHORT = "short"
    REPORTED = "reported"
    NOT_REPORTED = "not reported"
    NO_REPORT = "no report"


_WORSE: Final = (Verdict.SHORT, Verdict.EXCEEDED, Verdict.DONE, Verdict.REPORTED)
"""A task with several targets: short where one is, else exceeded where one is, else done where one is."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """A task or goal of a plan, ready to be matched."""

    paper: Paper
    kind: str
    id: str | None
    number: str
    section: str
    title: str
    text: str
    span: Span
    locator: str
    departments: tuple[str, ...]
    targets: tuple[Target, ...]
    wanted: Wanted


class Outcomes:
    """Plans against summaries over one workspace; what was read is kept until the store moves on."""

    def __init__(self, hybrid: Hybrid) -> None:
        self.hybrid = hybrid
        self.facts = Facts.of(hybrid)
        self._generation = -1
        self._papers: list[Paper] = []
        self._reports: dict[str, list[Paper]] = {}
        self._statements: dict[str, list[Statement]] = {}
        self._matchers: dict[tuple[str, ...], Matcher] = {}
        self._made: Phrases | None = None

    def outcomes(self, city: str | None = None, year: int | None = None) -> list[dict[str, Any]]:
        """One item for each planned task (and goal of a plan), in the order of the plans:

        `{"task", "kind", "source_file", "document", "number", "section", "title", "text", "locator", "body", "city", "year",
        "departments", "status", "score", "planned", "reports", "note", "evidence", "start", "end"}`. `status` is one of
        Status; `planned` its targets, each with its own `status`; `reports` what summaries say, best first.

        `city` is any place that has papers (those of a city's counties are its own), `year` that of the plan. Raises
        InputError for a place without papers.
        """
        self._refresh()
        plans = [p for p in self._papers if p.is_plan and year in (None, p.year)]
        if city is not None:
            place = self._place(city)
            plans = [p for p in plans if place in p.places]
        return [self._item(plan) for paper in plans for plan in self._plans(paper)]

    def of_task(self, task_id: str) -> dict[str, Any]:
        """The item of one planned task, by its id. Raises NotFound where it is no task of a plan."""
        self._refresh()
        for paper in self._papers:
            if paper.is_plan and task_id.split(":")[1:2] == paper.id.split(":")[1:2]:
                for plan in self._plans(paper):
                    if plan.id == task_id:
                        return self._item(plan)
        raise NotFound(f"没有这项计划任务：{task_id}")

    def unreported(self, city: str | None = None, year: int | None = None) -> list[dict[str, Any]]:
        """Items of which the body's summary of that year says nothing; none of bodies that have no summary here."""
        return [item for item in self.outcomes(city, year) if item["status"] == Status.NOT_REPORTED]

    # --- reading -----------------------------------------------------------------------------------

    def _refresh(self) -> None:
        generation = self.hybrid.workspace.generation
        if generation != self._generation:
            self._papers = papers(self._headers())
            self._reports = defaultdict(list)
            for paper in self._papers:
                if paper.is_report:
                    self._reports[paper.key].append(paper)
            self._statements, self._matchers, self._made = {}, {}, None
            self._generation = generation

    def _headers(self) -> list[dict[str, Any]]:
        """What `papers` reads of each document. The issuer is who stands first in the text."""
        heads = tuple(self.facts.heads.values())
        issuers: dict[str, str] = {}
        for head, fact in self.facts.stated(heads, "dcterms:publisher"):
            issuers.setdefault(head.id, fact.written)
        return [
            {
                "id": h.id,
                "genre": h.genre,
                "title": h.title,
                "parts": [{"title": title} for title in h.parts],
                "issuer": issuers.get(h.id),
                "year": h.year,
                "city": h.city,
                "county": h.county,
                "province": h.province,
            }
            for h in heads
        ]

    @property
    def _phrases(self) -> Phrases:
        if self._made is None:
            self._made = Phrases(self.hybrid.index.segmenter, Thesaurus.load())
        return self._made

    def _place(self, city: str) -> str:
        """The place that is meant. Raises InputError for one without papers."""
        known = sorted({place for p in self._papers for place in p.places})
        wanted = named(city, known)
        if wanted is None:
            raise InputError(f"没有“{city}”的计划或总结；已有：{'、'.join(known) or '无'}")
        return wanted

    def _plans(self, paper: Paper) -> Iterator[_Plan]:
        home, text = self.facts.document(paper.id), self.facts.text(paper.id)
        rows: list[tuple[tuple[int, int], _Plan]] = []
        for task in home.tasks:
            found = tuple(targets(home, text, task))
            rows.append((_order(task.span), self._of_task(paper, task, found)))
        for goal in goals(home, text):
            rows.append((_order(goal.span), self._of_goal(paper, goal)))
        return iter([plan for _, plan in sorted(rows, key=lambda row: row[0])])

    def _of_task(self, paper: Paper, task: TaskFacts, found: tuple[Target, ...]) -> _Plan:
        words = f"{task.title}。{task.text}" if task.title else task.text
        names = {*_NAME.findall(words), *(f.written or "" for f in task.initiatives)}
        wanted = self._wanted(words, task.title, names, found)
        units = tuple(dict.fromkeys(f.written for f in task.units if f.written))
        return _Plan(
            paper, "task", task.id, task.number, task.section, task.title, task.text, task.span, task.where,
            units, found, wanted,
        )  # fmt: skip

    def _of_goal(self, paper: Paper, goal: Goal) -> _Plan:
        wanted = self._wanted(goal.text, "", set(_NAME.findall(goal.text)), goal.targets)
        head = self.facts.heads[paper.id]
        return _Plan(
            paper, "goal", None, goal.number, goal.heading, "", goal.text, goal.span, f"{head.cite} {goal.number}",
            (), goal.targets, wanted,
        )  # fmt: skip

    def _wanted(self, words: str, title: str, names: set[str], found: tuple[Target, ...]) -> Wanted:
        flat = "".join(words.split())
        clauses = tuple(dict.fromkeys(m[0] for m in _CLAUSE.finditer(flat)))
        deliverables = "，".join(t.phrase for t in found if not t.in_wording)
        whole = self._phrases.of(f"{flat}。{deliverables}" if deliverables else flat)
        kept = frozenset(folded for name in names if len(folded := fold(name)) > 2)
        subject = self._phrases.of("，".join(w for w in (title, *clauses[1 if title else 0 :][:1]) if w))
        return Wanted(whole, subject, title, clauses or (flat,), kept, found)

    # --- matching ----------------------------------------------------------------------------------

    def _item(self, plan: _Plan) -> dict[str, Any]:
        span = plan.paper.years
        years = {*span, *(t.due for t in plan.targets if t.due)}
        reports = self._reports.get(plan.paper.key, ())
        own = [p for p in reports if any(p.reports_on(plan.paper, y) for y in years)]
        current = {p.id for p in own if p.year in span}
        found = self._match(plan, own, current)
        status, note = self._status(plan, own, found)
        return self._json(plan, own, found, status, note)

    def _match(self, plan: _Plan, own: Sequence[Paper], current: set[str]) -> list[tuple[Paper, Reported]]:
        out: list[tuple[Paper, Reported]] = []
        for paper in own:
            due = [t for t in plan.targets if paper.year == t.due or (not t.due and paper.id in current)]
            if paper.id not in current and not due:
                continue
            wanted = replace(plan.wanted, targets=tuple(due))
            found = self._matcher(paper).match(wanted)
            if paper.id not in current:
                found = [r for r in found if r.target is not None]
            out += [(paper, _fair(plan.paper, paper, r)) for r in found]
        return sorted(out, key=lambda row: (-row[1].score, row[0].id, row[1].span))

    def _matcher(self, paper: Paper) -> Matcher:
        key = (paper.id,)
        if key not in self._matchers:
            embedder = self.hybrid.models.embedder
            self._matchers[key] = Matcher(
                self._phrases, embedder.encode if embedder is not None else None, self._said(paper)
            )
        return self._matchers[key]

    def _said(self, paper: Paper) -> list[Statement]:
        if paper.id not in self._statements:
            home = self.facts.document(paper.id)
            self._statements[paper.id] = statements(home, self.facts.text(paper.id))
        return self._statements[paper.id]

    def _status(
        self, plan: _Plan, own: Sequence[Paper], found: Sequence[tuple[Paper, Reported]]
    ) -> tuple[Status, str]:
        if not own:
            years = sorted(
                {p.year for p in self._papers if p.is_report and p.key == plan.paper.key and p.year}
            )
            have = f"；已有的总结：{'、'.join(f'{y}年' for y in years)}" if years else ""
            return Status.NO_REPORT, f"没有{plan.paper.body}{plan.paper.year or ''}年的总结{have}"
        if not found:
            return Status.NOT_REPORTED, "总结没有提到"
        verdicts = {r.verdict for _, r in found}
        for verdict in _WORSE:
            if verdict in verdicts:
                note = "有报告，没有可核对的数字" if verdict is Verdict.REPORTED else ""
                return Status(verdict.value), note
        return Status.REPORTED, ""

    # --- JSON --------------------------------------------------------------------------------------

    def _json(
        self,
        plan: _Plan,
        own: Sequence[Paper],
        found: Sequence[tuple[Paper, Reported]],
        status: Status,
        note: str,
    ) -> dict[str, Any]:
        head = self.facts.heads[plan.paper.id]
        by_target = {r.target.span: (p, r) for p, r in reversed(found) if r.target is not None}
        missing = Status.NO_REPORT if not own else Status.NOT_REPORTED
        planned = [
            {
                "text": "".join(t.span.of(self.facts.text(plan.paper.id)).split()),
                **_figure(t),
                "status": str(by_target[t.span][1].verdict) if t.span in by_target else str(missing),
                "reported": _told(by_target[t.span][1]) if t.span in by_target else None,
                "evidence": self._evidence(plan.paper, plan.locator, t.span),
            }
            for t in plan.targets
        ]
        reports = [
            {
                "status": str(r.verdict),
                "score": round(r.score, 3),
                "text": "".join(r.span.of(self.facts.text(paper.id)).split()),
                "sentence": r.statement.text,
                "section": r.statement.section,
                "planned": _figure(r.target) if r.target is not None else None,
                "reported": _told(r),
                "year": paper.year,
                "title": paper.title,
                **self._evidence(paper, self._locator(paper, r), r.span),
            }
            for paper, r in found
        ]
        own_evidence = self._evidence(plan.paper, plan.locator, plan.span)
        return {
            "task": plan.id,
            "kind": plan.kind,
            "source_file": head.source_file,
            "document": head.id,
            "number": plan.number,
            "section": plan.section or None,
            "title": plan.title or None,
            "text": plan.text,
            "locator": plan.locator,
            "body": plan.paper.body,
            "city": head.city or None,
            "year": plan.paper.year,
            "departments": list(plan.departments),
            "status": str(status),
            "score": round(max((r.score for _, r in found), default=0.0), 3),
            "note": note,
            "planned": planned,
            "reports": reports,
            "report_documents": [p.id for p in own],
            "evidence": [
                own_evidence,
                *({k: r[k] for k in own_evidence} for r in reports),
            ],
            "start": plan.span.start,
            "end": plan.span.end,
        }

    def _locator(self, paper: Paper, report: Reported) -> str:
        return f"{self.facts.heads[paper.id].cite} {report.statement.section}".strip()

    def _evidence(self, paper: Paper, locator: str, span: Span) -> dict[str, Any]:
        return {
            "document": paper.id,
            "source_file": self.facts.heads[paper.id].source_file,
            "locator": locator,
            "quote": span.of(self.facts.text(paper.id)),
            "start": span.start,
            "end": span.end,
        }


def _fair(plan: Paper, report: Paper, found: Reported) -> Reported:
    """Half a year's report cannot say that a year's target was missed, nor one year's that three years' was."""
    early = report.interim or (
        (report.year or 0) < max(plan.years, default=0) and not (found.target and found.target.due)
    )
    if early and found.verdict is Verdict.SHORT and found.told is not None:
        return replace(found, verdict=Verdict.REPORTED)
    return found


def _figure(target: Target) -> dict[str, Any]:
    one = target.figure
    value: Any = one.low if one.low == one.high else f"{one.low:g}-{one.high:g}"
    return {
        "value": int(value) if isinstance(value, float) and value.is_integer() else value,
        "unit": one.unit,
        "shown": one.shown,
        "comparator": one.comparator,
    }


def _told(report: Reported) -> dict[str, Any] | None:
    if report.told is None:
        return None
    one = report.told.figure
    return {
        "value": int(one.high) if one.high.is_integer() else one.high,
        "unit": one.unit,
        "shown": one.shown,
        "comparator": one.comparator,
    }


def _order(span: Span) -> tuple[int, int]:
    return span.start, span.end
