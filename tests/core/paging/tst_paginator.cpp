#include "core/client/client.h"
#include "core/model/catalog.h"
#include "core/paging/pagetoken.h"
#include "core/paging/paginator.h"
#include "tests/support/jsonfile.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QtTest>

using namespace inia;
using namespace inia::tests;

namespace {

/// What a walk over given pages led to.
struct Walk {
    Value::List calls;
    Value full;
    std::string error;
    std::optional<std::string> resumeToken;
};

Walk walk(Paginator paginator, const Value::List& pages)
{
    Walk result;
    FullResult full(paginator.paths());
    for (auto page : pages) {
        result.calls.push_back(paginator.nextParams());
        const auto accepted = paginator.accept(page);
        full.add(page);
        if (!accepted)
            result.error = accepted.error().code;
        if (!paginator.hasMore())
            break;
    }
    result.resumeToken = paginator.resumeToken();
    result.full = full.value(result.resumeToken);
    return result;
}

PaginatorModel simpleModel()
{
    PaginatorModel model;
    model.inputTokens = {"Marker", "IdMarker"};
    model.outputTokens = {"NextMarker", "NextIdMarker"};
    model.resultKeys = {"Keys", "Prefixes", "Text", "Count"};
    return model;
}

Value page(std::initializer_list<Value> keys, const Value& token)
{
    return Value::map({{"Keys", Value::list(keys)},
                       {"Prefixes", Value::list({"p"})},
                       {"Text", "t"},
                       {"Count", 2},
                       {"NextMarker", token}});
}

} // namespace

class tst_Paginator final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void followsTheReference_data();
    void followsTheReference();
    void everyDefinitionLoads();
    void tokensAreReadBack_data();
    void tokensAreReadBack();
    void badTokensAreRefused();
    void incompleteIsNeverComplete_data();
    void incompleteIsNeverComplete();
    void everyFlagNeedsAToken();
    void tokensThatComeAgainEndTheWalk();
    void aStuckPageMayBeAskedForAgain();
    void goesOnByMarkerWhereThereIsNoToken();
    void resumesWithinAPage();
    void textsAreCutByCharacters();
    void mapsCannotBeCut();
    void pageSizeNeedsAParameter();
    void pageSizeTakesTheTypeOfItsParameter();
    void configurationIsChecked_data();
    void configurationIsChecked();
    void searchFlattensLists();
    void resultKeysAreIterated();

private:
    [[nodiscard]] Client client(const std::string& service) const
    {
        return m_test->session.client(service).value();
    }
    [[nodiscard]] Paginator paginator(const PaginatorModel& model, const PaginationConfig& config = {}) const
    {
        return Paginator::create(client("s3").caller(), model, "ListObjects", {}, config).value();
    }
    std::optional<TestSession> m_test;
};

void tst_Paginator::initTestCase()
{
    auto test = makeTestSession();
    if (!test)
        QSKIP("no model pack");
    m_test = std::move(test).value();
}

void tst_Paginator::followsTheReference_data()
{
    QTest::addColumn<Value>("testCase");
    const Value file = readJsonFile(conformancePath(QStringLiteral("oracle/paginators.json")));
    if (file.isNull())
        QSKIP("no conformance data beside the project");
    for (const auto& item : file["cases"].items())
        QTest::newRow(item["id"].text().c_str()) << item;
}

void tst_Paginator::followsTheReference()
{
    QFETCH(const Value, testCase);
    const auto config = PaginationConfig::fromValue(testCase["paginationConfig"]);
    QVERIFY(config);
    const auto made = client(testCase["service"].text())
                          .paginator(testCase["operation"].text(), testCase["params"], *config);
    QVERIFY(made);
    const Walk result = walk(*made, testCase["pages"].items());
    const auto& expected = testCase["expect"];
    QCOMPARE(Value(result.calls), expected["calls"]);
    QCOMPARE(result.error, expected["error"].text());
    if (expected["error"].isNull())
        QCOMPARE(result.full, expected["fullResult"]);
}

