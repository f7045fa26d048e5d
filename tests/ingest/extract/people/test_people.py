"""People, groups, liaisons and contacts of whole documents: lists, tables, sentences. All names are invented."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.extract.people.reading import PeopleFacts, read_people
from ingest.layout.model import Cell, Layout, Row, Table, plain, tabular
from ingest.layout.recover import recover
from kg.model import squeeze
from tests.growth import LINEAR, growth

ISSUER = "云州市总工会办公室"
GROUP = "云州市总工会信访工作领导小组"
TITLE = GROUP + "成员名单"
SEEDS = Path(__file__).resolve().parents[5] / "shared"


def seats(facts: PeopleFacts) -> dict[str, list[str]]:
    return {p.name: [g.role for g in p.groups] for p in facts.people}


def posts(facts: PeopleFacts) -> dict[str, list[str]]:
    return {
        p.name: [(q.organization or "") + (q.department or "") + q.role for q in p.positions]
        for p in facts.people
    }


def phones(facts: PeopleFacts) -> dict[str | None, str]:
    return {c.person: c.value for c in facts.contacts}


FOUR = {"江海平": ["组长"], "李四": ["副组长"], "王五一": ["副组长"], "赵大山": ["成员"]}
LISTS = [
    (TITLE, "组　长：江海平 党组书记", "副组长：李 四 副主席", "王五一 副主席", "成　员：赵大山 办公室主任"),
    (
        TITLE,
        "- **组  长：**江海平 党组书记",
        "- **副组长：**李四 副主席",
        "- 王五一 副主席",
        "- 成  员：赵大山 办公室主任",
    ),
    (TITLE, "组长：江海平 党组书记 副组长：李四 副主席 王五一 副主席 成员：赵大山 办公室主任"),
    (
        TITLE,
        "组长:江海平（党组书记）",
        "副组长:李 四（副主席）、王五一（副主席）",
        "成员:赵大山（办公室主任）",
    ),
    (
        TITLE,
        "组长：江海平，党组书记。",
        "副组长：李四，副主席；王五一，副主席。",
        "成员：赵大山，办公室主任。",
    ),
    (TITLE, "组长：党组书记 江海平", "副组长：副主席 李 四", "副主席 王五一", "成员：办公室主任 赵大山"),
    (TITLE, "组长：党组书记江海平", "副组长：副主席李四、王五一", "成员：办公室主任赵大山"),
    (
        TITLE,
        "组 长",
        "江海平 党组书记",
        "副组长",
        "李四 副主席",
        "王五一 副主席",
        "成 员",
        "赵大山 办公室主任",
    ),
    (f"关于成立{GROUP}的通知", "组长：江海平", "副组长：李四、王五一", "成员：赵大山"),
    (
        "附件1",
        TITLE,
        "（共4人）",
        "组长：江海平党组书记",
        "副组长：李四副主席",
        "王五一副主席",
        "成员：赵大山办公室主任",
    ),
    (f"成立{GROUP}，组长由党组书记江海平担任，副组长由副主席李四、王五一担任，成员由办公室主任赵大山担任。",),
    (f"成立{GROUP}，由江海平任组长，李四、王五一任副组长，赵大山任成员。",),
    (
        f"成立{GROUP}，组长：江海平（党组书记），副组长：李四（副主席）、王五一（副主席），成员：赵大山（办公室主任）。",
    ),
    (
        f"经研究，成立{GROUP}，由下列人员组成：组长：江海平；副组长：李四、王五一；成员：赵大山。各成员单位负责落实。",
    ),
]


@pytest.mark.parametrize("lines", LISTS)
def test_lists(lines: tuple[str, ...]) -> None:
    facts = read_people(plain(*lines), ISSUER)
    assert seats(facts) == FOUR
    assert [g.name for g in facts.groups] == [GROUP]


TABLES = [
    (
        ("序号", "姓名", "单位及职务", "小组职务"),
        [["1", "江海平", "市总工会主席", "组长"], ["2", "李 四", "副主席", "副组长"]],
    ),
    (("小组职务", "姓名", "职务"), [["组长", "江海平", "市总工会主席"], ["副组长", "李四", "副主席"]]),
    (("职务", "姓 名", "单位"), [["组长", "江海平", "市总工会"], ["副组长", "李四", "市妇联"]]),
    ((), [["组长", "江海平", "市总工会主席"], ["副组长", "李四", "副主席"]]),
]


@pytest.mark.parametrize(("columns", "rows"), TABLES)
def test_tables(columns: tuple[str, ...], rows: list[list[str | None]]) -> None:
    title, table = plain(TITLE), tabular(columns, rows)
    by = len(title.text)
    old = table.tables()[0]
    moved = Table(
        old.span.shifted(by),
        old.columns,
        tuple(Row(tuple(Cell(c.span.shifted(by), c.columns) for c in r.cells)) for r in old.rows),
    )
    text = title.text + table.text
    layout = Layout(text, (*title.blocks, moved), range(len(text)))
    assert seats(read_people(layout, ISSUER)) == {"江海平": ["组长"], "李四": ["副组长"]}


def test_a_sentence_after_the_seats_is_nobodys_post() -> None:
    facts = read_people(
        plain(
            f"成立{GROUP}，组长：江海平（市总工会主席），副组长：李四。领导小组办公室设在组织部，由李四兼任办公室主任。"
        ),
        ISSUER,
    )
    assert seats(facts) == {"江海平": ["组长"], "李四": ["副组长", "办公室主任"]}
    assert posts(facts) == {"江海平": ["市总工会主席"], "李四": []}


def test_a_name_after_a_label_may_begin_as_a_word_does() -> None:
    lines = (TITLE, "组长：方可心（市总工会主席）", "成员：文明办、安康宁、李四", "谷雨晴　组织部部长")
    assert set(seats(read_people(plain(*lines), ISSUER))) == {"方可心", "安康宁", "李四", "谷雨晴"}


def test_roles_units_and_home() -> None:
    facts = read_people(
        plain(
            TITLE,
            "组长：江海平 市总工会党组书记、主席",
            "成员：李四 组织部部长",
            "王五一 市财贸工会主席",
            "赵大山 市人社局副局长",
        ),
        ISSUER,
    )
    assert posts(facts) == {
        "江海平": ["市总工会党组书记", "市总工会主席"],
        "李四": ["组织部部长"],
        "王五一": ["市财贸工会主席"],
        "赵大山": ["市人社局副局长"],
    }
    assert {p.name: p.organization for p in facts.people}["李四"] == "云州市总工会"


def test_office_of_a_group() -> None:
    facts = read_people(
        plain(
            f"成立{GROUP}。领导小组办公室设在组织部，办公室主任由市总党组成员、副主席陈小勇同志兼任。",
            TITLE,
            "组长：江海平 主席",
        ),
        ISSUER,
    )
    assert facts.groups[0].office is not None and facts.groups[0].office.name == "组织部"
    assert seats(facts)["陈小勇"] == ["办公室主任"]
    assert posts(facts)["陈小勇"] == ["市总党组成员", "市总副主席"]


def test_one_mention_per_person() -> None:
    facts = read_people(
        plain(
            "联系人：赵大山，联系电话：3051234",
            TITLE,
            "组长：江海平 主席",
            "成员：赵大山 办公室主任",
            "江海平同志联系青岭县总工会",
        ),
        ISSUER,
    )
    assert sorted(p.name for p in facts.people) == ["江海平", "赵大山"]
    assert facts.people[0].span.start < 10


def test_look_alikes_stay_apart() -> None:
    facts = read_people(plain(TITLE, "组长：陈永辉 主席", "成员：陈永晖 主席"), ISSUER)
    assert len(facts.people) == 2


LIAISON_TABLES = [
    (
        ("序号", "联系领导", "县区联系点", "市总工会联系人联系电话", "县区工会联系人联系电话"),
        [["1", "江海平", "青岭县总工会", "李 四 3051234", "王五一7051234"]],
    ),
    (
        ("县区工会", "市总包联领导", "职务", "市总联络员", "电话", "县区联络员", "联系电话"),
        [["青岭县总工会", "江海平", "主席", "李四", "3051234", "王五一", "7051234"]],
    ),
    (
        ("市总工会联系人", "联系电话", "挂点领导", "对口联系县级工会", "县级工会联系人", "联系电话"),
        [["李四", "3051234", "江海平（主席）", "青岭县总工会", "王五一", "7051234"]],
    ),
]


@pytest.mark.parametrize(("columns", "rows"), LIAISON_TABLES)
def test_liaison_tables(columns: tuple[str, ...], rows: list[list[str | None]]) -> None:
    facts = read_people(tabular(columns, rows), ISSUER)
    assert [(x.leader.text, x.unit.text) for x in facts.liaisons] == [("江海平", "青岭县总工会")]
    assert {p.name: p.organization for p in facts.people} == {
        "江海平": "云州市总工会",
        "李四": "云州市总工会",
        "王五一": "青岭县总工会",
    }
    assert {c.person: c.value for c in facts.liaisons[0].contacts} == {"李四": "3051234", "王五一": "7051234"}


def test_merged_leader_cells_and_several_units() -> None:
    facts = read_people(
        tabular(
            ("联系领导", "联系单位"),
            [
                ["江海平 主席", "青岭县总工会、白石县总工会"],
                [None, "临江区总工会"],
                ["李 四 副主席", "高新区工会"],
            ],
        ),
        ISSUER,
    )
    assert [(x.leader.text, x.unit.text) for x in facts.liaisons] == [
        ("江海平", "青岭县总工会"),
        ("江海平", "白石县总工会"),
        ("江海平", "临江区总工会"),
        ("李四", "高新区工会"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "江海平同志联系青岭县总工会、白石县总工会。",
        "江海平：联系青岭县总工会、白石县总工会",
        "江海平（主席） 对口联系青岭县总工会、白石县总工会；",
    ],
)
def test_liaison_sentences(line: str) -> None:
    facts = read_people(plain(line), ISSUER)
    assert [x.unit.text for x in facts.liaisons] == ["青岭县总工会", "白石县总工会"]


def test_task_tables_are_no_liaisons() -> None:
    facts = read_people(tabular(("序号", "目标任务", "责任部门"), [["1", "加强联系指导", "办公室"]]), ISSUER)
    assert not facts.liaisons and not facts.people


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("全国劳模江海平、省劳模王五一等先进典型走进校园。", {"江海平": ["全国劳模"], "王五一": ["省劳模"]}),
        ("邀请省工会干校戴明教授以学习为题授课。", {"戴明": ["省工会干校教授"]}),
        ("邀请云州大学王方教授、市律师协会李明律师授课。", {"王方": ["云州大学教授"], "李明": ["市律师协会律师"]}),
        ("邀请“宣讲达人”江海平以劳动为题宣讲。", {"江海平": ["宣讲达人"]}),
        ("选举江海平同志为临江区总工会主席。", {"江海平": ["临江区总工会主席"]}),
        ("选举江海平为临江区总工会主席。", {"江海平": ["临江区总工会主席"]}),
        ("推选了江海平、王五一2名同志为云州市劳动模范。", {"江海平": ["云州市劳动模范"], "王五一": ["云州市劳动模范"]}),
        ("会议决定，由李四兼任云州市总工会主席，王方担任云州市总工会副主席。", {"李四": ["云州市总工会主席"], "王方": ["云州市总工会副主席"]}),
        ("获“云州市劳动模范”1名（青岭小学校长江海平）。", {"江海平": ["青岭小学校长", "云州市劳动模范"]}),
        ("其中江海平同志获评“云州市劳动模范”称号。", {"江海平": ["云州市劳动模范"]}),
        ("先后宣传了云州机床厂江海平、公安局李四、第一医院王五一等3人。", {"江海平": ["云州机床厂"], "李四": ["公安局"], "王五一": ["第一医院"]}),
        ("市总工会党组书记、主席江海平主持会议。", {"江海平": ["市总工会党组书记", "市总工会主席"]}),
        ("激励大家以江海平同志为榜样，学习焦裕禄同志先进事迹。", {}),
        ("学习习近平总书记重要讲话，各级工会主席高度重视，书记亲自抓，主席任组长。", {}),
        ("由主要领导任组长，分管领导任副组长，各部门负责人为成员。", {}),
        ("慰问了康龙、华诺、鼎新等3家企业，安全员、班组长等50人参加。", {}),
        ("邀请省书法家协会副主席来云州授课，大力弘扬劳模精神。", {}),
    ],
)  # fmt: skip
def test_running_text(text: str, want: dict[str, list[str]]) -> None:
    got = posts(read_people(plain(text), None))
    assert {k: sorted(v) for k, v in got.items()} == {k: sorted(v) for k, v in want.items()}


def test_contacts() -> None:
    facts = read_people(
        plain(
            "联系人：陈小静，联系电话：0335-3051234；传真：（0335）3051235",
            "电子邮箱：a.b@example.com。",
            "地址：云州市人民路12号",
        ),
        ISSUER,
    )
    assert [(c.kind, c.value, c.person) for c in facts.contacts] == [
        ("phone", "0335-3051234", "陈小静"),
        ("fax", "0335-3051235", None),
        ("email", "a.b@example.com", "陈小静"),
        ("address", "云州市人民路12号", None),
    ]


def test_contacts_pair_off_in_order() -> None:
    facts = read_people(plain("联系人：陈小静、王五一；联系电话：3051234、13812345678"), ISSUER)
    assert phones(facts) == {"陈小静": "3051234", "王五一": "13812345678"}


PIECES = st.sampled_from(
    ["组长：", "副组长：", "江海平", "李 四", " 主席", "、", "市总工会", "同志", "任", "联系", "青岭县总工会", "等3人", "（", "）", "获评“",
     "”", "劳模", "名单", "领导小组", "成立", "办公室", "设在", "由", "联系人：", "3051234", "。", "邀请", "教授", " ", "·"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(PIECES, max_size=12).map("".join), min_size=1, max_size=6))
def test_every_fact_quotes_its_source(lines: list[str]) -> None:
    layout = plain(*lines)
    facts = read_people(layout, ISSUER)
    for person in facts.people:
        assert squeeze(person.span.of(layout.text)) == person.name
        for post in person.positions:
            assert post.role in squeeze(post.span.of(layout.text)).replace("*", "")
    for group in facts.groups:
        assert squeeze(group.span.of(layout.text)) == group.name
    for link in facts.liaisons:
        assert squeeze(link.leader.span.of(layout.text)) == link.leader.text
        assert squeeze(link.unit.span.of(layout.text)) == link.unit.text
    for contact in facts.contacts:
        assert contact.span.of(layout.text)


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    ["1", " ", "（", "张三、", "同志", "组长：", "成立", "邀请", "联系人：", "组长由", "阿·", "“", "a."],
)
def test_a_million_characters_in_a_line_do_not_hang(piece: str) -> None:
    assert growth(lambda text: read_people(plain(text), ISSUER), piece, 1_000_000) < LINEAR


@pytest.mark.seeds
@pytest.mark.skipif(not (SEEDS / "gold").is_dir(), reason="seed documents are not here")
@pytest.mark.parametrize("number", ["001", "003"])
def test_seeds(number: str) -> None:
    gold = json.loads((SEEDS / "gold" / f"{number}.json").read_text("utf-8"))
    raw = next((SEEDS / "seeds").glob(f"{number}_*.txt")).read_text("utf-8")
    issuer = gold["document"]["issuer"] if "document" in gold else None
    facts = read_people(recover(raw), issuer)
    held = posts(facts)
    wanted = gold.get("people", []) + [p for d in gold.get("documents", []) for p in d.get("people") or []]
    for person in wanted:
        assert person["name"] in held
        for role in person.get("roles", [person.get("role")]):
            assert any(have.endswith(role) for have in held[person["name"]]), (person, held[person["name"]])
        if "group_role" in person:
            assert person["group_role"] in seats(facts)[person["name"]]
    links = {(x.leader.text, x.unit.text) for x in facts.liaisons}
    assert links == {(x["leader"], x["county_union"]) for x in gold.get("liaisons", [])}
    known = {p["name"] for p in wanted} | {x["county_contact"]["name"] for x in gold.get("liaisons", [])}
    extra = set(held) - known
    assert len(extra) <= 1, extra
