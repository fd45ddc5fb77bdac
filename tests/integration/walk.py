"""Walks the resources of a service level by level: what boto3 gives for each, and what inia-cli batch gives."""

from __future__ import annotations

import json
import subprocess
import threading
from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from boto3_peer import as_printed
from differences import differences, fields
from inia_cli import to_json
from service_calls import UNKNOWN, is_another_answer, plain

_ONCE = Config(retries={"total_max_attempts": 1})
_DEPTH = 4
_ROWS = 300       # of one collection
_PER_COLLECTION = 4  # of them are walked into
_PER_TYPE = 16
_SERVICE = "ServiceResource"
# boto3's exceptions, by the codes of inia-cli. An answer that is no XML comes from a web server, not from a service.
_OWN_NAMES = {"ResourceLoadException": "ResourceLoadError"}
# The service offers a type by another name.
OFFERED = {"KeyPairInfo": "KeyPair"}


class Batch:
    """One `inia-cli batch` for many rounds of lines."""

    def __init__(self, program: str, environment: Mapping[str, str], profile: str) -> None:
        self._profile = profile
        # One call after the other: the sandbox's backends are not made for more.
        self._process = subprocess.Popen([program, "batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                         env=dict(environment))

    def ask(self, lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
        head = {"kind": "resource", "profile": self._profile, "config": {"retries": {"total_max_attempts": 1}}}
        text = "".join(to_json({"id": number, **head, **line}) + "\n" for number, line in enumerate(lines))
        # Both pipes may be full at the same time.
        writer = threading.Thread(target=self._write, args=(text.encode(),))
        writer.start()
        answers = [json.loads(self._process.stdout.readline()) for _ in lines]
        writer.join()
        return answers

    def _write(self, text: bytes) -> None:
        self._process.stdin.write(text)
        self._process.stdin.flush()

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait(timeout=30)
        self._process.stdout.close()


def type_of(resource: Any) -> str:
    return type(resource).__name__.partition(".")[2]


def identifiers_of(resource: Any) -> dict[str, Any]:
    return {name: getattr(resource, name) for name in resource.meta.identifiers}


def _key(resource: Any) -> tuple[Any, ...]:
    return type_of(resource), *identifiers_of(resource).values()


def _printed(value: Any) -> Any:
    """As inia-cli writes it."""
    if isinstance(value, list):
        return [_printed(item) for item in value]
    if not hasattr(value, "meta"):
        return as_printed(value)
    written = {"$resource": type_of(value), "identifiers": identifiers_of(value)}
    return written if value.meta.data is None else written | {"data": as_printed(value.meta.data)}


def _error(code: str) -> dict[str, str]:
    return {"error": "unknown to the sandbox" if code in UNKNOWN else _OWN_NAMES.get(code, code)}


def _boto3_error(error: Exception) -> dict[str, str]:
    return _error(error.response["Error"].get("Code", "") if isinstance(error, ClientError) else type(error).__name__)


class Walk:
    def __init__(self, batch: Batch, session: boto3.Session, service: str, favourites: Collection[str]) -> None:
        self._batch = batch
        self._service = service
        self._favourites = favourites
        self._root = session.resource(service, config=_ONCE)
        self._seen: set[tuple[Any, ...]] = set()
        self._walked: Counter = Counter()
        self.rows: Counter = Counter()  # by "Type.collection", those without rows included
        self.references: Counter = Counter()  # that led somewhere
        self.errors: dict[str, str] = {}
        self.problems: list[str] = []
        self.compared = 0

    @property
    def resources(self) -> int:
        return len(self._seen)

    def run(self) -> None:
        level = [self._root]
        for _ in range(_DEPTH):
            level = self._walk_level(level)

    def _walk_level(self, level: list[Any]) -> list[Any]:
        asks = [ask for resource in level for ask in self._asks(resource)]
        found = self._batch.ask([line for _, _, line in asks])
        following: list[Any] = []
        for (resource, name, line), answer in zip(asks, found, strict=True):
            expected = self._boto3(resource, line)
            self._compare(resource, name, line, expected, answer)
            following += self._steps(expected, answer)
        for resource in level:
            following += self._unseen(self._parts(resource), _PER_TYPE)
        return following

    def _asks(self, resource: Any) -> list[tuple[Any, str, dict[str, Any]]]:
        model = resource.meta.resource_model
        line: dict[str, Any] = {"service": self._service}
        asks = []
        if resource is not self._root:
            offered = OFFERED.get(type_of(resource), type_of(resource))
            line |= {"resource": offered, "identifiers": list(identifiers_of(resource).values())}
            names = self._attributes(resource) + [reference.name for reference in model.references]
            if names:
                asks.append((resource, "get", line | {"get": names}))
        return asks + [(resource, collection.name, line | {"collection": collection.name, "limit": _ROWS})
                       for collection in model.collections]

    @staticmethod
    def _attributes(resource: Any) -> list[str]:
        model = resource.meta.resource_model
        if not model.shape:
            return []
        shape = resource.meta.client.meta.service_model.shape_for(model.shape)
        return list(model.get_attributes(shape))

    @staticmethod
    def _boto3(resource: Any, line: dict[str, Any]) -> Any:
        """A value for each name that is asked for, the rows of a collection, or the error."""
        try:
            if "get" in line:
                return {name: getattr(resource, name) for name in line["get"]}
            return list(getattr(resource, line["collection"]).limit(_ROWS))
        except Exception as error:
            return error

    def _compare(self, resource: Any, name: str, line: dict[str, Any], expected: Any, answer: dict[str, Any]) -> None:
        where = f"{type_of(resource)}.{name}"
        if isinstance(expected, Exception):
            wanted, got = _boto3_error(expected), _error(answer.get("error", {}).get("code", "none"))
            self.errors.setdefault(where, f"{expected}"[:100])
        else:
            got = plain(answer["response"]) if "response" in answer else answer
            wanted = ({member: _printed(value) for member, value in expected.items()} if isinstance(expected, dict)
                      else _printed(expected))
        lines = ([] if is_another_answer(expected, answer.get("error", {}).get("code"))
                 else differences(wanted, got))
        if lines and differences(wanted, self._again(resource, line, wanted)):
            lines = []  # the sandbox makes it up anew each time
        self.problems += [f"{resource!r} {name}: {text}" for text in lines[:4]]
        self.compared += fields(wanted)
        if isinstance(expected, dict):
            model = resource.meta.resource_model
            self.references.update(f"{type_of(resource)}.{reference.name}" for reference in model.references
                                   if expected[reference.name])
        if "collection" in line:
            self.rows[where] += 0 if isinstance(expected, Exception) else len(expected)

    def _again(self, resource: Any, line: dict[str, Any], wanted: Any) -> Any:
        fresh = resource if resource is self._root else type(resource)(*identifiers_of(resource).values(),
                                                                       client=resource.meta.client)
        value = self._boto3(fresh, line)
        if isinstance(value, Exception):
            return _boto3_error(value)
        if isinstance(value, dict):
            return {name: _printed(member) for name, member in value.items()}
        return _printed(value)

    def _steps(self, expected: Any, answer: dict[str, Any]) -> list[Any]:
        """Resources to walk into next; loaded data is left behind."""
        if isinstance(expected, Exception) or "response" not in answer:
            return []
        values = expected.values() if isinstance(expected, dict) else [expected]
        return self._unseen([child for value in values for child in (value if isinstance(value, list) else [value])
                             if hasattr(child, "meta")], _PER_COLLECTION)

    @staticmethod
    def _parts(resource: Any) -> list[Any]:
        """Sub-resources for which the resource knows all identifiers."""
        return [getattr(resource, part.name)() for part in resource.meta.resource_model.subresources
                if all(identifier.source != "input" for identifier in part.resource.identifiers)]

    def _unseen(self, children: list[Any], limit: int) -> list[Any]:
        children.sort(key=lambda child: self._favourites.isdisjoint(map(str, identifiers_of(child).values())))
        steps = []
        for child in children:
            key = _key(child)
            if key in self._seen or self._walked[key[0]] >= _PER_TYPE:
                continue
            self._seen.add(key)
            self._walked[key[0]] += 1
            steps.append(type(child)(*key[1:], client=child.meta.client))
            if len(steps) == limit:
                break
        return steps
