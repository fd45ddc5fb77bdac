"""Fills a MinIO server with the sandbox's contents, as far as MinIO takes them, and a bucket of 2,500 objects.

    MINIO_ROOT_USER=... MINIO_ROOT_PASSWORD=... python seed_minio.py ENDPOINT

Over HTTP, since MinIO is a program of its own; run once on an empty server.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

import boto3
from botocore.config import Config

import content
from content import Deletion, ObjectSpec

_THREADS = 8
MANY = 2500


def buckets() -> dict[str, Callable[[], Iterable[ObjectSpec | Deletion]]]:
    return {
        "acme-empty": lambda: (),
        "acme-many": lambda: content.numbered(MANY, "items/item-"),
        "acme-odd-keys": lambda: (spec for spec in content.odd_keys() if content.accepted_by_minio(spec.key)),
        "acme-versioned": content.versioned,
        "acme-web-assets": content.web_assets,
    }


def _apply(client, bucket: str, step: ObjectSpec | Deletion) -> None:
    if isinstance(step, Deletion):
        client.delete_object(Bucket=bucket, Key=step.key)
        return
    headers = {name.replace("-", ""): value for name, value in step.headers.items()}  # Cache-Control -> CacheControl
    client.put_object(Bucket=bucket, Key=step.key, Body=step.body, ContentType=step.content_type,
                      Metadata=step.metadata, **headers)


def seed(client) -> int:
    written = 0
    for bucket, steps in buckets().items():
        client.create_bucket(Bucket=bucket)
        if bucket == "acme-versioned":  # its steps build on one another
            client.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
            threads = 1
        else:
            threads = _THREADS
        with ThreadPoolExecutor(threads) as pool:
            written += len(list(pool.map(lambda step: _apply(client, bucket, step), steps())))
    return written


def main() -> int:
    parser = argparse.ArgumentParser(description="Fill an empty MinIO server for the tests.")
    parser.add_argument("endpoint", help="such as http://127.0.0.1:9000")
    arguments = parser.parse_args()
    client = boto3.client(
        "s3", endpoint_url=arguments.endpoint, region_name="us-east-1",
        aws_access_key_id=os.environ["MINIO_ROOT_USER"], aws_secret_access_key=os.environ["MINIO_ROOT_PASSWORD"],
        config=Config(max_pool_connections=_THREADS, s3={"addressing_style": "path"}))
    started = time.monotonic()
    written = seed(client)
    print(f"minio: {written} objects written in {time.monotonic() - started:.1f} s", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
