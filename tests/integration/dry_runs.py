"""`inia-cli call --dry-run --at` beside the request that boto3 would send in the same second with the same keys."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

import boto3_peer
import content
from inia_cli import IniaCli
from report import Mismatch, Report

AT = datetime(2026, 2, 3, 4, 5, 6, tzinfo=timezone.utc)
# Those of AWS's own documentation.
KEYS = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"}
TOKEN = {"AWS_SESSION_TOKEN": "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQW=="}
NO_FILES = {"AWS_CONFIG_FILE": "/dev/null", "AWS_SHARED_CREDENTIALS_FILE": "/dev/null"}
LOCAL = {"AWS_ENDPOINT_URL": "http://127.0.0.1:9000"}
SETTINGS = {"AWS_DEFAULTS_MODE": "legacy"}

# Not signed, and each client's own: who it is, the attempt, and what the HTTP library counts.
_OWN = {"user-agent", "amz-sdk-invocation-id", "amz-sdk-request"}


@dataclass(frozen=True)
class Request:
    service: str
    operation: str
    params: dict[str, Any] = field(default_factory=dict)
    region: str = "us-west-2"
    variables: Mapping[str, str] = field(default_factory=dict)
    note: str = ""

    def tag(self) -> str:
        words = [f"{self.service} {self.operation}", self.note,
                 *(f"{name}={value!r}" for name, value in self.params.items())]
        return " ".join(word for word in words if word)[:150]


def _odd_keys() -> list[Request]:
    requests = []
    for key in content.ODD_KEYS:
        for note, variables in (("virtual-hosted", {}), ("path style", LOCAL)):
            requests.append(Request("s3", "get_object", {"Bucket": "acme-odd-keys", "Key": key}, variables=variables,
                                    note=note))
        requests += [
            Request("s3", "head_object", {"Bucket": "acme-odd-keys", "Key": key, "VersionId": "a+b/c="}),
            Request("s3", "list_objects_v2", {"Bucket": "acme-odd-keys", "Prefix": key, "StartAfter": key,
                                              "Delimiter": "/"}),
        ]
    return requests


def _where_requests_go() -> list[Request]:
    """The same two calls with everything that moves them to another host, path or signing region."""
    buckets = ["acme-data-lake", "acme.with.dots", "Acme-Upper_Case", "abc",
               "arn:aws:s3:us-west-2:123456789012:accesspoint:acme-point",
               "arn:aws:s3:eu-central-1:123456789012:accesspoint/acme-point"]
    switches = [{}, {"AWS_USE_DUALSTACK_ENDPOINT": "true"}, {"AWS_USE_FIPS_ENDPOINT": "true"},
                {"AWS_S3_US_EAST_1_REGIONAL_ENDPOINT": "regional"}, LOCAL,
                {"AWS_ENDPOINT_URL_S3": "http://localhost:4566/with/path"}]
    requests = [Request("s3", "list_objects_v2", {"Bucket": bucket}, note="bucket") for bucket in buckets]
    for region in ("us-east-1", "us-west-2", "eu-central-1", "cn-north-1", "us-gov-west-1"):
        for switch in switches:
            if "FIPS" in str(switch) and not region.startswith("us-"):
                continue
            note = f"{region} {' '.join(f'{name}={value}' for name, value in switch.items())}".strip()
            requests += [Request("s3", "list_buckets", {}, region, switch, note),
                         Request("s3", "list_objects_v2", {"Bucket": "acme-data-lake"}, region, switch, note),
                         Request("sts", "get_caller_identity", {}, region, switch, note)]
        requests += [Request("iam", "list_users", {}, region, note=region),
                     Request("ec2", "describe_vpcs", {}, region, note=region)]
    return requests


def _s3_reads() -> list[Request]:
    lake = {"Bucket": "acme-data-lake"}
    where = {**lake, "Key": "logs/2026/07/app-2026-07-14T09.jsonl.gz"}
    day = datetime(2026, 1, 31, 23, 59, 58, tzinfo=timezone.utc)
    calls: list[tuple[str, dict[str, Any]]] = [
        ("list_objects_v2", lake),
        ("list_objects_v2", {**lake, "Prefix": "logs/", "Delimiter": "/", "MaxKeys": 1000, "FetchOwner": True,
                             "ContinuationToken": "1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J/wm36Hy4vbOwM=",
                             "RequestPayer": "requester", "ExpectedBucketOwner": "123456789012",
                             "OptionalObjectAttributes": ["RestoreStatus"]}),
        ("list_objects_v2", {**lake, "Delimiter": "", "Prefix": ""}),
        ("list_objects_v2", {**lake, "EncodingType": "url", "Prefix": "a&b=c;d ~!*'()"}),
        ("list_objects", {**lake, "Marker": "a b", "Prefix": "é"}),
        ("list_object_versions", {**lake, "KeyMarker": "a/b c", "VersionIdMarker": "null", "Delimiter": "/"}),
        ("list_multipart_uploads", {**lake, "Prefix": "up loads/"}),
        ("list_parts", {**where, "UploadId": "VXBsb2FkIElEIGZvciA2aWWpbmcncyBteS1tb3ZpZS5tMnRz", "MaxParts": 7}),
        ("list_buckets", {"MaxBuckets": 10, "Prefix": "acme", "BucketRegion": "us-west-2"}),
        ("list_directory_buckets", {}),
        ("head_bucket", lake), ("head_object", {**where, "PartNumber": 1}),
        ("head_object", {**where, "IfMatch": '"etag"', "IfNoneMatch": "*", "IfModifiedSince": day,
                         "IfUnmodifiedSince": day}),
        ("get_object", {**where, "Range": "bytes=0-99", "VersionId": "null", "RequestPayer": "requester"}),
        ("get_object", {**where, "ResponseContentDisposition": 'attachment; filename="a b.txt"',
                        "ResponseExpires": day, "ResponseContentType": "text/plain; charset=utf-8"}),
        ("get_object", {**where, "ChecksumMode": "ENABLED"}),
        ("get_object_attributes", {**where, "ObjectAttributes": ["ETag", "ObjectParts", "ObjectSize"], "MaxParts": 3}),
        *((operation, where) for operation in ("get_object_tagging", "get_object_acl", "get_object_retention",
                                               "get_object_legal_hold", "get_object_torrent")),
        *((operation, lake) for operation in (
            "get_bucket_location", "get_bucket_versioning", "get_bucket_tagging", "get_bucket_acl", "get_bucket_policy",
            "get_bucket_policy_status", "get_bucket_cors", "get_bucket_encryption", "get_bucket_logging",
            "get_bucket_website", "get_bucket_replication", "get_bucket_request_payment", "get_public_access_block",
            "get_bucket_lifecycle_configuration", "get_bucket_notification_configuration",
            "get_bucket_ownership_controls", "get_object_lock_configuration", "get_bucket_accelerate_configuration",
            "list_bucket_analytics_configurations", "list_bucket_inventory_configurations",
            "list_bucket_metrics_configurations", "list_bucket_intelligent_tiering_configurations")),
        ("get_bucket_inventory_configuration", {**lake, "Id": "daily report"}),
    ]
    plain = [Request("s3", operation, params) for operation, params in calls]
    return plain + [Request("s3", "get_object", where, variables=TOKEN, note="session token"),
                    Request("s3", "list_objects_v2", lake, variables=LOCAL | TOKEN, note="session token, path style")]


def _queries() -> list[Request]:
    when = datetime(2026, 1, 2, 3, 4, 5, 678000, tzinfo=timezone.utc)
    return [
        Request("sts", "get_caller_identity"), Request("sts", "get_caller_identity", variables=TOKEN, note="token"),
        Request("sts", "assume_role", {
            "RoleArn": "arn:aws:iam::123456789012:role/data pipeline", "RoleSessionName": "ünïcode",
            "Policy": '{"Version": "2012-10-17", "Statement": []}', "DurationSeconds": 900,
            "Tags": [{"Key": "a b", "Value": "c+d%"}], "TransitiveTagKeys": []}),
        Request("sts", "get_session_token", {"DurationSeconds": 3600}),
        Request("iam", "list_users", {"PathPrefix": "/a b/", "MaxItems": 10}),
        Request("iam", "get_role", {"RoleName": "data-pipeline"}),
        Request("iam", "simulate_custom_policy", {
            "PolicyInputList": ['{"a": "<&>"}'], "ActionNames": ["s3:*", "iam:*"],
            "ContextEntries": [{"ContextKeyName": "aws:x", "ContextKeyType": "string", "ContextKeyValues": ["é"]}]}),
        Request("sns", "list_topics", {"NextToken": "a=b&c"}),
        Request("sns", "get_topic_attributes", {"TopicArn": "arn:aws:sns:us-west-2:123456789012:order-events"}),
        Request("cloudformation", "describe_stacks", {"StackName": "shop-notifications"}),
        Request("autoscaling", "describe_auto_scaling_groups", {"AutoScalingGroupNames": ["a", "b c"],
                                                                "IncludeInstances": False}),
        Request("rds", "describe_db_instances", {"Filters": [{"Name": "engine", "Values": ["mysql", "postgres"]}]}),
        Request("elbv2", "describe_load_balancers", {"Names": ["one", "two"]}),
        Request("ec2", "describe_instances"),
        Request("ec2", "describe_instances", {"InstanceIds": ["i-1", "i-2"], "DryRun": True,
                                              "Filters": [{"Name": "tag:Name", "Values": ["web 01", "é+%"]}]}),
        Request("ec2", "describe_spot_price_history", {"StartTime": when, "EndTime": AT, "InstanceTypes": ["m5.large"],
                                                       "MaxResults": 5}),
        Request("ec2", "describe_vpcs", {"VpcIds": []}),
        Request("route53", "list_hosted_zones"),
        Request("route53", "list_resource_record_sets", {"HostedZoneId": "Z1D633PJN98FT9",
                                                         "StartRecordName": "a b.example.com"}),
        Request("cloudfront", "list_distributions", {"MaxItems": "5"}),
    ]


def _json_bodies() -> list[Request]:
    when = datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc)
    return [
        Request("dynamodb", "list_tables"),
        Request("dynamodb", "put_item", {"TableName": "every-type", "Item": {
            "id": {"S": "ünïcode & <markup> 🦊"}, "number": {"N": "1.50"}, "binary": {"B": bytes(range(32))},
            "sets": {"BS": [b"\x00", b"\xff"]}, "null": {"NULL": True}, "map": {"M": {}}, "list": {"L": []}}}),
        Request("sqs", "list_queues", {"QueueNamePrefix": "or", "MaxResults": 5}),
        Request("sqs", "send_message", {"QueueUrl": "https://sqs.us-west-2.amazonaws.com/123456789012/orders",
                                        "MessageBody": "a\nb", "MessageAttributes": {
                                            "kind": {"DataType": "Binary", "BinaryValue": b"\x01\x02"}}}),
        Request("logs", "filter_log_events", {"logGroupName": "/a b/ü", "startTime": 1768000000000, "limit": 3}),
        Request("kms", "list_keys"), Request("kms", "encrypt", {"KeyId": "alias/x y", "Plaintext": b"secret"}),
        Request("ssm", "get_parameters_by_path", {"Path": "/a/b", "Recursive": True, "WithDecryption": False}),
        Request("events", "list_rules", {"NamePrefix": "x"}),
        Request("lambda", "list_functions", {"MaxItems": 7, "FunctionVersion": "ALL"}),
        Request("lambda", "get_function", {"FunctionName": "create order:1/é", "Qualifier": "$LATEST"}),
        Request("batch", "list_jobs", {"jobQueue": "q", "filters": [{"name": "JOB_NAME", "values": ["a*"]}]}),
        Request("cloudwatch", "describe_alarms", {"StateValue": "ALARM", "AlarmNames": ["a", "b"]}),
        Request("cloudwatch", "get_metric_data", {"StartTime": when, "EndTime": AT, "MetricDataQueries": [
            {"Id": "m", "Expression": "SUM(METRICS())", "ReturnData": True}]}),
    ]


def _signature(secret: str, string_to_sign: str) -> str:
    key = ("AWS4" + secret).encode()
    for word in string_to_sign.split("\n")[2].split("/"):
        key = hmac.new(key, word.encode(), hashlib.sha256).digest()
    return hmac.new(key, string_to_sign.encode(), hashlib.sha256).hexdigest()


def _printed_steps_agree(found: dict[str, Any]) -> list[str]:
    """The canonical request and the string to sign that are printed have to lead to the signature."""
    lines = []
    string_to_sign = found["string_to_sign"]
    if hashlib.sha256(found["canonical_request"].encode()).hexdigest() != string_to_sign.split("\n")[-1]:
        lines.append("canonical_request: its SHA-256 is not what string_to_sign ends with")
    signature = re.search(r"Signature=([0-9a-f]{64})$", found["headers"].get("Authorization", ""))
    if not signature or signature[1] != _signature(KEYS["AWS_SECRET_ACCESS_KEY"], string_to_sign):
        lines.append("string_to_sign: does not lead to the signature that is sent")
    return lines


def _headers(headers: Mapping[str, Any]) -> dict[str, str]:
    texts = ((name.lower(), value.decode() if isinstance(value, bytes) else str(value))
             for name, value in headers.items())
    return {name: value for name, value in texts if name not in _OWN}


def _as_bytes(body: Any) -> bytes:
    return body if isinstance(body, bytes) else str(body or "").encode()


def _compare(cli: IniaCli, request: Request) -> str:
    variables = KEYS | NO_FILES | SETTINGS | dict(request.variables)
    expected = boto3_peer.signed_request(request.service, request.region, request.operation, request.params, variables,
                                         AT)
    found = cli.call(request.service, request.operation, request.params, "--region", request.region, "--dry-run",
                     "--at", f"{AT:%Y-%m-%dT%H:%M:%SZ}", environment=variables).document()
    pairs = {"method": (expected.method, found["method"]), "url": (expected.url, found["url"]),
             "body": (_as_bytes(expected.body), base64.b64decode(found["body_base64"]))}
    theirs, ours = _headers(expected.headers), _headers(found["headers"])
    pairs |= {f"header {name}": (theirs.get(name), ours.get(name)) for name in sorted(theirs.keys() | ours.keys())}
    lines = [f"{what}: boto3    {one!r}\n{' ' * len(what)}  inia-cli {other!r}"
             for what, (one, other) in pairs.items() if one != other]
    lines += _printed_steps_agree(found)
    if lines:
        raise Mismatch("\n".join(lines))
    return found["method"] + " " + found["url"][:140]


def check_requests(report: Report, cli: IniaCli) -> None:
    for request in _s3_reads() + _odd_keys() + _where_requests_go() + _queries() + _json_bodies():
        report.check("request", request.tag(), lambda request=request: _compare(cli, request))
