#include "core/endpoint/ruleset.h"
#include "tests/core/endpoint/endpointtestdata.h"
#include "tests/support/testmain.h"

#include <QtTest/QTest>

using namespace inia;
using namespace inia::test;

class TestRuleFunctions final : public QObject {
    Q_OBJECT

private slots:
    void call_data();
    void call();
    void fails_data();
    void fails();
    void parsesUrls_data();
    void parsesUrls();
    void parsesArns_data();
    void parsesArns();
    void findsAttributes_data();
    void findsAttributes();
};

namespace {

Value callRule(std::string_view name, const Value::List& arguments, std::string* failure = nullptr)
{
    const auto* function = findRuleFunction(name);
    const auto partitions = samplePartitions();
    std::string problem;
    if (!function || !partitions)
        return "no such function";
    auto result = function->call({arguments, *partitions, problem});
    if (failure)
        *failure = problem;
    return problem.empty() ? result : Value();
}

} // namespace

void TestRuleFunctions::call_data()
{
    QTest::addColumn<std::string>("name");
    QTest::addColumn<Value>("arguments");
    QTest::addColumn<Value>("expected");
    const auto row = [](const char* tag, const char* name, const Value& arguments, const Value& expected) {
        QTest::newRow(tag) << std::string(name) << arguments << expected;
    };
    row("not true", "not", Value::list({true}), false);
    row("not false", "not", Value::list({false}), true);
    row("not null", "not", Value::list({nullptr}), true);
    row("not text", "not", Value::list({"x"}), false);
    row("isSet empty text", "isSet", Value::list({""}), true);
    row("isSet null", "isSet", Value::list({nullptr}), false);
    row("label", "isValidHostLabel", Value::list({"a-1", false}), true);
    row("label of 63", "isValidHostLabel", Value::list({std::string(63, 'a'), false}), true);
    row("label of 64", "isValidHostLabel", Value::list({std::string(64, 'a'), false}), false);
    row("label with dot", "isValidHostLabel", Value::list({"a.b", false}), false);
    row("labels with dot", "isValidHostLabel", Value::list({"a.b", true}), true);
    row("labels end with dot", "isValidHostLabel", Value::list({"a.b.", true}), false);
    row("labels empty", "isValidHostLabel", Value::list({"", true}), false);
    row("label starts with hyphen", "isValidHostLabel", Value::list({"-a", false}), false);
    row("label not ASCII", "isValidHostLabel", Value::list({"ä", false}), false);
    row("label null", "isValidHostLabel", Value::list({nullptr, false}), false);
    row("bucket", "aws.isVirtualHostableS3Bucket", Value::list({"my-bucket", false}), true);
    row("bucket short", "aws.isVirtualHostableS3Bucket", Value::list({"ab", false}), false);
    row("bucket upper case", "aws.isVirtualHostableS3Bucket", Value::list({"My-bucket", false}), false);
    row("bucket like an address", "aws.isVirtualHostableS3Bucket", Value::list({"1.2.3.4", true}), false);
    row("bucket nearly an address", "aws.isVirtualHostableS3Bucket", Value::list({"1.2.3.4.5", true}), true);
    row("bucket null", "aws.isVirtualHostableS3Bucket", Value::list({nullptr, true}), false);
    row("substring", "substring", Value::list({"abcdef", 1, 3, false}), "bc");
    row("substring from the end", "substring", Value::list({"abcdef", 1, 3, true}), "de");
    row("substring all", "substring", Value::list({"abc", 0, 3, false}), "abc");
    row("substring too long", "substring", Value::list({"abc", 0, 4, false}), nullptr);
    row("substring empty", "substring", Value::list({"abc", 2, 2, false}), nullptr);
    row("substring not ASCII", "substring", Value::list({"äbc", 0, 1, false}), nullptr);
    row("encode", "uriEncode", Value::list({"a/b ~+é"}), "a%2Fb%20~%2B%C3%A9");
    row("encode null", "uriEncode", Value::list({nullptr}), nullptr);
    row("coalesce", "coalesce", Value::list({nullptr, "b", "c"}), "b");
    row("coalesce nothing", "coalesce", Value::list({nullptr}), nullptr);
    row("ite", "ite", Value::list({false, "a", "b"}), "b");
    row("split", "split", Value::list({"a--b--c", "--", 0}), Value::list({"a", "b", "c"}));
    row("split limited", "split", Value::list({"a--b--c", "--", 2}), Value::list({"a", "b--c"}));
    row("split once", "split", Value::list({"a--b", "--", 1}), Value::list({"a--b"}));
    row("split empty", "split", Value::list({"", "--", 0}), Value::list({""}));
    row("booleanEquals", "booleanEquals", Value::list({true, true}), true);
    row("stringEquals", "stringEquals", Value::list({"a", "b"}), false);
}

void TestRuleFunctions::call()
{
    QFETCH(std::string, name);
    QFETCH(Value, arguments);
    QFETCH(Value, expected);
    QVERIFY(callRule(name, arguments.items()) == expected);
}

void TestRuleFunctions::fails_data()
{
    QTest::addColumn<std::string>("name");
    QTest::addColumn<Value>("arguments");
    QTest::newRow("booleanEquals") << std::string("booleanEquals") << Value::list({true, nullptr});
    QTest::newRow("stringEquals") << std::string("stringEquals") << Value::list({"a", true});
    QTest::newRow("substring") << std::string("substring") << Value::list({nullptr, 0, 1, false});
    QTest::newRow("split by nothing") << std::string("split") << Value::list({"a", "", 0});
    QTest::newRow("ite") << std::string("ite") << Value::list({nullptr, "a", "b"});
}

