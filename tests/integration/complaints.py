"""How inia-cli ends: the AWS CLI's exit codes, answers on standard output, complaints on standard error."""

from __future__ import annotations

import socket
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from inia_cli import IniaCli
from report import Mismatch, Report

_KEYS = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "not-a-real-key"}
_NO_FILES = {"AWS_CONFIG_FILE": "/dev/null", "AWS_SHARED_CREDENTIALS_FILE": "/dev/null"}


@dataclass(frozen=True)
class Case:
    what: str
    arguments: list[str]
    code: int
    said: list[str] = field(default_factory=list)  # all of them stand on standard error
    environment: Mapping[str, str] = field(default_factory=dict)
    stdin: str = ""


def _usage() -> list[Case]:
    west = ["--profile", "sandbox-west"]
    return [
        Case("nothing to do", [], 252, ["inia-cli call SERVICE OPERATION"]),
        Case("unknown command", ["fly"], 252, ["fly"]),
        Case("no operation", ["call", "s3"], 252, ["inia-cli call SERVICE OPERATION"]),
        Case("unknown option", ["call", "s3", "list_buckets", "--colour"], 252, ["colour"]),
        Case("unknown service", ["call", "s4", "list_buckets", *west], 252, ["s4"]),
        Case("unknown operation", ["call", "s3", "list_bucket", *west], 252, ["list_bucket", "list_buckets"]),
        Case("not JSON", ["call", "s3", "list_objects_v2", "{Bucket: x}", *west], 252, ["not JSON"]),
        Case("JSON, but no object", ["call", "s3", "list_objects_v2", "[1]", *west], 252, ["JSON object"]),
        Case("no such file", ["call", "s3", "list_objects_v2", "@/nonexistent/params.json", *west], 252,
             ["/nonexistent/params.json"]),
        Case("missing parameter", ["call", "s3", "list_objects_v2", "{}", *west], 252, ["Bucket"]),
        Case("unknown parameter", ["call", "s3", "list_objects_v2", '{"Bucket": "acme-empty", "Perfix": "a"}', *west],
             252, ["Perfix", "Prefix"]),
        Case("wrong type", ["call", "s3", "list_objects_v2", '{"Bucket": "acme-empty", "MaxKeys": "ten"}', *west], 252,
             ["MaxKeys"]),
        Case("every problem at once", ["call", "s3", "head_object", '{"Bucket": "acme-empty", "PartNumber": []}',
                                       *west], 252, ["Key", "PartNumber"]),
        Case("bad bucket name", ["call", "s3", "list_objects_v2", '{"Bucket": "../acme-empty"}', *west], 252,
             ["../acme-empty"]),
        Case("bad time", ["call", "s3", "list_buckets", "--dry-run", "--at", "yesterday", *west], 252, ["yesterday"]),
    ]


def _configuration(folder: Path, closed: str) -> list[Case]:
    broken = folder / "broken.config"
    broken.write_text("[profile a]\nregion = us-west-2\nthis line has no equals sign\n", encoding="utf-8")
    half = folder / "half.credentials"
    half.write_text("[half]\naws_access_key_id = AKIDEXAMPLE\n", encoding="utf-8")
    listing = ["call", "s3", "list_buckets"]
    return [
        Case("malformed config names file and line", listing, 253, [str(broken), "3"],
             _NO_FILES | _KEYS | {"AWS_CONFIG_FILE": str(broken)}),
        Case("unknown profile names those there are", [*listing, "--profile", "sandbox-south"], 253,
             ["sandbox-south", "sandbox-west", "sandbox-east", "sandbox-prod"]),
        Case("unknown profile by environment", listing, 253, ["sandbox-south", "sandbox-west"],
             {"AWS_PROFILE": "sandbox-south"}),
        Case("no credentials", [*listing, "--region", "us-east-1"], 253, ["credentials"], _NO_FILES),
        Case("half a pair of keys", [*listing, "--profile", "half"], 253, ["aws_secret_access_key"],
             _NO_FILES | {"AWS_SHARED_CREDENTIALS_FILE": str(half)}),
        Case("no region", ["call", "ec2", "describe_vpcs"], 253, ["region"], _NO_FILES | _KEYS),
        Case("bad region", ["call", "ec2", "describe_vpcs", "--region", "us west/2"], 253, ["us west/2"],
             _NO_FILES | _KEYS),
        Case("nobody listens", [*listing, "--profile", "sandbox-west", "--endpoint-url", closed], 255,
             [closed.removeprefix("http://")], {"AWS_MAX_ATTEMPTS": "1"}),
        Case("no TLS there", [*listing, "--profile", "sandbox-west", "--endpoint-url",
                              "{tls_endpoint}"], 255, ["No secure connection"], {"AWS_MAX_ATTEMPTS": "1"}),
        Case("a proxy that makes no sense", [*listing, "--profile", "sandbox-west"], 253,
             ["HTTP_PROXY", "bad:port"], {"HTTP_PROXY": "http://bad:port", "no_proxy": "", "NO_PROXY": ""}),
        Case("a proxy by TLS", [*listing, "--profile", "sandbox-west"], 253,
             ["HTTP_PROXY", "https://proxy.test:1"],
             {"HTTP_PROXY": "https://proxy.test:1", "no_proxy": "", "NO_PROXY": ""}),
    ]


