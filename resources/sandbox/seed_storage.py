"""Users, keys and S3 objects, put straight into moto's backends.

Through boto3 a put costs milliseconds even inside the process; straight into the backend thousands take part of a
second, which lets the sandbox answer S3 before the slower services are seeded.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from moto.iam.models import iam_backends
from moto.s3.models import s3_backends

from accounts import BUCKETS, MAIN_ACCOUNT, PROFILES, BucketSpec, ProfileSpec
from content import Deletion, ObjectSpec

_KMS_ALIAS = "alias/acme/data-lake"


@dataclass(frozen=True)
class AccessKey:
    id: str
    secret: str


def create_user(account: str, name: str, statements: list[dict]) -> AccessKey:
    """A real IAM user with an inline policy: moto checks its signatures and its permissions."""
    backend = iam_backends[account]["aws"]
    backend.create_user("us-east-1", name, tags=[{"Key": "purpose", "Value": "sandbox profile"}])
    backend.put_user_policy(name, "sandbox", json.dumps({"Version": "2012-10-17", "Statement": statements}))
    key = backend.create_access_key(name)
    return AccessKey(key.access_key_id, key.secret_access_key)


def create_profile_users() -> list[tuple[ProfileSpec, AccessKey]]:
    return [(profile, create_user(profile.account, profile.user, profile.statements)) for profile in PROFILES]


def _put(backend, bucket: str, spec: ObjectSpec) -> None:
    key = backend.put_object(bucket, spec.key, spec.body, storage=spec.storage_class, disable_notification=True,
                             encryption="aws:kms" if spec.kms else "AES256",
                             kms_key_id=_KMS_ALIAS if spec.kms else None)
    key.last_modified = spec.modified
    key.set_metadata({"Content-Type": spec.content_type, **spec.headers,
                      **{f"x-amz-meta-{name}": value for name, value in spec.metadata.items()}})
    if spec.tags:
        backend.put_object_tagging(key, spec.tags)


def _seed_bucket(spec: BucketSpec) -> int:
    backend = s3_backends[spec.account]["aws"]
    backend.create_bucket(spec.name, spec.region)
    backend.put_bucket_tagging(spec.name, {"team": "data", "env": "sandbox"})
    if spec.versioned:
        backend.put_bucket_versioning(spec.name, "Enabled")
    count = 0
    for step in spec.objects():
        if isinstance(step, Deletion):
            backend.delete_object(spec.name, step.key)
        else:
            _put(backend, spec.name, step)
            count += 1
    return count


def seed_buckets() -> int:
    """All buckets of both accounts; returns how many objects were written."""
    iam_backends[MAIN_ACCOUNT]["aws"].create_account_alias("acme-sandbox")
    return sum(_seed_bucket(spec) for spec in BUCKETS)
