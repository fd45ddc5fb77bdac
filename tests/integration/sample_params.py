"""Valid parameters for any operation, made from botocore's model: every member, or only the required ones."""

from __future__ import annotations

import itertools
from datetime import datetime, timezone
from typing import Any

from botocore.model import OperationModel, Shape

_WHEN = datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc)
_DEEPEST = 6

# What endpoint rules and handlers look into, and what ends up where only some characters may stand.
_BY_MEMBER = {
    "Bucket": "amzn-s3-demo-bucket", "CopySource": "amzn-s3-demo-source/a key", "AccountId": "123456789012",
    "accountId": "123456789012", "PredictEndpoint": "https://realtime.machinelearning.us-west-2.amazonaws.com",
    "SourceRegion": "eu-central-1", "QueueUrl": "https://sqs.us-west-2.amazonaws.com/123456789012/orders",
    "checksum": "0" * 64, "EndpointId": "abc123.456def", "OutpostId": "op-01ac5d28a6a232904",
    "RequestRoute": "io-host001", "RequestToken": "io-token001",
}
_TEXTS = ("plain", "two words", "a/b+c=d&e", "<tag attr=\"x\">&amp;</tag>", "Grüße 🦊", "100% \\ 'quoted' ~", "a\tb")


def _shallowest(union: Shape, above: tuple[str, ...]) -> str:
    """The one member to set: a scalar if there is one, else one that does not lead back to where we are."""
    scalars = [name for name, member in union.members.items() if member.type_name not in ("structure", "list", "map")]
    others = [name for name, member in union.members.items() if member.name not in above]
    return (scalars or others or list(union.members))[0]


class Sampler:
    """Gives the same parameters for the same operation every time."""

    def __init__(self, required_only: bool) -> None:
        self._required_only = required_only
        self._texts = itertools.cycle(_TEXTS)
        self._numbers = itertools.count(1)

    def params(self, operation: OperationModel) -> dict[str, Any]:
        if operation.input_shape is None:
            return {}
        return self._members(operation.input_shape, ())

    def _members(self, shape: Shape, above: tuple[str, ...]) -> dict[str, Any]:
        if getattr(shape, "is_tagged_union", False):
            name = _shallowest(shape, above)
            return {name: self._value(shape.members[name], (*above, shape.name), name)}
        members: dict[str, Any] = {}
        for name, member in shape.members.items():
            required = name in shape.required_members
            if not required and (self._required_only or member.name in above or len(above) >= _DEEPEST):
                continue
            # Both sides are to make one up.
            if member.metadata.get("idempotencyToken") and not required:
                continue
            members[name] = self._value(member, (*above, shape.name), name)
        return members

    def _value(self, shape: Shape, above: tuple[str, ...], name: str) -> Any:
        if getattr(shape, "is_document_type", False):
            return {"text": "Grüße", "list": [1, True, None, "x"], "map": {"deep": {"er": 1.5}}}
        return getattr(self, "_" + shape.type_name)(shape, above, name)

    def _structure(self, shape: Shape, above: tuple[str, ...], _name: str) -> dict[str, Any]:
        return self._members(shape, above)

    def _list(self, shape: Shape, above: tuple[str, ...], name: str) -> list[Any]:
        if not shape.metadata.get("min") and (shape.member.name in above or len(above) > _DEEPEST):
            return []
        count = max(shape.metadata.get("min", 0), 1 if len(above) > 2 else 2)
        return [self._value(shape.member, (*above, shape.name), name) for _ in range(min(count, 12))]

    def _map(self, shape: Shape, above: tuple[str, ...], name: str) -> dict[str, Any]:
        if shape.value.name in above:
            return {}
        # As headers, which hold neither spaces nor letters with marks.
        if shape.serialization.get("location") == "headers":
            return {"plain-name": "plain value"}
        return {self._value(shape.key, above, name): self._value(shape.value, (*above, shape.name), name)}

    def _string(self, shape: Shape, above: tuple[str, ...], name: str) -> str:
        if shape.metadata.get("enum"):
            return shape.metadata["enum"][0]
        if name in _BY_MEMBER:
            text = _BY_MEMBER[name]
        elif name.lower().endswith("arn"):
            text = "arn:aws:kinesis:us-west-2:123456789012:stream/orders"
        elif shape.metadata.get("hostLabel") or shape.serialization.get("location") == "header":
            text = "label-1"
        else:
            text = next(self._texts)
        return text.ljust(shape.metadata.get("min", 0), "1")

    def _character(self, shape: Shape, above: tuple[str, ...], name: str) -> str:
        return self._string(shape, above, name)

    def _blob(self, shape: Shape, above: tuple[str, ...], name: str) -> bytes:
        return b"\x00\xffblob".ljust(shape.metadata.get("min", 0), b"x")

    def _boolean(self, shape: Shape, above: tuple[str, ...], name: str) -> bool:
        return next(self._numbers) % 2 == 0

    def _integer(self, shape: Shape, above: tuple[str, ...], name: str) -> int:
        return max(next(self._numbers) % 50, shape.metadata.get("min", 0))

    def _float(self, shape: Shape, above: tuple[str, ...], name: str) -> float:
        return max(next(self._numbers) / 4, float(shape.metadata.get("min", 0)))

    def _timestamp(self, shape: Shape, above: tuple[str, ...], name: str) -> datetime:
        return _WHEN.replace(microsecond=678901) if next(self._numbers) % 2 else _WHEN

    _long = _integer
    _double = _float

