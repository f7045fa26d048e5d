"""Where does a name hold (名称的归属)? Departments and people of two organisations are never compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from kg.resolution.model import Node

__all__ = ["MASK", "city_key", "home", "plain"]

MASK = re.compile(r"[XＸ×*＊○□]|某")
_PLACED = re.compile(r"中华|中共中央|国务院|全国|国家|.{2,}?(?:省|市|自治区|自治州|盟|地区)")
_LAYOUT = re.compile(r"[\s“”‘’\"'「」『』《》〈〉<>]+")


def plain(name: str) -> str:
    """A name less what printers vary: width, white space, quotation marks."""
    return _LAYOUT.sub("", unicodedata.normalize("NFKC", name))


def home(node: Node, renamed: Mapping[tuple[str, str], str]) -> str:
    """The organisation that a node is of, as a key; "" where none is known. `renamed` maps (organisation,
    city) to the name that organisations resolved to.

    海港区总工会 names its city nowhere, so the city belongs to the key; a masked name (X区总工会) holds in
    its documents alone.
    """
    if not node.scopes:
        return ""
    city = node.cities[0] if node.cities else ""
    scope = node.scopes[0]
    scope = renamed.get((scope, city), scope)
    if MASK.search(scope):
        return "\x1f".join((scope, *sorted(node.documents)))
    if _PLACED.match(scope) or not city or city in scope:
        return scope
    return f"{scope}\x1f{city}"


def city_key(node: Node) -> str:
    """The city that a node is of; its documents where the city is unknown or masked."""
    city = node.cities[0] if node.cities else ""
    if not city or MASK.search(city):
        return "\x1f".join(("", city, *sorted(node.documents)))
    return city
