#include "core/listing/objectsearch.h"
#include "tests/support/fakeclock.h"
#include "tests/support/taskcases.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QTest>

#include <optional>

using namespace inia;
using namespace inia::tests;

/// What lists keeps the contract of Task.
class tst_ListingTasks final : public TaskCases {
    Q_OBJECT

public:
    tst_ListingTasks();

private:
    void renew() override;
    [[nodiscard]] FakeTransport& transport() override { return *m_test->transport; }
    [[nodiscard]] Client client() const { return m_test->session.client("s3").value(); }
    Owned<Task> listing(const char* bucket) const;
    Owned<Task> search(const char* name, bool isOfAllBuckets) const;
    Owned<Task> sizes() const;

    std::optional<TestSession> m_test;
};

tst_ListingTasks::tst_ListingTasks()
    : TaskCases({
          {"RangedListing", [this] { return listing("bucket"); }},
          {"RangedListing that begins anew", [this] { return listing("faulty"); }},
          {"RangedListing that is denied", [this] { return listing("denied"); }},
          {"ObjectSearch", [this] { return search("*", false); }},
          {"ObjectSearch in all buckets", [this] { return search("*", true); }},
          {"ObjectSearch that is refused", [this] { return search("[", false); }},
          {"PrefixSizes", [this] { return sizes(); }},
      })
{
}

/// Three pages of "bucket" and "faulty", of which the latter are always the first when asked for by key.
static FakeTransport::Answer listingAnswer(const HttpRequest& request)
{
    const auto has = [&request](const char* text) { return request.url.find(text) != std::string::npos; };
    if (has("/denied"))
        return makeResponse(403, "<Error><Code>AccessDenied</Code></Error>");
    if (!has("/bucket") && !has("/faulty"))
        return makeResponse(200,
                            "<ListAllMyBucketsResult><Buckets><Bucket><Name>bucket</Name></Bucket><Bucket>"
                            "<Name>denied</Name></Bucket></Buckets></ListAllMyBucketsResult>");
    if (has("versions"))
        return makeResponse(200, "<ListVersionsResult></ListVersionsResult>");
    if (has("uploads"))
        return makeResponse(200, "<ListMultipartUploadsResult></ListMultipartUploadsResult>");
    int page = 0;
    for (int number = 1; number < 3; ++number) {
        const bool isAsked = has(("continuation-token=" + std::to_string(number)).c_str()) ||
                             (!has("/faulty") && has(("start-after=" + std::to_string(number - 1)).c_str()));
        page = isAsked ? number : page;
    }
    if (page == 0 && !has("/faulty") && has("start-after=") && !has("start-after=0"))
        return makeResponse(200, "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>");
    const QByteArray number = QByteArray::number(page);
    return makeResponse(200, "<ListBucketResult><IsTruncated>" + QByteArray(page < 2 ? "true" : "false") +
                                 "</IsTruncated><NextContinuationToken>" + QByteArray::number(page + 1) +
                                 "</NextContinuationToken><Contents><Key>" + number +
                                 "/a</Key></Contents><Contents><Key>" + number +
                                 "/b</Key></Contents></ListBucketResult>");
}

void tst_ListingTasks::renew()
{
    m_test = makeTestSession({}, std::make_shared<FakeClock>()).value();
    m_test->transport->setHandler(listingAnswer);
}

Owned<Task> tst_ListingTasks::listing(const char* bucket) const
{
    RangedListing::Order order;
    order.bucket = bucket;
    order.workers = 2;
    auto task = makeOwned<RangedListing>(client(), std::move(order));
    task->start();
    return task;
}

Owned<Task> tst_ListingTasks::search(const char* name, bool isOfAllBuckets) const
{
    ObjectSearch::Order order;
    order.places = {{"bucket", ""}};
    order.isOfAllBuckets = isOfAllBuckets;
    order.query.kind = ObjectQuery::Kind::Glob;
    order.query.text = name;
    auto task = makeOwned<ObjectSearch>(client(), std::move(order));
    task->start();
    return task;
}

Owned<Task> tst_ListingTasks::sizes() const
{
    PrefixSizes::Order order;
    order.bucket = "bucket";
    order.withVersions = order.withUploads = true;
    auto task = makeOwned<PrefixSizes>(client(), std::move(order));
    task->start();
    return task;
}

INIA_TEST_CLASS(tst_ListingTasks, QCoreApplication)
#include "tst_listingtasks.moc"