void tst_Paginator::everyDefinitionLoads()
{
    int count = 0;
    const auto& catalog = *m_test->session.catalog();
    for (const auto& service : catalog.services()) {
        const auto document = catalog.paginators(service);
        if (!document)
            continue;
        for (const auto& [operation, definition] : (*document)->root()["pagination"].members()) {
            auto model = PaginatorModel::fromDocument(**document, operation);
            QVERIFY2(model, std::string(operation).c_str());
            const bool sized = !model->limitKey.empty();
            PaginationConfig config;
            config.pageSize = sized ? Value(7) : Value();
            const auto made = client(service).paginator(operation, {}, config);
            QVERIFY2(made, (service + " " + std::string(operation)).c_str());
            QVERIFY(!sized || made->nextParams().contains(model->limitKey));
            ++count;
        }
    }
    QVERIFY2(count >= 3'449, std::to_string(count).c_str());
}

void tst_Paginator::tokensAreReadBack_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Value>("tokens");
    QTest::addColumn<int>("skip");
    const auto row = [](const char* name, const std::string& text, Value first, Value second, int skip) {
        QTest::newRow(name) << QString::fromStdString(text)
                            << Value::map({{"Marker", std::move(first)}, {"IdMarker", std::move(second)}})
                            << skip;
    };
    const Value both = Value::map({{"Marker", "k"}, {"IdMarker", Value()}});
    Value cut = both;
    cut.insert("boto_truncate_amount", 3);
    row("own", encodePageToken(both), "k", {}, 0);
    row("own, cut", encodePageToken(cut), "k", {}, 3);
    const Value nested = Value::map({{"Marker", Value::map({{"B", QByteArray("\x00\xff", 2)}})},
                                     {"IdMarker", Value::list({"x", QByteArray("b")})}});
    row("with blobs", encodePageToken(nested), nested["Marker"], nested["IdMarker"], 0);
    row("one token only", encodePageToken(Value::map({{"Marker", "k"}})), "k", {}, 0);
    row("the service's own", "k", "k", {}, 0);
    row("the service's own, of JSON", encodePageToken(Value::map({{"page", 2}})), "eyJwYWdlIjogMn0=", {}, 0);
    row("the service's own, a number", "MTIz", "MTIz", {}, 0);
    row("old", "k___v", "k", "v", 0);
    row("old, with an index", "k___v___2", "k", "v", 2);
    row("old, of nothing", "None___v", {}, "v", 0);
    row("old, no index", "k___v___x", "k___v___x", {}, 0);
}

void tst_Paginator::tokensAreReadBack()
{
    QFETCH(const QString, text);
    QFETCH(const Value, tokens);
    QFETCH(const int, skip);
    const auto position = parsePageToken(text.toStdString(), {"Marker", "IdMarker"});
    QVERIFY(position);
    QCOMPARE(position->tokens, tokens);
    QCOMPARE(position->skip, skip);
}

void tst_Paginator::badTokensAreRefused()
{
    const auto tooMany = parsePageToken("a___b___c", {"Marker"});
    QVERIFY(!tooMany && tooMany.error().kind == ErrorKind::Parameter);
    const Value odd = Value::map({{"Marker", "k"}, {"boto_truncate_amount", "two"}});
    QVERIFY(!parsePageToken(encodePageToken(odd), {"Marker"}));
}

void tst_Paginator::incompleteIsNeverComplete_data()
{
    QTest::addColumn<Value>("page");
    QTest::addColumn<bool>("goesOn");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, Value page, bool goesOn, const char* says = "") {
        page.insert("Contents", Value::list({Value::map({{"Key", "a"}})}));
        QTest::newRow(name) << page << goesOn << QString::fromLatin1(says);
    };
    row("the end", Value::map({{"IsTruncated", false}}), false);
    row("the end, with a token", Value::map({{"IsTruncated", false}, {"NextContinuationToken", "t"}}), false);
    row("nothing said", Value::emptyMap(), false);
    row("more", Value::map({{"IsTruncated", true}, {"NextContinuationToken", "t"}}), true);
    row("a token alone", Value::map({{"NextContinuationToken", "t"}}), true);
    row("more, but no token", Value::map({{"IsTruncated", true}}), false,
        "there is more, but the server gave no token");
    row("more, but an empty token", Value::map({{"IsTruncated", true}, {"NextContinuationToken", ""}}), false,
        "there is more, but the server gave no token");
}

void tst_Paginator::incompleteIsNeverComplete()
{
    QFETCH(Value, page);
    QFETCH(const bool, goesOn);
    QFETCH(const QString, says);
    auto paginator = client("s3").paginator("ListObjectsV2", Value::map({{"Bucket", "b"}})).value();
    const auto accepted = paginator.accept(page);
    QCOMPARE(paginator.hasMore(), goesOn);
    QCOMPARE(accepted.ok(), says.isEmpty());
    QVERIFY2(accepted.ok() || (accepted.error().kind == ErrorKind::Parse &&
                               accepted.error().message.find(says.toStdString()) != std::string::npos),
             accepted.ok() ? "" : accepted.error().message.c_str());
    QCOMPARE(paginator.items(), 1); // the rows are good all the same
}

