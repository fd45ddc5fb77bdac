#!/usr/bin/env python3
"""Measures Inia beside its peers in one run and writes results.json; see README.md for how to run it."""

from __future__ import annotations

import argparse
import filecmp
import json
import os
import platform
import shutil
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
    files: int
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


def _record(setup: Setup) -> list[Comparison]:
    """What the inspector's records cost: the peer is the same program without them."""
    command = [str(setup.programs / "inia-bench"), "record", str(cases.write_cases(setup.work / "cases"))]
    samples: dict[str, list[dict[str, Any]]] = {}
    for _ in range(setup.repeats):
        for row in json.loads(processes.output(command, setup.environment))["rows"]:
            samples.setdefault(row["name"], []).append(row)
    least = {name: min(row["cpu"]["min"] for row in rows) for name, rows in samples.items()}
    comparisons = [
        Comparison(f"record: {name}", "s", least[f"{name}: recorded"], seconds, "unrecorded",
                   details={"inia": samples[f"{name}: recorded"], "peer": samples[f"{name}: unrecorded"]})
        for name, seconds in ((name.removesuffix(": unrecorded"), seconds) for name, seconds in least.items()
                              if name.endswith(": unrecorded"))]
    # Less than what the log keeps, which is a matter of its own.
    keys = min(setup.keys, 300_000)
    with processes.list_server(setup.programs / "inia-listserver", "--keys", str(keys)) as url:
        usages: tuple[list[dict[str, Any]], list[dict[str, Any]]] = ([], [])
        for _ in range(max(setup.repeats, 10)):
            for options, answers in zip(([], ["--record"]), usages):
                answers += _answers([processes.run(_bench_command(setup, url, "list", *options), setup.environment,
                                                   True)], keys)
    for clock, target in (("wall", 1.05), ("cpu", None)):
        theirs, ours = (min(answer[f"{clock}_s"] for answer in answers) for answers in usages)
        comparisons.append(Comparison(f"record: list into the window's model, {keys:,} keys: {clock}", "s", ours, theirs,
                                      "unrecorded", target, {"inia": usages[1], "peer": usages[0]}))
    return comparisons


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
                       min(answer["longest_turn_ms"] for answer in viewed) / 1e3, target=0.010,
                       details={"inia": viewed}),
            Comparison(f"{name}: wall with the table", "s", min(answer["wall_s"] for answer in viewed))]


