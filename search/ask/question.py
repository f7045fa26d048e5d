"""What does a question name (问题分析)? Places, years, quarters, departments, people, instruments, kinds of document.

Everything is looked up in the workspace; what is named there and not here is said to be missing, which is half of
answering honestly.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final

from rapidfuzz import fuzz, process

from kg import ids
from kg.entities import Entities
from kg.late_patterns import late
from kg.resolution.departments import abbreviates, lexicon
from search.ask.facts import Facts, Head
from search.ask.framing import framing
from search.ask.instruments import Titles, core
from search.ask.names import names_of
from search.ask.regions import name_places
from search.ask.spelling import Correction, Spelling, question_words
from search.ask.standing import Numbers, Runs, Standing
from search.ask.wording import regular
from search.tokens import fold

__all__ = ["DepartmentNamed", "Known", "Question", "analyse"]

_DIGITS: Final = {"一": "1", "二": "2", "三": "3", "四": "4", "1": "1", "2": "2", "3": "3", "4": "4"}
_QUARTER: Final = late(r"(?<!哪)第?([一二三四1-4])季度|[Qq]([1-4])(?!\d)")
_HALVES: Final = {"上半年": ("Q1", "Q2"), "下半年": ("Q3", "Q4")}
_YEAR: Final = late(r"(?<!\d)((?:19|20)\d{2})(?!\d|[〕\]\)）]\s*第?\d+号)")
_CN_YEAR: Final = late(r"([二一][〇零○0九][〇零○一二三四五六七八九]{2})年")
_TITLE: Final = late(r"《([^》]{2,80})》?")
_QUOTED: Final = late(r"[“\"‘「『]([^”\"’」』]{2,30})[”\"’」』]")
_NUMBER: Final = late(
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


@dataclass(frozen=True, slots=True)
class DepartmentNamed:
    """A department as asked for: the IRIs that it may be, and whether the documents have one of that name."""

    label: str
    iris: frozenset[str]
    names: frozenset[str] = frozenset()
    """Their preferred names."""


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
    r"[?？!！，。、,.;；:：（）()]|[这那]事(?:儿|情)?|[这那](?:一|几|两)?(?:些|块|摊子?|件|项|个|条|类)(?:杂事|活儿?|事情|事儿?|工作|任务)?(?:上|儿)?|请问|最后|最终|究竟|具体|大概|大约|去年|今年|明年|当年|年内|你知道|我想(?:知道|问)|告诉我|帮我(?:查|找)一?下?|到底|目前|现在|两地|各地|各市|各省|[几两三四]个(?:城?市|地方)|全市|我市|本市|全省|我省|市总工会|省总工会|总工会|市总|省总|"
    r"(?:里面|里|中|内|上|下)?(?:写的|规定的|安排的|提到的|要求的|明确的)|把|都|分别|各自"
)


_MOST_NAMES: Final = 100_000
"""Titles and numbers whose folded form is remembered: every question about a paper is held against all of them."""
_LEAST_CAMPAIGN: Final = 3
_LEAST_DEPARTMENT: Final = 3
"""Signs of a name that is looked for in questions."""
_EDGES: Final = late(
    r"^(?:[的了由与将]|在(?![岗职编册建校])|和(?!谐)|要(?![约点求素])|会(?![员议计场展费籍址])|应该|应当|需要)+|[的了在由和与]+$|(?<![需重主必摘纪首])要$"
)


class Known:
    """The names that a workspace has, prepared for finding them in questions; of one generation."""

    def __init__(
        self, facts: Facts, entities: Entities, stands: Callable[[str], bool], terms: tuple[str, ...] = ()
    ) -> None:
        """`stands` says whether some document has words as they are; `terms` are words of the trade (thesaurus)."""
        self.facts, self.entities, self.stands, self._terms = facts, entities, stands, terms
        heads = facts.heads.values()
        names = names_of(facts, entities)
        self.own_titles = frozenset(name for h in heads for name in h.names)
        self.numbers = {h.doc_number for h in heads if h.doc_number} | set(names.numbers)
        self.policies = self.own_titles | set(names.titles)
        self.initiatives = names.campaigns
        self.department_names = names.departments
        self._preferred = names.department_names
        self.people = names.people
        self.places_said = names.organizations
        self.cities = {h.city for h in heads if h.city}
        self.provinces = {h.province for h in heads if h.province}
        self.counties = {h.county for h in heads if h.county}
        self.years = {h.year for h in heads if h.year}
        self.said_counties = set(names.counties)
        """Counties whose unions the documents speak of, whether or not they have papers of their own."""
        self._brands: dict[str, bool] = {}
        self._meant: dict[str, DepartmentNamed] = {}
        self._everyday: dict[str, DepartmentNamed] = {}

    def prepare(self) -> None:
        """Makes what names are looked for in."""
        _ = (
            self.people_in,
            self.initiatives_in,
            self.departments_in,
            self.policies_in,
            self.own_folded,
            self.own_runs,
        )
        _ = self.own_numbers, self.titles_own, self.titles_cited
        self.spelling.correct("工会")

    # --- names to be found in a text, and by their words ---------------------------------------------

    @cached_property
    def people_in(self) -> Standing:
        return Standing(self.people)

    @cached_property
    def initiatives_in(self) -> Standing:
        return Standing(n for n in self.initiatives if len(n) >= _LEAST_CAMPAIGN)

    @cached_property
    def departments_in(self) -> Standing:
        return Standing(n for n in (*self.department_names, *lexicon()) if len(n) >= _LEAST_DEPARTMENT)

    @cached_property
    def policies_in(self) -> Standing:
        return Standing(self.policies)

    @cached_property
    def own_folded(self) -> Runs:
        """The folded titles of the workspace's own papers."""
        return Runs(fold(t) for t in self.own_titles)

    @cached_property
    def own_runs(self) -> Runs:
        return Runs(self.own_titles)

    @cached_property
    def own_numbers(self) -> Numbers:
        return Numbers(h.doc_number for h in self.facts.heads.values() if h.doc_number)

    @cached_property
    def titles(self) -> Titles:
        """Titles of papers and of policies."""
        cores = self.facts.table("cores", lambda: {t: core(t) for t in sorted(self.policies)})
        return Titles(self.policies, cores)

    @cached_property
    def titles_own(self) -> Titles:
        return self.titles.only(self.own_titles)

    @cached_property
    def titles_cited(self) -> Titles:
        """Those that only others cite."""
        return self.titles.without(self.own_titles)

    def is_brand(self, name: str) -> bool:
        """Do the documents write the name in quotation marks, as names of campaigns are? Else it may be a kind of thing."""
        if name not in self._brands:
            self._brands[name] = any(
                self._quoted(ids.short(document), name)
                for document in sorted(self.initiatives.get(name, ()))[:8]
            )
        return self._brands[name]

    def in_text(self, words: str) -> bool:
        """Do the signs stand in some document as they are, dots and all?"""
        wanted = fold(words)
        return any(wanted in fold(self.facts.text(h.id)) for h in self.facts.speaking(words))

    def documents_of(self, entity: str) -> frozenset[str]:
        """The ids of the documents that speak of an entity (IRI) under any of its names."""
        members = (self.entities.mention(m) for m in self.entities.members(entity))
        return frozenset(ids.short(d) for one in members if one is not None for d in one.documents)

    def _quoted(self, document: str, name: str) -> bool:
        text = self.facts.text(document)
        loose = r"\s*".join(map(re.escape, name))
        return re.search(rf"[“\"]{loose}[”\"]", text) is not None

    @cached_property
    def spelling(self) -> Spelling:
        """The workspace's names and the words of questions, to put slips right with."""
        out = Spelling(self.stands, self.facts.array)
        out.add(question_words())
        out.add(self.department_names, strict=True)
        out.add(self.people, strict=True, same=lambda name: frozenset(self.people[name]))
        out.add((*self.counties, *self.cities, *self.places_said), strict=True)
        out.add(self._terms, strict=True)
        out.add(self.initiatives)
        return out

    def departments(self, label: str) -> DepartmentNamed:
        """All departments that a name may mean: as written, by the table of names, or as an abbreviation."""
        if label not in self._meant:
            wanted = fold(label)
            line = lexicon().get(label)
            names = {n for n in self.department_names if line is not None and lexicon().get(n) == line}
            names |= {wanted} & self.department_names.keys()
            if not names and len(wanted) >= _LEAST_DEPARTMENT:
                every = self.department_names
                names = {n for n in every if abbreviates(wanted, n) or abbreviates(n, wanted)}
            self._meant[label] = self._named(label, names)
        return self._meant[label]

    def everyday(self, written: str) -> DepartmentNamed:
        """Departments that an everyday name may mean: 组织处, 保障部."""
        if written not in self._everyday:
            if len(self._everyday) >= _MOST_NAMES:
                self._everyday = {}
            meant = [self.departments(name) for name in _everyday_names(written, self)]
            self._everyday[written] = DepartmentNamed(
                written,
                frozenset(iri for one in meant for iri in one.iris),
                frozenset(name for one in meant for name in one.names),
            )
        return self._everyday[written]

    def _named(self, label: str, names: Iterable[str]) -> DepartmentNamed:
        names = list(names)
        return DepartmentNamed(
            label,
            frozenset(iri for n in names for iri in self.department_names[n]),
            frozenset(title for n in names for title in self._preferred[n]),
        )


