"""The programs Inia is measured against, installed once into a cache folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

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


def versions() -> dict[str, str]:
    return {"awscli": _AWSCLI, "s5cmd": _S5CMD}
