"""Which year is a document about?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.dating import year_in
from kg.model import Part, Quoted


def year_of(
    text: str,
    title: Quoted | None,
    parts: Sequence[Part],
    date: str | None,
    number: Quoted | None,
    body_start: int,
) -> int | None:
    """The year that the document is about: its title's, first part's, date's; else the first named."""
    if title is not None and (year := year_in(title.text)):
        return year
    if parts and (year := year_in(parts[0].title)):
        return year
    report = title is not None and re.search(r"总结|报告|汇报|小结", title.text)
    if date is not None and not report:
        return int(date[:4])
    if number is not None and not report:
        found = re.search(r"〔(\d{4})〕", number.text)
        if found:
            return int(found[1])
    opening = re.sub(r"《[^》\n]{0,120}》", "", text[body_start : body_start + 2000])
    if year := year_in(opening):
        return year
    if date is not None:
        return int(date[:4])
    return None
