#include "core/policy/effect.h"

#include "core/common/secretnames.h"
#include "core/model/servicemodel.h"
#include "core/model/value.h"
#include "core/text/ascii.h"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace inia {

namespace {

// English verbs as AWS uses them, not names of operations.
constexpr std::array destructiveVerbs{
    "abort",  "decommission", "delete", "deprovision", "deregister",  "destroy", "discard", "drop",
    "empty",  "erase",        "expire", "flush",       "forget",      "purge",   "reject",  "release",
    "remove", "retire",       "revoke", "terminate",   "unsubscribe", "wipe"};
constexpr std::array consumingVerbs{"poll", "receive"};
/// Not check, preview, query, retrieve, select, test, validate, verify: under each of them something is
/// changed somewhere (CheckInLicense, RetrieveTapeArchive). Those that only read have the trait or stand in
/// the table.
constexpr std::array readingVerbs{"count", "describe", "discover", "get",   "head",
                                  "list",  "lookup",   "scan",     "search"};
/// Against these the `readonly` trait is not believed: the models have it on operations that begin work or
/// end sessions.
constexpr std::array beginningVerbs{"add", "cancel", "create", "disable", "enable", "execute", "invoke",
                                    "put", "run",    "send",   "set",     "start",  "stop",    "update"};
/// Words in front of the verb that say how it is done.
constexpr std::array adverbs{"admin", "batch", "bulk", "transact"};

/// Operations that do what the text in their parameters says.
struct StatementRule {
    std::string_view service;
    std::string_view operation;
    std::string_view list; ///< of structures that hold the text each; empty: there is one text
    std::string_view member;
};
constexpr std::array statementRules{
    StatementRule{"dynamodb", "BatchExecuteStatement", "Statements", "Statement"},
    StatementRule{"dynamodb", "ExecuteStatement", {}, "Statement"},
    StatementRule{"dynamodb", "ExecuteTransaction", "TransactStatements", "Statement"},
    StatementRule{"timestream-query", "Query", {}, "QueryString"},
};

/// Operations that do more when a member of their parameters is set.
struct SwitchRule {
    std::string_view service;
    std::string_view operation;
    std::string_view member;
    std::string_view reason;
};
constexpr std::array switchRules{
    SwitchRule{"evs", "GetDepotUrl", "rotate", "rotate makes the present token worthless"},
    SwitchRule{"redshift", "GetClusterCredentials", "AutoCreate",
               "AutoCreate makes a user where there is none"},
};

template <typename Words>
bool contains(const Words& words, std::string_view verb)
{
    const std::string lower = ascii::lowered(verb);
    return std::find(words.begin(), words.end(), lower) != words.end();
}

std::string_view firstWord(std::string_view name)
{
    const auto end = std::find_if(name.begin() + (name.empty() ? 0 : 1), name.end(),
                                  [](char c) { return c >= 'A' && c <= 'Z'; });
    return name.substr(0, static_cast<std::size_t>(end - name.begin()));
}

std::string_view verbOf(std::string_view name)
{
    auto verb = firstWord(name);
    while (contains(adverbs, verb) && verb.size() < name.size()) {
        name.remove_prefix(verb.size());
        verb = firstWord(name);
    }
    return verb;
}

/// Whether the model marks a text or blob below the shape as sensitive and its name says why. Most that is
/// only marked is private (names, addresses), most that is only named holds the ARN of a secret.
bool holdsSecret(const Shape& shape, std::unordered_set<std::string_view>& seen)
{
    if (!shape.valid() || !seen.insert(shape.name()).second)
        return false;
    if (shape.type() == ShapeType::List)
        return holdsSecret(shape.element(), seen);
    if (shape.type() == ShapeType::Map)
        return holdsSecret(shape.value(), seen);
    for (std::uint32_t i = 0; shape.type() == ShapeType::Structure && i < shape.memberCount(); ++i) {
        const auto [name, member] = shape.memberAt(i);
        const bool isScalar = member.type() == ShapeType::Text || member.type() == ShapeType::Blob;
        const bool isSensitive = member.flag("sensitive") || shape.flag("sensitive");
        if (isScalar ? isSensitive && isSecretName(name) : holdsSecret(member, seen))
            return true;
    }
    return false;
}

EffectVerdict effectByModel(const OperationModel& operation)
{
    const auto verb = verbOf(operation.name());
    const auto method = operation.httpMethod();
    const bool isMarked = operation.node()["readonly"].toBool();
    const auto byName = [verb](Effect effect) {
        return EffectVerdict{effect, "the name's verb is " + std::string(verb)};
    };
    const auto byMethod = [method](Effect effect) {
        return EffectVerdict{effect, "the HTTP method is " + std::string(method)};
    };
    if (isDestructiveVerb(verb))
        return byName(Effect::Destroy);
    if (contains(consumingVerbs, verb))
        return byName(Effect::Consume);
    if (method == "DELETE")
        return byMethod(Effect::Destroy);
    if (!isMarked && (method == "PUT" || method == "PATCH"))
        return byMethod(Effect::Write);
    if (contains(readingVerbs, verb))
        return byName(Effect::Read);
    if (isMarked && !contains(beginningVerbs, verb))
        return {Effect::Read, "the model says that it only reads"};
    return {Effect::Write, "nothing says that " + std::string(verb) + " only reads"};
}

/// The first word of a statement in lower case, behind blanks and comments; empty when it begins otherwise.
std::string statementVerb(std::string_view text)
{
    while (!text.empty()) {
        text = ascii::trimmed(text);
        if (text.starts_with("--")) {
            text.remove_prefix(std::min(text.find('\n'), text.size()));
        } else if (text.starts_with("/*")) {
            const auto end = text.find("*/", 2);
            text.remove_prefix(end == std::string_view::npos ? text.size() : end + 2);
        } else {
            break;
        }
    }
    const auto end = std::find_if(text.begin(), text.end(),
                                  [](char c) { return (c < 'A' || c > 'Z') && (c < 'a' || c > 'z'); });
    return ascii::lowered({text.begin(), end});
}

EffectVerdict effectOfStatement(const Value& text)
{
    static constexpr std::array reading{"describe", "exists", "select", "show", "with"};
    const std::string verb = text.isText() ? statementVerb(text.text()) : std::string();
    const std::string reason =
        verb.empty() ? std::string("nobody knows what it does") : "the statement begins with " + verb;
    if (contains(reading, verb))
        return {Effect::Read, reason};
    return {verb == "delete" ? Effect::Destroy : Effect::Write, reason};
}

EffectVerdict effectOfStatements(const StatementRule& rule, const Value& params)
{
    if (rule.list.empty())
        return effectOfStatement(params[rule.member]);
    const auto& statements = params[rule.list].items();
    if (statements.empty())
        return effectOfStatement({});
    std::optional<EffectVerdict> gravest;
    for (const Value& statement : statements) {
        auto verdict = effectOfStatement(statement[rule.member]);
        if (!gravest || verdict.effect > gravest->effect)
            gravest = std::move(verdict);
    }
    return *gravest;
}

/// Null when there is no rule for the operation.
template <typename Rules>
const typename Rules::value_type* findRule(const Rules& rules, const OperationModel& operation)
{
    const auto found = std::find_if(rules.begin(), rules.end(), [&](const auto& rule) {
        return rule.service == operation.service().name() && rule.operation == operation.name();
    });
    return found == rules.end() ? nullptr : &*found;
}

/// Anything but a plain no counts.
bool isSet(const Value& value)
{
    return !value.isNull() && !(value.isBool() && !value.toBool());
}

/// Only where the operation has the member: another name would be dropped on the way.
bool isDryRun(const OperationModel& operation, const Value& params)
{
    const Value& dryRun = params["DryRun"];
    return operation.service().name() == "ec2" && dryRun.isBool() && dryRun.toBool() &&
           operation.input().hasMember("DryRun");
}

std::string_view phraseOf(Effect effect)
{
    static constexpr std::array<std::string_view, 5> phrases{
        "only reads", "only reads", "takes away what it reads", "changes something", "destroys something"};
    return phrases.at(static_cast<std::size_t>(effect));
}

} // namespace

