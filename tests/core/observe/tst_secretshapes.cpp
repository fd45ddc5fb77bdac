#include "core/common/redaction.h"
#include "core/model/servicemodel.h"
#include "core/model/value.h"
#include "core/observe/secretshapes.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

#include <algorithm>

using namespace inia;

namespace {

constexpr char model[] = R"({
    "metadata": {"protocol": "json"}, "operations": {},
    "shapes": {
        "Plain": {"type": "string"},
        "Hidden": {"type": "string", "sensitive": true},
        "Number": {"type": "integer"},
        "Open": {"type": "structure", "members": {
            "Name": {"shape": "Plain"}, "Size": {"shape": "Number"}, "Opens": {"shape": "Opens"}}},
        "Opens": {"type": "list", "member": {"shape": "Open"}},
        "Tree": {"type": "structure", "members": {
            "Children": {"shape": "Trees"}, "Label": {"shape": "Plain"}, "Key": {"shape": "Hidden"},
            "Head": {"shape": "Hidden", "location": "header", "locationName": "x-head"}}},
        "Trees": {"type": "list", "member": {"shape": "Tree"}},
        "Tagged": {"type": "list", "member": {"shape": "OneTagged"}},
        "OneTagged": {"type": "structure", "members": {"Tags": {"shape": "PlainMap"}}},
        "HiddenList": {"type": "list", "member": {"shape": "Hidden"}},
        "PlainMap": {"type": "map", "key": {"shape": "Plain"}, "value": {"shape": "Plain"}},
        "HiddenKeys": {"type": "map", "key": {"shape": "Hidden"}, "value": {"shape": "Plain"}},
        "HiddenMap": {"type": "map", "key": {"shape": "Plain"}, "value": {"shape": "Hidden"}},
        "Login": {"type": "structure", "members": {"User": {"shape": "Plain"}, "Password": {"shape": "Plain"}}},
        "Free": {"type": "structure", "document": true, "members": {}},
        "Whole": {"type": "structure", "sensitive": true, "members": {"Name": {"shape": "Plain"}}},
        "Kind": {"type": "string", "enum": ["OFF", "ON"]},
        "Plains": {"type": "list", "member": {"shape": "Plain"}},
        "Pair": {"type": "structure", "members": {"ParameterKey": {"shape": "Plain"},
            "ParameterValue": {"shape": "Plain"}, "Type": {"shape": "Plain"}}},
        "Pairs": {"type": "list", "member": {"shape": "Pair"}},
        "Named": {"type": "structure", "members": {
            "AuthToken": {"shape": "Plain"}, "NextToken": {"shape": "Plain"}, "PrivateKeys": {"shape": "Plains"},
            "HttpToken": {"shape": "Kind"}, "PasswordAge": {"shape": "Number"}, "ClientSecret": {"shape": "Number"},
            "Credentials": {"shape": "Login"}, "Pairs": {"shape": "Pairs"},
            "Session": {"shape": "Plain", "location": "header", "locationName": "x-session-token"}}},
        "All": {"type": "structure", "members": {
            "Open": {"shape": "Open"}, "Tree": {"shape": "Tree"}, "List": {"shape": "HiddenList"},
            "Tags": {"shape": "PlainMap"}, "Keys": {"shape": "HiddenMap"}, "Login": {"shape": "Login"},
            "Free": {"shape": "Free"}, "Policy": {"shape": "Plain"},
            "HiddenKeys": {"shape": "HiddenKeys"}, "Named": {"shape": "Named"}, "Pairs": {"shape": "Pairs"}}}
    }
})";

std::shared_ptr<const ServiceModel> testModel()
{
    auto document = Document::fromJson(model, "test model");
    Q_ASSERT(document);
    return std::make_shared<const ServiceModel>("test", std::move(document).value());
}

Value tree(const char* key, Value children = Value::emptyList())
{
    return Value::map(
        {{"Label", "leaf"}, {"Key", key}, {"Head", "from a header"}, {"Children", std::move(children)}});
}

