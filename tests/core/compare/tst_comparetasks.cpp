#include "core/compare/comparison.h"
#include "core/compare/syncrun.h"
#include "tests/support/fakeclock.h"
#include "tests/support/taskcases.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <optional>

using namespace inia;
using namespace inia::tests;

/// What compares and what makes equal keep the contract of Task.
class tst_CompareTasks final : public TaskCases {
    Q_OBJECT

public:
    tst_CompareTasks();

private:
    void renew() override;
    [[nodiscard]] FakeTransport& transport() override { return *m_test->transport; }
    [[nodiscard]] ComparePlace place(const char* bucket) const
    {
        return {{}, m_test->session.client("s3").value(), bucket, {}};
    }
    Owned<Task> comparison(const char* bucket, CompareWay way) const;
    Owned<Task> proof() const;
    Owned<Task> run() const;

    std::optional<TestSession> m_test;
    QTemporaryDir m_folder;
};

tst_CompareTasks::tst_CompareTasks()
    : TaskCases({
          {"Comparison", [this] { return comparison("other", CompareWay::LastSeen); }},
          {"Comparison by content", [this] { return comparison("other", CompareWay::Content); }},
          {"Comparison that is denied", [this] { return comparison("denied", CompareWay::LastSeen); }},
          {"Comparison of one place", [this] { return comparison("bucket", CompareWay::LastSeen); }},
          {"ContentProof", [this] { return proof(); }},
          {"SyncRun", [this] { return run(); }},
      })
{
}

void tst_CompareTasks::renew()
{
    m_test = makeTestSession({}, std::make_shared<FakeClock>()).value();
    m_test->transport->setHandler([](const HttpRequest& request) {
        const auto has = [&request](const char* text) { return request.url.find(text) != std::string::npos; };
        if (has("/denied"))
            return makeResponse(403, "<Error><Code>AccessDenied</Code></Error>");
        if (request.method == "HEAD" || request.method == "GET") {
            if (!has("list-type"))
                return makeResponse(200, "text");
        }
        if (request.method == "PUT")
            return makeResponse(200, "<CopyObjectResult><ETag>\"x\"</ETag></CopyObjectResult>");
        const QByteArray etag = has("/other") ? "ab-2" : "cd-2";
        return makeResponse(200, "<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>a</Key>"
                                 "<Size>4</Size><ETag>\"" +
                                     etag + "\"</ETag></Contents></ListBucketResult>");
    });
}

Owned<Task> tst_CompareTasks::comparison(const char* bucket, CompareWay way) const
{
    Comparison::Order order;
    order.source = place("bucket");
    order.target = place(bucket);
    order.way = way;
    order.recordFolder.clear();
    auto task = makeOwned<Comparison>(std::move(order));
    task->start();
    return task;
}

Owned<Task> tst_CompareTasks::proof() const
{
    ComparedPair pair;
    pair.path = "a";
    pair.sourceSize = pair.targetSize = 4;
    pair.sourceMark = "ab-2";
    pair.targetMark = "cd-2";
    auto task = makeOwned<ContentProof>(place("bucket"), place("other"), pair, "test");
    task->start();
    return task;
}

Owned<Task> tst_CompareTasks::run() const
{
    SyncRun::Order order;
    order.source = place("bucket");
    order.target.folder = m_folder.path();
    SyncItem item;
    item.pair.path = "a";
    item.pair.isInSource = true;
    item.pair.sourceSize = 4;
    order.items = {item};
    auto task = makeOwned<SyncRun>(std::move(order));
    task->start();
    return task;
}

INIA_TEST_CLASS(tst_CompareTasks, QCoreApplication)
#include "tst_comparetasks.moc"
