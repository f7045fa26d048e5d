"""Does /sparql keep to the SPARQL 1.1 Protocol, for real clients too, and to reading?"""

from __future__ import annotations

import csv
import io
import json
import time
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.http.settings import ServerSettings
from api.http.sparql_door import accepted
from api.http.sparql_results import GRAPH_FORMATS, ROW_FORMATS
from tests.api.http.conftest import client_of

TITLES = "SELECT ?t WHERE { ?d a gh:Document ; dcterms:title ?t } ORDER BY ?t"
GRAPH = "CONSTRUCT { ?d dcterms:title ?t } WHERE { ?d a gh:Document ; dcterms:title ?t }"
EXPECTED = ["云州市总工会2031年工作总结", "云州市总工会2031年工作要点", "澜江市总工会2031年工作要点"]


def titles(kind: str, content: bytes) -> list[str]:
    match kind:
        case "application/sparql-results+json":
            return [row["t"]["value"] for row in json.loads(content)["results"]["bindings"]]
        case "application/sparql-results+xml":
            return [e.text or "" for e in ElementTree.fromstring(content).iter() if e.tag.endswith("literal")]
        case "text/csv":
            return [row["t"] for row in csv.DictReader(io.StringIO(content.decode()))]
        case _:
            return [line.strip('"') for line in content.decode().splitlines()[1:]]


@pytest.mark.parametrize("method", ["get", "form", "direct"])
@pytest.mark.parametrize(
    "kind",
    [
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    ],
)
def test_rows(client: TestClient, method: str, kind: str) -> None:
    accept = {"Accept": kind}
    match method:
        case "get":
            answer = client.get("/sparql", params={"query": TITLES}, headers=accept)
        case "form":
            answer = client.post("/sparql", data={"query": TITLES}, headers=accept)
        case _:
            sent = {**accept, "Content-Type": "application/sparql-query"}
            answer = client.post("/sparql", content=TITLES.encode(), headers=sent)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith(kind)
    assert titles(kind, answer.content) == EXPECTED


GRAPHS = [
    ("", "text/turtle", "dcterms:title"),
    ("text/turtle", "text/turtle", "dcterms:title"),
    ("application/n-triples", "application/n-triples", "<http://purl.org/dc/terms/title>"),
    ("application/rdf+xml", "application/rdf+xml", "<rdf:RDF"),
]


@pytest.mark.parametrize(("accept", "kind", "part"), GRAPHS)
def test_graphs(client: TestClient, accept: str, kind: str, part: str) -> None:
    answer = client.get("/sparql", params={"query": GRAPH}, headers={"Accept": accept} if accept else {})
    assert answer.headers["content-type"].startswith(kind)
    assert part in answer.text


@pytest.mark.parametrize("query", [GRAPH, "DESCRIBE ?d WHERE { ?d a gh:Document }"])
def test_rows_cannot_hold_a_graph(client: TestClient, query: str) -> None:
    assert client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"}).status_code == 406


def test_ask(client: TestClient) -> None:
    query = {"query": "ASK { ?d a gh:Document }"}
    assert client.get("/sparql", params=query).json()["boolean"] is True
    assert "<boolean>true" in client.get("/sparql", params={**query, "format": "xml"}).text


WANTED: list[tuple[str, dict[str, str], str | None]] = [
    ("", ROW_FORMATS, "json"),
    ("*/*", ROW_FORMATS, "json"),
    ("text/*", ROW_FORMATS, "csv"),
    ("text/html, */*;q=0.1", ROW_FORMATS, "json"),
    ("text/csv;q=0.2, application/sparql-results+xml;q=0.9", ROW_FORMATS, "xml"),
    ("application/sparql-results+json;q=0, text/csv", ROW_FORMATS, "csv"),
    ("image/png", ROW_FORMATS, None),
    ("text/csv;q=x", ROW_FORMATS, None),
    ("application/rdf+xml;q=0.9, text/turtle", GRAPH_FORMATS, "turtle"),
]


@pytest.mark.parametrize(("accept", "formats", "form"), WANTED)
def test_accept(accept: str, formats: dict[str, str], form: str | None) -> None:
    assert accepted(accept, formats, "json" if formats is ROW_FORMATS else "turtle") == form


