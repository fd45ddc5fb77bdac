"""Every operation of S3 that reads, over the wire against MinIO: inia-cli batch beside boto3.

    INIA_TEST_MINIO_ENDPOINT=... INIA_TEST_MINIO_ACCESS_KEY=... INIA_TEST_MINIO_SECRET_KEY=... \
        python compare_minio.py INIA_CLI

What MinIO does not know it refuses; the refusals have to be equal too.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

_ENDPOINT, _ACCESS_KEY, _SECRET_KEY = (f"INIA_TEST_MINIO_{word}" for word in ("ENDPOINT", "ACCESS_KEY", "SECRET_KEY"))
# A bucket, a key and what else an operation may need, to be found or not.
_VALUES = {"Bucket": "acme-versioned", "Id": "daily", "UploadId": "none-such", "AnnotationName": "note",
           "ObjectAttributes": ["ETag", "ObjectSize", "StorageClass"], "Expression": "SELECT * FROM S3Object",
           "ExpressionType": "SQL", "InputSerialization": {"JSON": {"Type": "LINES"}},
           "OutputSerialization": {"JSON": {}}}


def _key(client) -> str:
    return client.list_objects_v2(Bucket=_VALUES["Bucket"], MaxKeys=1)["Contents"][0]["Key"]


def _questions(client) -> list[tuple[str, dict[str, Any]]]:
    from botocore import xform_name

    values = _VALUES | {"Key": _key(client)}
    questions = []
    for name in client.meta.service_model.operation_names:
        operation = client.meta.service_model.operation_model(name)
        if name.startswith(("Get", "List", "Head")):
            needed = operation.input_shape.required_members if operation.input_shape else []
            questions.append((xform_name(name), {member: values[member] for member in needed}))
    where = {"Bucket": values["Bucket"], "Key": values["Key"]}
    return questions + [
        ("get_object", {**where, "Range": "bytes=0-3"}), ("get_object", {**where, "PartNumber": 1}),
        ("get_object", {**where, "IfNoneMatch": "*"}), ("get_object", {**where, "Key": "no/such key"}),
        ("get_object", {**where, "VersionId": "00000000-0000-0000-0000-000000000000"}),
        ("head_object", {**where, "Key": "no/such key"}), ("head_bucket", {"Bucket": "acme-no-such-bucket"}),
        ("list_objects_v2", {"Bucket": "acme-many", "Delimiter": "/"}),
        ("list_objects_v2", {"Bucket": "acme-many", "Prefix": "items/", "MaxKeys": 7, "FetchOwner": True}),
        ("list_objects", {"Bucket": "acme-odd-keys"}), ("list_objects_v2", {"Bucket": "acme-odd-keys"}),
        ("list_objects_v2", {"Bucket": "acme-empty"}), ("list_object_versions", {"Bucket": "acme-versioned"}),
    ]


def main(arguments: list[str]) -> int:
    missing = [name for name in (_ENDPOINT, _ACCESS_KEY, _SECRET_KEY) if not os.environ.get(name)]
    if missing:
        print(f"Skipped as a whole: {', '.join(missing)} not set; packaging/test.sh starts MinIO and sets them")
        return 0
    from inia_cli import without_aws

    environment = without_aws(os.environ) | {
        "HOME": "/nonexistent", "AWS_DEFAULTS_MODE": "legacy", "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1", "AWS_ENDPOINT_URL": os.environ[_ENDPOINT],
        "AWS_ACCESS_KEY_ID": os.environ[_ACCESS_KEY], "AWS_SECRET_ACCESS_KEY": os.environ[_SECRET_KEY]}
    os.environ.clear()
    os.environ.update(environment)
    from report import Report
    from service_calls import ServiceCalls

    report = Report("minio_equals_boto3")
    calls = ServiceCalls(arguments[0], environment)
    for method, params in _questions(calls.client("s3")):
        report.check("reads", f"{method} {params}"[:150],
                     lambda method=method, params=params: calls.compare_call("s3", method, params))
    print(calls.summary())
    return report.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