def _refusals(key: str) -> list[Case]:
    west = ["--profile", "sandbox-west"]
    return [
        Case("denied bucket", ["call", "s3", "list_objects_v2", '{"Bucket": "acme-restricted"}', *west], 254,
             ["(AccessDenied)", "ListObjectsV2"]),
        Case("denied bucket, HEAD", ["call", "s3", "head_bucket", '{"Bucket": "acme-restricted"}', *west], 254,
             ["(403)", "HeadBucket"]),
        Case("no such bucket", ["call", "s3", "list_objects_v2", '{"Bucket": "acme-nowhere"}', *west], 254,
             ["(NoSuchBucket)"]),
        Case("no such key", ["call", "s3", "get_object", '{"Bucket": "acme-empty", "Key": "none"}', *west], 254,
             ["(NoSuchKey)"]),
        Case("no such key, HEAD", ["call", "s3", "head_object", '{"Bucket": "acme-empty", "Key": "none"}', *west], 254,
             ["(404)"]),
        Case("no such role", ["call", "iam", "get_role", '{"RoleName": "nobody"}', *west], 254, ["(NoSuchEntity)"]),
        Case("denied action", ["call", "sns", "create_topic", '{"Name": "x"}', "--profile", "sandbox-east"], 254,
             ["(AccessDenied)", "CreateTopic"]),
        Case("wrong secret key", ["call", "s3", "list_buckets", "--region", "us-west-2", "--endpoint-url",
                                  "{endpoint}"], 254, ["(SignatureDoesNotMatch)"],
             _KEYS | {"AWS_ACCESS_KEY_ID": key}),
    ]


def _successes(folder: Path) -> list[Case]:
    params = folder / "params.json"
    params.write_text('{"Bucket": "acme-empty"}', encoding="utf-8")
    west = ["--profile", "sandbox-west"]
    return [
        Case("an answer", ["call", "s3", "list_buckets", *west], 0),
        Case("the model's name of the operation", ["call", "s3", "ListBuckets", *west], 0),
        Case("parameters from a file", ["call", "s3", "list_objects_v2", f"@{params}", *west], 0),
        Case("parameters from standard input", ["call", "s3", "list_objects_v2", "-", *west], 0,
             stdin='{"Bucket": "acme-empty"}'),
        Case("profile by environment", ["call", "sts", "get_caller_identity"], 0,
             environment={"AWS_PROFILE": "sandbox-east"}),
        Case("help", ["--help"], 0), Case("version", ["--version"], 0),
    ]


def _check(cli: IniaCli, case: Case, endpoint: str) -> str:
    places = {"{endpoint}": endpoint, "{tls_endpoint}": endpoint.replace("http:", "https:")}
    arguments = [places.get(argument, argument) for argument in case.arguments]
    outcome = cli.run(*arguments, environment=case.environment, stdin=case.stdin)
    problems = []
    if outcome.code != case.code:
        problems.append(f"ended with {outcome.code} instead of {case.code}")
    if (outcome.code == 0) != bool(outcome.out):
        problems.append(f"standard output: {outcome.out!r}")
    if (outcome.code == 0) == bool(outcome.err):
        problems.append("nothing stands on standard error" if outcome.code else "complains on standard error")
    problems += [f"does not say {text!r}" for text in case.said if text not in outcome.err]
    if problems:
        raise Mismatch("\n".join([*problems, "standard error: " + outcome.err.strip()]))
    return outcome.err.strip()


def _closed_port() -> str:
    """An address where nobody listens: bound a moment ago and given back."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"http://127.0.0.1:{server.getsockname()[1]}"


def check_complaints(report: Report, cli: IniaCli, endpoint: str, key: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for case in _successes(folder) + _usage() + _configuration(folder, _closed_port()) + _refusals(key):
            report.check("exit", f"{case.code}: {case.what}", lambda case=case: _check(cli, case, endpoint))
