"""What lies in the folder of a vector index (向量索引的文件)?

FOLDER/<random>/index        the vectors, in the backend's own form
FOLDER/<random>/ids.txt      a line a number: the id that has it, empty where none has it any more
FOLDER/<random>/label.json   model, width, generation, backend, and what the backend notes of itself
FOLDER/current               see search/current.py
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

from kg.errors import BackendError
from search.current import following, making
from search.vectors.index import Label, StaleIndex

__all__ = ["FORMAT", "Saved", "backend_of", "read", "write"]

FORMAT: Final = 2

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Saved:
    """One index on disk. `ids` has one a line at its number, an empty line for a number no longer given."""

    label: Label
    ids: bytes
    count: int
    vectors: Path
    notes: Mapping[str, Any]


def write(
    folder: Path,
    kind: str,
    label: Label,
    ids: bytes,
    count: int,
    write_rows: Callable[[Path], None],
    **notes: Any,
) -> None:
    """Saves an index and makes it the current one. `write_rows` gets the path for the vectors; `notes` are kept."""
    with making(folder) as home:
        write_rows(home / "index")
        data = {"format": FORMAT, "kind": kind, **asdict(label), "count": count, "notes": notes}
        (home / "ids.txt").write_bytes(ids)
        (home / "label.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def read(folder: Path, kind: str, model_id: str, dim: int, build: Callable[[Saved], T]) -> T:
    """What `build` makes of the current index. Raises as VectorIndex.load does."""

    def opened(home: Path) -> T:
        label = json.loads((home / "label.json").read_text(encoding="utf-8"))
        made = (label["format"], label["kind"], label["model_id"], label["dim"])
        if made != (FORMAT, kind, model_id, dim):
            raise StaleIndex(f"向量索引由另一模型或版本生成（{label['model_id']}），需要重建：{folder}")
        own = Label(model_id, dim, int(label["generation"]))
        ids = (home / "ids.txt").read_bytes()
        return build(Saved(own, ids, int(label["count"]), home / "index", label["notes"]))

    try:
        return following(folder, opened)
    except (OSError, ValueError, LookupError, TypeError, RuntimeError, AttributeError) as error:
        raise BackendError(f"没有可用的向量索引：{folder}（{error}）") from error


def backend_of(folder: Path) -> str | None:
    """The kind of the index that the folder holds; None where there is none that can be read."""
    try:
        return following(
            folder, lambda home: str(json.loads((home / "label.json").read_text(encoding="utf-8"))["kind"])
        )
    except (OSError, ValueError, LookupError, TypeError):
        return None
