#include "core/model/names.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

using namespace inia;

class tst_Names final : public QObject {
    Q_OBJECT

private slots:
    void snakeCases_data();
    void snakeCases();
    void similarNamesAreNear();
};

void tst_Names::snakeCases_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("snake");
    const auto row = [](const char* name, const char* snake) {
        QTest::newRow(name) << QString::fromLatin1(name) << QString::fromLatin1(snake);
    };
    row("ListObjectsV2", "list_objects_v2");
    row("GetCallerIdentity", "get_caller_identity");
    row("ETag", "e_tag");
    row("SSEKMSKeyId", "ssekms_key_id");
    row("IPv6CidrBlock", "i_pv6_cidr_block");
    row("GatewayARNs", "gateway_arns");
    row("ListWebACLs", "list_web_acls");
    row("DescribeVpcs", "describe_vpcs");
    row("already_snake", "already_snake");
    row("CreateOAuth2Token", "create_oauth2_token");
    row("CreateOAuth2TokenWithTokenExchange", "create_o_auth2_token_with_token_exchange");
    row("DescribeCachediSCSIVolumes", "describe_cached_iscsi_volumes");
    row("ListHITsForQualificationType", "list_hits_for_qualification_type");
    row("WhatsAppMessageId", "whats_app_message_id");
    row("x", "x");
    row("", "");
}

void tst_Names::snakeCases()
{
    QFETCH(const QString, name);
    QFETCH(const QString, snake);
    QCOMPARE(QString::fromStdString(snakeCase(name.toStdString())), snake);
}

void tst_Names::similarNamesAreNear()
{
    const std::vector<std::string> services{"s3", "sns", "sqs", "dynamodb", "dynamodbstreams"};
    QCOMPARE(similarNames("dynamobd", services).front(), std::string("dynamodb"));
    QVERIFY(similarNames("completely-different", services).empty());
    const std::vector<std::string> operations{"list_bucket_analytics_configurations", "list_buckets"};
    QCOMPARE(similarNames("list_bucket", operations).front(), std::string("list_buckets"));
}

INIA_TEST_CLASS(tst_Names, QCoreApplication)
#include "tst_names.moc"
