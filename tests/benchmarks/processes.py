"""Whole processes, measured by the operating system's own accounting."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request
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
    output: str = ""


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
        "QT_QPA_PLATFORM": "offscreen",
    }


def run(command: list[str], variables: Mapping[str, str], keep_output: bool = False) -> Usage:
    """Runs a command; what it prints is thrown away or, when it is little, kept."""
    with open(os.devnull, "r+b") as nothing, tempfile.TemporaryFile() as kept:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdin=nothing, stdout=kept if keep_output else nothing,
                                   stderr=subprocess.PIPE, env=variables)
        complaint = process.stderr.read() if process.stderr else b""
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        kept.seek(0)
        output = kept.read().decode()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise Failed(f"{command[0]} ended with {process.returncode}: {complaint.decode(errors='replace')[-500:]}")
    return Usage(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6, output)


def output(command: list[str], variables: Mapping[str, str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, env=dict(variables), check=False)
    if done.returncode != 0:
        raise Failed(f"{command[0]} ended with {done.returncode}: {done.stderr[-500:]}")
    return done.stdout


@contextlib.contextmanager
def minio(folder: Path, variables: Mapping[str, str]) -> Iterator[str]:
    """The URL of an empty MinIO, the program that packaging/test.sh has built, which lives as long as the block."""
    program = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "inia" / "bin" / "minio"
    if not program.exists():
        raise Failed(f"{program} is missing: packaging/test.sh builds it")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    shutil.rmtree(folder, ignore_errors=True)
    own = {"MINIO_ROOT_USER": variables["AWS_ACCESS_KEY_ID"], "MINIO_ROOT_PASSWORD": variables["AWS_SECRET_ACCESS_KEY"],
           "MINIO_SITE_REGION": "us-east-1", "HOME": str(folder)}
    command = [str(program), "server", "--quiet", "--address", address, str(folder)]
    with subprocess.Popen(command, env=own, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(f"http://{address}/minio/health/ready", process)
            yield f"http://{address}"
        finally:
            process.terminate()
            process.wait()
            shutil.rmtree(folder, ignore_errors=True)


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(url, timeout=5).close()
            return
        time.sleep(0.1)
    raise Failed("MinIO does not start")


@contextlib.contextmanager
def list_server(program: Path, *arguments: str) -> Iterator[str]:
    """The URL of a server that lives as long as the block."""
    with subprocess.Popen([program, *arguments], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.terminate()
