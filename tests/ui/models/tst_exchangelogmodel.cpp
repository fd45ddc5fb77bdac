#include "tests/support/testmain.h"
#include "ui/models/exchangefilter.h"
#include "ui/models/exchangelogmodel.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace inia;
using namespace inia::ui;
using namespace std::chrono_literals;
using Model = ExchangeLogModel;
using TimePoint = std::chrono::system_clock::time_point;

namespace {

const TimePoint start(1'000'000s);

ExchangeAttempt attemptAt(TimePoint started, int number, int status)
{
    ExchangeAttempt attempt;
    attempt.number = number;
    attempt.started = started;
    attempt.response.status = status;
    attempt.response.body = QByteArray(100, 'x');
    attempt.timing = {2ms, -1us, 10ms, 60ms, 80ms};
    attempt.running = false;
    return attempt;
}

ExchangeCall callAt(TimePoint started, const char* operation = "ListObjectsV2")
{
    ExchangeCall call;
    call.service = "s3";
    call.serviceId = "S3";
    call.operation = operation;
    call.target = "page 1";
    call.cause = "Open logs/";
    call.started = started;
    return call;
}

void finish(ExchangeCall& call, int status = 200)
{
    call.attempts.push_back(attemptAt(call.started, 1, status));
    call.duration = 80ms;
    call.state = ExchangeCall::State::Succeeded;
}

QString text(const QAbstractItemModel& model, int row, int column, const QModelIndex& parent = {})
{
    return model.index(row, column, parent).data().toString();
}

struct Fixture {
    explicit Fixture(std::size_t limit = 10'000)
        : log(std::make_shared<ExchangeLog>(limits(limit))),
          clock(std::make_shared<FrozenClock>(start + 1s)),
          model(log, clock),
          tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest)
    {
    }
    static ExchangeLimits limits(std::size_t calls)
    {
        ExchangeLimits limits;
        limits.calls = calls;
        return limits;
    }
    /// Waits until the changes of this call have reached the view.
    [[nodiscard]] bool settle(quint64 id)
    {
        QSignalSpy changed(&model, &Model::dataChanged);
        log->change(id, [](ExchangeCall&) {});
        return changed.wait();
    }

    std::shared_ptr<ExchangeLog> log;
    std::shared_ptr<FrozenClock> clock;
    Model model;
    QAbstractItemModelTester tester;
};

} // namespace

class TestExchangeLogModel final : public QObject {
    Q_OBJECT

private slots:
    void showsACallAsItGoes();
    void showsAttemptsOnceThereAreTwo();
    void showsFailuresAndCancelling();
    void showsPendingAsWaiting();
    void placesPhasesOnTheTimeLine();
    void tellsTheTimeRange();
    void gathersChanges();
    void dropsTheOldest();
    void startsAnewWhenCleared();
    void showsWhatWasThereBefore();
    void filters();
    void showsRedirectsAndReasons();
    void groupsPagesAndParts();
    void groupsWhileItFollows();
    void forgetsTheOldestOfAGroup();
    void filtersInsideGroups();
};

