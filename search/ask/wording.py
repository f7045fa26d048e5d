"""How would an office write it (问句规整)? Short years, loose document numbers and quarters in their usual form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from kg.late_patterns import late
from search.ask.acts import one_act
from search.ask.courtesy import framed
from search.ask.oral import official
from search.ask.statements import merged
from search.ask.terse import asked_out
from search.tokens import simplified

__all__ = ["regular", "signs"]

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
_DOTS: Final = late(r"\.{2,}|。{2,}|…+")
_CHINESE_SIGNS: Final = str.maketrans(",?!:;", "，？！：；")
_EVERYDAY: Final = (
    ("啥时候", "什么时候"),
    ("啥", "什么"),
    ("哪儿", "哪里"),
    ("多长时间", "多久"),
    ("多长", "多久"),
    ("几个小时", "几小时"),
    ("多少个小时", "多少小时"),
    ("哪一天", "哪天"),
    ("哪一日", "哪天"),
    ("每个月哪", "每月哪"),
    ("每个月几", "每月几"),
)


def signs(original: str) -> str:
    """The question in simplified signs, its stops and brackets full width."""
    text = simplified(unicodedata.normalize("NFKC", original)).replace("(", "（").replace(")", "）").strip()
    return _DOTS.sub("，", text.translate(_CHINESE_SIGNS))


def regular(original: str, numbers: Iterable[str] = ()) -> str:
    """The question with widths, brackets and everyday forms made regular.

    `numbers` are the document numbers that the workspace has: 云工发7号文 is one of them where only one can be meant.
    """
    text = signs(original)
    bare = framed(text).question
    text = bare if len(bare) > 2 else text
    for said, usual in (*_ORDINAL, *_EVERYDAY):
        text = text.replace(said, usual)
    text = asked_out(one_act(official(merged(text))))
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
