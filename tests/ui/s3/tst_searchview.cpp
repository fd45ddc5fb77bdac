#include "tests/support/s3double.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"
#include "ui/models/objecttablemodel.h"
#include "ui/models/roles.h"
#include "ui/search/searchpages.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/tableview.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QStandardPaths>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLineEdit>

#include <cmath>
#include <memory>
#include <random>

using namespace inia;
using namespace inia::ui;
using namespace std::chrono_literals;
using inia::test::S3Double;

// Searching, counting and comparing, as views do it at a server that counts and refuses.
class tst_SearchView final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void wishesComeBackFromTheirAddress();
    void rowsComeInAndStandInAnyOrder();
    void findsInAllBucketsButThoseDenied();
    void wrongPatternsAskNothing();
    void asksAfterManyRequests();
    void stopsAtOnceAndGoesOn();
    void snapshotsAreSearchedAndComparedOffline();
    void tilesAreAsLargeAsTheirWeights();
    void sharesAddUp();
    void countsAndOpensFolders();
    void deniedPlacesAreNotEmpty();
    void aHundredThousandKeys();

private:
    [[nodiscard]] Client client() const { return m_session->client("s3").value(); }
    static SearchWish wish(const std::string& text, const S3Location& below = {});
    [[nodiscard]] QString statusOf(const QWidget& view) const;

    std::unique_ptr<S3Double> m_s3;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Appearance> m_appearance;
};

void tst_SearchView::initTestCase()
{
    if (!tests::hasModelPack())
        QSKIP("this build has no service models");
    QStandardPaths::setTestModeEnabled(true);
    m_appearance = std::make_unique<Appearance>(*qApp);
}

void tst_SearchView::init()
{
    m_s3 = std::make_unique<S3Double>();
    for (const char* bucket : {"acme", "other", "vault"}) {
        m_s3->addBucket(bucket);
        m_s3->putNumbered(bucket, "logs/2026/", 2500);
        m_s3->put(bucket, "logs/report.csv", "a,b");
        m_s3->put(bucket, "notes/Report 7.txt", "text");
    }
    m_session = std::make_unique<Session>(tests::makeNetworkSession(m_s3->url(), 20s).value());
    for (const auto& kept : snapshotsIn(snapshotFolder()))
        QFile::remove(QString::fromStdString(kept.file));
}

void tst_SearchView::cleanup()
{
    m_session.reset();
    m_s3.reset();
}

SearchWish tst_SearchView::wish(const std::string& text, const S3Location& below)
{
    SearchWish wish;
    wish.below = below;
    wish.text = text;
    return wish;
}

// All that a view says in labels.
QString tst_SearchView::statusOf(const QWidget& view) const
{
    QStringList all;
    for (const auto* label : view.findChildren<ElidedLabel*>())
        all.append(label->text());
    for (const auto* label : view.findChildren<QLabel*>())
        all.append(label->text());
    return all.join(u'\n');
}

void tst_SearchView::wishesComeBackFromTheirAddress()
{
    std::vector<SearchWish> wishes(6);
    wishes[1] = wish("a&b=c?d/e %", {"acme", "logs/what?/"});
    wishes[2].buckets = {"acme", "other"};
    wishes[2].kind = ObjectQuery::Kind::Regex;
    wishes[2].text = "^x{2,3}$";
    wishes[3].kind = ObjectQuery::Kind::Glob;
    wishes[3].isOfWholeKey = wishes[3].isCaseSensitive = true;
    wishes[3].larger = "10M";
    wishes[3].smaller = "2G";
    wishes[3].newer = "7d";
    wishes[3].older = "1h";
    wishes[3].storageClass = "archived";
    wishes[4].below = {"acme", {}};
    wishes[4].snapshot = "1700000000000-0123abcd";
    wishes[4].against = SearchWish::now;
    wishes[5] = wish("\xC3\xA4 \xF0\x9F\x98\x80");
    for (const SearchWish& one : wishes) {
        const auto place = Place::parse(one.place().uri());
        QVERIFY(place.ok());
        QVERIFY(SearchWish::isAt(*place));
        QVERIFY2(SearchWish::of(*place) == one, place->uri().c_str());
        QVERIFY(*place == one.place());
        QVERIFY(SearchKit().pageFor(*place) == &makePage<SearchPage>);
        QVERIFY(!SearchWish::isAt(place->toKeep())); // what somebody looked for
    }
    QVERIFY(SearchKit().pageFor(Place(S3Location{"acme", {}})) == nullptr);
    QVERIFY(SearchKit().pageFor(Place(S3Location{"acme", {}}).withState("sizes")) == &makePage<SizesPage>);
    QVERIFY(SearchKit().pageFor(Place().withState("sizes")) == nullptr);
    const auto query = wishes[3].query(1'000'000'000'000);
    QVERIFY(query.ok());
    QCOMPARE(*query->larger, std::int64_t(10) << 20);
    QCOMPARE(*query->newer, 1'000'000'000'000 - 7 * 86'400'000LL);
    QVERIFY(query->isArchived.value_or(false));
}

