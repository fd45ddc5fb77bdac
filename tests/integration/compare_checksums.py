"""Checksums, signed payloads and compression of requests: inia-cli batch beside live boto3, at the same frozen second.

    python compare_checksums.py INIA_CLI

Needs a Python that has boto3. Every operation with a checksum trait is called in both modes, over TLS and in the clear.
"""

from __future__ import annotations

import functools
import gzip
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from unittest import mock

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

import boto3
import botocore.session
from botocore import xform_name
from botocore.config import Config
from botocore.model import OperationModel

import request_peer
from inia_cli import to_json, without_aws
from report import Mismatch, Report
from request_meaning import request_differences
from request_peer import Sent
from sample_params import Sampler

CLEAR = "http://storage.example.com"
MODES = ("when_supported", "when_required")
MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Case:
    service: str
    method: str
    params: dict[str, Any]
    config: dict[str, Any] = field(default_factory=dict)
    endpoint: str = ""

    def tag(self, note: str) -> str:
        settings = ",".join(f"{name}={value}" for name, value in self.config.items())
        scheme = "http" if self.endpoint else "https"
        return " ".join(word for word in (self.service, self.method, scheme, settings, note) if word)


def _flexible_operations(service: str) -> Iterator[OperationModel]:
    model = botocore.session.get_session().get_service_model(service)
    for name in model.operation_names:
        operation = model.operation_model(name)
        if operation.http_checksum or operation.http_checksum_required:
            yield operation


def _with_body(operation: OperationModel) -> dict[str, Any]:
    params = Sampler(required_only=True).params(operation)
    if operation.has_streaming_input:
        params[operation.input_shape.serialization["payload"]] = b"\x00body\r\n"
    return params


def _every_operation() -> Iterator[tuple[str, Case]]:
    for service in ("s3", "s3control"):
        for operation in _flexible_operations(service):
            case = Case(service, xform_name(operation.name), _with_body(operation))
            member = operation.http_checksum.get("requestAlgorithmMember")
            for endpoint in ("", CLEAR):
                for mode in MODES:
                    config = {"request_checksum_calculation": mode, "response_checksum_validation": mode}
                    yield "", replace(case, config=config, endpoint=endpoint)
                if member:
                    yield "SHA256", replace(case, params=case.params | {member: "SHA256"}, endpoint=endpoint)


def _uploads() -> Iterator[tuple[str, Case]]:
    key = {"Bucket": "amzn-s3-demo-bucket", "Key": "a key"}
    bodies = {"no body": {}, "empty": {"Body": b""}, "one chunk": {"Body": b"x" * MEBIBYTE},
              "a byte more": {"Body": b"y" * (MEBIBYTE + 1)}, "three chunks": {"Body": bytes(range(256)) * 10_000}}
    hello = {"Body": b"hello"}
    wishes = {name: hello | wish for name, wish in {
        "SHA1": {"ChecksumAlgorithm": "SHA1"}, "SHA512": {"ChecksumAlgorithm": "SHA512"},
        "in small letters": {"ChecksumAlgorithm": "sha256"}, "MD5": {"ChecksumAlgorithm": "MD5"},
        "given": {"ChecksumCRC32": "NhCmhg=="}, "given, other algorithm": {
            "ChecksumAlgorithm": "SHA1", "ChecksumCRC32": "NhCmhg=="},
        "encoded": {"ContentEncoding": "gzip"}, "Content-MD5": {"ContentMD5": "XUFAKrxLKna5cZ2REBfFkg=="},
        "length": {"ContentLength": 5}}.items()}
    settings = [{}, {"request_checksum_calculation": "when_required"}, {"s3": {"payload_signing_enabled": True}},
                {"s3": {"payload_signing_enabled": False}}, {"signature_version": "s3v4"}]
    for note, body in (bodies | wishes).items():
        for endpoint in ("", CLEAR):
            for config in settings:
                yield note, Case("s3", "put_object", key | body, config, endpoint)
    part = key | hello | {"PartNumber": 1, "UploadId": "u"}
    for endpoint in ("", CLEAR):
        yield "", Case("s3", "upload_part", part, {}, endpoint)
        yield "tagging", Case("s3", "put_object_tagging", key | {
            "Tagging": {"TagSet": []}, "ContentMD5": "XUFAKrxLKna5cZ2REBfFkg=="}, {}, endpoint)
        yield "asks", Case("s3", "get_object", key | {"ChecksumMode": "ENABLED"}, {
            "response_checksum_validation": "when_required"}, endpoint)
        yield "unsigned by the model", Case("mediastore-data", "put_object", {"Path": "/a b", "Body": b"x"}, {}, endpoint)
        yield "no checksum", Case("s3", "create_multipart_upload", key | {
            "ChecksumAlgorithm": "CRC32", "ChecksumType": "FULL_OBJECT"}, {}, endpoint)


