"""进展如何、做得怎么样? What a summary says of the matter, as it stands."""

from __future__ import annotations

from kg.late_patterns import late
from kg.model import Genre
from search.ask.answer import Answer, listed, missing
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._prose import quoted, saying

PATTERNS = (
    Pattern.of(
        "how-far",
        r"(?:目前|现在|最后|后来)?(?:的)?(?:工程|工作|项目|建设|推进|落实|完成|开展|实施|办理)?(?:的)?(?:进展|进度|推进情况|开展情况|落实情况|实施情况|成效|效果|情况)(?:目前|现在)?(?:是|到)?(?:如何|怎么样|怎样|咋样|什么样|哪(?:一)?步(?:了)?|什么(?:程度|阶段)?)(?:了)?(?=$|[？?])"
        r"|(?:进行|推进|开展|落实|办|做|搞|干|建)(?:得|到)(?:怎么样|怎样|如何|咋样|哪(?:一)?步|什么程度)(?:了)?(?=$|[？?])|(?<!表现)(?:现在|目前|后来|最后|到底)?(?:怎么样|咋样|怎样)了(?=$|[？?])|取得(?:了)?(?:什么|哪些|怎样的)(?:成效|成绩|进展|效果)",
        "云州职工文化宫二期工程进展如何？",
    ),
)
_ANY = late(r"[㐀-鿿]")
_LEAST = 0.75


def answer(ask: Ask) -> Answer | None:
    topic = ask.topic("工程", "工作", "情况", "去年", "总结", "里", "目前")
    if topic.empty:
        return None
    reports = [
        s
        for s in saying(ask, topic, _ANY, least=_LEAST)
        if s.head.genre == Genre.SUMMARY.value and not _plans(ask, s.head.id, s.span.start)
    ]
    if not reports:
        return missing(KIND.name, f"总结里没有写到“{topic.text or listed(topic.must)}”的进展。")
    best = reports[0]
    same = [r for r in reports if r.head == best.head and r.score >= 0.95 * best.score][:_MOST]
    return quoted(ask, KIND.name, best, tuple(sorted(r.span for r in same)))


_MOST = 3
_PLANNING = late(r"打算|下一步|计划|思路|安排|问题|不足")


def _plans(ask: Ask, document: str, offset: int) -> bool:
    """The part of a summary that plans the next year, or tells of what is wanting."""
    return _PLANNING.search(ask.facts.document(document).headings_at(offset)) is not None


KIND = Kind("progress", PATTERNS, answer)
