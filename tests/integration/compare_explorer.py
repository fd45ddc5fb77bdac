"""Every collection that inference finds in the services of a seeded account, and below their first rows: none may fail
for which boto3 gets an answer.

    python compare_explorer.py INIA_CLI [SERVICE]...

Starts a sandbox of its own, so that what it adds to the account is in nobody's way.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

_PROFILE = "sandbox-west"
_ACCOUNT = "123456789012"
_DEPTH = 4
_PER_COLLECTION = 2  # rows of it are walked into
_LEAST_SERVICES = 60
_LEAST_COLLECTIONS = 250


class Explorer:
    def __init__(self, batch: Any, session: Any, service: str) -> None:
        from botocore.config import Config

        self._batch = batch
        self._service = service
        self._client = session.client(service, config=Config(retries={"total_max_attempts": 1}))
        self.listed: Counter = Counter()   # rows by "type.collection"
        self.refused: Counter = Counter()  # for both
        self.problems: list[str] = []

    def run(self) -> None:
        level: list[dict[str, Any]] = [{"service": self._service, "account": _ACCOUNT}]
        seen: set[str] = set()
        for _ in range(_DEPTH):
            level = self._walk(level, seen)

    def _walk(self, level: list[dict[str, Any]], seen: set[str]) -> list[dict[str, Any]]:
        structures = self._batch.ask([line | {"structure": True} for line in level])
        asks = []
        for line, structure in zip(level, structures, strict=True):
            if "response" not in structure:
                self.problems.append(f"{line}: {structure.get('error')}")
                continue
            asks += [(line, collection) for collection in structure["response"]["collections"]
                     if not collection["needs_data"] and self._is_new(line, collection, seen)]
        answers = self._batch.ask([line | {"collection": collection["name"], "limit": 50}
                                   for line, collection in asks])
        following: list[dict[str, Any]] = []
        for (line, collection), answer in zip(asks, answers, strict=True):
            where = f"{line.get('resource', '')}.{collection['name']}"
            if "error" in answer:
                self._judge(where, collection, answer["error"])
                continue
            rows = answer["response"]
            self.listed[where] += len(rows)
            following += [{"service": self._service, "account": _ACCOUNT, "resource": collection["type"],
                           "identifiers": list(row["identifiers"].values())} for row in rows[:_PER_COLLECTION]]
        return following

    @staticmethod
    def _is_new(line: dict[str, Any], collection: dict[str, Any], seen: set[str]) -> bool:
        key = f"{line.get('resource')}.{collection['name']} {line.get('identifiers')}"
        if key in seen:
            return False
        seen.add(key)
        return True

    def _judge(self, where: str, collection: dict[str, Any], error: dict[str, Any]) -> None:
        problem = boto3_gets(self._client, collection["operation"], collection["params"] or {})
        if problem:
            self.problems.append(f"{where} {collection['params']}: {error}; {problem}")
        else:
            self.refused[where] += 1


def boto3_gets(client: Any, operation: str, params: dict[str, Any]) -> str:
    """Why the same call by boto3 makes an error a problem; empty where boto3 gets an error as well."""
    from botocore import xform_name
    from botocore.exceptions import ParamValidationError

    try:
        getattr(client, xform_name(operation))(**params)
    except ParamValidationError as refusal:
        return f"parameters that no service takes: {refusal}"
    except Exception:  # an error of the service, or what is no answer of one to botocore either
        return ""
    return "boto3 gets an answer"


def main(arguments: list[str]) -> int:
    from inia_cli import started_sandbox, without_aws

    with tempfile.TemporaryDirectory() as folder, started_sandbox(folder) as sandbox:
        environment = without_aws(os.environ) | {"AWS_CONFIG_FILE": sandbox["config"],
                                                 "AWS_SHARED_CREDENTIALS_FILE": sandbox["credentials"]}
        os.environ.clear()
        os.environ.update(environment)
        return _compare(arguments[0], environment, arguments[1:])


def _compare(program: str, environment: dict[str, str], services: list[str]) -> int:
    import boto3
    from explorer_seed import seed, seeded_services
    from walk import Batch

    session = boto3.Session(profile_name=_PROFILE)
    seed(session)
    batch = Batch(program, environment, _PROFILE)
    problems: list[str] = []
    opened = listed = rows = refused = 0
    chosen = services or seeded_services()
    for service in chosen:
        explorer = Explorer(batch, session, service)
        explorer.run()
        problems += [f"{service} {problem}" for problem in explorer.problems]
        opened += bool(explorer.listed)
        listed += len(explorer.listed)
        rows += sum(explorer.listed.values())
        refused += sum(explorer.refused.values())
    print(f"{opened} services opened, {listed} collections listed, {rows} rows; {refused} refused to boto3 as well")
    for problem in problems:
        print("problem:", problem)
    if not services and (opened < _LEAST_SERVICES or listed < _LEAST_COLLECTIONS):
        print(f"fewer than {_LEAST_SERVICES} services or {_LEAST_COLLECTIONS} collections")
        return 1
    return 1 if problems else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    try:
        import boto3  # noqa: F401
        import moto  # noqa: F401
    except ImportError as missing:
        print("Skipped as a whole:", missing)
        sys.exit(0)
    sys.exit(main(sys.argv[1:]))