void TestExchangeLogModel::showsACallAsItGoes()
{
    Fixture f;
    const auto id = f.log->begin(callAt(start));
    QCOMPARE(f.model.rowCount(), 1);
    QCOMPARE(text(f.model, 0, Model::ServiceColumn), QStringLiteral("S3"));
    QCOMPARE(text(f.model, 0, Model::OperationColumn), QStringLiteral("ListObjectsV2"));
    QCOMPARE(f.model.index(0, 0).data(TargetRole).toString(), QStringLiteral("page 1"));
    QCOMPARE(text(f.model, 0, Model::CauseColumn), QStringLiteral("Open logs/"));
    QCOMPARE(text(f.model, 0, Model::StatusColumn), QString());
    QVERIFY(!f.model.index(0, Model::SizeColumn).data().isValid());
    QCOMPARE(f.model.index(0, Model::TimeColumn).data().toLongLong(), 1'000'000);
    QCOMPARE(f.model.index(0, 0).data(OutcomeRole).value<Outcome>(), Outcome::Running);

    f.log->change(id, [](ExchangeCall& call) { finish(call); });
    QVERIFY(f.settle(id));
    QCOMPARE(text(f.model, 0, Model::StatusColumn), QStringLiteral("200"));
    QCOMPARE(f.model.index(0, Model::SizeColumn).data().toLongLong(), 100);
    QCOMPARE(f.model.index(0, Model::TimeColumn).data().toLongLong(), 80'000);
    QCOMPARE(f.model.index(0, 0).data(OutcomeRole).value<Outcome>(), Outcome::Ok);
    QCOMPARE(f.model.index(0, 0).data(StatusBadgeRole).toString(), QString());
    QCOMPARE(f.model.rowCount(f.model.index(0, 0)), 0);
    QCOMPARE(f.model.call(f.model.index(0, 3))->id, id);
}

void TestExchangeLogModel::showsAttemptsOnceThereAreTwo()
{
    Fixture f;
    const auto id = f.log->begin(callAt(start));
    f.log->change(id, [](ExchangeCall& call) {
        auto first = attemptAt(start, 1, 503);
        first.error = makeError(ErrorKind::Service, "SlowDown", "Slow down.");
        call.attempts.push_back(first);
    });
    QVERIFY(f.settle(id));
    QCOMPARE(f.model.rowCount(f.model.index(0, 0)), 0);

    f.log->change(id, [](ExchangeCall& call) {
        auto second = attemptAt(start + 300ms, 2, 200);
        second.delayBefore = 212ms;
        call.attempts.push_back(second);
    });
    QVERIFY(f.settle(id));
    const auto call = f.model.index(0, 0);
    QCOMPARE(f.model.rowCount(call), 2);
    QCOMPARE(call.data(StatusBadgeRole).toString(), QStringLiteral("1 retry"));
    QCOMPARE(text(f.model, 0, Model::OperationColumn, call), QStringLiteral("Attempt 1"));
    QCOMPARE(text(f.model, 0, Model::StatusColumn, call), QStringLiteral("503 SlowDown"));
    const auto second = f.model.index(1, Model::OperationColumn, call);
    QCOMPARE(second.data(TargetRole).toString(), QStringLiteral("after 212 ms"));
    QCOMPARE(second.data(NodeKindRole).value<NodeKind>(), NodeKind::Attempt);
    QCOMPARE(f.model.attempt(second), 1);
    QCOMPARE(f.model.attempt(call), -1);
    QCOMPARE(f.model.call(second)->id, id);
    QCOMPARE(f.model.parent(second), call);
}

void TestExchangeLogModel::showsFailuresAndCancelling()
{
    Fixture f;
    const auto denied = f.log->begin(callAt(start));
    f.log->change(denied, [](ExchangeCall& call) {
        finish(call, 403);
        call.state = ExchangeCall::State::Failed;
        call.error = makeError(ErrorKind::Service, "AccessDenied", "You may not.");
    });
    const auto refused = f.log->begin(callAt(start));
    f.log->change(refused, [](ExchangeCall& call) {
        call.state = ExchangeCall::State::Failed;
        call.error = makeError(ErrorKind::Transport, "ConnectionRefused", "No server.");
    });
    const auto cancelled = f.log->begin(callAt(start));
    f.log->change(cancelled, [](ExchangeCall& call) { call.state = ExchangeCall::State::Cancelled; });
    QVERIFY(f.settle(cancelled));
    QCOMPARE(text(f.model, 0, Model::StatusColumn), QStringLiteral("403 AccessDenied"));
    QCOMPARE(f.model.index(0, 0).data(ErrorTextRole).toString(),
             QStringLiteral("AccessDenied: You may not."));
    QCOMPARE(text(f.model, 1, Model::StatusColumn), QStringLiteral("ConnectionRefused"));
    QCOMPARE(text(f.model, 2, Model::StatusColumn), QStringLiteral("Cancelled"));
    QCOMPARE(f.model.index(2, 0).data(OutcomeRole).value<Outcome>(), Outcome::Cancelled);
}

// Nobody has allowed a sign-in yet: that is an answer, and no failure.
void TestExchangeLogModel::showsPendingAsWaiting()
{
    Fixture fixture;
    const quint64 id = fixture.log->begin(callAt(start, "CreateToken"));
    QVERIFY(fixture.settle(id));
    fixture.log->change(id, [](ExchangeCall& call) {
        finish(call, 400);
        call.state = ExchangeCall::State::Failed;
        call.error = makeError(ErrorKind::Service, "AuthorizationPendingException", "");
        call.attempts.back().error = call.error;
    });
    QVERIFY(fixture.settle(id));
    QCOMPARE(text(fixture.model, 0, Model::StatusColumn), QStringLiteral("Waiting"));
    QCOMPARE(fixture.model.index(0, Model::StatusColumn).data(OutcomeRole).value<Outcome>(), Outcome::Ok);
}

void TestExchangeLogModel::placesPhasesOnTheTimeLine()
{
    Fixture f;
    f.log->begin(callAt(start));
    const auto id = f.log->begin(callAt(start + 500ms));
    f.log->change(id, [](ExchangeCall& call) { finish(call); });
    QVERIFY(f.settle(id));
    const auto timeline = f.model.index(1, Model::WaterfallColumn).data(TimelineRole).value<Timeline>();
    QCOMPARE(timeline.attempts.size(), 1);
    const auto& attempt = timeline.attempts.first();
    QCOMPARE(attempt.startUs, 500'000);
    QCOMPARE(attempt.endUs, 580'000);
    QCOMPARE(attempt.phaseUs[static_cast<int>(Phase::Queue)], 2'000);
    QCOMPARE(attempt.phaseUs[static_cast<int>(Phase::Connect)], 8'000);
    QCOMPARE(attempt.phaseUs[static_cast<int>(Phase::Wait)], 50'000);
    QCOMPARE(attempt.phaseUs[static_cast<int>(Phase::Download)], 20'000);
    QCOMPARE(attempt.outcome, Outcome::Ok);
}

void TestExchangeLogModel::tellsTheTimeRange()
{
    Fixture f;
    QSignalSpy changed(&f.model, &Model::timeRangeChanged);
    const auto first = f.log->begin(callAt(start));
    f.log->change(first, [](ExchangeCall& call) { finish(call); });
    const auto second = f.log->begin(callAt(start + 2s));
    f.log->change(second, [](ExchangeCall& call) { finish(call); });
    QVERIFY(f.settle(second));
    const auto header = [&f] {
        return f.model.headerData(Model::WaterfallColumn, Qt::Horizontal, TimeRangeRole).value<TimeRange>();
    };
    QCOMPARE(header(), (TimeRange{0, 2'080'000}));
    const TimeRange part{1'000'000, 1'500'000};
    f.model.setTimeRange(part);
    QCOMPARE(header(), part);
    QCOMPARE(f.model.fullTimeRange(), (TimeRange{0, 2'080'000}));
    f.model.setTimeRange(std::nullopt);
    QCOMPARE(header(), (TimeRange{0, 2'080'000}));
    QVERIFY(changed.count() >= 3);
}

void TestExchangeLogModel::gathersChanges()
{
    Fixture f;
    const auto id = f.log->begin(callAt(start));
    f.log->change(id, [](ExchangeCall& call) { finish(call); });
    QVERIFY(f.settle(id));
    QSignalSpy changed(&f.model, &Model::dataChanged);
    for (int i = 0; i < 100; ++i)
        f.log->change(id, [](ExchangeCall& call) { call.cause += '.'; });
    QCOMPARE(changed.count(), 0);
    QVERIFY(changed.wait());
    QCOMPARE(changed.count(), 1);
}

void TestExchangeLogModel::dropsTheOldest()
{
    Fixture f(3);
    std::vector<quint64> ids;
    for (int i = 0; i < 3; ++i) {
        ids.push_back(f.log->begin(callAt(start + i * 1s)));
        f.log->change(ids.back(), [](ExchangeCall& call) {
            call.attempts.push_back(attemptAt(call.started, 1, 500));
            call.attempts.push_back(attemptAt(call.started, 2, 200));
            call.state = ExchangeCall::State::Succeeded;
        });
    }
    QVERIFY(f.settle(ids.back()));
    const QPersistentModelIndex attempt = f.model.index(1, 0, f.model.index(2, 0));
    QVERIFY(attempt.isValid());
    ids.push_back(f.log->begin(callAt(start + 3s)));
    QCOMPARE(f.model.rowCount(), 3);
    QVERIFY(!f.model.indexOf(ids[0]).isValid());
    QCOMPARE(f.model.indexOf(ids[1]).row(), 0);
    QCOMPARE(attempt.row(), 1);
    QCOMPARE(attempt.parent().row(), 1);
    QCOMPARE(f.model.call(attempt)->id, ids[2]);
    QVERIFY(f.settle(ids[3]));
    QCOMPARE(f.model.timeRange().fromUs, 1'000'000);
}

void TestExchangeLogModel::startsAnewWhenCleared()
{
    Fixture f;
    const auto done = f.log->begin(callAt(start));
    f.log->change(done, [](ExchangeCall& call) { finish(call); });
    const auto running = f.log->begin(callAt(start + 5s));
    QVERIFY(f.settle(running));
    f.log->clear();
    QCOMPARE(f.model.rowCount(), 1);
    QCOMPARE(f.model.indexOf(running).row(), 0);
    QCOMPARE(f.model.timeRange().fromUs, 0);
    f.log->change(running, [](ExchangeCall& call) { finish(call); });
    QVERIFY(f.settle(running));
    QCOMPARE(text(f.model, 0, Model::StatusColumn), QStringLiteral("200"));
}

void TestExchangeLogModel::showsWhatWasThereBefore()
{
    const auto log = std::make_shared<ExchangeLog>();
    const auto id = log->begin(callAt(start));
    log->change(id, [](ExchangeCall& call) { finish(call); });
    const Model model(log, std::make_shared<FrozenClock>(start));
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(text(model, 0, Model::StatusColumn), QStringLiteral("200"));
}

void TestExchangeLogModel::filters()
{
    Fixture f;
    ExchangeFilterProxy proxy(f.clock);
    proxy.setSourceModel(&f.model);
    const QAbstractItemModelTester tester(&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest);
    auto background = callAt(start, "GetCallerIdentity");
    background.background = true;
    f.log->begin(background);
    const auto listing = f.log->begin(callAt(start));
    QCOMPARE(proxy.rowCount(), 2);
    proxy.setOrigin(ExchangeFilterProxy::Origin::Yours);
    QCOMPARE(proxy.rowCount(), 1);
    QCOMPARE(text(proxy, 0, Model::OperationColumn), QStringLiteral("ListObjectsV2"));
    QCOMPARE(proxy.call(proxy.index(0, 0))->id, listing);
    proxy.setOrigin(ExchangeFilterProxy::Origin::Background);
    QCOMPARE(text(proxy, 0, Model::OperationColumn), QStringLiteral("GetCallerIdentity"));
    proxy.setOrigin(ExchangeFilterProxy::Origin::All);

    proxy.setFilter(ExchangeFilter::parse(QStringLiteral("status:503")).value());
    QCOMPARE(proxy.rowCount(), 0);
    f.log->change(listing, [](ExchangeCall& call) {
        call.attempts.push_back(attemptAt(start, 1, 500));
        call.attempts.push_back(attemptAt(start, 2, 503));
    });
    QTRY_COMPARE(proxy.rowCount(), 1);
    QCOMPARE(proxy.rowCount(proxy.index(0, 0)), 2);
}

void TestExchangeLogModel::showsRedirectsAndReasons()
{
    Fixture f;
    const auto id = f.log->begin(callAt(start));
    f.log->change(id, [](ExchangeCall& call) {
        call.attempts.push_back(attemptAt(start, 1, 301));
        auto second = attemptAt(start + 100ms, 2, 503);
        second.kind = AttemptKind::Redirect;
        second.reason = "the bucket is in us-west-2";
        call.attempts.push_back(second);
        auto third = attemptAt(start + 400ms, 3, 200);
        third.kind = AttemptKind::Retry;
        third.delayBefore = 212ms;
        third.reason = "503 SlowDown";
        call.attempts.push_back(third);
    });
    QVERIFY(f.settle(id));
    const auto call = f.model.index(0, 0);
    QCOMPARE(text(f.model, 0, Model::OperationColumn, call), QStringLiteral("Redirect"));
    QCOMPARE(text(f.model, 0, Model::StatusColumn, call), QStringLiteral("301"));
    QCOMPARE(f.model.index(0, 1, call).data(TargetRole).toString(), QStringLiteral("to us-west-2"));
    QCOMPARE(text(f.model, 1, Model::OperationColumn, call), QStringLiteral("Attempt 2"));
    QCOMPARE(f.model.index(2, 1, call).data(TargetRole).toString(),
             QStringLiteral("after 212 ms \u00B7 503 SlowDown"));
}

namespace {

/// A page of a walk that began with the call `first`.
ExchangeCall pageAt(TimePoint started, int page, quint64 first)
{
    auto call = callAt(started);
    call.target = "logs/ \u00B7 page " + std::to_string(page);
    call.page = page;
    call.group = first;
    finish(call);
    return call;
}

} // namespace

void TestExchangeLogModel::groupsPagesAndParts()
{
    Fixture f;
    const auto first = f.log->begin(pageAt(start, 1, 0));
    const auto other = f.log->begin(callAt(start, "GetCallerIdentity"));
    auto failed = pageAt(start + 1s, 2, first);
    failed.attempts.push_back(attemptAt(start + 1s, 2, 403));
    failed.state = ExchangeCall::State::Failed;
    failed.error = makeError(ErrorKind::Service, "AccessDenied", "No.");
    const auto second = f.log->begin(failed);
    f.log->begin(pageAt(start + 2s, 3, first));
    QCOMPARE(f.model.rowCount(), 4);
    f.model.setGrouping(true);
    QCOMPARE(f.model.rowCount(), 2);
    const auto group = f.model.index(0, 0);
    QVERIFY(f.model.isGroup(group));
    QVERIFY(!f.model.isGroup(f.model.index(1, 0)));
    QCOMPARE(f.model.rowCount(group), 3);
    QCOMPARE(text(f.model, 0, Model::OperationColumn), QStringLiteral("ListObjectsV2"));
    QCOMPARE(group.data(TargetRole).toString(), QStringLiteral("logs/ \u00B7 3 pages"));
    QCOMPARE(text(f.model, 0, Model::StatusColumn), QStringLiteral("403 AccessDenied"));
    QCOMPARE(group.data(OutcomeRole).value<Outcome>(), Outcome::Failed);
    QCOMPARE(f.model.index(0, Model::SizeColumn).data().toLongLong(), 400);
    QCOMPARE(f.model.index(0, Model::TimeColumn).data().toLongLong(), 2'080'000);
    QCOMPARE(f.model.index(0, Model::WaterfallColumn).data(TimelineRole).value<Timeline>().attempts.size(),
             4);

    const auto page = f.model.indexOf(second);
    QCOMPARE(page.parent(), group);
    QCOMPARE(page.row(), 1);
    QCOMPARE(f.model.rowCount(page), 2);
    const auto attempt = f.model.index(1, 0, page);
    QCOMPARE(f.model.parent(attempt), page);
    QCOMPARE(f.model.attempt(attempt), 1);
    QCOMPARE(f.model.attempt(page), -1);
    QCOMPARE(f.model.call(attempt)->id, second);
    QCOMPARE(f.model.call(page)->id, second);
    QCOMPARE(f.model.indexOf(other).row(), 1);
    f.model.setGrouping(false);
    QCOMPARE(f.model.rowCount(), 4);
}

void TestExchangeLogModel::groupsWhileItFollows()
{
    Fixture f;
    f.model.setGrouping(true);
    auto retried = pageAt(start, 1, 0);
    retried.attempts.push_back(attemptAt(start, 2, 200));
    const auto first = f.log->begin(retried);
    QVERIFY(f.settle(first));
    const QPersistentModelIndex row = f.model.index(0, 0);
    QCOMPARE(f.model.rowCount(row), 2); // its attempts
    const auto second = f.log->begin(pageAt(start + 1s, 2, first));
    QCOMPARE(f.model.rowCount(), 1);
    QVERIFY(row.isValid()); // the row that was selected
    QVERIFY(f.model.isGroup(row));
    QCOMPARE(f.model.rowCount(row), 2);
    QCOMPARE(f.model.rowCount(f.model.index(0, 0, row)), 2);
    f.log->change(second,
                  [](ExchangeCall& call) { call.attempts.push_back(attemptAt(call.started, 2, 200)); });
    QVERIFY(f.settle(second));
    QCOMPARE(f.model.rowCount(f.model.indexOf(second)), 2);
    f.log->begin(pageAt(start + 2s, 3, first));
    QCOMPARE(f.model.rowCount(row), 3);
    auto part = pageAt(start, 0, 0);
    part.part = 1;
    part.target = "backup.bin";
    const auto firstPart = f.log->begin(part);
    part.group = firstPart;
    part.part = 2;
    f.log->begin(part);
    QCOMPARE(f.model.index(1, 0).data(TargetRole).toString(), QStringLiteral("backup.bin \u00B7 2 parts"));
}

void TestExchangeLogModel::forgetsTheOldestOfAGroup()
{
    Fixture f(3);
    f.model.setGrouping(true);
    const auto first = f.log->begin(pageAt(start, 1, 0));
    const auto between = f.log->begin(pageAt(start, 1, 0));
    f.log->begin(pageAt(start + 1s, 2, first));
    f.log->begin(pageAt(start + 2s, 3, first)); // the first has to go
    QCOMPARE(f.model.rowCount(), 2);
    QCOMPARE(f.model.rowCount(f.model.index(0, 0)), 2);
    f.log->begin(pageAt(start + 3s, 4, first)); // then what came between
    QVERIFY(!f.model.indexOf(between).isValid());
    QCOMPARE(f.model.rowCount(), 1);
    QCOMPARE(f.model.rowCount(f.model.index(0, 0)), 3);
    for (int i = 0; i < 3; ++i)
        f.log->begin(callAt(start + 4s));
    QCOMPARE(f.model.rowCount(), 3);
    f.log->begin(pageAt(start + 5s, 5, first)); // its row is long gone
    const auto last = f.log->begin(pageAt(start + 6s, 6, first));
    QVERIFY(f.model.isGroup(f.model.indexOf(last).parent()));
}

void TestExchangeLogModel::filtersInsideGroups()
{
    Fixture f;
    f.model.setGrouping(true);
    ExchangeFilterProxy proxy(f.clock);
    proxy.setSourceModel(&f.model);
    const QAbstractItemModelTester tester(&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto first = f.log->begin(pageAt(start, 1, 0));
    f.log->begin(callAt(start, "GetCallerIdentity"));
    const auto second = f.log->begin(pageAt(start + 1s, 2, first));
    QCOMPARE(proxy.shownCalls().size(), std::size_t{3});
    proxy.setFilter(ExchangeFilter::parse(QStringLiteral("page:2")).value());
    QCOMPARE(proxy.rowCount(), 1);
    QCOMPARE(proxy.rowCount(proxy.index(0, 0)), 1);
    QCOMPARE(proxy.shownCalls().size(), std::size_t{1});
    QCOMPARE(proxy.shownCalls().front()->id, second);
    proxy.setFilter(ExchangeFilter::parse(QStringLiteral("page:7")).value());
    QCOMPARE(proxy.rowCount(), 0);
    f.log->begin(pageAt(start + 2s, 7, first));
    QTRY_COMPARE(proxy.rowCount(), 1);
}

INIA_TEST_CLASS(TestExchangeLogModel, QCoreApplication)
#include "tst_exchangelogmodel.moc"