def analyse(original: str, known: Known) -> Question:
    """Finds what a question names. Never fails: what is not understood stays in the text."""
    text, corrected = known.spelling.correct(regular(original, known.numbers))
    question = Question(original, text, corrected=corrected)
    _instruments(question, known)
    _times(question, known)
    name_places(question, known)
    _genre(question, known)
    _paper_cited(question, known)
    _departments(question, known)
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


def _instruments(question: Question, known: Known) -> None:
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
    question.numbers = tuple(m.group() for m in _NUMBER.finditer(bare)) + tuple(
        m.group() for t in question.titles for m in _NUMBER.finditer(t)
    )


# The dot between month and day or between names has many signs: 3·8, 3•8, 3．8.
_DOTS: Final = "·•・‧∙⋅●."
_DOT: Final = late(f"[{_DOTS}]")


def _other_dot(written: str, known: Known) -> str:
    """The name as the documents write it; "" where they write it with no such dot."""
    variants = (_DOT.sub(dot, written) for dot in _DOTS)
    return next((v for v in variants if known.in_text(v)), "")


def _times(question: Question, known: Known) -> None:
    text = re.sub(r"《[^》]*》", "", question.text)
    for number in question.numbers:
        text = text.replace(number, "")
    years = [int(y) for y in _YEAR.findall(text)]
    for written in _CN_YEAR.findall(text):
        years.append(int(written.translate(str.maketrans("〇零○一二三四五六七八九", "000123456789"))))
    named = {y: name for y in years if (name := _name_with_year(y, text, known))}
    years = [y for y in years if y not in named]
    question.quoted += tuple(dict.fromkeys(named.values()))
    question.years = tuple(dict.fromkeys(years))
    question.strip += [f"{y}年度" for y in years] + [f"{y}年" for y in years] + [str(y) for y in years]
    quarters = ["Q" + _DIGITS[a or b] for a, b in _QUARTER.findall(text)]
    for word, both in _HALVES.items():
        if word in text:
            quarters += both
    question.quarters = tuple(dict.fromkeys(quarters))
    if quarters:
        question.strip += [m.group() for m in _QUARTER.finditer(text)]


