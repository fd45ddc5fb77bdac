"""What the sandbox's buckets hold: plain definitions, shared by the moto and the MinIO seeding.

Everything here is computed from the keys, so two seedings of one version are equal byte for byte and a test can
derive what it should read. Bodies are small (a few KB, some MB in all) but well-formed for their suffix where that is
cheap: a `.gz` can be unpacked.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

WEST, EAST, PROD = "us-west-2", "us-east-1", "eu-central-1"


@dataclass(frozen=True)
class ObjectSpec:
    key: str
    body: bytes
    modified: datetime = datetime(2026, 7, 14, 10, 0, 3)
    content_type: str = "application/octet-stream"
    storage_class: str = "STANDARD"
    metadata: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    kms: bool = False


@dataclass(frozen=True)
class Deletion:
    """A delete of the current version: leaves a delete marker in a versioned bucket."""

    key: str


# ---- bodies ---------------------------------------------------------------------------------------------------------


def _rank(text: str) -> int:
    """A stable pseudo-random number of a text (Python's own hash differs from run to run)."""
    return zlib.crc32(text.encode())


def _json_lines(seed: str, count: int) -> bytes:
    levels = ("info", "info", "info", "warn", "error")
    rows = []
    for index in range(count):
        value = _rank(f"{seed}-{index}")
        rows.append({"ts": f"2026-07-14T09:{value % 60:02d}:{value // 60 % 60:02d}Z", "level": levels[value % 5],
                     "request_id": f"{value:08x}", "path": f"/v2/orders/{value % 9973}", "ms": value % 800})
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


# gzip members may simply follow each other: a few compressed once make any number of valid files of any length.
_GZIP_MEMBERS = [gzip.compress(_json_lines(f"member {n}", 8 << n), mtime=0) for n in range(5)]
_TEXT = "The quick brown fox jumps over the lazy dog, as it has done since the first page of this file.\n" * 40
_NOISE = b"".join(zlib.crc32(n.to_bytes(4, "big")).to_bytes(4, "big") for n in range(4096))


def gzip_body(key: str, members: int = 0) -> bytes:
    rank = _rank(key)
    if members:
        return _GZIP_MEMBERS[-1] * members
    return _GZIP_MEMBERS[rank % 5] + _GZIP_MEMBERS[rank // 5 % 4]


def noise_body(key: str, least: int = 400, most: int = 9000) -> bytes:
    return _NOISE[: least + _rank(key) % (most - least)]


def text_body(key: str) -> bytes:
    return f"# {key}\n\n{_TEXT[: 200 + _rank(key) % 3000]}\n".encode()


def parquet_body(key: str) -> bytes:
    return b"PAR1" + noise_body(key) + b"PAR1"


# ---- the data lake: more than 5,000 objects, 3,720 of them side by side in logs/2026/07/ -----------------------------

_APPS = ("api", "app", "auth", "billing", "worker")
_CHOSEN = "logs/2026/07/app-2026-07-14T09.jsonl.gz"


def _hourly_logs() -> Iterator[ObjectSpec]:
    start = datetime(2026, 7, 1)
    for app in _APPS:
        for hour in range(31 * 24):
            when = start + timedelta(hours=hour)
            key = f"logs/2026/07/{app}-{when:%Y-%m-%dT%H}.jsonl.gz"
            chosen = key == _CHOSEN
            yield ObjectSpec(
                key, gzip_body(key, 900 if chosen else 0), modified=when + timedelta(hours=1, seconds=_rank(key) % 50),
                content_type="application/x-ndjson", headers={"Content-Encoding": "gzip"},
                storage_class="INTELLIGENT_TIERING" if when.day <= 20 else "STANDARD",
                metadata={"producer": "ingest-worker/4.2.1", "record-count": str(8 + _rank(key) % 4000),
                          "source-host": f"ip-10-0-14-{_rank(key) % 250}"},
                tags={"team": "data", "env": "sandbox", "retention": "90d"} if chosen else {}, kms=True)


def _daily_logs() -> Iterator[ObjectSpec]:
    for first, days in ((datetime(2025, 1, 1), 365), (datetime(2026, 1, 1), 181)):
        for day in range(days):
            when = first + timedelta(days=day)
            key = f"logs/{when:%Y/%m}/app-{when:%Y-%m-%d}.jsonl.gz"
            yield ObjectSpec(key, gzip_body(key), modified=when + timedelta(days=1, minutes=4),
                             content_type="application/x-ndjson", headers={"Content-Encoding": "gzip"},
                             storage_class="GLACIER_IR" if when.year == 2025 else "STANDARD_IA", kms=True)


def _beside_the_logs() -> Iterator[ObjectSpec]:
    prefix = "logs/2026/07/"
    when = datetime(2026, 7, 14, 12, 4)
    yield ObjectSpec(prefix + "daily summary + notes.md", text_body("daily summary"), when, "text/markdown")
    yield ObjectSpec(prefix + "manifest.json", json.dumps({"apps": _APPS, "hours": 744}).encode(), when,
                     "application/json")
    yield ObjectSpec(prefix + "report-ünïcode.parquet", parquet_body("report"), when, storage_class="GLACIER_IR")
    for day in range(1, 32):
        moment = datetime(2026, 7, day, 23, 59, 1)
        for folder in ("errors", "metrics"):
            key = f"{prefix}{folder}/{folder}-2026-07-{day:02d}.json"
            yield ObjectSpec(key, _json_lines(key, 1 + _rank(key) % 20), moment, "application/json")


def _raw_events() -> Iterator[ObjectSpec]:
    for hour in range(14 * 24):
        when = datetime(2026, 7, 1) + timedelta(hours=hour)
        for part in range(2):
            key = f"raw/events/dt={when:%Y-%m-%d}/hour={when:%H}/part-{part:05d}.parquet"
            yield ObjectSpec(key, parquet_body(key), when + timedelta(minutes=61), "application/vnd.apache.parquet")


def _tables() -> Iterator[ObjectSpec]:
    for table in ("customers", "orders", "shipments"):
        when = datetime(2026, 7, 14, 3, 0)
        yield ObjectSpec(f"tables/{table}/_schema.json", json.dumps({"table": table, "version": 3}).encode(), when,
                         "application/json")
        for month in range(1, 8):
            for part in range(12):
                key = f"tables/{table}/year=2026/month={month:02d}/part-{part:05d}.snappy.parquet"
                yield ObjectSpec(key, parquet_body(key), when, "application/vnd.apache.parquet",
                                 tags={"table": table} if part == 0 else {})


def data_lake() -> Iterator[ObjectSpec]:
    yield ObjectSpec("README.md", text_body("acme-data-lake"), datetime(2026, 1, 7, 9, 30), "text/markdown",
                     metadata={"owner": "data-platform"}, tags={"team": "data"})
    for part in (_hourly_logs, _daily_logs, _beside_the_logs, _raw_events, _tables):
        yield from part()


# ---- odd keys -------------------------------------------------------------------------------------------------------


def _long_key() -> str:
    """1,000 bytes; its parts stay below 255 bytes, the most a file name may have under MinIO."""
    return ("long/" + "/".join("abcdefghij" * 19 for _ in range(6)))[:996] + ".txt"


ODD_KEYS = (
    "plain.txt", "with space.txt", " leading space.txt", "trailing space.txt ", "two  spaces.txt", "plus+sign.txt",
    "100% done.txt", "percent%20encoded.txt", "percent%2Fslash.txt", "percent%zz.txt", "question?mark#hash.txt",
    "semi;colon,comma=equals&and@at:colon$dollar.txt", "tilde~(paren)!star*quote'.txt", "back\\slash.txt",
    "brackets[0]{1}|^`.txt", "markup/&<>\"'.txt", "markup/&amp;.txt", "markup/]]>.txt",
    "double//slash.txt", "double///three.txt", "/leading-slash.txt", "//two-leading-slashes.txt", "folder/",
    "folder/inside.txt", "unicode/composed-caf\u00e9.txt", "unicode/decomposed-cafe\u0301.txt", "unicode/日本語.txt",
    "unicode/emoji-🦊.txt", "unicode/rtl-שלום.txt", "control/bell-\x07.txt", "control/tab-\t.txt",
    "control/return-\r.txt", "control/delete-\x7f.txt", _long_key(),
    "dots/./here.txt", "dots/../up.txt", "dots/...txt", "dots/.hidden", "./start.txt", "../start.txt",
)


def has_dot_segment(key: str) -> bool:
    return any(part in (".", "..") for part in key.split("/"))


def accepted_by_minio(key: str) -> bool:
    """MinIO maps keys to file names: it refuses dot segments and would fold empty segments."""
    return not has_dot_segment(key) and "//" not in key and not key.startswith("/")


def odd_keys() -> Iterator[ObjectSpec]:
    """The body of each is its key in UTF-8 and a line feed; that of `folder/`, the mark of a folder, is empty."""
    for key in ODD_KEYS:
        yield ObjectSpec(key, b"" if key.endswith("/") else key.encode() + b"\n", content_type="text/plain")


# ---- smaller buckets ------------------------------------------------------------------------------------------------


def versioned() -> Iterator[ObjectSpec | Deletion]:
    """In order of time: 4 versions of one object, deleted ones, one deleted and written again."""
    when = datetime(2026, 3, 2, 8, 0)

    def write(key: str, number: int) -> ObjectSpec:
        return ObjectSpec(key, f"# {key}, version {number}\n".encode(), when + timedelta(days=number), "text/plain")

    for number in range(1, 5):
        yield write("config/app.yaml", number)
    yield write("config/retired.yaml", 1)
    yield write("config/retired.yaml", 2)
    yield Deletion("config/retired.yaml")
    yield write("docs/guide.md", 1)
    yield Deletion("docs/guide.md")
    yield write("docs/guide.md", 3)
    for index in range(1, 21):
        yield write(f"drafts/draft-{index:02d}.md", 1)
        yield write(f"drafts/draft-{index:02d}.md", 2)
    for index in range(1, 21, 4):
        yield Deletion(f"drafts/draft-{index:02d}.md")


def restricted() -> Iterator[ObjectSpec]:
    for name in ("salaries-2026.csv", "board/minutes-2026-06.pdf", "legal/settlement.docx"):
        yield ObjectSpec(name, noise_body(name), kms=True)


def web_assets() -> Iterator[ObjectSpec]:
    icon = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6"/></svg>\n'
    page = b"<!doctype html><meta charset=utf-8><title>Acme</title><link rel=stylesheet href=css/site.css>\n"
    files = {"index.html": (page, "text/html; charset=utf-8"), "404.html": (page, "text/html; charset=utf-8"),
             "robots.txt": (b"User-agent: *\nDisallow: /private/\n", "text/plain"),
             "css/site.css": (b"body { font: 16px/1.5 system-ui; margin: 2rem auto; max-width: 60rem }\n", "text/css"),
             "js/app.9f3c1e.js": (b"document.title += ' ready';\n" * 60, "text/javascript"),
             "js/app.9f3c1e.js.map": (b'{"version":3,"sources":["app.ts"],"mappings":"AAAA"}\n', "application/json")}
    for name, (body, kind) in files.items():
        yield ObjectSpec(name, body, datetime(2026, 6, 30, 15, 12), kind,
                         headers={"Cache-Control": "public, max-age=300"}, metadata={"build": "2026.26.3"})
    for index in range(40):
        yield ObjectSpec(f"img/icons/icon-{index:02d}.svg", icon, datetime(2026, 5, 4, 11, 0), "image/svg+xml",
                         headers={"Cache-Control": "public, max-age=31536000, immutable"})
    for weight in ("regular", "medium", "bold"):
        yield ObjectSpec(f"fonts/inter-{weight}.woff2", noise_body(weight), datetime(2026, 1, 9), "font/woff2")


def backups() -> Iterator[ObjectSpec]:
    classes = ("STANDARD", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE")
    for age, storage_class in enumerate(classes):
        for database in ("accounts", "catalog", "orders"):
            when = datetime(2026, 7, 14, 2, 0) - timedelta(days=30 * age)
            key = f"postgres/{database}/{when:%Y-%m-%d}/base.tar.gz"
            yield ObjectSpec(key, gzip_body(key, 20 + _rank(key) % 60), when, "application/gzip", storage_class,
                             metadata={"database": database, "pg-version": "16.3"})


def numbered(count: int, prefix: str, suffix: str = ".json") -> Iterator[ObjectSpec]:
    """`count` small objects side by side, named so that their order is the order of their numbers."""
    for index in range(count):
        key = f"{prefix}{index:06d}{suffix}"
        yield ObjectSpec(key, json.dumps({"index": index, "key": key}).encode(),
                         datetime(2026, 7, 1) + timedelta(minutes=index), "application/json")


def reports(quarters: int, owner: str) -> Iterator[ObjectSpec]:
    for index in range(quarters):
        year, quarter = 2026 - index // 4, 4 - index % 4
        for kind, content_type in (("pdf", "application/pdf"), ("csv", "text/csv")):
            key = f"{year}/q{quarter}/{owner}-{year}-q{quarter}.{kind}"
            yield ObjectSpec(key, noise_body(key), datetime(year, quarter * 3, 28), content_type,
                             metadata={"approved-by": owner})
