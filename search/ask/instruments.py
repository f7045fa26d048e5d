"""Which instrument does a question name without its brackets, or shortened (不带书名号的文件名)? 省里的驿站管理办法.

A title's core is what people keep of it: the words after its issuer, place and year, up to the kind of document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from search.tokens import bigrams, fold

__all__ = ["Shortened", "core", "named_loosely", "named_shortened"]

#: Kinds of documents that titles end with (文种; 党政机关公文处理工作条例, 第八条, and what rules are called).
SORT: Final = (
    r"工作要点|实施意见|指导意见|实施办法|管理办法|实施方案|工作方案|实施细则|意见|办法|条例|规定|方案|通知|细则|规划|纲要|标准|规范|"
    r"制度|指南|要点|决定|计划|措施|准则|预案|手册|清单|报告|倡议书|法"
)
_FRONT: Final = re.compile(
    r"^(?:中华人民共和国|[㐀-鿿]{2,4}(?:省|市|自治区)|全国|国务院|全国总工会|总工会|人民政府|办公厅|办公室|党组|\d{4}年度?|年度|"
    r"中共|市委|省委|、|关于|印发|进一步|开展|推进|坚持|加强和?|深入|做好|落实)+"
)
_LOOSE: Final = re.compile(r"[\s“”\"《》〈〉<>（）()·—、，,]")
_CORE: Final = 6
_SHARE: Final = 0.62
"""What share of a core's pairs of signs must stand in the question for it to be named by its words."""
_AHEAD: Final = 0.12
"""…and how much more than of any other title's."""


@dataclass(frozen=True, slots=True)
class Shortened:
    """A title and the words of the question that name it."""

    title: str
    written: str


def core(title: str) -> str:
    """云川省总工会关于加强驿站建设的意见 → 驿站建设的意见."""
    bare = re.sub(r"[（(](?:试行|暂行|草案)[）)]$", "", title)
    return _FRONT.sub("", _FRONT.sub("", _LOOSE.sub("", bare)).removeprefix("总工会"))


def named_shortened(text: str, titles: Iterable[str]) -> Shortened | None:
    """The title whose core stands in the text as it is; the longest."""
    loose = _LOOSE.sub("", text)
    found = [
        Shortened(title, short)
        for title in titles
        if len(short := core(title)) >= _CORE and re.search(rf"(?:{SORT})$", short) and short in loose
    ]
    return max(found, key=lambda f: (len(f.written), -len(f.title)), default=None)


def named_loosely(text: str, titles: Iterable[str]) -> str:
    """The one title most of whose core stands in the text, together with its kind of document; "" for none or several."""
    pairs = frozenset(bigrams(fold(text)))
    scored: dict[str, float] = {}
    for title in titles:
        short = fold(core(title))
        sort = re.search(rf"(?:{SORT})$", short)
        own = frozenset(bigrams(short))
        if len(short) >= _CORE and sort and sort.group()[-2:] in text and own:
            scored[title] = len(own & pairs) / len(own)
    ranked = sorted(scored, key=lambda t: (-scored[t], len(t)))
    if not ranked or scored[ranked[0]] < _SHARE:
        return ""
    rivals = [t for t in ranked[1:] if fold(core(t)) != fold(core(ranked[0]))]
    return ranked[0] if not rivals or scored[ranked[0]] - scored[rivals[0]] >= _AHEAD else ""
