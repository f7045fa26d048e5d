"""Which titles stand in book-title marks, and how are they written without layout?

GB/T 15834—2011, 4.15; other signs that offices and converters write for 《》 are read too.
"""

from __future__ import annotations

import re

MAX_TITLE = 120

_PAIRS = ("《》", "≪≫", "«»", "︽︾", "⟪⟫", "〈〉", "＜＞")


def _titled(opening: str, closing: str) -> str:
    plain = f"[^{opening}{closing}\\n]"
    return f"{opening}(?:{plain}|{opening}{plain}{{0,{MAX_TITLE}}}+{closing}){{1,{MAX_TITLE}}}+{closing}"


# 《…》 with 《…》 inside but no deeper; other marks inside are plain signs. <…> only around Chinese words.
TITLE = re.compile(
    "|".join(_titled(pair[0], pair[1]) for pair in _PAIRS)
    + r"|<<[^<>\n]{2,120}+>>|<(?=[^<>\n]{0,20}[\u4e00-\u9fff])[^<>\n/=]{3,120}+>"
)

_CJK = r"\u4e00-\u9fff\u3400-\u4dbf"
_LETTER_SPACED = re.compile(rf"(?<![{_CJK}])[{_CJK}](?:[ \t\u3000]+[{_CJK}](?![{_CJK}])){{2,}}")
_LOOSE = re.compile(
    rf" (?![{_CJK}A-Za-z])|(?<![{_CJK}A-Za-z]) |(?<=[{_CJK}]) (?=[A-Za-z])|(?<=[A-Za-z]) (?=[{_CJK}])"
)
_SPACES = re.compile(r"\s+")


def tidy_title(text: str) -> str:
    """`text` less layout white space: one space stays between Chinese words, none next to figures or signs.

    “凝心聚力 建功立业” keeps its space, “2023 年度” and letter-spaced “要 点 汇 编” lose theirs.
    """
    text = _SPACES.sub(" ", text.strip())
    if " " not in text:
        return text
    text = _LETTER_SPACED.sub(lambda m: m[0].replace(" ", ""), text)
    return _LOOSE.sub("", text)