void tst_SearchView::rowsComeInAndStandInAnyOrder()
{
    FoundObjectsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto rowsOf = [](int first, int count) {
        ListedRows rows;
        for (int i = first; i < first + count; ++i)
            rows.append(
                {"k" + std::to_string(i * 7 % 10), {}, i % 2 ? "GLACIER" : "STANDARD", i * 3 % 11, i});
        return rows;
    };
    model.begin({}, true);
    model.append("b", rowsOf(0, 8), FoundObjectsModel::Change::New);
    model.append("a", rowsOf(8, 5), FoundObjectsModel::Change::Gone);
    model.showAll();
    QCOMPARE(model.rowCount(), 13);
    QCOMPARE(model.found(), std::size_t(13));
    QCOMPARE(model.locationAt(0).uri(), std::string("s3://b/k0"));
    for (int column = 0; column < model.columnCount(); ++column) {
        for (const auto direction : {Qt::AscendingOrder, Qt::DescendingOrder}) {
            QSignalSpy applied(&model, &ArrangedTableModel::orderApplied);
            model.sort(column, direction);
            QTRY_VERIFY(model.isArranged());
            if (column == FoundObjectsModel::BucketColumn)
                QCOMPARE(model.locationAt(0).bucket,
                         std::string(direction == Qt::AscendingOrder ? "a" : "b"));
            for (int row = 1; column == FoundObjectsModel::SizeColumn && row < model.rowCount(); ++row)
                QVERIFY(direction == Qt::AscendingOrder ? model.sizeAt(row - 1) <= model.sizeAt(row)
                                                        : model.sizeAt(row - 1) >= model.sizeAt(row));
        }
    }
    model.append("c", rowsOf(13, 3), FoundObjectsModel::Change::Changed);
    QTRY_COMPARE(model.rowCount(), 16);
    QCOMPARE(model.count(FoundObjectsModel::Change::Changed), std::size_t(3));
    const auto read = model.reader();
    FoundObjectsModel::Row row;
    int rows = 0;
    for (; read(row); ++rows)
        QCOMPARE(row.key, model.locationAt(rows).prefix);
    QCOMPARE(rows, 16);
    model.begin("k", false);
    QCOMPARE(model.columnCount(), int(FoundObjectsModel::ChangeColumn));
    model.append("b", rowsOf(0, 1));
    QTRY_COMPARE(model.rowCount(), 1);
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("0")); // relative to what all begin with
    QCOMPARE(model.locationAt(0).prefix, std::string("k0"));
}

