#include "tests/core/quirks/quirkcases.h"

namespace inia::tests {

namespace {

constexpr QuirkCase requests[] = {
    {"two-way bedrock-runtime", "bedrock-runtime", "InvokeModelWithBidirectionalStream",
     R"({"modelId": "m"})", R"({"error": "TwoWayStream", "says": "HTTP/2"})"},
    {"two-way connecthealth", "connecthealth", "StartMedicalScribeListeningSession", "{}",
     R"({"error": "TwoWayStream", "says": "connecthealth"})"},
    {"two-way lexv2-runtime", "lexv2-runtime", "start_conversation", "{}",
     R"({"error": "TwoWayStream", "says": "StartConversation"})"},
    {"two-way polly", "polly", "StartSpeechSynthesisStream", "{}",
     R"({"error": "TwoWayStream", "says": ""})"},
    {"two-way qbusiness", "qbusiness", "Chat", "{}", R"({"error": "TwoWayStream", "says": "HTTP/1.1"})"},

    {"s3 copy source: text", "s3", "CopyObject",
     R"({"Bucket": "d-d", "Key": "k", "CopySource": "/b/k e+y/~é"})",
     R"({"headers": {"x-amz-copy-source": "/b/k%20e%2By/~%C3%A9"}})"},
    {"s3 copy source: version", "s3", "UploadPartCopy",
     R"({"Bucket": "d-d", "Key": "k", "UploadId": "u", "PartNumber": 1, "CopySource": "b/?a b?versionId=v+1"})",
     R"({"headers": {"x-amz-copy-source": "b/%3Fa%20b?versionId=v+1"}})"},
    {"s3 copy source: no version", "s3", "CopyObject",
     R"({"Bucket": "d-d", "Key": "k", "CopySource": "b/a?versionId=1 2"})",
     R"({"headers": {"x-amz-copy-source": "b/a%3FversionId%3D1%202"}})"},
    {"s3 copy source: map", "s3", "CopyObject",
     R"({"Bucket": "d-d", "Key": "k", "CopySource": {"Bucket": "b", "Key": "a/b?c", "VersionId": "v"}})",
     R"({"headers": {"x-amz-copy-source": "b/a/b%3Fc?versionId=v"}})"},
    {"s3 copy source: access point", "s3", "CopyObject",
     R"({"Bucket": "d-d", "Key": "k", "CopySource":
         {"Bucket": "arn:aws:s3:us-west-2:123456789012:accesspoint/ap", "Key": "k"}})",
     R"({"headers": {"x-amz-copy-source":
         "arn%3Aaws%3As3%3Aus-west-2%3A123456789012%3Aaccesspoint/ap/object/k"}})"},
    {"s3 copy source: no key", "s3", "CopyObject",
     R"({"Bucket": "d-d", "Key": "k", "CopySource": {"Bucket": "b"}})",
     R"({"error": "MissingParameter", "says": "'Key'"})"},
    {"s3 metadata: value", "s3", "PutObject", R"({"Bucket": "d-d", "Key": "k", "Metadata": {"n": "é"}})",
     R"({"error": "NonAsciiMetadata", "says": "ASCII"})"},
    {"s3 metadata: name", "s3", "CreateMultipartUpload",
     R"({"Bucket": "d-d", "Key": "k", "Metadata": {"é": "v"}})",
     R"({"error": "NonAsciiMetadata", "says": "ASCII"})"},
    {"s3 metadata: plain", "s3", "PutObject", R"({"Bucket": "d-d", "Key": "k", "Metadata": {"n": "v~"}})",
     R"({"headers": {"x-amz-meta-n": "v~"}})"},
    {"s3 customer key: digest added", "s3", "GetObject",
     R"({"Bucket": "d-d", "Key": "k", "SSECustomerAlgorithm": "AES256",
         "SSECustomerKey": "00000000000000000000000000000000"})",
     R"({"headers": {
         "x-amz-server-side-encryption-customer-key": "MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA=",
         "x-amz-server-side-encryption-customer-key-MD5": "zZ5FnqcIqUjVwvWmyog4zw=="}})"},
    {"s3 customer key: digest given", "s3", "HeadObject",
     R"({"Bucket": "d-d", "Key": "k", "SSECustomerKey": "a2V5", "SSECustomerKeyMD5": "bWQ1"})",
     R"({"headers": {"x-amz-server-side-encryption-customer-key": "a2V5",
                     "x-amz-server-side-encryption-customer-key-MD5": "bWQ1"}})"},
    {"s3 customer key of the source", "s3", "CopyObject",
     R"({"Bucket": "d-d", "Key": "k", "CopySource": "b/k",
         "CopySourceSSECustomerKey": "00000000000000000000000000000000"})",
     R"({"headers": {
         "x-amz-copy-source-server-side-encryption-customer-key":
             "MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA=",
         "x-amz-copy-source-server-side-encryption-customer-key-MD5": "zZ5FnqcIqUjVwvWmyog4zw==",
         "x-amz-server-side-encryption-customer-key": null}})"},
    {"s3 bucket name: blank", "s3", "GetObject", R"({"Bucket": "a b", "Key": "k"})",
     R"({"error": "InvalidBucketName", "says": "'a b'"})"},
    {"s3 bucket name: empty", "s3", "ListObjectsV2", R"({"Bucket": ""})",
     R"({"error": "InvalidBucketName", "says": "1 to 255"})"},
    {"s3 bucket name: foreign ARN", "s3", "GetObject",
     R"({"Bucket": "arn:aws:s3:us-west-2:123456789012:bucket/b", "Key": "k"})",
     R"({"error": "InvalidBucketName", "says": "access point"})"},
    {"s3 bucket name: ARN without account", "s3", "GetObject",
     R"({"Bucket": "arn:aws:s3:us-west-2::accesspoint/ap", "Key": "k"})",
     R"({"error": "InvalidBucketName", "says": "access point"})"},
    {"s3 bucket name: access point", "s3", "GetObject",
     R"({"Bucket": "arn:aws:s3:us-west-2:123456789012:accesspoint:ap", "Key": "k"})",
     R"({"url": "https://ap-123456789012.s3-accesspoint.us-west-2.amazonaws.com/k"})"},
    {"s3 bucket in the uri: host", "s3", "GetObject", R"({"Bucket": "b-1", "Key": "k"})",
     R"({"url": "https://b-1.s3.us-west-2.amazonaws.com/k"})"},
    {"s3 bucket in the uri: path", "s3", "GetObject", R"({"Bucket": "B_1", "Key": "k"})",
     R"({"url": "https://s3.us-west-2.amazonaws.com/B_1/k"})"},
    {"s3 bucket in the uri: query", "s3", "GetBucketTagging", R"({"Bucket": "b-1"})",
     R"({"url": "https://b-1.s3.us-west-2.amazonaws.com/?tagging"})"},
    {"s3 keys of ListObjects: request", "s3", "ListObjects", R"({"Bucket": "b-1"})",
     R"({"url": "https://b-1.s3.us-west-2.amazonaws.com/?encoding-type=url"})"},
    {"s3 line breaks", "s3", "DeleteObjects",
     R"({"Bucket": "b-1", "Delete": {"Objects": [{"Key": "a\r\nb"}]}})",
     R"({"body": "<Delete xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Object><Key>a&#xD;&#xA;b</Key></Object></Delete>"})"},

    {"s3control outpost arns: bucket", "s3control", "GetBucket",
     R"({"Bucket": "arn:aws:s3-outposts:us-west-2:123456789012:outpost:op-01:bucket:b"})",
     R"({"url": "https://s3-outposts.us-west-2.amazonaws.com/v20180820/bucket/arn%3Aaws%3As3-outposts%3Aus-west-2%3A123456789012%3Aoutpost%3Aop-01%3Abucket%3Ab",
         "headers": {"x-amz-account-id": "123456789012", "x-amz-outpost-id": "op-01"}})"},
    {"s3control outpost arns: other account", "s3control", "GetBucket",
     R"({"Bucket": "arn:aws:s3-outposts:us-west-2:123456789012:outpost:op-01:bucket:b", "AccountId": "1"})",
     R"({"error": "UnsupportedS3ControlArn", "says": "AccountId '1'"})"},
    {"s3control outpost arns: FIPS", "s3control", "GetAccessPoint",
     R"({"Name": "arn:aws:s3-outposts:fips-us-west-2:123456789012:outpost:op-01:accesspoint:ap"})",
     R"({"error": "UnsupportedS3ControlArn", "says": "FIPS"})"},
    {"s3control outpost arns: no outpost", "s3control", "GetAccessPoint",
     R"({"Name": "arn:aws:s3:us-west-2:123456789012:accesspoint:ap"})",
     R"({"error": "UnsupportedS3ControlArn", "says": "Name takes"})"},
    {"s3control outpost arns: acceleration", "s3control", "GetBucket",
     R"({"Bucket": "arn:aws:s3-outposts:us-west-2:123456789012:outpost:op-01:bucket:b"})",
     R"({"accelerate": true, "error": "UnsupportedS3ControlConfiguration", "says": "accelerate"})"},
    {"s3control account id", "s3control", "ListJobs", R"({"AccountId": "123456789012"})",
     R"({"url": "https://123456789012.s3-control.us-west-2.amazonaws.com/v20180820/jobs"})"},

    {"glacier account id", "glacier", "ListVaults", "{}",
     R"({"url": "https://glacier.us-west-2.amazonaws.com/-/vaults"})"},
    {"glacier account id: given", "glacier", "ListVaults", R"({"accountId": "123456789012"})",
     R"({"url": "https://glacier.us-west-2.amazonaws.com/123456789012/vaults"})"},
    {"glacier version", "glacier", "ListVaults", "{}",
     R"({"headers": {"x-amz-glacier-version": "2012-06-01"}})"},
    {"glacier hashes", "glacier", "UploadArchive", R"({"vaultName": "v", "body": "abc"})",
     R"({"headers": {
         "x-amz-content-sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
         "x-amz-sha256-tree-hash": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}})"},
    {"glacier hashes: given", "glacier", "UploadArchive",
     R"({"vaultName": "v", "body": "abc", "checksum": "known"})",
     R"({"headers": {"x-amz-sha256-tree-hash": "known"}})"},

    {"autoscaling user data", "autoscaling", "CreateLaunchConfiguration",
     R"({"LaunchConfigurationName": "l", "UserData": "x"})",
     R"({"body": "Action=CreateLaunchConfiguration&Version=2011-01-01&LaunchConfigurationName=l&UserData=eA%3D%3D"})"},
    {"ec2 user data", "ec2", "RunInstances",
     R"({"MinCount": 1, "MaxCount": 1, "UserData": "#!/bin/sh", "ClientToken": "t"})",
     R"({"body": "Action=RunInstances&Version=2016-11-15&MinCount=1&MaxCount=1&UserData=IyEvYmluL3No&ClientToken=t"})"},
    {"ec2 filters: alias", "ec2", "DescribeFlowLogs", R"({"Filters": [{"Name": "a", "Values": ["b"]}]})",
     R"({"body": "Action=DescribeFlowLogs&Version=2016-11-15&Filter.1.Name=a&Filter.1.Value.1=b"})"},
    {"ec2 filters: both", "ec2", "DescribeFlowLogs", R"({"Filters": [], "Filter": []})",
     R"({"error": "AliasConflict", "says": "'Filters' is another name of 'Filter' in DescribeFlowLogs"})"},
    {"ec2 filters: own name", "ec2", "DescribeVpcs", R"({"Filters": [{"Name": "a", "Values": ["b"]}]})",
     R"({"body": "Action=DescribeVpcs&Version=2016-11-15&Filter.1.Name=a&Filter.1.Value.1=b"})"},
    {"logs from", "logs", "CreateExportTask",
     R"({"logGroupName": "l", "fromTime": 1, "to": 2, "destination": "d"})",
     R"({"body": "{\"logGroupName\": \"l\", \"to\": 2, \"destination\": \"d\", \"from\": 1}"})"},
    {"cloudsearchdomain return", "cloudsearchdomain", "Search", R"({"query": "a b", "returnFields": "x,y"})",
     R"({"body": "format=sdk&pretty=true&q=a%20b&return=x%2Cy"})"},
    {"ec2 url of the source region: made", "ec2", "CopySnapshot",
     R"({"SourceRegion": "eu-west-1", "SourceSnapshotId": "snap 1"})",
     R"({"body": "Action=CopySnapshot&Version=2016-11-15&SourceRegion=eu-west-1&SourceSnapshotId=snap+1&Presig
nedUrl=https%3A%2F%2Fec2.eu-west-1.amazonaws.com%2F%3FAction%3DCopySnapshot%26Version%3D2016
-11-15%26SourceRegion%3Deu-west-1%26SourceSnapshotId%3Dsnap%25201%26DestinationRegion%3Dus-w
est-2%26X-Amz-Algorithm%3DAWS4-HMAC-SHA256%26X-Amz-Credential%3DAKIDEXAMPLE%252F20260102%252
Feu-west-1%252Fec2%252Faws4_request%26X-Amz-Date%3D20260102T030405Z%26X-Amz-Expires%3D3600%2
6X-Amz-SignedHeaders%3Dhost%26X-Amz-Signature%3D1224d8068e83d5bf12716c685467ec83670a1b0e6eb1
fc9b132b5f79427da3ad&DestinationRegion=us-west-2"})"},
    {"ec2 url of the source region: given", "ec2", "CopySnapshot",
     R"({"SourceRegion": "eu-west-1", "SourceSnapshotId": "snap", "PresignedUrl": "u"})",
     R"({"body": "Action=CopySnapshot&Version=2016-11-15&SourceRegion=eu-west-1&SourceSnapshotId=snap&Presigne
dUrl=u"})"},
    {"rds url of the source region: made", "rds", "CopyDBSnapshot",
     R"({"SourceDBSnapshotIdentifier": "s", "TargetDBSnapshotIdentifier": "t", "SourceRegion": "eu-west-1"})",
     R"({"body": "Action=CopyDBSnapshot&Version=2014-10-31&SourceDBSnapshotIdentifier=s&TargetDBSnapshotIdenti
fier=t&PreSignedUrl=https%3A%2F%2Frds.eu-west-1.amazonaws.com%2F%3FAction%3DCopyDBSnapshot%2
6Version%3D2014-10-31%26SourceDBSnapshotIdentifier%3Ds%26TargetDBSnapshotIdentifier%3Dt%26De
stinationRegion%3Dus-west-2%26X-Amz-Algorithm%3DAWS4-HMAC-SHA256%26X-Amz-Credential%3DAKIDEX
AMPLE%252F20260102%252Feu-west-1%252Frds%252Faws4_request%26X-Amz-Date%3D20260102T030405Z%26
X-Amz-Expires%3D3600%26X-Amz-SignedHeaders%3Dhost%26X-Amz-Signature%3Dd4acf29a04eb1a7ebd4937
d00fbcc818a9c82d75fe7866e7596b5ffc4f7b513a"})"},
    {"rds url of the source region: given", "rds", "CreateDBCluster",
     R"({"DBClusterIdentifier": "s", "Engine": "t", "SourceRegion": "eu-west-1", "PreSignedUrl": "u"})",
     R"({"body": "Action=CreateDBCluster&Version=2014-10-31&DBClusterIdentifier=s&Engine=t&PreSignedUrl=u"})"},
    {"neptune url of the source region", "neptune", "CreateDBCluster",
     R"({"DBClusterIdentifier": "s", "Engine": "t", "SourceRegion": "eu-west-1"})",
     R"({"body": "Action=CreateDBCluster&Version=2014-10-31&DBClusterIdentifier=s&Engine=t&PreSignedUrl=https%
3A%2F%2Frds.eu-west-1.amazonaws.com%2F%3FAction%3DCreateDBCluster%26Version%3D2014-10-31%26D
BClusterIdentifier%3Ds%26Engine%3Dt%26DestinationRegion%3Dus-west-2%26X-Amz-Algorithm%3DAWS4
-HMAC-SHA256%26X-Amz-Credential%3DAKIDEXAMPLE%252F20260102%252Feu-west-1%252Frds%252Faws4_re
quest%26X-Amz-Date%3D20260102T030405Z%26X-Amz-Expires%3D3600%26X-Amz-SignedHeaders%3Dhost%26
X-Amz-Signature%3D9ee60a0de800490e954a6c6a912381f8e7b72ad450362bca88530cf55b10e196"})"},
    {"docdb url of the source region", "docdb", "CopyDBClusterSnapshot",
     R"({"SourceDBClusterSnapshotIdentifier": "s", "TargetDBClusterSnapshotIdentifier": "t",
         "SourceRegion": "eu-west-1"})",
     R"({"body": "Action=CopyDBClusterSnapshot&Version=2014-10-31&SourceDBClusterSnapshotIdentifier=s&TargetDB
ClusterSnapshotIdentifier=t&PreSignedUrl=https%3A%2F%2Frds.eu-west-1.amazonaws.com%2F%3FActi
on%3DCopyDBClusterSnapshot%26Version%3D2014-10-31%26SourceDBClusterSnapshotIdentifier%3Ds%26
TargetDBClusterSnapshotIdentifier%3Dt%26DestinationRegion%3Dus-west-2%26X-Amz-Algorithm%3DAW
S4-HMAC-SHA256%26X-Amz-Credential%3DAKIDEXAMPLE%252F20260102%252Feu-west-1%252Frds%252Faws4_
request%26X-Amz-Date%3D20260102T030405Z%26X-Amz-Expires%3D3600%26X-Amz-SignedHeaders%3Dhost%
26X-Amz-Signature%3Dcc8b64a71b15d001741f007730477f2ce1bd0edf6eea615ebd7d09a97ab01b9b"})"},
    {"rds url of the source region: same region", "rds", "CreateDBCluster",
     R"({"DBClusterIdentifier": "s", "Engine": "t"})",
     R"({"body": "Action=CreateDBCluster&Version=2014-10-31&DBClusterIdentifier=s&Engine=t"})"},
    {"route53 ids: zone", "route53", "GetHostedZone", R"({"Id": "/hostedzone/Z1"})",
     R"({"url": "https://route53.amazonaws.com/2013-04-01/hostedzone/Z1"})"},
    {"route53 ids: change", "route53", "GetChange", R"({"Id": "/change/C1"})",
     R"({"url": "https://route53.amazonaws.com/2013-04-01/change/C1"})"},

    {"trace id: outside Lambda", "iam", "ListRoles", "{}",
     R"({"environment": {"_X_AMZN_TRACE_ID": "EnvValue"}, "headers": {"X-Amzn-Trace-Id": null}})"},
    {"trace id: none", "iam", "ListRoles", "{}",
     R"({"environment": {"AWS_LAMBDA_FUNCTION_NAME": "f"}, "headers": {"X-Amzn-Trace-Id": null}})"},
    {"trace id: plain", "iam", "ListRoles", "{}",
     R"({"environment": {"AWS_LAMBDA_FUNCTION_NAME": "f", "_X_AMZN_TRACE_ID": "Root=1-5e;Parent=5{\"a\"},[b]+&:"},
         "headers": {"X-Amzn-Trace-Id": "Root=1-5e;Parent=5{\"a\"},[b]+&:"}})"},
    {"trace id: encoded", "iam", "ListRoles", "{}",
     R"({"environment": {"AWS_LAMBDA_FUNCTION_NAME": "f", "_X_AMZN_TRACE_ID": "first\nsecond¼\t/"},
         "headers": {"X-Amzn-Trace-Id": "first%0Asecond%C2%BC%09%2F"}})"},
    {"apigateway accept", "apigateway", "GetRestApis", "{}",
     R"({"headers": {"Accept": "application/json"}})"},
    {"apigateway accept: given", "apigateway", "GetExport",
     R"({"restApiId": "r", "stageName": "s", "exportType": "swagger", "accepts": "application/yaml"})",
     R"({"headers": {"Accept": "application/yaml"}})"},
    {"cloudsearchdomain form", "cloudsearchdomain", "Search", R"({"query": "q"})",
     R"({"method": "POST", "url": "https://cloudsearchdomain.us-west-2.amazonaws.com/2013-01-01/search",
         "headers": {"Content-Type": "application/x-www-form-urlencoded"}})"},
    {"machinelearning endpoint", "machinelearning", "Predict",
     R"({"MLModelId": "m", "Record": {}, "PredictEndpoint": "http://realtime.example.com"})",
     R"({"url": "http://realtime.example.com/"})"},
    {"machinelearning endpoint: no URL", "machinelearning", "Predict",
     R"({"MLModelId": "m", "Record": {}, "PredictEndpoint": "realtime"})",
     R"({"error": "InvalidPredictEndpoint", "says": "'realtime'"})"},
};

constexpr QuirkCase responses[] = {
    {"s3 keys of ListObjects: prefix stays", "s3", "ListObjects",
     R"({"params": {"Bucket": "b"}, "body": "<ListBucketResult><EncodingType>url</EncodingType><Prefix>a%2F+</Prefix>
<Marker>m+%2B</Marker><Contents><Key>a%2Bb+c%01</Key></Contents><CommonPrefixes><Prefix>p%2F</Prefix></CommonPrefixes>
</ListBucketResult>"})",
     R"({"EncodingType": "url", "Prefix": "a%2F+", "Marker": "m +", "Contents": [{"Key": "a+b c\u0001"}],
         "CommonPrefixes": [{"Prefix": "p/"}]})"},
    {"s3 keys of ListObjectsV2", "s3", "ListObjectsV2",
     R"({"params": {"Bucket": "b"}, "body": "<ListBucketResult><EncodingType>url</EncodingType><Prefix>a%2F+</Prefix>
<StartAfter>s+</StartAfter><Delimiter>%2F</Delimiter><Contents><Key>+</Key></Contents></ListBucketResult>"})",
     R"({"EncodingType": "url", "Prefix": "a/ ", "StartAfter": "s ", "Delimiter": "/", "Contents": [{"Key": " "}]})"},
    {"s3 keys of ListObjectsV2: asked by the caller", "s3", "ListObjectsV2",
     R"({"params": {"Bucket": "b", "EncodingType": "url"}, "body":
         "<ListBucketResult><EncodingType>url</EncodingType><Prefix>a%2F</Prefix></ListBucketResult>"})",
     R"({"EncodingType": "url", "Prefix": "a%2F"})"},
    {"s3 answers of ListObjects: a marker", "s3", "ListObjectsV2",
     R"({"params": {"Bucket": "b"}, "body": "<ListBucketResult><EncodingType>url</EncodingType>
<IsTruncated>true</IsTruncated><NextMarker>k%2B</NextMarker><Contents><Key>k</Key></Contents></ListBucketResult>"})",
     R"({"EncodingType": "url", "IsTruncated": true, "Contents": [{"Key": "k"}], "NextMarker": "k+"})"},
    {"s3 answers of ListObjects: the last entry", "s3", "ListObjectsV2",
     R"({"params": {"Bucket": "b"}, "body": "<ListBucketResult><Marker/><IsTruncated>true</IsTruncated>
<Contents><Key>k</Key></Contents><CommonPrefixes><Prefix>p/</Prefix></CommonPrefixes></ListBucketResult>"})",
     R"({"IsTruncated": true, "Contents": [{"Key": "k"}], "CommonPrefixes": [{"Prefix": "p/"}], "NextMarker": "p/"})"},
    {"s3 answers of ListObjects: the end", "s3", "ListObjectsV2",
     R"({"params": {"Bucket": "b"}, "body": "<ListBucketResult><Marker/><IsTruncated>false</IsTruncated>
<Contents><Key>k</Key></Contents></ListBucketResult>"})",
     R"({"IsTruncated": false, "Contents": [{"Key": "k"}]})"},
    {"s3 answers of ListObjects: neither form", "s3", "ListObjectsV2",
     R"({"params": {"Bucket": "b"}, "body": "<ListBucketResult><IsTruncated>true</IsTruncated>
<Contents><Key>k</Key></Contents></ListBucketResult>"})",
     R"({"IsTruncated": true, "Contents": [{"Key": "k"}]})"},
    {"s3 keys of ListObjectVersions", "s3", "ListObjectVersions",
     R"({"params": {"Bucket": "b"}, "body": "<ListVersionsResult><EncodingType>url</EncodingType>
<KeyMarker>k+</KeyMarker><NextKeyMarker>n%2B</NextKeyMarker><Version><Key>v+</Key></Version>
<DeleteMarker><Key>d+</Key></DeleteMarker></ListVersionsResult>"})",
     R"({"EncodingType": "url", "KeyMarker": "k ", "NextKeyMarker": "n+", "Versions": [{"Key": "v "}],
         "DeleteMarkers": [{"Key": "d "}]})"},
    {"s3 error with status 200: in XML", "s3", "CompleteMultipartUpload",
     R"({"params": {"Bucket": "b", "Key": "k", "UploadId": "u"}, "body":
         "\n<?xml version='1.0'?>\n<Error><Code>InternalError</Code><Message>again</Message></Error>"})",
     R"({"error": "InternalError", "status": 500, "message": "again"})"},
    {"s3 error with status 200: cut in a body that is read", "s3", "ListBuckets",
     R"({"body": "<ListAllMyBucketsResult><Buckets><Bucket><Name>a"})", R"({"error": "500", "status": 500})"},
    {"s3 error with status 200: cut in a body that is not", "s3", "PutObject",
     R"({"params": {"Bucket": "b", "Key": "k"}, "body": "<half"})", R"({"error": "500", "status": 500})"},
    {"s3 error with status 200: text that is the answer", "s3", "GetBucketPolicy",
     R"({"params": {"Bucket": "b"}, "body": "<Error>"})", R"({"Policy": "<Error>"})"},
    {"s3 error with status 200: no output", "s3", "PutBucketPolicy",
     R"({"params": {"Bucket": "b", "Policy": "{}"}, "body": "<Error>"})", R"({})"},
    {"s3 refused checksums: a header", "s3", "PutObject",
     R"({"params": {"Bucket": "b", "Key": "k"}, "status": 501, "body": "<Error><Code>NotImplemented</Code>
<Message>Header 'x-amz-checksum-crc32' is not implemented</Message></Error>"})",
     R"j({"error": "NotImplemented", "status": 501, "message": "Header 'x-amz-checksum-crc32' is not implemented
 (If this server does not know the checksums that are sent by default, set
 request_checksum_calculation = when_required in the profile, or AWS_REQUEST_CHECKSUM_CALCULATION.)"})j"},
    {"s3 refused checksums: not about them", "s3", "PutObject",
     R"({"params": {"Bucket": "b", "Key": "k"}, "status": 501, "body": "<Error><Code>NotImplemented</Code>
<Message>no</Message></Error>"})",
     R"({"error": "NotImplemented", "status": 501, "message": "no"})"},
    {"s3 refused checksums: one that is wrong", "s3", "PutObject",
     R"({"params": {"Bucket": "b", "Key": "k"}, "status": 400, "body": "<Error><Code>BadDigest</Code>
<Message>The CRC32 you specified did not match</Message></Error>"})",
     R"({"error": "BadDigest", "status": 400, "message": "The CRC32 you specified did not match"})"},
    {"s3 expires: a date", "s3", "HeadObject",
     R"({"params": {"Bucket": "b", "Key": "k"}, "headers": {"Expires": "Fri, 02 Jan 2026 03:04:05 GMT"}})",
     R"({"Expires": "2026-01-02T03:04:05+00:00", "ExpiresString": "Fri, 02 Jan 2026 03:04:05 GMT", "Metadata": {}, "ContentLength": 0})"},
    {"s3 expires: no date", "s3", "HeadObject",
     R"({"params": {"Bucket": "b", "Key": "k"}, "headers": {"Expires": "never"}})",
     R"({"ExpiresString": "never", "Metadata": {}, "ContentLength": 0})"},
    {"s3 expires: not in the output", "s3", "HeadBucket",
     R"({"params": {"Bucket": "b"}, "headers": {"Expires": "never"}})", R"({})"},
    {"s3 etag as proof: put", "s3", "PutObject", R"({"params": {"Bucket": "b", "Key": "k"}})",
     R"({"error": "NoProof", "status": 200})"},
    {"s3 etag as proof: put, there", "s3", "PutObject",
     R"({"params": {"Bucket": "b", "Key": "k"}, "headers": {"ETag": "\"e\""}})", R"({"ETag": "\"e\""})"},
    {"s3 etag as proof: part", "s3", "UploadPart",
     R"({"params": {"Bucket": "b", "Key": "k", "UploadId": "u", "PartNumber": 1}, "status": 204})",
     R"({"error": "NoProof", "status": 204})"},
    {"s3 etag as proof: copy", "s3", "CopyObject",
     R"({"params": {"Bucket": "b", "Key": "k", "CopySource": "b/x"}, "body": "<CopyObjectResult/>"})",
     R"({"error": "NoProof"})"},
    {"s3 etag as proof: copy, there", "s3", "CopyObject",
     R"({"params": {"Bucket": "b", "Key": "k", "CopySource": "b/x"},
         "body": "<CopyObjectResult><ETag>e</ETag></CopyObjectResult>"})",
     R"({"CopyObjectResult": {"ETag": "e"}})"},
    {"s3 etag as proof: copied part", "s3", "UploadPartCopy",
     R"({"params": {"Bucket": "b", "Key": "k", "UploadId": "u", "PartNumber": 1, "CopySource": "b/x"}, "body": ""})",
     R"({"error": "EmptyAnswer"})"},
    {"s3 etag as proof: completed", "s3", "CompleteMultipartUpload",
     R"({"params": {"Bucket": "b", "Key": "k", "UploadId": "u"},
         "body": "<CompleteMultipartUploadResult><Key>k</Key></CompleteMultipartUploadResult>"})",
     R"({"error": "NoProof"})"},
    {"s3 etag as proof: completed, empty", "s3", "CompleteMultipartUpload",
     R"({"params": {"Bucket": "b", "Key": "k", "UploadId": "u"}, "body": "  \n"})",
     R"({"error": "EmptyAnswer"})"},
    {"s3 upload id as proof", "s3", "CreateMultipartUpload",
     R"({"params": {"Bucket": "b", "Key": "k"},
         "body": "<InitiateMultipartUploadResult><Key>k</Key></InitiateMultipartUploadResult>"})",
     R"({"error": "NoProof"})"},
    {"s3 end as proof", "s3", "SelectObjectContent",
     R"({"params": {"Bucket": "b", "Key": "k", "Expression": "SELECT 1", "ExpressionType": "SQL",
                    "InputSerialization": {}, "OutputSerialization": {}}})",
     R"({"error": "NoProof"})"},
    {"s3 bucket location", "s3", "GetBucketLocation",
     R"({"params": {"Bucket": "b"}, "body":
         "<?xml version='1.0'?><LocationConstraint xmlns='urn:x'>eu-west-1</LocationConstraint>"})",
     R"({"LocationConstraint": "eu-west-1"})"},
    {"s3 bucket location: us-east-1", "s3", "GetBucketLocation",
     R"({"params": {"Bucket": "b"}, "body": "<LocationConstraint xmlns='urn:x'/>"})",
     R"({"LocationConstraint": null})"},

    {"cloudformation template: JSON", "cloudformation", "GetTemplate",
     R"({"body": "<GetTemplateResponse><GetTemplateResult><TemplateBody>{\"b\": 1, \"a\": [2]}</TemplateBody>
</GetTemplateResult></GetTemplateResponse>"})",
     R"({"TemplateBody": {"b": 1, "a": [2]}})"},
    {"cloudformation template: YAML", "cloudformation", "GetTemplate",
     R"({"body": "<GetTemplateResponse><GetTemplateResult><TemplateBody>a: 1</TemplateBody></GetTemplateResult>
</GetTemplateResponse>"})",
     R"({"TemplateBody": "a: 1"})"},
    {"ec2 console output", "ec2", "GetConsoleOutput",
     R"({"params": {"InstanceId": "i"}, "body": "<R><output>aGVs\nbG8g/w==</output></R>"})",
     R"({"Output": "hello \ufffd"})"},
    {"ec2 console output: not base64", "ec2", "GetConsoleOutput",
     R"({"params": {"InstanceId": "i"}, "body": "<R><output>abcde</output></R>"})", R"({"Output": "abcde"})"},
    {"iam policies: in a structure", "iam", "GetUserPolicy",
     R"({"params": {"UserName": "u", "PolicyName": "p"}, "body": "<R><GetUserPolicyResult><UserName>u</UserName>
<PolicyName>p</PolicyName><PolicyDocument>%7B%22b%22%3A%5B%22x+y%22%5D%2C%22a%22%3A1%7D</PolicyDocument>
</GetUserPolicyResult></R>"})",
     R"({"UserName": "u", "PolicyName": "p", "PolicyDocument": {"b": ["x+y"], "a": 1}})"},
    {"iam policies: in a list", "iam", "ListRoles",
     R"({"body": "<R><ListRolesResult><Roles><member><RoleName>r</RoleName>
<AssumeRolePolicyDocument>%7B%7D</AssumeRolePolicyDocument></member></Roles></ListRolesResult></R>"})",
     R"({"Roles": [{"RoleName": "r", "AssumeRolePolicyDocument": {}}]})"},
    {"iam policies: no JSON", "iam", "GetUserPolicy",
     R"({"params": {"UserName": "u", "PolicyName": "p"}, "body": "<R><GetUserPolicyResult>
<PolicyDocument>%7Bno</PolicyDocument></GetUserPolicyResult></R>"})",
     R"({"PolicyDocument": "%7Bno"})"},
    {"sqs exception", "sqs", "GetQueueUrl",
     R"({"params": {"QueueName": "q"}, "status": 400,
         "headers": {"x-amzn-query-error": "AWS.SimpleQueueService.NonExistentQueue;Sender"},
         "body": "{\"__type\": \"com.amazonaws.sqs#QueueDoesNotExist\", \"message\": \"gone\"}"})",
     R"({"error": "AWS.SimpleQueueService.NonExistentQueue", "exception": "QueueDoesNotExist", "status": 400})"},
    {"sso-oidc message", "sso-oidc", "RegisterClient",
     R"({"params": {"clientName": "c", "clientType": "public"}, "status": 400,
         "headers": {"x-amzn-errortype": "InvalidClientException"},
         "body": "{\"error\": \"invalid_client\", \"error_description\": \"who are you\"}"})",
     R"({"error": "InvalidClientException", "message": "who are you"})"},
    {"sso-oidc message: given", "sso-oidc", "RegisterClient",
     R"({"params": {"clientName": "c", "clientType": "public"}, "status": 400,
         "headers": {"x-amzn-errortype": "InvalidClientException"},
         "body": "{\"message\": \"m\", \"error_description\": \"who are you\"}"})",
     R"({"error": "InvalidClientException", "message": "m"})"},
};

} // namespace

std::span<const QuirkCase> requestCases()
{
    return requests;
}

std::span<const QuirkCase> responseCases()
{
    return responses;
}

} // namespace inia::tests
