"""某人协助哪位领导? Whom somebody assists, as the paper on who is in charge of what says it (协助某某同志工作), and who does."""

from __future__ import annotations

from collections.abc import Iterator

from kg.late_patterns import late
from kg.model import Span
from search.ask.answer import Answer, listed, missing
from search.ask.facts import Head
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._queries import member_facts
from search.ask.sentences import sentences

_WHO = r"(?:谁|哪(?:一)?(?:位|个|名)(?:领导|同志|副主席|主席|人)?(?:同志)?)"
PATTERNS = (
    Pattern.of("assists-whom", rf"协助(?:的)?(?:是)?{_WHO}(?:的)?(?:工作|分管|抓[㐀-鿿]{{0,8}})?(?:的)?", "孙远山协助哪位领导？"),
    Pattern.of("assisted-by", rf"(?:由)?{_WHO}(?:来|在|负责)?协助(?=[㐀-鿿]{{2,4}})", "谁协助孙远山工作？"),
)  # fmt: skip
_ASSISTS = late(r"协助(?:[㐀-鿿]{0,6}?(?=[㐀-鿿]{2,3}(?:同志|主席|副主席|书记)))?")


def answer(ask: Ask) -> Answer | None:
    if not ask.question.people:
        return None
    whom = PATTERNS[0].regex.search(ask.question.text) is not None
    for helper, helped, line, head in _pairs(ask):
        mine, other = (helper, helped) if whom else (helped, helper)
        if not set(ask.known.people[_words(ask, head, mine)]).intersection(ask.question.people):
            continue
        name = _words(ask, head, other)
        said = f"{_words(ask, head, helper)}协助{_words(ask, head, helped)}"
        return Answer(
            KIND.name,
            f"{head.cite}写的是{said}。",
            {"value": name},
            tuple(ask.evidence(head, head.cite, s) for s in (other, line)),
            member_facts(sorted(ask.question.people)),
            basis="passage",
        )
    names = listed(ask.known.entities.name(p) for p in ask.question.people)
    return missing(KIND.name, f"文件里没有写明{names}协助谁、由谁协助。")


def _words(ask: Ask, head: Head, span: Span) -> str:
    return span.of(ask.facts.text(head.id))


def _pairs(ask: Ask) -> Iterator[tuple[Span, Span, Span, Head]]:
    """(who assists, who is assisted, the sentence, its paper), by sentences that name both."""
    named = {d for p in ask.question.people for d in ask.known.documents_of(p)}
    for head in ask.scope.documents or tuple(ask.facts.heads.values()):
        if head.id not in named:
            continue
        text = ask.facts.text(head.id)
        for line in sentences(text):
            found = _ASSISTS.search(text, line.start, line.end)
            if found is None:
                continue
            before = _person(ask, text, Span(line.start, found.start()))
            after = _person(ask, text, Span(found.start(), line.end))
            if before is not None and after is not None:
                yield before, after, line, head


def _person(ask: Ask, text: str, span: Span) -> Span | None:
    """The first person that the words name."""
    words = span.of(text)
    spots = sorted((words.find(n), -len(n), n) for n in ask.known.people_in.within(words))
    if not spots:
        return None
    at, _, name = spots[0]
    return Span(span.start + at, span.start + at + len(name))


KIND = Kind("assists", PATTERNS, answer)