// ---- the effect of an operation ---------------------------------------------------------------------------

std::string_view effectName(Effect effect)
{
    static constexpr std::array<std::string_view, 5> names{"read", "reveal", "consume", "write", "destroy"};
    return names.at(static_cast<std::size_t>(effect));
}

bool isDestructiveVerb(std::string_view verb)
{
    return contains(destructiveVerbs, verb);
}

EffectVerdict effectOf(const OperationModel& operation)
{
    if (findRule(statementRules, operation) != nullptr)
        return {Effect::Write, "it does what its statement says"};
    if (const auto* exception = findEffectException(operation.service().name(), operation.name()))
        return {exception->effect, std::string(exception->reason)};
    auto verdict = effectByModel(operation);
    std::unordered_set<std::string_view> seen;
    if (verdict.effect == Effect::Read && operation.output().valid() && holdsSecret(operation.output(), seen))
        return {Effect::Reveal, "its answer holds a secret"};
    return verdict;
}

EffectVerdict effectOf(const OperationModel& operation, const Value& params)
{
    if (isDryRun(operation, params))
        return {Effect::Read, "DryRun changes nothing"};
    if (const auto* rule = findRule(statementRules, operation))
        return effectOfStatements(*rule, params);
    if (const auto* rule = findRule(switchRules, operation); rule != nullptr && isSet(params[rule->member]))
        return {Effect::Write, std::string(rule->reason)};
    return effectOf(operation);
}

