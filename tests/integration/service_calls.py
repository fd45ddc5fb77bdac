"""Calls made by both clients against the sandbox, and what must be equal in their answers."""

from __future__ import annotations

import functools
import json
import os
import subprocess
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import boto3
import botocore.session
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError

from boto3_peer import as_printed
from differences import differences, shown
from inia_cli import to_json
from report import Mismatch, Skip

# One attempt, and as long as botocore itself would wait for the sandbox, which answers at once.
_ONCE = Config(retries={"total_max_attempts": 1}, connect_timeout=5, read_timeout=30)
# What the sandbox says of operations it does not have.
UNKNOWN = {"404", "500", "501", "NotImplemented", "NotYetImplemented", "UnknownOperationException", "InvalidAction",
           "InternalError", "InternalFailure", "Unknown", "UnknownAction", "ResponseParserError"}


def is_another_answer(expected: Any, code: str | None) -> bool:
    """Servers that do not know a sub-resource of S3 answer with a listing of the bucket or with text. boto3 makes nothing
    but empty members of the one and a 500 of the other, inia-cli says that it is no answer."""
    if code not in ("NotAnAnswer", "NotOfferedByServer") or not isinstance(expected, dict):
        return False
    return expected.get("error", "500") == "500" and not any(
        value for name, value in expected.items() if name not in ("ResponseMetadata", "error", "message"))


def plain(value: Any) -> Any:
    """An answer of inia-cli in the form of boto3_peer.as_printed()."""
    if isinstance(value, dict):
        if value.keys() == {"$blob"}:
            return value["$blob"]
        return {name: plain(member) for name, member in value.items() if name != "ResponseMetadata"}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value


def kinds(value: Any) -> Any:
    """Names and kinds only, for answers that the sandbox makes up anew each time."""
    if isinstance(value, dict):
        return {name: kinds(member) for name, member in value.items()}
    if isinstance(value, list):
        return [kinds(item) for item in value[:1]]
    return type(value).__name__


@dataclass(frozen=True)
class Write:
    """What inia-cli writes, and the read by which both must see it."""

    service: str
    operation: str
    params: dict[str, Any]
    read: str
    read_params: dict[str, Any]

    def tag(self) -> str:
        return f"{self.service} {self.operation}, {self.read}"


# The sandbox may be used more than once.
_RUN = f"wire-{os.getpid()}"
_WRITES = [
    Write("iam", "create_user", {"UserName": _RUN, "Tags": [{"Key": "a b", "Value": "é&<"}]},
          "list_user_tags", {"UserName": _RUN}),
    Write("sns", "create_topic", {"Name": _RUN, "Attributes": {"DisplayName": "ü & <x>"}},
          "get_topic_attributes", {"TopicArn": f"arn:aws:sns:us-west-2:123456789012:{_RUN}"}),
    Write("sqs", "create_queue", {"QueueName": _RUN, "Attributes": {"DelaySeconds": "5"}},
          "get_queue_url", {"QueueName": _RUN}),
    Write("ec2", "create_key_pair", {"KeyName": f"{_RUN} test"}, "describe_key_pairs", {"KeyNames": [f"{_RUN} test"]}),
    Write("dynamodb", "put_item", {"TableName": "every-type", "Item": {
        "id": {"S": _RUN}, "number": {"N": "1.50"}, "binary": {"B": b"\x00\xff"}, "list": {"L": [{"NULL": True}]}}},
          "get_item", {"TableName": "every-type", "Key": {"id": {"S": _RUN}}}),
    Write("ssm", "put_parameter", {"Name": f"/{_RUN}/test", "Value": "zwölf ☃", "Type": "String"},
          "get_parameter", {"Name": f"/{_RUN}/test"}),
    Write("secretsmanager", "create_secret", {"Name": _RUN, "SecretBinary": b"\x00\x01\xfe"},
          "get_secret_value", {"SecretId": _RUN}),
    Write("logs", "create_log_group", {"logGroupName": f"/{_RUN}/test", "tags": {"k": "v"}},
          "describe_log_groups", {"logGroupNamePrefix": f"/{_RUN}/"}),
    Write("kinesis", "create_stream", {"StreamName": _RUN, "ShardCount": 2},
          "describe_stream_summary", {"StreamName": _RUN}),
    Write("events", "put_rule", {"Name": _RUN, "ScheduleExpression": "rate(5 minutes)"},
          "describe_rule", {"Name": _RUN}),
    Write("apigateway", "create_rest_api", {"name": f"{_RUN} test", "description": "ü"}, "get_rest_apis", {}),
    Write("route53", "create_hosted_zone", {"Name": f"{_RUN}.example.", "CallerReference": _RUN},
          "list_hosted_zones_by_name", {"DNSName": f"{_RUN}.example."}),
    # Below the size at which it is compressed: moto checks the signature against what it has unpacked.
    Write("cloudwatch", "put_metric_data", {"Namespace": _RUN, "MetricData": [
        {"MetricName": f"m{number}", "Value": number / 4, "Unit": "Count"} for number in range(40)]},
          "list_metrics", {"Namespace": _RUN, "MetricName": "m7"}),
    Write("s3", "put_object", {"Bucket": "acme-empty", "Key": "wire/ü +%", "Body": bytes(range(256)) * 40,
                               "Metadata": {"a": "b c"}, "ContentType": "application/x-test"},
          "get_object", {"Bucket": "acme-empty", "Key": "wire/ü +%"}),
    Write("s3", "put_bucket_tagging", {"Bucket": "acme-empty", "Tagging": {"TagSet": [{"Key": "k <&>", "Value": "ü"}]}},
          "get_bucket_tagging", {"Bucket": "acme-empty"}),
    Write("s3", "delete_objects", {"Bucket": "acme-empty", "Delete": {"Objects": [{"Key": "wire/ü +%"}]}},
          "list_objects_v2", {"Bucket": "acme-empty"}),
    Write("stepfunctions", "create_activity", {"name": _RUN}, "list_activities", {}),
    Write("ecr", "create_repository", {"repositoryName": f"{_RUN}/test"}, "describe_repositories", {}),
    Write("kms", "create_key", {"Description": "ü"}, "list_keys", {}),
    Write("glue", "create_database", {"DatabaseInput": {"Name": _RUN, "Parameters": {"a": "ü"}}},
          "get_database", {"Name": _RUN}),
    Write("cognito-idp", "create_user_pool", {"PoolName": _RUN}, "list_user_pools", {"MaxResults": 10}),
]


