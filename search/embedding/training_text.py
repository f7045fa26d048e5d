"""What does the bundled model learn from (训练语料)? Pairs of texts that mean the same, made from the project's own data.

Sources: the thesaurus (labels, definitions, narrower and related concepts), the general layer of everyday phrases,
official sentences with everyday sayings for them, and titles and bodies of passages handed in. Labels are dressed as people ask (怎么…, 哪里能…) and as papers write
(开展…工作, 建立…制度), so that words which say nothing of the matter come to weigh little. Seeded: the same data
gives the same pairs.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.general_terms import GeneralTerms
from kg.general_terms import Relation as General
from kg.thesaurus import Concept, Thesaurus
from search.embedding.paraphrases import Paraphrase
from search.tokens import bigrams, fold

__all__ = ["Pair", "TrainingText", "held_out"]

QUESTIONS: Final = (
    "{}", "{}", "{}", "怎么{}", "{}怎么办", "哪里能{}", "有没有{}", "{}有哪些", "谁管{}", "{}归谁管", "想问一下{}",
    "我想{}", "{}找谁", "{}是什么", "关于{}", "{}怎么弄", "工会管不管{}", "哪些地方有{}", "{}有啥办法", "单位{}怎么办",
    "能不能{}", "工会在{}方面做了什么", "各地怎么做{}", "{}的事", "请问{}", "{}有什么规定", "今年{}有啥安排",
)  # fmt: skip
"""How people ask. An everyday label is put in as it stands."""
PASSAGES: Final = (
    "{}", "开展{}工作", "推进{}", "建立{}制度", "加强{}，{}", "深化{}，健全{}机制", "做好{}、{}", "全面推行{}，扎实做好{}，{}",
    "以{}为重点，推动{}", "实施{}行动，{}", "落实{}各项措施，完善{}", "组织开展{}活动", "{}。{}。", "制定{}实施方案，明确{}的责任分工",
    "围绕{}，组织{}", "{}{}", "指导基层{}，{}", "{}工作有序开展，{}", "抓好{}，形成{}长效机制",
)  # fmt: skip
"""How papers write. Official labels of one concept are put in."""
FILLERS: Final = (
    "召开工作推进会", "制定实施方案", "形成工作总结", "梳理汇总情况", "明确责任分工", "加强组织领导", "按季度调度", "印发通知",
    "开展调查研究", "做好宣传引导", "总结推广经验", "开展督促检查", "完成全年目标", "持续推进", "及时报送进展情况", "开展摸底排查",
    "各级工会要高度重视", "各县区、各产业工会", "开展评估验收", "建立工作台账", "召开座谈会", "选树先进典型", "强化经费保障",
)  # fmt: skip
"""Clauses that stand in any paper and say nothing of its matter."""
SENTENCE_DRAWS: Final = 3
"""How often a round draws the official sentences: they are real language, and fewer than the labels."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that mean the same, folded. `group` numbers what they are about: texts of one group, or of two groups
    that are `TrainingText.near`, are never each other's negatives. `hard` is a text that only looks alike, or empty."""

    query: str
    passage: str
    group: int
    hard: str = ""


def held_out(thesaurus: Thesaurus, share: float = 0.15, seed: int = 13) -> frozenset[str]:
    """The ids of the concepts, a `share` of those that people have everyday words for, that a trial does not learn."""
    usable = sorted(c.id for c in thesaurus if c.everyday and (c.official or c.abbreviations))
    return frozenset(random.Random(seed).sample(usable, round(share * len(usable))))


