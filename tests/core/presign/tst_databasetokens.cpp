#include "core/presign/presigner.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

using namespace inia;

namespace {

const Credentials signingKeys{"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "", "", {}, "test"};

/// 2026-01-02T03:04:05Z
const std::chrono::system_clock::time_point now{std::chrono::seconds(1'767'323'045)};

} // namespace

/// Tokens expected here were computed with boto3 1.44.5.
class tst_DatabaseTokens final : public QObject {
    Q_OBJECT

private slots:
    void rds()
    {
        RequestSignatures signatures;
        const auto token =
            rdsAuthToken(signatures, signingKeys,
                         {"prod-instance.us-east-1.rds.amazonaws.com", 3306, "some user", "us-east-1"}, now);
        QVERIFY(token.ok());
        QCOMPARE(*token,
                 std::string("prod-instance.us-east-1.rds.amazonaws.com:3306/"
                             "?Action=connect&DBUser=some%20user&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-"
                             "Credential=AKIDEXAMPLE%2F20260102%2Fus-east-1%2Frds-db%2Faws4_request&X-Amz-"
                             "Date=20260102T030405Z&X-Amz-Expires=900&X-Amz-SignedHeaders=host&X-Amz-"
                             "Signature=9c59d859806c920268dd9696a92d502801de5dcb6450692f05be3aa0f2b33b2b"));
    }
    void rdsNeedsARegion()
    {
        RequestSignatures signatures;
        const auto token = rdsAuthToken(signatures, signingKeys, {"host", 3306, "user", ""}, now);
        QCOMPARE(token.error().code, std::string("NoRegion"));
    }
    void dsql_data()
    {
        QTest::addColumn<bool>("admin");
        QTest::addColumn<QString>("expected");
        QTest::newRow("user")
            << false
            << QStringLiteral("c.dsql.us-east-1.on.aws/"
                              "?Action=DbConnect&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential="
                              "AKIDEXAMPLE%2F20260102%2Fus-east-1%2Fdsql%2Faws4_request&X-Amz-Date="
                              "20260102T030405Z&X-Amz-Expires=900&X-Amz-SignedHeaders=host&X-Amz-Signature="
                              "4a17138a8a2516db3ed20604852a4b8de10f9f7dc70402fbac48ccfb4bdf9f89");
        QTest::newRow("admin")
            << true
            << QStringLiteral("c.dsql.us-east-1.on.aws/"
                              "?Action=DbConnectAdmin&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential="
                              "AKIDEXAMPLE%2F20260102%2Fus-east-1%2Fdsql%2Faws4_request&X-Amz-Date="
                              "20260102T030405Z&X-Amz-Expires=450&X-Amz-SignedHeaders=host&X-Amz-Signature="
                              "0ba0fda10ab619410c042f5aeb8e3141e5f023ed3d151b64ba45563980708a32");
    }
    void dsql()
    {
        QFETCH(bool, admin);
        RequestSignatures signatures;
        DsqlTokenRequest request{"c.dsql.us-east-1.on.aws", "us-east-1"};
        if (admin) {
            request.role = DsqlRole::Admin;
            request.expires = std::chrono::seconds(450);
        }
        const auto token = dsqlAuthToken(signatures, signingKeys, request, now);
        QVERIFY(token.ok());
        QTEST(QString::fromStdString(*token), "expected");
    }
};

INIA_TEST_CLASS(tst_DatabaseTokens, QCoreApplication)
#include "tst_databasetokens.moc"
