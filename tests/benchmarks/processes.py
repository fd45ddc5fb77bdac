"""Whole processes, measured by the operating system's own accounting."""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path


class Failed(Exception):
    """A program that was to be measured did not do its work; the text says which and why."""


@dataclass(frozen=True)
class Usage:
    wall: float  # seconds
    cpu: float  # seconds, user and system
    peak: float  # MB of 1,000,000 bytes; not below this program's own, as Linux counts across fork


def environment() -> dict[str, str]:
    """Made-up keys, and neither configuration nor proxies nor certificates of the caller's."""
    kept = {name: value for name, value in os.environ.items()
            if not name.startswith(("AWS_", "SSL_CERT_")) and not name.lower().endswith("_proxy")
            and name not in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")}
    return kept | {
        "HOME": "/nonexistent",
        "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
        "AWS_SECRET_ACCESS_KEY": "an invented secret",
        "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }


def run(command: list[str], variables: Mapping[str, str]) -> Usage:
    """Runs a command whose output nobody reads."""
    with open(os.devnull, "r+b") as nothing:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=subprocess.PIPE, env=variables)
        complaint = process.stderr.read() if process.stderr else b""
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise Failed(f"{command[0]} ended with {process.returncode}: {complaint.decode(errors='replace')[-500:]}")
    return Usage(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6)


def output(command: list[str], variables: Mapping[str, str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, env=dict(variables), check=False)
    if done.returncode != 0:
        raise Failed(f"{command[0]} ended with {done.returncode}: {done.stderr[-500:]}")
    return done.stdout


@contextlib.contextmanager
def list_server(program: Path, *arguments: str) -> Iterator[str]:
    """The URL of a server that lives as long as the block."""
    with subprocess.Popen([program, *arguments], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.terminate()