namespace {

// One line for each operation reads better than what the formatter makes of it.
// clang-format off
constexpr EffectException exceptionRows[] = {
    {"acm.ExportCertificate", Effect::Reveal, "hands out a secret"},
    {"acm.GetAcmeExternalAccountBindingCredentials", Effect::Reveal, "hands out a secret"},
    {"amplify.GenerateAccessLogs", Effect::Reveal, "hands out a URL that lets anybody in who has it"},
    {"amplify.GetApp", Effect::Read, "holds names and references of secrets only"},
    {"amplify.GetBranch", Effect::Read, "holds names and references of secrets only"},
    {"amplify.ListApps", Effect::Read, "holds names and references of secrets only"},
    {"amplify.ListBranches", Effect::Read, "holds names and references of secrets only"},
    {"amplifyuibuilder.ExportComponents", Effect::Read, "exports into its answer"},
    {"amplifyuibuilder.ExportForms", Effect::Read, "exports into its answer"},
    {"amplifyuibuilder.ExportThemes", Effect::Read, "exports into its answer"},
    {"apigateway.GetApiKey", Effect::Reveal, "hands out a secret when includeValue is set"},
    {"apigateway.GetApiKeys", Effect::Reveal, "hands out a secret when includeValue is set"},
    {"apigateway.GetModelTemplate", Effect::Read, "computes and keeps nothing"},
    {"apigateway.GetSdk", Effect::Read, "computes and keeps nothing"},
    {"apigatewayv2.ExportApi", Effect::Read, "exports into its answer"},
    {"apigatewayv2.PreviewPortal", Effect::Write, "makes a preview of the portal"},
    {"appconfig.ValidateConfiguration", Effect::Write, "runs the validators, which may be Lambda functions"},
    {"appsync.EvaluateCode", Effect::Read, "computes and keeps nothing"},
    {"appsync.EvaluateMappingTemplate", Effect::Read, "computes and keeps nothing"},
    {"appsync.ListApiKeys", Effect::Reveal, "hands out a secret"},
    {"athena.CreatePresignedNotebookUrl", Effect::Reveal, "hands out a URL that lets anybody in who has it"},
    {"athena.GetSessionEndpoint", Effect::Reveal, "hands out credentials"},
    {"auditmanager.GetEvidenceFileUploadUrl", Effect::Write, "hands out a URL with which anybody can upload"},
    {"auditmanager.ValidateAssessmentReportIntegrity", Effect::Read, "checks what there is"},
    {"backup.ExportBackupPlanTemplate", Effect::Read, "exports into its answer"},
    {"bedrock-agent-runtime.CheckIngestedDocumentAcl", Effect::Read, "checks what there is"},
    {"bedrock-agent-runtime.Retrieve", Effect::Read, "only tells"},
    {"bedrock-agent-runtime.RetrieveAndGenerate", Effect::Write, "begins or continues a conversation that the service keeps"},
    {"bedrock-agent-runtime.RetrieveAndGenerateStream", Effect::Write, "begins or continues a conversation that the service keeps"},
    {"bedrock-agentcore.GetResourceApiKey", Effect::Reveal, "hands out credentials"},
    {"bedrock-agentcore.GetResourcePaymentToken", Effect::Reveal, "hands out credentials"},
    {"bedrock-agentcore.RetrieveMemoryRecords", Effect::Read, "only tells"},
    {"ce.GetRightsizingRecommendation", Effect::Read, "computes and keeps nothing"},
    {"chime-sdk-voice.ValidateE911Address", Effect::Read, "checks what it is given"},
    {"cleanrooms.PreviewPrivacyImpact", Effect::Read, "computes and keeps nothing"},
    {"clouddirectory.BatchRead", Effect::Read, "only tells"},
    {"cloudformation.EstimateTemplateCost", Effect::Read, "computes and keeps nothing"},
    {"cloudformation.ValidateTemplate", Effect::Read, "checks what it is given"},
    {"cloudfront.VerifyDnsConfiguration", Effect::Read, "only checks"},
    {"cloudsearchdomain.Suggest", Effect::Read, "only tells"},
    {"codeartifact.GetAuthorizationToken", Effect::Reveal, "hands out credentials"},
    {"codecatalyst.VerifySession", Effect::Read, "only checks"},
    {"codecommit.EvaluatePullRequestApprovalRules", Effect::Read, "checks what there is"},
    {"cognito-identity.GetId", Effect::Write, "makes an identity where there is none"},
    {"cognito-identity.GetOpenIdToken", Effect::Reveal, "hands out credentials"},
    {"cognito-identity.GetOpenIdTokenForDeveloperIdentity", Effect::Write, "makes an identity where there is none"},
    {"cognito-idp.GetClientToken", Effect::Reveal, "hands out credentials"},
    {"cognito-idp.GetDerivedToken", Effect::Reveal, "hands out credentials"},
    {"cognito-idp.GetTokensFromRefreshToken", Effect::Consume, "makes the old refresh token worthless where tokens rotate"},
    {"cognito-idp.GetUserAttributeVerificationCode", Effect::Write, "sends a mail or a text message"},
    {"cognito-idp.ListWebAuthnCredentials", Effect::Read, "only tells, whatever its documentation begins with"},
    {"config.SelectAggregateResourceConfig", Effect::Read, "asks by a query that can only read"},
    {"config.SelectResourceConfig", Effect::Read, "asks by a query that can only read"},
    {"connect.EvaluateDataTableValues", Effect::Read, "computes and keeps nothing"},
    {"connect.GetFederationToken", Effect::Reveal, "hands out credentials"},
    {"continuum.GetCollectorDataAccessAuthorization", Effect::Read, "decides and keeps nothing"},
    {"controltower.ListLandingZones", Effect::Write, "gives a landing zone an ARN where it has none"},
    {"customer-profiles.GetUploadJobPath", Effect::Write, "hands out a URL with which anybody can upload"},
    {"datapipeline.QueryObjects", Effect::Read, "asks by a query that can only read"},
    {"datapipeline.ValidatePipelineDefinition", Effect::Read, "checks what it is given"},
    {"datasync.DescribeLocationFsxOntap", Effect::Read, "holds names and references of secrets only"},
    {"datasync.DescribeLocationFsxOpenZfs", Effect::Read, "holds names and references of secrets only"},
    {"datazone.GetIamPortalLoginUrl", Effect::Reveal, "hands out a URL that lets anybody in who has it"},
    {"datazone.QueryGraph", Effect::Read, "asks by a query that can only read"},
    {"deadline.AssumeFleetRoleForRead", Effect::Reveal, "hands out credentials"},
    {"deadline.AssumeFleetRoleForWorker", Effect::Reveal, "hands out credentials"},
    {"deadline.AssumeQueueRoleForRead", Effect::Reveal, "hands out credentials"},
    {"deadline.AssumeQueueRoleForUser", Effect::Reveal, "hands out credentials"},
    {"deadline.AssumeQueueRoleForWorker", Effect::Reveal, "hands out credentials"},
    {"devops-agent.ValidateAwsAssociations", Effect::Write, "sets the state of the association"},
    {"dms.DescribeEndpoints", Effect::Read, "holds names and references of secrets only"},
    {"ds.DescribeDirectories", Effect::Read, "holds names and references of secrets only"},
    {"dynamodb.Query", Effect::Read, "asks by a query that can only read"},
    {"dynamodb.TransactGetItems", Effect::Read, "only tells"},
    {"ec2.DescribeVerifiedAccessTrustProviders", Effect::Read, "holds names and references of secrets only"},
    {"ec2.ExportClientVpnClientCertificateRevocationList", Effect::Read, "exports into its answer"},
    {"ec2.ExportClientVpnClientConfiguration", Effect::Read, "exports into its answer"},
    {"ec2.ExportVerifiedAccessInstanceClientConfiguration", Effect::Read, "exports into its answer"},
    {"ec2.GetFlowLogsIntegrationTemplate", Effect::Write, "writes a template into a bucket"},
    {"ec2.GetPasswordData", Effect::Reveal, "hands out a secret"},
    {"ec2.StopInstances", Effect::Destroy, "data of instance stores is lost"},
    {"ec2.ValidateSecurityGroupQuotasForInterface", Effect::Read, "checks what it is given"},
    {"ecr-public.BatchCheckLayerAvailability", Effect::Read, "checks what there is"},
    {"ecr-public.GetAuthorizationToken", Effect::Reveal, "hands out credentials"},
    {"ecr.BatchCheckLayerAvailability", Effect::Read, "checks what there is"},
    {"ecr.GetAuthorizationToken", Effect::Reveal, "hands out credentials"},
    {"ecr.ValidatePullThroughCacheRule", Effect::Read, "checks what there is"},
    {"ecs.DescribeDaemonTaskDefinition", Effect::Read, "holds names and references of secrets only"},
    {"ecs.DescribeTaskDefinition", Effect::Read, "holds names and references of secrets only"},
    {"eks-auth.AssumeRoleForPodIdentity", Effect::Reveal, "hands out credentials"},
    {"elasticbeanstalk.CheckDNSAvailability", Effect::Read, "checks what there is"},
    {"elasticbeanstalk.RetrieveEnvironmentInfo", Effect::Read, "only tells"},
    {"elasticbeanstalk.ValidateConfigurationSettings", Effect::Read, "checks what it is given"},
    {"emr-containers.GetManagedEndpointSessionCredentials", Effect::Reveal, "hands out credentials"},
    {"emr-serverless.GetDashboardForJobRun", Effect::Reveal, "hands out a URL that lets anybody in who has it"},
    {"emr-serverless.GetResourceDashboard", Effect::Reveal, "hands out a URL that lets anybody in who has it"},
    {"emr.GetOnClusterAppUIPresignedURL", Effect::Reveal, "hands out a URL that lets anybody in who has it"},
    {"emr.GetPersistentAppUIPresignedURL", Effect::Reveal, "hands out a URL that lets anybody in who has it"},
    {"endusermessaging.ValidateNotifyCodeVerification", Effect::Write, "uses up the code that it checks"},
    {"events.TestEventPattern", Effect::Read, "checks what it is given"},
    {"evs.GetDepotUrl", Effect::Reveal, "hands out a URL that lets anybody in who has it"},
    {"forecastquery.QueryForecast", Effect::Read, "asks by a query that can only read"},
    {"forecastquery.QueryWhatIfForecast", Effect::Read, "asks by a query that can only read"},
    {"frauddetector.GetEventPrediction", Effect::Write, "stores the prediction, and the event where the type is set to"},
    {"fsx.DescribeBackups", Effect::Read, "holds names and references of secrets only"},
    {"fsx.DescribeFileSystems", Effect::Read, "holds names and references of secrets only"},
    {"fsx.DescribeSnapshots", Effect::Read, "holds names and references of secrets only"},
    {"fsx.DescribeVolumes", Effect::Read, "holds names and references of secrets only"},
    {"gamelift.GetComputeAuthToken", Effect::Reveal, "hands out credentials"},
    {"gamelift.ResolveAlias", Effect::Read, "only tells"},
    {"gamelift.ValidateMatchmakingRuleSet", Effect::Read, "checks what it is given"},
    {"glue.CheckSchemaVersionValidity", Effect::Read, "checks what it is given"},
    {"glue.GetMapping", Effect::Read, "computes and keeps nothing"},
    {"glue.QuerySchemaVersionMetadata", Effect::Read, "asks by a query that can only read"},
    {"greengrassv2.ResolveComponentCandidates", Effect::Read, "only tells"},
    {"groundstation.GetAgentTaskResponseUrl", Effect::Write, "hands out a URL with which anybody can upload"},
    {"iam.SimulateCustomPolicy", Effect::Read, "computes and keeps nothing"},
    {"iam.SimulatePrincipalPolicy", Effect::Read, "computes and keeps nothing"},
    {"importexport.GetShippingLabel", Effect::Write, "makes a pre-paid shipping label"},
    {"inspector.PreviewAgents", Effect::Read, "computes and keeps nothing"},
    {"invoicing.GetProcurementPortalPreference", Effect::Reveal, "hands out a secret"},
    {"iot-jobs-data.StartNextPendingJobExecution", Effect::Consume, "takes a task, which no other worker gets then"},
    {"iot.GetRegistrationCode", Effect::Write, "makes a registration code where there is none"},
    {"iot.TestAuthorization", Effect::Read, "only checks"},
    {"iot.ValidateSecurityProfileBehaviors", Effect::Read, "checks what it is given"},
    {"iotsitewise.ExecuteQuery", Effect::Read, "asks by a query that can only read"},
    {"iottwinmaker.ExecuteQuery", Effect::Read, "asks by a query that can only read"},
    {"ivs.BatchStartViewerSessionRevocation", Effect::Destroy, "ends sessions of viewers"},
    {"ivs.StartViewerSessionRevocation", Effect::Destroy, "ends sessions of viewers"},
    {"kendra.Query", Effect::Read, "asks by a query that can only read"},
    {"kendra.Retrieve", Effect::Read, "only tells"},
    {"kinesis-video-signaling.GetIceServerConfig", Effect::Reveal, "hands out credentials"},
    {"kinesis.SubscribeToShard", Effect::Read, "only tells"},
    {"kinesisanalyticsv2.CreateApplicationPresignedUrl", Effect::Reveal, "hands out a URL that lets anybody in who has it"},
    {"kms.Decrypt", Effect::Reveal, "hands out a secret"},
    {"kms.DeriveSharedSecret", Effect::Reveal, "hands out a secret"},
    {"kms.Encrypt", Effect::Read, "computes and keeps nothing"},
    {"kms.GenerateDataKey", Effect::Reveal, "hands out a secret"},
    {"kms.GenerateDataKeyPair", Effect::Reveal, "hands out a secret"},
    {"kms.GenerateDataKeyPairWithoutPlaintext", Effect::Read, "computes and keeps nothing"},
    {"kms.GenerateDataKeyWithoutPlaintext", Effect::Read, "computes and keeps nothing"},
    {"kms.GenerateRandom", Effect::Reveal, "hands out a secret"},
    {"kms.ReEncrypt", Effect::Read, "computes and keeps nothing"},
    {"kms.ScheduleKeyDeletion", Effect::Destroy, "the key and all that is encrypted with it are lost when the waiting time is over"},
    {"kms.Verify", Effect::Read, "only checks"},
    {"kms.VerifyMac", Effect::Read, "only checks"},
    {"lakeformation.GetTemporaryDataLocationCredentials", Effect::Reveal, "hands out credentials"},
    {"lakeformation.GetTemporaryGlueFunctionCredentials", Effect::Reveal, "hands out credentials"},
    {"lakeformation.GetTemporaryGluePartitionCredentials", Effect::Reveal, "hands out credentials"},
    {"lakeformation.GetTemporaryGlueTableCredentials", Effect::Reveal, "hands out credentials"},
    {"license-manager.CheckInLicense", Effect::Write, "checks a licence in, so that others can have it"},
    {"license-manager.GetAccessToken", Effect::Reveal, "hands out credentials"},
    {"lightsail.CheckSubdomainAvailability", Effect::Write, "reserves the name when asked to"},
    {"lightsail.DownloadDefaultKeyPair", Effect::Write, "makes a key pair where there is none"},
    {"lightsail.GetInstanceAccessDetails", Effect::Reveal, "hands out credentials"},
    {"lightsail.GetRelationalDatabase", Effect::Read, "holds names and references of secrets only"},
    {"lightsail.GetRelationalDatabases", Effect::Read, "holds names and references of secrets only"},
    {"lightsail.IsVpcPeered", Effect::Read, "checks what there is"},
    {"location.VerifyDevicePosition", Effect::Read, "only checks"},
    {"logs.FilterLogEvents", Effect::Read, "only tells"},
    {"logs.StartLiveTail", Effect::Read, "only tells"},
    {"logs.TestMetricFilter", Effect::Read, "checks what it is given"},
    {"logs.TestTransformer", Effect::Read, "checks what it is given"},
    {"lookoutequipment.ListModelVersions", Effect::Read, "computes and keeps nothing"},
    {"lookoutequipment.ListModels", Effect::Read, "computes and keeps nothing"},
    {"marketplace-reporting.GetBuyerDashboard", Effect::Reveal, "hands out a URL that lets anybody in who has it"},
    {"mediaconvert.Probe", Effect::Read, "only tells"},
    {"mturk.GetFileUploadURL", Effect::Reveal, "hands out a URL that lets anybody in who has it"},
    {"neptunedata.ExecuteOpenCypherExplainQuery", Effect::Write, "some of its modes run the query"},
    {"observabilityadmin.GetConnectorTelemetrySetup", Effect::Read, "computes and keeps nothing"},
    {"observabilityadmin.ValidateTelemetryPipelineConfiguration", Effect::Read, "checks what it is given"},
    {"osis.ValidatePipeline", Effect::Read, "checks what it is given"},
    {"payment-cryptography.GetCertificateSigningRequest", Effect::Read, "computes and keeps nothing"},
    {"payment-cryptography.GetParametersForExport", Effect::Write, "makes a new token and key unless told to reuse one"},
    {"payment-cryptography.GetParametersForImport", Effect::Write, "makes a new token and key unless told to reuse one"},
    {"pinpoint-sms-voice-v2.CarrierLookup", Effect::Read, "only tells"},
    {"pinpoint.PhoneNumberValidate", Effect::Read, "only tells"},
    {"qconnect.RenderMessageTemplate", Effect::Read, "computes and keeps nothing"},
    {"quicksight.DescribeOAuthClientApplication", Effect::Read, "holds names and references of secrets only"},
    {"quicksight.DescribeTopicRefreshSchedule", Effect::Read, "only tells, whatever its documentation begins with"},
    {"quicksight.GenerateEmbedUrlForAnonymousUser", Effect::Reveal, "hands out a URL that lets anybody in who has it"},
    {"quicksight.GenerateEmbedUrlForRegisteredUser", Effect::Reveal, "hands out a URL that lets anybody in who has it"},
    {"quicksight.GetDashboardEmbedUrl", Effect::Reveal, "hands out a URL that lets anybody in who has it"},
    {"quicksight.GetSessionEmbedUrl", Effect::Reveal, "hands out a URL that lets anybody in who has it"},
    {"rds.DescribeDBClusters", Effect::Read, "holds names and references of secrets only"},
    {"rds.DescribeDBInstances", Effect::Read, "holds names and references of secrets only"},
    {"rds.DescribeTenantDatabases", Effect::Read, "holds names and references of secrets only"},
    {"rds.DownloadDBLogFilePortion", Effect::Read, "only tells"},
    {"redshift-serverless.GetIdentityCenterAuthToken", Effect::Reveal, "hands out credentials"},
    {"redshift.DescribeClusters", Effect::Read, "holds names and references of secrets only"},
    {"redshift.GetIdentityCenterAuthToken", Effect::Reveal, "hands out credentials"},
    {"route53.TestDNSAnswer", Effect::Read, "checks what there is"},
    {"route53domains.CheckDomainAvailability", Effect::Read, "checks what there is"},
    {"route53domains.CheckDomainTransferability", Effect::Read, "checks what there is"},
    {"route53domains.RetrieveDomainAuthCode", Effect::Reveal, "hands out a secret"},
    {"route53domains.ViewBilling", Effect::Read, "only tells"},
    {"s3.CreateSession", Effect::Reveal, "hands out credentials"},
    {"s3.PutBucketLifecycle", Effect::Destroy, "its rules may delete objects"},
    {"s3.PutBucketLifecycleConfiguration", Effect::Destroy, "its rules may delete objects"},
    {"s3.SelectObjectContent", Effect::Read, "asks by a query that can only read"},
    {"sagemaker.CreateHubContentPresignedUrls", Effect::Reveal, "hands out a URL that lets anybody in who has it"},
    {"sagemaker.CreatePresignedDomainUrl", Effect::Reveal, "hands out a URL that lets anybody in who has it"},
    {"sagemaker.CreatePresignedMlflowTrackingServerUrl", Effect::Reveal, "hands out a URL that lets anybody in who has it"},
    {"sagemaker.CreatePresignedNotebookInstanceUrl", Effect::Reveal, "hands out a URL that lets anybody in who has it"},
    {"sagemaker.GetScalingConfigurationRecommendation", Effect::Write, "begins work at the service"},
    {"sagemaker.QueryLineage", Effect::Read, "asks by a query that can only read"},
    {"schemas.ExportSchema", Effect::Read, "exports into its answer"},
    {"sdb.DomainMetadata", Effect::Read, "only tells"},
    {"sdb.Select", Effect::Read, "asks by a query that can only read"},
    {"secretsmanager.GetRandomPassword", Effect::Reveal, "makes up a secret and keeps nothing"},
    {"secretsmanager.ValidateResourcePolicy", Effect::Read, "checks what it is given"},
    {"security-ir.GetCaseAttachmentUploadUrl", Effect::Write, "hands out a URL with which anybody can upload"},
    {"securityhub.GetConnectorV2", Effect::Read, "only tells, whatever its documentation begins with"},
    {"securityhub.ListConnectorsV2", Effect::Read, "only tells, whatever its documentation begins with"},
    {"sns.CheckIfPhoneNumberIsOptedOut", Effect::Read, "checks what there is"},
    {"socialmessaging.GetWhatsAppFlowPreview", Effect::Reveal, "hands out a URL that lets anybody in who has it"},
    {"socialmessaging.GetWhatsAppMessageMedia", Effect::Write, "copies the file into a bucket"},
    {"ssm.GetExecutionPreview", Effect::Write, "begins work at the service"},
    {"ssm.GetParameter", Effect::Reveal, "hands out a secret when WithDecryption is set"},
    {"ssm.GetParameterHistory", Effect::Reveal, "hands out a secret when WithDecryption is set"},
    {"ssm.GetParameters", Effect::Reveal, "hands out a secret when WithDecryption is set"},
    {"ssm.GetParametersByPath", Effect::Reveal, "hands out a secret when WithDecryption is set"},
    {"ssm.ListNodesSummary", Effect::Read, "computes and keeps nothing"},
    {"sso.GetRoleCredentials", Effect::Reveal, "hands out credentials"},
    {"stepfunctions.GetActivityTask", Effect::Consume, "takes a task, which no other worker gets then"},
    {"stepfunctions.ValidateStateMachineDefinition", Effect::Read, "checks what it is given"},
    {"storagegateway.RetrieveTapeArchive", Effect::Write, "moves a tape out of the archive"},
    {"storagegateway.RetrieveTapeRecoveryPoint", Effect::Write, "makes a copy of the tape at the gateway"},
    {"sts.AssumeRole", Effect::Reveal, "hands out credentials"},
    {"sts.AssumeRoleWithSAML", Effect::Reveal, "hands out credentials"},
    {"sts.AssumeRoleWithWebIdentity", Effect::Reveal, "hands out credentials"},
    {"sts.AssumeRoot", Effect::Reveal, "hands out credentials"},
    {"sts.DecodeAuthorizationMessage", Effect::Read, "only tells"},
    {"sts.GetDelegatedAccessToken", Effect::Reveal, "hands out credentials"},
    {"sts.GetWebIdentityToken", Effect::Reveal, "hands out credentials"},
    {"support.GetAttachmentUploadLinks", Effect::Write, "hands out a URL with which anybody can upload"},
    {"taxsettings.GetTaxRegistrationDocument", Effect::Write, "copies the file into a bucket"},
    {"timestream-query.PrepareQuery", Effect::Read, "checks what it is given"},
    {"wafv2.CheckCapacity", Effect::Read, "checks what it is given"},
    {"wafv2.GetDecryptedAPIKey", Effect::Reveal, "hands out a secret"},
    {"wellarchitected.ExportLens", Effect::Read, "exports into its answer"},
    {"wisdom.QueryAssistant", Effect::Read, "asks by a query that can only read"},
    {"workmail.ListAliases", Effect::Read, "only tells, whatever its documentation begins with"},
    {"xray.GetSamplingTargets", Effect::Consume, "takes a share of the sampling quota"},
};
// clang-format on

constexpr bool isBefore(const EffectException& a, const EffectException& b)
{
    return a.operation < b.operation;
}
static_assert(std::is_sorted(std::begin(exceptionRows), std::end(exceptionRows), isBefore));

} // namespace

