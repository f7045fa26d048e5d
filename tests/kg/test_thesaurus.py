"""Does the thesaurus keep its rules, and does it find what people say?"""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import NotFound
from kg.resources import resource
from kg.thesaurus import Concept, LabelKind, Relation, Thesaurus, fold_label
from tests.growth import LINEAR, growth

TH = Thesaurus.load()
AUDIENCES = "职工群体"


def ancestors(concept: Concept, path: tuple[str, ...] = ()) -> set[str]:
    assert concept.id not in path, f"broader runs in a circle: {path}"
    found = set(concept.broader)
    for broader in concept.broader:
        found |= ancestors(TH.concept(broader), (*path, concept.id))
    return found


def ids(text: str) -> set[str]:
    return {concept.id for match in TH.find(text) for concept in match.concepts}


# --- the data -------------------------------------------------------------------------------------------------------


def test_it_is_large_enough() -> None:
    kinds = Counter(kind for concept in TH for _, kind in concept.labels())
    assert len(TH) >= 600
    assert kinds.total() > 10_000
    assert kinds[LabelKind.EVERYDAY] > 5_000
    assert kinds[LabelKind.OFFICIAL] > 5_000
    assert kinds[LabelKind.ABBREVIATION] > 300
    assert 25 <= len(TH.tops()) <= 45


def test_every_concept_hangs_from_a_top_concept_without_circles() -> None:
    tops = {top.id for top in TH.tops()}
    for concept in TH:
        assert concept.is_top or ancestors(concept) & tops, concept.id


def test_links_go_both_ways_and_related_is_no_hierarchy() -> None:
    for concept in TH:
        for target in concept.broader:
            assert concept.id in TH.concept(target).narrower
        for target in concept.narrower:
            assert concept.id in TH.concept(target).broader
        above = ancestors(concept)
        for target in concept.related:
            assert target != concept.id
            assert concept.id in TH.concept(target).related
            assert target not in above, (concept.id, target)
            assert concept.id not in ancestors(TH.concept(target))


def test_a_broader_concept_is_not_also_a_broader_one_of_another() -> None:
    for concept in TH:
        for target in concept.broader:
            others = set(concept.broader) - {target}
            assert not any(target in ancestors(TH.concept(other)) for other in others), concept.id


def test_audiences_are_groups_of_people() -> None:
    for concept in TH:
        assert concept.audience
        for audience in concept.audience:
            assert audience == AUDIENCES or AUDIENCES in ancestors(TH.concept(audience)), (
                concept.id,
                audience,
            )


def test_labels_are_unique_within_a_concept_and_shared_by_three_at_most() -> None:
    bearers: defaultdict[str, set[str]] = defaultdict(set)
    preferred = {fold_label(concept.preferred): concept.id for concept in TH}
    assert len(preferred) == len(TH)
    for concept in TH:
        folded = [fold_label(label) for label, _ in concept.labels()]
        assert len(folded) == len(set(folded)), concept.id
        for label in folded:
            bearers[label].add(concept.id)
            assert preferred.get(label, concept.id) == concept.id, label
    assert {label: b for label, b in bearers.items() if len(b) > 3} == {}


def test_labels_are_words() -> None:
    for concept in TH:
        for label, kind in concept.labels():
            assert label == label.strip() and len(fold_label(label)) >= 2, (concept.id, label)
            assert not re.search(r"[。！？!?；;，,\s]", label), (concept.id, label)
            assert kind is not LabelKind.EVERYDAY or len(label) <= 24


def test_no_city_stands_in_a_label() -> None:
    """Names with their rank (秦皇岛市), and provincial capitals and the like without it, are what could slip in."""
    places = {
        field
        for line in resource("places.tsv").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
        for field in line.split("\t")
        if re.fullmatch(r"[一-鿿]{2,}[市县区州盟]", field)
    }
    big = "北京 上海 天津 重庆 广州 深圳 武汉 成都 杭州 南京 西安 郑州 长沙 沈阳 青岛 大连 苏州 合肥 福州 济南 昆明 哈尔滨".split()
    generic = {"郊区", "城区", "市中区", "矿区", "新区", "城关区", "新市区", "开发区"}
    for concept in TH:
        for label, _ in concept.labels():
            assert not any(city in label for city in big), label
            pieces = {label[i:j] for i in range(len(label)) for j in range(i + 3, min(i + 8, len(label)) + 1)}
            assert not (pieces & places) - generic, label


