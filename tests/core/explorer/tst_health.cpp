#include "core/explorer/columns.h"
#include "tests/core/explorer/explorerfixture.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

using namespace inia;
using namespace inia::explorer;

class tst_Health final : public QObject {
    Q_OBJECT

private slots:
    void classes_data();
    void classes();
    void units_data();
    void units();

private:
    std::shared_ptr<const Rules> m_rules = tests::projectRules();
};

void tst_Health::classes_data()
{
    QTest::addColumn<QString>("health");
    const auto rows = [](const char* health, std::initializer_list<const char*> states) {
        for (const auto* state : states)
            QTest::newRow(state) << QString::fromLatin1(health);
    };
    rows("good", {"ACTIVE", "available", "InService", "in-use", "CREATE_COMPLETE", "UPDATE_SUCCEEDED"});
    rows("coming", {"CREATE_IN_PROGRESS", "pending-acceptance", "PENDING_VALIDATION", "INSUFFICIENT_DATA"});
    rows("changing", {"DELETE_IN_PROGRESS", "shutting-down", "ROLLBACK_IN_PROGRESS"});
    rows("off", {"stopped", "NOT_CONFIGURED", "not-applied"});
    rows("gone", {"terminated", "DELETE_COMPLETE", "cluster-deleted"});
    rows("bad", {"UPDATE_ROLLBACK_COMPLETE", "CREATE_FAILED", "UnhealthyHost", "OUT_OF_SYNC"});
    rows("", {"blue", ""});
}

void tst_Health::classes()
{
    QFETCH(const QString, health);
    QCOMPARE(QString::fromUtf8(healthOf(*m_rules, QTest::currentDataTag()).data()), health);
}

void tst_Health::units_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("docs");
    QTest::addColumn<QString>("unit");
    QTest::newRow("SizeInBytes") << "long"
                                 << "" << QStringLiteral("B");
    QTest::newRow("sizeInGiB") << "integer"
                               << "" << QStringLiteral("GiB");
    QTest::newRow("TimeoutSeconds") << "integer"
                                    << "" << QStringLiteral("s");
    QTest::newRow("MemorySize") << "integer"
                                << "The memory, in MB. Much of it." << QStringLiteral("MB");
    QTest::newRow("Size") << "integer"
                          << "The size. It was 10 GiB once." << QString();
    QTest::newRow("creationTime") << "long"
                                  << "Milliseconds after Jan 1, 1970 (epoch)." << QStringLiteral("epoch s");
    QTest::newRow("eventTimestamp") << "long"
                                    << "The number of milliseconds since Jan 1, 1970."
                                    << QStringLiteral("epoch ms");
    QTest::newRow("InstanceCount") << "integer"
                                   << "The number of seconds." << QString();
    QTest::newRow("DurationSeconds") << "string"
                                     << "" << QString();
}

void tst_Health::units()
{
    QFETCH(const QString, type);
    QFETCH(const QString, docs);
    QFETCH(const QString, unit);
    const auto kind = type.toStdString();
    const auto found = unitOf(*m_rules, QTest::currentDataTag(), kind, docs);
    QCOMPARE(QString::fromUtf8(found.data(), static_cast<qsizetype>(found.size())), unit);
}

INIA_TEST_CLASS(tst_Health, QCoreApplication)
#include "tst_health.moc"