/// Of every service: a page that says there is more and tells no token is an error.
void tst_Paginator::everyFlagNeedsAToken()
{
    int count = 0;
    const auto& catalog = *m_test->session.catalog();
    for (const auto& service : catalog.services()) {
        const auto document = catalog.paginators(service);
        if (!document)
            continue;
        for (const auto& [operation, definition] : (*document)->root()["pagination"].members()) {
            auto model = PaginatorModel::fromDocument(**document, operation).value();
            if (model.moreResults.empty())
                continue;
            auto made = client(service).paginator(operation, {}).value();
            Value page = Value::emptyMap();
            valueAt(page, model.moreResults) = true;
            QVERIFY2(!made.accept(page), (service + " " + std::string(operation)).c_str());
            QVERIFY(!made.hasMore());
            ++count;
        }
    }
    QVERIFY2(count >= 60, std::to_string(count).c_str());
}

void tst_Paginator::tokensThatComeAgainEndTheWalk()
{
    const Value::List twice{page({1}, "m"), page({2}, "m"), page({3}, {})};
    QCOMPARE(walk(paginator(simpleModel()), twice).error, std::string("PaginationError"));
    const Value::List circle{page({1}, "m"), page({2}, "n"), page({3}, "m"), page({4}, "n"), page({5}, {})};
    const Walk result = walk(paginator(simpleModel()), circle);
    QCOMPARE(result.error, std::string("PaginationError"));
    QCOMPARE(result.calls.size(), std::size_t{3});
    QCOMPARE(result.full["Keys"], Value::list({1, 2, 3}));
}

void tst_Paginator::aStuckPageMayBeAskedForAgain()
{
    auto paginator = client("s3").paginator("ListObjectsV2", Value::map({{"Bucket", "b"}})).value();
    Value page = Value::map({{"IsTruncated", true}, {"Contents", Value::list({Value::map({{"Key", "a"}})})}});
    for (int attempt = 0; attempt < 2; ++attempt) {
        QVERIFY(!paginator.accept(page));
        QCOMPARE(paginator.nextParams(), Value::map({{"Bucket", "b"}}));
        QCOMPARE(paginator.pages(), 1);
        QCOMPARE(paginator.items(), 1);
    }
    page.insert("NextContinuationToken", "t");
    QVERIFY(paginator.accept(page));
    QVERIFY(paginator.hasMore());
    QCOMPARE(paginator.pages(), 1);
    QCOMPARE(paginator.items(), 1);
    QCOMPARE(paginator.nextParams()["ContinuationToken"], Value("t"));
}

void tst_Paginator::goesOnByMarkerWhereThereIsNoToken()
{
    const Value params =
        Value::map({{"Bucket", "b"}, {"Prefix", "p"}, {"StartAfter", "o"}, {"FetchOwner", true}});
    const auto old = [](const char* key, const Value& marker) {
        return Value::map({{"IsTruncated", !marker.isNull()},
                           {"Contents", Value::list({Value::map({{"Key", key}})})},
                           {"NextMarker", marker}});
    };
    const Value::List pages{old("p1", "p1"), old("p2", "p2"), old("p3", {})};
    const Walk whole = walk(client("s3").paginator("ListObjectsV2", params).value(), pages);
    QCOMPARE(whole.error, std::string());
    QCOMPARE(whole.calls[0], params);
    QCOMPARE(whole.calls[1], Value::map({{"Bucket", "b"}, {"Prefix", "p"}, {"Marker", "p1"}}));
    QCOMPARE(whole.calls[2]["Marker"], Value("p2"));
    QCOMPARE(whole.full["Contents"].size(), std::size_t{3});

    // Cut and gone on with in another program, it must not begin anew.
    const Walk first = walk(client("s3").paginator("ListObjectsV2", params, {.maxItems = 2}).value(), pages);
    QVERIFY(first.resumeToken);
    const auto rest =
        client("s3").paginator("ListObjectsV2", params, {.startingToken = first.resumeToken}).value();
    QCOMPARE(rest.nextParams(), Value::map({{"Bucket", "b"}, {"Prefix", "p"}, {"Marker", "p2"}}));
}