class CountedRecords final : public RecordList {
public:
    CountedRecords(Value items, std::string column) : m_items(std::move(items)), m_columns{std::move(column)}
    {
    }
    [[nodiscard]] std::size_t size() const override { return m_items.size(); }
    [[nodiscard]] const std::vector<std::string>& columns() const override { return m_columns; }
    [[nodiscard]] Value cell(std::size_t row, std::size_t column) const override
    {
        ++count;
        return m_items[row][m_columns[column]];
    }
    [[nodiscard]] std::string_view text(std::size_t, std::size_t, std::string&) const override { return {}; }

    mutable int count = 0;

private:
    Value m_items;
    std::vector<std::string> m_columns;
};

} // namespace

class tst_SecretShapes final : public QObject {
    Q_OBJECT

private slots:
    void mayHold_data();
    void mayHold();
    void redacts_data();
    void redacts();
    void collects_data();
    void collects();
    void leavesOutWhatIsNotInTheBody();
    void knowsSecretHeaders();
    void allOfAnAnswerMayBeSecret();
    void searchesRecords_data();
    void searchesRecords();
    void tellsWhatItHides();
};

void tst_SecretShapes::mayHold_data()
{
    QTest::addColumn<QString>("shape");
    QTest::addColumn<bool>("expected");
    QTest::newRow("recursive, without") << "Open" << false;
    QTest::newRow("recursive, with") << "Tree" << true;
    QTest::newRow("list of the recursive") << "Trees" << true;
    QTest::newRow("list of secrets") << "HiddenList" << true;
    QTest::newRow("map without") << "PlainMap" << false;
    QTest::newRow("map of secrets") << "HiddenMap" << true;
    QTest::newRow("by its name") << "Login" << true;
    QTest::newRow("document") << "Free" << true;
    QTest::newRow("somewhere below") << "All" << true;
    QTest::newRow("scalar") << "Plain" << false;
    QTest::newRow("pairs, which say themselves") << "Pairs" << false;
    QTest::newRow("words of names") << "Named" << true;
}

void tst_SecretShapes::mayHold()
{
    QFETCH(QString, shape);
    const auto service = testModel();
    SecretShapes shapes;
    QTEST(shapes.mayHold(service->shape(shape.toStdString())), "expected");
    // Asked the other way round, nothing is left from the first time.
    SecretShapes others;
    QVERIFY(others.mayHold(service->shape("All")));
    QTEST(others.mayHold(service->shape(shape.toStdString())), "expected");
}

void tst_SecretShapes::redacts_data()
{
    QTest::addColumn<QString>("member");
    QTest::addColumn<Value>("given");
    QTest::addColumn<Value>("expected");
    const Value hidden(redactedText);
    const auto open = Value::map({{"Name", "n"}, {"Opens", Value::list({Value::map({{"Size", 1}})})}});
    QTest::newRow("nothing to hide") << "Open" << open << open;
    QTest::newRow("recursive")
        << "Tree" << tree("abc", Value::list({tree("def")}))
        << Value::map({{"Label", "leaf"},
                       {"Key", hidden},
                       {"Head", hidden},
                       {"Children", Value::list({Value::map({{"Label", "leaf"},
                                                             {"Key", hidden},
                                                             {"Head", hidden},
                                                             {"Children", Value::emptyList()}})})}});
    QTest::newRow("list") << "List" << Value::list({"abc", nullptr}) << Value::list({hidden, nullptr});
    QTest::newRow("map") << "Keys" << Value::map({{"a", "abc"}}) << Value::map({{"a", hidden}});
    QTest::newRow("names of a map") << "HiddenKeys" << Value::map({{"abc", "def"}}) << hidden;
    QTest::newRow("name") << "Login" << Value::map({{"User", "u"}, {"Password", "p"}})
                          << Value::map({{"User", "u"}, {"Password", hidden}});
    QTest::newRow("document") << "Free" << Value::map({{"any", 1}, {"password", "p"}})
                              << Value::map({{"any", 1}, {"password", hidden}});
    QTest::newRow("document in lists")
        << "Free" << Value::map({{"a", Value::list({Value::map({{"apiKey", "k"}})})}})
        << Value::map({{"a", Value::list({Value::map({{"apiKey", hidden}})})}});
    QTest::newRow("key of a map") << "Tags" << Value::map({{"DB_PASSWORD", "abc"}, {"b", "c"}})
                                  << Value::map({{"DB_PASSWORD", hidden}, {"b", "c"}});
    QTest::newRow("pair")
        << "Pairs"
        << Value::list(
               {Value::map({{"ParameterKey", "dbPassword"}, {"ParameterValue", "abc"}, {"Type", "text"}}),
                Value::map({{"ParameterKey", "size"}, {"ParameterValue", "1"}})})
        << Value::list(
               {Value::map({{"ParameterKey", "dbPassword"}, {"ParameterValue", hidden}, {"Type", "text"}}),
                Value::map({{"ParameterKey", "size"}, {"ParameterValue", "1"}})});
    QTest::newRow("words of names") << "Named" << Value::map({{"AuthToken", "a"}, {"NextToken", "b"}})
                                    << Value::map({{"AuthToken", hidden}, {"NextToken", "b"}});
    QTest::newRow("list under a name") << "Named" << Value::map({{"PrivateKeys", Value::list({"a", "b"})}})
                                       << Value::map({{"PrivateKeys", hidden}});
    QTest::newRow("structure under a name")
        << "Named" << Value::map({{"Credentials", Value::map({{"User", "u"}, {"Password", "p"}})}})
        << Value::map({{"Credentials", Value::map({{"User", "u"}, {"Password", hidden}})}});
    QTest::newRow("no texts") << "Named"
                              << Value::map({{"HttpToken", "ON"}, {"PasswordAge", 3}, {"ClientSecret", 4}})
                              << Value::map({{"HttpToken", "ON"}, {"PasswordAge", 3}, {"ClientSecret", 4}});
    QTest::newRow("header") << "Named" << Value::map({{"Session", "s"}}) << Value::map({{"Session", hidden}});
    QTest::newRow("decoded text") << "Policy"
                                  << Value::map({{"Statement", Value::map({{"password", "abc"}})}})
                                  << Value::map({{"Statement", Value::map({{"password", hidden}})}});
}

