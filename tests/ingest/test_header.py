"""Headers as offices write them: every field, its words, and the place it quotes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.genre import recognise
from ingest.header import Header, read_header
from ingest.layout.model import Layout, plain
from kg.model import Genre, Quoted, squeeze
from tests.growth import LINEAR, growth


@dataclass(frozen=True)
class Case:
    """A document and what its header says; a field that is None must be None."""

    name: str
    text: str
    title: str | None
    doc_number: str | None = None
    issuer: str | None = None
    date: str | None = None
    year: int | None = None
    addressees: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


CASES = [
    Case(
        "notice with masthead, signer and points",
        "云州市总工会文件\n云总工发〔2024〕7号  签发人：林某某\n"
        "云州市总工会关于印发\n《2024年全市工会工作要点》的通知\n"
        "各县（市、区）总工会，市直机关工会工委，各产业工会，市总各部室、直属单位：\n"
        "现将《2024年全市工会工作要点》印发给你们，请结合实际抓好落实。\n云州市总工会\n2024年2月18日\n"
        "2024年全市工会工作要点\n一、加强思想政治引领\n1.深化理论武装。组织学习。\n"
        "抄送：省总工会，市委办公室。\n云州市总工会办公室  2024年2月19日印发",
        "云州市总工会关于印发《2024年全市工会工作要点》的通知",
        "云总工发〔2024〕7号",
        "云州市总工会",
        "2024-02-18",
        2024,
        ("各县（市、区）总工会", "市直机关工会工委", "各产业工会", "市总各部室、直属单位"),
        ("2024年全市工会工作要点",),
    ),
    Case(
        "two bodies, number in full width, date in Chinese numerals, labelled attachments",
        "临江市总工会办公室\n临江市人力资源和社会保障局办公室\n文件\n临工办〔２０２３〕１５号\n"
        "关于印发《临江市暖心驿站建设\n实施方案》的通 知\n各县区总工会、人社局：\n现将方案印发给你们。\n"
        "附件：1.临江市暖心驿站建设实施方案\n2.工作专班成员名单\n"
        "临江市总工会办公室\n临江市人力资源和社会保障局办公室\n二〇二三年三月五日\n（此件公开发布）\n"
        "附件1\n临江市暖心驿站建设实施方案\n一、指导思想\n以服务职工为宗旨。\n附件2\n工作专班成员名单\n"
        "组  长：赵某某 市总工会党组书记",
        "关于印发《临江市暖心驿站建设实施方案》的通知",
        "临工办〔2023〕15号",
        "临江市总工会办公室",
        "2023-03-05",
        2023,
        ("各县区总工会、人社局",),
        ("临江市暖心驿站建设实施方案", "工作专班成员名单"),
    ),
    Case(
        "number in square brackets under the title",
        "青岭县总工会\n关于开展2023年“金秋助学”活动的通知\n青工发[2023]12号\n各乡镇工会，县直各单位工会：\n"
        "为做好助学工作，现将有关事项通知如下：\n一、救助对象\n困难职工子女。\n青岭县总工会\n2023年7月28日",
        "青岭县总工会关于开展2023年“金秋助学”活动的通知",
        "青工发〔2023〕12号",
        "青岭县总工会",
        "2023-07-28",
        2023,
        ("各乡镇工会", "县直各单位工会"),
    ),
    Case(
        "copy from a web site, with labels above the title",
        "索引号：1234567\n发文字号：云工办〔2022〕3号\n发布日期：2022-03-04\n"
        "云州市总工会办公室关于召开座谈会的通知\n各县区总工会：\n现通知如下。\n云州市总工会办公室\n2022年3月3日",
        "云州市总工会办公室关于召开座谈会的通知",
        "云工办〔2022〕3号",
        "云州市总工会办公室",
        "2022-03-03",
        2022,
        ("各县区总工会",),
    ),
    Case(
        "letterhead without 文件",
        "云州市总工会办公室\n云工办函〔2023〕8号\n关于报送统计年报的函\n"
        "各县区总工会：\n请报送。\n云州市总工会办公室\n2023年1月9日",
        "关于报送统计年报的函",
        "云工办函〔2023〕8号",
        "云州市总工会办公室",
        "2023-01-09",
        2023,
        ("各县区总工会",),
    ),
    Case(
        "signature and date on one line, several addressees by semicolons",
        "关于做好年报工作的通知\n各县区总工会；市属企业工会；市总机关各部室：\n"
        "请抓好落实。\n云州市总工会  2022年11月3日",
        "关于做好年报工作的通知",
        None,
        "云州市总工会",
        "2022-11-03",
        2022,
        ("各县区总工会", "市属企业工会", "市总机关各部室"),
    ),
    Case(
        "plan for the next year, dated under the title",
        "青岭县总工会2024年工作计划\n（2023年12月20日）\n为做好2024年工作，制定本计划。\n一、加强组织建设\n全年新建工会30家。",
        "青岭县总工会2024年工作计划",
        None,
        "青岭县总工会",
        "2023-12-20",
        2024,
    ),
    Case(
        "issued text without its own title",
        "云州市总工会关于印发《云州市职工之家建设方案》的通知\n各县区总工会：\n现印发给你们。\n云州市总工会\n2020年4月1日\n"
        + "一、总体要求\n"
        + "坚持服务职工。" * 40,
        "云州市总工会关于印发《云州市职工之家建设方案》的通知",
        None,
        "云州市总工会",
        "2020-04-01",
        2020,
        ("各县区总工会",),
        ("云州市职工之家建设方案",),
    ),
    Case(
        "report dated in the next year",
        "青岭县总工会工作总结\n2022年，青岭县总工会认真履职。\n一、主要工作\n开展活动。\n青岭县总工会\n2023年1月6日",
        "青岭县总工会工作总结",
        None,
        "青岭县总工会",
        "2023-01-06",
        2022,
    ),
    Case(
        "summary: couplet and subtitle",
        "凝心聚力开新局 真抓实干谱新篇\n——青岭县总工会2023年工作总结\n2023年，青岭县总工会开展工作。",
        "凝心聚力开新局 真抓实干谱新篇——青岭县总工会2023年工作总结",
        None,
        "青岭县总工会",
        None,
        2023,
    ),
    Case(
        "summary: the text has the fuller name",
        "区总工会2023年工作总结\n2023年，河东区总工会在区委和市总工会领导下开展工作。\n一、抓组建\n新建工会3家。",
        "区总工会2023年工作总结",
        None,
        "河东区总工会",
        None,
        2023,
    ),
    Case(
        "summary: a verb before the fuller name",
        "县总工会工作总结\n2022年，在县委领导下开展工作。\n3月，召开青岭县总工会全委会。一年来，青岭县总工会服务职工。",
        "县总工会工作总结",
        None,
        "青岭县总工会",
        None,
        2022,
    ),
    Case(
        "summary: a bare level",
        "镇2023年度工会工作总结\n2023年，河口镇总工会围绕中心工作开展活动。\n一、抓组建\n新建3家。",
        "镇2023年度工会工作总结",
        None,
        "河口镇总工会",
        None,
        2023,
    ),
    Case(
        "summary: the bureau's own union speaks",
        "青湖管理局2022年工会工作总结\n2022年，青湖管理局机关工会服务职工。\n一、抓引领\n开展学习。",
        "青湖管理局2022年工会工作总结",
        None,
        "青湖管理局机关工会",
        None,
        2022,
    ),
    Case(
        "summary: the bureau, where no union is named",
        "县交通运输局2022年度\n工会委员会工作总结\n按照要求，现将工作总结如下：\n一、抓引领\n开展学习。",
        "县交通运输局2022年度工会委员会工作总结",
        None,
        "县交通运输局",
        None,
        2022,
    ),
    Case("nothing at all", "今天开会。\n明天也开会。", None),
]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_headers(case: Case) -> None:
    layout = plain(*case.text.split("\n"))
    header = read_header(layout)
    assert (header.title and header.title.text) == case.title
    assert (header.doc_number and header.doc_number.text) == case.doc_number
    if case.title is not None:
        assert (header.issuer and header.issuer.text) == case.issuer
    assert header.date == case.date
    assert header.year == case.year
    assert tuple(q.text for q in header.addressees) == case.addressees
    assert tuple(p.title for p in header.parts) == case.parts
    _quotes(layout, header)


def _quotes(layout: Layout, header: Header) -> None:
    """Every field quotes the text; a document number may differ in its brackets and digits only."""
    fields: list[Quoted | None] = [header.title, header.issuer, header.issued_on, header.signer]
    fields += [*header.addressees, *header.attachments, *header.signatories, *header.copied_to]
    for quoted in fields:
        if quoted is not None:
            assert squeeze(quoted.span.of(layout.text)).startswith(squeeze(quoted.text))
    for part in header.parts:
        assert squeeze(part.span.of(layout.text)) == squeeze(part.title)
        assert part.body.end <= len(layout.text)
    assert 0 <= header.body_start <= len(layout.text)
    assert header.body_end <= len(layout.text)


NUMBERS = [
    ("云工办字〔2021〕23号", "云工办字〔2021〕23号"),
    ("云工办字〔2021〕23 号", "云工办字〔2021〕23号"),
    ("云工办字[2021]23号", "云工办字〔2021〕23号"),
    ("云工办字（2021）23号", "云工办字〔2021〕23号"),
    ("云工办字【２０２１】２３号", "云工办字〔2021〕23号"),
    ("云 工 办 字 〔 2021 〕 23 号", "云工办字〔2021〕23号"),
    ("云工办字［2021］第23号", "云工办字〔2021〕23号"),
    ("（云工办字〔2021〕23号）", "云工办字〔2021〕23号"),
]


@pytest.mark.parametrize(("printed", "number"), NUMBERS)
def test_document_numbers(printed: str, number: str) -> None:
    for text in (
        f"云州市总工会办公室文件\n{printed}\n云州市总工会办公室关于开展竞赛的通知\n各部室：\n请落实。",
        f"云州市总工会办公室关于开展竞赛的通知\n{printed}\n各部室：\n请落实。",
    ):
        header = read_header(plain(*text.split("\n")))
        assert header.doc_number is not None
        assert header.doc_number.text == number
        assert [a.text for a in header.addressees] == ["各部室"]


def test_a_number_that_is_quoted_in_a_sentence_is_not_the_documents_own() -> None:
    header = read_header(
        plain(
            "云州市总工会关于开展竞赛的通知",
            "各部室：",
            "根据《意见》（云工发〔2020〕1号）要求，现通知如下。",
        )
    )
    assert header.doc_number is None


def test_the_printing_date_is_not_the_date() -> None:
    header = read_header(
        plain(
            "云州市总工会关于开展竞赛的通知", "各部室：", "请落实。", "云州市总工会办公室 2021年5月21日印发"
        )
    )
    assert header.date is None


def test_forms_and_lists_that_a_notice_attaches() -> None:
    header = read_header(
        plain(
            "关于做好送温暖工作的通知",
            "各乡镇工会：",
            "请落实。",
            "附件：1.慰问统计表",
            "2.困难职工名单",
            "青岭县总工会",
            "2024年1月3日",
            "附件1",
            "慰问统计表",
            "单位 人数",
            "附件2",
            "困难职工名单",
            "张某某",
        )
    )
    assert [(p.title, p.genre) for p in header.parts] == [
        ("慰问统计表", Genre.OTHER),
        ("困难职工名单", Genre.NAME_LIST),
    ]
    assert [a.text for a in header.attachments] == ["慰问统计表", "困难职工名单"]


def test_a_salutation_or_an_opening_is_no_addressee() -> None:
    for line in ("同志们：", "现将有关事项通知如下：", "一、救助对象：", "各位代表："):
        assert read_header(plain("云州市总工会关于开展竞赛的通知", line, "请落实。")).addressees == ()


@given(
    st.lists(
        st.text(
            alphabet="云州市总工会文件通知关于印发《》〔2021〕号年月日，：。一、（）附件1 \t", max_size=30
        ),
        max_size=12,
    )
)
def test_any_lines_give_quotes(lines: list[str]) -> None:
    layout = plain(*lines)
    _quotes(layout, read_header(layout))


@pytest.mark.parametrize(
    "piece",
    ["云", "《", "，区总工会", "2021年", "附件1：甲\n", "云州市总工会\n2021年5月1日\n", "附件：1.甲\n"],
)
def test_a_very_long_text_does_not_hang(piece: str) -> None:
    def read(text: str) -> object:
        return read_header(plain(*("区总工会2021年工作总结\n" + text).split("\n")))

    assert growth(read, piece) < LINEAR


_SHARED = Path(__file__).parents[3] / "shared"


@pytest.mark.seeds
@pytest.mark.skipif(not _SHARED.is_dir(), reason="the seed documents are not here")
def test_headers_of_the_seeds() -> None:
    from ingest.layout.recover import recover
    from ingest.split import split_documents

    for path in sorted((_SHARED / "gold").glob("0*.json")):
        gold = json.loads(path.read_text("utf-8"))
        seed = next((_SHARED / "seeds").glob(f"{path.stem}_*"))
        wanted = gold.get("documents") or [gold["document"]]
        layouts = split_documents(recover(seed.read_text("utf-8")))
        assert len(layouts) == len(wanted)
        for layout, want in zip(layouts, wanted, strict=True):
            header = read_header(layout)
            assert header.title and header.issuer
            titles = [header.title.text, *(p.title for p in header.parts)]
            assert squeeze(want["title"]) in [squeeze(t) for t in titles]
            assert (header.doc_number and header.doc_number.text) == want.get("doc_number")
            assert header.issuer.text == want["issuer"]
            assert header.date == want.get("date")
            assert header.year == want.get("year", header.year)
            assert [q.text for q in header.addressees] == want.get("addressees", [])
            assert recognise(layout, header).value == want["genre"]
            _quotes(layout, header)
