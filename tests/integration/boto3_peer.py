"""What boto3 answers, and what it would send at a given second."""

from __future__ import annotations

import base64
import functools
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timezone
from typing import Any
from unittest import mock

import boto3
from botocore.config import Config
from botocore.response import StreamingBody

from inia_cli import without_aws

_ONCE = Config(retries={"total_max_attempts": 1})


@contextmanager
def environment(variables: Mapping[str, str]) -> Iterator[None]:
    with mock.patch.dict(os.environ, without_aws(os.environ) | dict(variables), clear=True):
        yield


def as_printed(value: Any) -> Any:
    """A boto3 value as the AWS CLI prints it: blobs in base64, times as ISO 8601."""
    if isinstance(value, dict):
        return {name: as_printed(member) for name, member in value.items() if name != "ResponseMetadata"}
    if isinstance(value, list):
        return [as_printed(item) for item in value]
    if isinstance(value, StreamingBody):
        value = value.read()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, datetime):
        return value.astimezone(timezone.utc).isoformat()
    return value


@functools.lru_cache(maxsize=None)
def _profile_client(profile: str, service: str):
    return boto3.Session(profile_name=profile).client(service, config=_ONCE)


def answer(profile: str, service: str, operation: str, params: dict[str, Any], paginate: bool) -> Any:
    client = _profile_client(profile, service)
    if paginate:
        return as_printed(client.get_paginator(operation).paginate(**params).build_full_result())
    return as_printed(getattr(client, operation)(**params))


class _Captured(Exception):
    def __init__(self, request) -> None:
        super().__init__("captured")
        self.request = request


def _capture(request, **_context) -> None:
    raise _Captured(request)


@functools.lru_cache(maxsize=None)
def _frozen_client(service: str, region: str, variables: tuple[tuple[str, str], ...]):
    with environment(dict(variables)):
        client = boto3.Session(region_name=region).client(service, config=_ONCE)
    client.meta.events.register_last("before-send.*", _capture)
    return client


def signed_request(service: str, region: str, operation: str, params: dict[str, Any], variables: Mapping[str, str],
                   at: datetime):
    """The request as it would leave: an AWSPreparedRequest. Nothing is sent."""
    client = _frozen_client(service, region, tuple(sorted(variables.items())))
    naive = at.astimezone(timezone.utc).replace(tzinfo=None)
    with environment(variables), mock.patch("botocore.auth.get_current_datetime", return_value=naive):
        try:
            getattr(client, operation)(**params)
        except _Captured as captured:
            return captured.request
    raise AssertionError("boto3 did not come to send anything")
