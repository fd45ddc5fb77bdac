"""The sandbox's two accounts: who may enter, what each may do, and which buckets there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import content
from content import EAST, PROD, WEST

MAIN_ACCOUNT, PROD_ACCOUNT = "123456789012", "210987654321"


def _allow(actions: str | list[str]) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": actions, "Resource": "*"}


_RESTRICTED = {"Sid": "NotTheRestrictedBucket", "Effect": "Deny", "Action": "s3:*",
               "Resource": ["arn:aws:s3:::acme-restricted", "arn:aws:s3:::acme-restricted/*"]}
# moto prefixes an action with the name the service signs with: CloudWatch's are `monitoring:`.
_READ_ONLY = ["s3:Get*", "s3:List*", "s3:Head*", "sts:*", "ec2:Describe*", "ec2:Get*", "dynamodb:Describe*",
              "dynamodb:Get*", "dynamodb:BatchGet*", "dynamodb:List*", "dynamodb:Query", "dynamodb:Scan", "sqs:Get*",
              "sqs:List*", "sns:Get*", "sns:List*", "lambda:Get*", "lambda:List*", "logs:Describe*", "logs:Get*",
              "logs:Filter*", "logs:List*", "cloudformation:Describe*", "cloudformation:Get*", "cloudformation:List*",
              "monitoring:Describe*", "monitoring:Get*", "monitoring:List*", "iam:Get*", "iam:List*", "tag:Get*"]


@dataclass(frozen=True)
class ProfileSpec:
    name: str
    region: str
    account: str
    user: str
    statements: list[dict[str, Any]]
    production: bool = False


PROFILES = (
    ProfileSpec("sandbox-west", WEST, MAIN_ACCOUNT, "west-developer", [_allow("*"), _RESTRICTED]),
    ProfileSpec("sandbox-east", EAST, MAIN_ACCOUNT, "east-analyst", [_allow(_READ_ONLY)]),
    ProfileSpec("sandbox-prod", PROD, PROD_ACCOUNT, "prod-operator", [_allow("*")], production=True),
)


# Identity Center: {account: (its name, {role: what it may})}.
SSO_ROLES = {
    MAIN_ACCOUNT: ("Acme Development", {"ReadOnly": [_allow(_READ_ONLY)], "Administrator": [_allow("*")]}),
    PROD_ACCOUNT: ("Acme Production", {"Operator": [_allow("*")]}),
}
# Roles that sandbox-west may take; the second only with a code of the device, whose seed is no secret.
MFA_ROLE = "sandbox-operator"
MFA_SERIAL = f"arn:aws:iam::{MAIN_ACCOUNT}:mfa/west-developer"
MFA_SEED = "INIASANDBOXMFASEED234567"
ASSUMED_ROLES = (
    (MAIN_ACCOUNT, "sandbox-reader", "west-developer", [_allow(_READ_ONLY)]),
    (MAIN_ACCOUNT, MFA_ROLE, "west-developer", [_allow("*")]),
)


@dataclass(frozen=True)
class BucketSpec:
    name: str
    region: str
    objects: Callable[[], Iterable[content.ObjectSpec | content.Deletion]]
    account: str = MAIN_ACCOUNT
    versioned: bool = False


BUCKETS = (
    BucketSpec("acme-backups", WEST, content.backups),
    BucketSpec("acme-data-lake", WEST, content.data_lake),
    BucketSpec("acme-empty", WEST, lambda: ()),
    BucketSpec("acme-odd-keys", WEST, content.odd_keys),
    BucketSpec("acme-restricted", WEST, content.restricted),
    BucketSpec("acme-versioned", WEST, content.versioned, versioned=True),
    BucketSpec("acme-web-assets", WEST, content.web_assets),
    BucketSpec("acme-east-analytics", EAST, lambda: content.numbered(1200, "events/2026-07-14/event-")),
    BucketSpec("acme-east-archive", EAST, content.backups),
    BucketSpec("acme-east-reports", EAST, lambda: content.reports(12, "finance")),
    BucketSpec("acme-prod-audit", PROD, lambda: content.numbered(300, "audit/2026/07/"), PROD_ACCOUNT),
    BucketSpec("acme-prod-media", PROD, content.web_assets, PROD_ACCOUNT),
    BucketSpec("acme-prod-orders", PROD, lambda: content.reports(8, "orders"), PROD_ACCOUNT, versioned=True),
)
