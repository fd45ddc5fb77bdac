"""What is measured, written down once for inia-bench and for botocore: a JSON file and the answers it names."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_CREDENTIALS = {
    "access_key": "AKIDEXAMPLE",
    "secret_key": "an invented secret",
    "token": "",
}


def _hash(number: int) -> str:
    return hashlib.md5(str(number).encode()).hexdigest()


def _objects(count: int) -> str:
    contents = "".join(
        f"<Contents><Key>logs/2025/11/site/000000-{i:04}-{_hash(i)[:16]}.json.gz</Key>"
        f"<LastModified>2025-11-{i % 28 + 1:02}T{i % 24:02}:{i % 60:02}:{i % 59:02}.000Z</LastModified>"
        f"<ETag>&quot;{_hash(i)}&quot;</ETag><ChecksumAlgorithm>CRC64NVME</ChecksumAlgorithm>"
        f"<ChecksumType>FULL_OBJECT</ChecksumType><Size>{1000000 + i}</Size>"
        "<StorageClass>STANDARD</StorageClass></Contents>"
        for i in range(count)
    )
    return (
        f'{_XML}<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>bench</Name>'
        f"<Prefix></Prefix><EncodingType>url</EncodingType><MaxKeys>{count}</MaxKeys><KeyCount>{count}</KeyCount>"
        "<IsTruncated>true</IsTruncated><NextContinuationToken>page-000001</NextContinuationToken>"
        f"{contents}</ListBucketResult>"
    )


def _items(count: int) -> str:
    items = [
        {
            "pk": {"S": "customer#0000042"},
            "sk": {"S": f"order#2026-11-{i % 28 + 1:02}#{i:06}"},
            "total": {"N": f"{i * 17 % 9999}.{i % 100:02}"},
            "paid": {"BOOL": i % 3 == 0},
            "tags": {"SS": ["web", f"campaign-{i % 7}"]},
            "address": {"M": {"city": {"S": "Zürich"}, "zip": {"S": f"{8000 + i % 100}"}}},
            "lines": {"L": [{"M": {"sku": {"S": _hash(i)[:12]}, "count": {"N": str(i % 5 + 1)}}} for _ in range(3)]},
        }
        for i in range(count)
    ]
    return json.dumps({"Count": count, "ScannedCount": count, "Items": items}, separators=(",", ":"))


def _instance(i: int) -> str:
    number = _hash(i)
    tags = "".join(f"<item><key>tag-{n}</key><value>{_hash(n)[:12]}</value></item>" for n in range(6))
    return (
        f"<item><reservationId>r-{number[:17]}</reservationId><ownerId>123456789012</ownerId><groupSet/>"
        f"<instancesSet><item><instanceId>i-{number[:17]}</instanceId><imageId>ami-{number[3:20]}</imageId>"
        "<instanceState><code>16</code><name>running</name></instanceState>"
        f"<privateDnsName>ip-10-0-{i % 256}-{i % 250}.ec2.internal</privateDnsName><dnsName/><reason/>"
        "<keyName>operations</keyName><amiLaunchIndex>0</amiLaunchIndex><productCodes/>"
        "<instanceType>m7g.2xlarge</instanceType><launchTime>2026-10-05T07:31:12.000Z</launchTime>"
        "<placement><availabilityZone>us-east-1a</availabilityZone><groupName/><tenancy>default</tenancy></placement>"
        f"<monitoring><state>disabled</state></monitoring><subnetId>subnet-{number[5:22]}</subnetId>"
        f"<vpcId>vpc-{number[7:24]}</vpcId><privateIpAddress>10.0.{i % 256}.{i % 250}</privateIpAddress>"
        "<sourceDestCheck>true</sourceDestCheck><groupSet><item><groupId>sg-0123456789abcdef0</groupId>"
        "<groupName>web</groupName></item></groupSet><architecture>arm64</architecture>"
        "<rootDeviceType>ebs</rootDeviceType><rootDeviceName>/dev/xvda</rootDeviceName><blockDeviceMapping><item>"
        f"<deviceName>/dev/xvda</deviceName><ebs><volumeId>vol-{number[9:26]}</volumeId><status>attached</status>"
        "<attachTime>2026-10-05T07:31:13.000Z</attachTime><deleteOnTermination>true</deleteOnTermination></ebs>"
        f"</item></blockDeviceMapping><virtualizationType>hvm</virtualizationType><tagSet>{tags}</tagSet>"
        "<hypervisor>xen</hypervisor><ebsOptimized>true</ebsOptimized><enaSupport>true</enaSupport>"
        "<metadataOptions><state>applied</state><httpTokens>required</httpTokens>"
        "<httpPutResponseHopLimit>2</httpPutResponseHopLimit><httpEndpoint>enabled</httpEndpoint></metadataOptions>"
        "</item></instancesSet></item>"
    )


def _instances(count: int) -> str:
    return (
        f'{_XML}<DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">'
        "<requestId>8f7724cf-496f-496e-8fe3-example</requestId>"
        f"<reservationSet>{''.join(_instance(i) for i in range(count))}</reservationSet>"
        "</DescribeInstancesResponse>"
    )


_SIGN: list[dict[str, Any]] = [
    {
        "name": "S3 listing, GET",
        "method": "GET",
        "url": "https://bench.s3.us-east-1.amazonaws.com/"
        "?list-type=2&prefix=logs%2F2026%2F&continuation-token=1ueGcxLPRx1Tr%2FXYExHnhbYLgveDs2J&encoding-type=url",
        "headers": {"User-Agent": "bench/1.0"},
        "body": "",
        "region": "us-east-1",
        "signing_name": "s3",
        "s3": True,
    },
    {
        "name": "DynamoDB Query, POST",
        "method": "POST",
        "url": "https://dynamodb.us-east-1.amazonaws.com/",
        "headers": {"X-Amz-Target": "DynamoDB_20120810.Query", "Content-Type": "application/x-amz-json-1.0"},
        "body": '{"TableName": "orders", "KeyConditionExpression": "pk = :pk", '
        '"ExpressionAttributeValues": {":pk": {"S": "customer#0000042"}}}',
        "region": "us-east-1",
        "signing_name": "dynamodb",
        "s3": False,
    },
]

_PROTOCOL: list[dict[str, Any]] = [
    {
        "name": "ListObjectsV2, 1,000 keys",
        "service": "s3",
        "operation": "ListObjectsV2",
        "params": {"Bucket": "bench", "Prefix": "logs/2026/", "ContinuationToken": "page-000000"},
        "url": "https://s3.us-east-1.amazonaws.com",
        "answer": "list_objects_v2.xml",
        "answer_headers": {"Content-Type": "application/xml", "x-amz-request-id": "0123456789ABCDEF"},
        "region": "us-east-1",
        "signing_name": "s3",
        "s3": True,
    },
    {
        "name": "DynamoDB Query, 500 items",
        "service": "dynamodb",
        "operation": "Query",
        "params": {
            "TableName": "orders",
            "KeyConditionExpression": "pk = :pk",
            "ExpressionAttributeValues": {":pk": {"S": "customer#0000042"}},
        },
        "url": "https://dynamodb.us-east-1.amazonaws.com",
        "answer": "query.json",
        "answer_headers": {"Content-Type": "application/x-amz-json-1.0", "x-amzn-RequestId": "0123456789ABCDEF"},
        "region": "us-east-1",
        "signing_name": "dynamodb",
        "s3": False,
    },
    {
        "name": "DescribeInstances, 200 instances",
        "service": "ec2",
        "operation": "DescribeInstances",
        "params": {"Filters": [{"Name": "instance-state-name", "Values": ["running"]}]},
        "url": "https://ec2.us-east-1.amazonaws.com",
        "answer": "describe_instances.xml",
        "answer_headers": {"Content-Type": "text/xml;charset=UTF-8"},
        "region": "us-east-1",
        "signing_name": "ec2",
        "s3": False,
    },
]


def write_cases(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    answers = {
        "list_objects_v2.xml": _objects(1000),
        "query.json": _items(500),
        "describe_instances.xml": _instances(200),
    }
    for name, text in answers.items():
        (folder / name).write_text(text, encoding="utf-8")
    path = folder / "cases.json"
    content = {"credentials": _CREDENTIALS, "sign": _SIGN, "protocol": _PROTOCOL}
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")
    return path
