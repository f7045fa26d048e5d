"""Is a number shown as Excel shows it?"""

from __future__ import annotations

import pytest

from ingest.readers.number_formats import BUILT_IN, general, shown


@pytest.mark.parametrize(
    ("number", "code", "wanted"),
    [
        (5, "General", "5"),
        (0.5, "General", "0.5"),
        (-3, "General", "-3"),
        (1234.5, "#,##0.00", "1,234.50"),
        (1234567, "#,##0", "1,234,567"),
        (0.85, "0%", "85%"),
        (0.8567, "0.0%", "85.7%"),
        (2.345, "0.00", "2.35"),
        (3, "0.##", "3"),
        (7, "000", "007"),
        (12, '0"家"', "12家"),
        (12, "0\\场", "12场"),
        (5, '"第"0"期"', "第5期"),
        (-5, "0;[Red]-0", "-5"),
        (-5, "0.0_);(0.0)", "(5.0)"),
        (0, '0;-0;"—"', "—"),
        (35000, '0.0,"千元"', "35.0千元"),
        (1234, '"￥"#,##0', "￥1,234"),
        (12, '[$¥-804]#,##0', "¥12"),
        (12000, "0.00E+00", "1.20E+04"),
        (45292, "yyyy-mm-dd", "2024-01-01"),
        (45292, 'yyyy"年"m"月"d"日"', "2024年1月1日"),
        (45292, "yyyy年m月", "2024年1月"),
        (45357, "m/d/yy", "3/6/24"),
        (45357.75, "yyyy/m/d h:mm", "2024/3/6 18:00"),
        (45357.75, "h:mm AM/PM", "6:00 PM"),
        (45357.5, '上午/下午h"时"mm"分"', "下午12时00分"),
        (45357, "aaaa", "星期三"),
        (0.5, "h:mm:ss", "12:00:00"),
        (1.5, "[h]:mm", "36:00"),
        (1, "yyyy-m-d", "1900-1-1"),
        (45357, "[DBNum1]yyyy年m月d日", "二〇二四年三月六日"),
        (1e12, "General", "1E+12"),
        (-1, "yyyy-mm-dd", "-1"),
    ],
)  # fmt: skip
def test_shown(number: float, code: str, wanted: str) -> None:
    assert shown(number, code) == wanted


@pytest.mark.parametrize(
    ("format_id", "wanted"),
    [(14, "2024/3/6"), (31, "2024年3月6日"), (57, "2024年3月"), (58, "3月6日"), (0, "45357")],
)
def test_built_in_formats_are_the_chinese_editions(format_id: int, wanted: str) -> None:
    assert shown(45357, BUILT_IN[format_id]) == wanted


def test_dates_counted_from_1904() -> None:
    assert shown(43895, "yyyy-mm-dd", since_1904=True) == "2024-03-06"


@pytest.mark.parametrize(
    ("number", "wanted"), [(1.0, "1"), (0.1 + 0.2, "0.3"), (3.14159265358979, "3.141592654")]
)
def test_general(number: float, wanted: str) -> None:
    assert general(number) == wanted
