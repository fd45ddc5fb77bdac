"""Requests that come after an answer: batch actions of collections, and actions that need the resource's data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.parsers import ResponseParserError

from recording_proxy import Recorder
from report import Mismatch
from resource_structure import SERVICE, class_of, types_of
from walk import OFFERED, Batch, identifiers_of, type_of

_PAGE = 2
_ROWS = 30
_PARAMS = {"create_tags": {"Tags": [{"Key": "ü", "Value": "<&>"}]}}


@dataclass(frozen=True)
class Case:
    """`collection` is empty where the action is the resource's own."""

    resource: Any
    action: str
    collection: str = ""
    params: dict[str, Any] = field(default_factory=dict)

    def tag(self) -> str:
        return ".".join(filter(None, (type_of(self.resource), self.collection, self.action)))


def _needs_data(action: Any) -> bool:
    return any(parameter.source == "data" for parameter in action.request.params)


class ResourceWrites:
    def __init__(self, batch: Batch, session: boto3.Session, service: str, recorder: Recorder) -> None:
        self._batch = batch
        self._service = service
        self._recorder = recorder
        self._root = session.resource(service, endpoint_url=recorder.endpoint,
                                      config=Config(retries={"total_max_attempts": 1}))

    def cases(self) -> Iterator[Case]:
        """With resources of the account: the first ones whose collection has rows."""
        for name in types_of(self._service):
            model = class_of(self._service, name).meta.resource_model
            for collection in model.collections:
                actions = collection.resource.model.batch_actions
                owner = self._owner(name, collection.name) if actions else None
                if owner is not None:
                    yield from (Case(owner, action.name, collection.name, _PARAMS.get(action.name, {}))
                                for action in actions)
            actions = list(filter(_needs_data, model.actions))
            resources = self._all(name) if actions else []
            yield from (Case(resource, action.name) for resource in resources[:1] for action in actions)

    def compare(self, case: Case) -> str:
        """Only what is sent counts: the proxy's answers to writes say nothing."""
        fresh = case.resource
        if fresh is not self._root:
            fresh = type(fresh)(*identifiers_of(fresh).values(), client=fresh.meta.client)
        self._recorder.take()
        subject = getattr(fresh, case.collection).page_size(_PAGE) if case.collection else fresh
        getattr(subject, case.action)(**case.params)
        expected = self._recorder.take()
        answer, = self._batch.ask([self._line(case)])
        found = self._recorder.take()
        if expected != found:
            raise Mismatch(f"boto3 {expected}\ninia  {found}\n{answer.get('error', '')}")
        return f"{len(expected)} requests: {', '.join(request[1] or request[0] for request in expected[:2])} ..."

    def _line(self, case: Case) -> dict[str, Any]:
        line: dict[str, Any] = {"service": self._service, "endpoint_url": self._recorder.endpoint}
        if case.resource is not self._root:
            offered = OFFERED.get(type_of(case.resource), type_of(case.resource))
            line |= {"resource": offered, "identifiers": list(identifiers_of(case.resource).values())}
        if case.collection:
            return line | {"collection": case.collection, "page_size": _PAGE, "batch_action": case.action,
                           "params": case.params}
        return line | {"action": case.action, "params": case.params}

    def _all(self, name: str) -> list[Any]:
        if name == SERVICE:
            return [self._root]
        return [resource for collection in self._root.meta.resource_model.collections
                if collection.resource.type == name for resource in _rows(self._root, collection.name)]

    def _owner(self, name: str, collection: str) -> Any:
        return next((resource for resource in self._all(name) if _rows(resource, collection)), None)


def _rows(resource: Any, collection: str) -> list[Any]:
    try:
        return list(getattr(resource, collection).limit(_ROWS))
    except (ClientError, ResponseParserError):
        return []  # not known to the sandbox