void tst_SecretShapes::redacts()
{
    QFETCH(QString, member);
    QFETCH(Value, given);
    QFETCH(Value, expected);
    const auto service = testModel();
    SecretShapes shapes;
    const auto result = shapes.redacted(service->shape("All"), Value::map({{member.toStdString(), given}}));
    QVERIFY(result == Value::map({{member.toStdString(), expected}}));
}

void tst_SecretShapes::collects_data()
{
    QTest::addColumn<QString>("member");
    QTest::addColumn<Value>("given");
    QTest::addColumn<QString>("expected");
    QTest::newRow("nothing") << "Open" << Value::map({{"Name", "n"}}) << "";
    QTest::newRow("recursive") << "Tree" << tree("abc", Value::list({tree("def")}))
                               << "abc, def, from a header, from a header";
    QTest::newRow("list") << "List" << Value::list({"abc"}) << "abc";
    QTest::newRow("map") << "Keys" << Value::map({{"a", "abc"}}) << "abc";
    QTest::newRow("names of entries") << "HiddenKeys" << Value::map({{"abc", "def"}}) << "abc, def";
    QTest::newRow("name of an entry") << "Tags" << Value::map({{"password", "abc"}, {"b", "c"}}) << "abc";
    QTest::newRow("decoded text") << "Policy"
                                  << Value::map(
                                         {{"Statement", Value::list({Value::map({{"password", "abc"}})})}})
                                  << "abc";
    QTest::newRow("pair") << "Pairs"
                          << Value::list({Value::map({{"ParameterKey", "token"}, {"ParameterValue", "abc"}}),
                                          Value::map({{"ParameterKey", "size"}, {"ParameterValue", "1"}})})
                          << "abc";
    QTest::newRow("words of names") << "Named"
                                    << Value::map({{"AuthToken", "a"},
                                                   {"NextToken", "b"},
                                                   {"PrivateKeys", Value::list({"c", "d"})},
                                                   {"Session", "e"}})
                                    << "a, c, d, e";
    QTest::newRow("not in the model") << "New" << Value::map({{"SecretString", "abc"}}) << "abc";
}

