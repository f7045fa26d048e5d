"""Does the small checker say what pySHACL says?"""

from __future__ import annotations

import random
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat

from kg import vocabulary as v
from kg.rdf import map_document
from kg.resources import resource
from kg.triples import Triple
from kg.validate import read_shapes, shapes
from tests.kg.factory import document, large

_COMPONENTS = {"In": "in", "Class": "class"}


def by_pyshacl(triples: list[Triple]) -> set[tuple[str, str, str]]:
    """(node, path, constraint) of every violation that pySHACL finds."""
    import pyshacl
    import rdflib

    data = pyoxigraph.serialize((pyoxigraph.Triple(*t) for t in triples), format=RdfFormat.N_TRIPLES)
    graph = rdflib.Graph().parse(data=data, format="nt")
    rules = rdflib.Graph().parse(resource("ontology/shapes.ttl"), format="turtle")
    _, report, _ = pyshacl.validate(graph, shacl_graph=rules, inference="none")
    assert isinstance(report, rdflib.Graph)
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    out = set()
    for result in report.subjects(rdflib.RDF.type, sh.ValidationResult):
        name = str(report.value(result, sh.sourceConstraintComponent)).removeprefix(str(sh))
        name = name.removesuffix("ConstraintComponent")
        path = str(report.value(result, sh.resultPath))
        out.add((str(report.value(result, sh.focusNode)), path, name[0].lower() + name[1:]))
    return out


def by_us(triples: list[Triple]) -> set[tuple[str, str, str]]:
    return {(x.node, x.path, x.constraint) for x in shapes().check(triples)}


def broken(triples: list[Triple], seed: int) -> list[Triple]:
    """The graph with a dozen things wrong."""
    chance = random.Random(seed)
    out = list(triples)
    for _ in range(12):
        k = chance.randrange(len(out))
        s, p, _ = out[k]
        what = chance.randrange(7)
        if what == 0:
            out.pop(k)
        elif what == 1:
            out[k] = (s, p, Literal(""))
        elif what == 2:
            out[k] = (s, p, Literal(chance.randrange(99)))
        elif what == 3:
            out[k] = (s, p, NamedNode("urn:x:nothing"))
        elif what == 4:
            out.append((s, p, Literal("多出来的")))
        elif what == 5:
            out.append((s, p, chance.choice(out)[2]))
        else:
            out[k] = (s, p, Literal("abc", datatype=v.XSD_INTEGER))
    return out


def test_a_good_graph_passes_both() -> None:
    triples = list(map_document(document()).triples)
    assert by_us(triples) == by_pyshacl(triples) == set()


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", range(12))
def test_broken_graphs_break_the_same_constraints(seed: int, caplog: pytest.LogCaptureFixture) -> None:
    triples = broken(list(map_document(document()).triples), seed)
    found = by_us(triples)
    assert found == by_pyshacl(triples)
    assert found


def test_a_constraint_that_is_not_known_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "shapes.ttl"
    file.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <urn:x:> .\n"
        "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:maxLength 3 ] .\n"
    )
    with pytest.raises(ValueError, match="maxLength"):
        read_shapes(file)


def test_a_large_document_is_checked_whole() -> None:
    triples = map_document(large(200)).triples
    assert len(triples) > 10_000
    assert shapes().check(triples) == []
