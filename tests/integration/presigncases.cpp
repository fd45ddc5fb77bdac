#include "tests/integration/presigncases.h"

#include "core/protocol/jsonreader.h"

namespace inia::tests {

namespace {

/// The same setting in boto3's words and in ours.
struct Setting {
    const char* config;
    void (*apply)(ClientOptions&);
};

const Setting settings[] = {
    {"{}", [](ClientOptions&) {}},
    {R"({"signature_version": "s3v4"})", [](ClientOptions& o) { o.signatureVersion = "s3v4"; }},
    {R"({"signature_version": "s3"})", [](ClientOptions& o) { o.signatureVersion = "s3"; }},
    {R"({"s3": {"addressing_style": "path"}})",
     [](ClientOptions& o) { o.s3AddressingStyle = AddressingStyle::Path; }},
    {R"({"s3": {"addressing_style": "virtual"}})",
     [](ClientOptions& o) { o.s3AddressingStyle = AddressingStyle::Virtual; }},
    {R"({"use_dualstack_endpoint": true})", [](ClientOptions& o) { o.useDualStack = true; }},
    {R"({"use_fips_endpoint": true})", [](ClientOptions& o) { o.useFips = true; }},
    {R"({"s3": {"use_accelerate_endpoint": true}})", [](ClientOptions& o) { o.s3UseAccelerate = true; }},
    {R"({"s3": {"us_east_1_regional_endpoint": "regional"}})",
     [](ClientOptions& o) { o.s3UsEast1Regional = RegionalEndpoints::Regional; }},
    {R"({"s3": {"use_arn_region": false}})", [](ClientOptions& o) { o.s3UseArnRegion = false; }},
    {R"({"s3": {"payload_signing_enabled": false}})", [](ClientOptions& o) { o.s3PayloadSigning = false; }},
};

const char* const s3Regions[] = {"us-east-1",     "us-west-2",   "eu-central-1", "ap-northeast-1",
                                 "us-gov-west-1", "cn-north-1",  "aws-global",   "us-iso-east-1",
                                 "eu-west-3",     "mx-nowhere-1"};

const char* const s3Calls[] = {
    R"({"operation": "GetObject", "params": {"Key": "a b/+%/\u00fc"}})",
    R"({"operation": "GetObject", "params": {"Key": "k", "VersionId": "v/1", "Range": "bytes=0-9",
        "IfMatch": "x", "ResponseContentType": "text/plain; a=b", "ExpectedBucketOwner": "123456789012"}})",
    R"({"operation": "HeadObject", "params": {"Key": "k", "PartNumber": 2, "RequestPayer": "requester"}})",
    R"({"operation": "PutObject", "params": {"Key": "k", "ContentType": "text/plain", "ACL": "public-read",
        "Metadata": {"b": "2", "A": "1"}, "ContentMD5": "x==", "CacheControl": "no-store"}})",
    R"({"operation": "PutObject", "params": {"Key": "k", "ChecksumAlgorithm": "SHA256"}})",
    R"({"operation": "PutObject", "params": {"Key": "k"}, "method": "POST"})",
    R"({"operation": "DeleteObject", "params": {"Key": "k"}})",
    R"({"operation": "CopyObject", "params": {"Key": "k", "CopySource": "other/a"}})",
    R"({"operation": "ListObjectsV2", "params": {"Prefix": "a b/", "Delimiter": "/"}})",
    R"({"operation": "ListObjectVersions", "params": {}})",
    R"({"operation": "GetBucketLocation", "params": {}})",
    R"({"operation": "GetBucketAcl", "params": {}})",
    R"({"operation": "CreateBucket", "params": {}})",
    R"({"operation": "CreateMultipartUpload", "params": {"Key": "k", "StorageClass": "STANDARD_IA"}})",
    R"({"operation": "UploadPart", "params": {"Key": "k", "UploadId": "u", "PartNumber": 3}})",
};

const char* const buckets[] = {"bucket",
                               "my.bucket",
                               "under_score",
                               "Upper",
                               "arn:aws:s3:eu-west-1:123456789012:accesspoint/ap",
                               "arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-1/accesspoint/ap"};

