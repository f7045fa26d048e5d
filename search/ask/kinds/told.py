"""What does a plain sentence say (句子直接写明的)? For questions that no other kind knows: the value of the sort asked for in the
one clause that says all the telling words.

Only where a clause is clearly the best, or all that are say the same: else nothing is answered.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.late_patterns import late
from kg.model import Span
from search.ask.answer import Answer
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._covering import Covering, Matter, covering, matter_of, met
from search.ask.kinds._members import asks_chosen, says_chosen
from search.ask.kinds._prose import Said, quoted
from search.ask.kinds._queries import passage_texts
from search.ask.kinds._values import values_in
from search.ask.owners import Owner, owner_of
from search.ask.sentences import sentences
from search.ask.wanted import Sort, Wanted, wanted
from search.tokens import fold

PATTERNS = (
    Pattern.of(
        "question-word",
        r"多少|多大|多高|多长|多久|几|谁|哪|什么|何|怎|如何|比例|时限|期限|地点|时间|日期|名次",
        "每班每期多少人？",
    ),
)
#: What no sentence tells by itself, or another kind reckons: reasons, comparisons, totals, parts of a letter (抄送).
_NOT_HERE: Final = late(
    r"为什么|为何|原因|怎么(?:会|没)|类似|相同|不同|区别|相比|对比|谁(?:更|最)|哪个更|更[多高大好早晚]|一样|一共有?(?:多少|几)项|总共(?:多少|几)项|电话|手机|号码|邮箱|联系方式|密码|文号|字号|除了|之外|以外|没有(?:写|提)|抄送|主送|抄报|落款|成文日期|印发日期|进展(?:得|到)?(?:如何|怎|哪)|完成(?:得|情况)|了吗|是不是|是否"
)
_CLAUSE_ENDS: Final = "，；：。！？,;:"
_LEAST: Final = 0.55
_CLEAR: Final = 0.08
"""How far the best value has to be before the next that says another."""
_FAR: Final = 60


@dataclass(frozen=True, slots=True)
class _Told:
    """A value, its sentence, and how well its clause speaks of the matter."""

    score: float
    sentence: Covering
    spans: tuple[Span, ...]

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(self.sentence.words[s.start : s.end] for s in self.spans)


def answer(ask: Ask) -> Answer | None:
    text = ask.question.text
    asks = wanted(text)
    # the steps of quarters are rows, which sentences do not tell apart
    if asks is None or _NOT_HERE.search(text) or ask.question.many_places or ask.question.quarters:
        return None
    if ask.question.people and _TITLE_ASKED.search(text):
        return _title_of_talk(ask)
    matter = matter_of(ask, asks)
    if not matter.weight:
        return None
    found = [one for sentence in covering(ask, matter) for one in _read(ask, asks, sentence)]
    best = _clearly(found)
    return None if best is None else _answer(ask, best)


#: 车望舒教授讲课的题目叫什么, 讲座题目是什么.
_TITLE_ASKED: Final = late(r"(?:题目|讲题|课题名)(?:又|都)?(?:叫做?|是|为)?(?:个)?(?:什么|啥)")
_TITLE: Final = late(
    r"以(?P<a>《[^》\n]{2,60}》|“[^”\n]{2,60}”)为(?:题|主题)|题为(?P<b>《[^》\n]{2,60}》|“[^”\n]{2,60}”)|(?P<c>《[^》\n]{2,60}》)(?:的)?(?:专题)?(?:讲座|辅导课|辅导报告|专题课|报告会|党课)"
)


def _title_of_talk(ask: Ask) -> Answer | None:
    """The one title that a sentence with the person's name gives a talk; none where sentences give several."""
    names = [n for n in ask.known.people_in.within(ask.question.text) if len(n) > 1]
    found: dict[str, tuple[Said, Span]] = {}
    for name in names:
        saying = {h.id for h in ask.facts.saying(name)}
        for head in (h for h in ask.scope.documents if h.id in saying):
            text = ask.facts.text(head.id)
            for sentence in sentences(text):
                if name not in sentence.of(text):
                    continue
                for m in _TITLE.finditer(text, sentence.start, sentence.end):
                    at = Span(*m.span(m.lastgroup or 0))
                    found.setdefault(at.of(text), (Said(1.0, head, head.cite, head.id, sentence), at))
    if len(found) != 1:
        return None
    said, at = next(iter(found.values()))
    return quoted(ask, KIND.name, said, (at,))


