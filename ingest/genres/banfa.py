"""办法, 规定, 细则, 制度: rules in articles (第一条…). They are sections, and set no tasks."""

from __future__ import annotations

import re

from ingest.genre import GenreRules, TitleRule
from ingest.header import Header
from ingest.layout.model import Layout
from kg.model import Genre

_ARTICLE = re.compile(r"^\s*第[一二三四五六七八九十百零〇\d]{1,4}条", re.MULTILINE)


def evidence(layout: Layout, header: Header) -> float:
    """Three and more articles make rules, whatever the title says."""
    return 0.9 if len(_ARTICLE.findall(layout.text)) >= 3 else 0.0


GENRE = GenreRules(
    genre=Genre.MEASURES,
    titles=(
        TitleRule(
            "办法", re.compile(r"(?:管理|实施|考核|奖励|评选|暂行|试行)?办法"), "云州市工会经费使用管理办法"
        ),
        TitleRule("规定", re.compile(r"规定|规则|规范|章程|条例|守则|准则"), "云州市总工会机关考勤规定"),
        TitleRule("细则", re.compile(r"(?:实施)?细则|标准$"), "云州市工会送温暖资金实施细则"),
        TitleRule("制度", re.compile(r"制度$|机制$"), "青岭县总工会机关学习制度"),
    ),
    evidence=evidence,
)
