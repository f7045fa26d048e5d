"""How does a value become a cell that a spreadsheet shows and never runs (单元格)?"""

from __future__ import annotations

import re
from typing import Any, Final

LONGEST: Final = 32_767
"""Code units that an Excel cell can hold."""
_FORMULA: Final = re.compile(r"[=+@\t\r]|-(?!\d)")
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def cell(value: Any) -> Any:
    """Numbers and None as they are; of other values the text, less what XML forbids, with an apostrophe before what
    begins like a formula (OWASP, CSV injection)."""
    if value is None or isinstance(value, (int, float)):
        return value
    text = _NOT_XML.sub("", str(value))
    return f"'{text}" if _FORMULA.match(text) else text
