"""Is every query that reaches out or writes refused?"""

from __future__ import annotations

import subprocess
import sys

import pytest

from kg.errors import QueryRefused
from kg.sparql_guard import MAX_LENGTH, check


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * WHERE { ?s ?p ?o }", "SELECT"),
        ("ASK { ?s ?p '任务' }", "ASK"),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "CONSTRUCT"),
        ("DESCRIBE <urn:gonghui:doc:00>", "DESCRIBE"),
        ("SELECT ?s FROM <urn:gonghui:doc:00> WHERE { ?s ?p ?o }", "SELECT"),
        ("PREFIX g: <urn:gonghui:doc:> SELECT ?s FROM NAMED g:00 WHERE { GRAPH ?g { ?s ?p ?o } }", "SELECT"),
        ("SELECT ?s WHERE { ?s ?p 'SERVICE <http://x/> and DROP ALL' }", "SELECT"),
        (
            "PREFIX gh: <https://w3id.org/gonghui/ns#> SELECT (COUNT(?t) AS ?n) "
            "{ ?d gh:hasTask/gh:lead ?t } GROUP BY ?d",
            "SELECT",
        ),
    ],
)
def test_pure_reads_pass(query: str, form: str) -> None:
    assert check(query) == form


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("SELECT * WHERE { SERVICE <http://localhost:1/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * WHERE { SERVICE SILENT ?x { ?s ?p ?o } }", "SERVICE"),
        (
            "SELECT * WHERE { ?s ?p ?o OPTIONAL { { SERVICE <http://h/> { ?a ?b ?c } } "
            "UNION { ?s ?p ?o } } }",
            "SERVICE",
        ),
        ("SELECT * WHERE { ?s ?p ?o FILTER EXISTS { SERVICE <http://h/> { ?a ?b ?c } } }", "SERVICE"),
        ("SELECT * WHERE { { SELECT * WHERE { SERVICE <http://h/> { ?a ?b ?c } } } }", "SERVICE"),
        ("SELECT * WHERE { ?s ?p ?o BIND(EXISTS { SERVICE <http://h/> { ?a ?b ?c } } AS ?x) }", "SERVICE"),
        ("SELECT * WHERE { ?s ?p ?o MINUS { SERVICE <http://h/> { ?a ?b ?c } } }", "SERVICE"),
        ("SELECT (EXISTS { SERVICE <http://h/> { ?a ?b ?c } } AS ?x) WHERE { ?s ?p ?o }", "SERVICE"),
        ("ASK { ?s ?p ?o } HAVING (EXISTS { SERVICE <http://h/> { ?a ?b ?c } })", "SERVICE"),
        ("SELECT ?s FROM <http://example.org/x> WHERE { ?s ?p ?o }", "FROM"),
        ("SELECT ?s FROM <file:///etc/passwd> WHERE { ?s ?p ?o }", "FROM"),
        ("SELECT ?s FROM NAMED <http://example.org/x> WHERE { ?s ?p ?o }", "FROM"),
        ("PREFIX e: <http://example.org/> SELECT ?s FROM e:x WHERE { ?s ?p ?o }", "FROM"),
        ("SELECT ?s FROM <urn:gonghui:doc:0> FROM <http://example.org/x> WHERE { ?s ?p ?o }", "FROM"),
        ("BASE <http://example.org/> SELECT ?s FROM <x> WHERE { ?s ?p ?o }", "FROM"),
        ("LOAD <http://example.org/x>", "不能修改"),
        ("INSERT DATA { <urn:x> <urn:x> 1 }", "不能修改"),
        ("PREFIX a: <urn:x>\n# 注\nDELETE WHERE { ?s ?p ?o }", "不能修改"),
        ("DROP ALL", "不能修改"),
        ("SELECT * WHERE { ?s ?p ?o } ; DROP ALL", "识别"),
        ("", "识别"),
        ("哪些部门负责建会入会？", "识别"),
        ("SELECT * WHERE { " + "{" * 500 + "}" * 500 + "}", "嵌套"),
        ("SELECT * WHERE { ?s ?p '" + "长" * MAX_LENGTH + "' }", "太长"),
    ],
)
def test_all_else_is_refused_with_a_reason(query: str, says: str) -> None:
    with pytest.raises(QueryRefused, match=says):
        check(query)


def test_rdflib_is_imported_only_for_those_who_need_it() -> None:
    code = (
        "import sys, kg.sparql_guard, kg.views, kg.export; "
        "print('rdflib' in sys.modules, 'networkx' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert ran.stdout.split() == ["False", "False"], ran.stderr
