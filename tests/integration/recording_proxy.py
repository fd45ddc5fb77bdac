"""Stands before a server and records what is asked; reads are passed on, everything else is only said to be done."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from request_meaning import meaning

_READS = ("Describe", "List", "Get")
_EMPTY = {"application/x-amz-json": b"{}", "application/cbor": b"\xa0"}


def _operation(path: str, headers: Any, body: bytes) -> str:
    """As far as the message names one; REST services name none."""
    if headers.get("X-Amz-Target"):
        return headers["X-Amz-Target"].rpartition(".")[2]
    if "/operation/" in path:
        return path.rpartition("/")[2]
    return parse_qs(body.decode(errors="replace")).get("Action", [""])[0]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        content_type = self.headers.get("Content-Type", "")
        operation = _operation(self.path, self.headers, body)
        parts = urlsplit(self.path)
        self.server.recorded.append((self.command, operation, parts.path, sorted(parts.query.split("&")),
                                     meaning(body, content_type)))
        is_read = operation.startswith(_READS) if operation else self.command in ("GET", "HEAD")
        if is_read:
            self._pass_on(body)
        else:
            done = f"<{operation or 'Done'}Response/>".encode()
            empty = next((text for kind, text in _EMPTY.items() if content_type.startswith(kind)), done)
            self._send(200, [("Content-Type", content_type or "text/xml")], empty)

    def _pass_on(self, body: bytes) -> None:
        connection = http.client.HTTPConnection(self.server.target)
        connection.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
        for name, value in self.headers.items():
            if name.lower() != "connection":
                connection.putheader(name, value)
        connection.endheaders(body)
        answer = connection.getresponse()
        own = {"connection", "content-length", "transfer-encoding", "server", "date"}
        self._send(answer.status, [pair for pair in answer.getheaders() if pair[0].lower() not in own], answer.read())
        connection.close()

    def _send(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = _answer

    def log_message(self, *_arguments: Any) -> None:
        pass


class Recorder:
    def __init__(self, server: ThreadingHTTPServer) -> None:
        self._server = server
        self.endpoint = f"http://127.0.0.1:{server.server_port}"

    def take(self) -> list[Any]:
        """What was asked since the last time."""
        taken, self._server.recorded = self._server.recorded, []
        return taken


@contextmanager
def recording(endpoint: str) -> Iterator[Recorder]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.target = urlsplit(endpoint).netloc
    server.recorded = []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Recorder(server)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
