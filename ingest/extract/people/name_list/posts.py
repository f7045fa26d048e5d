"""Which lines give one person's posts: 周立新　党组成员、副主席：负责…, or 组织部部长：周立新?"""

from __future__ import annotations

import re

from ingest.extract.people.entries import Entry, read_entries
from ingest.extract.people.name_list.stretches import PROSE
from ingest.extract.people.positions import has_role
from ingest.extract.people.seats import PLAIN_SEATS
from kg.model import squeeze

_CONTACT = re.compile(r"联[系络]人\Z")
_POST_COLON = re.compile(r"[\s\-*•]*(?P<post>[^：:，。；\n]{2,24})[：:]")
#: 周立新　党组成员、副主席：负责…: the post stands after the name, and is no label of the next one.
_CHARGE = re.compile(
    r"[^：:。；;\n]{4,60}[：:](?=[ \t\u3000]*(?:(?P<verb>主持|全面|负责|具体负责|(?:直接)?分管|主管|协助|协管|承担|主抓|抓|联系)|[^\s\d]))"
)


def charge_line(text: str, start: int, end: int, level: str) -> Entry | None:
    """The leader of a line that tells a charge (领导分工): name first, then the posts, up to the colon."""
    head = _CHARGE.match(text, start, end)
    if head is None:
        return None
    entries = read_entries(text, start, head.end() - 1, level=level)
    if len(entries) != 1 or not entries[0].posts:
        return None
    name, posts = entries[0].span, entries[0].posts
    words = [squeeze(p.of(text)) for p in posts]
    if posts[0].start < name.end or not all(has_role(w) for w in words):
        return None
    if head["verb"] is None and (
        _CONTACT.search(words[-1])
        or words[-1].endswith(tuple(PLAIN_SEATS))
        or read_entries(text, head.end(), end, level=level)
    ):
        return None
    return entries[0]


def post_line(text: str, start: int, end: int, level: str) -> list[Entry]:
    """The people of a short line outside any list whose words before the colon are their post; else none."""
    line = text[start:end]
    colon = _POST_COLON.match(line)
    if colon is None or PROSE.search(line) or len(line) > 60:
        return []
    post = squeeze(colon["post"])
    if _CONTACT.search(post) or not has_role(post):
        return []
    entries = read_entries(text, start, end, level=level)
    return entries if all(e.posts for e in entries) else []
