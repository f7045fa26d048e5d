"""Do a PDF's forms (Form XObjects) draw each other more often than a page could hold? Looked at before PDFium is.

PDFium reads a page by going into every form each time that it is drawn: ten forms that each draw the next one ten times
are ten thousand million. Their streams' dictionaries always stand in the open (ISO 32000-1, 7.5.7), so that most files
are told to be harmless by a look at their bytes; only where forms do draw forms is the file's structure followed.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Mapping
from mmap import mmap
from typing import Any

_FORM = re.compile(rb"/Subtype\s*/Form\b")
_DRAWS = re.compile(rb"/([^\s/<>\[\](){}%]{1,120})\s+Do\b")
#: How often one form may come to be drawn by another at most, and how much of a form's content is looked at.
MOST_DRAWN, _MOST_CONTENT = 5_000, 4 * 1024 * 1024
#: Forms of one file; beyond this they are not followed.
_MOST_FORMS = 100_000


def swells(data: mmap) -> bool:
    """The forms in these bytes of a PDF would be drawn more often than any paper's."""
    found = [m.start() for _, m in zip(range(_MOST_FORMS), _FORM.finditer(data), strict=False)]
    drawing = [at for at in found if _may_draw(data, at)]
    if len(drawing) < 2:
        return False
    try:
        return _most_drawn(data) > MOST_DRAWN
    except Exception:  # a library's reader on a broken file: whatever it raises, the forms cannot be followed
        return len(drawing) > 16


def _may_draw(data: mmap, at: int) -> bool:
    """The form whose dictionary holds offset `at` draws something, or cannot be looked into."""
    begin = data.find(b"stream", at, at + 4000)
    if begin < 0:
        return False
    begin += 8 if data[begin + 6 : begin + 8] == b"\r\n" else 7
    end = data.find(b"endstream", begin)
    packed = data[begin : min(end if end >= 0 else len(data), begin + _MOST_CONTENT)]
    if b"Do" in packed:
        return True
    head = data[max(0, at - 2000) : begin]
    if b"Filter" not in head[head.rfind(b" obj") + 1 :]:
        return False
    try:
        return bool(_DRAWS.search(zlib.decompressobj().decompress(packed, _MOST_CONTENT)))
    except zlib.error:
        return True


def _most_drawn(data: mmap) -> int:
    """How many forms the busiest form comes to draw, counted no further than the bound. Raises what pdfminer raises."""
    import io

    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfparser import PDFParser
    from pdfminer.pdftypes import PDFStream, resolve1

    document = PDFDocument(PDFParser(io.BytesIO(data[:])), password="")
    forms: dict[int, tuple[Counter[str], Mapping[str, Any]]] = {}
    ids = sorted({i for table in document.xrefs for i in table.get_objids()})[:_MOST_FORMS]
    named: dict[str, set[int]] = {}
    for number in ids:
        stream = document.getobj(number)
        if isinstance(stream, PDFStream) and getattr(stream.get("Subtype"), "name", "") == "Form":
            drawn = Counter(m.decode("latin-1") for m in _DRAWS.findall(stream.get_data()[:_MOST_CONTENT]))
            own = resolve1((resolve1(stream.get("Resources")) or {}).get("XObject")) or {}
            forms[number] = drawn, own
            for name, target in own.items():
                named.setdefault(name, set()).add(getattr(target, "objid", -1))
    known: dict[int, int] = {}

    def total(number: int, above: frozenset[int]) -> int:
        if number in known:
            return known[number]
        if number in above or len(above) > 40:  # drawn again inside itself
            return MOST_DRAWN + 1
        if number not in forms:
            return 0
        drawn, own = forms[number]
        count = 1
        for name, times in drawn.items():
            target = own.get(name)
            inner = named.get(name, set()) if target is None else {getattr(target, "objid", -1)}
            # PDFium itself stops at a form that draws itself
            count += times * max((total(i, above | {number}) for i in inner - {number}), default=0)
            if count > MOST_DRAWN:
                break
        known[number] = min(count, MOST_DRAWN + 1)
        return known[number]

    return max((total(number, frozenset()) for number in forms), default=0)
