"""Measures speed and prints Markdown: `python -m tests.bench [--sizes 10,100,1000] [--passages 10000,200000]`."""

from __future__ import annotations

import argparse
import os
import platform
from pathlib import Path

from tests.bench import ask, ingest, readers, search


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=("ingest", "readers", "search", "ask"), help="measure one of them")
    parser.add_argument("--sizes", default="10,100,1000", help="how many documents, for growth")
    parser.add_argument(
        "--passages", default="10000", help="how many passages to search; 10000,200000 takes long"
    )
    parser.add_argument("--keep", type=Path, help="a folder for the workspaces, which are then used again")
    parser.add_argument("--txtai", help="a Python that has txtai, to measure it too")
    parser.add_argument("--markitdown", help="a Python that has markitdown, to measure it too")
    given = parser.parse_args()
    print(
        f"# Benchmarks\n\nPython {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores.\n"
    )
    if given.only in (None, "ingest"):
        ingest.run([int(size) for size in given.sizes.split(",")])
    if given.only in (None, "readers"):
        readers.run(given.markitdown)
    if given.only in (None, "search"):
        search.run([int(size) for size in given.passages.split(",")], given.keep, given.txtai)
    if given.only in (None, "ask"):
        ask.run()


if __name__ == "__main__":
    main()
