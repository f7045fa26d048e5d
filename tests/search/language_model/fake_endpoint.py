"""A language model that misbehaves (会捣乱的假语言模型): a real HTTP server on loopback, told what to answer."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from search.language_model.endpoint import Endpoint


@dataclass(slots=True)
class Fake:
    """What the server sends, and what it was sent. `slow` seconds pass between the bytes of the body."""

    port: int = 0
    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    slow: float = 0.0
    seen: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    def says(self, content: object) -> None:
        """The next replies have this content, in the usual wrapping."""
        text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
        self.body = json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]}).encode()

    def endpoint(self, timeout: float = 5.0, key: str = "") -> Endpoint:
        return Endpoint(f"http://127.0.0.1:{self.port}/v1", "tiny", key, timeout)


@contextmanager
def fake_endpoint() -> Iterator[Fake]:
    fake = Fake()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            fake.paths.append(self.path)
            fake.seen.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(fake.status)
            for name, value in fake.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(fake.body)))
            self.end_headers()
            try:
                if fake.slow:
                    for byte in fake.body:
                        self.wfile.write(bytes([byte]))
                        self.wfile.flush()
                        time.sleep(fake.slow)
                else:
                    self.wfile.write(fake.body)
            except OSError:
                pass  # the caller has gone, as it should

        do_GET = do_POST

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    fake.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