void TestRuleFunctions::fails()
{
    QFETCH(std::string, name);
    QFETCH(Value, arguments);
    std::string failure;
    QVERIFY(callRule(name, arguments.items(), &failure).isNull());
    QVERIFY(!failure.empty());
}

void TestRuleFunctions::parsesUrls_data()
{
    QTest::addColumn<std::string>("url");
    QTest::addColumn<Value>("expected");
    const auto row = [](const char* url, const char* authority, const char* path, const char* normalized,
                        bool isIp) {
        const std::string_view text(url);
        QTest::newRow(url) << std::string(url)
                           << Value::map({{"scheme", text.starts_with("https") ? "https" : "http"},
                                          {"authority", authority},
                                          {"path", path},
                                          {"normalizedPath", normalized},
                                          {"isIp", isIp}});
    };
    row("https://host", "host", "", "/", false);
    row("http://host:8080/", "host:8080", "/", "/", false);
    row("https://host/a/b", "host", "/a/b", "/a/b/", false);
    row("https://host//a/./b/../c/", "host", "//a/./b/../c/", "/a/c/", false);
    row("https://host/../x y", "host", "/../x y", "/x%20y/", false);
    row("http://127.0.0.1:9000", "127.0.0.1:9000", "", "/", true);
    row("http://1.2.3", "1.2.3", "", "/", false);
    row("http://[::1]:9000/x", "[::1]:9000", "/x", "/x/", true);
    row("http://[fe80::1%25eth0]", "[fe80::1%25eth0]", "", "/", true);
    row("http://[1:2:3:4:5:6:1.2.3.4]", "[1:2:3:4:5:6:1.2.3.4]", "", "/", true);
    row("https://user@host:1/x#part", "user@host:1", "/x", "/x/", false);
    row("https://host/x?", "host", "/x", "/x/", false);
    for (const char* bad : {"", "host", "ftp://host", "https://", "https://host:x", "https://host:70000",
                            "https://host/x?y=1", "https://[::1", "https://[::1]x", "https://[1:2]",
                            "https://[1::2::3]", "https://[:::]", "https://[g::]", "https://:80"})
        QTest::newRow(qPrintable(QLatin1String("bad ") + QLatin1String(bad))) << std::string(bad) << Value();
}

void TestRuleFunctions::parsesUrls()
{
    QFETCH(std::string, url);
    QFETCH(Value, expected);
    QVERIFY(callRule("parseURL", Value::list({url}).items()) == expected);
}

void TestRuleFunctions::parsesArns_data()
{
    QTest::addColumn<std::string>("arn");
    QTest::addColumn<bool>("valid");
    QTest::addColumn<Value>("resource");
    QTest::newRow("slash") << std::string("arn:aws:s3:us-west-2:1:accesspoint/name") << true
                           << Value::list({"accesspoint", "name"});
    QTest::newRow("colon") << std::string("arn:aws:s3:us-west-2:1:a:b/c") << true
                           << Value::list({"a", "b", "c"});
    QTest::newRow("empty parts") << std::string("arn:aws:s3:::bucket/") << true
                                 << Value::list({"bucket", ""});
    QTest::newRow("no resource") << std::string("arn:aws:s3:us-west-2:1:") << false << Value();
    QTest::newRow("no service") << std::string("arn:aws::us-west-2:1:x") << false << Value();
    QTest::newRow("too short") << std::string("arn:aws:s3:us-west-2:1") << false << Value();
    QTest::newRow("no ARN") << std::string("urn:aws:s3:us-west-2:1:x") << false << Value();
}

void TestRuleFunctions::parsesArns()
{
    QFETCH(std::string, arn);
    QFETCH(bool, valid);
    QFETCH(Value, resource);
    const auto result = callRule("aws.parseArn", Value::list({arn}).items());
    QCOMPARE(!result.isNull(), valid);
    QVERIFY(result["resourceId"] == resource);
}

void TestRuleFunctions::findsAttributes_data()
{
    QTest::addColumn<std::string>("path");
    QTest::addColumn<Value>("expected");
    QTest::newRow("member") << std::string("a") << Value("x");
    QTest::newRow("nested") << std::string("b.c") << Value(1);
    QTest::newRow("item") << std::string("d[1]") << Value("two");
    QTest::newRow("past the end") << std::string("d[2]") << Value();
    QTest::newRow("not a list") << std::string("a[0]") << Value();
    QTest::newRow("missing") << std::string("z.z") << Value();
    QTest::newRow("broken index") << std::string("d[x]") << Value();
    QTest::newRow("open index") << std::string("d[1") << Value();
}

void TestRuleFunctions::findsAttributes()
{
    QFETCH(std::string, path);
    QFETCH(Value, expected);
    const auto value =
        Value::map({{"a", "x"}, {"b", Value::map({{"c", 1}})}, {"d", Value::list({"one", "two"})}});
    QVERIFY(ruleAttribute(value, path) == expected);
    QVERIFY(ruleAttribute(Value::list({"one"}), "[0]") == Value("one"));
}

INIA_TEST_CLASS(TestRuleFunctions, QCoreApplication)
#include "tst_rulefunctions.moc"