class ServiceCalls:
    def __init__(self, program: str, environment: Mapping[str, str], profile: str | None = None) -> None:
        self._program = program
        self._environment = dict(environment)
        self._profile = profile
        self._session = boto3.Session(profile_name=profile)
        self._totals: Counter = Counter()

    def known_services(self) -> list[str]:
        """Those whose protocol and name the sandbox has a backend for."""
        from moto.backend_index import backend_url_patterns

        backends = {name.replace("_", "") for name, _ in backend_url_patterns} | {"lambda"}
        return [name for name in botocore.session.get_session().get_available_services()
                if name.replace("-", "") in backends]

    def writes(self) -> list[Write]:
        return _WRITES

    def summary(self) -> str:
        return (f"{self._totals['answers']} answers and {self._totals['errors']} refusals "
                f"equal boto3's, of {self._totals['services'] or 1} services")

    @functools.lru_cache(maxsize=4)
    def client(self, service: str):
        return self._session.client(service, config=_ONCE)

    def _boto3(self, service: str, method: str, params: dict[str, Any]) -> Any:
        try:
            return as_printed(getattr(self.client(service), method)(**params))
        except ClientError as error:
            found = error.response["Error"]
            return {"error": found.get("Code", ""), "message": found.get("Message", "")}
        except (BotoCoreError, ResponseParserError) as error:
            return {"error": "Unknown", "message": str(error)}

    def _inia(self, service: str, calls: list[tuple[str, dict[str, Any]]]) -> list[Any]:
        lines = []
        for number, (method, params) in enumerate(calls):
            head = {"id": number, "service": service, "operation": method,
                    "config": {"retries": {"total_max_attempts": 1}}}
            if self._profile:
                head["profile"] = self._profile
            lines.append(json.dumps(head)[:-1] + ', "params": ' + to_json(params) + "}\n")
        done = subprocess.run([self._program, "batch"], input="".join(lines).encode(), capture_output=True,
                              env=self._environment, check=False, timeout=300)
        answers = []
        for line in done.stdout.split(b"\n"):
            if line:
                answer = json.loads(line)
                error = answer.get("error")
                answers.append({"error": error["code"], "message": error["message"]} if error
                               else plain(answer["response"]))
        if len(answers) != len(calls):
            raise Mismatch(f"{len(calls)} lines in, {len(answers)} out: {done.stderr.decode()[:400]}")
        return answers

    def compare_reads(self, service: str, operations: list[str], count: int) -> str:
        expected = []
        for name in operations:
            answer = self._boto3(service, xform_name(name), {})
            if answer.get("error") in UNKNOWN or "not been implemented" in answer.get("message", ""):
                continue
            expected.append((xform_name(name), answer))
            if len(expected) == count:
                break
        if not expected:
            raise Skip("the sandbox answers no operation without parameters")
        problems = []
        for (method, answer), found in zip(expected, self._inia(service, [(name, {}) for name, _ in expected])):
            lines = differences(answer, found)
            if lines and differences(answer, self._boto3(service, method, {})):
                lines = differences(kinds(answer), kinds(found))
            self._totals["errors" if "error" in answer else "answers"] += not lines
            if lines:
                problems.append(f"{method}: {shown(lines)}")
        if problems:
            raise Mismatch("\n".join(problems))
        self._totals["services"] += 1
        return ", ".join(name for name, _ in expected)

    def compare_call(self, service: str, method: str, params: dict[str, Any]) -> str:
        expected, found = self._boto3(service, method, params), self._inia(service, [(method, params)])[0]
        lines = [] if is_another_answer(expected, found.get("error")) else differences(expected, found)
        if lines:
            raise Mismatch(shown(lines))
        self._totals["errors" if "error" in expected else "answers"] += 1
        return expected.get("error", "")

    def compare_write(self, write: Write) -> str:
        written, found = self._inia(write.service, [(write.operation, write.params), (write.read, write.read_params)])
        if "error" in written:
            raise Mismatch(f"{write.operation}: {written['error']}: {written['message']}")
        lines = differences(self._boto3(write.service, write.read, write.read_params), found)
        if lines or "error" in found:
            raise Mismatch(f"{write.read}: {shown(lines) or found}")
        self._totals["answers"] += 2
        return ""