@dataclass(slots=True)
class TrainingText:
    """Makes pairs. `bodies` are (title, body) of passages, `without` ids of concepts to leave out wholly.

    `near` holds, for each group, the groups whose texts are not strangers to its own: linked concepts, and concepts
    that an official sentence names.
    """

    thesaurus: Thesaurus
    general: GeneralTerms
    bodies: Sequence[tuple[str, str]] = ()
    without: frozenset[str] = frozenset()
    paraphrases: Sequence[Paraphrase] = ()
    near: dict[int, set[int]] = field(default_factory=dict)
    _concepts: list[Concept] = field(default_factory=list)
    _number: dict[str, int] = field(default_factory=dict)
    _alike: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._concepts = [c for c in self.thesaurus if c.id not in self.without]
        self._number = {c.id: i for i, c in enumerate(self._concepts)}
        for concept in self._concepts:
            links = (*concept.broader, *concept.narrower, *concept.related)
            self.near[self._number[concept.id]] = {self._number[i] for i in links if i in self._number}
        self._alike = self._look_alikes()
        named = [self._named(row.official) for row in self.paraphrases]
        if self.without:
            kept = [
                (row, ids)
                for row, ids in zip(self.paraphrases, named, strict=True)
                if not self.without & (ids | self._named("\n".join(row.everyday)))
            ]
            self.paraphrases, named = [row for row, _ in kept], [ids for _, ids in kept]
        for group, ids in enumerate(named, self._first_sentence):
            self.near[group] = {self._number[i] for i in ids if i in self._number}
            for number in self.near[group]:
                self.near[number].add(group)

    def _named(self, text: str) -> set[str]:
        return {concept.id for match in self.thesaurus.find(text) for concept in match.concepts}

    @property
    def _first_sentence(self) -> int:
        """The group of the first paraphrase: groups count concepts, rows of the general layer, bodies, then these."""
        return len(self._concepts) + len(self.general.rows) + len(self.bodies)

    def pairs(self, rounds: int, seed: int) -> list[Pair]:
        """`rounds` draws of every source, in a random order. A round is some 140,000 pairs."""
        rng = random.Random(seed)
        out: list[Pair] = []
        for _ in range(rounds):
            sentences = [self._of_sentences] * SENTENCE_DRAWS
            for make in (self._of_concepts, self._of_general, self._of_bodies, *sentences):
                out.extend(make(rng))
        rng.shuffle(out)
        return out

    def plain(self) -> Iterable[str]:
        """Every text once, as it stands: what the tokenizer takes its words from."""
        for concept in self._concepts:
            for label, _ in concept.labels():
                yield fold(label)
            yield fold(concept.definition)
        for row in self.general.rows:
            yield from map(fold, (*row.everyday, *row.official))
        for title, body in self.bodies:
            yield fold(title)
            yield fold(body)
        for one in self.paraphrases:
            yield from map(fold, (one.official, *one.everyday))
        yield from (t.replace("{}", "，") for t in (*QUESTIONS, *PASSAGES, *FILLERS))

    # --- the sources ---------------------------------------------------------------------------------

    def _of_concepts(self, rng: random.Random) -> Iterable[Pair]:
        for number, concept in enumerate(self._concepts):
            official = [concept.preferred, *concept.official, *concept.abbreviations]
            everyday = list(concept.everyday)
            every = [*official, *everyday]
            linked = [
                self.thesaurus.concept(i) for i in (*concept.narrower, *concept.related) if i in self._number
            ]
            for label in every:
                hard = rng.choice(self._alike.get(label, ("",)))
                asked = rng.choice(QUESTIONS).format(label) if rng.random() < 0.6 else label
                # The label as asked, with a passage made of the official words for the same.
                yield self._pair(asked, self._passage(rng, official), number, hard)
                other = rng.choice(every)
                if other != label:
                    yield self._pair(label, other, number, hard)
                # Two matters at once: half of what is asked is enough to be found by.
                if rng.random() < 0.25 and self.general.rows:
                    row = rng.choice(self.general.rows)
                    if row.relation is General.EQUAL:
                        yield self._pair(
                            rng.choice(row.everyday) + asked,
                            rng.choice(row.official) + "，" + self._passage(rng, official),
                            number,
                            hard,
                        )
                if linked and rng.random() < 0.12:
                    near = rng.choice(linked)
                    yield self._pair(asked, self._passage(rng, [near.preferred, *near.official]), number, "")
            if concept.definition:
                for label in rng.sample(every, min(3, len(every))):
                    yield self._pair(label, concept.definition, number, "")

    def _of_general(self, rng: random.Random) -> Iterable[Pair]:
        base = len(self._concepts)
        for number, row in enumerate(self.general.rows, base):
            for phrase in row.everyday:
                passage = (
                    self._passage(rng, list(row.official)) if rng.random() < 0.6 else rng.choice(row.official)
                )
                asked = rng.choice(QUESTIONS).format(phrase) if rng.random() < 0.5 else phrase
                yield self._pair(asked, passage, number, "")
                if len(row.everyday) > 1 and rng.random() < 0.3:
                    yield self._pair(phrase, rng.choice(row.everyday), number, "")

    def _of_bodies(self, rng: random.Random) -> Iterable[Pair]:
        base = len(self._concepts) + len(self.general.rows)
        for number, (title, body) in enumerate(self.bodies, base):
            if title and title not in body:
                yield self._pair(title, body, number, "")
            clauses = [c for c in body.replace("；", "。").replace("\n", "。").split("。") if len(c) > 5]
            if len(clauses) > 1:
                at = rng.randrange(len(clauses))
                yield self._pair(clauses[at], "。".join(clauses[:at] + clauses[at + 1 :])[:150], number, "")

    def _of_sentences(self, rng: random.Random) -> Iterable[Pair]:
        for group, row in enumerate(self.paraphrases, self._first_sentence):
            for saying in row.everyday:
                official = row.official
                if rng.random() < 0.3:  # as one clause of several
                    official = f"{official}，{rng.choice(FILLERS)}"
                yield self._pair(saying, official, group, "")
                if len(row.everyday) > 1 and rng.random() < 0.5:
                    yield self._pair(
                        saying, rng.choice([s for s in row.everyday if s != saying] or [saying]), group, ""
                    )

    def _passage(self, rng: random.Random, labels: list[str]) -> str:
        form = rng.choice(PASSAGES)
        text = form.format(*(rng.choice(labels) for _ in range(form.count("{}"))))
        if rng.random() < 0.5:
            text = (
                f"{text}，{rng.choice(FILLERS)}" if rng.random() < 0.5 else f"{rng.choice(FILLERS)}，{text}"
            )
        return text

    def _pair(self, query: str, passage: str, group: int, hard: str) -> Pair:
        return Pair(fold(query), fold(passage), group, fold(hard) if hard else "")

    def _look_alikes(self) -> dict[str, tuple[str, ...]]:
        """For each label up to three official labels of strangers that share most of its sign pairs."""
        holders: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for number, concept in enumerate(self._concepts):
            for label in (concept.preferred, *concept.official):
                for gram in set(bigrams(fold(label))):
                    holders[gram].append((label, number))
        out: dict[str, tuple[str, ...]] = {}
        for number, concept in enumerate(self._concepts):
            near = self.near[number] | {number}
            for label, _ in concept.labels():
                shared: dict[str, float] = defaultdict(float)
                for gram in set(bigrams(fold(label))):
                    here = holders.get(gram, [])
                    if len(here) < 200:  # pairs that stand everywhere (工会) make nothing alike
                        for other, owner in here:
                            if owner not in near:
                                shared[other] += 1.0 / (3 + len(other))
                best = sorted(shared, key=lambda o: (-shared[o], o))[:3]
                if best:
                    out[label] = tuple(best)
        return out


Progress = Callable[[str], None]
