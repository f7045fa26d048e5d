"""Which union issues a document, and of which level is it (本级工会)?"""

from __future__ import annotations

import re


def own_level(issuer: str | None) -> str:
    """The level sign of the issuing union: 县 of 青岭县总工会; 市 where nothing says otherwise."""
    if issuer:
        found = re.search(r"([省市县区州盟旗])(?=(?:级)?(?:总工会|教育|机关|直属|工会))", issuer)
        if found:
            return found[1]
    return "市"


def union_of(issuer: str | None) -> str | None:
    """The union behind an issuing organ: 云州市总工会办公室 → 云州市总工会."""
    if issuer is None:
        return None
    found = re.match(r".*?(?:总工会|工会(?!工作|干部))", issuer)
    return found.group() if found is not None else issuer