def _metrics() -> Iterator[tuple[str, Case]]:
    case = Case("cloudwatch", "put_metric_data", {"Namespace": "n", "MetricData": [
        {"MetricName": f"metric-{number}", "Value": 1.5} for number in range(200)]})
    size = len(_boto3_sends(replace(case, config={"disable_request_compression": True})).body)
    yield "as it is", case
    for least in (size - 1, size, size + 1):
        yield f"{least - size:+d} bytes", replace(case, config={"request_min_compression_size_bytes": least})
    yield "disabled", replace(case, config={"disable_request_compression": True})


@functools.lru_cache(maxsize=8)
def _client(service: str, config: str, endpoint: str):
    session = boto3.Session(*request_peer.KEYS, region_name=request_peer.REGION)
    made = session.client(service, endpoint_url=endpoint or None,
                          config=Config(retries={"total_max_attempts": 1}, **json.loads(config)))
    made.meta.events.register_last("before-send.*", request_peer.capture)
    return made


def _boto3_sends(case: Case) -> Sent:
    made = _client(case.service, json.dumps(case.config), case.endpoint)
    with mock.patch.object(request_peer, "client", return_value=made):
        return request_peer.boto3_sends(case.service, case.method, case.params)


def _line(number: int, case: Case) -> str:
    rest = {"id": number, "service": case.service, "operation": case.method, "region": request_peer.REGION,
            "dry_run": True, "at": f"{request_peer.AT:%Y-%m-%dT%H:%M:%SZ}",
            "config": {"defaults_mode": "legacy"} | case.config,
            "credentials": {"access_key": request_peer.KEYS[0], "secret_key": request_peer.KEYS[1]}}
    if case.endpoint:
        rest["endpoint_url"] = case.endpoint
    return json.dumps(rest)[:-1] + ', "params": ' + to_json(case.params) + "}"


def _inia_sends(program: str, cases: list[Case]) -> list[Sent]:
    lines = "\n".join(_line(number, case) for number, case in enumerate(cases)) + "\n"
    done = subprocess.run([program, "batch"], input=lines.encode(), capture_output=True, check=False)
    return list(request_peer.answers(done.stdout))


def _unpacked(sent: Sent) -> Sent:
    """Two programs need not compress alike."""
    if "gzip" not in (sent.headers or {}).get("content-encoding", "") or not sent.body.startswith(b"\x1f\x8b"):
        return sent
    return replace(sent, body=gzip.decompress(sent.body), headers=dict(sent.headers) | {"authorization": ""})


def _check(expected: Sent, found: Sent) -> str:
    lines = request_differences("", _unpacked(expected), _unpacked(found))
    if not expected.error and not found.error:
        # compare_requests.py leaves them out. Dry runs have them, what is sent has not: see core/README.md.
        for name in ("expect", "transfer-encoding"):
            if expected.headers.get(name) != found.headers.get(name):
                lines.append(f"{name}: boto3 {expected.headers.get(name)!r}, inia {found.headers.get(name)!r}")
    if lines:
        raise Mismatch("\n".join(lines))
    return f"both refuse: {expected.error}" if expected.error else ""


def main() -> int:
    program = sys.argv[1]
    clean = without_aws(os.environ) | {"HOME": "/nonexistent"}
    os.environ.clear()
    os.environ.update(clean)
    report = Report("checksums_equal_boto3")
    for function, cases in (("operations", list(_every_operation())), ("uploads", list(_uploads())),
                            ("compression", list(_metrics()))):
        sent = _inia_sends(program, [case for _, case in cases])
        for (note, case), found in zip(cases, sent, strict=True):
            report.check(function, case.tag(note), lambda case=case, found=found: _check(_boto3_sends(case), found))
    return report.finish()


if __name__ == "__main__":
    sys.exit(main())
