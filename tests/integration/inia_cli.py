"""Runs inia-cli as a user would."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from report import Mismatch

_PATIENCE = 60  # seconds
_SANDBOX = Path(__file__).resolve().parents[2] / "resources" / "sandbox" / "sandbox.py"


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str

    def document(self) -> Any:
        """The answer; nothing printed stands for an answer without members."""
        if self.code != 0:
            raise Mismatch(f"inia-cli ended with {self.code}: {self.err.strip()}")
        return json.loads(self.out) if self.out else {}


@contextmanager
def started_sandbox(folder: str) -> Iterator[dict[str, str]]:
    """A sandbox of one's own below `folder`: where it is and what it wrote."""
    with subprocess.Popen([sys.executable, str(_SANDBOX), "--dir", folder], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        try:
            yield json.loads(server.stdout.readline())
        finally:
            server.stdin.close()  # by which it ends


def without_aws(environment: Mapping[str, str]) -> dict[str, str]:
    """What the caller has set up for AWS must not reach a test."""
    kept = {name: value for name, value in environment.items() if not name.startswith("AWS_")}
    return kept | {"AWS_EC2_METADATA_DISABLED": "true"}


def _json_value(value: Any) -> Any:
    if isinstance(value, bytes):
        return {"$blob": base64.b64encode(value).decode()}
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value)}")


def to_json(params: dict[str, Any]) -> str:
    return json.dumps(params, default=_json_value)




class IniaCli:
    def __init__(self, program: str, environment: Mapping[str, str], secrets: list[str]) -> None:
        self._program = program
        self._environment = dict(environment)
        self._secrets = secrets

    def run(self, *arguments: str, environment: Mapping[str, str] | None = None, stdin: str = "") -> Outcome:
        done = subprocess.run([self._program, *arguments], input=stdin.encode(), capture_output=True,
                              env=self._environment | dict(environment or {}), timeout=_PATIENCE, check=False)
        outcome = Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())
        for secret in self._secrets:
            if secret in outcome.out or secret in outcome.err:
                raise Mismatch("inia-cli printed a secret key")
        return outcome

    def call(self, service: str, operation: str, params: dict[str, Any], *options: str,
             environment: Mapping[str, str] | None = None) -> Outcome:
        return self.run("call", service, operation, to_json(params), *options, environment=environment)
