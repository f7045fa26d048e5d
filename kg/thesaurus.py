"""Which concepts of union work do these words name (工会工作叙词表)?

Reads `data/thesaurus/union.ttl` (SKOS): concepts with a preferred, official, abbreviated and everyday labels, their
broader, narrower and related concepts, audience and definition. Labels and texts are compared folded: half width,
lower case, Simplified, without quotation marks, white space and dashes; spans always refer to the text as given.
Loading takes some 50 ms and is paid once (`Thesaurus.load` keeps what it read, by path and time of change).
"""

from __future__ import annotations

import heapq
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph
from pyoxigraph import Literal, NamedNode, RdfFormat

from kg.errors import NotFound
from kg.resources import resource

if TYPE_CHECKING:
    from kg.model import Span

__all__ = ["Concept", "Expansion", "LabelKind", "Match", "Relation", "Thesaurus", "fold_label"]

NAMESPACE: Final = "https://w3id.org/gonghui/thesaurus#"
_SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
_GH: Final = "https://w3id.org/gonghui/ns#"


class LabelKind(StrEnum):
    """What sort of name a label is. The order is that of precedence where one wording is two kinds."""

    PREFERRED = "preferred"
    OFFICIAL = "official"
    ABBREVIATION = "abbreviation"
    EVERYDAY = "everyday"


class Relation(StrEnum):
    """How `expand` came from the first concept to another: by its first step."""

    SELF = "self"
    NARROWER = "narrower"
    RELATED = "related"
    BROADER = "broader"