std::span<const EffectException> effectExceptions()
{
    return exceptionRows;
}

const EffectException* findEffectException(std::string_view service, std::string_view operation)
{
    std::string name(service);
    name.append(1, '.').append(operation);
    const auto* found = std::lower_bound(
        std::begin(exceptionRows), std::end(exceptionRows), name,
        [](const EffectException& row, const std::string& wanted) { return row.operation < wanted; });
    return found != std::end(exceptionRows) && found->operation == name ? found : nullptr;
}

// ---- what a session may do --------------------------------------------------------------------------------

void ChangePolicy::lock(std::string howToUnlock)
{
    const bool wasLocked = isLocked();
    m_howToUnlock = std::move(howToUnlock);
    if (!wasLocked)
        emit changed();
}

void ChangePolicy::unlock()
{
    if (!isLocked())
        return;
    m_howToUnlock.reset();
    emit changed();
}

Result<void> ChangePolicy::check(const OperationModel& operation, const Value& params) const
{
    if (!isLocked())
        return {};
    return check(effectOf(operation, params),
                 std::string(operation.service().name()) + " " + std::string(operation.name()));
}

Result<void> ChangePolicy::check(const EffectVerdict& verdict, std::string_view what) const
{
    if (!isLocked() || !changesSomething(verdict.effect))
        return {};
    return makeError(ErrorKind::ReadOnly, std::string(sessionIsReadOnly),
                     m_session + " is read-only, and " + std::string(what) + " " +
                         std::string(phraseOf(verdict.effect)) + " (" + verdict.reason + "). " +
                         *m_howToUnlock);
}

} // namespace inia
