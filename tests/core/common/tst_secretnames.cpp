#include "core/common/secretnames.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

using namespace inia;

class tst_SecretNames final : public QObject {
    Q_OBJECT

private slots:
    void judges_data();
    void judges();
    void spellingDoesNotMatter_data();
    void spellingDoesNotMatter();
};

void tst_SecretNames::judges_data()
{
    QTest::addColumn<char>("expected");
    const auto add = [](char expected, std::initializer_list<const char*> names) {
        for (const auto* name : names)
            QTest::newRow(name) << expected;
    };
    add('S', {"Password",         "MasterUserPassword",    "AuthToken",      "ClientSecret",
              "PrivateKey",       "certificatePrivateKey", "APIKey",         "SAMLAssertion",
              "idToken",          "authorizationToken",    "deviceCode",     "userData",
              "SecretString",     "SecretAccessKey",       "SessionToken",   "Plaintext",
              "PrivateKeyBase64", "AuthenticationCode1",   "SSECustomerKey", "PreSignedUrl",
              "Passwords",        "SecretToken",           "TokenCode",      "apiKeyHeaderValue",
              "NwkSKey",          "codeVerifier"});
    // Environment variables, properties, headers
    add('S', {"DB_PASSWORD", "PGPASSWORD", "SMTP_PASS", "AWS_SESSION_TOKEN", "GITHUB_TOKEN", "x-api-key",
              "x-amz-meta-password", "spring.datasource.password", "SECRET_HASH", "SMS_MFA_CODE",
              "X-Amz-Security-Token"});
    add('L', {"NextToken",           "nextPageToken",     "ContinuationToken",
              "ClientRequestToken",  "ClientToken",       "IdempotencyToken",
              "LockToken",           "UpdateToken",       "InputTokenCount",
              "TokenEndpoint",       "SecretArn",         "SecretId",
              "SecretName",          "SecretIdList",      "PasswordPolicy",
              "AccessKeyId",         "SSECustomerKeyMD5", "PublicKeyMaterial",
              "clientSecretJsonKey", "OAuthTokenUrl",     "AccessTokenExpiration",
              "KmsMasterKeyId",      "ChimeBearer",       "X-Amz-Credential",
              "nexttoken",           "accesskeyid",       "PWD"});
    add('P', {"KeyName", "Key", "S3Key", "KmsKeyId", "PartitionKey", "maxTokens", "PassRole", "Passport",
              "Tokenizer", "secretary", "pinpoint", "sessionId", "UserName", "etag", "", "---"});
}

void tst_SecretNames::judges()
{
    QFETCH(const char, expected);
    const auto verdict = judgeName(QTest::currentDataTag());
    QCOMPARE("PLS"[static_cast<int>(verdict)], expected);
}

void tst_SecretNames::spellingDoesNotMatter_data()
{
    QTest::addColumn<QStringList>("spellings");
    QTest::addColumn<bool>("expected");
    const auto split = [](const char* names) { return QString::fromLatin1(names).split(u' '); };
    QTest::newRow("secret") << split("masterUserPassword MasterUserPassword MASTER_USER_PASSWORD "
                                     "master-user-password master.user.password masteruserpassword")
                            << true;
    QTest::newRow("key") << split("accessKey AccessKey ACCESS_KEY access-key accesskey AWSAccessKey") << true;
    QTest::newRow("id of a key") << split("accessKeyId AccessKeyID ACCESS_KEY_ID access-key-id accesskeyid")
                                 << false;
    QTest::newRow("place in a list") << split("nextToken NextToken NEXT_TOKEN next-token nexttoken") << false;
}

void tst_SecretNames::spellingDoesNotMatter()
{
    QFETCH(const QStringList, spellings);
    for (const auto& spelling : spellings)
        QTEST(isSecretName(spelling.toStdString()), "expected");
}

INIA_TEST_CLASS(tst_SecretNames, QCoreApplication)
#include "tst_secretnames.moc"
