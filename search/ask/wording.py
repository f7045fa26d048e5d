"""How would an office write it (问句规整)? Short years, loose document numbers and quarters in their usual form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from kg.late_patterns import late
from search.tokens import simplified

__all__ = ["regular"]

# 23年台账, not 满23年, 第23年 or 23年来.
_SHORT_YEAR: Final = late(r"(?<![\d第满近共过了每计])([1-4]\d)年(?![\d前后以内来间期龄级])")
# 云工发2031年7号, 云工发[2031]7号文: the mark of the organ ends so (GB/T 9704—2012, 7.2.5).
_LOOSE: Final = late(
    r"(?P<organ>[㐀-鿿]{1,8}(?:发|字|办|函|通|党))\s*[〔\[（(【［]?\s*(?P<year>20\d\d)\s*[年〕\]）)】］]\s*第?\s*(?P<n>\d{1,4})\s*号(?:文件?)?"
)
_NO_YEAR: Final = late(r"(?P<organ>[㐀-鿿]{1,6}(?:发|字|函))第?(?P<n>\d{1,4})号(?:文件|文)?")
# 38号文, where one document only has the number.
_BARE_NUMBER: Final = late(r"(?:(?<![\d〕\]）㐀-鿿第])|(?<=[的了那这]))(?P<n>\d{1,4})号(?:文件|文)")
_ORDINAL: Final = (
    ("头一个季度", "第一季度"),
    ("首季度", "第一季度"),
    ("末季度", "第四季度"),
    ("最后一个季度", "第四季度"),
)
# What comes before the question itself: 麻烦问一下, 我想了解一下, 帮我查查; not 查实情 or 问需.
_POLITE: Final = late(
    r"^(?:(?:您好|你好|各位好|有个问题)[，！：\s]*"
    r"|(?:请问|请教|请告诉我|劳驾|打扰了?|麻烦(?:您|你|大家)?)(?:一下|下|各位)?[，：\s]*"
    r"|我?(?:就|还)?(?:想要|想|要|得)(?:请教|打听|问问|问|了解|知道|咨询|查询|查查|查|看看|确认|核实|弄清楚?)(?:一下|下)?[，：\s]*"
    r"|(?:请|麻烦)(?=帮|给我|替我|列|查|找|说|看|告诉)"
    r"|(?:帮|给|替)(?:我们|咱们|我|忙|咱)?(?:查查|查|找找|找|看看|看|问问|问|列|说)(?:一下|下|出)?[，：\s]*"
    r"|(?:查|问|打听|了解|确认|核实|看|说|列)(?:一下|下)[，：\s]*"
    r"|(?:比一比|对比一下|比较一下)[，：\s]*|(?:告诉我|跟我说说|说说|讲讲|看看|问问)[，：\s]*)+"
)
_CHINESE_SIGNS: Final = str.maketrans(",?!:;", "，？！：；")
_EVERYDAY: Final = (
    ("啥时候", "什么时候"),
    ("啥", "什么"),
    ("哪儿", "哪里"),
    ("多长时间", "多久"),
    ("多长", "多久"),
    ("几个小时", "几小时"),
    ("多少个小时", "多少小时"),
)


def regular(original: str, numbers: Iterable[str] = ()) -> str:
    """The question with widths, brackets and everyday forms made regular.

    `numbers` are the document numbers that the workspace has: 云工发7号文 is one of them where only one can be meant.
    """
    text = simplified(unicodedata.normalize("NFKC", original)).replace("(", "（").replace(")", "）").strip()
    text = text.translate(_CHINESE_SIGNS)
    bare = _POLITE.sub("", text)
    text = bare if len(bare) > 2 else text
    for said, usual in (*_ORDINAL, *_EVERYDAY):
        text = text.replace(said, usual)
    text = re.sub(r"第([一二三四1-4])个季度", r"第\1季度", text)
    text = _SHORT_YEAR.sub(lambda m: f"20{m[1]}年", text)
    text = _LOOSE.sub(lambda m: f"{m['organ']}〔{m['year']}〕{m['n']}号", text)
    known = list(numbers)

    def whole(found: re.Match[str]) -> str:
        end = re.compile(rf"[〔\[（(]\d{{4}}[〕\]）)]{found['n']}号$")
        fitting = {k for k in known if end.search(k) and end.sub("", k)[-2:] == found["organ"][-2:]}
        if len(fitting) != 1:
            return found.group()
        number = fitting.pop()
        organ = end.sub("", number)
        return found["organ"][: -len(organ)] + number if found["organ"].endswith(organ) else found.group()

    def alone(found: re.Match[str]) -> str:
        fitting = [k for k in known if re.search(rf"[〕\]）)]{found['n']}号$", k)]
        return fitting[0] if len(fitting) == 1 else found.group()

    return _BARE_NUMBER.sub(alone, _NO_YEAR.sub(whole, text))
