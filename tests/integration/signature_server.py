"""A server that checks each signature as AWS would, by botocore's own code, and keeps what it was asked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from unittest import mock

from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials


@dataclass(frozen=True)
class Received:
    method: str
    path: str  # with the query, as it came
    headers: dict[str, str]
    body: bytes
    complaint: str  # empty: the signature is right


def _complaint(method: str, url: str, headers: dict[str, str], body: bytes, keys: Credentials) -> str:
    told = headers.get("authorization", "")
    if not told.startswith("AWS4-HMAC-SHA256 "):
        return f"no signature: {told!r}"
    parts = dict(part.strip().split("=", 1) for part in told.split(" ", 1)[1].split(","))
    _, date, region, service, _ = parts["Credential"].split("/")
    signed = parts["SignedHeaders"].split(";")
    request = AWSRequest(method, url, headers={name: headers.get(name, "") for name in signed}, data=body)
    request.context["timestamp"] = headers["x-amz-date"]
    kind = S3SigV4Auth if service == "s3" else SigV4Auth
    auth = kind(keys, service, region)
    if "x-amz-content-sha256" not in request.headers:
        auth.payload = lambda asked: SigV4Auth.payload(auth, asked) if not body else _hash(body)
    # What was signed is what is looked at, no more.
    with mock.patch.object(auth, "headers_to_sign", lambda asked: _chosen(asked, signed)):
        canonical = auth.canonical_request(request)
        expected = auth.signature(auth.string_to_sign(request, canonical), request)
    missing = [name for name in ("host", "x-amz-date") if name not in signed]
    if missing:
        return f"unsigned: {missing}"
    return "" if expected == parts["Signature"] else f"another signature for\n{canonical}"


def _hash(body: bytes) -> str:
    import hashlib

    return hashlib.sha256(body).hexdigest()


def _chosen(request: AWSRequest, signed: list[str]) -> Any:
    from http.client import HTTPMessage

    message = HTTPMessage()
    for name in signed:
        message[name] = request.headers[name]
    return message


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        url = f"http://{headers['host']}{self.path}"
        complaint = _complaint(self.command, url, headers, body, self.server.keys)
        self.server.received.append(Received(self.command, self.path, headers, body, complaint))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_PATCH = _answer

    def log_message(self, *_arguments: Any) -> None:
        pass


@dataclass
class SignatureServer:
    endpoint: str
    _server: ThreadingHTTPServer

    def take(self) -> list[Received]:
        """What was asked since the last time."""
        taken, self._server.received = self._server.received, []
        return taken


@contextmanager
def checking(access_key: str, secret_key: str) -> Iterator[SignatureServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.keys = Credentials(access_key, secret_key)
    server.received = []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield SignatureServer(f"http://localhost:{server.server_port}", server)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