void tst_SecretShapes::collects()
{
    QFETCH(QString, member);
    QFETCH(Value, given);
    const auto service = testModel();
    SecretShapes shapes;
    std::vector<std::string> found;
    shapes.collect(service->shape("All"), Value::map({{member.toStdString(), given}}),
                   SecretShapes::Part::All, found);
    QStringList secrets;
    for (const auto& secret : found)
        secrets << QString::fromStdString(secret);
    secrets.sort();
    QTEST(secrets.join(QStringLiteral(", ")), "expected");
}

void tst_SecretShapes::leavesOutWhatIsNotInTheBody()
{
    const auto service = testModel();
    SecretShapes shapes;
    std::vector<std::string> found;
    shapes.collect(service->shape("Tree"), tree("abc"), SecretShapes::Part::Body, found);
    QCOMPARE(found, std::vector<std::string>{"abc"});
}

void tst_SecretShapes::knowsSecretHeaders()
{
    const auto service = testModel();
    SecretShapes shapes;
    QVERIFY(shapes.isSecretHeader(service->shape("Tree"), "X-Head"));
    QVERIFY(!shapes.isSecretHeader(service->shape("Tree"), "X-Head-Format"));
    QVERIFY(!shapes.isSecretHeader(service->shape("Open"), "X-Head"));
    QVERIFY(!shapes.isSecretHeader(Shape(), "X-Head"));
}

void tst_SecretShapes::allOfAnAnswerMayBeSecret()
{
    const auto service = testModel();
    SecretShapes shapes;
    const Value given = Value::map({{"Name", "abc"}, {"ResponseMetadata", Value::map({{"RequestId", "r"}})}});
    QVERIFY(shapes.mayHold(service->shape("Whole")));
    std::vector<std::string> found;
    shapes.collect(service->shape("Whole"), given, SecretShapes::Part::All, found);
    QCOMPARE(found, std::vector<std::string>{"abc"});
    QVERIFY(shapes.redacted(service->shape("Whole"), given) ==
            Value::map({{"Name", redactedText}, {"ResponseMetadata", Value::map({{"RequestId", "r"}})}}));
}

void tst_SecretShapes::searchesRecords_data()
{
    QTest::addColumn<QString>("shape");
    QTest::addColumn<QString>("member");
    QTest::addColumn<Value>("given");
    QTest::addColumn<bool>("found");
    QTest::newRow("a secret") << "Trees"
                              << "Key" << Value("abc") << true;
    QTest::newRow("none") << "Opens"
                          << "Name" << Value("abc") << false;
    QTest::newRow("in a map of plain texts") << "Tagged"
                                             << "Tags" << Value::map({{"password", "abc"}}) << true;
    QTest::newRow("the values of pairs") << "Pairs"
                                         << "ParameterKey" << Value("size") << false;
}

/// Long lists of which the model knows that they hold no secret are not gone through.
void tst_SecretShapes::searchesRecords()
{
    QFETCH(QString, shape);
    QFETCH(QString, member);
    QFETCH(Value, given);
    const auto service = testModel();
    SecretShapes shapes;
    std::vector<std::string> found;
    const Value items = Value::list({Value::map({{member.toStdString(), given}})});
    const auto asked = std::make_shared<CountedRecords>(items, member.toStdString());
    shapes.collect(service->shape(shape.toStdString()), std::shared_ptr<const RecordList>(asked),
                   SecretShapes::Part::All, found);
    QTEST(found == std::vector<std::string>{"abc"}, "found");
    QTEST(asked->count > 0, "found");
}

void tst_SecretShapes::tellsWhatItHides()
{
    const auto service = testModel();
    SecretShapes shapes;
    QStringList lines;
    for (const auto& [path, rule] : shapes.hidden(service->shape("All")))
        lines << QString::fromStdString(path + ' ' + std::string(hidingRuleName(rule)));
    const char* expected =
        "Tree.Key trait; Tree.Head trait; List[] trait; Tags{} keys; Keys{} keys; Keys{} trait; "
        "Login.Password name; Free keys; HiddenKeys trait; Named.AuthToken name; Named.NextToken shown; "
        "Named.PrivateKeys "
        "name; Named.Pairs[].ParameterValue pair; Named.Session header";
    QCOMPARE(lines.join(QStringLiteral("; ")), QString::fromLatin1(expected));
}

INIA_TEST_CLASS(tst_SecretShapes, QCoreApplication)
#include "tst_secretshapes.moc"
