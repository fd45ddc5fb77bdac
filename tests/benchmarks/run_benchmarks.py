#!/usr/bin/env python3
"""Measures Inia beside its peers in one run and writes results.json; see README.md for how to run it."""

from __future__ import annotations

import argparse
import filecmp
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import cases
import peers
import processes

_HERE = Path(__file__).parent
_ANY = "any"


@dataclass
class Comparison:
    """One line of the table. Ratios are ours to the peer's: the smaller the better."""

    name: str
    unit: str
    ours: float
    peer: float | None = None
    peer_name: str = ""
    target: float | None = None  # for the ratio or, without a peer, for our own figure
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def ratio(self) -> float | None:
        return self.ours / self.peer if self.peer else None

    @property
    def met(self) -> bool | None:
        judged = self.ratio if self.peer else self.ours
        return None if self.target is None or judged is None else judged <= self.target

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"ratio": self.ratio, "met": self.met}


@dataclass(frozen=True)
class Setup:
    programs: Path
    python: str
    cache: Path
    work: Path
    repeats: int
    keys: int
    mebibytes: int
    environment: dict[str, str]


_TARGETS = {
    ("client", "first in a process"): 0.02,
    ("client", "nothing loaded"): 0.02,
    ("sign", _ANY): 1 / 15,
    ("protocol", "ListObjectsV2, 1,000 keys: serialize, sign, parse"): 1 / 30,
}


def _in_process(setup: Setup, benchmark: str, argument: str) -> list[Comparison]:
    """Both programs in turn; of each row the quickest sample of all counts, in processor time, which others that use
    the machine change least."""
    commands = {
        "inia": [str(setup.programs / "inia-bench"), benchmark, argument],
        "peer": [setup.python, str(_HERE / "botocore_peer.py"), benchmark, argument],
    }
    samples: dict[str, dict[str, list[dict[str, Any]]]] = {"inia": {}, "peer": {}}
    peer_name = ""
    for _ in range(setup.repeats):
        for who, command in commands.items():
            answer = json.loads(processes.output(command, setup.environment))
            peer_name = answer.get("peer", peer_name)
            for row in answer["rows"]:
                samples[who].setdefault(row["name"], []).append(row)
    comparisons = []
    for name, ours in samples["inia"].items():
        theirs = samples["peer"][name]
        comparisons.append(Comparison(
            f"{benchmark}: {name}", "s", min(row["cpu"]["min"] for row in ours),
            min(row["cpu"]["min"] for row in theirs), peer_name,
            _TARGETS.get((benchmark, name), _TARGETS.get((benchmark, _ANY))),
            {"inia": ours, "peer": theirs}))
    return comparisons


def _paired(setup: Setup, ours: list[str], theirs: list[str], repeats: int, keep_output: bool = False
            ) -> tuple[list[processes.Usage], list[processes.Usage]]:
    """In turn, so that both see the same machine. What our program prints may be kept."""
    usages: tuple[list[processes.Usage], list[processes.Usage]] = ([], [])
    for _ in range(repeats):
        usages[0].append(processes.run(ours, setup.environment, keep_output))
        usages[1].append(processes.run(theirs, setup.environment))
    return usages


def _process_rows(name: str, peer_name: str, usages: tuple[list[processes.Usage], list[processes.Usage]],
                  target: float) -> list[Comparison]:
    ours, theirs = usages
    details = {"inia": [asdict(usage) for usage in ours], "peer": [asdict(usage) for usage in theirs],
               "median_ratio": statistics.median(a.wall / b.wall for a, b in zip(ours, theirs))}
    return [
        Comparison(f"{name}: wall", "s", min(usage.wall for usage in ours), min(usage.wall for usage in theirs),
                   peer_name, target, details),
        Comparison(f"{name}: cpu", "s", min(usage.cpu for usage in ours), min(usage.cpu for usage in theirs),
                   peer_name),
    ]


def _client(setup: Setup) -> list[Comparison]:
    return _in_process(setup, "client", "ec2")


def _sign(setup: Setup) -> list[Comparison]:
    return _in_process(setup, "sign", str(cases.write_cases(setup.work / "cases")))


def _protocol(setup: Setup) -> list[Comparison]:
    return _in_process(setup, "protocol", str(cases.write_cases(setup.work / "cases")))


def _listing_command(setup: Setup, url: str, *options: str) -> list[str]:
    return [str(setup.programs / "inia-cli"), "call", "s3", "list_objects_v2", '{"Bucket": "bench"}',
            "--endpoint-url", url, *options]


def _process(setup: Setup) -> list[Comparison]:
    aws = str(peers.aws_cli(setup.cache))
    with processes.list_server(setup.programs / "inia-listserver", "--keys", "10") as url:
        theirs = [aws, "s3api", "list-objects-v2", "--bucket", "bench", "--no-paginate", "--endpoint-url", url]
        usages = _paired(setup, _listing_command(setup, url), theirs, max(setup.repeats, 5))
    return _process_rows("inia-cli call, 10 keys", f"aws {peers.versions()['awscli']}", usages, 0.1)


