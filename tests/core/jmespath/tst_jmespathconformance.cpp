#include "core/jmespath/expression.h"
#include "core/model/document.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtTest/QTest>

#include <map>

using namespace inia;

Q_DECLARE_METATYPE(inia::Value)

/// The JMESPath project's own test suite.
class TestJmesPathConformance final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cases_data();
    void cases();

private:
    const QString m_root = QStringLiteral(INIA_CONFORMANCE_DIR "/jmespath");
};

namespace {

std::string expectedCode(const std::string& error)
{
    static const std::map<std::string, std::string> codes{{"syntax", "JmesPathSyntax"},
                                                          {"invalid-type", "JmesPathType"},
                                                          {"invalid-value", "JmesPathValue"},
                                                          {"invalid-arity", "JmesPathArity"},
                                                          {"unknown-function", "JmesPathUnknownFunction"}};
    const auto found = codes.find(error);
    return found == codes.end() ? error : found->second;
}

Result<Value> search(const std::string& text, const Value& given)
{
    const auto expression = Expression::parse(text);
    if (!expression)
        return expression.error();
    return expression->search(given);
}

} // namespace

void TestJmesPathConformance::initTestCase()
{
    if (!QDir(m_root).exists())
        QSKIP("the conformance data (../shared/conformance) is not there");
}

void TestJmesPathConformance::cases_data()
{
    QTest::addColumn<Value>("given");
    QTest::addColumn<Value>("test");
    const QDir root(m_root);
    for (const auto& name : root.entryList({QStringLiteral("*.json")}, QDir::Files)) {
        QFile file(root.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto document = Document::fromJson(file.readAll().toStdString(), name.toStdString());
        QVERIFY(document.ok());
        int index = 0;
        for (const auto group : (*document)->root().items()) {
            const auto given = group["given"].toValue();
            for (const auto test : group["cases"].items())
                QTest::addRow("%s/%d", qPrintable(name), index++) << given << test.toValue();
        }
    }
}

void TestJmesPathConformance::cases()
{
    QFETCH(Value, given);
    QFETCH(Value, test);
    const auto& text = test["expression"].text();
    const auto result = search(text, given);
    if (test.contains("error")) {
        QVERIFY2(!result.ok(), text.c_str());
        QCOMPARE(result.error().code, expectedCode(test["error"].text()));
        return;
    }
    QVERIFY2(result.ok(), result.ok() ? "" : result.error().message.c_str());
    if (test.contains("result")) // benchmarks have none; nor has an expected null, which the next test is for
        QVERIFY2(*result == test["result"], text.c_str());
    else if (!test.contains("bench"))
        QVERIFY2(result->isNull(), text.c_str());
}

QTEST_GUILESS_MAIN(TestJmesPathConformance)
#include "tst_jmespathconformance.moc"