def _ranges(setup: Setup) -> list[Comparison]:
    """One flat prefix in ranges side by side, of a server that takes its time for each page; then searches in it."""
    peer = str(peers.s5cmd(setup.cache))
    pause = 30
    repeats = min(setup.repeats, 2)

    def command(workers: int) -> list[str]:
        return _bench_command(setup, url, "ranges", "--workers", str(workers))
    with processes.list_server(setup.programs / "inia-listserver", "--keys", str(setup.keys), "--pause", str(pause)) as url:
        usages = _paired(setup, command(32), _s5cmd_command(peer, url), repeats, True)
        answers = {32: _answers(usages[0], setup.keys)}
        for workers in (1, 8, 16):
            answers[workers] = _answers([processes.run(command(workers), setup.environment, True)
                                         for _ in range(1 if workers == 1 else repeats)], setup.keys)
    name = f"ranges, {setup.keys:,} keys at {pause} ms a page"
    walls = {workers: min(answer["wall_s"] for answer in some) for workers, some in answers.items()}
    rows = _process_rows(f"{name}: 32 at a time", f"s5cmd {peers.versions()['s5cmd']}", usages, 0.08)
    rows += [Comparison(f"{name}: {workers} at a time", "s", walls[workers], walls[1], "one page after the other",
                        0.15 if workers == 16 else None, {"inia": answers[workers]}) for workers in (8, 16, 32)]
    most = 1.10 * -(-setup.keys // 1000) + 2 * 16
    rows.append(Comparison(f"{name}: requests, of {most:.0f}", "requests", max(one["requests"] for one in answers[16]),
                           target=most))
    rows.append(Comparison(f"{name}: memory a row", "B", max(one["bytes_per_row"] for one in answers[16]), target=110.0))
    rows.append(Comparison(f"{name}: longest turn of the event loop", "s",
                           min(one["longest_turn_ms"] for one in answers[16]) / 1e3, target=0.016))
    rows += [Comparison(f"{name}: {kind} among them, in memory", "s",
                        min(one[f"search_{kind}_ms"] for one in answers[16]) / 1e3,
                        target=0.3 if kind != "regex" else None) for kind in ("words", "glob", "regex")]
    return rows


def _first(setup: Setup) -> list[Comparison]:
    aws = str(peers.aws_cli(setup.cache))
    with processes.list_server(setup.programs / "inia-listserver", "--keys", "1000") as url:
        theirs = [aws, "s3", "ls", "s3://bench/", "--endpoint-url", url]
        usages = _paired(setup, _bench_command(setup, url, "first-rows"), theirs, max(setup.repeats, 5))
    return _process_rows("first rows on screen, whole process", f"aws s3 ls {peers.versions()['awscli']}", usages, 0.3)


def _window(setup: Setup) -> list[Comparison]:
    """The whole window: its start, its tabs, a full inspector."""
    def answers(what: str) -> list[dict[str, Any]]:
        command = [str(setup.programs / "inia-bench"), "window", what]
        return [json.loads(processes.run(command, setup.environment, True).output) for _ in range(setup.repeats)]
    opening, rows = answers("opening"), answers("rows")
    return [Comparison("window: start to explorer of all services", "s",
                       min(answer["ready_ms"] for answer in opening) / 1e3, target=0.150, details={"inia": opening}),
            Comparison("window: one more tab, processor time", "s",
                       min(answer["tab_cpu_ms"] for answer in opening) / 1e3, target=0.020),
            Comparison("window: one more tab, memory", "MB", min(answer["tab_mb"] for answer in opening)),
            Comparison("window: of that the explorer, processor time", "s",
                       min(answer["explorer_cpu_ms"] for answer in opening) / 1e3),
            Comparison("window: of that the explorer, memory", "MB",
                       min(answer["explorer_mb"] for answer in opening), target=2.0),
            Comparison("window: 10,000 calls in the inspector, longest turn", "s",
                       min(answer["longest_turn_ms"] for answer in rows) / 1e3, target=0.016, details={"inia": rows}),
            Comparison("window: choosing one after the other, longest turn", "s",
                       min(answer["choosing_turn_ms"] for answer in rows) / 1e3, target=0.016)]


def _in_turn(setup: Setup, commands: dict[str, list[str]], before: Callable[[], None]
             ) -> dict[str, list[processes.Usage]]:
    """Each program in turn, three times at most. `before` each, what earlier ones wrote is brought to the disk."""
    usages: dict[str, list[processes.Usage]] = {name: [] for name in commands}
    for _ in range(min(setup.repeats, 3)):
        for name, command in commands.items():
            before()
            os.sync()
            usages[name].append(processes.run(command, setup.environment, name == "inia"))
    return usages


def _transfer_rows(name: str, usages: dict[str, list[processes.Usage]], files: int, size: int) -> list[Comparison]:
    """Beside the quickest peer; the others stand in the details."""
    ours = usages["inia"]
    answers = [json.loads(usage.output) for usage in ours]
    if any((answer["files"], answer["bytes"]) != (files, size) for answer in answers):
        raise processes.Failed(f"{name}: of {files} files and {size} bytes inia-bench says {answers}")
    best = min((peer for peer in usages if peer != "inia"), key=lambda peer: min(one.wall for one in usages[peer]))
    rows = _process_rows(name, best, (ours, usages[best]), 1.0)
    rows[0].details["all"] = {peer: [asdict(usage) for usage in samples] for peer, samples in usages.items()}
    rows += [Comparison(f"{name}: wall of {peer}", "s", min(one.wall for one in samples))
             for peer, samples in usages.items() if peer not in ("inia", best)]
    peak = max(answer["peak_rss_mb"] for answer in answers)
    turn = min(answer["longest_turn_ms"] for answer in answers) / 1e3
    return [*rows, Comparison(f"{name}: peak memory", "MB", peak, target=64.0),
            Comparison(f"{name}: longest turn of the event loop", "s", turn, target=0.016)]


def _empty(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def _put_aside(folder: Path) -> None:
    """Empty, without deleting thousands of files: ext4 passes over inodes that were freed within the last minutes, one
    by one, so that whoever makes files next would pay for it."""
    if folder.exists():
        folder.rename(folder.with_name(f"{folder.name}-{time.monotonic_ns()}"))
    folder.mkdir(parents=True)


def _same_files(left: Path, right: Path) -> bool:
    def names(folder: Path) -> list[Path]:
        return sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return names(left) == names(right) and all(
        filecmp.cmp(left / name, right / name, shallow=False) for name in names(left))


def _compare(source: Path, target: Path) -> None:
    if not _same_files(source, target):
        raise processes.Failed(f"what was downloaded to {target} is not what was uploaded from {source}")


def _large_transfer(setup: Setup, url: str) -> list[Comparison]:
    """One object, beside the AWS CLI and rclone."""
    aws, rclone = str(peers.aws_cli(setup.cache)), peers.rclone()
    aws_name, rclone_name = f"aws s3 cp {peers.versions()['awscli']}", f"rclone {peers.rclone_version(rclone)}"
    where = ["--endpoint-url", url]
    theirs = peers.rclone_options(url)
    folder, targets = setup.work / "large", setup.work / "targets"
    _empty(folder)
    source = folder / "source.bin"
    block = os.urandom(1 << 20)
    with source.open("wb") as file:
        for number in range(setup.mebibytes):
            file.write(number.to_bytes(8, "big") + block[8:])
    up = _in_turn(setup, {
        "inia": _bench_command(setup, url, "transfer", "--upload", str(source), "--prefix", "ours/large/"),
        aws_name: [aws, "s3", "cp", "--quiet", str(source), "s3://bench/aws", *where],
        rclone_name: [rclone, "copyto", str(source), ":s3:bench/rclone", *theirs],
    }, lambda: None)
    down = _in_turn(setup, {
        "inia": _bench_command(setup, url, "transfer", "--download", str(targets), "--prefix", "ours/large/"),
        aws_name: [aws, "s3", "cp", "--quiet", "s3://bench/aws", str(targets / "source.bin"), *where],
        rclone_name: [rclone, "copyto", ":s3:bench/rclone", str(targets / "source.bin"), *theirs],
    }, lambda: _empty(targets))
    processes.run(_bench_command(setup, url, "transfer", "--download", str(targets), "--prefix", "ours/large/"),
                  setup.environment)
    _compare(folder, targets / "large")
    size = source.stat().st_size
    for used in (folder, targets):
        shutil.rmtree(used)
    return [*_transfer_rows(f"upload of {setup.mebibytes:,} MiB", up, 1, size),
            *_transfer_rows(f"download of {setup.mebibytes:,} MiB", down, 1, size)]


def _small_transfers(setup: Setup, url: str) -> list[Comparison]:
    """Many files of 1 to 4 KiB, beside s5cmd."""
    s5cmd, name = str(peers.s5cmd(setup.cache)), f"s5cmd {peers.versions()['s5cmd']}"
    folder, targets = setup.work / "small", setup.work / "targets"
    _empty(folder)
    size = 0
    for number in range(setup.files):
        path = folder / f"{number // 500:03}" / f"file-{number:06}.dat"
        path.parent.mkdir(exist_ok=True)
        size += path.write_bytes(os.urandom(1024 + number * 7919 % 3073))
    up = _in_turn(setup, {
        "inia": _bench_command(setup, url, "transfer", "--upload", str(folder), "--prefix", "ours/"),
        name: [s5cmd, "--log", "error", "--endpoint-url", url, "cp", f"{folder}/", "s3://bench/theirs/"],
    }, lambda: None)
    down = _in_turn(setup, {
        "inia": _bench_command(setup, url, "transfer", "--download", str(targets), "--prefix", "ours/small/"),
        name: [s5cmd, "--log", "error", "--endpoint-url", url, "cp", "s3://bench/theirs/*", f"{targets}/"],
    }, lambda: _put_aside(targets))
    _compare(folder, targets)  # s5cmd came last
    _put_aside(targets)
    processes.run(_bench_command(setup, url, "transfer", "--download", str(targets), "--prefix", "ours/small/"),
                  setup.environment)
    _compare(folder, targets / "small")
    for used in (folder, *setup.work.glob("targets*")):
        shutil.rmtree(used)
    return [*_transfer_rows(f"upload of {setup.files:,} files of 1 to 4 KiB", up, setup.files, size),
            *_transfer_rows(f"download of {setup.files:,} files of 1 to 4 KiB", down, setup.files, size)]


def _transfer(setup: Setup) -> list[Comparison]:
    """Up and down, with a server on the same machine."""
    with processes.minio(setup.work / "minio", setup.environment) as url:
        processes.output([str(setup.programs / "inia-cli"), "call", "s3", "create_bucket", '{"Bucket": "bench"}',
                          "--endpoint-url", url], setup.environment)
        return [*_large_transfer(setup, url), *_small_transfers(setup, url)]


def _sync(setup: Setup) -> list[Comparison]:
    """What is unchanged, each time anew: nothing is to be done, and nothing is."""
    aws = str(peers.aws_cli(setup.cache))
    files = setup.work / "sync"
    _empty(files)
    for number in range(setup.files):
        folder = files / f"{number % 100:02}"
        folder.mkdir(exist_ok=True)
        (folder / f"{number:06}.txt").write_bytes(b"x" * (1024 + number % 3072))
    variables = setup.environment | {"XDG_DATA_HOME": str(setup.work / "sync-data")}
    _empty(setup.work / "sync-data")
    with processes.minio(setup.work / "minio", setup.environment) as url:
        inia = str(setup.programs / "inia-cli")
        processes.output([inia, "call", "s3", "create_bucket", '{"Bucket": "bench"}', "--endpoint-url", url], variables)
        ours = [inia, "sync", str(files), "s3://bench/", "--endpoint-url", url]
        processes.output(ours, variables)
        plan = json.loads(processes.output([*ours, "--dry-run"], variables))
        if plan["totals"]["same"] != setup.files or plan["totals"]["maybe"] != 0:
            raise processes.Failed(f"of {setup.files} files inia-cli sync has {plan['totals']}")
        theirs = [aws, "s3", "sync", str(files), "s3://bench/", "--endpoint-url", url]
        usages = ([], [])
        for _ in range(setup.repeats):
            usages[0].append(processes.run(ours, variables))
            usages[1].append(processes.run(theirs, variables))
    shutil.rmtree(files)
    name = f"sync of {setup.files:,} unchanged files"
    return _process_rows(name, f"aws s3 sync {peers.versions()['awscli']}", usages, 0.3)


_BENCHMARKS: dict[str, Callable[[Setup], list[Comparison]]] = {
    "client": _client,
    "sign": _sign,
    "protocol": _protocol,
    "record": _record,
    "process": _process,
    "stream": _stream,
    "list": _list,
    "ranges": _ranges,
    "first": _first,
    "window": _window,
    "transfer": _transfer,
    "sync": _sync,
}


def _number(value: float, unit: str) -> str:
    if unit in ("MB", "B", "requests"):
        return f"{value:.1f} {unit}" if unit == "MB" and value < 10 else f"{value:.0f} {unit}"
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
    parser.add_argument("--files", type=int, default=10_000, help="how many small files are transferred")
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
                  arguments.repeats, arguments.keys, arguments.mebibytes, arguments.files, processes.environment())
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
