"""Number targets, and what looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extract.indicators import EXCLUSIONS, find_indicators
from kg.model import squeeze
from tests.growth import LINEAR, growth

Row = tuple[str, float | int | str, str, str | None, str | None]

CASES: list[tuple[str, list[Row]]] = [
    ("新建职工书屋30家。", [("新建职工书屋30家", 30, "家", None, None)]),
    (
        "建设市、镇健身广场3座、读书角12个、茶歇点8个",
        [
            ("建设市、镇健身广场3座", 3, "座", None, None),
            ("读书角12个", 12, "个", None, None),
            ("茶歇点8个", 8, "个", None, None),
        ],
    ),
    (
        "扶持6个镇（街道）、园区便民中心，力求实效",
        [("扶持6个镇（街道）、园区便民中心", 6, "个", None, None)],
    ),
    (
        "选树5名“最美青岭人·最美职工”和8名“云州工匠”",
        [("选树5名“最美青岭人·最美职工”", 5, "名", None, None), ("8名“云州工匠”", 8, "名", None, None)],
    ),
    (
        "到2025年6月底，每个街道至少扶持3-4家示范点",
        [("到2025年6月底，每个街道至少扶持3-4家示范点", "3-4", "家", ">=", "到2025年6月底")],
    ),
    (
        "力争2024年底前，建成驿站10个以上",
        [("2024年底前，建成驿站10个以上", 10, "个", ">=", "2024年底前")],
    ),
    ("职工知晓率达到85%以上", [("职工知晓率达到85%以上", 85, "%", ">=", None)]),
    ("满意率不低于百分之九十五", [("满意率不低于百分之九十五", 95, "%", ">=", None)]),
    ("培训率达百分之百", [("培训率达百分之百", 100, "%", None, None)]),
    ("将事故率控制在3％以内", [("将事故率控制在3％以内", 3, "%", "<=", None)]),
    ("各街道选出不少于8家样板", [("各街道选出不少于8家样板", 8, "家", ">=", None)]),
    ("最高不超过5万元", [("最高不超过5万元", 5, "万元", "<=", None)]),
    ("每年向党组汇报一次进展", [("每年向党组汇报一次进展", 1, "次", None, "每年")]),
    ("并指定1名专职人员", [("指定1名专职人员", 1, "名", None, None)]),
    ("明确一名联络员", [("明确一名联络员", 1, "名", None, None)]),
    ("每3年举办1次表彰", [("每3年举办1次表彰", 1, "次", None, "每3年")]),
    ("每个镇街申报2—3个示范项目", [("每个镇街申报2—3个示范项目", "2-3", "个", None, None)]),
    ("打造3～5个品牌", [("打造3～5个品牌", "3-5", "个", None, None)]),
    ("新建2个至3个站点", [("新建2个至3个站点", "2-3", "个", None, None)]),
    ("新增二至三家基地", [("新增二至三家基地", "2-3", "家", None, None)]),
    ("新增三五家基地", [("新增三五家基地", "3-5", "家", None, None)]),
    ("完成年度任务的30%-50%", [("完成年度任务的30%-50%", "30-50", "%", None, None)]),
    ("培训工会干部300余名", [("培训工会干部300余名", 300, "名", ">=", None)]),
    ("新发展会员1.2万人", [("新发展会员1.2万人", 1.2, "万人", None, None)]),
    ("救助资金二十万元", [("救助资金二十万元", 20, "万元", None, None)]),
    ("发放慰问金1,200元", [("发放慰问金1,200元", 1200, "元", None, None)]),
    ("组织疗休养１００人次", [("组织疗休养１００人次", 100, "人次", None, None)]),
    (
        "建成职工书屋三十家、读书角十二个",
        [("建成职工书屋三十家", 30, "家", None, None), ("读书角十二个", 12, "个", None, None)],
    ),
    (
        "按时拨付资金，其中55%以上用于班组",
        [("按时拨付资金，其中55%以上用于班组", 55, "%", ">=", None)],
    ),
    (
        "（三）发展司机会员600名，其中女司机80名",  # the number of the heading is no part of either
        [
            ("发展司机会员600名", 600, "名", None, None),
            ("发展司机会员600名，其中女司机80名", 80, "名", None, None),
        ],
    ),
    (
        "2.建站20家，其中示范站5家",
        [("建站20家", 20, "家", None, None), ("建站20家，其中示范站5家", 5, "家", None, None)],
    ),
    ("职工培训不少于40学时", [("职工培训不少于40学时", 40, "学时", ">=", None)]),
    ("入会率提高5个百分点", [("入会率提高5个百分点", 5, "百分点", None, None)]),
    ("组织3000名以上职工参赛", [("组织3000名以上职工参赛", 3000, "名", ">=", None)]),
    ("新建25人以上企业工会10家", [("新建25人以上企业工会10家", 10, "家", None, None)]),
    ("覆盖职工5千人", [("覆盖职工5千人", 5000, "人", None, None)]),
    ("12月前，新增2万名会员", [("12月前，新增2万名会员", 2, "万名", None, "12月前")]),
    (
        "1.完成50家企业签约；（2）培育6家市级、12家县级样板",
        [
            ("完成50家企业签约", 50, "家", None, None),
            ("培育6家市级", 6, "家", None, None),
            ("12家县级样板", 12, "家", None, None),
        ],
    ),
    ("会员总数20000人", [("会员总数20000人", 20000, "人", None, None)]),
]


@pytest.mark.parametrize(("text", "rows"), CASES)
def test_targets(text: str, rows: list[Row]) -> None:
    assert [(i.text, i.value, i.unit, i.comparator, i.by) for i in find_indicators(text)] == rows


@pytest.mark.parametrize(
    "text",
    [
        "2023年5月21日印发，第一季度完成，用3个月时间，15个工作日内办结",
        "第33个爱国卫生月，第十期培训，第二批试点，九届三次全委会",
        "学习“四史”，开展“五小”活动，打造“五个一”精品，“六比一创”，“3+2”贯通，“1+X”证书",
        "做到两个维护，落实四项重点工作，健全三方机制，八大群体，五部门联合，三级网络，三方四家机制",
        "职工200人以上的企业，25人以上企业，25人以下可建立联合会，百人以上民营企业",
        "会员二十五人以上的，应当建立基层委员会；不足25人的单独或者联合建立",
        "庆祝建党100周年，年龄45周岁以下，8时30分，电话1234567张三",
        "云工发〔2023〕12号，青岭路38号3楼，邮编061000",
        "X家企业、X名职工、X2家，数十家、几百名、上千人",
        "建设一支高素质队伍，形成一批成果，一次性补助，一线职工，一系列活动，进一步",
        "一户一策，1人1档，一企一档，一对一帮扶",
        "前三名、前10名，二次招录，三期工程，“十四五”时期",
        "分三个阶段，从五个方面，24小时服务热线",
        "三分之二以上代表通过",
        "",
    ],
)
def test_what_is_no_target(text: str) -> None:
    assert [(i.text, i.value, i.unit) for i in find_indicators(text)] == []


def test_every_exclusion_has_a_name_and_an_example() -> None:
    assert len({e.name for e in EXCLUSIONS}) == len(EXCLUSIONS)
    assert all(e.example and (e.before or e.after) for e in EXCLUSIONS)


def test_a_share_in_brackets_keeps_to_its_bracket() -> None:
    found = find_indicators("培育试点单位20家（其中省级5家、市级15家），完成验收")
    assert [(i.value, i.text) for i in found] == [
        (20, "培育试点单位20家（其中省级5家、市级15家）"),
        (5, "培育试点单位20家（其中省级5家"),
        (15, "市级15家"),
    ]


PIECES = st.sampled_from(
    [
        "新建",
        "职工书屋",
        "30",
        "家",
        "个",
        "名",
        "%",
        "，",
        "。",
        "、",
        "“",
        "”",
        "（",
        "）",
        "《",
        "》",
        "每年",
        "至少",
        "以上",
        "二",
        "三",
        "十",
        "百分之",
        "2—",
        "3",
        "第",
        "年底前",
        "其中",
        "万",
        "元",
        "和",
        "\n",
        "\t",
        "X",
        "\u3000",
        ":",
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_the_span_is_the_text(text: str) -> None:
    for i in find_indicators(text):
        quote = text[i.span.start : i.span.end]
        assert squeeze(quote) == i.text != ""
        assert "\n" not in quote
        assert i.comparator in (None, ">=", "<=")
        assert i.by is None or i.by in squeeze(text)


@pytest.mark.parametrize(
    "unit", ["2", "十", "2家", "“", "（", "百分之", "2-", "十家、", "建设", "年底前，", "2万", "《", "（2家"]
)
def test_a_long_line_does_not_hang(unit: str) -> None:
    assert growth(find_indicators, unit) < LINEAR
