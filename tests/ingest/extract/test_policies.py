"""Cited instruments, their numbers, issuers and what is done with them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extract.policies import NOT_POLICIES, find_citations
from ingest.extract.policies.titles import tidy_title
from kg.model import squeeze
from tests.growth import LINEAR, growth

Row = tuple[str, str | None, tuple[str, ...], str | None, bool]

CASES: list[tuple[str, list[Row]]] = [
    (
        "落实《云州市总工会关于加强基层建设的意见》（云工发〔2023〕3号）、《青岭县工会条例》要求",
        [
            ("云州市总工会关于加强基层建设的意见", "云工发〔2023〕3号", ("云州市总工会",), "落实", False),
            ("青岭县工会条例", None, (), "落实", False),
        ],
    ),
    (
        "贯彻落实省总《甲办法（试行）》及《乙实施方案》",
        [
            ("甲办法（试行）", None, ("省总",), "贯彻落实", False),
            ("乙实施方案", None, ("省总",), "贯彻落实", False),
        ],
    ),
    (
        "根据《工会法》《劳动法》和《云州市职工代表大会条例》，制定《临江市厂务公开办法》",
        [
            ("工会法", None, (), "根据", False),
            ("劳动法", None, (), "根据", False),
            ("云州市职工代表大会条例", None, (), "根据", False),
            ("临江市厂务公开办法", None, (), "制定", True),
        ],
    ),
    (
        "市委、市政府“两办”印发《关于做好职工维权工作的意见》",
        [("关于做好职工维权工作的意见", None, ("市委、市政府“两办”",), "印发", True)],
    ),
    (
        "按照省总工会等五部门联合印发的《关于推进集体协商的意见》要求",
        [("关于推进集体协商的意见", None, ("省总工会",), "按照", False)],
    ),
    (
        "会同市人力资源和社会保障局、市经济和信息化局出台《关于技能提升的意见》",
        [("关于技能提升的意见", None, ("市人力资源和社会保障局", "市经济和信息化局"), "出台", True)],
    ),
    (
        "落实《云州市总工会、中共云州市委组织部关于加强乡镇工会的通知》(云工字（2021）061 号)",
        [
            (
                "云州市总工会、中共云州市委组织部关于加强乡镇工会的通知",
                "云工字〔2021〕61号",
                ("云州市总工会", "中共云州市委组织部"),
                "落实",
                False,
            )
        ],
    ),
    ("加快推进市政府《关于支持建会的意见》落实", [("关于支持建会的意见", None, ("市政府",), "落实", False)]),
    ("《职工互助保障办法》修订工作", [("职工互助保障办法", None, (), "修订", True)]),
    ("以《职工素质提升规划》为依据", [("职工素质提升规划", None, (), "以…为依据", False)]),
    ("学习《工会法》（主席令第107号）", [("工会法", "主席令第107号", (), "学习", False)]),
    ("云工发〔2023〕8号文件《关于维权的意见》", [("关于维权的意见", "云工发〔2023〕8号", (), None, False)]),
    ("《关于表彰先进的决定》已经研究通过，现印发给你们", [("关于表彰先进的决定", None, (), "印发", True)]),
    (
        "下发《关于印发〈临江市办法〉的通知》，〈青岭县方案〉和<<云州市规划>>",
        [
            ("关于印发〈临江市办法〉的通知", None, (), "下发", True),
            ("青岭县方案", None, (), "下发", True),
            ("云州市规划", None, (), "下发", True),
        ],
    ),
    ("关于印发《关于转发《甲办法》的通知》的函", [("关于转发《甲办法》的通知", None, (), "印发", True)]),
    ("执行《甲办法，参照《乙条例》规定", [("乙条例", None, (), "参照", False)]),
    ("《甲办法\n》参照《乙条例》", [("乙条例", None, (), "参照", False)]),
    (
        "编印《职工维权手册》，开展《我与企业共成长》征文",
        [
            ("职工维权手册", None, (), "编印", True),
            ("我与企业共成长", None, (), "开展", False),
        ],
    ),
    ("落实云工发〔2023〕3号文件精神", []),
    (
        "贯彻市委、市政府《甲方案》和县委、县政府《乙方案》精神",
        [
            ("甲方案", None, ("市委", "市政府"), "贯彻", False),
            ("乙方案", None, ("县委", "县政府"), "贯彻", False),
        ],
    ),
    ("以《工会法》颁布实施30周年为契机", [("工会法", None, (), None, False)]),
    ("（依据：《云州市工作要点》第3条）", [("云州市工作要点", None, (), "依据", False)]),
    ("没有书名号", []),
]


@pytest.mark.parametrize(("text", "rows"), CASES)
def test_citations(text: str, rows: list[Row]) -> None:
    assert [(c.title, c.doc_number, c.issuers, c.relation, c.creates) for c in find_citations(text)] == rows


@pytest.mark.parametrize(
    "text",
    [
        "在《云州日报》《工人日报》等媒体刊发稿件",
        "被《学习强国》、《今日头条》录用",
        "组织观看电影《钢铁工人》",
        "学习《习近平谈治国理政（第三卷）》",
        "研读《某某同志文选》",
        "短视频《平凡的她》获奖",
        "以《云州匠人的一天》登上头版",
        "邀请专家以《做新时代工匠》为题授课",
        "开设《班组天地间》专栏",
        "撰写的《班组里的年轻人》一文",
        "荐读《平凡的岗位》一书",
    ],
)
def test_what_is_no_policy(text: str) -> None:
    assert [c.title for c in find_citations(text)] == []


def test_rules_have_names_and_examples() -> None:
    assert len({r.name for r in NOT_POLICIES}) == len(NOT_POLICIES)
    assert all(r.example and (r.title or r.before or r.after) for r in NOT_POLICIES)


def test_an_abbreviation_stands_for_its_title() -> None:
    text = "印发《关于建设驿站的通知》（云工办发[2023] 12号，以下简称《通知》）。按照《通知》要求办理。"
    first, second = find_citations(text)
    assert (second.title, second.doc_number) == (first.title, "云工办发〔2023〕12号")
    assert second.span.of(text) == "通知"
    assert first.number_span is not None and first.number_span.of(text) == "云工办发[2023] 12号"
    assert second.number_span is None


def test_a_bare_word_of_genre_points_back_or_stays() -> None:
    assert [c.title for c in find_citations("落实《青岭县关于建会的意见》。对照《意见》检查。")] == [
        "青岭县关于建会的意见"
    ] * 2
    assert [c.title for c in find_citations("对照《意见》检查")] == ["意见"]
    assert [c.title for c in find_citations("落实《青岭县实施方案》，制定《实施方案》")] == [
        "青岭县实施方案",
        "实施方案",
    ]


def test_title_of_many_signs_is_refused() -> None:
    assert find_citations("《" + "长" * 121 + "》") == ()
    assert len(find_citations("《" + "长" * 119 + "》")) == 1


@pytest.mark.parametrize(
    ("written", "tidy"),
    [
        ("凝心聚力 建功立业的方案", "凝心聚力 建功立业的方案"),
        ("2023 年 度考核", "2023年 度考核"),
        ("关于 2023 年工作的通知", "关于2023年工作的通知"),
        ("实 施 方 案", "实施方案"),
        ("“加强年” 工作方案", "“加强年”工作方案"),
        ("推广 App 使用", "推广App使用"),
        ("Open Data 办法", "Open Data办法"),
        ("甲 （试行） ", "甲（试行）"),
    ],
)
def test_titles_lose_layout_only(written: str, tidy: str) -> None:
    assert tidy_title(written) == tidy


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("《关于建会的意见》（云工办发〔2023〕12号）", "云工办发〔2023〕12号"),
        ("《关于建会的意见》（云工办发（2023）第012号）", "云工办发〔2023〕12号"),
        ("《关于建会的意见》（云工办发［２０２３］１２ 号）", "云工办发〔2023〕12号"),
        ("《关于建会的意见》云工发[2022]3号", "云工发〔2022〕3号"),
        ("《关于建会的意见》（总工办发〔2017〕32号）", "总工办发〔2017〕32号"),
        ("落实云工发〔2023〕3号文件《关于建会的意见》", "云工发〔2023〕3号"),
        ("省委、省政府“两办”〔2021〕3号文件《关于建会的意见》", None),
        ("《关于建会的意见》（2023年12号）", None),
        ("《关于建会的意见》（2023）5家", None),
    ],
)
def test_document_numbers(text: str, number: str | None) -> None:
    (found,) = find_citations(text)
    assert found.doc_number == number
    assert found.number_span is None or found.number_span.of(text).endswith("号")


PIECES = st.sampled_from(
    [
        "《",
        "》",
        "〈",
        "〉",
        "<",
        ">",
        "关于",
        "加强",
        "的通知",
        "意见",
        "落实",
        "印发",
        "市总工会",
        "、",
        "和",
        "，",
        "。",
        "（",
        "）",
        "〔2023〕3号",
        "云工发",
        "以下简称",
        "“",
        "”",
        "等",
        "\n",
        "\u3000",
        "A",
        "2",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_spans_hold_what_they_say(text: str) -> None:
    at = 0
    for c in find_citations(text):
        quote = c.span.of(text)
        assert quote and "\n" not in quote and c.span.start >= at
        assert squeeze(quote) == squeeze(c.title) or any(
            squeeze(o.title) == squeeze(c.title) for o in find_citations(text)
        )
        if c.number_span is not None:
            assert c.doc_number is not None
            assert c.number_span.of(text).endswith("号")
        assert all(squeeze(i) == i and i for i in c.issuers)
        at = c.span.end


@pytest.mark.parametrize(
    "unit",
    [
        "《",
        "《》",
        "《甲",
        "甲》",
        "《甲》",
        "《甲》、",
        "<",
        "〈甲",
        "《甲》（",
        "甲",
        "〔2023〕",
        "云工发〔2023〕3号",
        "落实",
        "《" + "长" * 119,
    ],
)
def test_a_long_line_does_not_hang(unit: str) -> None:
    assert growth(find_citations, unit) < LINEAR