REFUSED: list[tuple[dict[str, Any], int]] = [
    ({"params": {"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}}, 400),
    ({"params": {"query": "SELECT * FROM <http://127.0.0.1:9/x> { ?s ?p ?o }"}}, 400),
    ({"params": {"query": TITLES, "default-graph-uri": "http://127.0.0.1:9/x"}}, 400),
    ({"params": {"query": "LOAD <http://127.0.0.1:9/x>"}}, 400),
    ({"params": {"query": "DROP ALL"}}, 400),
    ({"params": {"query": "SELECT"}}, 400),
    ({"params": {"query": "SELECT * { ?s ?p " + "(" * 200}}, 400),
    ({"data": {"update": "DROP ALL"}}, 403),
    ({"content": b"DROP ALL", "headers": {"Content-Type": "application/sparql-update"}}, 403),
    ({"content": b"{}", "headers": {"Content-Type": "application/json"}}, 415),
    ({"content": b"\xff\xfe", "headers": {"Content-Type": "application/sparql-query"}}, 400),
    ({"data": {"query": " "}}, 400),
]


@pytest.mark.parametrize(("sent", "status"), REFUSED)
def test_only_reading_of_our_own(client: TestClient, sent: dict[str, Any], status: int) -> None:
    method = "GET" if "params" in sent else "POST"
    answer = client.request(method, "/sparql", **sent)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"


def test_one_document_as_the_graph(client: TestClient) -> None:
    document = client.get("/api/v1/documents", params={"city": "澜江"}).json()[0]["id"]
    only = {"query": TITLES, "default-graph-uri": f"urn:gonghui:{document}"}
    assert titles("text/csv", client.get("/sparql", params={**only, "format": "csv"}).content) == EXPECTED[2:]


def test_time_rows_and_bytes_are_bounded(filled: Path) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    settings = ServerSettings(filled, sparql_seconds=2, sparql_rows=5, sparql_bytes=2000, sparql_processes=1)
    with client_of(settings) as client:
        assert client.get("/sparql", params={"query": TITLES}).status_code == 200
        begun = time.monotonic()
        answer = client.get("/sparql", params={"query": endless})
        assert (answer.status_code, answer.json()["type"]) == (503, "urn:gonghui:problem:sparql-timeout")
        assert time.monotonic() - begun < 60  # the query would take years
        for query, bound in (
            ("SELECT * { ?s ?p ?o }", "5 行"),
            ("CONSTRUCT WHERE { ?s ?p ?o }", "5 行"),
            ("SELECT (GROUP_CONCAT(STR(?o)) AS ?all) { ?s ?p ?o }", "MB"),
        ):
            answer = client.get("/sparql", params={"query": query})
            assert answer.status_code == 400
            assert bound in answer.json()["detail"]
        assert client.get("/sparql", params={"query": TITLES}).status_code == 200


def test_rdflib_as_a_client(address: str) -> None:
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    for method in ("GET", "POST", "POST_FORM"):
        store = SPARQLStore(f"{address}/sparql", method=method)
        rows = store.query(
            f"PREFIX gh: <https://w3id.org/gonghui/ns#> PREFIX dcterms: <http://purl.org/dc/terms/> {TITLES}"
        )
        assert [str(row[0]) for row in rows] == EXPECTED  # type: ignore[index]


def test_sparqlwrapper_as_a_client(address: str) -> None:
    import SPARQLWrapper as wrapper

    client = wrapper.SPARQLWrapper(f"{address}/sparql")
    client.setQuery(
        f"PREFIX gh: <https://w3id.org/gonghui/ns#> PREFIX dcterms: <http://purl.org/dc/terms/> {TITLES}"
    )
    for method in (wrapper.GET, wrapper.POST):
        client.setMethod(method)
        client.setReturnFormat(wrapper.JSON)
        found: Any = client.query().convert()
        assert [row["t"]["value"] for row in found["results"]["bindings"]] == EXPECTED
    client.setReturnFormat(wrapper.XML)
    assert "云州市总工会2031年工作总结" in client.query().convert().toxml()  # type: ignore[union-attr]
