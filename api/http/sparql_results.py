"""How are SPARQL results written, within bounds (查询结果的写法)?

JSON https://www.w3.org/TR/sparql11-results-json/, XML https://www.w3.org/TR/rdf-sparql-XMLres/, CSV and TSV
https://www.w3.org/TR/sparql11-results-csv-tsv/; graphs as Turtle, N-Triples or RDF/XML. The engine's own writers know no
bound, hence these for rows; graphs are bounded by their triples.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    serialize,
)

from kg.errors import QueryRefused
from kg.store import QueryResult
from kg.vocabulary import NAMESPACES

__all__ = ["GRAPH_FORMATS", "ROW_FORMATS", "written"]

ROW_FORMATS: Final = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
}
"""Media type that may be asked for → how rows are written; the first is what who does not care gets."""
GRAPH_FORMATS: Final = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/rdf+xml": "rdfxml",
    "text/plain": "ntriples",
}
_GRAPHS: Final = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "rdfxml": RdfFormat.RDF_XML,
}
_XSD_STRING: Final = "http://www.w3.org/2001/XMLSchema#string"
_XML_NS: Final = "http://www.w3.org/2005/sparql-results#"

Row = list[Any]


def written(found: QueryResult, form: str, most_rows: int, most_bytes: int) -> bytes:
    """The result in one of the forms above. Raises QueryRefused for more rows, triples or bytes than allowed."""
    if isinstance(found, QueryTriples):
        triples = _bounded(found, most_rows)
        prefixes = NAMESPACES if form == "turtle" else None
        out = serialize(triples, format=_GRAPHS[form], prefixes=prefixes) or b""
    elif isinstance(found, QueryBoolean):
        out = _boolean(bool(found), form).encode()
    else:
        out = _rows(found, form, most_rows, most_bytes).encode("utf-8", "replace")
    if len(out) > most_bytes:
        raise _too_much(f"{most_bytes / 1e6:.0f} MB")
    return out


def _bounded(found: Any, most: int) -> Iterator[Any]:
    for number, one in enumerate(found, 1):
        if number > most:
            raise _too_much(f"{most} 行")
        yield one


def _too_much(bound: str) -> QueryRefused:
    return QueryRefused(f"结果超过 {bound}：请加 LIMIT，或用 /api/v1/export 导出整个图谱")


def _rows(found: QuerySolutions, form: str, most_rows: int, most_bytes: int) -> str:
    names = [variable.value for variable in found.variables]
    size = 0

    def rows() -> Iterator[Row]:
        nonlocal size
        for solution in _bounded(found, most_rows):
            row = [solution[name] for name in names]
            size += sum(len(term.value) for term in row if hasattr(term, "value"))
            if size > most_bytes:
                raise _too_much(f"{most_bytes / 1e6:.0f} MB")
            yield row

    match form:
        case "json":
            return _json(names, rows())
        case "xml":
            return _xml(names, rows())
        case "csv":
            return _csv(names, rows())
        case _:
            return _tsv(names, rows())


def _boolean(answer: bool, form: str) -> str:
    said = "true" if answer else "false"
    if form == "json":
        return json.dumps({"head": {}, "boolean": answer})
    if form == "xml":
        return f'<?xml version="1.0"?><sparql xmlns="{_XML_NS}"><head/><boolean>{said}</boolean></sparql>'
    return said  # the CSV and TSV formats know no ASK; every engine answers so


def _term(term: Any) -> dict[str, Any]:
    match term:
        case NamedNode():
            return {"type": "uri", "value": term.value}
        case BlankNode():
            return {"type": "bnode", "value": term.value}
        case Literal():
            out = {"type": "literal", "value": term.value}
            if term.language:
                out["xml:lang"] = term.language
            elif term.datatype.value != _XSD_STRING:
                out["datatype"] = term.datatype.value
            return out
        case _:
            return {"type": "literal", "value": str(term)}


def _json(names: list[str], rows: Iterator[Row]) -> str:
    bindings = [{n: _term(t) for n, t in zip(names, row, strict=True) if t is not None} for row in rows]
    return json.dumps({"head": {"vars": names}, "results": {"bindings": bindings}}, ensure_ascii=False)


def _xml(names: list[str], rows: Iterator[Row]) -> str:
    out = [f'<?xml version="1.0"?>\n<sparql xmlns="{_XML_NS}"><head>']
    out += [f"<variable name={quoteattr(name)}/>" for name in names]
    out.append("</head><results>\n")
    for row in rows:
        out.append("<result>")
        for name, term in zip(names, row, strict=True):
            if term is not None:
                out.append(f"<binding name={quoteattr(name)}>{_xml_term(_term(term))}</binding>")
        out.append("</result>\n")
    out.append("</results></sparql>")
    return "".join(out)


def _xml_term(term: dict[str, Any]) -> str:
    value = escape("".join(sign for sign in term["value"] if sign >= " " or sign in "\t\n\r"))
    if term["type"] != "literal":
        return f"<{term['type']}>{value}</{term['type']}>"
    more = f" xml:lang={quoteattr(term['xml:lang'])}" if "xml:lang" in term else ""
    more += f" datatype={quoteattr(term['datatype'])}" if "datatype" in term else ""
    return f"<literal{more}>{value}</literal>"


def _csv(names: list[str], rows: Iterator[Row]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(names)
    for row in rows:
        writer.writerow(["" if t is None else _bare(t) for t in row])
    return text.getvalue()


def _bare(term: Any) -> str:
    return f"_:{term.value}" if isinstance(term, BlankNode) else str(getattr(term, "value", term))


def _tsv(names: list[str], rows: Iterator[Row]) -> str:
    lines = ["\t".join(f"?{name}" for name in names)]
    lines += ["\t".join("" if t is None else str(t).replace("\t", "\\t") for t in row) for row in rows]
    return "\n".join(lines) + "\n"
