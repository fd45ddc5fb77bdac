#include "core/model/catalog.h"
#include "core/model/names.h"
#include "core/model/servicemodel.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

using namespace inia;

class tst_Catalog final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyServiceOpens();
    void shapesCarryTheMembersTraits();
    void unknownNamesGetSuggestions();
    void paginatorsAreRead();
    void missingPackSaysWhatToDo();

private:
    std::shared_ptr<const Catalog> m_catalog;
};

void tst_Catalog::initTestCase()
{
    const auto catalog = Catalog::open();
    if (!catalog)
        QSKIP(qPrintable(QString::fromStdString(catalog.error().message)));
    m_catalog = *catalog;
}

void tst_Catalog::everyServiceOpens()
{
    std::size_t services = 0;
    std::size_t operations = 0;
    for (const auto& name : m_catalog->services()) {
        const auto model = m_catalog->service(name);
        QVERIFY2(model.ok(), name.c_str());
        QVERIFY2(!(*model)->protocol().empty(), name.c_str());
        QVERIFY2(m_catalog->ruleSet(name).ok(), name.c_str());
        for (const auto& [operation, node] : (*model)->operations().members()) {
            const auto found = (*model)->operation(operation);
            QVERIFY2(found.valid() && (!node.contains("input") || found.input().valid()),
                     (name + " " + std::string(operation)).c_str());
            const auto snake = snakeCase(operation);
            QVERIFY2((*model)->operation(snake).name() == operation, snake.c_str());
            ++operations;
        }
        ++services;
    }
    QCOMPARE(services, std::size_t{439});
    QCOMPARE(operations, std::size_t{19'796});
}

void tst_Catalog::shapesCarryTheMembersTraits()
{
    const auto s3 = m_catalog->service("s3").value();
    const auto list = s3->operation("list_objects_v2");
    QVERIFY(list.valid());
    QVERIFY(list.name() == "ListObjectsV2");
    const auto bucket = list.input().member("Bucket");
    QVERIFY(bucket.location() == "uri");
    QCOMPARE(bucket.type(), ShapeType::Text);
    QVERIFY(list.output().member("Contents").isFlattened());
    // sdk-extras turn this text into a timestamp.
    QCOMPARE(s3->shape("Expires").type(), ShapeType::Time);
    QVERIFY(!s3->operation("NoSuchThing").valid());
    QVERIFY(!list.input().member("NoSuchThing").valid());
}

void tst_Catalog::unknownNamesGetSuggestions()
{
    const auto missing = m_catalog->service("dynamobd");
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, ErrorKind::UnknownName);
    QVERIFY(missing.error().message.find("dynamodb") != std::string::npos);
    const auto s3 = m_catalog->service("s3").value();
    QCOMPARE(s3->similarOperations("list_objcts_v2").front(), std::string("list_objects_v2"));
}

void tst_Catalog::paginatorsAreRead()
{
    const auto paginators = m_catalog->paginators("s3").value();
    const auto model = PaginatorModel::fromDocument(*paginators, "ListObjectsV2").value();
    QCOMPARE(model.inputTokens, std::vector<std::string>{"ContinuationToken"});
    QCOMPARE(model.resultKeys, (std::vector<std::string>{"Contents", "CommonPrefixes"}));
    QCOMPARE(model.nonAggregateKeys, (std::vector<std::string>{"RequestCharged", "Prefix"}));
    QVERIFY(!PaginatorModel::fromDocument(*paginators, "GetObject"));
}

void tst_Catalog::missingPackSaysWhatToDo()
{
    const auto missing = Catalog::open(QStringLiteral("/nowhere/models.pack"));
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, ErrorKind::Model);
    QVERIFY(missing.error().message.find("INIA_MODEL_PACK") != std::string::npos);
}

INIA_TEST_CLASS(tst_Catalog, QCoreApplication)
#include "tst_catalog.moc"
