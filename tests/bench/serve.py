"""How fast does the server answer many at once while documents come in? `python -m tests.bench.serve [--clients 50] [--seconds 20]`.

Starts `gonghui serve` on 127.0.0.1 with a workspace of its own, lets so many clients search and ask, each waiting a while
between two questions as people do, and uploads a folder meanwhile. Every question is asked once, so no answer is a kept one.
The floor is the same clients asking /healthz: what HTTP alone costs here.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from tests.bench.corpus import variants
from tests.bench.table import table

_SEARCHES = ("{}", "怎样{}", "{}有哪些做法", "关于{}的安排", "{}进展", "各市{}")
_ASKS = ("{}由哪个部门负责？", "哪些部门负责{}？", "{}什么时候完成？", "{}的目标是多少？")
_ADDRESS = re.compile(r"(http://127\.0\.0\.1:\d+)/")
_GOALS = {"search": 150.0, "ask": 300.0}
"""Milliseconds that 95 of 100 answers stay under."""


@dataclass(slots=True)
class Seen:
    """Milliseconds of the answers, by route; what was no answer."""

    times: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, route: str, milliseconds: float) -> None:
        with self.lock:
            self.times.setdefault(route, []).append(milliseconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=20.0, help="of each of the two rounds; at most 120")
    parser.add_argument("--pause", type=float, default=1.0, help="mean seconds between a client's questions")
    parser.add_argument("--documents", type=int, default=17, help="in the workspace at the beginning")
    parser.add_argument("--added", type=int, default=40, help="documents that come in meanwhile")
    given = parser.parse_args()
    seconds = min(given.seconds, 120.0)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        papers = list(variants(given.documents + given.added))
        before = _written(folder / "before", papers[: given.documents])
        after = _written(folder / "after", papers[given.documents :])
        _ingest(folder / "ws", before)
        with _server(folder / "ws") as url:
            questions = _questions(url)
            quiet = _round(url, questions, given.clients, seconds, given.pause)
            added: dict[str, Any] = {}
            uploading = threading.Thread(target=lambda: added.update(_upload(url, after)))
            uploading.start()
            busy = _round(url, questions, given.clients, seconds, given.pause)
            uploading.join(timeout=300)
            floor = _round(url, iter(()), given.clients, min(5.0, seconds), given.pause)
    print(
        f"{given.clients} clients, {given.pause:g} s between two questions of each, {os.cpu_count()} cores\n"
    )
    rows = [
        *_rows("HTTP alone (/healthz)", floor),
        *_rows("nothing else going on", quiet),
        *_rows(f"{given.added} documents being read in", busy),
    ]
    print(
        table(("while", "route", "answers", "a second", "p50 ms", "p95 ms", "max ms", "goal", "errors"), rows)
    )
    print(
        f"\nThe documents took {added.get('seconds', 'over 300')} s; of {given.added}, {added.get('in')} went in."
    )
    for error in [*quiet.errors, *busy.errors][:5]:
        print(error)


def _written(folder: Path, papers: list[tuple[str, str]]) -> Path:
    folder.mkdir()
    for name, text in papers:
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _ingest(workspace: Path, folder: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "api.cli",
        "ingest",
        str(folder),
        "--workspace",
        str(workspace),
        "--json",
    ]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def _server(workspace: Path) -> Iterator[str]:
    command = [
        sys.executable,
        "-m",
        "api.cli",
        "serve",
        "--workspace",
        str(workspace),
        "--port",
        "0",
        "--quiet",
    ]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        url = next(found[1] for line in process.stderr if (found := _ADDRESS.search(line)))
        threading.Thread(target=lambda: [None for _ in process.stderr or ()], daemon=True).start()
        until = time.monotonic() + 60
        while _status(url, "/readyz") != 200 and time.monotonic() < until:
            time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=30)


def _status(url: str, path: str) -> int:
    with closing(http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)) as connection:
        connection.request("GET", path)
        return connection.getresponse().status


def _json(url: str, path: str) -> Any:
    with closing(http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)) as connection:
        connection.request("GET", path)
        return json.loads(connection.getresponse().read())


def _questions(url: str) -> Iterator[tuple[str, str]]:
    """(route, path), each once, in a fixed order: two searches to one question."""
    names = list(dict.fromkeys((t["title"] or t["text"])[:16] for t in _json(url, "/api/v1/tasks")))
    found = [("search", f"/api/v1/search?q={quote(s.format(n))}") for s in _SEARCHES for n in names]
    found += [("ask", f"/api/v1/ask?question={quote(a.format(n))}") for a in _ASKS for n in names]
    random.Random(7).shuffle(found)
    return iter(found)


def _round(
    url: str, questions: Iterator[tuple[str, str]], clients: int, seconds: float, pause: float
) -> Seen:
    seen, lock = Seen(), threading.Lock()
    until = time.monotonic() + seconds

    def client(number: int) -> None:
        chance = random.Random(number)
        time.sleep(chance.random() * min(3 * pause, seconds / 3))  # people do not all come in one second
        with closing(http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)) as connection:
            while time.monotonic() < until:
                with lock:
                    route, path = next(questions, ("healthz", "/healthz"))
                begun = time.perf_counter()
                try:
                    connection.request("GET", path)
                    answer = connection.getresponse()
                    body = answer.read()
                except OSError as error:
                    seen.errors.append(f"{path}: {error}")
                    continue
                seen.add(route, (time.perf_counter() - begun) * 1000)
                if answer.status != 200:
                    seen.errors.append(f"{path}: {answer.status} {body[:200]!r}")
                if pause:
                    time.sleep(chance.expovariate(1 / pause))

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    begun = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seen.times["seconds"] = [time.monotonic() - begun]
    return seen


def _upload(url: str, folder: Path) -> dict[str, Any]:
    """Sends a folder in one upload; seconds until search finds it."""
    import httpx

    begun = time.monotonic()
    files = [("files", (file.name, file.read_bytes())) for file in sorted(folder.iterdir())]
    job = httpx.post(f"{url}/api/v1/documents", files=files, timeout=60).raise_for_status().json()["id"]
    while (found := _json(url, f"/api/v1/jobs/{job}"))["status"] in ("queued", "running"):
        time.sleep(0.5)
        if time.monotonic() - begun > 280:
            return {}
    return {"seconds": round(time.monotonic() - begun, 1), "in": found["report"]["ingested"]}


def _rows(name: str, seen: Seen) -> list[list[str]]:
    out = []
    for route in ("search", "ask", "healthz"):
        if not (times := sorted(seen.times.get(route, ()))):
            continue
        p50, p95 = (times[min(len(times) - 1, int(share * len(times)))] for share in (0.5, 0.95))
        goal = _GOALS.get(route)
        kept = "" if goal is None else f"{'<' if p95 < goal else 'missed:'} {goal:.0f}"
        rate = len(times) / seen.times["seconds"][0]
        figures = (f"{len(times)}", f"{rate:.1f}", f"{p50:.1f}", f"{p95:.1f}", f"{times[-1]:.0f}")
        out.append([name, route, *figures, kept, str(len(seen.errors))])
    return out


if __name__ == "__main__":
    main()