void tst_Paginator::resumesWithinAPage()
{
    const Value::List pages{page({1, 2, 3}, "m"), page({4}, {})};
    const Walk first = walk(paginator(simpleModel(), {.maxItems = 1}), pages);
    QVERIFY(first.resumeToken);
    QCOMPARE(first.full["Keys"], Value::list({1}));
    const Walk second =
        walk(paginator(simpleModel(), {.maxItems = 1, .startingToken = first.resumeToken}), pages);
    QCOMPARE(second.full["Keys"], Value::list({2}));
    QCOMPARE(second.full["Prefixes"], Value::emptyList()); // given out with the first item
    QCOMPARE(second.full["Text"], Value(""));
    QCOMPARE(second.full["Count"], Value(2));
    const Walk rest = walk(paginator(simpleModel(), {.startingToken = second.resumeToken}), pages);
    QCOMPARE(rest.full["Keys"], Value::list({3, 4}));
    QCOMPARE(rest.full["Count"], Value(4));
    QVERIFY(!rest.resumeToken);
}

void tst_Paginator::textsAreCutByCharacters()
{
    auto model = simpleModel();
    model.resultKeys = {"Text"};
    const Value::List pages{Value::map({{"Text", "h\u00e9llo"}})};
    const Walk first = walk(paginator(model, {.maxItems = 2}), pages);
    QCOMPARE(first.full["Text"], Value("h\u00e9"));
    const Walk rest = walk(paginator(model, {.startingToken = first.resumeToken}), pages);
    QCOMPARE(rest.full["Text"], Value("llo"));
}

void tst_Paginator::mapsCannotBeCut()
{
    auto model = simpleModel();
    model.resultKeys = {"Map"};
    const Value::List pages{Value::map({{"Map", Value::map({{"a", 1}, {"b", 2}})}})};
    QCOMPARE(walk(paginator(model, {.maxItems = 1}), pages).error, std::string("PaginationError"));
    QCOMPARE(walk(paginator(model, {.maxItems = 2}), pages).error, std::string());
}

void tst_Paginator::pageSizeNeedsAParameter()
{
    PaginationConfig config;
    config.pageSize = 5;
    const auto made = Paginator::create(client("s3").caller(), simpleModel(), "ListObjects", {}, config);
    QVERIFY(!made);
    QCOMPARE(made.error().code, std::string("PaginationError"));
}

void tst_Paginator::pageSizeTakesTheTypeOfItsParameter()
{
    PaginationConfig config;
    config.pageSize = "5";
    QCOMPARE(client("s3").paginator("ListObjectsV2", {}, config)->nextParams()["MaxKeys"], Value(5));
    config.pageSize = 5;
    QCOMPARE(client("route53").paginator("ListHostedZones", {}, config)->nextParams()["MaxItems"],
             Value("5"));
}

void tst_Paginator::configurationIsChecked_data()
{
    QTest::addColumn<Value>("config");
    QTest::newRow("no map") << Value(3);
    QTest::newRow("negative") << Value::map({{"MaxItems", -1}});
    QTest::newRow("no number") << Value::map({{"MaxItems", "many"}});
    QTest::newRow("list as size") << Value::map({{"PageSize", Value::emptyList()}});
    QTest::newRow("token of another type") << Value::map({{"StartingToken", 3}});
    QTest::newRow("unknown") << Value::map({{"Maxitems", 3}});
}

void tst_Paginator::configurationIsChecked()
{
    QFETCH(const Value, config);
    const auto read = PaginationConfig::fromValue(config);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ErrorKind::Parameter);
}

void tst_Paginator::searchFlattensLists()
{
    const Value found = page({1, 2}, {});
    const auto list = searchPage(*Expression::parse("Keys"), found);
    QCOMPARE(Value(*list), Value::list({1, 2}));
    const auto one = searchPage(*Expression::parse("length(Keys)"), found);
    QCOMPARE(Value(*one), Value::list({2}));
    QVERIFY(!searchPage(*Expression::parse("length(Count)"), found));
}

void tst_Paginator::resultKeysAreIterated()
{
    const auto paths = PagePaths::parse(simpleModel()).value();
    const Value found = page({1, 2}, {});
    QCOMPARE(Value(resultItems(*paths, 0, found)), Value::list({1, 2}));
    QCOMPARE(Value(resultItems(*paths, 2, found)), Value::list({"t"}));
    QVERIFY(resultItems(*paths, 9, found).empty());
}

INIA_TEST_CLASS(tst_Paginator, QCoreApplication)
#include "tst_paginator.moc"
