"""What does a question name (问题分析)? Places, years, quarters, departments, people, instruments, kinds of document.

Everything is looked up in the workspace; what is named there and not here is said to be missing, which is half of
answering honestly.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final

from kg import ids, places
from kg.entities import Entities
from kg.resolution.departments import abbreviates, lexicon
from search.ask.facts import Facts, Head
from search.tokens import fold, simplified

__all__ = ["DepartmentNamed", "Known", "Question", "analyse"]

_DIGITS: Final = {"一": "1", "二": "2", "三": "3", "四": "4", "1": "1", "2": "2", "3": "3", "4": "4"}
_QUARTER: Final = re.compile(r"第?([一二三四1-4])季度|[Qq]([1-4])(?!\d)")
_HALVES: Final = {"上半年": ("Q1", "Q2"), "下半年": ("Q3", "Q4")}
_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d|[〕\]\)）]\s*第?\d+号)")
_CN_YEAR: Final = re.compile(r"([二一][〇零○0九][〇零○一二三四五六七八九]{2})年")
_TITLE: Final = re.compile(r"《([^》]{2,80})》?")
_QUOTED: Final = re.compile(r"[“\"‘「『]([^”\"’」』]{2,30})[”\"’」』]")
_NUMBER: Final = re.compile(
    r"[㐀-鿿]{1,10}[〔\[（(【［]\s*\d{4}\s*[〕\]）)】］]\s*第?\s*\d+\s*号|[〔\[]\s*\d{4}\s*[〕\]]\s*\d+\s*号"
)
_ITEMS: Final = re.compile(
    r"(\d{1,3}|[一二三四五六七八九十]{1,3})项(?:任务|工作)?(?:的)?(?=(?:那|这)?[份个本]|工作台账|台账|要点|清单)|[(（](\d{1,3})项[^)）]{0,6}[)）]"
)
# An unlisted place before 总工会, at the beginning or after a word that cannot be part of it.
_UNLISTED: Final = re.compile(
    r"(?:^|[，。、？和与是由的在对跟年给从])((?!各|全|本|我|该|每)[㐀-鿿]{1,4}?(?:省|市|县|区|旗))(?=总工会|总(?![体结数共]))"
)
# 文种 and what people call it: the longer first.
_GENRES: Final = (
    ("工作台账", "工作台账"), ("台账", "工作台账"), ("工作要点", "工作要点"), ("要点", "工作要点"), ("实施方案", "实施方案"),
    ("工作方案", "实施方案"), ("活动方案", "实施方案"), ("工作总结", "工作总结"), ("年度总结", "工作总结"), ("总结", "工作总结"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DepartmentNamed:
    """A department as asked for: the IRIs that it may be, and whether the documents have one of that name."""

    label: str
    iris: frozenset[str]


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
    people: tuple[str, ...] = ()
    """Canonical IRIs."""
    strip: list[str] = field(default_factory=list)
    """Pieces of the text that name the scope, not the matter."""

    @property
    def many_places(self) -> bool:
        return len(self.cities) > 1 or bool(
            re.search(r"两地|各地|各市|各省|[几两三四]个?(?:城?市|地)(?!总)|哪些(?:城?市|地方)", self.text)
        )

    def matter(self, *less: str) -> str:
        """What the question is about: without its scope and without `less`."""
        text = self.text
        for piece in sorted({*self.strip, *less}, key=len, reverse=True):
            if piece:
                text = text.replace(piece, " ")
        return " ".join(_EDGES.sub("", piece) for piece in _NOISE.sub(" ", text).split()).strip()


_NOISE: Final = re.compile(
    r"[?？!！，。、,.;；:：]|请问|你知道|我想(?:知道|问)|告诉我|帮我(?:查|找)一?下?|到底|目前|现在|两地|各地|各市|各省|[几两三四]个(?:城?市|地方)|全市|我市|本市|全省|我省|市总工会|省总工会|总工会|市总|省总|"
    r"(?:里面|里|中|内|上|下)?(?:写的|规定的|安排的|提到的|要求的|明确的)|把|都|分别|各自"
)


_EDGES: Final = re.compile(r"^(?:[的了在由和与要将会]|应该|应当|需要)+|[的了在由和与]+$")


class Known:
    """The names that a workspace has, prepared for finding them in questions; of one generation."""

    def __init__(self, facts: Facts, entities: Entities) -> None:
        self.facts, self.entities = facts, entities
        self.cities = {h.city for h in facts.heads.values() if h.city}
        self.provinces = {h.province for h in facts.heads.values() if h.province}
        self.counties = {h.county for h in facts.heads.values() if h.county}
        self.years = {h.year for h in facts.heads.values() if h.year}
        self.department_names: dict[str, set[str]] = {}
        self.people: dict[str, set[str]] = {}
        self.places_said: set[str] = set()
        for iri, one in entities.mentioned.items():
            if one.kind == "department":
                for name in one.names:
                    self.department_names.setdefault(fold(name), set()).add(iri)
            elif one.kind == "person":
                for name in one.names:
                    self.people.setdefault(name, set()).add(entities.canonical(iri))
            elif one.kind == "organization":
                self.places_said.update(one.names)

    def departments(self, label: str) -> frozenset[str]:
        """IRIs of all departments that a name may mean: as written, by the table of names, or as an abbreviation."""
        wanted = fold(label)
        found = set(self.department_names.get(wanted, ()))
        line = lexicon().get(label)
        for name, iris in self.department_names.items():
            if (line is not None and lexicon().get(name) == line) or (
                not found and len(wanted) >= 3 and (abbreviates(wanted, name) or abbreviates(name, wanted))
            ):
                found |= iris
        wide = {member for iri in found for member in self.entities.members(iri)}
        return frozenset(found | wide)


def analyse(original: str, known: Known) -> Question:
    """Finds what a question names. Never fails: what is not understood stays in the text."""
    text = simplified(unicodedata.normalize("NFKC", original)).replace("(", "（").replace(")", "）").strip()
    question = Question(original, text)
    _instruments(question)
    _times(question)
    _places(question, known)
    _genre(question)
    _departments(question, known)
    people = [name for name in known.people if len(name) >= 2 and name in text]
    people = [n for n in people if not any(n != m and n in m for m in people)]
    question.people = tuple(sorted({iri for name in people for iri in known.people[name]}))
    question.strip += [*people]
    return question


def _instruments(question: Question) -> None:
    text = question.text
    question.titles = tuple(m.strip() for m in _TITLE.findall(text))
    question.quoted = tuple(m for m in _QUOTED.findall(text) if not any(m in t for t in question.titles))
    bare = re.sub(r"《[^》]*》", "", text)
    question.numbers = tuple(m.group() for m in _NUMBER.finditer(bare)) + tuple(
        m.group() for t in question.titles for m in _NUMBER.finditer(t)
    )


def _times(question: Question) -> None:
    text = re.sub(r"《[^》]*》", "", question.text)
    for number in question.numbers:
        text = text.replace(number, "")
    years = [int(y) for y in _YEAR.findall(text)]
    for written in _CN_YEAR.findall(text):
        years.append(int(written.translate(str.maketrans("〇零○一二三四五六七八九", "000123456789"))))
    question.years = tuple(dict.fromkeys(years))
    question.strip += [f"{y}年度" for y in years] + [f"{y}年" for y in years] + [str(y) for y in years]
    quarters = ["Q" + _DIGITS[a or b] for a, b in _QUARTER.findall(text)]
    for word, both in _HALVES.items():
        if word in text:
            quarters += both
    question.quarters = tuple(dict.fromkeys(quarters))
    if quarters:
        question.strip += [m.group() for m in _QUARTER.finditer(text)]


def _places(question: Question, known: Known) -> None:
    text = re.sub(r"《[^》]*》|“[^”]*”", "", question.text)
    spots = sorted((text.find(c), c) for c in known.cities | known.provinces if c in text)
    cities = [c for _, c in spots if c in known.cities]
    counties = sorted({c for c in known.counties if c in text and len(c) > 1}, key=text.find)
    question.counties = tuple(counties)
    question.cities = tuple(dict.fromkeys(cities))
    for name in (*cities, *(c for _, c in spots)):
        for tail in ("市总工会", "市总", "省总工会", "省总", "市", "省", "总工会", ""):
            question.strip.append(name + tail)
    unknown: list[str] = []
    for region in _listed(text):
        bare = re.sub(r"(?:省|市)$", "", region)
        if bare in known.cities | known.provinces or region in known.counties:
            continue
        if any(bare in c or c in region for c in (*cities, *counties)):
            continue
        unknown.append(region)
    question.unknown_places = tuple(dict.fromkeys(unknown))


def _listed(text: str) -> list[str]:
    """Places that the text names: cities and provinces of the list, and anything before 总工会 with a place's ending."""
    out: list[str] = []
    at = 0
    while at < len(text):
        for length in range(min(8, len(text) - at), 1, -1):
            piece = text[at : at + length]
            if places.is_name(piece):
                region = places.find(piece)
                if region is not None and (
                    region.level is not places.Level.COUNTY or (piece == region.name and length > 2)
                ):
                    out.append(piece)
                    at += length - 1
                    break
        at += 1
    for found in _UNLISTED.finditer(text):
        if not any(found[1] in o or o in found[1] for o in out):
            out.append(found[1])
    return out