void tst_SearchView::findsInAllBucketsButThoseDenied()
{
    m_s3->manners.deniedBuckets = {"vault"};
    SearchView view(*m_appearance, QStringLiteral("work"));
    view.resize(900, 600);
    view.show();
    view.enter(client(), wish("report"));
    QTRY_VERIFY_WITH_TIMEOUT(!view.isRunning(), 20'000);
    QCOMPARE(view.model().found(), std::size_t(4));
    const QString said = statusOf(view);
    QVERIFY2(said.contains(u"4 found, not complete"), qPrintable(said));
    QVERIFY2(said.contains(u"s3://vault/ (s3:ListBucket is denied)") ||
                 said.contains(u"s3://vault (s3:ListBucket is denied)"),
             qPrintable(said));
    QVERIFY2(said.contains(u"2 of 3 places"), qPrintable(said));
    QVERIFY(!said.contains(u"complete\n") || said.contains(u"not complete"));
    // Only what is missing is asked for again.
    m_s3->manners.deniedBuckets.clear();
    m_s3->forgetRequests();
    emit view.stateView()->actionTriggered(stateaction::retry);
    QTRY_COMPARE_WITH_TIMEOUT(view.model().found(), std::size_t(6), 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(!view.isRunning(), 20'000);
    QVERIFY2(statusOf(view).contains(u"3 of 3 places"), qPrintable(statusOf(view)));
    for (const auto& request : m_s3->requests())
        QCOMPARE(request.bucket, std::string("vault"));
    m_s3->manners.deniedBuckets = {"vault"};
    view.run();
    QTRY_VERIFY_WITH_TIMEOUT(!view.isRunning(), 20'000);
    // What one sees again is what was there, and nobody is asked; unless it was not complete.
    m_s3->manners.deniedBuckets.clear();
    view.leave();
    m_s3->forgetRequests();
    view.enter(client(), wish("report"));
    QTRY_VERIFY_WITH_TIMEOUT(!view.isRunning(), 20'000);
    QCOMPARE(view.model().found(), std::size_t(6));
    QVERIFY(statusOf(view).contains(u"6 found, complete"));
    m_s3->forgetRequests();
    view.leave();
    view.enter(client(), wish("report"));
    QVERIFY(!view.isRunning());
    QVERIFY(m_s3->requests().empty());
}

void tst_SearchView::wrongPatternsAskNothing()
{
    SearchView view(*m_appearance, QStringLiteral("work"));
    view.show();
    view.enter(client(), wish({}, {"acme", "logs/"}));
    QSignalSpy wished(&view, &SearchView::wished);
    const auto ask = [&view](ObjectQuery::Kind kind, const std::string& text) {
        SearchWish one = view.bar()->wish();
        one.kind = kind;
        one.text = text;
        view.bar()->setWish(one);
        QTest::keyClick(view.bar()->field(), Qt::Key_Return);
        return view.bar()->problem()->isVisible() ? view.bar()->problem()->text() : QString();
    };
    QVERIFY2(ask(ObjectQuery::Kind::Regex, "ab(c").contains(u"character 5"),
             qPrintable(view.bar()->problem()->text()));
    QVERIFY(ask(ObjectQuery::Kind::Glob, "x[a").contains(u"character 2"));
    QCOMPARE(wished.size(), 0);
    QVERIFY(m_s3->requests().empty());
    QTest::keyClicks(view.bar()->field(), QStringLiteral("]"));
    QVERIFY(!view.bar()->problem()->isVisible());
    QVERIFY(ask(ObjectQuery::Kind::Glob, "x[a]").isNull());
    QCOMPARE(wished.size(), 1);
    SearchWish bad = wish("x");
    bad.larger = "much";
    QVERIFY(!bad.query(0));
    bad.larger.clear();
    bad.older = "yesterday";
    QVERIFY(!bad.query(0));
}

void tst_SearchView::asksAfterManyRequests()
{
    m_s3->manners.mostKeys = 1;
    m_s3->putNumbered("acme", "big/", 10'050);
    SearchView view(*m_appearance, QStringLiteral("work"));
    view.resize(900, 600);
    view.show();
    view.enter(client(), wish("nothing like that", {"acme", "big/"}));
    QTRY_VERIFY_WITH_TIMEOUT(statusOf(view).contains(u"paused after 10,000 requests"), 120'000);
    QCOMPARE(m_s3->count("ListObjectsV2"), SearchFacts::requestsAtFirst);
    QTest::qWait(50); // would be enough for some more
    QCOMPARE(m_s3->count("ListObjectsV2"), SearchFacts::requestsAtFirst);
    emit view.stateView()->actionTriggered(searchaction::goOn);
    QTRY_VERIFY_WITH_TIMEOUT(!view.isRunning(), 60'000);
    QVERIFY(statusOf(view).contains(u"0 found, complete"));
}

void tst_SearchView::stopsAtOnceAndGoesOn()
{
    m_s3->putNumbered("acme", "big/", 20'000);
    m_s3->manners.pause = 30ms;
    SearchView view(*m_appearance, QStringLiteral("work"));
    view.show();
    view.enter(client(), wish("0000", {"acme", "big/"}));
    QTRY_VERIFY_WITH_TIMEOUT(view.model().found() > 0, 20'000);
    QElapsedTimer clock;
    clock.start();
    view.cancel();
    QTRY_VERIFY(!view.isRunning());
    QVERIFY2(clock.elapsed() < 100, qPrintable(QString::number(clock.elapsed())));
    const std::size_t before = view.model().found();
    QVERIFY(before < 20'000);
    QVERIFY(statusOf(view).contains(u"stopped: not complete"));
    m_s3->forgetRequests();
    m_s3->manners.pause = 0ms;
    view.goOn(); // is for signing in alone
    QVERIFY(!view.isRunning());
    emit view.stateView()->actionTriggered(stateaction::retry);
    QTRY_VERIFY_WITH_TIMEOUT(view.model().found() == 20'000 && !view.isRunning(), 20'000);
    QVERIFY(statusOf(view).contains(u"complete"));
    // It went on, and did not begin again.
    QVERIFY(m_s3->count("ListObjectsV2") <= 20 - int(before / 1000) + 16);
}

void tst_SearchView::snapshotsAreSearchedAndComparedOffline()
{
    SearchView view(*m_appearance, QStringLiteral("work"));
    view.resize(900, 600);
    view.show();
    view.enter(client(), wish({}, {"acme", {}}));
    QSignalSpy wished(&view, &SearchView::wished);
    view.takeSnapshot();
    QTRY_COMPARE_WITH_TIMEOUT(wished.size(), 1, 20'000);
    SearchWish kept = wished[0][0].value<SearchWish>();
    QVERIFY(!kept.snapshot.empty());
    m_s3->forgetRequests();
    kept.text = "report";
    view.enter(client(), kept);
    QTRY_VERIFY(!view.isRunning());
    QCOMPARE(view.model().found(), std::size_t(2));
    QVERIFY(m_s3->requests().empty());
    QVERIFY(statusOf(view).contains(u"0 requests"));

    m_s3->put("acme", "logs/report.csv", "more,than,before");
    m_s3->put("acme", "new report", "1");
    m_s3->put("acme", "something else", "1");
    SearchWish compared = kept;
    compared.against = SearchWish::now;
    view.enter(client(), compared);
    QTRY_VERIFY_WITH_TIMEOUT(!view.isRunning(), 20'000);
    QVERIFY2(statusOf(view).contains(u"1 new, 1 changed, 0 gone, complete"), qPrintable(statusOf(view)));
    QCOMPARE(view.model().rowCount(), 2);
    compared.text.clear();
    view.enter(client(), compared);
    QTRY_VERIFY_WITH_TIMEOUT(!view.isRunning(), 20'000);
    QCOMPARE(view.model().count(FoundObjectsModel::Change::New), std::size_t(2));
    // One that is not there any more says so.
    SearchWish lost = kept;
    lost.snapshot = "none";
    view.enter(client(), lost);
    QTRY_VERIFY(!view.isRunning());
    QCOMPARE(view.model().found(), std::size_t(0));
    QVERIFY(statusOf(view).contains(u"none.snapshot"));
}

void tst_SearchView::tilesAreAsLargeAsTheirWeights()
{
    std::mt19937 random(3);
    for (int round = 0; round < 200; ++round) {
        std::vector<double> weights(1 + random() % 500);
        for (double& weight : weights)
            weight = round % 3 == 0 ? 1.0 : std::exp(double(random() % 2000) / 100.0);
        std::sort(weights.begin(), weights.end(), std::greater<>());
        if (round % 5 == 0)
            weights.push_back(0);
        const QRectF room(10, 20, 200 + random() % 900, 80 + random() % 600);
        const auto tiles = squarified(weights, room);
        QCOMPARE(tiles.size(), weights.size());
        double total = 0;
        for (const double weight : weights)
            total += weight;
        const double area = room.width() * room.height();
        double covered = 0;
        for (std::size_t i = 0; i < tiles.size(); ++i) {
            const double is = tiles[i].width() * tiles[i].height();
            QVERIFY(std::abs(is - area * weights[i] / total) < 1e-6 * area);
            QVERIFY(room.adjusted(-1e-6, -1e-6, 1e-6, 1e-6).contains(tiles[i]) || is < 1e-6);
            covered += is;
            for (std::size_t j = 0; j < i; ++j) {
                const QRectF both = tiles[i] & tiles[j];
                QVERIFY(both.width() * both.height() < 1e-6 * area);
            }
        }
        QVERIFY(std::abs(covered - area) < 1e-6 * area);
    }
    QVERIFY(squarified({}, QRectF(0, 0, 10, 10)).empty());
    QVERIFY(squarified({0, 0}, QRectF(0, 0, 10, 10))[1].isEmpty());
}

void tst_SearchView::sharesAddUp()
{
    std::map<std::string, PrefixSizes::Sum, std::less<>> sums;
    for (int i = 0; i < 700; ++i) {
        auto& sum = sums["a/" + std::to_string(i) + '/'];
        sum.add({"k", {}, "STANDARD", i, 1000 + i});
        sum.add({"k", {}, "GLACIER", 1, 1000 + i});
        sums["a/" + std::to_string(i) + "/deeper/"] = sum;
    }
    auto& whole = sums["a/"];
    for (int i = 0; i < 700; ++i) {
        whole.add({"k", {}, "STANDARD", i, 1000 + i});
        whole.add({"k", {}, "GLACIER", 1, 1000 + i});
    }
    whole.add({"own", {}, "STANDARD", 50, 5});
    for (const std::size_t most : {std::size_t(500), std::size_t(1000)}) {
        const auto shares = sizeShares(sums, "a/", most);
        QCOMPARE(shares.size(), std::min(most, std::size_t(701)));
        std::uint64_t count = 0;
        std::int64_t bytes = 0;
        std::int64_t cold = 0;
        for (const auto& share : shares) {
            count += share.sum.count;
            bytes += share.sum.bytes;
            const auto glacier = share.sum.classes.find("GLACIER");
            cold += glacier == share.sum.classes.end() ? 0 : glacier->second.second;
        }
        QCOMPARE(count, whole.count);
        QCOMPARE(bytes, whole.bytes);
        QCOMPARE(cold, std::int64_t(700));
    }
    const auto shares = sizeShares(sums, "a/", 500);
    QCOMPARE(shares.front().prefix, std::string("a/699/"));
    QCOMPARE(shares.back().name, QStringLiteral("202 others"));
    QVERIFY(sizeShares(sums, "b/", 500).empty());

    SizesModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setShares(shares);
    for (int column = -1; column < SizesModel::ColumnCount; ++column)
        model.sort(column, Qt::DescendingOrder);
    model.sort(SizesModel::CountColumn, Qt::AscendingOrder);
    QCOMPARE(model.shareAt(499).name, QStringLiteral("202 others"));
    QCOMPARE(model.rowOf(499), 499);
    model.setShares({});
    QCOMPARE(model.rowCount(), 0);
}

void tst_SearchView::countsAndOpensFolders()
{
    SizesView view(*m_appearance, QStringLiteral("work"));
    view.resize(900, 700);
    view.show();
    view.enter(client(), "acme", {});
    QTRY_VERIFY_WITH_TIMEOUT(view.sizes()->isFinished() && view.model().rowCount() == 2, 20'000);
    const QString said = statusOf(view);
    QVERIFY2(said.contains(u"in 2,502 objects, complete"), qPrintable(said));
    QCOMPARE(view.model().shareAt(0).prefix, std::string("logs/"));
    // Arrows choose, Return opens; the table follows.
    QSignalSpy opened(&view, &SizesView::folderOpened);
    QCOMPARE(view.map()->tiles().size(), std::size_t(2));
    QTest::keyClick(view.map(), Qt::Key_Right);
    QCOMPARE(view.map()->current(), 0);
    QVERIFY(view.hasSelection());
    QTest::keyClick(view.map(), Qt::Key_Return);
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened[0][0].value<std::string>(), std::string("logs/"));
    QTest::mouseClick(view.map(), Qt::LeftButton, {}, view.map()->tiles()[0].center().toPoint());
    QCOMPARE(opened.size(), 2);
    // What was counted is there already.
    m_s3->forgetRequests();
    view.enter(client(), "acme", "logs/");
    QCOMPARE(view.model().rowCount(), 2);
    QCOMPARE(view.model().shareAt(0).prefix, std::string("logs/2026/"));
    QVERIFY(view.model().shareAt(1).prefix.empty());
    QVERIFY(m_s3->requests().empty());
    view.reload();
    QTRY_VERIFY(view.sizes()->isFinished());
    QVERIFY(!m_s3->requests().empty());
    // Stopped sums say so.
    m_s3->manners.pause = 30ms;
    m_s3->manners.mostKeys = 50;
    view.enter(client(), "other", {});
    QTRY_VERIFY(view.model().rowCount() > 0);
    view.cancel();
    QTRY_VERIFY(view.sizes()->isFinished());
    QTRY_VERIFY2(statusOf(view).contains(u"stopped: not complete"), qPrintable(statusOf(view)));
}

void tst_SearchView::deniedPlacesAreNotEmpty()
{
    m_s3->manners.deniedBuckets = {"vault"};
    SizesView view(*m_appearance, QStringLiteral("work"));
    view.show();
    view.enter(client(), "vault", {});
    QTRY_VERIFY(statusOf(view).contains(u"You may not list vault"));
    SearchView search(*m_appearance, QStringLiteral("work"));
    search.show();
    search.enter(client(), wish("x", {"vault", {}}));
    QTRY_VERIFY(statusOf(search).contains(u"s3:ListBucket is denied"));
    QVERIFY(!statusOf(search).contains(u"Nothing found"));
}

void tst_SearchView::aHundredThousandKeys()
{
    m_s3->putNumbered("acme", "many/", 100'000);
    m_s3->manners.pause = 30ms;
    m_s3->manners.deniedBuckets = {"vault"};
    m_s3->forgetRequests();
    SearchView view(*m_appearance, QStringLiteral("work"));
    view.resize(900, 600);
    view.show();
    QElapsedTimer clock;
    clock.start();
    SearchWish all = wish("7");
    view.enter(client(), all);
    QTRY_VERIFY_WITH_TIMEOUT(view.model().found() > 0, 10'000);
    const qint64 first = clock.elapsed();
    view.table()->sortByColumn(FoundObjectsModel::SizeColumn, Qt::DescendingOrder);
    QTRY_VERIFY_WITH_TIMEOUT(!view.isRunning(), 60'000);
    const qint64 whole = clock.elapsed();
    QTRY_COMPARE(view.model().rowCount(), int(view.model().found()));
    // Numbers of nine digits with a 7 among the first 100,000, and those of two buckets' logs, and a note
    // each.
    const auto sevens = [](int count) {
        int found = 0;
        for (int i = 0; i < count; ++i)
            found += QString::number(i).contains(u'7') ? 1 : 0;
        return found;
    };
    QCOMPARE(int(view.model().found()), sevens(100'000) + 2 * sevens(2500) + 2);
    const int requests = m_s3->count("ListObjectsV2");
    QVERIFY2(requests <= 1.1 * (100 + 2 * 3 + 2) + 2 * 8 * 2, qPrintable(QString::number(requests)));
    qInfo("first hit after %lld ms, all after %lld ms, %d requests", first, whole, requests);
    QVERIFY(first < 1000);
}

INIA_TEST_CLASS(tst_SearchView, QApplication)
#include "tst_searchview.moc"