def _read(ask: Ask, asks: Wanted, sentence: Covering) -> list[_Told]:
    matter = sentence.matter
    if not matter.weight and not matter.act and not _OF_ITS_OWN.search(asks.unit):
        return []  # the paper's title says all that the question does: any of its figures would do
    out = []
    for spans in values_in(ask, asks, sentence.words):
        if any(fold(sentence.words[s.start : s.end]) in fold(ask.question.text) for s in spans):
            continue
        if asks_chosen(ask.question.text) and not _chosen(sentence.words, spans):
            continue
        if asks.sort is Sort.PERSON and not _same_side(ask, asks, sentence.words):
            continue
        if not matter.weight and matter.act and not _acts(matter, sentence.words, spans[0].start):
            continue
        out.append(_Told(_score(ask, asks, sentence, spans), sentence, spans))
    return out


def _chosen(words: str, spans: tuple[Span, ...]) -> bool:
    """Says the clause of the value that it was chosen?"""
    left = max((words.rfind(c, 0, spans[0].start) for c in _CLAUSE_ENDS if c not in "：:"), default=-1) + 1
    right = min((at for c in _CLAUSE_ENDS if (at := words.find(c, spans[-1].end)) >= 0), default=len(words))
    return says_chosen(words[left:right])


def _acts(matter: Matter, words: str, at: int) -> bool:
    """Stands the verb of the question in the value's clause, before it?"""
    left = max((words.rfind(c, 0, at) for c in _CLAUSE_ENDS), default=-1) + 1
    return any(sign in words[left:at] for sign in matter.act)


def _same_side(ask: Ask, asks: Wanted, words: str) -> bool:
    """甲协助谁 is not answered by 乙协助甲: the person named stands on the same side of the verb."""
    text = fold(ask.question.text)
    folded = fold(words)
    for iri in ask.question.people:
        name = fold(ask.known.entities.name(iri))
        if name in text and text.find(name) < asks.span.start and folded.find(name) > 0:
            return folded.find(name) <= _FRONT
    return True


_FRONT: Final = 4
"""Signs before the name of whom a line speaks."""


