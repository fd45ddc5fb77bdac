#include "tests/support/testmain.h"
#include "ui/models/keyvaluemodel.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QTest>

using namespace inia;
using namespace inia::ui;

class TestKeyValueModel final : public QObject {
    Q_OBJECT

private slots:
    void showsSections();
    void showsHeaders();
};

void TestKeyValueModel::showsSections()
{
    KeyValueModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    KeyValue size{QStringLiteral("Size"), QStringLiteral("48.2 MB"), QStringLiteral("50,524,971 bytes"), {}};
    KeyValue etag{QStringLiteral("ETag"), QStringLiteral("9b2c"), {}, QStringLiteral("9b2c")};
    etag.mono = true;
    KeyValue tags{QStringLiteral("Tags"), QStringLiteral("No permission")};
    tags.state = RowState::Denied;
    model.setSections({{QStringLiteral("Object"), {size, etag}}, {QString(), {tags}}});

    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(model.index(0, 0).data(NodeKindRole).value<NodeKind>(), NodeKind::Section);
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("Object"));
    QVERIFY(!model.index(0, 0).flags().testFlag(Qt::ItemIsSelectable));
    QCOMPARE(model.index(1, 1).data().toString(), QStringLiteral("48.2 MB"));
    QCOMPARE(model.index(1, 1).data(ExactTextRole).toString(), QStringLiteral("50,524,971 bytes"));
    QVERIFY(!model.index(1, 1).data(CopyRole).isValid());
    QCOMPARE(model.index(2, 1).data(CopyRole).toString(), QStringLiteral("9b2c"));
    QVERIFY(model.index(2, 1).data(MonoRole).toBool());
    QCOMPARE(model.index(3, 1).data(StateRole).value<RowState>(), RowState::Denied);
    QCOMPARE(model.index(3, 1).data(ErrorTextRole).toString(), QStringLiteral("No permission"));
    model.clear();
    QCOMPARE(model.rowCount(), 0);
}

void TestKeyValueModel::showsHeaders()
{
    HttpHeaders headers;
    headers.add("Content-Type", "application/xml");
    headers.add("x-amz-meta-odd", "a\tb");
    KeyValueModel model;
    model.setSections({KeyValueModel::headerSection({}, headers)});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("Content-Type"));
    QCOMPARE(model.index(1, 1).data().toString(), QStringLiteral(u"a\u2409b"));
    QCOMPARE(model.index(1, 1).data(CopyRole).toString(), QStringLiteral("a\tb"));
}

INIA_TEST_CLASS(TestKeyValueModel, QCoreApplication)
#include "tst_keyvaluemodel.moc"
