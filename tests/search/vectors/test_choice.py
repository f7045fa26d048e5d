"""Does an index move to the backend that its size asks for, with everything in it?"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kg.errors import BackendError
from search.vectors import choice
from search.vectors.choice import backend_for, fitted, new_index, open_saved
from search.vectors.index import Label

LABEL = Label("m", 8, 5)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "_LIMITS", {"numpy": 10, "faiss-flat": 30})


@pytest.mark.parametrize(
    ("size", "kind"),
    [(0, "numpy"), (10, "numpy"), (11, "faiss-flat"), (30, "faiss-flat"), (31, "faiss-pq4-sq8")],
)
def test_the_backend_for_a_size(size: int, kind: str) -> None:
    assert backend_for(size).kind == kind
    assert new_index(LABEL, size).kind == kind


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (5, 10, "numpy"), (5, 11, "faiss-flat"), (5, 40, "faiss-pq4-sq8"), (20, 31, "faiss-pq4-sq8"),
        (20, 8, "faiss-flat"), (20, 5, "numpy"), (40, 20, "faiss-pq4-sq8"), (40, 3, "numpy"),
    ],
)  # fmt: skip
def test_it_moves_when_it_has_outgrown_its_own(before: int, after: int, kind: str, tmp_path: Path) -> None:
    rows = np.eye(8, dtype=np.float32)[np.arange(max(before, after)) % 8]
    index = new_index(LABEL, before)
    index.add([str(i) for i in range(before)], rows[:before])
    index.add([str(i) for i in range(before, after)], rows[before:after])
    index.remove([str(i) for i in range(after, before)])
    moved = fitted(index)
    assert moved.kind == kind
    assert moved.label == LABEL
    moved.save(tmp_path)
    loaded = open_saved(tmp_path, "m", 8)
    assert loaded.kind == kind
    assert sorted(loaded.ids(), key=int) == [str(i) for i in range(after)]
    assert int(loaded.search(rows[2], 1)[0].id) % 8 == 2


def test_nothing_saved_yet(tmp_path: Path) -> None:
    with pytest.raises(BackendError):
        open_saved(tmp_path / "none", "m", 8)
