"""Which words and signs does a text consist of, however it is printed (分词与字形折叠)?

`fold` takes away what printers vary: width of signs, kinds of brackets, quotation marks, white space between Chinese
signs, Traditional characters. `words` cuts with rjieba and user words, `bigrams` and `signs` need no dictionary.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Collection, Iterable
from functools import cache
from importlib import import_module
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from itertools import pairwise
from typing import Any, Final

__all__ = [
    "USER_WORD",
    "Segmenter",
    "bigrams",
    "content_words",
    "fold",
    "fold_in_place",
    "jieba",
    "pairs_in",
    "signs",
    "simplified",
]

_BRACKETS: Final = str.maketrans(
    {c: "(" for c in "〔［【[{（﹝"}
    | {c: ")" for c in "〕］】]}）﹞"}
    | {c: "" for c in "“”‘’「」『』\"'＂＇《》〈〉<>`"}
)
_BETWEEN_CHINESE: Final = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")
# Signs that change by themselves, whatever stands beside them. Texts of these and of Chinese signs, which do not change at
# all, are nearly all there are; they are folded in a quarter of the time.
_CHANGING: Final = {
    sign: folded
    for sign in map(
        chr, (*range(0x80), *range(0xFF01, 0xFF5F), *map(ord, "　、。·—…‘’“”〈〉《》「」『』【】〔〕"))
    )
    if (folded := unicodedata.normalize("NFKC", sign).translate(_BRACKETS).casefold()) != sign
}
_CHANGES: Final = re.compile(f"[{re.escape(''.join(_CHANGING))}]")
_USUAL: Final = re.compile(f"[\x00-\x7f㐀-䶿一-鿿、。·—{re.escape(''.join(_CHANGING))}]*")
_SINGLE: Final = str.maketrans(
    {sign: one for sign, one in _CHANGING.items() if len(one) == 1 and not one.isspace()}
)
_IN_PLACE: Final = re.compile(
    f"[{re.escape(''.join(chr(n) for n in range(0x21, 0x7F) if chr(n) not in _CHANGING))}㐀-䶿一-鿿、。·—"
    f"{re.escape(''.join(map(chr, _SINGLE)))}]*"
)
_TOKEN: Final = re.compile(r"[㐀-鿿豈-﫿]|[0-9]+(?:\.[0-9]+)?|[a-z]+")
_RUN: Final = re.compile(r"[㐀-鿿豈-﫿]+|[0-9]+(?:\.[0-9]+)?|[a-z]+")
_NOT_CHINESE: Final = re.compile(r"[^㐀-鿿豈-﫿]+")
# Question words and other words that say nothing of the matter (疑问词、虚词). Everyday speech is full of them.
_EMPTY: Final = frozenset(
    "的 了 吗 呢 吧 啊 呀 嘛 么 是 在 有 和 与 及 或 也 都 就 还 又 很 太 更 最 被 把 将 向 从 到 对 给 让 使 由 为 为了 以 于 其 之 等 "
    "这 那 这个 那个 这些 那些 这样 那样 这里 那里 哪 哪里 哪儿 哪个 哪些 哪位 谁 什么 怎么 怎样 怎么办 怎么样 如何 为什么 多少 几 何时 "
    "我 我们 你 你们 他 她 他们 咱 咱们 大家 自己 人家 有没有 没有 能 能不能 可以 可不可以 会 要 想 应该 需要 是不是 是否 请问 知道 告诉 "
    "一下 一个 一些 一点 有些 有点 里 里面 上 下 中 内 外 之间 时候 时 地方 事 事情 东西 样 种 个 家 名 次 来 去 做 搞 弄 办 找 看 说 叫 "
    "哪种 哪几 几个 分别 各 各自 关于 有关 相关 以及 并 而 但 如果 的话 用到 用在 用于 身上 要求 计划 不能 不要 新 年 不 没 别 吧 呗 啦 哦 嗯 得 地 着 过".split()
)

USER_WORD: Final = 2000
"""How often a user word counts as used: as often as the commoner words of the dictionary, so that it is rarely cut in two."""


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


def simplified(text: str) -> str:
    """Traditional characters as Simplified ones (職工 → 职工); other texts come back as they are.

    Only texts with a sign outside GB 2312, which has no Traditional forms, are worth asking OpenCC about.
    """
    try:
        text.replace("—", "").encode("gb2312")
    except UnicodeEncodeError:
        try:  # it may be no character that is not there
            _NOT_CHINESE.sub("", text).encode("gb2312")
        except UnicodeEncodeError:
            return str(_converter().convert(text))
    return text


def fold(text: str) -> str:
    """One form for all printings of a text: lower case, half width, round brackets, no quotes, Simplified.

    >>> fold("云工发［2031］５ 号 “港湾”")
    '云工发(2031)5号港湾'
    """
    if _USUAL.fullmatch(text):
        plain = _CHANGES.sub(_changed, text)
    else:
        plain = unicodedata.normalize("NFKC", text).translate(_BRACKETS).casefold()
    return simplified(_joined(plain)).strip()


def fold_in_place(text: str) -> str | None:
    """`fold` of a text whose signs all fold to one sign each, whatever stands beside them; None for other texts.

    >>> fold_in_place("夜校（入门）")
    '夜校(入门)'
    """
    if _IN_PLACE.fullmatch(text) is None:
        return None
    plain = text.translate(_SINGLE)
    return plain if simplified(plain) == plain else None


def _changed(found: re.Match[str]) -> str:
    return _CHANGING[found[0]]


def _joined(plain: str) -> str:
    """Without white space beside Chinese signs."""
    pieces = plain.split()
    if len(pieces) < 2:
        return pieces[0] if pieces else ""
    if any(before[-1] < "\x80" and after[0] < "\x80" for before, after in pairwise(pieces)):
        return _BETWEEN_CHINESE.sub("", plain)
    return "".join(pieces)


def signs(folded: str) -> list[str]:
    """Chinese signs one by one, numbers and Latin words whole: 2023年 → 2023, 年."""
    return _TOKEN.findall(folded)


def bigrams(folded: str) -> list[str]:
    """Neighbouring Chinese signs in twos; a sign that stands alone, a number or a Latin word by itself."""
    out: list[str] = []
    for run in _RUN.findall(folded):
        if run[0] < "㐀" or len(run) == 1:
            out.append(run)
        else:
            out.extend(run[i : i + 2] for i in range(len(run) - 1))
    return out


def pairs_in(pairs: Collection[str], folded: str) -> int:
    """How many of some `bigrams` a folded text has. Pairs of Chinese signs are looked up, which is ten times faster than
    taking the text apart."""
    chinese = [pair for pair in pairs if len(pair) == 2 and pair[0] >= "㐀"]
    found = sum(pair in folded for pair in chinese)
    others = frozenset(pairs).difference(chinese)
    if any(other in folded for other in others):
        found += len(others.intersection(bigrams(folded)))
    return found


def content_words(words: Iterable[str]) -> list[str]:
    """The words that say what a question is about, each once, in order."""
    return [w for w in dict.fromkeys(words) if w not in _EMPTY]


@cache
def jieba() -> Any:
    """The module that has rjieba's class `Jieba`. Importing rjieba reads a dictionary for its own functions, which takes a
    tenth of a second: where nobody has done that, only the module inside it is imported."""
    if "rjieba" not in sys.modules and "rjieba.rjieba" not in sys.modules:
        package = find_spec("rjieba")
        inner = PathFinder.find_spec("rjieba.rjieba", package.submodule_search_locations) if package else None
        if inner is not None and inner.loader is not None:
            sys.modules["rjieba.rjieba"] = module = module_from_spec(inner)
            inner.loader.exec_module(module)
    return sys.modules.get("rjieba.rjieba") or import_module("rjieba")


class Segmenter:
    """Cuts folded text into words, with its own user words; instances do not disturb each other. Making one takes 80 ms."""

    def __init__(self, user_words: Iterable[str] = ()) -> None:
        self._jieba = jieba().Jieba()
        for word in user_words:
            self._jieba.add_word(word, USER_WORD, "n")

    def words(self, folded: str) -> list[str]:
        """Words for the index and for queries alike: long words also give their parts (户外劳动者: 户外, 劳动者)."""
        return [w for w in self.pieces(folded, "cut_for_search") if _TOKEN.match(w)]

    def cut(self, folded: str) -> list[str]:
        """Words side by side, without overlap."""
        return [w for w in self.pieces(folded, "cut") if _TOKEN.match(w)]

    def pieces(self, folded: str, way: str) -> list[str]:
        """What rjieba gives, punctuation and all; `way` is `cut` or `cut_for_search`."""
        found: list[str] = getattr(self._jieba, way)(folded)
        return found
