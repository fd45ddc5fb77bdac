"""Calls of DynamoDB's Table resource, made by boto3 and by inia-cli."""

from __future__ import annotations

import base64
import json
import random
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import boto3
from boto3.dynamodb.types import Binary
from botocore.config import Config

from native_values import NativeMaker, native
from report import Mismatch
from request_peer import KEYS, REGION, capture

# What boto3 raises, by the code of the error that inia-cli gives.
_EXCEPTIONS = {"FloatNotSupported": "TypeError", "NotFinite": "TypeError", "MixedSet": "TypeError",
               "UnsupportedType": "TypeError", "NeedsKeyCondition": "DynamoDBNeedsKeyConditionError"}
_SHOWN = 5


@dataclass(frozen=True)
class Call:
    action: str
    params: dict[str, Any]  # tagged


def _sorted_sets(value: Any) -> Any:
    if isinstance(value, list):
        return [_sorted_sets(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {name: sorted(member) if name in ("SS", "NS", "BS") and isinstance(member, list) else _sorted_sets(member)
            for name, member in value.items()}


def _message(body: bytes) -> Any:
    """With its sets in one order, which Python's have not."""
    return _comparable(_sorted_sets(json.loads(body)))


class _Answers(BaseHTTPRequestHandler):
    """Answers a GetItem for the key "7" with the seventh item."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        body = json.dumps({"Item": self.server.items[int(asked["Key"]["pk"]["S"])]}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/x-amz-json-1.0")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: Any) -> None:
        pass


@contextmanager
def _server(items: list[Any]) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    server.items = items
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class ItemCalls:
    def __init__(self, program: str, environment: Mapping[str, str]) -> None:
        self._program = program
        self._environment = dict(environment)

    def compare_items(self, seed: int, faults: float, count: int) -> str:
        maker = NativeMaker(seed, faults)
        return self._compare_sent([Call("put_item", {"Item": {"$map": maker.item()}}) for _ in range(count)])

    def compare_conditions(self, seed: int, faults: float, count: int) -> str:
        maker = NativeMaker(seed, faults)

        def call(number: int) -> Call:
            if number % 2:
                return Call("query", {"KeyConditionExpression": {"$condition": maker.tree(True)},
                                      "FilterExpression": {"$condition": maker.tree(False)},
                                      "ExpressionAttributeNames": {"#own": "name", "#n0": "kept or not"}})
            return Call("delete_item", {"Key": {"pk": "a"}, "ConditionExpression": {"$condition": maker.tree(False)}})

        return self._compare_sent([call(number) for number in range(count)])

    def compare_answers(self, seed: int, count: int) -> str:
        maker = _WireMaker(seed)
        items = [maker.item() for _ in range(count)]
        calls = [Call("get_item", {"Key": {"pk": str(number)}}) for number in range(count)]
        with _server(items) as endpoint:
            table = self._table(endpoint)
            expected = [_outcome(lambda: table.get_item(**native(call.params)).get("Item")) for call in calls]
            found = [_error_name(answer) or _read(answer["response"].get("Item"))
                     for answer in self._inia(calls, {"endpoint_url": endpoint})]
        # Python's exceptions for answers that make no sense are many; ours is one kind.
        return self._report(items, [_plain_refusal(value) for value in expected],
                            [_plain_refusal(value) for value in found])

    def _compare_sent(self, calls: list[Call]) -> str:
        table = self._table()
        expected = [self._boto3(table, call) for call in calls]
        found = []
        for answer in self._inia(calls, {"dry_run": True}):
            body = answer.get("request", {}).get("body_base64", "")
            found.append(_error_name(answer) or _message(base64.b64decode(body)))
        return self._report([call.params for call in calls], expected, found)

    @staticmethod
    def _report(asked: list[Any], expected: list[Any], found: list[Any]) -> str:
        lines = []
        for number, (wanted, got) in enumerate(zip(expected, found, strict=True)):
            if repr(wanted) != repr(got):
                lines.append(f"{number}: {str(asked[number])[:400]}\n  boto3 {wanted!r:.600}\n  inia  {got!r:.600}")
        if lines:
            raise Mismatch(f"{len(lines)} of {len(asked)} differ\n" + "\n".join(lines[:_SHOWN]))
        refused = [wanted for wanted in expected if isinstance(wanted, str)]
        kinds = ", ".join(f"{refused.count(name)} {name}" for name in sorted(set(refused)))
        return f"{len(asked) - len(refused)} equal, refused by both: {kinds or 'none'}"

    @staticmethod
    def _table(endpoint: str | None = None):
        session = boto3.Session(*KEYS, region_name=REGION)
        table = session.resource("dynamodb", endpoint_url=endpoint,
                                 config=Config(retries={"total_max_attempts": 1})).Table("events")
        if endpoint is None:
            table.meta.client.meta.events.register_last("before-send.*", capture)
        return table

    @staticmethod
    def _boto3(table: Any, call: Call) -> Any:
        def sent() -> Any:
            try:
                getattr(table, call.action)(**native(call.params))
            except Exception as error:
                if not hasattr(error, "request"):
                    raise
                return _message(error.request.body)

        return _outcome(sent)

    def _inia(self, calls: list[Call], members: dict[str, Any]) -> list[dict[str, Any]]:
        rest = {"kind": "resource", "service": "dynamodb", "resource": "Table", "identifiers": ["events"],
                "region": REGION, "credentials": {"access_key": KEYS[0], "secret_key": KEYS[1]}, **members}
        lines = [json.dumps({**rest, "action": call.action, "params": call.params}) for call in calls]
        done = subprocess.run([self._program, "batch"], input="\n".join(lines).encode() + b"\n", capture_output=True,
                              env=self._environment, check=True)
        return [json.loads(line) for line in done.stdout.splitlines()]


def _outcome(work: Callable[[], Any]) -> Any:
    """What came of it, or the name of the exception."""
    try:
        return _comparable(work())
    except Exception as error:
        return type(error).__name__


def _error_name(answer: dict[str, Any]) -> str:
    code = answer.get("error", {}).get("code", "")
    return _EXCEPTIONS.get(code, code)


def _read(item: Any) -> Any:
    return _comparable(native(item))


def _plain_refusal(value: Any) -> Any:
    return "refused" if isinstance(value, str) else value


def _comparable(value: Any) -> Any:
    """With one representation for what is equal: sets sorted, members too."""
    if isinstance(value, Binary):
        return value.value
    if isinstance(value, set):
        return "set", sorted(repr(_comparable(item)) for item in value)
    if isinstance(value, list):
        return [_comparable(item) for item in value]
    if isinstance(value, dict):
        return {name: _comparable(member) for name, member in sorted(value.items())}
    return value


class _WireMaker:
    """Typed values as a service might send them."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._native = NativeMaker(seed)

    def item(self) -> dict[str, Any]:
        return {f"{self._native.text()} {number}": self._value() for number in range(self._random.randrange(1, 6))}

    def _binary(self) -> str:
        return base64.b64encode(self._native.binary()).decode()

    def _number(self) -> str:
        odd = ("abc", "", "NaN", "Infinity", "-Infinity", "+7", ".5", "5.", "1e5", "0E-130", "-0", "00012.500",
               "1E+126", "9" * 39, "1" + "0" * 40)
        return self._random.choice(odd) if self._random.random() < 0.1 else str(self._native.number())

    def _value(self, depth: int = 0) -> dict[str, Any]:
        def several(make: Callable[[], Any]) -> list[Any]:
            return [make() for _ in range(self._random.randrange(4))]

        kinds: dict[str, Callable[[], Any]] = {
            "S": self._native.text, "N": self._number, "B": self._binary, "BOOL": lambda: self._random.random() < 0.5,
            "NULL": lambda: self._random.random() < 0.9, "SS": lambda: several(self._native.text),
            "NS": lambda: several(lambda: str(self._native.decimal())), "BS": lambda: several(self._binary)}
        if depth < 6:
            kinds |= {"L": lambda: several(lambda: self._value(depth + 1)),
                      "M": lambda: {self._native.text(): self._value(depth + 1) for _ in range(2)}}
        if self._random.random() < 0.01:
            return self._random.choice(({}, {"X": "1"}, {"N": "1" * 39 + "2"}))
        name = self._random.choice(list(kinds))
        return {name: kinds[name]()}
