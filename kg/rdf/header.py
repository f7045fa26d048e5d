"""What does a document say of itself, as triples: title, number, issuer, date, addressees, place (文件本身)?"""

from __future__ import annotations

import re
from typing import Final

from pyoxigraph import Literal

from kg import ids, locations
from kg import vocabulary as v
from kg.model import Span
from kg.rdf.contents import policy_node
from kg.rdf.units import unit_node
from kg.rdf.writer import RULING_GENRES, Writer

_DATE_TYPES: Final = (
    (re.compile(r"\d{4}-\d{2}-\d{2}\Z"), v.XSD_DATE),
    (re.compile(r"\d{4}-\d{2}\Z"), v.XSD_YEAR_MONTH),
    (re.compile(r"\d{4}\Z"), v.XSD_YEAR),
)


def write_header(writer: Writer) -> None:
    """The text version, what the record says without a quote (file, genre, year, place), and the quoted header facts."""
    d, me = writer.document, writer.me
    text = writer.node(ids.text_iri(writer.sha256))
    writer.add(text, v.TYPE, v.TEXT)
    writer.add(text, v.VALUE, Literal(d.text))
    writer.add(me, v.TYPE, v.DOCUMENT)
    writer.add(me, v.TEXT_VERSION, text)
    if d.places:
        writer.add(text, v.PLACES, Literal(locations.written(d.places)))
    writer.text(me, v.SOURCE_FILE, ids.file_name(d.source_file))
    writer.text(me, v.INDEX, d.index)
    writer.text(me, v.GENRE, d.genre.value)
    writer.text(me, v.YEAR, d.year)
    writer.text(me, v.CITY, d.place.city)
    writer.text(me, v.PROVINCE, d.place.province)
    writer.text(me, v.COUNTY, d.place.county)
    if d.title:
        writer.fact(me, v.TITLE, Literal(d.title.text), d.title.span)
    if d.doc_number:
        writer.fact(me, v.DOCUMENT_NUMBER, Literal(d.doc_number.text), d.doc_number.span)
    if d.issuer and writer.stands("发文机关", d.issuer.span, d.issuer.text):
        issuer = unit_node(writer, d.issuer.text, d.issuer.span)
        writer.fact(me, v.PUBLISHER, issuer, d.issuer.span, written=d.issuer.text)
    if d.date:
        datatype = next((kind for form, kind in _DATE_TYPES if form.match(d.date)), None)
        value = Literal(d.date, datatype=datatype) if datatype else Literal(d.date)
        if d.issued_on:
            writer.fact(me, v.ISSUED, value, d.issued_on.span)
        else:
            writer.add(me, v.ISSUED, value)
    for addressee in d.addressees:
        writer.fact(me, v.ADDRESSEE, Literal(addressee.text), addressee.span)
    _write_region(writer)
    ruling = d.doc_number is not None or d.genre in RULING_GENRES
    if d.title and ruling and writer.stands("标题", d.title.span, d.title.text):
        number = d.doc_number.text if d.doc_number else None
        spans = [d.title.span, *([d.doc_number.span] if d.doc_number else [])]
        writer.fact(me, v.REALISES, policy_node(writer, d.title.text, number, spans[0], spans[-1]), *spans)


def _write_region(writer: Writer) -> None:
    """The document's place as a node, where the text names it: a fact needs words to quote."""
    place = writer.document.place
    name = ids.scope_of(place)
    at = writer.document.text.find(name) if name else -1
    if at >= 0:
        region = writer.entity(v.REGION, ids.region_iri(place), name)
        writer.fact(writer.me, v.SPATIAL, region, Span(at, at + len(name)))
