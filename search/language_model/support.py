"""Does the evidence say what this sentence says (依据核对)? Clause by clause, without a model.

A clause stands where one unit of support (one quote, one sentence of the plain answer) has all its figures and all its
words that carry meaning, in the same order and without a comma between them that the clause lacks: 组织部配合 is not
carried by 组织部牵头，法律部配合. Words of joining and of reporting (此外, 共有, 据文件) are free, negations are not. What is
said the other way round is dropped though it may be true: that costs a wording, never a fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from search.tokens import Segmenter, fold

__all__ = ["Support"]

_SENTENCE: Final = re.compile(r"[^。！？!?\n]+[。！？!?]?")
_CLAUSE: Final = re.compile(r"[^，,；;：:]+")
_COMMA: Final = re.compile(r"[,;。]")
_FIGURE: Final = re.compile(
    r"\d+(?:\.\d+)?%?|[零〇一二两三四五六七八九十百千万亿]+(?=[个名项家条次场人户元年月日季届期批所座间只份号%])"
)
_NEGATION: Final = re.compile(r"[不没无未非否勿莫]")
_ODD: Final = re.compile(r"[<>`\x00-\x08\x0b-\x1f\x7f]|https?:|www\.|[A-Za-z]{12,}")
_FREE: Final = frozenset(
    "根据 按照 依据 依照 文件 资料 材料 原文 来看 显示 表明 说明 指出 规定 明确 写明 提到 其中 此外 另外 同时 并且 而且 以及 还有 还 "
    "也 都 均 则 即 共 共有 一共 总共 合计 分别 主要 具体 有关 相关 以上 以下 如下 包括 包含 涉及 由 是 为 有 在 于 的 了 和 与 及 或 "
    "等 这 这些 该 其 它 它们 他 她 对 对于 关于 就 从 到 至 把 将 被 让 使 给 并 又 而 但 因此 所以 情况 内容 方面 来说 "
    "可以 看到 得知 答案 问题 回答 您 你 请 见 详见 参见 目前 现有 一 一个 一项 个 项 条 名 家 各 各自 每 上述 下列 第 年 月 日".split()
)


class Support:
    """What an answer rests on. `units` are texts each of which may carry a clause by itself; `common` holds words that
    any clause may use (the question's own, the documents' names)."""

    def __init__(self, units: Iterable[str], common: str, segmenter: Segmenter | None = None) -> None:
        self._segmenter = segmenter or Segmenter()
        self._common = fold(common)
        self._figures = frozenset(_FIGURE.findall(self._common))
        self._units = [fold(unit) for unit in units if unit.strip()]

    def kept(self, text: str) -> tuple[str, tuple[str, ...]]:
        """(the sentences that are supported, joined; those that are not)."""
        kept: list[str] = []
        dropped: list[str] = []
        for sentence in map(str.strip, _SENTENCE.findall(text)):
            if sentence:
                (kept if self.sentence(sentence) else dropped).append(sentence)
        return "".join(kept), tuple(dropped)

    def sentence(self, sentence: str) -> bool:
        """Whether one unit carries the whole sentence, or each clause of it with the sentence's subject."""
        if _ODD.search(sentence):
            return False
        bare = sentence.rstrip("。！？!?")
        if self._carried(bare):
            return True
        clauses: Sequence[str] = _CLAUSE.findall(bare)
        return len(clauses) > 1 and all(self._carried(clause) for clause in clauses)

    def _carried(self, clause: str) -> bool:
        folded = fold(clause)
        commas = len(_COMMA.findall(folded))
        hard = {figure for figure in _FIGURE.findall(folded) if figure not in self._figures}
        words = [
            word
            for word in self._segmenter.cut(folded)
            if word not in _FREE and word not in self._common and not word.isdigit()
        ]
        negated = bool(_NEGATION.search(folded))
        for unit in self._units:
            window = _window(words, unit)
            if (
                window is not None
                and len(_COMMA.findall(window)) <= commas
                and hard <= set(_FIGURE.findall(unit))
                and (not negated or bool(_NEGATION.search(unit)))
            ):
                return True
        return False


def _window(words: Sequence[str], unit: str) -> str | None:
    """The stretch of the unit in which the words stand in their order; "" for no words, None where they do not."""
    at, first = 0, None
    for word in words:
        found = unit.find(word, at)
        if found < 0:
            return None
        first = found if first is None else first
        at = found + len(word)
    return "" if first is None else unit[first:at]
