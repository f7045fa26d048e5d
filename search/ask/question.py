"""What does a question name (问题分析)? Places, years, quarters, departments, people, instruments, kinds of document.

Everything is looked up in the workspace; what is named there and not here is said to be missing, which is half of
answering honestly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from kg.late_patterns import late
from search.ask.around import understood
from search.ask.cited import name_cited, name_genre, name_instruments
from search.ask.departments import name_departments
from search.ask.known import DepartmentNamed, Known
from search.ask.regions import name_places
from search.ask.spelling import Correction
from search.ask.times import name_times

__all__ = ["Question", "analyse"]


@dataclass(slots=True)
class Question:
    """An analysed question. `text` is folded for width and Traditional signs only; quotes stay."""

    original: str
    text: str
    cities: tuple[str, ...] = ()
    counties: tuple[str, ...] = ()
    unknown_places: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    quarters: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    genre: str = ""
    genre_word: str = ""
    items: int | None = None
    departments: tuple[DepartmentNamed, ...] = ()
    unknown_departments: tuple[str, ...] = ()
    """Named as somebody who has tasks, and of no document."""
    people: tuple[str, ...] = ()
    """Canonical IRIs."""
    unknown_people: tuple[str, ...] = ()
    initiatives: tuple[str, ...] = ()
    """Names of campaigns and brands, without their quotation marks: every document that answers has to have them."""
    corrected: tuple[Correction, ...] = ()
    inside: dict[str, frozenset[str]] = field(default_factory=dict)
    """Places beside another that no header names: the documents that speak of each."""
    strip: list[str] = field(default_factory=list)
    """Pieces of the text that name the scope, not the matter."""

    @property
    def only_person(self) -> bool:
        """Nothing but a person's name: a terse way to ask who that is."""
        return bool(self.people) and len(self.matter("是谁", "谁是", "同志")) <= 1

    @property
    def many_places(self) -> bool:
        return len(self.cities) > 1 or bool(
            re.search(r"两地|各地|各市|各省|[几两三四]个?(?:城?市|地)(?!总)|哪些(?:城?市|地方)", self.text)
        )

    def matter(self, *less: str) -> str:
        """What the question is about: without its scope and without `less`."""
        text = self.text
        pieces = {*self.strip, *less}
        pieces |= {
            p[1:] for p in pieces if p.startswith("的") and len(p) > 2
        }  # 的 may go with what is before
        for piece in sorted(pieces, key=len, reverse=True):
            if piece:
                text = text.replace(piece, " ")
        return " ".join(_EDGES.sub("", piece) for piece in _NOISE.sub(" ", text).split()).strip()


_NOISE: Final = late(
    r"[?？!！，。、,.;；:：（）()]|[这那]事(?:儿|情)?|[这那](?:一|几|两)?(?:些|块|摊子?|件|项|个|条|类)(?:杂事|活儿?|事情|事儿?|工作|任务)?(?:上|儿)?|请问|[那这]边(?![缘境疆防界])|那[届次批年回趟](?!数)|(?:的)?(?:时候|时节|当口)|(?:今年|去年)?[春夏秋冬]天|最后|最终|究竟|具体|大概|大约|去年|今年|明年|当年|年内|你知道|我想(?:知道|问)|告诉我|帮我(?:查|找)一?下?|到底|目前|现在|两地|各地|各市|各省|[几两三四]个(?:城?市|地方)|全市|我市|本市|全省|我省|市总工会|省总工会|总工会|市总|省总|"
    r"(?:里面|里|中|内|上|下)?(?:写的|规定的|安排的|提到的|要求的|明确的)|把|都|分别|各自"
)


_EDGES: Final = late(
    r"^(?:[的了由与将]|在(?![岗职编册建校])|和(?!谐)|要(?![约点求素])|会(?![员议计场展费籍址])|应该|应当|需要)+|[的了在由和与]+$|(?<![需重主必摘纪首])要$"
)


def analyse(original: str, known: Known) -> Question:
    """Finds what a question names. Never fails: what is not understood stays in the text."""
    text, corrected = known.spelling.correct(understood(original, known))
    question = Question(original, text, corrected=corrected)
    name_instruments(question, known)
    name_times(question, known)
    name_places(question, known)
    name_genre(question, known)
    name_cited(question, known)
    name_departments(question, known)
    _people(question, known)
    _initiatives(question, known)
    return question


_SURNAME: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石"
    "戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_PERSON_ASKED: Final = late(
    rf"^(?:请问)?([{_SURNAME}][㐀-鿿]{{1,2}})(?:同志|主席|部长|书记)?(?:是谁|是干什么的|是做什么的|现?(?:在[㐀-鿿]{{2,20}})?(?:担任|任)什么|的?(?:职务|身份|电话|联系电话|手机|联系方式)|\s+(?:职务|电话|身份))"
)


def _people(question: Question, known: Known) -> None:
    text = question.text
    people = known.people_in.within(text)
    people = [n for n in people if not any(n != m and n in m for m in people)]
    question.people = tuple(sorted({iri for name in people for iri in known.people[name]}))
    question.strip += [*people]
    if not people and (found := _PERSON_ASKED.search(text)) and not known.stands(found[1]):
        question.unknown_people = (found[1],)


def _initiatives(question: Question, known: Known) -> None:
    text = re.sub(r"《[^》]*》", "", question.text)
    found = known.initiatives_in.within(text)
    question.initiatives = tuple(
        sorted(
            (n for n in found if not any(n != m and n in m for m in found) and known.is_brand(n)),
            key=text.find,
        )
    )
    question.quoted = tuple(dict.fromkeys(n for q in question.quoted for n in _meant(q, found, known)))


def _meant(quoted: str, campaigns: Iterable[str], known: Known) -> list[str]:
    """The words in quotation marks as papers have them: “第三届泉城有约艺术节” is written 第三届“泉城有约”…艺术节, where the
    rest stands beside the name."""
    if known.stands(quoted):
        return [quoted]
    for name in sorted((n for n in campaigns if n in quoted), key=len, reverse=True):
        rest = [piece for piece in quoted.split(name) if piece]
        if all(_stands_beside(piece, name, known) for piece in rest):
            return [name]
    return [quoted]


_BESIDE_NAME: Final = 8
"""Signs that may stand between a name and what belongs to it."""


def _stands_beside(piece: str, name: str, known: Known) -> bool:
    """Does a paper have the piece shortly before or after the name?"""
    gap = rf"[^。\n]{{0,{_BESIDE_NAME}}}?"
    beside = re.compile(rf"{re.escape(piece)}{gap}{re.escape(name)}|{re.escape(name)}{gap}{re.escape(piece)}")
    papers = known.facts.saying(name)
    return any(beside.search(known.facts.text(h.id)) for h in papers[:_MOST_PAPERS])


_MOST_PAPERS: Final = 20
