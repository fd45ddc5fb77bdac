"""The requests boto3 would send for a list of calls, and inia-cli's for the same calls."""

from __future__ import annotations

import base64
import functools
import json
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any
from unittest import mock

import boto3
from botocore.config import Config

from inia_cli import to_json

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc)
REGION = "us-west-2"
TOKEN = "00000000-0000-4000-8000-000000000000"
# Timestream asks for its address first, which a dry run does not; with an address given neither asks.
_ENDPOINTS = {name: f"https://{name.removeprefix('timestream-')}.example.com" for name in
              ("timestream-query", "timestream-write")}
KEYS = ("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")


@dataclass(frozen=True)
class Sent:
    """One request, or why there is none."""

    method: str = ""
    url: str = ""
    headers: Mapping[str, str] = None
    body: bytes = b""
    error: str = ""


class _Captured(Exception):
    def __init__(self, request) -> None:
        super().__init__("captured")
        self.request = request


def capture(request, **_context) -> None:
    raise _Captured(request)


def _text(value: Any) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


def _body(body: Any) -> bytes:
    if hasattr(body, "read"):
        return body.read()
    return body if isinstance(body, bytes) else str(body or "").encode()


@functools.lru_cache(maxsize=2)
def client(service: str):
    session = boto3.Session(*KEYS, region_name=REGION)
    made = session.client(service, config=Config(retries={"total_max_attempts": 1}),
                          endpoint_url=_ENDPOINTS.get(service))
    made.meta.events.register_last("before-send.*", capture)
    return made


def boto3_sends(service: str, method: str, params: dict[str, Any]) -> Sent:
    frozen = AT.replace(tzinfo=None)
    # Signature version 2 has a clock of its own.
    with mock.patch("botocore.auth.get_current_datetime", return_value=frozen), \
            mock.patch("botocore.auth.time.gmtime", return_value=AT.timetuple()), \
            mock.patch("botocore.handlers.uuid.uuid4", return_value=TOKEN):
        try:
            getattr(client(service), method)(**params)
        except _Captured as captured:
            request = captured.request
            headers = {name.lower(): _text(value) for name, value in request.headers.items()}
            return Sent(request.method, request.url, headers, _body(request.body))
        except Exception as error:
            return Sent(error=f"{type(error).__name__}: {error}")
    return Sent(error="nothing was sent")


def _line(number: int, call: tuple[str, str, dict[str, Any]]) -> str:
    service, method, params = call
    rest = {"id": number, "service": service, "operation": method, "region": REGION, "dry_run": True,
            "at": f"{AT:%Y-%m-%dT%H:%M:%SZ}", "idempotency_token": TOKEN, "config": {"defaults_mode": "legacy"},
            "credentials": {"access_key": KEYS[0], "secret_key": KEYS[1]}}
    if service in _ENDPOINTS:
        rest["endpoint_url"] = _ENDPOINTS[service]
    return json.dumps(rest)[:-1] + ', "params": ' + to_json(params) + "}"


def inia_sends(program: str, calls: Iterable[tuple[str, str, dict[str, Any]]],
               environment: Mapping[str, str]) -> Iterator[Sent]:
    """In the order of the calls, through one `inia-cli batch`."""
    lines = "\n".join(_line(number, call) for number, call in enumerate(calls)) + "\n"
    done = subprocess.run([program, "batch"], input=lines.encode(), capture_output=True, env=dict(environment),
                          check=False)
    yield from answers(done.stdout)


def answers(lines: bytes) -> Iterator[Sent]:
    """What `inia-cli batch` printed."""
    for line in lines.split(b"\n"):
        if not line:
            continue
        answer = json.loads(line)
        if "error" in answer:
            yield Sent(error=f"{answer['error']['code']}: {answer['error']['message']}")
            continue
        request = answer["request"]
        headers = {name.lower(): value for name, value in request["headers"].items()}
        yield Sent(request["method"], request["url"], headers, base64.b64decode(request["body_base64"]))
