"""Which names mean one thing, and which never do?"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import InputError, NotFound
from kg.resolution.departments import abbreviates, lexicon, lines
from kg.resolution.model import EntityMention, Resolution
from kg.resolution.overrides import Overrides, parse
from kg.resolution.people import look_alike
from kg.resolution.resolving import resolve

UNION = "云州市总工会"
OTHER = "临江市总工会"


def mention(
    kind: str,
    name: str,
    scope: str = "",
    city: str = "云州",
    document: str = "d1",
    evidence: tuple[int, int, str] | None = None,
    tag: str = "",
    **attributes: Iterable[str],
) -> EntityMention:
    """A mention whose id is made as the program makes them: from kind, owner or city, and name. `tag` sets
    ids apart.
    """
    values: Mapping[str, tuple[str, ...]] = {key: tuple(value) for key, value in attributes.items()}
    owner = scope or (city if kind in ("initiative", "group", "person") else "")
    return EntityMention(f"{kind}:{owner}/{name}{tag}", kind, name, scope, city, document, values, evidence)


def department(name: str, scope: str = UNION, document: str = "d1", **more: object) -> EntityMention:
    return mention("department", name, scope, document=document, **more)  # type: ignore[arg-type]


def partition(resolution: Resolution) -> set[frozenset[str]]:
    return {frozenset(resolution.members(iri)) for iri in resolution.entities()}


def are_one(
    *mentions: EntityMention, among: Iterable[EntityMention] = (), overrides: Overrides | None = None
) -> bool:
    found = resolve([*mentions, *among], overrides)
    return len({found.canonical(m.iri) for m in mentions}) == 1


# --- departments ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("民管部", "民主管理部"),
        ("宣教部", "宣教文体部"),
        ("宣教部", "宣传教育部"),
        ("宣教文体部", "宣传教育部"),
        ("保障部", "保障工作部"),
        ("保障部", "权益保障部"),
        ("经济部", "经济和劳动保护部"),
        ("经济部", "经济技术部"),
        ("女工部", "女职工部"),
        ("法工部", "法律工作部"),
        ("经审办", "经费审查委员会办公室"),
        ("网络中心", "网络信息中心"),
        ("合同部", "集体合同部"),
        ("产改办", "产业工人队伍建设改革办公室"),
        ("基层部", "基层工作部"),
        ("政研室", "政策研究室"),
        ("职工服务中心", "市职工服务中心"),
        ("组织部", "市总工会组织部"),
        ("组织部", "云州市总工会组织部"),
        ("安监部", "安全监督部"),
        ("帮扶中心", "困难职工帮扶中心"),
        ("文化宫", "市工人文化宫"),
        ("技协办", "技术协作办公室"),
        ("财资部", "财务和资产管理部"),
        ("网络部", "网络工作部"),
    ],
)
def test_one_department(short: str, full: str) -> None:
    assert are_one(department(short, document="d1"), department(full, document="d2"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("合同部", "民管部"),
        ("组织部", "组织宣传部"),
        ("办公室", "经费审查委员会办公室"),
        ("经审办", "办公室"),
        ("宣教部", "教育部"),
        ("法律工作部", "法律保障部"),
        ("女职工部", "女职工委员会"),
        ("网络中心", "网络工作部"),
        ("教育工会", "教科文卫工会"),
        ("财务部", "财贸工会"),
        ("职工服务中心", "职工交流中心"),
        ("机关党委", "机关纪委"),
        ("民主管理部", "基层工作部"),
        ("研究室", "办公室"),
        ("保障部", "劳动保护部"),
        ("产业工会工作部", "产改办"),
    ],
)
def test_two_departments(one: str, other: str) -> None:
    assert not are_one(department(one, document="d1"), department(other, document="d2"))


def test_departments_of_two_organisations_are_two() -> None:
    assert not are_one(department("组织部", UNION), department("组织部", OTHER))
    assert not are_one(department("民管部", UNION), department("民主管理部", OTHER))


def test_districts_of_one_name_in_two_cities_keep_their_departments() -> None:
    one = EntityMention("a", "department", "民管部", "鼓楼区总工会", "云州", "d1")
    other = EntityMention("b", "department", "民主管理部", "鼓楼区总工会", "临江", "d2")
    assert not are_one(one, other)


def test_masked_organisations_are_not_shared() -> None:
    one = EntityMention("a", "department", "民管部", "X区总工会", "", "d1")
    other = EntityMention("b", "department", "民主管理部", "X区总工会", "", "d2")
    assert not are_one(one, other)


def test_a_short_form_of_two_departments_is_neither() -> None:
    short = department("安监部", document="d1")
    one, other = department("安全监督部", document="d2"), department("安装监理部", document="d3")
    found = resolve([short, one, other])
    assert len(found.entities()) == 3


def test_two_full_names_in_one_paper_are_two_units() -> None:
    one, other = department("经济技术部"), department("经济和劳动保护部")
    short = department("经济部", document="d2")
    assert len(resolve([one, other, short]).entities()) == 3


def test_side_by_side_in_one_cell_are_two() -> None:
    one = department("经济部", evidence=(10, 13, "经济部"))
    other = department("经济技术部", evidence=(14, 19, "经济技术部"))
    assert not are_one(one, other)
    assert are_one(one, department("经济技术部", evidence=(40, 45, "经济技术部")))
    assert not are_one(department("保障部", cell=["r1"]), department("权益保障部", cell=["r1"]))


def test_the_fullest_name_is_preferred() -> None:
    found = resolve([department("民管部"), department("民主管理部", document="d2")])
    iri = found.canonical("department:云州市总工会/民管部")
    assert found.name(iri) == "民主管理部" and found.aliases(iri) == ("民管部",)
    assert iri == "department:云州市总工会/民主管理部" and len(found.members(iri)) == 2
    (join,) = found.joins
    assert join.rule in ("department-abbreviation", "department-lexicon") and join.reason.endswith("。")
    owned = department("云州市总工会组织部")
    assert resolve([owned, department("组织部", document="d2")]).name(owned.iri) == "组织部"


def test_lexicon_has_every_name_once() -> None:
    names = [name for line in lines() for part in line for name in part]
    assert len(names) == len(set(names)) == len(lexicon())
    assert all(name in lexicon() for name in ("民管部", "宣教文体部"))


@given(
    st.text(alphabet="民主管理法律工作和部室办中心女职", max_size=12),
    st.text(alphabet="民主管理法律工作和部室办中心女职", max_size=12),
)
def test_abbreviation_is_strict(a: str, b: str) -> None:
    assert not abbreviates(a, a)
    assert not (abbreviates(a, b) and abbreviates(b, a))


# --- people --------------------------------------------------------------------------------------------


def person(name: str, scope: str = UNION, document: str = "d1", **more: object) -> EntityMention:
    return mention("person", name, scope, document=document, **more)  # type: ignore[arg-type]


def test_one_name_one_employer() -> None:
    assert are_one(person("王平"), person("王平", document="d2", tag="#2"))


def test_one_name_two_employers() -> None:
    assert not are_one(person("王平", UNION), person("王平", OTHER))
    assert not are_one(person("王平", UNION), person("王平", "云州市职工服务中心"))


def test_one_name_two_cities() -> None:
    assert not are_one(person("王平", "", city="云州"), person("王平", "", city="临江", document="d2"))


def test_one_name_and_number() -> None:
    one = person("王平", UNION, contact=["0999-1234567"])
    assert are_one(one, person("王平", "云州市职工服务中心", contact=["0999-1234567"]))


def test_without_employer_in_one_document() -> None:
    assert are_one(person("王平", UNION), person("王平", ""))
    assert not are_one(person("王平", UNION), person("王平", "", document="d2"))
    found = resolve([person("王平", UNION), person("王平", OTHER), person("王平", "")])
    assert len(found.entities()) == 3


def test_misread_sign_with_one_post() -> None:
    one = person("周文璋", roles=["副主席"], evidence=(10, 13, "周文璋"))
    other = person("周文琿", roles=["党组成员", "副主席"], evidence=(90, 93, "周文琿"))
    found = resolve([one, other])
    (join,) = found.joins
    assert join.rule == "person-look-alike"
    assert join.evidence == (("d1", 10, 13, "周文璋"), ("d1", 90, 93, "周文琿")) or len(join.evidence) == 2


def test_misread_sign_with_one_liaison_seat() -> None:
    assert are_one(person("周末", "", liaison=["青岭县总工会"]), person("周未", "", liaison=["青岭县总工会"]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("周文璋", roles=["副主席"]), person("周文琿", roles=["副主席"], document="d2")),
        (person("周文璋", roles=["副主席"]), person("周文琿", OTHER, roles=["副主席"])),
        (person("周文璋", roles=["副主席"]), person("周文琿", roles=["部长"])),
        (person("周文璋", roles=["副主席"]), person("周文军", roles=["副主席"])),
        (person("周文璋", roles=["副主席"]), person("周武琿", roles=["副主席"])),
        (person("周文璋", roles=["副主席"]), person("吴文璋", roles=["副主席"])),
        (person("周璋", roles=["副主席"]), person("周文璋", roles=["副主席"])),
        (person("周文璋", roles=["成员"]), person("周文琿", roles=["成员"])),
        (
            person("周璋", roles=["部长"], department=["组织部"]),
            person("周琿", roles=["部长"], department=["财务部"]),
        ),
        (
            person("周璋", roles=["副主席"], seat=["小组/副组长"]),
            person("周琿", roles=["副主席"], seat=["小组/副组长"]),
        ),
        (
            person("周璋", roles=["副主席"], evidence=(5, 7, "周璋")),
            person("周琿", roles=["副主席"], evidence=(8, 10, "周琿")),
        ),
    ],
)
def test_look_alike_names_that_stay_apart(one: EntityMention, other: EntityMention) -> None:
    assert not are_one(one, other)


def test_two_readings_of_one_name_are_ambiguous() -> None:
    mentions = [person(name, roles=["副主席"]) for name in ("周璋", "周琿", "周瑾")]
    assert len(resolve(mentions).entities()) == 3


@pytest.mark.parametrize(
    ("a", "b", "alike"),
    [
        ("末", "未", True),
        ("璋", "琿", True),
        ("己", "已", True),
        ("伟", "玮", True),
        ("军", "国", False),
        ("丽", "刚", False),
    ],
)
def test_look_alike(a: str, b: str, alike: bool) -> None:
    assert look_alike(a, b) is look_alike(b, a) is alike


# --- policies ------------------------------------------------------------------------------------------


def policy(name: str, city: str = "云州", document: str = "d1", **more: object) -> EntityMention:
    return mention("policy", name, "", city, document, **({"tag": f"#{city}{document}"} | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            policy("关于加强建会工作的意见", doc_number=["云工发〔2023〕3号"]),
            policy("建会意见", document="d2", doc_number=["云工发[2023] 03 号"]),
        ),
        (policy("云州市总工会关于加强建会工作的意见"), policy("关于加强建会工作的意见", document="d2")),
        (
            policy("云州市总工会办公室关于加强建会工作的意见"),
            policy("关于加强建会工作的意见", document="d2", issuer=["云州市总工会"]),
        ),
        (
            policy("《关于加强“两新”建会工作的意见（试行）》"),
            policy("关于加强两新建会工作的意见(试行)", document="d2"),
        ),
        (
            policy("云川省总工会关于建会的意见"),
            policy("关于建会的意见", "临江", "d2", issuer=["云川省总工会"]),
        ),
        (policy("云川省总工会关于建会的意见"), policy("关于建会的意见", document="d2", issuer=["省总"])),
        (policy("云川省企业集体协商条例"), policy("云川省企业集体协商条例", "临江", "d2")),
        (
            policy("2023年云州市产业工人队伍建设改革工作要点"),
            policy("2023年云州市推进产业工人队伍建设改革工作要点", document="d2"),
        ),
        (
            policy("云州市总工会2023年关于推进建会工作实施意见"),
            policy("云州市总工会2023年关于推进建会工作的实施意见", document="d2"),
        ),
    ],
)
def test_one_policy(one: EntityMention, other: EntityMention) -> None:
    assert are_one(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (policy("云州市总工会2022年工作要点"), policy("云州市总工会2023年工作要点", document="d2")),
        (policy("工作要点", year=["2022"]), policy("工作要点", document="d2", year=["2023"])),
        (
            policy("关于建会的意见", doc_number=["云工发〔2023〕3号"]),
            policy("关于建会的意见", document="d2", doc_number=["云工发〔2023〕4号"]),
        ),
        (policy("云州市总工会关于建会的意见"), policy("临江市总工会关于建会的意见", document="d2")),
        (policy("关于建会的意见", issuer=["省总"]), policy("关于建会的意见", "临江", "d2", issuer=["省总"])),
        (policy("关于加强建会工作的意见"), policy("关于加强建会工作的意见", "临江", "d2")),
        (policy("关于加强建会工作的意见"), policy("关于加强建会工作的实施意见", document="d2")),
        (
            policy("云州市总工会2023年关于建会工作的意见"),
            policy("云州市总工会2023年关于入会工作的意见", document="d2"),
        ),
        (
            policy("建会实施方案", doc_number=["〔2023〕3号"]),
            policy("送温暖实施办法", document="d2", doc_number=["〔2023〕3号"]),
        ),
        (
            policy("云州市建会办法", doc_number=["云工发〔2023〕3号"]),
            policy("关于职工疗休养的通知", "云岭", "d2", doc_number=["云工发〔2023〕3号"]),
        ),
    ],
)
def test_two_policies(one: EntityMention, other: EntityMention) -> None:
    assert not are_one(one, other, among=[policy("关于别的事的通知", document="d9")])


def test_a_title_between_two_numbers_is_neither() -> None:
    plain = policy("关于建会的意见", document="d0")
    one = policy("关于建会的意见", document="d1", doc_number=["云工发〔2022〕3号"])
    other = policy("关于建会的意见", document="d2", doc_number=["云工发〔2023〕4号"])
    assert len(resolve([plain, one, other]).entities()) == 3


# --- initiatives, groups, organisations ------------------------------------------------------------------


def initiative(name: str, city: str = "云州", document: str = "d1") -> EntityMention:
    return mention("initiative", name, "", city, document)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (initiative("“港湾匠人”寻访宣传活动"), initiative("港湾匠人寻访"), True),
        (initiative("“五小”创新活动"), initiative("五小创新"), True),
        (initiative("安康杯"), initiative("“安康杯”竞赛"), True),
        (initiative("“暖心妈咪小屋”"), initiative("暖心妈咪小屋建设"), True),
        (initiative("知法守法·同心筑梦"), initiative("“知法守法 同心筑梦”行动"), True),
        (initiative("“港湾匠人”寻访"), initiative("港湾匠人寻访", "临江"), False),
        (initiative("安康杯"), initiative("安全杯"), False),
        (initiative("春风行动"), initiative("春风工程"), False),
        (initiative("港湾匠人"), initiative("港湾工匠"), False),
        (initiative("夏送清凉"), initiative("冬送温暖"), False),
    ],
)
def test_initiatives(one: EntityMention, other: EntityMention, same: bool) -> None:
    assert are_one(one, other) is same


def test_a_bare_name_between_two_campaigns_is_neither() -> None:
    found = resolve([initiative("职工圆梦"), initiative("职工圆梦行动"), initiative("职工圆梦工程")])
    assert len(found.entities()) == 3


def test_groups() -> None:
    full = mention("group", "云州市总工会“春雨”专项行动领导小组", UNION)
    assert are_one(full, mention("group", "春雨专项行动领导小组", UNION, document="d2"))
    bare = mention("group", "领导小组", UNION)
    assert are_one(full, bare)
    assert not are_one(full, bare, among=[mention("group", "产改领导小组", UNION)])
    assert not are_one(full, mention("group", "春雨专项行动领导小组", OTHER, "临江", "d2"))


def organization(name: str, city: str = "云州", document: str = "d1", **more: object) -> EntityMention:
    return mention("organization", name, "", city, document, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (organization("云州开发区总工会"), organization("云州经济技术开发区总工会"), True),
        (organization("青岭县总工会"), organization("青岭苗族侗族自治县总工会"), True),
        (organization("云州开发区总工会"), organization("云州高新技术产业开发区总工会"), False),
        (organization("云州开发区总工会"), organization("临江经济技术开发区总工会", "临江"), False),
        (organization("云州市总工会"), organization("东渡区总工会"), False),
        (organization("云州市教育工会"), organization("云州市教科文卫工会"), False),
        (organization("东渡区总工会"), organization("东渡区总工会", "临江", tag="#2"), False),
        (
            organization("云州市职工交流中心", alias=["云州市总工会网络中心"]),
            organization("云州市总工会网络中心"),
            True,
        ),
        (organization("云州市总工会", alias=["东渡区总工会"]), organization("东渡区总工会"), False),
    ],
)
def test_organisations(one: EntityMention, other: EntityMention, same: bool) -> None:
    assert are_one(one, other) is same


def test_two_economic_zones_leave_the_short_name_open() -> None:
    names = ["云州开发区总工会", "云州经济技术开发区总工会", "云州经济开发区总工会"]
    assert len(resolve(map(organization, names)).entities()) == 3


def test_departments_follow_their_organisation() -> None:
    zones = [organization("云州开发区总工会"), organization("云州经济技术开发区总工会")]
    one, other = (
        department("民管部", "云州开发区总工会"),
        department("民主管理部", "云州经济技术开发区总工会", "d2"),
    )
    assert are_one(one, other, among=zones)
    assert not are_one(one, other)


# --- overrides -----------------------------------------------------------------------------------------


def test_an_override_joins_what_rules_hold_apart() -> None:
    one, other = department("合同部"), department("民管部")
    toml = f'[[join]]\na = "department:{UNION}/合同部"\nb = "department:{UNION}/民管部"\nwhy = "合署办公"\n'
    found = resolve([one, other], parse(toml))
    assert found.canonical(one.iri) == found.canonical(other.iri)
    assert [(j.rule, j.reason) for j in found.joins] == [("override", "人工合并：合署办公")]


def test_an_override_joins_what_a_document_lists_side_by_side() -> None:
    one = mention("department", "法工部", UNION, evidence=(0, 3, "法工部"))
    other = mention("department", "民管部", UNION, evidence=(4, 7, "民管部"))
    toml = f'[[join]]\na = "department:{UNION}/法工部"\nb = "department:{UNION}/民管部"\nwhy = "机构合并"\n'
    found = resolve([one, other], parse(toml))
    assert found.canonical(one.iri) == found.canonical(other.iri) and not found.problems


def test_an_override_splits_what_rules_join() -> None:
    one, other = department("民管部"), department("民主管理部", document="d2")
    toml = f'[[split]]\na = "{one.iri}"\nb = "department:民主管理部"\nwhy = "两个部门"\n'
    assert not are_one(one, other, overrides=parse(toml))


def test_overrides_by_id() -> None:
    one = EntityMention("urn:gonghui:person:1", "person", "王平", UNION, "云州", "d1")
    other = EntityMention("urn:gonghui:person:2", "person", "王平", OTHER, "临江", "d2")
    toml = '[[join]]\na = "urn:gonghui:person:1"\nb = "urn:gonghui:person:2"\nwhy = "调任"\n'
    assert are_one(one, other, overrides=parse(toml))


def test_overrides_that_match_nothing_are_told() -> None:
    toml = '[[join]]\na = "person:云州市总工会/王平"\nb = "person:云州市总工会/吴安"\n'
    assert "王平" in resolve([], parse(toml)).problems[0]
    toml = '[[join]]\na = "department:组织部"\nb = "person:王平"\n'
    assert "不是同一种" in resolve([department("组织部"), person("王平")], parse(toml)).problems[0]


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("[[join]\n", "TOML"),
        ("[join]\na = 'x:y'\n", "[[join]]"),
        ("[[merge]]\n", "merge"),
        ("[[join]]\na = 'person:王平'\n", "第 1 个 [[join]]：b"),
        ("[[join]]\na = 'person:王平'\nb = 3\n", "第 1 个 [[join]]：b"),
        ("[[join]]\na = 'person:王平'\nb = 'person:王平'\n", "相同"),
        ("[[join]]\na = 'person:王平'\nb = 'leader:吴安'\n", "leader"),
        ("[[split]]\na = 'person:王平'\nb = '吴安'\n", "第 1 个 [[split]]：b"),
        ("[[split]]\na = 'person:王平'\nb = 'person:吴安'\nreason = ''\n", "reason"),
        ("[[join]]\na='person:王'\nb='person:吴'\n[[split]]\na='person:吴'\nb='person:王'\n", "矛盾"),
    ],
)
def test_bad_overrides(toml: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        parse(toml)
    assert says in str(caught.value) and "overrides.toml" in str(caught.value)


# --- the whole -----------------------------------------------------------------------------------------

_POOL = [
    *(
        department(n, s, d)
        for n in ("民管部", "民主管理部", "经济部", "经济技术部", "经济和劳动保护部", "宣教部", "宣传教育部")
        for s, d in ((UNION, "d1"), (UNION, "d2"), (OTHER, "d3"))
    ),
    *(
        person(n, s, d, roles=["副主席"], evidence=(k, k + 2, n))
        for n, k in (("周璋", 3), ("周琿", 60), ("周瑾", 90))
        for s, d in ((UNION, "d1"), ("", "d1"), (OTHER, "d2"))
    ),
    *(
        policy(n, c, d)
        for n in ("关于建会的意见", "云州市总工会关于建会的意见", "2023年要点工作", "2023年要点")
        for c, d in (("云州", "d1"), ("临江", "d2"))
    ),
    policy("关于建会的意见", doc_number=["云工发〔2023〕3号"], document="d7"),
    policy("关于建会的意见", doc_number=["云工发〔2023〕4号"], document="d8"),
    *(
        initiative(n, c)
        for n in ("职工圆梦", "职工圆梦行动", "“职工圆梦”工程", "职工圆梦活动")
        for c in ("云州", "临江")
    ),
    *(
        organization(n)
        for n in ("云州开发区总工会", "云州经济技术开发区总工会", "云州经济开发区总工会", "云州市总工会")
    ),
    *(mention("group", n, UNION) for n in ("领导小组", "春雨领导小组", "“春雨”领导小组", "产改领导小组")),
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_POOL), max_size=40), st.randoms(use_true_random=False))
def test_order_and_repetition_do_not_matter(mentions: list[EntityMention], random: object) -> None:
    shuffled = [*mentions, *mentions[:3]]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = resolve(mentions), resolve(shuffled)
    assert partition(one) == partition(other)
    assert one.joins == other.joins
    for iri in one.entities():
        assert one.name(iri) == other.name(iri) and one.aliases(iri) == other.aliases(iri)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(_POOL), max_size=40))
def test_hard_limits_hold(mentions: list[EntityMention]) -> None:
    found = resolve(mentions)
    by_iri: dict[str, list[EntityMention]] = {}
    for m in mentions:
        by_iri.setdefault(m.iri, []).append(m)
    for iri in found.entities():
        group = [m for i in found.members(iri) for m in by_iri[i]]
        assert len({m.kind for m in group}) == 1
        if group[0].kind in ("department", "person", "group"):
            assert len({m.scope for m in group if m.scope}) <= 1
        if group[0].kind in ("initiative", "organization"):
            assert len({m.city for m in group}) == 1
        if group[0].kind == "policy":
            assert len({n for m in group for n in m.attributes.get("doc_number", ())}) <= 1


def test_unknown_ids() -> None:
    found = resolve([])
    assert found.canonical("urn:x") == "urn:x" and found.members("urn:x") == ("urn:x",)
    with pytest.raises(NotFound):
        found.name("urn:x")
    with pytest.raises(ValueError, match="kind"):
        resolve([EntityMention("a", "planet", "b")])


def _many(count: int) -> list[EntityMention]:
    names = (
        "民管部",
        "民主管理部",
        "宣教部",
        "宣教文体部",
        "经济部",
        "组织部",
        "办公室",
        "保障部",
        "保障工作部",
    )
    out: list[EntityMention] = []
    for i in range(count):
        city, doc = f"城{i % 200}", f"doc{i // 20}"
        match i % 5:
            case 0:
                out.append(mention("department", names[i % 9], f"{city}市总工会", city, doc, (i, i + 3, "")))
            case 1:
                name = "王" + chr(0x4E00 + i * 7 % 3000) + chr(0x4E00 + i * 13 % 2000)
                out.append(
                    mention("person", name, f"{city}市总工会", city, doc, (i, i + 3, name), roles=["副主席"])
                )
            case 2:
                out.append(policy(f"关于加强第{i % 900}项工作的意见", city, doc, issuer=[f"{city}市总工会"]))
            case 3:
                out.append(initiative(f"“匠心{i % 50}”寻访" + ("活动" if i % 2 else ""), city, doc))
            case _:
                out.append(organization(f"{city}市总工会", city, doc))
    return out


def test_effort_grows_with_the_mentions_not_with_their_square() -> None:
    """Four times the mentions cost about four times the work; comparing all pairs would be sixteen times."""
    small, large = _many(5_000), _many(20_000)

    def effort(mentions: list[EntityMention]) -> float:
        begun = time.process_time()
        resolve(mentions)
        return time.process_time() - begun

    assert min(effort(large) for _ in range(2)) < 10 * min(effort(small) for _ in range(3))
