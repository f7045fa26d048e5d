"""Which sentences speak of the matter and have a turn of phrase (切题且有标志语的句子)? For what only prose says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.model import Span
from search.ask.answer import Answer, Evidence
from search.ask.facts import Head
from search.ask.kind import Ask
from search.ask.kinds._queries import document_sections, passage_texts
from search.ask.saying import literal_words, says
from search.ask.sentences import sentences
from search.fit import Topic
from search.tokens import fold

__all__ = ["SHORT", "Said", "quoted", "saying", "short_names"]

_LEAST: Final = 0.6
_LOOKED_AT: Final = 30


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a passage that says the matter; `score` 0..1 is how well. `passage` is the paper's id where the
    sentence was found in the whole paper."""

    score: float
    head: Head
    locator: str
    passage: str
    span: Span

    @property
    def where(self) -> str:
        return self.locator or self.head.cite


def saying(ask: Ask, topic: Topic, cue: re.Pattern[str], *, least: float = _LEAST) -> list[Said]:
    """The scope's sentences with the cue that speak of the topic, best first."""
    return sorted(_saying(ask, topic, cue, least), key=lambda s: (-s.score, s.head.source_file, s.span))


def _saying(ask: Ask, topic: Topic, cue: re.Pattern[str], least: float) -> Iterator[Said]:
    if not topic.needs and topic.must:
        yield from _of_papers(ask, topic.must, cue)
    literal = literal_words(ask, topic)
    seen: set[tuple[str, Span]] = set()
    for ranked in ask.passages(topic, _LOOKED_AT):
        passage = ranked.passage
        head = ask.facts.heads[passage.document]
        text = ask.facts.text(passage.document)
        here = ask.inside(topic, head)
        for sentence in sentences(text, passage.start, passage.end):
            words = sentence.of(text)
            if (head.id, sentence) in seen or not cue.search(words):
                continue
            seen.add((head.id, sentence))
            own = fold(f"{passage.title} {words}")
            fit = here.fit(own)
            if fit >= least and says(topic, literal, fold(f"{head.title} {passage.section} ") + own):
                yield Said(fit, head, passage.locator, passage.id, sentence)


def _of_papers(ask: Ask, names: tuple[str, ...], cue: re.Pattern[str]) -> Iterator[Said]:
    """Every such sentence of the papers that are about the names and nothing else: their titles have them."""
    heads = [h for h in ask.scope.documents if all(n in fold("".join(h.names)) for n in names)]
    for head in heads[:_PAPERS]:
        text = ask.facts.text(head.id)
        for sentence in sentences(text):
            if cue.search(sentence.of(text)):
                yield Said(_BY_TITLE, head, head.cite, head.id, sentence)


_PAPERS: Final = 6
_BY_TITLE: Final = 0.6
"""How well a sentence speaks of the matter that only its paper's title names."""


def quoted(ask: Ask, kind: str, said: Said, spans: tuple[Span, ...]) -> Answer:
    """The answer that gives these pieces of the sentence as they stand."""
    text = ask.facts.text(said.head.id)
    values = list(dict.fromkeys("".join(s.of(text).split()) for s in spans))
    evidence: list[Evidence] = [ask.evidence(said.head, said.locator, s) for s in (*spans, said.span)]
    return Answer(
        kind,
        f"{said.where}写的是：{'；'.join(values)}。",
        {"value": values[0]} if len(values) == 1 else {"set": values},
        tuple(dict.fromkeys(evidence)),
        passage_texts([said.passage]) if said.passage != said.head.id else document_sections(said.head.id),
        basis="passage",
    )


SHORT: Final = 2
"""Signs of a name that is too short to be looked for in every question."""


def short_names(ask: Ask) -> list[str]:
    """Names of two signs that papers write in quotation marks (“泉驿”) and the question says."""
    text = ask.question.text
    pairs = dict.fromkeys(text[at : at + SHORT] for at in range(len(text) - 1))
    return [p for p in pairs if p in ask.known.initiatives and ask.known.is_brand(p)]
