#include "core/model/servicemodel.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

using namespace inia;

class tst_OperationIndex final : public QObject {
    Q_OBJECT

private slots:
    void finds_data();
    void finds();
    void anEmptyModelHasNone();
};

void tst_OperationIndex::finds_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("found");
    QTest::newRow("as the model has it") << "ListObjectsV2"
                                         << "ListObjectsV2";
    QTest::newRow("snake case") << "list_objects_v2"
                                << "ListObjectsV2";
    QTest::newRow("one that is in another") << "list_objects"
                                            << "ListObjects";
    QTest::newRow("an abbreviation's plural") << "describe_vpcs"
                                              << "DescribeVPCs";
    QTest::newRow("the first of two") << "get_vpc"
                                      << "GetVPC";
    QTest::newRow("the other by its own name") << "GetVpc"
                                               << "GetVpc";
    // The same letters are not enough.
    QTest::newRow("no underscores") << "listobjects"
                                    << "";
    QTest::newRow("other underscores") << "list_object_s"
                                       << "";
    QTest::newRow("capitals") << "List_Objects"
                              << "";
    QTest::newRow("underscore behind") << "list_objects_"
                                       << "";
    QTest::newRow("part") << "list"
                          << "";
    QTest::newRow("nothing") << ""
                             << "";
}

void tst_OperationIndex::finds()
{
    const auto document = Document::fromJson(R"({"operations": {"ListObjects": {}, "DescribeVPCs": {},
        "GetVPC": {}, "GetVpc": {}, "ListObjectsV2": {}}})",
                                             "test");
    QVERIFY(document);
    const ServiceModel model("test", *document);
    QFETCH(QString, name);
    const std::string wanted = name.toStdString();
    for (int again = 0; again < 2; ++again) {
        const auto operation = model.operation(wanted);
        QTEST(operation.valid() ? QString::fromUtf8(operation.name().data(),
                                                    static_cast<qsizetype>(operation.name().size()))
                                : QString(),
              "found");
    }
}

void tst_OperationIndex::anEmptyModelHasNone()
{
    const auto document = Document::fromJson("{}", "test");
    QVERIFY(document);
    QVERIFY(!ServiceModel("test", *document).operation("list_objects").valid());
}

INIA_TEST_CLASS(tst_OperationIndex, QCoreApplication)
#include "tst_operationindex.moc"