_LABEL_PROPERTIES: Final[Mapping[str, LabelKind]] = MappingProxyType(
    {
        _SKOS + "prefLabel": LabelKind.PREFERRED,
        _GH + "officialLabel": LabelKind.OFFICIAL,
        _GH + "abbreviation": LabelKind.ABBREVIATION,
        _GH + "everydayLabel": LabelKind.EVERYDAY,
    }
)
# What one step keeps of the weight. A narrower concept is still what was asked for; a broader one is less and less.
STEP_WEIGHTS: Final[Mapping[Relation, float]] = MappingProxyType(
    {Relation.NARROWER: 0.8, Relation.RELATED: 0.5, Relation.BROADER: 0.4}
)
# Common words in which a short label stands by chance (入会 in 加入会议): found first, they keep it from being a match.
_CHANCE: Final = tuple(
    (
        "入会议 入会场 入会商 转会议 社会费用 会费用 创建家 新建家 重建家 共建家 评家庭 骨干训练 疲劳保护 经审议 经审核 经审批 经审定 "
        "经审查 已经审 女工作 女工程师 人民管理 构建会商 创建会 安全总监 安全总体 全总量 省总体 市总体 区总体 县总体 全省总 "
        "协调解 调研员 录入工会 收入工会 投入工会 纳入工会 参加工会的 参加工会活动 参加工会组织的 参加工会举办 建筑工地 建筑工程 建强基层 行业建立 "
        "行业建设 行业建成 集体协议 加班组 加班子 加班车 职工资助 职工资料 职工资格 职工资金 员工资料 员工资格 工资源 集体检 团体检 "
        "全体检 整体检 媒体检 主体检 具体检 中心理 学历史 学历程 学历年 学历届 预算法 线上访 网上访 报告状 重点子 热点子 站点子 "
        "任职教育 在职教育 离职教育 企业务 专业主 行业主 商业主 物业主 就业主 工人员 职工人数 工人才 工人物 技工作 职工种"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept (skos:Concept). Links are ids, sorted; labels stand in the file's order."""

    id: str
    preferred: str
    official: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    everyday: tuple[str, ...] = ()
    definition: str = ""
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()

    @property
    def iri(self) -> str:
        return NAMESPACE + self.id

    @property
    def is_top(self) -> bool:
        return not self.broader

    def labels(self) -> Iterator[tuple[str, LabelKind]]:
        """Every label with its kind, the preferred one first."""
        yield self.preferred, LabelKind.PREFERRED
        for kind, labels in (
            (LabelKind.OFFICIAL, self.official),
            (LabelKind.ABBREVIATION, self.abbreviations),
            (LabelKind.EVERYDAY, self.everyday),
        ):
            for label in labels:
                yield label, kind


@dataclass(frozen=True, slots=True)
class Match:
    """A label that stands in a text. `span` holds it there as written, `kinds` says what it is to each concept."""

    span: Span
    label: str
    concepts: tuple[Concept, ...]
    kinds: tuple[LabelKind, ...]


@dataclass(frozen=True, slots=True)
class Expansion:
    """A concept reached from another: `weight` in 0…1, 1 for the concept itself; `relation` is the first step."""

    concept: Concept
    weight: float
    relation: Relation


_Named = tuple[tuple[str, LabelKind], ...]


class Thesaurus:
    """The concepts, by id, by label, and as they stand in a text. Never changes once loaded."""

    __slots__ = ("_automaton", "_by_label", "_concepts")

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self._concepts: Final[Mapping[str, Concept]] = MappingProxyType({c.id: c for c in concepts})
        self._by_label: dict[str, _Named] | None = None
        self._automaton: Any = None

    @classmethod
    def load(cls, path: Path | None = None) -> Thesaurus:
        """The thesaurus that ships with the program, or the one at `path`; read once for each state of the file.

        Raises FileNotFoundError where it is missing, SyntaxError where it is no Turtle, ValueError where a concept
        has no preferred label.
        """
        path = path or resource("thesaurus/union.ttl")
        return _load(path, path.stat().st_mtime_ns)

    def __len__(self) -> int:
        return len(self._concepts)

    def __iter__(self) -> Iterator[Concept]:
        return iter(self._concepts.values())

    def __contains__(self, concept_id: object) -> bool:
        return concept_id in self._concepts

    def concept(self, concept_id: str) -> Concept:
        """The concept with this id (`女职工哺乳室`) or IRI. Raises NotFound."""
        found = self._concepts.get(concept_id.removeprefix(NAMESPACE))
        if found is None:
            raise NotFound(f"no such concept in the thesaurus: {concept_id}")
        return found

    def tops(self) -> tuple[Concept, ...]:
        """The top concepts, in the file's order."""
        return tuple(c for c in self if c.is_top)

    def by_label(self, label: str) -> tuple[Concept, ...]:
        """The concepts that bear this label in any kind, folded; preferred before official before everyday. () for none."""
        return tuple(self._concepts[i] for i, _ in self._labels().get(fold_label(label), ()))

    def find(self, text: str) -> list[Match]:
        """The labels in `text` that do not overlap, longest first, then from left to right.

        Where two overlap the longer stands; of two as long, the earlier. Linear in the text.
        """
        folded, origin = _fold_with_origin(text)
        taken = bytearray(len(folded))
        chosen: list[Match] = []
        for start, label in sorted(self._hits(folded), key=lambda hit: (-len(hit[1]), hit[0])):
            end = start + len(label)
            if 1 not in taken[start:end]:
                taken[start:end] = b"\x01" * len(label)
                if label in self._labels():
                    chosen.append(self._match(start, label, origin))
        return chosen

    def occurrences(self, text: str) -> Iterator[Match]:
        """Every label in `text`, those inside others too, in the order in which they end."""
        folded, origin = _fold_with_origin(text)
        for start, label in self._hits(folded):
            if label in self._labels():
                yield self._match(start, label, origin)

    def _hits(self, folded: str) -> Iterator[tuple[int, str]]:
        """Where labels, and words that hold one by chance, begin in a folded text."""
        if not folded:
            return
        for last, label in self._machine().iter(folded):
            start = last - len(label) + 1
            if not _cuts_a_word(folded, start, last + 1):
                yield start, label

    def _match(self, start: int, label: str, origin: list[int] | None) -> Match:
        from kg.model import Span

        end = start + len(label)
        span = Span(start, end) if origin is None else Span(origin[start], origin[end - 1] + 1)
        named = self._labels()[label]
        return Match(
            span, label, tuple(self._concepts[i] for i, _ in named), tuple(kind for _, kind in named)
        )

    def expand(self, concept: str | Concept, steps: int = 1) -> list[Expansion]:
        """The concept and those at most `steps` links away, the heaviest first, then by id.

        A path weighs the product of STEP_WEIGHTS over its links; each concept stands once, by its heaviest path.
        Downwards narrower links go on; from a broader or related concept the walk does not turn back down, since a
        sibling is no synonym. Raises NotFound for an unknown id.
        """
        start = concept if isinstance(concept, Concept) else self.concept(concept)
        best: dict[str, Expansion] = {}
        queue: list[tuple[float, str, int, Relation]] = [(-1.0, start.id, 0, Relation.SELF)]
        while queue:
            negative, concept_id, depth, relation = heapq.heappop(queue)
            if concept_id in best:
                continue
            here = self._concepts[concept_id]
            best[concept_id] = Expansion(here, -negative, relation)
            if depth == steps:
                continue
            for step, targets in (
                (Relation.NARROWER, here.narrower),
                (Relation.RELATED, here.related),
                (Relation.BROADER, here.broader),
            ):
                if step is Relation.NARROWER and relation in (Relation.RELATED, Relation.BROADER):
                    continue
                first = step if relation is Relation.SELF else relation
                for target in targets:
                    if target not in best:
                        heapq.heappush(queue, (negative * STEP_WEIGHTS[step], target, depth + 1, first))
        return sorted(best.values(), key=lambda e: (-e.weight, e.concept.id))

    def _labels(self) -> dict[str, _Named]:
        if self._by_label is None:
            named: defaultdict[str, list[tuple[str, LabelKind]]] = defaultdict(list)
            every = [(label, concept.id, kind) for concept in self for label, kind in concept.labels()]
            # One text for all: folding by the label would take most of the time.
            folded = fold_label("\0".join(label for label, _, _ in every)).split("\0")
            for label, (_, concept_id, kind) in zip(folded, every, strict=True):
                named[label].append((concept_id, kind))
            order = {kind: rank for rank, kind in enumerate(LabelKind)}
            self._by_label = {
                label: tuple(sorted(found, key=lambda x: (order[x[1]], x[0])))
                if len(found) > 1
                else (found[0],)
                for label, found in named.items()
            }
        return self._by_label

    def _machine(self) -> Any:
        if self._automaton is None:
            import ahocorasick

            machine = ahocorasick.Automaton()
            for label in (*self._labels(), *_CHANCE):
                machine.add_word(label, label)
            machine.make_automaton()
            self._automaton = machine
        return self._automaton


@cache
def _load(path: Path, _changed: int) -> Thesaurus:
    found: dict[str, dict[str, list[str]]] = {}
    for quad in pyoxigraph.parse(path=str(path), format=RdfFormat.TURTLE):
        subject, value = quad.subject, quad.object
        if isinstance(subject, NamedNode) and isinstance(value, (NamedNode, Literal)):
            # Terms are made anew at every access: plain strings, and no more of them than needed.
            found.setdefault(subject.value, {}).setdefault(quad.predicate.value, []).append(value.value)
    return Thesaurus(
        _concept(iri.removeprefix(NAMESPACE), properties)
        for iri, properties in found.items()
        if iri.startswith(NAMESPACE)
    )


def _concept(concept_id: str, properties: Mapping[str, list[str]]) -> Concept:
    def links(name: str) -> tuple[str, ...]:
        return tuple(sorted(iri.removeprefix(NAMESPACE) for iri in properties.get(name, ())))

    labels = {kind: tuple(properties.get(name, ())) for name, kind in _LABEL_PROPERTIES.items()}
    if len(labels[LabelKind.PREFERRED]) != 1:
        raise ValueError(f"a concept needs one preferred label: {concept_id}")
    return Concept(
        id=concept_id,
        preferred=labels[LabelKind.PREFERRED][0],
        official=labels[LabelKind.OFFICIAL],
        abbreviations=labels[LabelKind.ABBREVIATION],
        everyday=labels[LabelKind.EVERYDAY],
        definition="".join(properties.get(_SKOS + "definition", ())),
        broader=links(_SKOS + "broader"),
        narrower=links(_SKOS + "narrower"),
        related=links(_SKOS + "related"),
        audience=links(_GH + "audience"),
    )


# --- folding ----------------------------------------------------------------------------------------------------------

# What printers put into a name without changing it: quotation marks, the middle dot, dashes, white space.
_IGNORED: Final = re.compile(r"[\s“”‘’\"'「」『』《》〈〉·・—–-]+")
# Half width and lower case, sign for sign, so that lengths stay.
_SIGN_FOR_SIGN: Final = {
    code: folded
    for code in (*range(0x41, 0x5B), *range(0xFF01, 0xFF5F))
    if len(folded := unicodedata.normalize("NFKC", chr(code)).lower()) == 1
}
_WORD: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")


def fold_label(text: str) -> str:
    """One form for all printings of a label: half width, lower case, Simplified, no quotes, dashes or white space."""
    return _IGNORED.sub("", _simplified(text.translate(_SIGN_FOR_SIGN)))


def _fold_with_origin(text: str) -> tuple[str, list[int] | None]:
    """The folded text, and for each of its signs where it stands in `text`; None where nothing was left out."""
    same_length = _simplified(text.translate(_SIGN_FOR_SIGN))
    if _IGNORED.search(same_length) is None:
        return same_length, None
    kept: list[str] = []
    origin: list[int] = []
    position = 0
    for gap in _IGNORED.finditer(same_length):
        kept.append(same_length[position : gap.start()])
        origin.extend(range(position, gap.start()))
        position = gap.end()
    kept.append(same_length[position:])
    origin.extend(range(position, len(same_length)))
    return "".join(kept), origin


def _simplified(text: str) -> str:
    """Traditional signs as Simplified ones, one for one. Texts within GB 2312, which has none, skip OpenCC."""
    if not _has_rare_signs(text):
        return text
    converted = str(_converter().convert(text))
    if len(converted) == len(text):
        return converted
    return "".join(c if len(c) == 1 else s for s in text for c in (str(_converter().convert(s)),))


def _has_rare_signs(text: str) -> bool:
    """Whether a Chinese sign of `text` lies outside GB 2312."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return any("㐀" <= sign <= "鿿" and not sign.encode("gb2312", "ignore") for sign in set(text))
    return False


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


def _cuts_a_word(text: str, start: int, end: int) -> bool:
    """Whether the span cuts a number or a Latin word in two (996 in 1996, AED in AEDs)."""

    return (start > 0 and text[start] in _WORD and text[start - 1] in _WORD) or (
        end < len(text) and text[end - 1] in _WORD and text[end] in _WORD
    )
