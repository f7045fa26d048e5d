"""Which sentences of papers say what people say in everyday words (公文句与日常问法对照)? Training text of the bundled model.

Reads `data/training/paraphrases.tsv`: topic, one official sentence, and ways in which people ask for it or speak of it
(joined with |), tab-separated; # begins a comment.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import InputError
from kg.resources import resource

__all__ = ["Paraphrase", "load_paraphrases", "parse_paraphrases", "split_off"]

_FILE: Final = "training/paraphrases.tsv"


@dataclass(frozen=True, slots=True)
class Paraphrase:
    """An official sentence and what people say for it, as written; `everyday` is never empty."""

    topic: str
    official: str
    everyday: tuple[str, ...]


def load_paraphrases(path: Path | None = None) -> tuple[Paraphrase, ...]:
    """Those that ship with the program, or the file's. Raises InputError with the line that cannot be read."""
    path = path or resource(_FILE)
    return parse_paraphrases(path.read_text(encoding="utf-8").splitlines(), path.name)


def parse_paraphrases(lines: Iterable[str], name: str = _FILE) -> tuple[Paraphrase, ...]:
    """In the file's order. Raises InputError naming the line."""
    out = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        sayings = tuple(filter(None, (s.strip() for s in cells[-1].split("|"))))
        if len(cells) != 3 or not all(cells) or not sayings:
            raise InputError(f"{name} 第 {number} 行应为“主题、公文句、日常说法|日常说法”三列：{line[:60]}")
        out.append(Paraphrase(cells[0], cells[1], sayings))
    return tuple(out)


def split_off(
    rows: Iterable[Paraphrase], share: float = 0.1, seed: int = 13
) -> tuple[tuple[Paraphrase, ...], tuple[Paraphrase, ...]]:
    """(to learn from, held out): a seeded `share` of the rows that a trial does not see."""
    every = tuple(rows)
    out = set(random.Random(seed).sample(range(len(every)), round(share * len(every))))
    return (
        tuple(row for number, row in enumerate(every) if number not in out),
        tuple(row for number, row in enumerate(every) if number in out),
    )
