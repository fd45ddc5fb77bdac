"""Reads one case per line and writes what boto3 makes of it: {"url"}, {"url", "fields"} or {"error"}.

A case: service, region (may be null), config (botocore's Config names), operation and params, expires, method; or
bucket, key, fields and conditions for a form. Keys and clock are fixed.
"""

from __future__ import annotations

import functools
import json
import sys
import time
from datetime import datetime, timezone
from typing import Any
from unittest import mock

import boto3
from botocore import xform_name
from botocore.config import Config

from boto3_peer import environment

_NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc)


@functools.lru_cache(maxsize=None)
def _session(token: str | None) -> boto3.Session:
    return boto3.Session("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", token)


@functools.lru_cache(maxsize=None)
def _client(service: str, region: str | None, config: str, token: str | None):
    return _session(token).client(service, region, config=Config(**json.loads(config)))


def _answer(case: dict[str, Any]) -> dict[str, Any]:
    client = _client(case["service"], case["region"], json.dumps(case["config"]), case.get("token"))
    if "bucket" in case:
        return client.generate_presigned_post(case["bucket"], case["key"], case.get("fields"), case.get("conditions"),
                                              case["expires"])
    return {"url": client.generate_presigned_url(xform_name(case["operation"]), case["params"], case["expires"],
                                                 case.get("method"))}


def main() -> None:
    naive = _NOW.replace(tzinfo=None)
    clock = mock.Mock(wraps=time)
    clock.time.return_value = _NOW.timestamp()
    nowhere = {"AWS_CONFIG_FILE": "/nonexistent", "AWS_SHARED_CREDENTIALS_FILE": "/nonexistent",
               "AWS_EC2_METADATA_DISABLED": "true"}
    with environment(nowhere), mock.patch("botocore.auth.get_current_datetime", return_value=naive), \
            mock.patch("botocore.signers.get_current_datetime", return_value=naive), \
            mock.patch("botocore.auth.time", clock):
        for line in sys.stdin:
            try:
                print(json.dumps(_answer(json.loads(line))))
            except Exception as error:  # whatever it is, boto3 makes no URL of the case
                print(json.dumps({"error": f"{type(error).__name__}: {error}"}))


main()
