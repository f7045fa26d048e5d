"""Are automatic numbers counted and written as Word does it?"""

from __future__ import annotations

import pytest
from lxml import etree

from ingest.readers.word_numbers import FORMATS, Numbers, chinese, read_numbers

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.mark.parametrize(
    ("n", "wanted"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (100, "一百"), (105, "一百零五"), (110, "一百一十"), (1001, "一千零一")],
)  # fmt: skip
def test_chinese(n: int, wanted: str) -> None:
    assert chinese(n) == wanted


@pytest.mark.parametrize(
    ("kind", "n", "wanted"),
    [
        ("decimalEnclosedCircle", 3, "③"),
        ("decimalEnclosedCircle", 21, "㉑"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographTraditional", 2, "乙"),
        ("upperLetter", 27, "AA"),
        ("lowerRoman", 9, "ix"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalZero", 5, "05"),
        ("ideographDigital", 10, "一〇"),
    ],
)
def test_formats(kind: str, n: int, wanted: str) -> None:
    assert FORMATS[kind](n) == wanted


def _numbers(levels: str, more: str = "") -> Numbers:
    return read_numbers(
        etree.fromstring(
            f'<w:numbering {_W}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
            f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{more}</w:numbering>'
        )
    )


def _level(k: int, kind: str, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{k}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'


_TWO = _level(0, "chineseCounting", "第%1章") + _level(1, "decimal", "%1.%2", "<w:isLgl/>")


def test_lower_levels_begin_anew_below_each_upper_one() -> None:
    numbers = _numbers(_TWO)
    seen = [numbers.before("1", k)[0] for k in (0, 1, 1, 0, 1)]
    assert seen == ["第一章", "1.1", "1.2", "第二章", "2.1"]


def test_a_level_may_go_on_counting() -> None:
    numbers = _numbers(
        _level(0, "chineseCounting", "第%1章")
        + _level(1, "chineseCounting", "第%2条", '<w:lvlRestart w:val="0"/>')
    )
    assert [numbers.before("1", k)[0] for k in (0, 1, 1, 0, 1)] == [
        "第一章",
        "第一条",
        "第二条",
        "第二章",
        "第三条",
    ]


def test_a_second_list_of_the_same_kind_goes_on_unless_it_starts_anew() -> None:
    more = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    numbers = _numbers(_level(0, "decimal", "%1."), more)
    assert [numbers.before(n, 0)[0] for n in ("1", "2", "3", "3", "1")] == ["1.", "2.", "1.", "2.", "3."]


def test_what_the_file_does_not_define_has_no_number() -> None:
    assert _numbers(_TWO).before("9", 0) == ("", False)
    assert read_numbers(None).before("1", 0) == ("", False)
    assert _numbers(_level(0, "bullet", "•")).before("1", 0) == ("", True)
