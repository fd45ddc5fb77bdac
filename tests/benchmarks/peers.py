"""The programs Inia is measured against, installed once into a cache folder."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import processes

_AWSCLI = "1.46.3"
_S5CMD = "v2.3.0"

_MODULE = f"""module benchmarks/s5cmd

go 1.20

require github.com/peak/s5cmd/v2 {_S5CMD}
"""
_IMPORT = """//go:build tools

package tools

import _ "github.com/peak/s5cmd/v2"
"""


def aws_cli(cache: Path) -> Path:
    folder = cache / "awscli"
    program = folder / "bin" / "aws"
    if not program.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([folder / "bin" / "pip", "install", "--quiet", f"awscli=={_AWSCLI}"], check=True)
    return program


def s5cmd(cache: Path) -> Path:
    """Go does not install s5cmd by its name, but builds it as what a module of our own requires."""
    folder = cache / "s5cmd"
    program = folder / "s5cmd"
    if not program.exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "go.mod").write_text(_MODULE, encoding="utf-8")
        (folder / "tools.go").write_text(_IMPORT, encoding="utf-8")
        subprocess.run(["go", "build", "-mod=mod", "-o", program, "github.com/peak/s5cmd/v2"], cwd=folder, check=True)
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
