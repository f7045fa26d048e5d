"""How does an index lie on disk (索引的存放)? Whole or not at all.

FOLDER/<random>/index, label.json, ids.json     one whole index
FOLDER/current                                  the name of the newest, replaced in one step
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import uuid
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final

from kg.errors import BackendError
from search.vectors.index import Label, StaleIndex

__all__ = ["FORMAT", "read", "write"]

FORMAT: Final = 1


def write(
    folder: Path, kind: str, label: Label, ids: Sequence[str], write_rows: Callable[[Path], None]
) -> None:
    """Saves beside the present index, then switches. `write_rows` gets the path for the vectors."""
    folder.mkdir(parents=True, exist_ok=True)
    name = uuid.uuid4().hex[:12]
    home = folder / name
    home.mkdir()
    try:
        write_rows(home / "index")
        notes = {"format": FORMAT, "kind": kind, **asdict(label)}
        (home / "label.json").write_text(json.dumps(notes, ensure_ascii=False), encoding="utf-8")
        (home / "ids.json").write_text(json.dumps(list(ids), ensure_ascii=False), encoding="utf-8")
        draft = folder / f"current.{name}"
        draft.write_text(name, encoding="utf-8")
        os.replace(draft, folder / "current")
    except BaseException:
        shutil.rmtree(home, ignore_errors=True)
        raise
    for old in folder.iterdir():
        if old.is_dir() and old.name != name:
            with contextlib.suppress(OSError):
                shutil.rmtree(old)


def read(folder: Path, kind: str, model_id: str, dim: int) -> tuple[Label, list[str], Path]:
    """The label, the ids in the order of the rows, and the path of the vectors. Raises as VectorIndex.load does."""
    try:
        home = folder / (folder / "current").read_text(encoding="utf-8").strip()
        notes = json.loads((home / "label.json").read_text(encoding="utf-8"))
        made = (notes["format"], notes["kind"], notes["model_id"], notes["dim"])
        if made != (FORMAT, kind, model_id, dim):
            raise StaleIndex(f"向量索引由另一模型或版本生成（{notes['model_id']}），需要重建：{folder}")
        ids = json.loads((home / "ids.json").read_text(encoding="utf-8"))
        return Label(model_id, dim, int(notes["generation"])), [str(i) for i in ids], home / "index"
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise BackendError(f"没有可用的向量索引：{folder}（{error}）") from error
