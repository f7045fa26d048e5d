"""Who signs a document, and when (署名, 成文日期, GB/T 9704—2012 7.3.5)?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.dating import DATE
from ingest.header.addressees import ADDRESS_END
from ingest.header.marks import shifted
from ingest.issuer import ORGAN
from ingest.layout.model import Layout
from ingest.parts import Line
from ingest.titles import NUMBERED
from kg.model import Quoted, Span, squeeze

PRINTED = re.compile(r"(?:印\s*发|印\s*制)[。.]?$")


@dataclass(frozen=True, slots=True)
class Signature:
    """署名 and 成文日期: `at` the date's place in the list of lines given, `start` where the 署名 begins."""

    at: int | None = None
    start: int | None = None
    date: Quoted | None = None
    bodies: tuple[Quoted, ...] = ()


def read_signature(layout: Layout, lines: Sequence[Line]) -> Signature:
    """署名 (7.3.5.1) above the 成文日期: the first date with a body above it, else the first date line."""
    fallback: Signature | None = None
    for i, line in enumerate(lines):
        if (
            not 5 <= len(line.words) <= 60
            or PRINTED.search(line.words)
            or not re.search(r"[月\-./．－／]", line.words)
        ):
            continue
        raw = layout.words(line.span)
        match = DATE.search(raw)
        if match is None or squeeze(raw[match.end() :]) not in {"", "）", ")"}:
            continue
        day = Quoted(squeeze(match.group()), shifted(match, line.span.start))
        before = raw[: match.start()].strip()
        bodies: list[Quoted] = []
        start = line.span.start
        if squeeze(before).strip("（("):
            if not is_body(squeeze(before)):
                continue
            lead = line.span.start + (len(raw) - len(raw.lstrip()))
            bodies = _split_bodies(before, lead)
        else:
            k = i - 1
            while (
                k >= 0 and i - k <= 6 and is_body(lines[k].words) and not ADDRESS_END.search(lines[k].words)
            ):
                above = layout.words(lines[k].span)
                lead = lines[k].span.start + len(above) - len(above.lstrip())
                bodies = _split_bodies(above.strip(), lead) + bodies
                start = lines[k].span.start
                k -= 1
        found = Signature(i, start, day, tuple(bodies))
        if bodies:
            return found
        if fallback is None and match["d"] is not None and i > 0:
            fallback = found
    return fallback or Signature()


def is_body(words: str) -> bool:
    """Whether a line is the name of a body and nothing else."""
    return (
        3 <= len(words) <= 45
        and bool(ORGAN.search(re.sub(r"[（(](?:章|印|盖章|代章)[)）]$", "", words)))
        and not re.search(r"[。；：:！？《》“”]|^[-•\d（(]|^附件", words)
        and not NUMBERED.match(words)
    )


def _split_bodies(raw: str, start: int) -> list[Quoted]:
    """Bodies that share one line (云州市总工会　云州市财政局); a letter-spaced name stays whole."""
    pieces = list(re.finditer(r"\S+", raw))
    if len(pieces) > 1 and all(len(p.group()) >= 4 and ORGAN.search(p.group()) for p in pieces):
        return [Quoted(p.group(), shifted(p, start)) for p in pieces]
    return [Quoted(squeeze(raw), Span(start, start + len(raw)))]
