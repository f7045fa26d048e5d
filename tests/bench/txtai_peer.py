"""How fast does txtai answer? Run by a Python that has it: `python txtai_peer.py FOLDER`, with what search.py put there."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np


def main(folder: Path) -> None:
    from txtai import Embeddings

    texts, asked, warm = json.loads((folder / "texts.json").read_text(encoding="utf-8"))
    vectors = dict(zip(texts, np.load(folder / "texts.npy"), strict=True))
    vectors |= dict(zip(asked, np.load(folder / "asked.npy"), strict=True))
    rows = []
    for name, hybrid in (("txtai, vectors with content", False), ("txtai, hybrid with content", True)):
        made: Any = Embeddings(
            {
                "method": "external",
                "transform": lambda batch: np.array([vectors[text] for text in batch]),
                "content": True,
                "hybrid": hybrid,
            }
        )
        made.index(enumerate(texts))
        times, processor = [], []
        for text in asked:
            began, worked = time.perf_counter(), time.process_time()
            made.search(text, 10)
            times.append(1000 * (time.perf_counter() - began))
            processor.append(1000 * (time.process_time() - worked))
        times, processor = sorted(times[warm:]), sorted(processor[warm:])
        resident = int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6
        rows.append(
            {
                "name": name,
                "p50": times[len(times) // 2],
                "p95": times[len(times) * 95 // 100],
                "max": times[-1],
                "cpu50": processor[len(processor) // 2],
                "cpu": processor[len(processor) * 95 // 100],
                "rss": resident,
            }
        )
    print(json.dumps(rows))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
