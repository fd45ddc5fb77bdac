"""The first request of every action, batch action, collection and waiter of a resource type."""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

from botocore import xform_name

import request_peer
from inia_cli import to_json
from report import Mismatch
from request_meaning import request_differences
from request_peer import AT, KEYS, REGION, TOKEN, Sent
from resource_structure import SERVICE, class_of
from sample_params import Sampler


@dataclass(frozen=True)
class Ask:
    """One thing asked of a resource: in boto3's words, and as members of a batch line."""

    name: str
    ask: Callable[[Any], Any]
    members: dict[str, Any] = field(default_factory=dict)
    kind: str = ""


def _identifier(service: str, name: str) -> Any:
    if name == "part_number":
        return 3
    if name == "url" or name == "queue_url":
        return "https://sqs.us-west-2.amazonaws.com/123456789012/orders"
    if name.endswith("arn"):
        return f"arn:aws:{service}:us-west-2:123456789012:thing"
    if service == "glacier" and name == "account_id":
        return "123456789012"
    return "an-" + name.replace("_", "-")


class ResourceRequests:
    def __init__(self, program: str, environment: Mapping[str, str], service: str) -> None:
        self._program = program
        self._environment = environment
        self._service = service
        self._client = request_peer.client(service)
        self._asked: Counter = Counter()

    @property
    def asked(self) -> Counter:
        """How much of each kind has been compared."""
        return self._asked

    def compare(self, resource: str) -> str:
        made = class_of(self._service, resource)
        identifiers = [_identifier(self._service, name) for name in made.meta.identifiers]
        if resource == "KeyPair":
            return "made by actions only"
        asks = list(self._asks(made))
        if not asks:
            return "nothing to ask"
        # The service offers some types by another name.
        offered = {"KeyPairInfo": "KeyPair"}.get(resource, resource)
        found = self._inia(offered, identifiers, asks)
        lines = []
        for ask, answer in zip(asks, found, strict=True):
            expected = self._boto3(made, identifiers, ask)
            lines += [f"{ask.name}: {line}" for line in request_differences(self._service, expected, answer)]
        if lines:
            raise Mismatch("\n".join(lines[:24]))
        self._asked.update(ask.kind for ask in asks if ask.kind)
        return f"{len(asks)} requests"

    def _params(self, operation: str, made_by_model: list[str]) -> dict[str, Any]:
        """Every member that the definition leaves to the caller."""
        params = Sampler(required_only=False).params(self._client.meta.service_model.operation_model(operation))
        filled = {target.split(".")[0].split("[")[0] for target in made_by_model}
        return {name: value for name, value in params.items() if name not in filled}

    def _asks(self, made: type) -> Iterator[Ask]:
        model = made.meta.resource_model
        if hasattr(made, "load"):
            yield Ask("load", lambda resource: resource.load(), {"action": "load"}, "loads")
        for action in model.actions:
            yield self._action(action)
        for name in ("create_tags", "delete_tags"):
            if hasattr(made, name) and name not in {action.name for action in model.actions}:
                params = self._params(_operation_of(name), ["Resources"] if name == "delete_tags" else [])
                yield Ask(name, lambda resource, name=name, params=params: getattr(resource, name)(**params),
                          {"action": name, "params": params})
        for collection in model.collections:
            name = collection.name
            params = self._params(collection.request.operation, [param.target for param in collection.request.params])
            params = {member: value for member, value in params.items() if not _is_paging(member)}
            yield Ask(name, lambda resource, name=name: list(getattr(resource, name).all()), {"collection": name},
                      "collections")
            yield Ask(f"{name}.filter",
                      lambda resource, name=name, params=params: list(getattr(resource, name).filter(**params)),
                      {"collection": name, "filter": params})
            if self._lacks_page_size(collection.request.operation):
                continue  # boto3 gives up there; inia-cli asks for pages as they are
            yield Ask(f"{name}.page_size",
                      lambda resource, name=name: list(getattr(resource, name).page_size(7)),
                      {"collection": name, "page_size": 7})
        for waiter in model.waiters:
            yield Ask(waiter.name, lambda resource, name=waiter.name: getattr(resource, name)(), {"wait": waiter.name},
                      "waiters")

    def _lacks_page_size(self, operation: str) -> bool:
        method = xform_name(operation)
        return (self._client.can_paginate(method)
                and "limit_key" not in self._client.get_paginator(method)._pagination_cfg)

    def _action(self, action) -> Ask:
        params = self._params(action.request.operation, [param.target for param in action.request.params
                                                         if param.source != "input"])
        return Ask(action.name, lambda resource: getattr(resource, action.name)(**params),
                   {"action": action.name, "params": params}, "actions")

    def _boto3(self, made: type, identifiers: list[Any], ask: Ask) -> Sent:
        resource = made(*identifiers, client=self._client)

        def call(**_ignored: Any) -> None:
            ask.ask(resource)

        # What request_peer freezes for a call of a client, it freezes for whatever is called in its place.
        with mock.patch.object(self._client, "inia_asks", call, create=True):
            return request_peer.boto3_sends(self._service, "inia_asks", {})

    def _inia(self, resource: str, identifiers: list[Any], asks: list[Ask]) -> Iterator[Sent]:
        lines = []
        for number, ask in enumerate(asks):
            line = {"id": number, "kind": "resource", "service": self._service, "region": REGION, "dry_run": True,
                    "at": f"{AT:%Y-%m-%dT%H:%M:%SZ}", "idempotency_token": TOKEN,
                    "config": {"defaults_mode": "legacy"},
                    "credentials": {"access_key": KEYS[0], "secret_key": KEYS[1]}}
            if resource != SERVICE:
                line |= {"resource": resource, "identifiers": identifiers}
            lines.append(to_json(line | ask.members))
        done = subprocess.run([self._program, "batch"], input="\n".join(lines).encode() + b"\n", capture_output=True,
                              env=dict(self._environment), check=False)
        return request_peer.answers(done.stdout)


def _operation_of(name: str) -> str:
    return "".join(word.title() for word in name.split("_"))


def _is_paging(member: str) -> bool:
    """Members that a paginator refuses to be given."""
    return xform_name(member) in {"marker", "next_token", "max_items", "max_results", "max_keys", "limit",
                                  "exclusive_start_table_name", "key_marker", "upload_id_marker", "version_id_marker",
                                  "part_number_marker", "continuation_token", "max_uploads", "max_parts",
                                  "max_records", "encoding_type", "max_buckets"}