def _check_listings(setup: Setup, peer: str) -> None:
    """Whoever lists only a part is quick without merit."""
    keys = 2500
    with processes.list_server(setup.programs / "inia-listserver", "--keys", str(keys)) as url:
        count = _listing_command(setup, url, "--paginate", "--query", "length(Contents[].Key)")
        ours = int(processes.output(count, setup.environment))
        theirs = len(processes.output(_s5cmd_command(peer, url), setup.environment).splitlines())
    if ours != keys or theirs != keys:
        raise processes.Failed(f"of {keys} keys inia-cli lists {ours} and s5cmd {theirs}")


def _s5cmd_command(peer: str, url: str) -> list[str]:
    return [peer, "--endpoint-url", url, "ls", "s3://bench/*"]


def _stream(setup: Setup) -> list[Comparison]:
    peer = str(peers.s5cmd(setup.cache))
    _check_listings(setup, peer)
    with processes.list_server(setup.programs / "inia-listserver", "--keys", str(setup.keys)) as url:
        theirs = _s5cmd_command(peer, url)
        usages = _paired(setup, _listing_command(setup, url, "--paginate"), theirs, min(setup.repeats, 3))
        floor = min(processes.run(_floor_command(url, setup.keys), setup.environment).wall for _ in range(3))
    name = f"inia-cli call --paginate, {setup.keys:,} keys"
    rows = _process_rows(name, f"s5cmd {peers.versions()['s5cmd']}", usages, 0.25)
    peak = Comparison(f"{name}: peak memory", "MB", max(usage.peak for usage in usages[0]), target=100.0,
                      details={"peer": max(usage.peak for usage in usages[1])})
    server = Comparison(f"{setup.keys:,} keys by curl, thrown away", "s", floor)
    return [*rows, peak, server]


