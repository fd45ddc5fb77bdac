"""Calls for generated code: any operation, with texts that shells, literals and signatures trip over."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import botocore.session
from botocore.model import Shape

from sample_params import Sampler

HOSTILE = (
    "it's", '"quoted"', "back\\slash", "end\\", "$HOME ${x} $(id)", "`id`", "a b", " blank ends ", "!history !!",
    "~/home", "-dash", "--dash=x", "file:///etc/hosts", "fileb://x", "http://example.com/a?b=c&d", "{\"a\": 1}",
    "[1, 2]", "a=b,c=d", "line\nbreak", "carriage\rreturn", "tab\there", "Grüße 🦊", "‘curly’ ‚low‛", "%41+%2F",
    "*?[a-z]", "#comment; rm -rf x | y > z &", "'@\n$json = @'", "\u2028separator\u00a0", "nul\\0 \\x41 \\u0041", "",
)

_SECRET = re.compile("password|secret|token|key|credential|auth", re.IGNORECASE)


class HostileSampler(Sampler):
    """`share`: of the texts that are hostile, where a text may be any. `whole`: times have no fractions."""

    def __init__(self, chance: random.Random, share: float, whole: bool) -> None:
        super().__init__(chance.random() < 0.5)
        self._chance = chance
        self._share = share
        self._whole = whole
        self._secrets = itertools.count(chance.randrange(10**6))

    def _string(self, shape: Shape, above: tuple[str, ...], name: str) -> str:
        plain = super()._string(shape, above, name)
        if not shape.metadata.get("enum") and _SECRET.search(name):
            # Of its own, since it is hidden wherever it stands.
            return f"hunter-{next(self._secrets)}-".ljust(shape.metadata.get("min", 0), "x")
        is_bound = shape.metadata.get("enum") or shape.metadata.get("hostLabel") or shape.serialization.get("location")
        is_free = not is_bound and not name.endswith(("Arn", "ARN", "Bucket", "Url", "URL", "Region", "AccountId"))
        if not is_free or self._chance.random() > self._share:
            return plain
        return self._chance.choice(HOSTILE).ljust(shape.metadata.get("min", 0), "1")

    def _timestamp(self, shape: Shape, above: tuple[str, ...], name: str) -> datetime:
        time = super()._timestamp(shape, above, name)
        return time.replace(microsecond=0) if self._whole else time


def calls(seed: int, count: int, share: float = 0.6, whole: bool = False) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """As many calls as asked for, over services and protocols evenly; (service, operation, parameters)."""
    chance = random.Random(seed)
    session = botocore.session.get_session()
    protocols: dict[str, list[str]] = {}
    for service in session.get_available_services():
        protocols.setdefault(session.get_service_model(service).resolved_protocol, []).append(service)
    for protocol in itertools.islice(itertools.cycle(sorted(protocols)), count):
        service = chance.choice(protocols[protocol])
        model = session.get_service_model(service)
        name = chance.choice([name for name in model.operation_names
                              if not model.operation_model(name).has_event_stream_input])
        yield service, name, HostileSampler(chance, share, whole).params(model.operation_model(name))