def test_the_file_is_in_order() -> None:
    """Top concepts first in their part, the others by name; labels by name: so that changes show as lines."""
    text = resource("thesaurus/union.ttl").read_text(encoding="utf-8")
    parts = re.split(r"^# --- (.+) ---$", text, flags=re.MULTILINE)[1:]
    assert parts[0::2] == [top.id for top in TH.tops()]
    for top, body in zip(parts[0::2], parts[1::2], strict=True):
        names = re.findall(r"^th:(\S+) a skos:Concept", body, flags=re.MULTILINE)
        assert names[0] == top and names[1:] == sorted(names[1:])
    for concept in TH:
        for labels in (concept.official, concept.abbreviations, concept.everyday):
            assert list(labels) == sorted(labels), concept.id


@pytest.mark.slow
def test_it_has_the_shape_that_shacl_asks_for() -> None:
    import pyshacl
    from rdflib import Graph

    data = Graph().parse(resource("thesaurus/union.ttl"), format="turtle")
    shapes = Graph().parse(resource("ontology/thesaurus_shapes.ttl"), format="turtle")
    conforms, _, report = pyshacl.validate(data, shacl_graph=shapes, advanced=False)
    assert conforms, report


def test_its_terms_are_declared() -> None:
    declared = resource("ontology/gonghui.ttl").read_text(encoding="utf-8")
    text = resource("thesaurus/union.ttl").read_text(encoding="utf-8")
    for term in sorted(set(re.findall(r"^    (gh:\w+)", text, flags=re.MULTILINE))):
        assert re.search(rf"^{term} a owl:", declared, flags=re.MULTILINE), term


# --- what people say --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("外卖小哥怎么加入工会", {"外卖配送员", "建会入会"}),
        ("上班妈妈喂奶的地方", {"女职工", "女职工哺乳室"}),
        ("老板拖欠工资怎么办", {"欠薪治理"}),
        ("放暑假孩子没人看，单位管吗", {"职工子女托管"}),
        ("环卫工歇脚喝热水的地方", {"户外劳动者服务站点"}),
        ("家里揭不开锅了能领点啥", {"困难职工帮扶"}),
        ("跑长途的卡友洗澡睡觉的地方", {"货车司机"}),
        ("干活得了尘肺找谁", {"尘肺病救助"}),
        ("被开除能不能要赔偿", {"辞退与违法解除"}),
        ("我们主任说要搞产改", {"产业工人队伍建设改革"}),
        ("車間想申請職工之家", {"职工之家"}),
        ("公司给２Ｎ吗", {"经济补偿金"}),
        ("组织“中国梦·劳动美”主题宣传教育", {"中国梦劳动美主题教育"}),
        ("每月从工资里扣工会费合理吗", {"会员会费"}),
        ("想找对象，工会管不管", {"职工婚恋交友"}),
    ],
)
def test_everyday_speech_finds_its_concepts(said: str, meant: set[str]) -> None:
    assert meant <= ids(said)


@pytest.mark.parametrize(
    "text",
    [
        "1996年加入会议讨论",
        "创建家庭农场",
        "安全总监",
        "全省总产值",
        "AEDs",
        "录入工会",
        "建强基层",
        "协调解决",
        "今天天气不错",
        "",
        "，。！",
    ],
)
def test_what_only_looks_like_a_label_is_left_alone(text: str) -> None:
    assert TH.find(text) == []


def test_the_longer_label_wins_and_all_occurrences_are_to_be_had() -> None:
    text = "工资集体协商要约"
    assert [m.label for m in TH.find(text)] == ["工资集体协商要约"]
    assert {"集体协商", "工资集体协商", "集体协商要约"} <= {m.label for m in TH.occurrences(text)}


