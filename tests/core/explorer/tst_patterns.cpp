#include "core/explorer/parameter.h"
#include "core/explorer/rules.h"
#include "tests/core/explorer/explorerfixture.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

using namespace inia;
using namespace inia::explorer;

class tst_Patterns final : public QObject {
    Q_OBJECT

private slots:
    void takes_data();
    void takes();
    void documentationNames_data();
    void documentationNames();
    void documentationTellsValues();

private:
    std::shared_ptr<const Rules> m_rules = tests::projectRules();
};

void tst_Patterns::takes_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<bool>("arn");
    QTest::addColumn<bool>("other");
    QTest::newRow("none") << "" << true << true;
    QTest::newRow("an ARN alone") << "^arn:aws[-a-z]*:service:.+$" << true << false;
    QTest::newRow("no ARN") << "^[a-z0-9-]{1,64}$" << false << true;
    QTest::newRow("either, by a bar") << "^(arn:aws:x:.*|[a-z]{3})$" << true << true;
    QTest::newRow("an alternative that no sample has") << "arn:.+|wh-[0-9]{4}" << true << true;
    QTest::newRow("a form that no sample has") << "q{3}-z{9}" << false << true;
    QTest::newRow("with a colon") << "q{3}:z{9}" << true << true;
    QTest::newRow("not Python's") << "\\p{Alpha}+" << true << true;
    QTest::newRow("broken") << "([a-z" << true << true;
    QTest::newRow("a range out of a class") << "[\\w-.]+" << true << true;
}

void tst_Patterns::takes()
{
    QFETCH(const QString, pattern);
    QFETCH(const bool, arn);
    QFETCH(const bool, other);
    const auto taken = takenBy(*m_rules, pattern.toStdString());
    QCOMPARE(taken.arn, arn);
    QCOMPARE(taken.other, other);
}

void tst_Patterns::documentationNames_data()
{
    QTest::addColumn<QString>("html");
    QTest::addColumn<QString>("noun");
    QTest::newRow("the X of the Y")
        << "<p>The Amazon Resource Name (ARN) of the <b>capacity provider</b> to delete.</p>"
        << "capacityprovider";
    QTest::newRow("the Y's X") << "The cluster's ARN."
                               << "cluster";
    QTest::newRow("the Y X") << "The web ACL ID."
                             << "acl";
    QTest::newRow("another word in front") << "The status or ID of the job."
                                           << "";
    QTest::newRow("nothing") << "Whether it is on."
                             << "";
}

void tst_Patterns::documentationNames()
{
    QFETCH(const QString, html);
    QFETCH(const QString, noun);
    const auto text = html.toStdString();
    const Library library(*m_rules);
    QCOMPARE(QString::fromStdString(library.of(text).noun()), noun);
}

void tst_Patterns::documentationTellsValues()
{
    const Library library(*m_rules);
    const std::string told = "<p>The kind. Valid values: <code>user</code> | <code>system</code>.</p>";
    const std::vector<std::string> values{"user", "system"};
    QVERIFY(library.of(told).values() == values);
    const std::string none = "Valid values: see the guide";
    QVERIFY(library.of(none).values().empty());
}

INIA_TEST_CLASS(tst_Patterns, QCoreApplication)
#include "tst_patterns.moc"
