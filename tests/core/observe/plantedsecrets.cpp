#include "tests/core/observe/plantedsecrets.h"

#include "tests/support/testsession.h"

#include <QtTest/QSignalSpy>

namespace inia::tests {

namespace {

/// Calls that secrets stand in, each told by its number.
struct Planted {
    const char* service;
    const char* operation;
    Value params;
    int status;
    QByteArray answer;
};

std::string secret(int n)
{
    return "Canary" + std::to_string(n) + "/Xq+zW=" + std::to_string(n * 7919);
}

QByteArray inBase64(int n)
{
    return QByteArray::fromStdString(secret(n)).toBase64();
}

constexpr int secretCount = 24;

std::vector<Planted> plantedCalls()
{
    const auto s = [](int n) { return secret(n); };
    const auto b = [](int n) { return QByteArray::fromStdString(secret(n)); };
    return {
        {"secretsmanager", "CreateSecret", Value::map({{"Name", "n"}, {"SecretString", s(1)}}), 200, "{}"},
        {"secretsmanager", "GetSecretValue", Value::map({{"SecretId", "n"}}), 200,
         "{\"Name\": \"n\", \"SecretString\": \"" + b(2) + "\", \"SecretBinary\": \"" + inBase64(3) + "\"}"},
        {"iam", "CreateLoginProfile", Value::map({{"UserName", "u"}, {"Password", s(4)}}), 200,
         "<CreateLoginProfileResponse><CreateLoginProfileResult/></CreateLoginProfileResponse>"},
        {"iam", "CreateAccessKey", Value::map({{"UserName", "u"}}), 200,
         "<CreateAccessKeyResponse><CreateAccessKeyResult><AccessKey><AccessKeyId>AKIA</AccessKeyId>"
         "<SecretAccessKey>" +
             b(5) +
             "</SecretAccessKey></AccessKey></CreateAccessKeyResult>"
             "</CreateAccessKeyResponse>"},
        {"sts", "AssumeRole",
         Value::map({{"RoleArn", "arn:aws:iam::123456789012:role/r"}, {"RoleSessionName", "name"}}), 200,
         "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIA</"
         "AccessKeyId><SecretAccessKey>" +
             b(6) + "</SecretAccessKey><SessionToken>" + b(7) +
             "</SessionToken></Credentials></AssumeRoleResult></AssumeRoleResponse>"},
        {"ssm", "PutParameter", Value::map({{"Name", "p"}, {"Type", "SecureString"}, {"Value", s(8)}}), 200,
         "{\"Version\": 1}"},
        {"s3", "PutObject",
         Value::map(
             {{"Bucket", "b"}, {"Key", "k"}, {"SSECustomerAlgorithm", "AES256"}, {"SSECustomerKey", s(9)}}),
         200, ""},
        {"lambda", "UpdateFunctionConfiguration",
         Value::map({{"FunctionName", "f"},
                     {"Environment", Value::map({{"Variables", Value::map({{"DB_PASSWORD", s(10)}})}})}}),
         200,
         "{\"FunctionName\": \"f\", \"Environment\": {\"Variables\": {\"API_TOKEN\": \"" + b(11) + "\"}}}"},
        {"rds", "CreateDBInstance",
         Value::map({{"DBInstanceIdentifier", "d"},
                     {"DBInstanceClass", "c"},
                     {"Engine", "e"},
                     {"MasterUserPassword", s(12)}}),
         400,
         "<ErrorResponse><Error><Code>InvalidParameterValue</Code><Message>MasterUserPassword=" + b(12) +
             " is too weak</Message></Error></ErrorResponse>"},
        {"cognito-idp", "InitiateAuth",
         Value::map({{"AuthFlow", "USER_PASSWORD_AUTH"},
                     {"ClientId", "c"},
                     {"AuthParameters", Value::map({{"USERNAME", "u"}, {"PASSWORD", s(13)}})}}),
         200, "{\"AuthenticationResult\": {\"AccessToken\": \"" + b(14) + "\"}}"},
        {"kms", "GenerateDataKey", Value::map({{"KeyId", "k"}, {"KeySpec", "AES_256"}}), 200,
         "{\"KeyId\": \"k\", \"Plaintext\": \"" + inBase64(15) + "\", \"CiphertextBlob\": \"AAAA\"}"},
        {"s3", "ListObjectsV2", Value::map({{"Bucket", "b"}}), 403,
         "<Error><Code>SignatureDoesNotMatch</Code><Message>m</Message><CanonicalRequest>GET\n/\n\n"
         "x-amz-security-token:" +
             b(17) + "\n</CanonicalRequest></Error>"},
    };
}

} // namespace

std::size_t plantedCallCount()
{
    return plantedCalls().size();
}

std::shared_ptr<ExchangeLog> logOfPlantedCalls()
{
    auto test = makeTestSession({{"AWS_SECRET_ACCESS_KEY", secret(16)}, {"AWS_SESSION_TOKEN", secret(17)}});
    if (!test)
        return nullptr;
    std::vector<ReplyPtr> replies;
    for (const auto& planted : plantedCalls()) {
        HttpResponse response = makeResponse(planted.status, planted.answer);
        response.headers.add("Set-Cookie", secret(18));
        response.headers.add("X-Amz-Security-Token", secret(19));
        response.headers.add("Location", "https://u:" + secret(20).substr(0, 8) +
                                             "20p@b.s3.amazonaws.com/?X-Amz-Signature=" + secret(21) +
                                             "&X-Amz-Security-Token=" + secret(22));
        if (std::string_view(planted.operation) == "PutObject")
            response.headers.add("ETag", "\"d41d8cd98f00b204e9800998ecf8427e\"");
        test->transport->enqueue(response);
        CallOptions options;
        options.cause = "Open https://b.s3.amazonaws.com/k?X-Amz-Signature=" + secret(23);
        replies.push_back(
            test->session.client(planted.service)->call(planted.operation, planted.params, options));
        QSignalSpy finished(replies.back().get(), &Reply::finished);
        if (!finished.wait())
            return nullptr;
    }
    return test->log;
}

QByteArrayList secretsIn(const QByteArray& text)
{
    QByteArrayList found;
    if (text.contains("Canary"))
        found.append("Canary");
    for (int n = 1; n <= secretCount; ++n) {
        const QByteArray plain = QByteArray::fromStdString(secret(n));
        for (const QByteArray& form : {plain, plain.toBase64(), plain.toHex(), plain.toPercentEncoding(),
                                       plain.toBase64().toPercentEncoding()}) {
            if (text.contains(form))
                found.append(form);
        }
    }
    return found;
}

} // namespace inia::tests