def test_longest_first() -> None:
    lengths = [len(m.label) for m in TH.find("骑手在职工之家参加集体协商指导员培训，问怎么加入工会")]
    assert lengths == sorted(lengths, reverse=True)


@pytest.mark.parametrize("label", ["产改", "職工書屋", " 职工 书屋 ", "“一函两书”", "ＥＡＰ", "eap"])
def test_by_label_folds(label: str) -> None:
    assert TH.by_label(label)


def test_by_label_gives_nothing_for_strange_words() -> None:
    assert TH.by_label("量子色动力学") == ()


def test_concepts_by_id_and_iri() -> None:
    concept = TH.concept("女职工哺乳室")
    assert TH.concept(concept.iri) is concept
    assert concept.id in TH and "没有这个" not in TH
    with pytest.raises(NotFound):
        TH.concept("没有这个")


def test_expansion_weighs_by_distance() -> None:
    near = TH.expand("女职工哺乳室")
    assert (near[0].concept.id, near[0].weight, near[0].relation) == ("女职工哺乳室", 1.0, Relation.SELF)
    by_id = {e.concept.id: e for e in near}
    assert by_id["母婴室建设标准"].relation is Relation.NARROWER
    assert by_id["女职工工作"].relation is Relation.BROADER
    assert [e.weight for e in near] == sorted((e.weight for e in near), reverse=True)
    far = TH.expand(TH.concept("女职工哺乳室"), steps=2)
    assert {e.concept.id for e in near} < {e.concept.id for e in far}
    assert all(e.weight <= 1 for e in far)
    assert [e.concept.id for e in TH.expand("女职工哺乳室", steps=0)] == ["女职工哺乳室"]


def test_expansion_does_not_go_up_and_down_to_siblings() -> None:
    start = TH.concept("两癌筛查")
    siblings = {s for b in start.broader for s in TH.concept(b).narrower} - {start.id} - set(start.related)
    reached = {e.concept.id for e in TH.expand(start, steps=2)}
    links = {t for b in (*start.broader, *start.related) for t in TH.concept(b).related}
    assert not (siblings - links) & reached


# --- promises ---------------------------------------------------------------------------------------------------------

WORDS = sorted({label for concept in TH for label, _ in concept.labels()})[::40]


@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=4)), max_size=8).map("".join))
def test_spans_hold_their_labels_and_do_not_overlap(text: str) -> None:
    taken: set[int] = set()
    for match in TH.find(text):
        assert fold_label(match.span.of(text)) == match.label
        here = set(range(match.span.start, match.span.end))
        assert not here & taken
        taken |= here


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold_label(fold_label(text)) == fold_label(text)


def test_every_label_finds_its_concept_whole() -> None:
    for concept in TH:
        for label, _ in concept.labels():
            matches = TH.find(label)
            assert matches and matches[0].label == fold_label(label), label
            assert concept in matches[0].concepts


def test_a_long_line_does_not_hang() -> None:
    assert growth(TH.find, "工", 1_000_000) < LINEAR


def test_loading_imports_nothing_heavy() -> None:
    code = (
        "import sys; from kg.thesaurus import Thesaurus; Thesaurus.load();"
        "assert not {'rdflib','opencc','torch'} & set(sys.modules)"
    )
    root = Path(__file__).resolve().parents[2]
    subprocess.run([sys.executable, "-c", code], cwd=root, check=True)


def test_it_is_read_again_only_when_it_changed(tmp_path: Path) -> None:
    path = tmp_path / "small.ttl"
    head = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix th: <https://w3id.org/gonghui/thesaurus#> .\n"
    path.write_text(head + 'th:甲乙 skos:prefLabel "甲乙"@zh .', encoding="utf-8")
    first = Thesaurus.load(path)
    assert [c.preferred for c in first] == ["甲乙"] and Thesaurus.load(path) is first
    path.write_text(head + "th:甲乙 skos:related th:丙丁 .", encoding="utf-8")
    with pytest.raises(ValueError, match="甲乙"):
        Thesaurus.load(path)
