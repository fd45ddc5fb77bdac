#include "tests/support/testmain.h"
#include "ui/browse/listingpage.h"
#include "ui/browse/objectspage.h"
#include "ui/widgets/stateview.h"

#include <QtTest/QTest>

using namespace inia;
using namespace inia::ui;
using State = CollectionCursor::State;

// What is said about a listing, in every state it can have.
class TestListingTexts final : public QObject {
    Q_OBJECT

private slots:
    void statusCounts_data();
    void statusCounts();
    void offersOnlyWhatHelps();
    void saysNothingTooEarly();
    void tellsEmptyFromFailed();
    void tellsWhoFiltered();
    void keepsRowsBesideAGap();

    void saysHowManyRegionsAnswered();

private:
    [[nodiscard]] static ListingFacts facts(State state, qint64 loaded)
    {
        ListingFacts facts;
        facts.words = objectWords({"acme", "logs/"}, QStringLiteral("dev"));
        facts.state = state;
        facts.loaded = loaded;
        facts.shown = loaded;
        facts.requests = 1;
        facts.pages = static_cast<int>(loaded / 1000);
        return facts;
    }
    [[nodiscard]] static Error denied()
    {
        Error error = makeError(ErrorKind::Service, "AccessDenied", "Access Denied");
        error.httpStatus = 403;
        return error;
    }
};

void TestListingTexts::saysHowManyRegionsAnswered()
{
    ListingFacts merged = facts(State::Loading, 42);
    merged.parts = {17, 12, 3, 0};
    QCOMPARE(listingStatus(merged).facts.first(), QStringLiteral("12 of 17 regions, 3 denied"));
    QVERIFY(!listingGap(merged)); // what is still to come may change it
    merged.state = State::Failed;
    merged.error = denied();
    merged.parts = {17, 13, 3, 1};
    QCOMPARE(listingStatus(merged).count, QStringLiteral("42 loaded, not complete"));
    QCOMPARE(listingStatus(merged).facts.first(), QStringLiteral("13 of 17 regions, 3 denied, 1 failed"));
    QCOMPARE(listingGap(merged)->title, QStringLiteral("4 of 17 regions are not in the list"));
    merged.loaded = 0;
    QVERIFY(!listingState(merged)); // there is a row for each that failed
    merged.state = State::Complete;
    merged.parts = {17, 17, 0, 0};
    QVERIFY(listingState(merged));
    QVERIFY(!listingGap(merged));
    QCOMPARE(listingStatus(facts(State::Complete, 5)).facts.size(), 2); // one region says nothing of regions
}

void TestListingTexts::statusCounts_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<qint64>("loaded");
    QTest::addColumn<QString>("count");
    const auto row = [](const char* name, State state, qint64 loaded, const char* count) {
        QTest::newRow(name) << static_cast<int>(state) << loaded << QString::fromUtf8(count);
    };
    row("first page", State::Loading, 0, "Loading\u2026");
    row("next page", State::Loading, 1000, "1,000 loaded, loading more\u2026");
    row("more", State::More, 3000, "3,000 loaded, more");
    row("complete", State::Complete, 17, "17 loaded, complete");
    row("empty", State::Complete, 0, "0 objects, complete");
    row("failed", State::Failed, 0, "Failed");
    row("failed later", State::Failed, 3000, "3,000 loaded, then failed");
}

void TestListingTexts::statusCounts()
{
    QFETCH(int, state);
    QFETCH(qint64, loaded);
    QFETCH(QString, count);
    QCOMPARE(listingStatus(facts(static_cast<State>(state), loaded)).count, count);
}

void TestListingTexts::offersOnlyWhatHelps()
{
    const StatusFacts loading = listingStatus(facts(State::Loading, 1000));
    QVERIFY(loading.canCancel && !loading.canLoadMore && !loading.canLoadAll);
    const StatusFacts more = listingStatus(facts(State::More, 1000));
    QVERIFY(!more.canCancel && more.canLoadMore && more.canLoadAll);
    const StatusFacts complete = listingStatus(facts(State::Complete, 1000));
    QVERIFY(!complete.canCancel && !complete.canLoadMore && !complete.canLoadAll);
}

void TestListingTexts::saysNothingTooEarly()
{
    QVERIFY(!listingState(facts(State::Pristine, 0)));
    QVERIFY(!listingState(facts(State::Loading, 0)));
    QVERIFY(!listingState(facts(State::More, 0))); // an empty page is not an empty prefix
    QVERIFY(!listingState(facts(State::Complete, 5)));
}

void TestListingTexts::tellsEmptyFromFailed()
{
    QVERIFY(!listingState(facts(State::Complete, 0))->danger);
    ListingFacts failed = facts(State::Failed, 0);
    failed.error = makeError(ErrorKind::Timeout, "Timeout", "No answer within 60 s.");
    const StateContent content = *listingState(failed);
    QVERIFY(content.danger);
    QCOMPARE(content.title, QStringLiteral("acme could not be listed"));
    QCOMPARE(content.actions.first().id, stateaction::retry);
    failed.error = denied();
    QCOMPARE(listingState(failed)->title, QStringLiteral("You may not list acme"));
    QVERIFY(listingState(failed)->sentence.contains(QStringLiteral("s3:ListBucket")));
    QCOMPARE(listingStatus(failed).count, QStringLiteral("Denied"));
}

void TestListingTexts::tellsWhoFiltered()
{
    ListingFacts server = facts(State::Complete, 0);
    server.words = objectWords({"acme", "logs/2027"}, QStringLiteral("dev"));
    QVERIFY(listingState(server)->title.contains(QStringLiteral("2027")));
    QVERIFY(listingState(server)->sentence.contains(QStringLiteral("server")));
    QVERIFY(listingStatus(server).facts.contains(QStringLiteral("filter: server")));
    ListingFacts loaded = facts(State::More, 3000);
    loaded.contains = QStringLiteral("x");
    loaded.shown = 0;
    QCOMPARE(listingState(loaded)->title, QStringLiteral("No match in 3,000 loaded rows"));
    QCOMPARE(listingState(loaded)->actions.first().id, stateaction::loadMore);
    QCOMPARE(listingStatus(loaded).count, QStringLiteral("0 of 3,000 loaded, more"));
    loaded.state = State::Complete;
    QVERIFY(listingState(loaded)->actions.first().id != stateaction::loadMore);
}

void TestListingTexts::keepsRowsBesideAGap()
{
    ListingFacts failed = facts(State::Failed, 3000);
    failed.error = makeError(ErrorKind::Transport, "Reset", "The connection was reset.");
    QVERIFY(!listingState(failed));
    const auto gap = listingGap(failed);
    QVERIFY(gap.has_value());
    QVERIFY(gap->title.startsWith(QStringLiteral("Page 4 failed")));
    QVERIFY(!listingGap(facts(State::More, 3000)));
}

INIA_TEST_CLASS(TestListingTexts, inia::tests::NoApplication)
#include "tst_listingtexts.moc"