_YEAR_AND_WHAT: Final = r"年度?[㐀-鿿]{4,20}"


def _name_with_year(year: int, text: str, known: Known) -> str:
    """2030年度驿站普查结果: a year that the workspace has no paper of may be part of what is asked about, where the words
    stand so in a paper. The longest run that does; "" for a year that names papers. A summary plans its next year."""
    if year in known.years or year - 1 in known.years:
        return ""
    found = re.search(f"{year}{_YEAR_AND_WHAT}", text)
    run = found.group() if found else ""
    while len(run) >= _LEAST_NAME and not known.stands(run):
        run = run[:-1]
    return run if len(run) >= _LEAST_NAME else ""


_LEAST_NAME: Final = 9
"""Signs of a year and what is named with it: 2030年度 and four more, or 2030年 and four."""


#: 总结验收阶段, 总结推广经验: an act, not a paper; 总结报告几号前完成: a paper that is yet to come.
_NO_PAPER: Final = (
    r"(?!验收|评估|提升|推广|经验|表彰|阶段|大会|会议"
    r"|(?:报告|材料)?(?:应|要|须|得|最晚|最迟)*(?:在|于)?(?:几号|什么时候|何时|哪一?天|什么时间|几月))"
)


def _genre(question: Question, known: Known) -> None:
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