const char* const otherCalls[] = {
    R"({"service": "sts", "operation": "GetCallerIdentity", "params": {}})",
    R"({"service": "sts", "operation": "GetCallerIdentity", "params": {}, "method": "GET"})",
    R"({"service": "iam", "operation": "ListUsers", "params": {"PathPrefix": "/a b/", "MaxItems": 3}})",
    R"({"service": "ec2", "operation": "DescribeInstances", "params": {"InstanceIds": ["i-1", "i-2"], "DryRun": true}})",
    R"({"service": "sqs", "operation": "SendMessage", "params": {"QueueUrl": "https://q/1", "MessageBody": "a'b",
        "MessageAttributes": {"x": {"DataType": "String", "StringValue": "\"y\" \n \u00e9"}}}})",
    R"({"service": "dynamodb", "operation": "Scan", "params": {"TableName": "t", "ConsistentRead": true,
        "AttributesToGet": ["a", "b c"], "ExclusiveStartKey": {"k": {"L": [{"NULL": true}, {"N": "1.5"}]}}}})",
    R"({"service": "lambda", "operation": "Invoke", "params": {"FunctionName": "f", "Qualifier": "$LATEST"}})",
    R"({"service": "lambda", "operation": "CreateAlias", "params": {"FunctionName": "f", "Name": "n",
        "FunctionVersion": "1", "RoutingConfig": {"AdditionalVersionWeights": {"2": 0.25}}}})",
    R"({"service": "polly", "operation": "SynthesizeSpeech", "params": {"OutputFormat": "mp3", "Text": "hi \u00fc",
        "VoiceId": "Joanna", "SpeechMarkTypes": ["word", "ssml"]}})",
    R"({"service": "apigateway", "operation": "GetRestApis", "params": {"limit": 5}})",
    R"({"service": "route53", "operation": "ListHostedZones", "params": {"MaxItems": "1"}})",
    R"({"service": "cloudfront", "operation": "ListDistributions", "params": {}})",
    R"({"service": "cognito-identity", "operation": "GetId", "params": {"IdentityPoolId": "us-east-1:x"}})",
    R"({"service": "kinesis", "operation": "ListStreams", "params": {"Limit": 2}})",
    R"({"service": "glacier", "operation": "ListVaults", "params": {"accountId": "-"}})",
    R"({"service": "sdb", "operation": "ListDomains", "params": {}})",
    R"({"service": "s3control", "operation": "ListAccessPoints", "params": {"AccountId": "123456789012"}})",
    R"({"service": "mediastore-data", "operation": "GetObject", "params": {"Path": "a/b"}})",
    R"({"service": "s3", "operation": "ListBuckets", "params": {}})",
};

const char* const otherRegions[] = {"us-east-1", "us-west-2", "eu-central-1", "cn-north-1", "us-gov-west-1"};

PresignCase makeCase(Value given, const Setting& setting)
{
    given.insert("config", parseJson(setting.config).value());
    given.insert("expires", 900);
    return {std::move(given), setting.apply};
}

bool isGiven(const char* name, const Setting& setting)
{
    return parseJson(setting.config).value().contains(name);
}

/// boto3 signs with SigV4a only where awscrt is installed, and takes the next best scheme elsewhere.
bool prefersSigV4a(std::string_view bucket)
{
    return bucket.starts_with("arn:aws:s3-outposts:");
}

void addS3(std::vector<PresignCase>& cases, const char* region, const Setting& setting)
{
    for (const char* bucket : buckets) {
        if (prefersSigV4a(bucket) && !isGiven("signature_version", setting))
            continue;
        for (const char* call : s3Calls) {
            Value given = parseJson(call).value();
            given.insert("service", "s3");
            given.insert("region", region);
            Value params = given["params"];
            params.insert("Bucket", bucket);
            given.insert("params", params);
            cases.push_back(makeCase(std::move(given), setting));
        }
        cases.push_back(makeCase(Value::map({{"service", "s3"},
                                             {"region", region},
                                             {"bucket", bucket},
                                             {"key", "a/${filename}"},
                                             {"fields", Value::map({{"acl", "private"}})}}),
                                 setting));
    }
}

void addOthers(std::vector<PresignCase>& cases, const char* region)
{
    for (const char* call : otherCalls) {
        for (const char* token : {"", "a/token+"}) {
            Value given = parseJson(call).value();
            given.insert("region", region);
            if (*token)
                given.insert("token", token);
            cases.push_back(makeCase(std::move(given), settings[0]));
        }
    }
}

} // namespace

std::vector<PresignCase> presignCases()
{
    std::vector<PresignCase> cases;
    for (const char* region : s3Regions) {
        for (const Setting& setting : settings)
            addS3(cases, region, setting);
    }
    for (const char* region : otherRegions)
        addOthers(cases, region);
    return cases;
}

} // namespace inia::tests
