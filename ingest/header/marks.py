"""Which lines of a header are a number, a date, a label or noise?"""

from __future__ import annotations

import re

from ingest.dating import DATE, FULL_WIDTH
from kg.model import Quoted, Span, squeeze

# 发文字号, 7.2.5: 机关代字、年份、发文顺序号, 云工办字〔2021〕23号.
NUMBER = re.compile(
    r"(?P<word>[\u4e00-\u9fff](?:\s*[\u4e00-\u9fffA-Za-z]){1,14})\s*[〔\[［（(【﹝]\s*"
    r"(?P<year>[12１２][\d０-９]\s?[\d０-９]\s?[\d０-９])\s*[〕\]］）)】﹞]\s*第?\s*(?P<n>[\d０-９]{1,4})\s*号"
)
LABEL = re.compile(
    r"^(?:索引号|文号|发文字号|发文机关|发布机构|发布单位|发布日期|发布时间|成文日期|生成日期|来源|信息来源|文章来源|作者|"
    r"浏览次数|点击数|阅读次数|主题分类|公文种类|有效性|字体|字号|编辑|责任编辑|审核|日期|时间|【字体|填[表报](?:单位|部门|人)|制表(?:单位|人)?|编制单位)[:：\]】]"
)
NOISE = re.compile(
    r"^(?:[-—–－·]*\d{1,4}[-—–－·]*|[★☆*_＿—─-]+|(?:绝密|机密|秘密)(?:★.{0,6})?|特急|加急|平急|特提|内部资料.{0,8}|NO[.．:]?\d+|"
    r"第\d+页.*|附件[一二三四五六七八九十\d]{0,2}[:：]?)$",
    re.IGNORECASE,
)
SIGNER = re.compile(r"签\s*发\s*人\s*[:：]\s*(?P<n>\S(?:[^\n]{0,20}\S)?)\s*$")

_DATE_NOTE = re.compile(r"^[（(\[【].{0,60}[)）\]】]$")


def _normal_number(match: re.Match[str]) -> str:
    """A match of a 发文字号 in the standard's form: 云工办字〔2021〕23号."""
    word = squeeze(match["word"])
    year = squeeze(match["year"]).translate(FULL_WIDTH)
    return f"{word}〔{year}〕{match['n'].translate(FULL_WIDTH)}号"


def shifted(match: re.Match[str], by: int, group: int | str = 0) -> Span:
    """Where a match in a line that begins at `by` stands in the text."""
    return Span(match.start(group) + by, match.end(group) + by)


def number_line(raw: str) -> re.Match[str] | None:
    """The 发文字号 of a line that holds little else (a label, 签发人, brackets, 文件)."""
    match = NUMBER.search(raw)
    if match is None or len(raw) > 120:
        return None
    before, after = squeeze(raw[: match.start()]), squeeze(raw[match.end() :])
    tidy_before = before in {"", "（", "(", "[", "【"} or before.endswith(
        ("文件", "文号：", "文号:", "字号：", "字号:")
    )
    tidy_after = after in {"", "）", ")", "]", "】"} or after.startswith("签发人")
    return match if tidy_before and tidy_after else None


def quoted_number(match: re.Match[str], by: int) -> Quoted:
    """The 发文字号 in the standard's form, from a match in a line that begins at `by`."""
    return Quoted(_normal_number(match), shifted(match, by))


def date_line(raw: str) -> re.Match[str] | None:
    """The date of a line that holds little else: in brackets, or after 发布日期：."""
    words = squeeze(raw)
    match = DATE.search(raw)
    if match is None or len(words) > 80:
        return None
    if _DATE_NOTE.match(words):
        return match
    rest = squeeze(raw[: match.start()] + raw[match.end() :])
    return (
        match
        if not rest or re.fullmatch(r".{0,6}(?:日期|时间)[:：](?:\d\d[:：]\d\d(?:[:：]\d\d)?)?", rest)
        else None
    )
