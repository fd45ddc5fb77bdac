#include "tests/core/explorer/explorerfixture.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

using namespace inia;
using namespace inia::explorer;

class tst_Words final : public QObject {
    Q_OBJECT

private slots:
    void splits_data();
    void splits();
    void nouns_data();
    void nouns();
    void attributes_data();
    void attributes();
    void rulesWithoutATableAreRefused();

private:
    std::shared_ptr<const Rules> m_rules = tests::projectRules();
};

void tst_Words::splits_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("words");
    QTest::newRow("an acronym stays whole") << "DBInstanceIdentifier"
                                            << "db instance identifier";
    QTest::newRow("an acronym in the plural is one word") << "DescribeVPCs"
                                                          << "describe vpcs";
    QTest::newRow("an acronym before a word") << "EBSVolumeType"
                                              << "ebs volume type";
    QTest::newRow("digits") << "ListObjectsV2"
                            << "list objects v 2";
    QTest::newRow("small first letter") << "taskArns"
                                        << "task arns";
    QTest::newRow("other characters part words") << "x-amz_Meta"
                                                 << "x amz meta";
    QTest::newRow("nothing") << ""
                             << "";
}

void tst_Words::splits()
{
    QFETCH(const QString, name);
    QFETCH(const QString, words);
    QCOMPARE(QString::fromStdString(joined(m_rules->wording.split(name.toStdString()), " ")), words);
}

void tst_Words::nouns_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("noun");
    QTest::newRow("plural") << "LoadBalancers"
                            << "loadbalancer";
    QTest::newRow("ies") << "Policies"
                         << "policy";
    QTest::newRow("es") << "Addresses"
                        << "address";
    QTest::newRow("irregular") << "Indices"
                               << "index";
    QTest::newRow("a word in s") << "Analysis"
                                 << "analysis";
    QTest::newRow("an acronym in s") << "Dns"
                                     << "dns";
    QTest::newRow("only the last word is turned") << "AliasesOfKeys"
                                                  << "aliasesofkey";
}

void tst_Words::nouns()
{
    QFETCH(const QString, name);
    QFETCH(const QString, noun);
    QCOMPARE(QString::fromStdString(m_rules->wording.nounOf(name.toStdString())), noun);
}

void tst_Words::attributes_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("attribute");
    QTest::newRow("arn") << "ClusterArn"
                         << "cluster"
                         << "arn";
    QTest::newRow("several") << "InstanceIds"
                             << "instance"
                             << "id";
    QTest::newRow("either of two") << "FunctionNameOrArn"
                                   << "function"
                                   << "any";
    QTest::newRow("a list of them") << "KeyIdList"
                                    << "key"
                                    << "id";
    QTest::newRow("none") << "Cluster"
                          << "cluster"
                          << "";
    QTest::newRow("bare") << "Arn"
                          << ""
                          << "arn";
}

void tst_Words::attributes()
{
    QFETCH(const QString, name);
    QFETCH(const QString, base);
    QFETCH(const QString, attribute);
    const auto stripped = m_rules->wording.stripAttribute(m_rules->wording.split(name.toStdString()),
                                                          m_rules->strongAttributes);
    QCOMPARE(QString::fromStdString(joined(stripped.base)), base);
    QCOMPARE(QString::fromStdString(stripped.attribute), attribute);
}

void tst_Words::rulesWithoutATableAreRefused()
{
    const auto none = Rules::read("{}");
    QVERIFY(!none);
    QCOMPARE(none.error().code, std::string("BrokenRules"));
    auto text = tests::specificationFile(QStringLiteral("rules.json"));
    QVERIFY(Rules::read(text.toStdString()));
    text.replace("\"wellKnown\"", "\"wellUnknown\"");
    const auto renamed = Rules::read(text.toStdString());
    QVERIFY(!renamed);
    QVERIFY2(renamed.error().message.find("links/wellKnown") != std::string::npos,
             renamed.error().message.c_str());
    QVERIFY(!Rules::read("{"));
}

INIA_TEST_CLASS(tst_Words, QCoreApplication)
#include "tst_words.moc"
