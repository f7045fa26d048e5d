"""Does every fact quote its source, and is every term declared?"""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat

from kg import ids
from kg import vocabulary as v
from kg.model import (
    Citation,
    Contact,
    Document,
    Genre,
    Group,
    GroupRole,
    InitiativeMention,
    Liaison,
    OrganizationMention,
    PersonMention,
    Place,
    Portfolio,
    Position,
    Quoted,
    Section,
    Span,
    Task,
    TaskRow,
    UnitMention,
)
from kg.rdf import Mapped, map_document
from kg.resources import resource
from kg.validate import shapes
from tests.kg.factory import document, large, renamed

LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
COMMENT = NamedNode("http://www.w3.org/2000/01/rdf-schema#comment")


def test_a_rich_document_has_the_shape_of_the_ontology() -> None:
    assert shapes().check(map_document(document()).triples) == []
    assert shapes().check(map_document(large(5)).triples) == []


def test_every_term_that_is_written_is_declared_in_both_languages() -> None:
    declared: dict[str, dict[str, set[str | None]]] = {}
    for quad in pyoxigraph.parse(resource("ontology/gonghui.ttl").read_bytes(), format=RdfFormat.TURTLE):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            by_property = declared.setdefault(quad.subject.value, {})
            by_property.setdefault(quad.predicate.value, set()).add(quad.object.language)
    constants = {n.value for n in vars(v).values() if isinstance(n, NamedNode)}
    constants = {iri for iri in constants if not iri.startswith(v.NAMESPACES["xsd"])}
    written = {p.value for _, p, _ in map_document(document()).triples}
    written |= {o.value for _, p, o in map_document(document()).triples if p == v.TYPE}
    assert written <= constants
    for iri in sorted(constants):
        assert declared.get(iri, {}).get(LABEL.value) == {"zh", "en"}, iri
        assert declared[iri].get(COMMENT.value) == {"zh", "en"}, iri


def test_every_class_has_a_shape() -> None:
    known = shapes().by_class
    names = (
        "DOCUMENT PART SECTION TASK TASK_ROW STEP INDICATOR INITIATIVE POLICY WORKING_GROUP CONTACT PASSAGE "
        "FINDING TEXT SOURCE REGION ORGANIZATION UNIT MEMBERSHIP ROLE PERSON"
    )
    for name in names.split():
        assert getattr(v, name) in known, name


def facts(mapped: Mapped) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {}
    for s, p, o in mapped.triples:
        if ":fact:" in s.value:
            found.setdefault(s.value, {}).setdefault(v.curie(p.value), []).append(o.value)
    return found


def quotes(record: Document) -> list[tuple[str, str, str, list[str]]]:
    """(subject, predicate, object, quotes) of every fact."""
    out = []
    for fact in facts(map_document(record)).values():
        places = [ids.parse_address(a) for a in fact["prov:wasQuotedFrom"]]
        words = [place[1].of(record.text) for place in places if place]
        assert len(words) == len(places)
        out.append((fact["rdf:subject"][0], v.curie(fact["rdf:predicate"][0]), fact["rdf:object"][0], words))
    return out + contained(record)


def contained(record: Document) -> list[tuple[str, str, str, list[str]]]:
    """The same of the edges from a whole to its parts: the part's own quotes are their evidence."""
    triples = map_document(record).triples
    own: dict[str, list[str]] = {}
    for subject, predicate, value in triples:
        if predicate == v.QUOTED_FROM and (place := ids.parse_address(value.value)):
            own.setdefault(subject.value, []).append(place[1].of(record.text))
    edges = [(s.value, v.curie(p.value), o.value) for s, p, o in triples if p in v.CONTAINMENT]
    assert all(own.get(part) for _, _, part in edges), "a part without a quote"
    return [(whole, name, part, own[part]) for whole, name, part in edges]


