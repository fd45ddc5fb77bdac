"""What the seeded servers hold, as JSON for the C++ tests: `python expected_content.py sandbox|minio`.

Computed from the definitions the seeding uses; no server is asked.
"""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "resources" / "sandbox"))
sys.dont_write_bytecode = True

from content import Deletion, ObjectSpec  # noqa: E402


def _bucket(name: str, steps: Iterable[ObjectSpec | Deletion]) -> dict[str, Any]:
    current: dict[str, bytes] = {}
    versions = markers = 0
    for step in steps:
        if isinstance(step, Deletion):
            current.pop(step.key)
            markers += 1
        else:
            current[step.key] = step.body
            versions += 1
    bodies = current if name == "acme-odd-keys" else {}
    return {"keys": sorted(current, key=str.encode), "versions": versions, "delete_markers": markers,
            "bodies": {key: base64.b64encode(body).decode() for key, body in bodies.items()}}


def main(server: str) -> None:
    if server == "minio":
        from seed_minio import buckets
        definitions = buckets()
    else:
        from accounts import BUCKETS
        definitions = {bucket.name: bucket.objects for bucket in BUCKETS}
    json.dump({name: _bucket(name, steps()) for name, steps in definitions.items()}, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
