"""How large and how fast is a model on this machine (模型的大小、内存和速度)?"""

from __future__ import annotations

import resource as usage
import sys
import time
from itertools import cycle, islice
from pathlib import Path
from typing import Any, Final

from api.settings import model_caches
from search.embedding.choice import ModelChoice

__all__ = ["figures_of"]

_SENTENCES: Final = (
    "推进新就业形态劳动者建会入会，建立职工服务站点",
    "完善以职工代表大会为基本形式的民主管理制度，推动厂务公开向非公企业延伸",
    "做好困难职工常态化帮扶，开展送温暖、送清凉、金秋助学活动",
    "举办职工职业技能竞赛，培育选树一批工匠人才",
)
_FIRST: Final = 64
_LONGEST: Final = 1.0
"""Seconds of encoding that are enough to know the speed."""


def figures_of(choice: ModelChoice) -> dict[str, Any]:
    """Opens the model and measures: load time and memory (libraries included), speed, size on disk. Raises as
    open_embedder does."""
    from search.models import open_chosen

    memory, start = _resident(), time.perf_counter()
    embedder = open_chosen(choice)
    embedder.encode(_SENTENCES[:1])
    loaded = time.perf_counter() - start
    taken = _resident() - memory
    count, seconds = _FIRST, 0.0
    while True:
        texts = list(islice(cycle(_SENTENCES), count))
        start = time.perf_counter()
        embedder.encode(texts)
        seconds = time.perf_counter() - start
        if seconds > _LONGEST / 4 or count >= 100_000:
            break
        count *= 4
    out: dict[str, Any] = {
        "model": embedder.model_id,
        "dim": embedder.dim,
        "bytes": _bytes(choice.model),
        "load_ms": round(1000 * loaded, 1),
        "memory_bytes": max(0, taken),
        "texts_per_second": round(count / seconds),
    }
    for name in ("device", "pooling", "max_length", "instruction", "passage_prompt"):
        if hasattr(embedder, name):
            out[name] = getattr(embedder, name)
    if choice.model is None:
        from search.embedding.sources import changed_since

        out["trained_before"] = list(changed_since())
    return out


def _bytes(model: str | None) -> int | None:
    """None for a hub model that lies in no cache that we know."""
    from search.embedding import shelf

    if model is None:
        return shelf.bundled_model().size
    if Path(model).is_dir():
        return shelf.size_of(Path(model))
    held = shelf.in_hub_cache(model_caches().hugging_face)
    return next((one.size for one in held if one.name == model), None)


def _resident() -> int:
    """Bytes that this process holds in memory; the most it ever held where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        unit = 1 if sys.platform == "darwin" else 1024
        return usage.getrusage(usage.RUSAGE_SELF).ru_maxrss * unit
    return pages * usage.getpagesize()
