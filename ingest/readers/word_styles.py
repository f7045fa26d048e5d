"""What does a Word paragraph get from its style: outline level, automatic number, being hidden or part of a list of contents?

Rules: ECMA-376 Part 1, 17.7 (styles, `basedOn` chains) and 17.3.1.20 (outlineLvl: 0 is the highest, 9 is body text).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from ingest.readers.packages import attribute, child, children, value

_CONTENTS = re.compile(r"^(?:toc|目录)\s*\d*$|^(?:TOC Heading|toc 标题|目录标题)$", re.I)
_LONGEST_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Style:
    """One style with what it inherits. `outline` counts from 1; `number` is (numId, level), ("0", 0) for none."""

    name: str = ""
    outline: int | None = None
    number: tuple[str, int] | None = None
    hidden: bool = False
    indent: float = 0.0

    @property
    def contents(self) -> bool:
        """A line of a list of contents (目录): it only says again what stands elsewhere."""
        return bool(_CONTENTS.match(self.name))


@dataclass(slots=True)
class Styles:
    """The styles of one document by id; `default` is that of paragraphs that name none."""

    by_id: dict[str, Style] = field(default_factory=dict)
    default: str = ""

    def of(self, properties: Any) -> Style:
        """The style that a paragraph's properties name."""
        return self.by_id.get(value(properties, "pStyle") or self.default, Style())


def read_styles(root: Any) -> Styles:
    """The styles of a styles part. `root` is its root element, or None where the file has none."""
    out = Styles()
    if root is None:
        return out
    raw = {attribute(s, "styleId") or "": s for s in children(root, "style")}
    for name, style in raw.items():
        if attribute(style, "default") in ("1", "true") and attribute(style, "type") == "paragraph":
            out.default = name
        out.by_id[name] = _resolved(style, raw)
    return out


def _resolved(style: Any, raw: dict[str, Any]) -> Style:
    name = value(style, "name") or ""
    outline: int | None = None
    number: tuple[str, int] | None = None
    hidden: bool | None = None
    indent: float | None = None
    at: Any = style
    for _ in range(_LONGEST_CHAIN):
        if at is None:
            break
        properties = child(at, "pPr")
        outline = outline_of(properties) if outline is None else outline
        number = number_of(properties) if number is None else number
        indent = indent_of(properties) if indent is None else indent
        hidden = is_hidden(child(at, "rPr")) if hidden is None else hidden
        at = raw.get(value(at, "basedOn") or "")
    return Style(name, outline if outline and outline <= 9 else None, number, bool(hidden), indent or 0.0)


def outline_of(properties: Any) -> int | None:
    """A paragraph's own outline level from 1 (10: body text), or None where it says nothing."""
    found = value(properties, "outlineLvl")
    return int(found) + 1 if found is not None and found.isdigit() else None


def number_of(properties: Any) -> tuple[str, int] | None:
    """(numId, level) of a paragraph's or style's own properties; numId "0" takes a style's number away."""
    numbered = child(properties, "numPr")
    if numbered is None:
        return None
    level = value(numbered, "ilvl") or "0"
    number = value(numbered, "numId")
    return None if number is None else (number, int(level) if level.isdigit() else 0)


def indent_of(properties: Any) -> float | None:
    """First-line indent in em (`firstLineChars` are hundredths; `firstLine` twips, at 16 points an em: 仿宋三号)."""
    found = child(properties, "ind")
    if found is None:
        return None
    chars, twips = attribute(found, "firstLineChars"), attribute(found, "firstLine")
    if chars is not None and chars.lstrip("-").isdigit() and chars != "0":
        return int(chars) / 100
    return int(twips) / 320 if twips is not None and twips.lstrip("-").isdigit() else None


def is_hidden(properties: Any) -> bool | None:
    """Whether run properties hide text (`vanish`); None where they do not say."""
    found = child(properties, "vanish")
    return None if found is None else attribute(found, "val") not in ("0", "false", "off")