def _paper_cited(question: Question, known: Known) -> None:
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


def _departments(question: Question, known: Known) -> None:
    text = re.sub(r"《[^》]*》", lambda m: " " * len(m.group()), question.text)
    names = known.departments_in.within(text)
    found: dict[str, DepartmentNamed] = {}
    taken: list[tuple[int, int]] = []
    for name in sorted(names, key=lambda n: (-len(n), n)):
        for spot in re.finditer(re.escape(name), text):
            if any(s < spot.end() and spot.start() < e for s, e in taken):
                continue
            taken.append((spot.start(), spot.end()))
            found.setdefault(name, known.departments(name))
    for end in (m.end() for m in re.finditer(r"[部处室科办]", text)):
        if any(s < end <= e for s, e in taken):
            continue
        for length in range(min(10, end), 2, -1):
            written = text[end - length : end]
            if (meant := known.everyday(written)).iris:
                found.setdefault(written, meant)
                taken.append((end - length, end))
                break
    question.departments = tuple(found[name] for name in sorted(found, key=text.find))
    if not found:
        question.unknown_departments = tuple(
            m[1] for m in _DEPARTMENT_ASKED.finditer(text) if not _NO_DEPARTMENT.search(m[1])
        )


# 安全部负责哪些任务, 宣传处 第三季度 任务: a unit as the subject of a question.
_DEPARTMENT_ASKED: Final = late(
    r"(?:^|总工会|市总(?!工会)|省总(?!工会)|里|中|的|年|，|\s)((?!总|工会)[㐀-鿿]{2,6}(?:部|处|室|科|办公室))(?=负责|牵头|承担|配合|参与|有哪|有什么|有几|要做|要干|今年|的任务|\s*第?[一二三四]季度|\s+任务|共?有?多少项)"
)
_NO_DEPARTMENT: Final = late(
    r"责任|牵头|配合|主责|相关|哪|什么|全部|各部|内部|几个|多少|这个|那个|所有|部分|处处"
)


def _everyday_names(written: str, known: Known) -> frozenset[str]:
    """组织处 and 保障部 for 组织部 and 权益保障部: another word for a part of the house, or the end of its name."""
    usual = fold(written[:-1] + "部" if written[-1] in "处科" else written)
    if usual != fold(written) and usual in known.department_names:
        return frozenset((usual,))
    if written[-1] in "室办" or len(written) < 3:
        return frozenset()
    longer = [name for name in known.department_names if len(name) > len(usual)]
    ends = frozenset(name for name in longer if name.endswith(usual))
    return ends or frozenset(name for name in longer if abbreviates(usual, name))


_number_key = lru_cache(_MOST_NAMES)(ids.number_key)
title_key = lru_cache(_MOST_NAMES)(fold)


def same_number(left: str, right: str) -> bool:
    """云工发[2031]5号 and 云工发〔2031〕5号, or one has words before it (落实省总云工发〔2031〕5号), or less."""
    return same_number_key(_number_key(left), _number_key(right))


def same_number_key(left: str, right: str) -> bool:
    """`same_number` of two `ids.number_key`s."""
    return bool(left and right) and (left.endswith(right) or right.endswith(left))


def titled(title: str, heads: Iterable[Head], facts: Facts) -> list[Head]:
    """Documents with this title, or a good part of it."""
    named = facts.titled(title_key(title))
    return [h for h in heads if h.id in named]


def documents_named(question: Question, heads: Iterable[Head], facts: Facts) -> list[Head]:
    """Documents that the question names by number or title."""
    if not question.numbers and not question.titles:
        return []
    named = {home for title in question.titles for home in facts.titled(title_key(title))}
    for number in question.numbers:
        named |= facts.numbered(number)
    return [h for h in heads if h.id in named]
