"""Answers of the sandbox through inia-cli beside those through boto3, field by field."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import boto3_peer
import content
from differences import differences, fields, shown
from inia_cli import IniaCli, Outcome
from report import Mismatch, Report, Skip

# The sandbox makes these up anew for every answer; that both have one is all there is to compare.
_NEVER_TWICE = {"NextContinuationToken", "ContinuationToken"}


@dataclass(frozen=True)
class Question:
    service: str
    operation: str
    params: dict[str, Any] = field(default_factory=dict)
    paginate: bool = False
    profile: str = "sandbox-west"

    def tag(self) -> str:
        words = [f"{self.service} {self.operation}", *(f"{name}={value!r}" for name, value in self.params.items())]
        if self.paginate:
            words.append("--paginate")
        if self.profile != "sandbox-west":
            words.append(f"as {self.profile}")
        return " ".join(words)[:150]


def _s3() -> list[Question]:
    lake, chosen = "acme-data-lake", "logs/2026/07/app-2026-07-14T09.jsonl.gz"
    listings = [
        {"Bucket": lake}, {"Bucket": lake, "Delimiter": "/"}, {"Bucket": lake, "MaxKeys": 3},
        {"Bucket": lake, "Prefix": "logs/2026/07/", "Delimiter": "/"},
        {"Bucket": lake, "Prefix": "logs/2026/07/", "StartAfter": "logs/2026/07/manifest"},
        {"Bucket": lake, "Prefix": "tables/", "Delimiter": "/", "FetchOwner": True},
        {"Bucket": lake, "Prefix": "no such prefix/"}, {"Bucket": "acme-empty"}, {"Bucket": "acme-odd-keys"},
        {"Bucket": "acme-odd-keys", "Delimiter": "/"}, {"Bucket": "acme-odd-keys", "EncodingType": "url"},
        {"Bucket": "acme-odd-keys", "Prefix": "unicode/décomposed"}, {"Bucket": "acme-odd-keys", "Delimiter": "+"},
    ]
    paged = [{"Bucket": lake}, {"Bucket": lake, "Prefix": "logs/2026/07/", "Delimiter": "/"},
             {"Bucket": "acme-odd-keys", "Delimiter": "/"}, {"Bucket": "acme-empty"}]
    where = {"Bucket": lake, "Key": chosen}
    return [
        Question("s3", "list_buckets"), Question("s3", "list_buckets", profile="sandbox-east"),
        Question("s3", "list_buckets", profile="sandbox-prod"),
        *(Question("s3", "list_objects_v2", params) for params in listings),
        *(Question("s3", "list_objects_v2", params, paginate=True) for params in paged),
        Question("s3", "list_objects", {"Bucket": lake, "MaxKeys": 5, "Delimiter": "/", "Prefix": "logs/"}),
        Question("s3", "list_objects", {"Bucket": "acme-odd-keys"}, paginate=True),
        Question("s3", "list_object_versions", {"Bucket": "acme-versioned"}),
        Question("s3", "list_object_versions", {"Bucket": "acme-versioned", "Prefix": "config/", "Delimiter": "/"}),
        Question("s3", "list_object_versions", {"Bucket": "acme-versioned"}, paginate=True),
        Question("s3", "get_bucket_location", {"Bucket": lake}),
        Question("s3", "get_bucket_location", {"Bucket": "acme-east-reports"}),
        Question("s3", "get_bucket_location", {"Bucket": "acme-prod-audit"}, profile="sandbox-prod"),
        Question("s3", "head_bucket", {"Bucket": lake}),
        Question("s3", "get_bucket_versioning", {"Bucket": "acme-versioned"}),
        Question("s3", "get_bucket_versioning", {"Bucket": "acme-empty"}),
        Question("s3", "get_bucket_tagging", {"Bucket": lake}), Question("s3", "get_bucket_acl", {"Bucket": lake}),
        Question("s3", "get_object_tagging", where), Question("s3", "get_object_acl", where),
        Question("s3", "get_object_attributes", {**where, "ObjectAttributes": ["ETag", "ObjectSize", "StorageClass"]}),
        Question("s3", "head_object", where), Question("s3", "get_object", where),
        Question("s3", "get_object", {**where, "Range": "bytes=100-199"}),
        Question("s3", "head_object", {"Bucket": "acme-web-assets", "Key": "index.html"}),
        *(Question("s3", method, {"Bucket": "acme-odd-keys", "Key": key})
          for key in content.ODD_KEYS if not content.has_dot_segment(key) for method in ("head_object", "get_object")),
    ]


def _other_services() -> list[Question]:
    calls = {
        "sts": ["get_caller_identity"],
        "iam": ["list_users", "list_groups", "list_policies", "get_account_summary", "list_account_aliases"],
        "sns": ["list_topics", "list_subscriptions"],
        "ec2": ["describe_instances", "describe_vpcs", "describe_subnets", "describe_security_groups",
                "describe_volumes", "describe_regions", "describe_availability_zones", "describe_tags",
                "describe_internet_gateways", "describe_route_tables", "describe_network_interfaces"],
        "cloudformation": ["describe_stacks", "list_stacks"], "cloudwatch": ["describe_alarms", "list_metrics"],
        "autoscaling": ["describe_auto_scaling_groups"], "elbv2": ["describe_load_balancers"],
        # An instance tells the moment it is asked at (LatestRestorableTime): no two answers are the same.
        "rds": ["describe_db_subnet_groups"], "elasticache": ["describe_cache_clusters"],
        "route53": ["list_hosted_zones"], "cloudfront": ["list_distributions"],
        "sqs": ["list_queues"], "dynamodb": ["list_tables"], "lambda": ["list_functions", "list_layers"],
        "logs": ["describe_log_groups"], "kms": ["list_keys"], "ssm": ["describe_parameters"],
        "secretsmanager": ["list_secrets"], "stepfunctions": ["list_state_machines"], "ecs": ["list_clusters"],
        "apigateway": ["get_rest_apis"], "batch": ["describe_job_queues"], "events": ["list_rules"],
    }
    plain = [Question(service, operation) for service, operations in calls.items() for operation in operations]
    return [
        *plain,
        Question("sts", "get_caller_identity", profile="sandbox-prod"),
        Question("iam", "list_roles"),
        Question("iam", "list_roles", {"PathPrefix": "/"}, paginate=True),
        Question("iam", "get_role", {"RoleName": "data-pipeline"}),
        Question("iam", "list_instance_profiles"),
        Question("iam", "list_attached_role_policies", {"RoleName": "data-pipeline"}),
        Question("iam", "get_user", {"UserName": "alice"}),
        Question("sns", "list_topics", paginate=True),
        Question("ec2", "describe_instances", {"Filters": [{"Name": "tag:team", "Values": ["shop"]},
                                                           {"Name": "instance-state-name", "Values": ["running"]}]}),
        Question("ec2", "describe_instances", {"MaxResults": 5}, paginate=True),
        Question("ec2", "describe_instances", profile="sandbox-prod"),
        Question("cloudformation", "describe_stack_resources", {"StackName": "shop-notifications"}),
        Question("cloudformation", "get_template", {"StackName": "shop-notifications"}),
        Question("cloudwatch", "describe_alarms", {"StateValue": "ALARM"}),
        Question("dynamodb", "describe_table", {"TableName": "orders"}),
        Question("dynamodb", "scan", {"TableName": "every-type"}),
        Question("dynamodb", "scan", {"TableName": "orders", "Limit": 25}, paginate=True),
        Question("dynamodb", "query", {"TableName": "orders", "KeyConditionExpression": "customer = :c",
                                       "ExpressionAttributeValues": {":c": {"S": "C-0001"}}}),
        Question("lambda", "get_function", {"FunctionName": "create-order"}),
        Question("logs", "describe_log_streams", {"logGroupName": "/acme/shop/api"}),
        Question("logs", "filter_log_events", {"logGroupName": "/acme/shop/api", "filterPattern": "ERROR"}),
    ]


def _skip_what_is_not_built(outcome: Outcome) -> None:
    if outcome.code == 255 and "which this version does not" in outcome.err:
        raise Skip(outcome.err.strip())


def _without_chance(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return {name: "(some text)" if name in _NEVER_TWICE and isinstance(member, str) else member
            for name, member in value.items()}


def _compare(cli: IniaCli, question: Question) -> str:
    options = ["--profile", question.profile] + (["--paginate"] if question.paginate else [])
    outcome = cli.call(question.service, question.operation, question.params, *options)
    _skip_what_is_not_built(outcome)
    found = outcome.document()
    expected = boto3_peer.answer(question.profile, question.service, question.operation, question.params,
                                 question.paginate)
    lines = differences(_without_chance(expected), _without_chance(found))
    if lines:
        raise Mismatch(shown(lines))
    return f"{fields(expected)} fields equal"


def check_answers(report: Report, cli: IniaCli) -> None:
    for question in _s3() + _other_services():
        report.check("answer", question.tag(), lambda question=question: _compare(cli, question))