def _score(ask: Ask, asks: Wanted, sentence: Covering, spans: tuple[Span, ...]) -> float:
    """How much of the matter the clause of the value says, and the clause before it, and how near."""
    words, matter = sentence.words, sentence.matter
    if asks.sort is Sort.CLAUSE:
        return sentence.own
    start, end = spans[0].start, spans[-1].end
    left = max((words.rfind(c, 0, start) for c in _CLAUSE_ENDS), default=-1) + 1
    if asks.sort is Sort.QUANTITY and _FIGURE.search(words, left, max(left, words.rfind("、", left, start))):
        left = words.rfind("、", left, start) + 1  # 书屋20个、图书角10个: each has its own
    right = min((at for c in _CLAUSE_ENDS if (at := words.find(c, end)) >= 0), default=len(words))
    further = max((words.rfind(c, 0, max(0, left - 1)) for c in _CLAUSE_ENDS), default=-1) + 1
    lead = words[left:start]
    here = fold(words[left:right])
    said, wide = matter.said(here), fold(words[further:right])
    elliptic = len(lead) + right - end <= _ELLIPTIC
    if elliptic:  # …验收合格的，每个补助2万元
        if asks.sort is Sort.DATE:
            after = min(
                (at for c in _CLAUSE_ENDS if (at := words.find(c, right + 1)) >= 0), default=len(words)
            )
            here = fold(words[left:after])
            said = max(said, matter.said(here))
        else:
            said, here = max(said, _OF_SENTENCE * sentence.own), fold(words)
    if _OF_ITS_OWN.search(asks.unit) and said < _UNIQUE:  # 岁, 字: no other figure of the paper is one
        said = _UNIQUE
    score = 0.5 * said + 0.2 * matter.said(wide) + 0.2 * sentence.own
    near = sum(met(n, here) for n in matter.near)
    score += _NEAR * near / len(matter.near) if matter.near else 0.0
    score -= _NEAR if matter.near and not near and not elliptic else 0.0
    if matter.act:
        score += _ACT if any(sign in words[left:right] for sign in matter.act) else -_ACT
    if matter.level and matter.level not in words[left:right]:
        score -= _OTHER_LEVEL
    if matter.each:
        score += _EACH_ONE if _EACH.search(words[left:start]) else -_EACH_ONE
    score += sentence.tense
    score += _owned(ask.question.text, owner_of(words, Span(0, len(words)), spans[0]))
    score -= 0.1 * min(1.0, _distance(here, fold(words[start:end]), matter) / _FAR)
    return score


_OTHER_LEVEL: Final = 0.5
_NEAR, _ACT, _EACH_ONE = 0.15, 0.1, 0.12
"""What it is worth that the clause of the value says the words beside the question word, the verb before it, 每."""
_FIGURE: Final = late(r"\d")
_ELLIPTIC, _OF_SENTENCE, _UNIQUE = 7, 0.75, 0.8
"""Signs beside a value in a clause that leaves out what it speaks of; what is said then, by what its sentence says; and for
units that nothing else is counted in."""
_OF_ITS_OWN: Final = late(r"^(?:岁|字|平方米)$")
_EACH: Final = late(r"[每各]")


def _owned(asked: str, owner: Owner | None) -> float:
    """Whose figure of a row it is: 望霞区8名、白棠县6名."""
    if owner is None:
        return 0.0
    if any(name in asked for name in owner.names):
        return _ITS_OWN
    return -_ITS_OWN if any(name in asked for name in owner.others) else -_SOMEBODYS


_ITS_OWN, _SOMEBODYS = 0.5, 0.2


def _distance(clause: str, value: str, matter: Matter) -> int:
    """Signs between the value and the nearest of the words that stand beside the question word."""
    at = clause.find(value)
    spots = [(p, p + len(n.word)) for n in matter.near if (p := clause.find(n.word)) >= 0]
    if at < 0 or not spots:
        return _FAR // 2
    return min(max(at - stop, p - at - len(value), 0) for p, stop in spots)


def _clearly(found: list[_Told]) -> _Told | None:
    """The best, where no other value is nearly as good."""
    if not found:
        return None
    best = max(found, key=lambda t: t.score)
    if best.score < _LEAST:
        return None
    mine = {fold(v) for v in best.values}
    for one in found:
        if one.score > best.score - _CLEAR and {fold(v) for v in one.values} != mine:
            return None
    return best


def _answer(ask: Ask, told: _Told) -> Answer:
    sentence = told.sentence
    places = [sentence.span(s.start, s.end) for s in told.spans]
    values = list(dict.fromkeys(told.values))
    whole = sentence.span(0, len(sentence.words))
    where = sentence.locator or sentence.head.cite
    return Answer(
        KIND.name,
        f"{where}写的是：{'；'.join(values)}。",
        {"value": values[0]} if len(values) == 1 else {"set": values},
        tuple(dict.fromkeys(ask.evidence(sentence.head, where, s) for s in (*places, whole))),
        passage_texts([sentence.passage]),
        basis="passage",
    )


KIND = Kind("told", PATTERNS, answer)