@pytest.mark.parametrize(
    ("predicate", "words"),
    [
        ("dcterms:title", "云州市总工会办公室关于印发《2031年暖流行动实施方案》的通知"),
        ("gh:documentNumber", "云工办发〔2031〕7号"),
        ("dcterms:issued", "2031年3月5日"),
        ("dcterms:publisher", "云州市总工会办公室"),
        ("gh:addressee", "各县（区）总工会"),
        ("gh:lead", "组织部"),
        ("gh:cooperating", "权益保障部"),
        ("gh:responsible", "宣教部"),
        ("gh:deliverable", "驿站名册"),
        ("gh:deadline", "2031年6月底前"),
        ("gh:cites", "关于推进驿站建设的意见"),
        ("gh:hasIndicator", "新建驿站30家"),
        ("gh:hasInitiative", "灯塔杯"),
        ("gh:mentions", "青岭县总工会"),
        ("gh:liaisonFor", "青岭县总工会"),
        ("gh:portfolio", "主持全面工作"),
        ("gh:inChargeOf", "宣教部"),
        ("gh:hasContact", "0999-1234567"),
        ("gh:office", "组织部"),
        ("org:role", "党组书记"),
        ("org:unitOf", "云州市总工会办公室"),
        ("dcterms:spatial", "云州"),
        ("gh:realises", "云工办发〔2031〕7号"),
    ],
)
def test_facts_quote_the_words_that_say_them(predicate: str, words: str) -> None:
    assert any(p == predicate and words in found for _, p, _, found in quotes(document()))


def test_no_fact_is_without_words_and_every_fact_stands_as_a_triple() -> None:
    record = document()
    plain = {(s.value, v.curie(p.value), o.value) for s, p, o in map_document(record).triples}
    found = quotes(record)
    assert found and all(all(words) and words for *_, words in found)
    assert {(s, p, o) for s, p, o, _ in found} <= plain


def test_what_others_cite_is_what_this_document_is() -> None:
    notice = document()
    assert notice.doc_number and notice.title
    citing = document("临江", name="临江.txt", letter="临")
    cited = Citation("别的写法", Span(0, 2), "云工办发[2031]7号", Span(2, 4))
    mapped = map_document(replace(citing, citations=(cited,)))
    policy = ids.policy_iri("", notice.doc_number.text)
    assert (policy in {o.value for _, p, o in mapped.triples if p == v.CITES}) and (
        policy in {o.value for _, p, o in map_document(notice).triples if p == v.REALISES}
    )


def test_two_cities_share_what_is_one_and_keep_apart_what_is_two() -> None:
    def names(record: Document, kind: NamedNode) -> set[str]:
        return {s.value for s, p, o in map_document(record).triples if p == v.TYPE and o == kind}

    one, other = document(), document("临江", name="临江.txt", letter="临")
    assert not names(one, v.UNIT) & names(other, v.UNIT)
    assert not names(one, v.PERSON) & names(other, v.PERSON)
    assert not names(one, v.INITIATIVE) & names(other, v.INITIATIVE)
    assert len(names(one, v.ORGANIZATION) & names(other, v.ORGANIZATION)) >= 1  # the province's union
    assert len(names(one, v.POLICY) & names(other, v.POLICY)) >= 1


def test_a_fact_with_no_words_becomes_a_finding() -> None:
    record = replace(document(), initiatives=(InitiativeMention("无据行动", Span(3, 3)),))
    triples = map_document(record).triples
    assert "无据行动" not in {o.value for _, p, o in triples if p == v.PREF_LABEL}
    assert any("无据行动" in o.value for _, p, o in triples if p == v.MESSAGE)
    assert shapes().check(triples) == []


def test_the_same_record_gives_the_same_triples() -> None:
    assert map_document(document()) == map_document(document())
    assert map_document(renamed(document(), "另.txt")).iri != map_document(document()).iri


# --- anything at all ---------------------------------------------------------------------------------

