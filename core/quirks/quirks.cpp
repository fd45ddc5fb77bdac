#include "core/quirks/quirks.h"

#include "core/model/servicemodel.h"
#include "core/quirks/s3quirks.h"
#include "core/quirks/servicequirks.h"

#include <algorithm>
#include <array>

namespace inia {

namespace {

struct OldName {
    std::string_view service;
    std::string_view old;
    std::string_view current;
};

constexpr std::array<OldName, 7> oldNames{{
    {"mturk", "list_hi_ts_for_qualification_type", "list_hits_for_qualification_type"},
    {"socialmessaging", "delete_whatsapp_media_message", "delete_whatsapp_message_media"},
    {"cloudwatch", "get_o_tel_enrichment", "get_otel_enrichment"},
    {"cloudwatch", "start_o_tel_enrichment", "start_otel_enrichment"},
    {"cloudwatch", "stop_o_tel_enrichment", "stop_otel_enrichment"},
    {"cloudwatch", "update_o_tel_enrichment", "update_otel_enrichment"},
    {"signin", "create_o_auth2_token", "create_oauth2_token"},
}};

} // namespace

std::string_view currentServiceName(std::string_view name)
{
    return name == "runtime.sagemaker" ? "sagemaker-runtime" : name;
}

OperationModel findOperation(const ServiceModel& model, std::string_view name)
{
    const auto known = std::find_if(oldNames.begin(), oldNames.end(), [&](const OldName& entry) {
        return entry.service == model.name() && entry.old == name;
    });
    return model.operation(known == oldNames.end() ? name : known->current);
}

namespace {

bool names(std::string_view operations, std::string_view name)
{
    if (operations == "*")
        return true;
    for (auto at = operations.find(name); at != std::string_view::npos; at = operations.find(name, at + 1)) {
        const auto end = at + name.size();
        if ((at == 0 || operations[at - 1] == ' ') && (end == operations.size() || operations[end] == ' '))
            return true;
    }
    return false;
}

} // namespace

QuirkContext::QuirkContext(const OperationModel& model, const ClientConfig& clientConfig)
    : operation(model), config(clientConfig)
{
    const std::string_view service = model.service().name();
    for (const auto& quirk : allQuirks()) {
        if ((quirk.service == service || quirk.service == "*") && names(quirk.operations, model.name()))
            quirks.push_back(&quirk);
    }
}

Result<void> runBeforeBuild(QuirkContext& context, Value& params)
{
    for (const auto* quirk : context.quirks) {
        if (!quirk->beforeBuild)
            continue;
        if (auto done = quirk->beforeBuild(context, params); !done)
            return done;
    }
    return {};
}

void runBeforeCall(QuirkContext& context, SerializedRequest& request)
{
    for (const auto* quirk : context.quirks) {
        if (quirk->beforeCall)
            quirk->beforeCall(context, request);
    }
}

Result<void> runRequestCreated(QuirkContext& context, HttpRequest& request)
{
    for (const auto* quirk : context.quirks) {
        if (!quirk->requestCreated)
            continue;
        if (auto done = quirk->requestCreated(context, request); !done)
            return done;
    }
    return {};
}

void runBeforeParse(QuirkContext& context, HttpResponse& response)
{
    for (const auto* quirk : context.quirks) {
        if (quirk->beforeParse)
            quirk->beforeParse(context, response);
    }
}

bool runParseFailed(QuirkContext& context, HttpResponse& response)
{
    for (const auto* quirk : context.quirks) {
        if (quirk->parseFailed && quirk->parseFailed(context, response))
            return true;
    }
    return false;
}

Result<void> runProof(QuirkContext& context, const HttpResponse& response, const Value& result)
{
    for (const auto* quirk : context.quirks) {
        if (!quirk->proof)
            continue;
        if (auto proven = quirk->proof(context, response, result); !proven)
            return proven;
    }
    return {};
}

void runAfterCall(QuirkContext& context, const HttpResponse& response, Value& result)
{
    for (const auto* quirk : context.quirks) {
        if (quirk->afterCall)
            quirk->afterCall(context, response, result);
    }
}

void runAfterError(QuirkContext& context, const Value& errorValue, Error& error)
{
    for (const auto* quirk : context.quirks) {
        if (quirk->afterError)
            quirk->afterError(context, errorValue, error);
    }
}

namespace {

using namespace quirks;

constexpr std::string_view twoWay = "needs HTTP/2, where request and response flow at the same time";
constexpr std::string_view encodedKeys = "XML 1.0 cannot carry every character a key may hold";
constexpr std::string_view customerKey = "S3 wants the key in base64, with its MD5; callers have the key";
constexpr std::string_view crossRegion = "the service asks the other region with the caller's rights";
constexpr std::string_view base64UserData = "the model does not say that user data goes in base64";

/// What botocore registers for one operation runs before what it registers for a service, and that before
/// what is for all.
constexpr Quirk table[] = {
    // Two-way streams
    {.service = "bedrock-runtime",
     .operations = "InvokeModelWithBidirectionalStream",
     .reason = twoWay,
     .test = "two-way bedrock-runtime",
     .beforeBuild = refuseTwoWayStream},
    {.service = "connecthealth",
     .operations = "StartMedicalScribeListeningSession",
     .reason = twoWay,
     .test = "two-way connecthealth",
     .beforeBuild = refuseTwoWayStream},
    {.service = "lexv2-runtime",
     .operations = "StartConversation",
     .reason = twoWay,
     .test = "two-way lexv2-runtime",
     .beforeBuild = refuseTwoWayStream},
    {.service = "polly",
     .operations = "StartSpeechSynthesisStream",
     .reason = twoWay,
     .test = "two-way polly",
     .beforeBuild = refuseTwoWayStream},
    {.service = "qbusiness",
     .operations = "Chat",
     .reason = twoWay,
     .test = "two-way qbusiness",
     .beforeBuild = refuseTwoWayStream},

    // S3
    {.service = "s3",
     .operations = "CopyObject UploadPartCopy",
     .reason = "the header holds an encoded path, callers have bucket and key",
     .test = "s3 copy source",
     .beforeBuild = encodeCopySource},
    {.service = "s3",
     .operations = "CopyObject PutObject CreateMultipartUpload",
     .reason = "other characters break headers or signatures on their way",
     .test = "s3 metadata",
     .beforeBuild = checkMetadata},
    {.service = "s3",
     .operations =
         "HeadObject GetObject PutObject CopyObject CreateMultipartUpload UploadPart UploadPartCopy "
         "CompleteMultipartUpload SelectObjectContent",
     .reason = customerKey,
     .test = "s3 customer key",
     .beforeBuild = encodeCustomerKey},
    {.service = "s3",
     .operations = "CopyObject UploadPartCopy",
     .reason = customerKey,
     .test = "s3 customer key of the source",
     .beforeBuild = encodeCopySourceCustomerKey},
    {.service = "s3",
     .operations = "*",
     .reason = "a wrong bucket name would end up in the host or path of another resource",
     .test = "s3 bucket name",
     .beforeBuild = checkBucketName},
    {.service = "s3",
     .operations = "*",
     .reason = "the endpoint rules put the bucket into host or path themselves",
     .test = "s3 bucket in the uri",
     .beforeBuild = dropBucketFromUri},
    {.service = "s3",
     .operations = "ListObjects",
     .reason = encodedKeys,
     .test = "s3 keys of ListObjects",
     .beforeBuild = askForEncodedKeys,
     .afterCall = decodeObjects},
    {.service = "s3",
     .operations = "ListObjectsV2",
     .reason = encodedKeys,
     .test = "s3 keys of ListObjectsV2",
     .beforeBuild = askForEncodedKeys,
     .afterCall = decodeObjectsV2},
    {.service = "s3",
     .operations = "ListObjectsV2",
     .reason = "servers that only know ListObjects answer in its form; without its marker the rest is lost",
     .test = "s3 answers of ListObjects",
     .afterCall = keepMarker},
    {.service = "s3",
     .operations = "ListObjectVersions",
     .reason = encodedKeys,
     .test = "s3 keys of ListObjectVersions",
     .beforeBuild = askForEncodedKeys,
     .afterCall = decodeVersions},
    {.service = "s3",
     .operations = "DeleteObjects PutBucketLifecycleConfiguration",
     .reason = "XML readers turn a line break of a key into another one",
     .test = "s3 line breaks",
     .beforeCall = escapeLineBreaks},
    {.service = "s3",
     .operations = "*",
     .reason = "failures of long operations come with status 200, and so does a body that was cut",
     .test = "s3 error with status 200",
     .beforeParse = turnErrorBodyIntoFailure,
     .parseFailed = turnBrokenBodyIntoFailure},
    {.service = "s3",
     .operations = "*",
     .reason = "objects carry any text as Expires; what is no date must not cost the whole answer",
     .test = "s3 expires",
     .beforeParse = dropUnreadableExpires,
     .afterCall = keepExpiresText},
    {.service = "s3",
     .operations = "*",
     .reason =
         "servers of others refuse checksums they do not know, and nobody guesses which setting sends them",
     .test = "s3 refused checksums",
     .afterError = nameChecksumSetting},
    {.service = "s3",
     .operations = "PutObject UploadPart CopyObject UploadPartCopy CompleteMultipartUpload",
     .reason = "S3 names what it has stored; a 200 without that name may come from anybody",
     .test = "s3 etag as proof",
     .proof = askForETag},
    {.service = "s3",
     .operations = "CreateMultipartUpload",
     .reason = "without its id the upload can neither go on nor be given up",
     .test = "s3 upload id as proof",
     .proof = askForUploadId},
    {.service = "s3",
     .operations = "SelectObjectContent",
     .reason = "S3 says End behind the last row; without, the rest may be missing",
     .test = "s3 end as proof",
     .proof = askForEnd},
    {.service = "s3",
     .operations = "GetBucketLocation",
     .reason = "the answer is the root element's text, which the model cannot say",
     .test = "s3 bucket location",
     .afterCall = readBucketLocation},
    {.service = "s3control",
     .operations = "*",
     .reason = "an outpost's ARN names the account, and rules out FIPS regions and acceleration",
     .test = "s3control outpost arns",
     .beforeBuild = takeOutpostArns},
    {.service = "s3control",
     .operations = "*",
     .reason = "the endpoint rules put the account id into the host themselves",
     .test = "s3control account id",
     .beforeBuild = dropAccountIdPrefix},

    // Other storage
    {.service = "glacier",
     .operations = "*",
     .reason = "'-' stands for the account of the keys",
     .test = "glacier account id",
     .beforeBuild = defaultAccountId},
    {.service = "glacier",
     .operations = "*",
     .reason = "Glacier asks for its version in each request",
     .test = "glacier version",
     .beforeCall = addGlacierVersion},
    {.service = "glacier",
     .operations = "UploadArchive UploadMultipartPart",
     .reason = "Glacier asks for two hashes of what is uploaded",
     .test = "glacier hashes",
     .beforeCall = addGlacierHashes},

    // Parameters
    {.service = "autoscaling",
     .operations = "CreateLaunchConfiguration",
     .reason = base64UserData,
     .test = "autoscaling user data",
     .beforeBuild = encodeUserData},
    {.service = "ec2",
     .operations = "RunInstances",
     .reason = base64UserData,
     .test = "ec2 user data",
     .beforeBuild = encodeUserData},
    {.service = "ec2",
     .operations = "*",
     .reason = "a few operations call Filter what all others call Filters",
     .test = "ec2 filters",
     .beforeBuild = takeFilters},
    {.service = "logs",
     .operations = "CreateExportTask",
     .reason = "'from' is a word of Python; programs say fromTime",
     .test = "logs from",
     .beforeBuild = takeFromTime},
    {.service = "cloudsearchdomain",
     .operations = "Search",
     .reason = "'return' is a word of Python; programs say returnFields",
     .test = "cloudsearchdomain return",
     .beforeBuild = takeReturnFields},
    {.service = "ec2",
     .operations = "CopySnapshot",
     .reason = crossRegion,
     .test = "ec2 url of the source region",
     .beforeBuild = planUrlForEc2},
    {.service = "rds",
     .operations = "CopyDBClusterSnapshot CreateDBCluster CopyDBSnapshot CreateDBInstanceReadReplica "
                   "StartDBInstanceAutomatedBackupsReplication",
     .reason = crossRegion,
     .test = "rds url of the source region",
     .beforeBuild = planUrlForDatabases},
    {.service = "neptune",
     .operations = "CopyDBClusterSnapshot CreateDBCluster",
     .reason = crossRegion,
     .test = "neptune url of the source region",
     .beforeBuild = planUrlForDatabases},
    {.service = "docdb",
     .operations = "CopyDBClusterSnapshot CreateDBCluster",
     .reason = crossRegion,
     .test = "docdb url of the source region",
     .beforeBuild = planUrlForDatabases},
    {.service = "route53",
     .operations = "*",
     .reason = "Route 53 answers ids with a path in front and does not take them so",
     .test = "route53 ids",
     .beforeBuild = shortenRoute53Ids},

    // Requests
    {.service = "apigateway",
     .operations = "*",
     .reason = "API Gateway answers HAL unless asked for JSON",
     .test = "apigateway accept",
     .beforeCall = preferJson},
    {.service = "cloudsearchdomain",
     .operations = "Search",
     .reason = "a search can be longer than a URL may be",
     .test = "cloudsearchdomain form",
     .requestCreated = sendSearchAsForm},
    {.service = "machinelearning",
     .operations = "Predict",
     .reason = "each model has an endpoint of its own",
     .test = "machinelearning endpoint",
     .requestCreated = usePredictEndpoint},

    // Answers
    {.service = "cloudformation",
     .operations = "GetTemplate",
     .reason = "a template in JSON is handed out as a map, one in YAML as text",
     .test = "cloudformation template",
     .afterCall = decodeTemplateBody},
    {.service = "ec2",
     .operations = "GetConsoleOutput",
     .reason = "the model does not say that the output comes in base64",
     .test = "ec2 console output",
     .afterCall = decodeConsoleOutput},
    {.service = "iam",
     .operations = "*",
     .reason = "policies come as percent-encoded JSON; callers want what they say",
     .test = "iam policies",
     .afterCall = decodePolicies},
    {.service = "sqs",
     .operations = "*",
     .reason = "the exception goes by the modern code while Error.Code stays the one of the query days",
     .test = "sqs exception",
     .afterError = nameSqsException},
    {.service = "sso-oidc",
     .operations = "*",
     .reason = "OAuth 2 says error_description where AWS says Message",
     .test = "sso-oidc message",
     .beforeParse = readOAuthMessage},
};

} // namespace

std::span<const Quirk> allQuirks()
{
    return table;
}

} // namespace inia
