"""Which signs did the recogniser certainly mistake for their likes? Set right one for one, and recorded.

Only where the signs around leave one reading; everything else stays as it was read. What was set right is the page's
finding, so that nobody takes it for what the picture said.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from kg.characters import simplified

_HAN = r"\u3400-\u9fff〇"
_DIGITS = {"O": "0", "o": "0", "〇": "0", "l": "1", "I": "1", "|": "1"}
_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}


@dataclass(frozen=True, slots=True)
class Repair:
    """`pattern` finds signs that were mistaken, each match as long as what `instead` gives for it.

    `what`: in words for people; an example of each stands above it.
    """

    name: str
    what: str
    pattern: re.Pattern[str]
    instead: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Repaired:
    """One place: what was read and what it was set to, with the line as it now stands."""

    rule: str
    read: str
    set_to: str
    line: str


REPAIRS: tuple[Repair, ...] = (
    # 各直属单位: → 各直属单位：  印发(试行) → 印发（试行）   GB/T 15834—2011: marks beside Chinese are full-width
    Repair(
        "full-width-mark",
        "中文旁的半角标点作全角",
        re.compile(rf"(?<=[{_HAN}”》）〕])[,;:?!](?![0-9])|(?<=[{_HAN}”》]):(?=[0-9])|(?<=[{_HAN}”》]),(?=[0-9])|(?<=[{_HAN}”》）。，；：、])\((?=[{_HAN}“《])|(?<=[{_HAN}”》])\)|^\((?=[{_HAN}])"),
        lambda read: "".join(_WIDE[c] for c in read),
    ),
    # 达到86%,培育 → 达到86%，培育
    Repair(
        "comma-after-figure",
        "数字与中文之间的半角逗号作全角",
        re.compile(rf"(?<=[0-9%％])[,;](?=[{_HAN}“《])"),
        lambda read: "".join(_WIDE[c] for c in read),
    ),
    # 〔2023] → 〔2023〕   GB/T 9704—2012 7.2.5: the year stands in 〔〕
    Repair(
        "unlike-bracket",
        "与前括号不配的后括号",
        re.compile(r"(?<=〔[12][0-9]{3})[\])）】](?=[0-9]|$)"),
        lambda read: "〕",
    ),
    Repair(
        "unlike-bracket",
        "与后括号不配的前括号",
        re.compile(r"[\[(（【](?=[12][0-9]{3}〕[0-9])"),
        lambda read: "〔",
    ),
    # 〔2O23〕 → 〔2023〕  2O24年 → 2024年
    Repair(
        "letter-in-number",
        "数字中的字母作数字",
        re.compile(r"(?<=[0-9])[OolI|〇](?=[0-9〕\]年月日号])"),
        lambda read: "".join(_DIGITS[c] for c in read),
    ),
    # 二O二四年 → 二〇二四年   GB/T 15835—2011: 〇 in years in Chinese numerals
    Repair(
        "zero-in-chinese-year",
        "汉字年份中的圆圈作〇",
        re.compile(r"(?<=[一二三四五六七八九〇])[OoΟ0○](?=[一二三四五六七八九〇OoΟ0○]{0,2}年|[一二三四五六七八九〇OoΟ0○]{2}年)"),
        lambda read: "〇" * len(read),
    ),
    # -、总体要求 → 一、总体要求   （-）指导思想 → （一）指导思想
    Repair(
        "dash-for-one",
        "序号中的短横作“一”",
        re.compile(rf"^[-—－–ー](?=、[{_HAN}“])|(?<=^[（(])[-—－–ー](?=[）)][{_HAN}“])|(?<=[第十]) ?[-—－–ー](?=[章节条、])"),
        lambda read: "一" * len(read),
    ),
    # 一 3 - → — 3 -   GB/T 9704—2012 7.5: the page number stands between dashes
    Repair(
        "dash-of-page-number",
        "页码旁的“一”作一字线",
        re.compile(r"^(?=.*[一ー])[-—–－一ー]? ?[0-9]{1,4} ?[-—–－一ー]?$"),
        lambda read: re.sub("[一ー]", "—", read),
    ),
    # 取得实效. → 取得实效。
    Repair(
        "full-stop",
        "句末的圆点作句号",
        re.compile(rf"(?<=[{_HAN}”》）]{{4}})[.．o](?=[”）]?$)"),
        lambda read: "。",
    ),
)  # fmt: skip


#: Traditional forms that Simplified papers print too, in names above all.
_KEPT = frozenset("於乾鍾徵著覆藉瞭昇堃喆甦")


def repair(text: str, *, simplify: bool = False) -> tuple[str, tuple[Repaired, ...]]:
    """A recognised line, as long as before, and what was set right in it.

    `simplify`: the page is in Simplified characters, so that a Traditional one (開通熱線 among them) was misread.
    """
    done: list[tuple[str, str, str]] = []
    if simplify and (folded := simplified(text)) != text:
        pairs = [(a, a if a in _KEPT else b) for a, b in zip(text, folded, strict=True)]
        done.extend(("simplified-form", a, b) for a, b in pairs if a != b)
        text = "".join(b for _, b in pairs)
    for one in REPAIRS:

        def swap(found: re.Match[str], one: Repair = one) -> str:
            words = one.instead(found.group())
            done.append((one.name, found.group(), words))
            return words

        text = one.pattern.sub(swap, text)
    return text, tuple(Repaired(name, read, set_to, text) for name, read, set_to in done)
