"""Below which figures is the program not good enough to ship?"""

from __future__ import annotations

from collections.abc import Mapping

from tests.quality.score import Suite

#: By suite: the mean F1 of its rows (evidence: the share of exact quotes).
FIGURES = {"tasks": 0.97, "documents": 0.97, "people": 0.97, "evidence": 1.0}
#: By row of the tasks suite, pooled over the files: F1.
SOFT = {"indicator": 0.85, "initiative": 0.60}


def check_figure(suites: Mapping[str, Suite], name: str) -> None:
    """Fails with the table and every miss."""
    suite = suites[name]
    assert suite.figure >= FIGURES[name], "\n".join([*suite.notes(), *suite.lines()])


def check_soft(suites: Mapping[str, Suite], row: str) -> None:
    count = suites["tasks"].pooled(row)
    assert count.f1 >= SOFT[row], f"{row}: {count}"
