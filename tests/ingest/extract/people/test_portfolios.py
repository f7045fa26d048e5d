"""Who is in charge of what (领导分工), in the forms that offices write it; quotes stand where they say."""

from __future__ import annotations

import pytest

from ingest.extract.people.reading import read_people
from ingest.layout.model import Layout, plain, tabular

ISSUER = "云州市总工会"
Told = dict[str, tuple[list[str], list[str]]]

NOTICES: list[tuple[tuple[str, ...], Told]] = [
    (
        (
            "一、周立新（党组书记、常务副主席）：主持市总工会全面工作。分管办公室、组织部。联系临河区总工会。",
            "二、何敏华  党组成员、副主席：负责经济技术、劳动保护工作，协助周立新同志抓党建工作。分管经济工作部、职工服务中心，联系清源县、白水县总工会。",
        ),
        {
            "周立新": (["主持市总工会全面工作"], ["办公室", "组织部"]),
            "何敏华": (["负责经济技术、劳动保护工作"], ["经济工作部", "职工服务中心"]),
        },
    ),
    (
        (
            "周立新同志，党组书记、副主席，主持日常工作，分管办公室。",
            "高志强同志，四级调研员，负责权益保障、法律援助工作；分管权益保障部、女职工部。",
        ),
        {
            "周立新": (["主持日常工作"], ["办公室"]),
            "高志强": (["负责权益保障、法律援助工作"], ["权益保障部", "女职工部"]),
        },
    ),
    (
        (
            "周立新同志",
            "主持全面工作，分管财务资产管理部。",
            "欧阳雪同志：",
            "负责经费审查审计工作，分管经审办。",
        ),
        {
            "周立新": (["主持全面工作"], ["财务资产管理部"]),
            "欧阳雪": (["负责经费审查审计工作"], ["经审办"]),
        },
    ),
    (
        ("党组书记周立新：主持全面工作，分管办公室。", "党组成员、副主席何敏华：分管组织建设、维权工作。"),
        {"周立新": (["主持全面工作"], ["办公室"]), "何敏华": (["分管组织建设、维权工作"], [])},
    ),
    # no notice of a division of work
    (("周立新同志负责牵头此项工作，各部门配合。",), {}),
    (("组织部负责建会入会工作，分管领导为周立新。", "办公室负责统筹协调。"), {}),
    (("周立新同志负责会务工作。", "何敏华同志负责宣传工作。"), {}),
]

TABLES: list[tuple[tuple[str, ...], list[list[str | None]], Told]] = [
    (
        ("序号", "姓名", "职务", "分管工作", "分管部门", "联系点"),
        [["1", "周立新", "常务副主席", "主持全面工作", "办公室、组织部", "临河区"], ["2", "何敏华", "副主席", "", "经济工作部", ""]],
        {"周立新": (["主持全面工作"], ["办公室", "组织部"]), "何敏华": ([], ["经济工作部"])},
    ),
    (
        ("领导姓名", "职务", "工作分工"),
        [["周立新", "常务副主席", "主持全面工作；分管办公室"], ["何敏华", "副主席", "经济技术、劳动竞赛"]],
        {"周立新": (["主持全面工作"], ["办公室"]), "何敏华": (["经济技术、劳动竞赛"], [])},
    ),
    (("姓名", "部门", "电话"), [["周立新", "办公室", "5550101"]], {}),
]  # fmt: skip


def _told(layout: Layout) -> Told:
    facts = read_people(layout, ISSUER)
    for one in facts.portfolios:
        for quote in (one.leader, *one.matters):
            assert quote.span.of(layout.text).replace(" ", "") == quote.text
        for unit in one.units:
            assert unit.span.of(layout.text) == unit.name
    return {p.leader.text: ([m.text for m in p.matters], [u.name for u in p.units]) for p in facts.portfolios}


@pytest.mark.parametrize(("paragraphs", "told"), NOTICES)
def test_notice(paragraphs: tuple[str, ...], told: Told) -> None:
    assert _told(plain(*paragraphs)) == told


@pytest.mark.parametrize(("columns", "rows", "told"), TABLES)
def test_table(columns: tuple[str, ...], rows: list[list[str | None]], told: Told) -> None:
    assert _told(tabular(columns, rows)) == told


@pytest.mark.parametrize(
    "lines",
    [
        (
            "周立新　党组书记、常务副主席：主持全面工作，分管办公室。",
            "何敏华　党组成员、副主席：负责组织建设工作，分管组织部。",
            "欧阳雪　党组成员、经费审查委员会主任：负责经费审查工作，联系市直机关工会工委。",
        ),
        (
            "周立新　党组书记、常务副主席：全面工作",
            "何敏华　党组成员、副主席：组织建设工作",
            "欧阳雪　党组成员、经费审查委员会主任：经费审查工作，联系市直机关工会工委",
        ),
    ],
)
def test_a_post_stays_with_its_leader(lines: tuple[str, ...]) -> None:
    facts = read_people(plain("现将领导班子成员分工调整如下：", *lines), ISSUER)
    assert [(p.name, [(x.department or "") + x.role for x in p.positions]) for p in facts.people] == [
        ("周立新", ["党组书记", "常务副主席"]),
        ("何敏华", ["党组成员", "副主席"]),
        ("欧阳雪", ["党组成员", "经费审查委员会主任"]),
    ]


def test_the_leaders_are_people_of_the_issuer_and_answer_for_units() -> None:
    facts = read_people(plain(*NOTICES[0][0]), ISSUER)
    assert [(p.name, p.organization, [x.role for x in p.positions]) for p in facts.people] == [
        ("周立新", ISSUER, ["党组书记", "常务副主席"]),
        ("何敏华", ISSUER, ["党组成员", "副主席"]),
    ]
    assert [(x.leader.text, x.unit.text) for x in facts.liaisons] == [
        ("周立新", "临河区总工会"), ("何敏华", "清源县"), ("何敏华", "白水县总工会"),
    ]  # fmt: skip