TEXT = (
    "云州市总工会2031年工作要点\n组织部牵头推进“灯塔杯”竞赛，落实《云州意见》。联系人赵一，电话0999-7654321。\n"
    * 3
)
SPANS = st.tuples(st.integers(0, len(TEXT) + 5), st.integers(0, 30)).map(lambda p: Span(p[0], p[0] + p[1]))
NAMES = st.sampled_from(
    [
        "组织部",
        "市总工会",
        "云州市总工会办公室",
        "灯塔杯",
        "云州意见",
        "赵一",
        "各县总工会",
        "X区总工会",
        "甲 乙",
        "",
    ]
)
QUOTED = st.builds(Quoted, NAMES, SPANS)
UNITS = st.lists(st.builds(UnitMention, NAMES, SPANS), max_size=2).map(tuple)
CITATIONS = st.lists(
    st.builds(Citation, NAMES, SPANS, st.sampled_from([None, "云工发〔2031〕1号"])), max_size=2
).map(tuple)
TASKS = st.lists(
    st.builds(
        Task,
        number=st.sampled_from(["1", "2", ""]),
        text=NAMES,
        span=SPANS,
        extent=SPANS,
        rows=st.lists(st.builds(TaskRow, units=UNITS, deliverable=QUOTED), max_size=2).map(tuple),
        citations=CITATIONS,
    ),
    max_size=3,
).map(tuple)
DOCUMENTS = st.builds(
    Document,
    source_file=st.sampled_from(["甲.txt", "乙.txt", "b/丙.txt"]),
    index=st.integers(1, 3),
    text=st.just(TEXT),
    genre=st.sampled_from(list(Genre)),
    title=st.none() | QUOTED,
    issuer=st.none() | QUOTED,
    date=st.sampled_from([None, "2031", "2031-02", "2031-02-03"]),
    year=st.none() | st.just(2031),
    place=st.sampled_from([Place(), Place("四川"), Place("四川", "云州")]),
    sections=st.lists(st.builds(Section, st.none(), NAMES, st.integers(1, 3), SPANS, SPANS), max_size=2).map(
        tuple
    ),
    tasks=TASKS,
    citations=CITATIONS,
    initiatives=st.lists(st.builds(InitiativeMention, NAMES, SPANS), max_size=2).map(tuple),
    organizations=st.lists(st.builds(OrganizationMention, NAMES, SPANS), max_size=2).map(tuple),
    people=st.lists(
        st.builds(
            PersonMention,
            NAMES,
            SPANS,
            st.lists(st.builds(Position, NAMES, SPANS, st.none() | NAMES, st.none() | NAMES), max_size=2).map(
                tuple
            ),
            st.lists(st.builds(GroupRole, NAMES, NAMES, SPANS), max_size=1).map(tuple),
            st.none() | NAMES,
        ),
        max_size=2,
    ).map(tuple),
    groups=st.lists(
        st.builds(Group, NAMES, SPANS, st.none() | st.builds(UnitMention, NAMES, SPANS)), max_size=1
    ).map(tuple),
    liaisons=st.lists(st.builds(Liaison, QUOTED, QUOTED), max_size=1).map(tuple),
    portfolios=st.lists(
        st.builds(
            Portfolio,
            QUOTED,
            st.lists(QUOTED, max_size=1).map(tuple),
            st.lists(st.builds(UnitMention, NAMES, SPANS), max_size=1).map(tuple),
        ),
        max_size=1,
    ).map(tuple),
    contacts=st.lists(
        st.builds(Contact, st.just("phone"), st.just("0999-7654321"), SPANS, st.none() | NAMES), max_size=1
    ).map(tuple),
)


@settings(max_examples=40, deadline=None)
@given(DOCUMENTS)
def test_whatever_an_extractor_does_the_graph_is_whole_and_quotes_words(record: Document) -> None:
    mapped = map_document(record)
    assert shapes().check(mapped.triples) == []
    assert all(words and all(words) for *_, words in quotes(record))
    subjects = {s.value for s, _, _ in mapped.triples}
    spoken_of = {f[end][0] for f in facts(mapped).values() for end in ("rdf:object", "rdf:subject")}
    spoken_of |= {s.value for s, p, _ in mapped.triples if p in v.CONTAINMENT}
    for s, p, o in mapped.triples:
        if p == v.OBJECT and isinstance(o, NamedNode):
            assert o.value in subjects, "a fact leads to a node that nothing is known of"
        if p == v.TYPE and o in v.ENTITY_KINDS.values():
            assert s.value in spoken_of, "an entity that no fact speaks of"
