"""Which set names of union work are initiatives wherever they stand, and which words never are?

`data/lexicon/initiatives.txt` (安康杯, 金秋助学) and `data/lexicon/not_initiatives.txt` (slogans, methods, honours, political
phrases, classes of people).
"""

from __future__ import annotations

from ingest.extract.terms import terms

SET_NAMES = "initiatives.txt"
_NEVER = "not_initiatives.txt"


def never() -> frozenset[str]:
    """Words that are no initiatives; compare them with `unmarked` ones."""
    return terms(_NEVER)


def unmarked(words: str) -> str:
    """Quoted words without the marks at their ends, as the list writes them (“3＋2” is 3+2)."""
    return words.strip("，。；、“”‘’").replace("＋", "+")
