"""Which sentence of a summary reports on a planned task, and with what figure (计划与总结的匹配)?

Two figures are one matter where their units count alike and their words, concepts, names and meaning agree. One that is
about something else is worse than none, so what is doubtful is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from kg.model import Span
from search.outcomes.claims import SHORTFALL, Part, Statement, Target, Told
from search.outcomes.figures import Verdict, comparable, judge
from search.outcomes.phrases import Phrase, Phrases, core, verb_of, verbs_clash
from search.tokens import fold

__all__ = ["Matcher", "Reported", "Wanted"]

Encode = Callable[[Sequence[str]], npt.NDArray[np.float32]]

FIGURE_LEAST: Final = 0.56
"""Below it two figures are not compared."""
TEXT_LEAST: Final = 0.62
"""Below it a sentence does not speak of a task. Both chosen on the sample and the invented pairs of tests/search."""
_WEAK: Final = 1.0
"""A phrase with less strength than this (新建12家) borrows the words before it."""
_SAME_SUBJECT: Final = 0.3
"""A figure of an ordinary thing (比赛项目8个) must stand in a sentence that speaks of the task's own subject."""
_BY_NAME: Final = 0.75
"""How far the same verb done to a thing by its own name (建成“暖巢驿站”) answers for its kind (新建服务站点)."""
_TEXT_WEAK: Final = 1.5
"""One ordinary word alone (比赛项目8个) finds no sentence."""
_LEAST_PART: Final = 0.2
"""A smaller part of a task's words does not speak for all of it."""
_CLASH: Final = 0.6
_OTHER_NAME: Final = 0.75
_ONLY: Final = 0.8
"""From so much of a task's subject in a sentence its one figure of a unit is the report on the plan's one figure of it
(课程40门: 职工夜校开课31门), whatever the words between."""
_LIKELY: Final = 3.0
"""…and within so many times more or less."""
_FAR_OFF: Final = 6.0
"""A report that is so many times more or less than was planned mostly counts something else."""

_ANYTHING: Final = frozenset(("%", "元"))
"""Units of shares and sums, which count many things of one matter."""

