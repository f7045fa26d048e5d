"""Which papers does a question name (文件)? By title, number, words in quotation marks, kind and number of items."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, process

from kg.late_patterns import late
from search.ask.framing import framing
from search.ask.known import Known
from search.ask.spelling import Correction

if TYPE_CHECKING:
    from search.ask.question import Question

__all__ = ["NUMBER", "name_cited", "name_genre", "name_instruments"]

_TITLE: Final = late(r"《([^》]{2,80})》?")
_QUOTED: Final = late(r"[“\"‘「『]([^”\"’」』]{2,30})[”\"’」』]")
NUMBER: Final = late(
    r"[㐀-鿿]{1,10}[〔\[（(【［]\s*\d{4}\s*[〕\]）)】］]\s*第?\s*\d+\s*号|[〔\[]\s*\d{4}\s*[〕\]]\s*\d+\s*号"
)
_ITEMS: Final = late(
    r"(\d{1,3}|[一二三四五六七八九十]{1,3})项(?:任务|工作)?(?:的)?(?=(?:那|这)?[份个本]|工作台账|台账|要点|清单|里(?!程)|当?中(?!心))|[(（](\d{1,3})项[^)）]{0,6}[)）]"
)
# 文种 and what people call it: the longer first.
_GENRES: Final = (
    ("工作台账", "工作台账"), ("台账", "工作台账"), ("任务清单", "工作台账"), ("工作清单", "工作台账"), ("责任清单", "工作台账"), ("清单里", "工作台账"), ("清单中", "工作台账"), ("工作要点", "工作要点"), ("要点", "工作要点"), ("实施方案", "实施方案"),
    ("工作方案", "实施方案"), ("活动方案", "实施方案"), ("工作总结", "工作总结"), ("年度总结", "工作总结"), ("总结", "工作总结"),
    ("方案里", "实施方案"), ("方案中", "实施方案"), ("意见里", "意见"), ("意见中", "意见"), ("办法里", "办法"), ("办法中", "办法"),
)  # fmt: skip
_SAME_TITLE: Final = 92.0
"""How alike, of 100, a title of no document must be to one that is known to be taken for it."""


def name_instruments(question: Question, known: Known) -> None:
    """Fills in the titles, numbers and words in quotation marks; titles a sign off are put right."""
    text = question.text
    written = [m.strip() for m in _TITLE.findall(text)]
    for title in written:
        if len(title) < 6 or known.stands(title):
            continue
        if near := process.extractOne(title, known.policies, scorer=fuzz.ratio, score_cutoff=_SAME_TITLE):
            question.corrected += (Correction(title, near[0]),)
            text = question.text = text.replace(title, near[0])
    question.titles = tuple(m.strip() for m in _TITLE.findall(text))
    if not question.titles and not re.search(r"怎么|解释|有效期|施行|生效", text):
        # a title without its brackets; the longest, as one may stand in another
        standing = [p for p in known.policies_in.within(text) if not known.own_runs.have(p)]
        bare = max(standing, key=len, default="")
        if bare and not any(w in text for w in ("发文字号", "文号", "印发", "标题", "主送")):
            question.titles = (bare,)
            question.strip.append(bare)
    for written in _QUOTED.findall(text):
        if _DOT.search(written) and known.stands(written) and (usual := _other_dot(written, known)):
            text = question.text = text.replace(written, usual)
    question.quoted = tuple(m for m in _QUOTED.findall(text) if not any(m in t for t in question.titles))
    bare = re.sub(r"《[^》]*》", "", text)
    question.numbers = tuple(m.group() for m in NUMBER.finditer(bare)) + tuple(
        m.group() for t in question.titles for m in NUMBER.finditer(t)
    )


# The dot between month and day or between names has many signs: 3·8, 3•8, 3．8.
_DOTS: Final = "·•・‧∙⋅●."
_DOT: Final = late(f"[{_DOTS}]")


def _other_dot(written: str, known: Known) -> str:
    """The name as the documents write it; "" where they write it with no such dot."""
    variants = (_DOT.sub(dot, written) for dot in _DOTS)
    return next((v for v in variants if known.in_text(v)), "")


#: 总结验收阶段, 总结推广经验: an act, not a paper; 总结报告几号前完成: a paper that is yet to come.
_NO_PAPER: Final = (
    r"(?!验收|评估|提升|推广|经验|表彰|阶段|大会|会议"
    r"|(?:报告|材料)?(?:应|要|须|得|最晚|最迟)*(?:在|于)?(?:几号|什么时候|何时|哪一?天|什么时间|几月))"
)


def name_genre(question: Question, known: Known) -> None:
    """Fills in the kind of paper and its number of items, and which words only say in whose paper to look."""
    text = re.sub(r"《[^》]*》", "", question.text)
    for word, genre in _GENRES:
        if re.search(rf"(?<!什么)(?<!哪[个份些])(?<!哪){word}{_NO_PAPER if word == '总结' else ''}", text):
            question.genre, question.genre_word = genre, word
            break
    words = [word for word, _ in _GENRES if word in text]
    question.strip += framing(question.text, words, known.own_folded, (*question.cities, *question.counties))
    if found := _ITEMS.search(text):
        written = found[1] or found[2]
        question.items = int(written) if written.isdigit() else _chinese(written)
        question.strip.append(found.group())


# 由哪条任务来贯彻, 哪项工作跟它有关: the paper named before is what tasks cite, not the paper to look in.
_CITED_BY: Final = late(
    r"(?:哪|什么)(?:一|几)?(?:项|条|个|些)?(?:重点)?(?:任务|工作|举措|台账)[^，。？?]{0,6}?(?:贯彻|落实|执行|提到|有关|相关|对应|引用|转发|宣传)"
)


def name_cited(question: Question, known: Known) -> None:
    """A paper that only others cite, named by its words and kind: 垃圾分类那份工作要点. Its kind is no scope then."""
    if question.titles or question.numbers or not question.genre or not _CITED_BY.search(question.text):
        return
    said = question.text[: question.text.find(question.genre_word) + len(question.genre_word)]
    loose = re.sub(r"的?[那这](?:份|个|部)|[“”\"\s]", "", said)
    title = known.titles_cited.loosely(loose)
    if title and not known.titles_own.loosely(loose):
        question.titles = (title,)
        question.genre = question.genre_word = ""
        question.quoted = tuple(
            q for q in question.quoted if q not in title.replace("“", "").replace("”", "")
        )
        question.strip.append(said)


def _chinese(written: str) -> int | None:
    import cn2an

    try:
        return int(cn2an.cn2an(written, "smart"))
    except ValueError:
        return None
