"""Measures speed and prints Markdown: `python -m tests.bench [--sizes 10,100,1000]`."""

from __future__ import annotations

import argparse
import os
import platform

from tests.bench import ingest


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="10,100,1000", help="how many documents, for growth")
    given = parser.parse_args()
    print(
        f"# Benchmarks\n\nPython {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores.\n"
    )
    ingest.run([int(size) for size in given.sizes.split(",")])


if __name__ == "__main__":
    main()