# Verbs of an act that is over once it is said (召开了): one that both sides have makes a matter done.
_ACTS: Final = (
    "投入使用 全覆盖 压减 精简 召开 举行 举办 印发 出台 制定 成立 建立 组建 设立 建成 上线 开通 开放 投用 启用 命名 表彰 修订 发布 签订 挂牌 竣工 完工 落成 "
    "编印 出版 完成 验收 试点 启动".split()
)
_SAME_ACT: Final = {
    "举行": "召开", "印发": "制定", "出台": "制定", "发布": "制定", "修订": "修订", "组建": "成立", "建立": "成立", "设立": "成立",
    "投入使用": "开放", "启用": "开放", "投用": "开放", "开通": "上线", "竣工": "建成", "完工": "建成", "落成": "建成", "出版": "编印",
}  # fmt: skip
_COMPLETE: Final = re.compile(
    r"全面完成|圆满完成|顺利完成|如期完成|按期完成|全部完成|超额完成|已完成|已建成|正式(?:上线|启用|投用|投入|开放|运行)"
)
# 推荐2家申报示范点 is no point built; what won a higher level's prize is not what was planned here.
# 保障计划, 行动计划 are names of things; what is planned goes on with a verb or a figure.
_PLANNED: Final = r"计划(?:[于在]|再|将|新|建|开|举|组|培|完|投|实施|\d)"
_TRIED: Final = re.compile(rf"推荐|申报|申请|争取|入围|拟|筹备|{_PLANNED}|储备")
_NUMBER: Final = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,4}[）)、.．]?|[一二三四五六七八九十]是")
_HIGHER: Final = re.compile(r"国家级|全国|省级|全省|省部级")
_UNDER_WAY: Final = re.compile(
    rf"正在|拟|筹备|{_PLANNED}|力争|初步|启动|推进中|有序推进|逐步|稳步推进|探索|准备|谋划|着手|进入"
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A planned matter: its words as one phrase, those of its title or first clause, its single clauses, the names in it, and its targets."""

    whole: Phrase
    subject: Phrase
    title: str
    clauses: tuple[str, ...]
    names: frozenset[str]
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class Reported:
    """What a sentence says of a matter or of one of its targets. `span` is the quote, `statement` its whole sentence."""

    verdict: Verdict
    score: float
    span: Span
    statement: Statement
    target: Target | None = None
    told: Told | None = None


@dataclass(frozen=True, slots=True)
class _Pair:
    score: float
    target: Target
    told: Told
    statement: Statement


class Matcher:
    """Matches against the sentences of one body's summaries of one year."""

    def __init__(self, phrases: Phrases, encode: Encode | None, statements: Sequence[Statement]) -> None:
        self._phrases, self._encode = phrases, encode
        self._statements = statements
        self._rows = [(s, told) for s in statements if s.part is Part.DONE for told in s.told]
        self._told_vectors = self._vectors([_context(told) for _, told in self._rows])
        self._text_vectors = self._vectors([s.text for s in statements])

    def match(self, wanted: Wanted) -> list[Reported]:
        """The best report on each target, then, where none has one, on the matter as a whole; best first."""
        found = self._figures(wanted)
        if not found:
            found = self._texts(wanted)
        found += self._shortfalls(wanted, found)
        return sorted(found, key=lambda r: (-r.score, r.span))

    # --- figures -----------------------------------------------------------------------------------

    def _figures(self, wanted: Wanted) -> list[Reported]:
        pairs: list[_Pair] = []
        for target in wanted.targets:
            owns = self._owns(wanted, target)
            cosines = self._cosines(_near_words(wanted, target), self._told_vectors)
            for at, (statement, told) in enumerate(self._rows):
                if not comparable(target.figure, told.figure):
                    continue
                score = max(
                    self._figure_score(wanted, target, own, statement, told, cosines[at]) for own in owns
                )
                if score >= FIGURE_LEAST:
                    pairs.append(_Pair(score, target, told, statement))
        pairs.sort(key=lambda p: (-p.score, p.target.span, p.told.span))
        out: list[Reported] = []
        used: set[Span] = set()
        answered: set[Span] = set()
        for pair in pairs:
            if pair.told.span in used or pair.target.span in answered:
                continue
            used.add(pair.told.span)
            answered.add(pair.target.span)
            tried = _TRIED.search(pair.told.phrase) and not _TRIED.search(pair.target.phrase)
            verdict = Verdict.REPORTED if tried else judge(pair.target.figure, pair.told.figure)
            out.append(
                Reported(
                    verdict, min(1.0, pair.score), pair.told.span, pair.statement, pair.target, pair.told
                )
            )
        return out

    def _owns(self, wanted: Wanted, target: Target) -> list[Phrase]:
        """A target's words in each way that the task puts them; those that say little with the words before them."""
        out = []
        for words in (target.phrase, *target.also):
            own = self._phrases.of(core(words))
            if own.strength < _WEAK:
                lead = _last(target.lead) if words is target.phrase else ""
                own = own.joined(self._phrases.of(lead or wanted.title or wanted.clauses[0]))
            out.append(own)
        return out

    def _figure_score(
        self, wanted: Wanted, target: Target, own: Phrase, statement: Statement, told: Told, cosine: float
    ) -> float:
        phrases = self._phrases
        said = phrases.of(told.phrase)
        near = said.joined(phrases.of(_last(told.lead)))
        sentence = phrases.of(statement.text)
        given = said if said.strength >= _WEAK else near
        forth = max(
            phrases.cover(own, said), 0.95 * phrases.cover(own, near), 0.8 * phrases.cover(own, sentence)
        )
        back = phrases.cover((given if wanted.names else given.nameless()).telling(), wanted.whole)
        score = 0.5 * forth + 0.3 * back + 0.2 * max(0.0, cosine)
        if any(key.startswith("n:") and key[2:] in wanted.names for key in said.keys) and same_verb(
            target.phrase, told.phrase
        ):
            score = max(score, 0.5 * max(forth, _BY_NAME) + 0.3 * back + 0.2 * max(0.0, cosine))
        if wanted.names and any(name in near.folded for name in wanted.names):
            score += 0.25
        elif wanted.names and any(name in sentence.folded for name in wanted.names):
            score += 0.1
        elif any(key.startswith("n:") and key[2:] not in wanted.whole.folded for key in near.keys):
            # Another campaign's figure: 参赛2000人 of one competition is not that of another.
            score = score * _OTHER_NAME if wanted.names else score - 0.08
        if own.strength < _TEXT_WEAK and phrases.cover(wanted.subject.telling(), sentence) < _SAME_SUBJECT:
            score *= _OTHER_NAME
        if _HIGHER.search(told.phrase) and not _HIGHER.search(wanted.whole.folded):
            score *= _OTHER_NAME
        if verbs_clash(verb_of(target.phrase), verb_of(told.phrase)):
            score *= _CLASH
        elif self._only(wanted, target, statement, told, sentence):
            score = max(score, FIGURE_LEAST)
        if told.figure.high and target.figure.low:
            ratio = told.figure.high / target.figure.low
            if not 1 / _FAR_OFF <= ratio <= _FAR_OFF:
                score *= 0.8
        return score

    def _only(
        self, wanted: Wanted, target: Target, statement: Statement, told: Told, sentence: Phrase
    ) -> bool:
        """Whether both sides speak of one subject and count in this unit once each."""
        family = target.figure.family
        if family in _ANYTHING or sum(t.figure.family == family for t in wanted.targets) > 1:
            return False
        if sum(t.figure.family == family for t in statement.told) > 1 or not target.figure.low:
            return False
        if not 1 / _LIKELY <= told.figure.high / target.figure.low <= _LIKELY:
            return False
        subject = self._phrases.of(wanted.title or wanted.clauses[0])
        return self._phrases.cover(subject.telling(), sentence) >= _ONLY

    # --- sentences ---------------------------------------------------------------------------------

    def _texts(self, wanted: Wanted) -> list[Reported]:
        best: Reported | None = None
        for clause in wanted.clauses:
            own = self._phrases.of(clause)
            if own.strength < _TEXT_WEAK:
                continue
            cosines = self._cosines(clause, self._text_vectors)
            for at, statement in enumerate(self._statements):
                if statement.part is not Part.DONE:
                    continue
                span, score = self._text_score(wanted, own, statement, cosines[at])
                if score >= TEXT_LEAST and (best is None or score > best.score):
                    best = Reported(self._done(wanted, clause, statement, span), score, span, statement)
        return [best] if best is not None else []

    def _done(self, wanted: Wanted, clause: str, statement: Statement, span: Span) -> Verdict:
        """DONE only where the clause is a good part of the task, and no figure of the plan stays open."""
        verdict = _told_done(clause, statement, span)
        share = self._phrases.of(clause).strength / max(wanted.whole.strength, 0.1)
        is_open = any(target.in_wording and target.figure.low > 1 for target in wanted.targets)
        if verdict is Verdict.DONE and (is_open or share < _LEAST_PART):
            return Verdict.REPORTED
        return verdict

    def _text_score(
        self, wanted: Wanted, own: Phrase, statement: Statement, cosine: float
    ) -> tuple[Span, float]:
        """(the clause that says it, score)."""
        phrases = self._phrases
        scored = [
            (phrases.cover(own, phrases.of(words)), -n, span)
            for n, (span, words) in enumerate(statement.clauses)
        ]
        cover, _, span = max(scored, default=(0.0, 0, statement.span))
        score = 0.7 * max(cover, 0.85 * phrases.cover(own, phrases.of(statement.text))) + 0.3 * max(
            0.0, cosine
        )
        if any(name in fold(statement.text) for name in wanted.names):
            score += 0.25
            span = next(
                (s for s, words in statement.clauses if any(n in fold(words) for n in wanted.names)), span
            )
        return span, min(1.0, score)

    def _shortfalls(self, wanted: Wanted, found: Sequence[Reported]) -> list[Reported]:
        """Where a summary says that this very matter fell short, and gives no figure for it."""
        if any(r.verdict in (Verdict.SHORT, Verdict.DONE, Verdict.EXCEEDED) for r in found):
            return []
        out: list[Reported] = []
        for clause in wanted.clauses:
            own = self._phrases.of(clause)
            if own.strength < _WEAK:
                continue
            for statement in self._statements:
                if not statement.falls_short:
                    continue
                cover = self._phrases.cover(own, self._phrases.of(statement.text))
                named = any(name in fold(statement.text) for name in wanted.names)
                score = min(1.0, cover + (0.3 if named else 0.0))
                if score >= 0.7 and not out:
                    span = next(
                        (s for s, words in statement.clauses if SHORTFALL.search(words)), statement.span
                    )
                    out.append(Reported(Verdict.SHORT, score, span, statement))
        return out

    # --- meaning -----------------------------------------------------------------------------------

    def _vectors(self, texts: Sequence[str]) -> npt.NDArray[np.float32] | None:
        return None if self._encode is None or not texts else self._encode(texts)

    def _cosines(self, text: str, vectors: npt.NDArray[np.float32] | None) -> Sequence[float]:
        if self._encode is None or vectors is None:
            return [0.0] * max(len(self._rows), len(self._statements))
        return [float(c) for c in vectors @ self._encode([text])[0]]


def same_verb(one: str, other: str) -> bool:
    kind = verb_of(one)
    return kind is not None and kind == verb_of(other)


def _last(lead: str) -> str:
    """The clause right before."""
    parts = [p for p in re.split(r"[，,：:。；;]", lead) if p.strip() and not _NUMBER.fullmatch(p.strip())]
    return parts[-1] if parts else ""


def _near_words(wanted: Wanted, target: Target) -> str:
    return f"{_last(target.lead) or wanted.title}，{target.phrase}"


def _context(told: Told) -> str:
    return f"{_last(told.lead)}，{told.phrase}"


def _told_done(clause: str, statement: Statement, span: Span) -> Verdict:
    """DONE where both sides name the same act, or the report says that it is complete; else REPORTED."""
    words = next((words for at, words in statement.clauses if at == span), statement.text)
    if SHORTFALL.search(statement.text):
        return Verdict.SHORT
    if _UNDER_WAY.search(words):
        return Verdict.REPORTED
    if re.search(r"\d", clause) and not re.search(r"(?<!\d)1[次场个家所]", clause):
        return Verdict.REPORTED
    if _COMPLETE.search(words) or {_act(a) for a in _ACTS if a in clause} & {
        _act(a) for a in _ACTS if a in words
    }:
        return Verdict.DONE
    return Verdict.REPORTED


def _act(verb: str) -> str:
    return _SAME_ACT.get(verb, verb)