def _genre(question: Question) -> None:
    text = re.sub(r"《[^》]*》", "", question.text)
    for word, genre in _GENRES:
        if word in text:
            question.genre, question.genre_word = genre, word
            break
    if found := _ITEMS.search(text):
        written = found[1] or found[2]
        question.items = int(written) if written.isdigit() else _chinese(written)
        question.strip.append(found.group())


def _chinese(written: str) -> int | None:
    import cn2an

    try:
        return int(cn2an.cn2an(written, "smart"))
    except ValueError:
        return None


def _departments(question: Question, known: Known) -> None:
    text = re.sub(r"《[^》]*》", lambda m: " " * len(m.group()), question.text)
    names = [n for n in {*known.department_names, *lexicon()} if len(n) >= 3 and n in text]
    found: dict[str, frozenset[str]] = {}
    taken: list[tuple[int, int]] = []
    for name in sorted(names, key=lambda n: (-len(n), n)):
        for spot in re.finditer(re.escape(name), text):
            if any(s < spot.end() and spot.start() < e for s, e in taken):
                continue
            taken.append((spot.start(), spot.end()))
            found.setdefault(name, known.departments(name))
    question.departments = tuple(DepartmentNamed(name, found[name]) for name in sorted(found, key=text.find))


def same_number(left: str, right: str) -> bool:
    """云工发[2031]5号 and 云工发〔2031〕5号, or one has words before it (落实省总云工发〔2031〕5号), or less."""
    a, b = ids.number_key(left), ids.number_key(right)
    return bool(a and b) and (a.endswith(b) or b.endswith(a))


def same_title(asked: str, title: str) -> bool:
    """The asked title is the title, or a good part of it: 关于…的意见 for 云川省总工会关于…的意见."""
    a, b = fold(asked), fold(title)
    if not a or not b:
        return False
    return a == b or (a in b and len(a) >= 4) or (b in a and len(b) >= 6)


def documents_named(question: Question, heads: dict[str, Head]) -> list[Head]:
    """Documents that the question names by number or title."""
    return [
        h
        for h in heads.values()
        if any(same_number(n, h.doc_number) for n in question.numbers if h.doc_number)
        or any(same_title(t, name) for t in question.titles for name in h.names)
    ]
