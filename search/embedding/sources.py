"""Is the bundled model older than what it was trained from (自带模型是否过时)? Digests of its training files lie beside it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from kg.resources import resource

__all__ = ["RECORD", "TRAINING_DATA", "age_warning", "changed_since", "digests", "write_record"]

RECORD: Final = "training.json"
"""In the model's folder: {"files": {name under data/: SHA-256}}."""
TRAINING_DATA: Final = ("thesaurus/union.ttl", "thesaurus/general.tsv", "training", "sample")
"""Files and folders under data/ that `gonghui model train` learns from."""


def digests(root: Path | None = None, names: Iterable[str] = TRAINING_DATA) -> dict[str, str]:
    """File name under the data folder → SHA-256, for all files of the names; hidden ones and README aside."""
    base = root or resource("")
    found = [
        file
        for name in names
        for file in ([base / name] if (base / name).is_file() else (base / name).rglob("*"))
    ]
    return {
        file.relative_to(base).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(found)
        if file.is_file() and not file.name.startswith((".", "README"))
    }


def write_record(model: Path, files: Mapping[str, str]) -> None:
    """Puts what the model was trained from beside it."""
    (model / RECORD).write_text(
        json.dumps({"files": files}, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )


def changed_since(model: Path | None = None, root: Path | None = None) -> tuple[str, ...]:
    """The training files that are not as they were when the model (the bundled one) was trained: changed, new or gone.

    All of them where the model does not say what it was trained from.
    """
    now = digests(root)
    try:
        then = json.loads(((model or resource("model")) / RECORD).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, LookupError, TypeError):
        then = None
    then = then if isinstance(then, dict) else {}
    return tuple(sorted(name for name in {*now, *then} if now.get(name) != then.get(name)))


def age_warning() -> str:
    """A sentence for people where the bundled model is older than its training files; "" where it is not."""
    changed = changed_since()
    if not changed:
        return ""
    shown = "、".join(changed[:3]) + (f" 等 {len(changed)} 个文件" if len(changed) > 3 else "")
    return f"自带模型早于它的训练资料（{shown}），可用 gonghui model train -o data/model 重新训练"