def _floor_command(url: str, keys: int) -> list[str]:
    """How fast the server is, which must not be what limits the others."""
    last = max(keys // 1000 - 1, 0)
    return ["curl", "--silent", "--output", "/dev/null",
            f"{url}/bench?list-type=2&continuation-token=page-[000000-{last:06}]"]


def _bench_command(setup: Setup, url: str, command: str, *options: str) -> list[str]:
    return [str(setup.programs / "inia-bench"), command, "--endpoint-url", url, "--bucket", "bench", *options]


def _answers(usages: list[processes.Usage], keys: int) -> list[dict[str, Any]]:
    answers = [json.loads(usage.output) for usage in usages]
    if any(answer["rows"] != keys for answer in answers):
        raise processes.Failed(f"of {keys} keys inia-bench lists {answers}")
    return answers


def _list(setup: Setup) -> list[Comparison]:
    """Into the window's rows and model, without and with its table."""
    peer = str(peers.s5cmd(setup.cache))
    repeats = min(setup.repeats, 3)
    with processes.list_server(setup.programs / "inia-listserver", "--keys", str(setup.keys)) as url:
        usages = _paired(setup, _bench_command(setup, url, "list"), _s5cmd_command(peer, url), repeats, True)
        alone = _answers(usages[0], setup.keys)
        viewed = _answers([processes.run(_bench_command(setup, url, "list", "--view"), setup.environment, True)
                                  for _ in range(repeats)], setup.keys)
    name = f"list into the window's model, {setup.keys:,} keys"
    rows = _process_rows(name, f"s5cmd {peers.versions()['s5cmd']}", usages, 0.08)
    return [*rows,
            Comparison(f"{name}: memory a row", "B", max(answer["bytes_per_row"] for answer in alone), target=110.0,
                       details={"inia": alone}),
            Comparison(f"{name}: longest turn of the event loop", "s",
                       min(answer["longest_turn_ms"] for answer in alone) / 1e3, target=0.016),
            Comparison(f"{name}: the same with the table", "s",
                       min(answer["longest_turn_ms"] for answer in viewed) / 1e3, target=0.016,
                       details={"inia": viewed}),
            Comparison(f"{name}: wall with the table", "s", min(answer["wall_s"] for answer in viewed))]


def _first(setup: Setup) -> list[Comparison]:
    aws = str(peers.aws_cli(setup.cache))
    with processes.list_server(setup.programs / "inia-listserver", "--keys", "1000") as url:
        theirs = [aws, "s3", "ls", "s3://bench/", "--endpoint-url", url]
        usages = _paired(setup, _bench_command(setup, url, "first-rows"), theirs, max(setup.repeats, 5))
    return _process_rows("first rows on screen, whole process", f"aws s3 ls {peers.versions()['awscli']}", usages, 0.3)


def _transfer(setup: Setup) -> list[Comparison]:
    """One large object up and down, of a server on the same machine."""
    aws, cli = str(peers.aws_cli(setup.cache)), str(setup.programs / "inia-cli")
    source, target = setup.work / "source.bin", setup.work / "target.bin"
    block = os.urandom(1 << 20)
    with source.open("wb") as file:
        for number in range(setup.mebibytes):
            file.write(number.to_bytes(8, "big") + block[8:])
    repeats = min(setup.repeats, 3)
    with processes.minio(setup.work / "minio", setup.environment) as url:
        where = ["--endpoint-url", url]
        processes.output([cli, "call", "s3", "create_bucket", '{"Bucket": "bench"}', *where], setup.environment)
        up = _paired(setup, [cli, "upload", str(source), "s3://bench/ours", *where],
                     [aws, "s3", "cp", "--quiet", str(source), "s3://bench/theirs", *where], repeats)
        down = _paired(setup, [cli, "download", "s3://bench/ours", str(target), "--overwrite", *where],
                       [aws, "s3", "cp", "--quiet", "s3://bench/theirs", str(target), *where], repeats)
        processes.output([cli, "download", "s3://bench/ours", str(target), "--overwrite", *where], setup.environment)
        if not filecmp.cmp(source, target, shallow=False):
            raise processes.Failed("what inia-cli downloaded is not what it uploaded")
    source.unlink()
    target.unlink()
    version = f"aws s3 cp {peers.versions()['awscli']}"
    rows = []
    for name, usages in ((f"upload of {setup.mebibytes:,} MiB", up), (f"download of {setup.mebibytes:,} MiB", down)):
        rows += _process_rows(name, version, usages, 1.0)
        rows.append(Comparison(f"{name}: peak memory", "MB", max(usage.peak for usage in usages[0]), target=64.0,
                               details={"peer": max(usage.peak for usage in usages[1])}))
    return rows


_BENCHMARKS: dict[str, Callable[[Setup], list[Comparison]]] = {
    "client": _client,
    "sign": _sign,
    "protocol": _protocol,
    "process": _process,
    "stream": _stream,
    "list": _list,
    "first": _first,
    "transfer": _transfer,
}


def _number(value: float, unit: str) -> str:
    if unit in ("MB", "B"):
        return f"{value:.0f} {unit}"
    for factor, name in ((1, "s"), (1e3, "ms"), (1e6, "µs")):
        if value * factor >= 1 or name == "µs":
            return f"{value * factor:.3g} {name}"
    return ""


def _ratio(value: float | None, unit: str, has_peer: bool) -> str:
    if value is None:
        return ""
    return f"{value:.4f} ({1 / value:.0f}×)" if has_peer else _number(value, unit)


def table(comparisons: list[Comparison]) -> str:
    lines = ["| What | Inia | Peer | Ratio | Target | Met |", "|---|---|---|---|---|---|"]
    for row in comparisons:
        peer = f"{_number(row.peer, row.unit)} ({row.peer_name})" if row.peer else ""
        met = {None: "", True: "yes", False: "**no**"}[row.met]
        lines.append(f"| {row.name} | {_number(row.ours, row.unit)} | {peer} | "
                     f"{_ratio(row.ratio, row.unit, True)} | "
                     f"{_ratio(row.target, row.unit, row.peer is not None)} | {met} |")
    return "\n".join(lines)


def _machine() -> dict[str, Any]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {"processors": os.cpu_count(), "memory_gib": round(memory / 2**30), "system": platform.platform(),
            "load_average": os.getloadavg()[0]}


def _commit() -> str:
    done = subprocess.run(["git", "-C", _HERE, "rev-parse", "--short", "HEAD"], capture_output=True, text=True,
                          check=False)
    return done.stdout.strip()


def _arguments() -> argparse.Namespace:
    root = _HERE.parents[1]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("benchmark", nargs="*", metavar="BENCHMARK", help="of " + ", ".join(_BENCHMARKS) + "; all")
    parser.add_argument("--build", type=Path, default=root / "build" / "release", help="an optimised build")
    parser.add_argument("--python", default=os.environ.get("INIA_TEST_PYTHON"),
                        help="the Python of a venv with botocore (INIA_TEST_PYTHON)")
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "inia-benchmarks",
                        help="where peers are installed")
    parser.add_argument("--output", type=Path, default=root / "build" / "benchmarks" / "results.json")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--keys", type=int, default=1_000_000)
    parser.add_argument("--mebibytes", type=int, default=1024, help="size of the object that is transferred")
    arguments = parser.parse_args()
    if unknown := set(arguments.benchmark) - set(_BENCHMARKS):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    if not arguments.python:
        parser.error("--python or INIA_TEST_PYTHON has to name the Python of a venv with botocore")
    return arguments


def main() -> int:
    arguments = _arguments()
    work = arguments.output.resolve().parent
    work.mkdir(parents=True, exist_ok=True)
    setup = Setup(arguments.build.resolve() / "bin", arguments.python, arguments.cache.resolve(), work,
                  arguments.repeats, arguments.keys, arguments.mebibytes, processes.environment())
    comparisons: list[Comparison] = []
    for name in arguments.benchmark or _BENCHMARKS:
        print(f"{name} ...", file=sys.stderr, flush=True)
        comparisons += _BENCHMARKS[name](setup)
    results = {"date": time.strftime("%Y-%m-%d"), "commit": _commit(), "machine": _machine(),
               "rows": [row.to_json() for row in comparisons]}
    arguments.output.write_text(json.dumps(results, indent=1), encoding="utf-8")
    print(table(comparisons))
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except processes.Failed as failure:
        print(f"run_benchmarks.py: {failure}", file=sys.stderr)
        sys.exit(1)
