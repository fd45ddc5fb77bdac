#include "tests/support/testmain.h"
#include "ui/models/jobmodels.h"
#include "ui/models/planmodel.h"

#include <QtCore/QElapsedTimer>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QtTest>

using namespace inia;
using namespace inia::ui;

namespace {

using Refusal = ObjectPlan::Refusal;
using Reason = PlanModel::Reason;

Job copyJob(JobAction action = JobAction::Copy)
{
    Job job;
    job.action = action;
    job.bucket = "acme";
    job.targetBucket = "acme";
    return job;
}

ObjectPlan::Item item(std::string from, std::string to, Refusal refusal = Refusal::None,
                      std::int64_t takenSince = 0, std::int64_t modified = 100)
{
    return {{std::move(from), "\"e\"", {}, 10, {}, modified}, std::move(to), refusal, takenSince};
}

} // namespace

// What would be done and what was done, as rows.
class tst_JobModels final : public QObject {
    Q_OBJECT

private slots:
    void rowsSayWhyTheyAreLeftOut();
    void policiesChooseWhatIsTaken();
    void numbersPassWhatIsThere();
    void ringsAreNobodysTurn();
    void tellsWhatItTakes();
    void aHundredThousandRowsAreQuick();
    void rulesGiveNames_data();
    void rulesGiveNames();
    void rulesThatCannotBe_data();
    void rulesThatCannotBe();
    void reportsAreFiltered();
};

void tst_JobModels::rowsSayWhyTheyAreLeftOut()
{
    PlanModel model(copyJob(),
                    {item("a", "to/a"), item("b", "..", Refusal::BadKey),
                     item("c", "to/c", Refusal::Archived), item("d", "to/a", Refusal::SameNames),
                     item("e", "e", Refusal::AlreadySo)},
                    {});
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.chosen(), std::size_t(1));
    QCOMPARE(model.chosenBytes(), qint64(10));
    for (int row = 1; row < model.rowCount(); ++row) {
        QVERIFY(!model.index(row, PlanModel::NoteColumn).data().toString().isEmpty());
        QVERIFY(!(model.flags(model.index(row, 0)) & Qt::ItemIsUserCheckable));
        model.choose(std::size_t(row), true); // cannot be
    }
    QCOMPARE(model.chosen(), std::size_t(1));
    const Job job = model.job();
    QCOMPARE(job.items.size(), std::size_t(1));
    QCOMPARE(job.items.at(0).target, std::string("to/a"));
    QVERIFY(!job.overwrites);
}

void tst_JobModels::policiesChooseWhatIsTaken()
{
    PlanModel model(copyJob(),
                    {item("a", "to/a"), item("old", "to/old", Refusal::None, 200),
                     item("new", "to/new", Refusal::None, 50)},
                    {});
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy changed(&model, &PlanModel::choiceChanged);
    QCOMPARE(model.count(Reason::Taken), std::size_t(2));
    QCOMPARE(model.chosen(), std::size_t(1));
    model.setExisting(PlanModel::Existing::Newer);
    QCOMPARE(model.chosen(), std::size_t(2));
    QVERIFY(model.isChosen(2));
    QCOMPARE(model.replacing(), std::size_t(1));
    QVERIFY(model.job().overwrites);
    model.setExisting(PlanModel::Existing::Overwrite);
    QCOMPARE(model.chosen(), std::size_t(3));
    model.chooseAll(Reason::Taken, false);
    QCOMPARE(model.chosen(), std::size_t(1));
    QVERIFY(!model.job().overwrites);
    model.setExisting(PlanModel::Existing::Skip);
    model.chooseAll(Reason::Taken, true); // is not to be
    QCOMPARE(model.chosen(), std::size_t(1));
    QCOMPARE(changed.size(), 5);
}

void tst_JobModels::numbersPassWhatIsThere()
{
    PlanModel model(copyJob(),
                    {item("x/a.txt", "to/a.txt", Refusal::None, 200), item("y/a (2).txt", "to/a (2).txt"),
                     item("z/b/", "to/b/", Refusal::None, 200)},
                    {{"to/a (1).txt", 1}});
    model.setExisting(PlanModel::Existing::KeepBoth);
    QCOMPARE(model.chosen(), std::size_t(3));
    const Job job = model.job();
    QCOMPARE(job.items.at(0).target, std::string("to/a (3).txt"));
    QCOMPARE(job.items.at(2).target, std::string("to/b (1)/"));
    QVERIFY(!job.overwrites);
}

void tst_JobModels::ringsAreNobodysTurn()
{
    PlanModel ring(copyJob(JobAction::Move),
                   {item("a", "b", Refusal::Chain), item("b", "c", Refusal::Chain),
                    item("c", "a", Refusal::Chain), item("d", "a2")},
                   {});
    QCOMPARE(ring.count(Reason::Ring), std::size_t(3));
    QCOMPARE(ring.chosen(), std::size_t(1));
    PlanModel chain(copyJob(JobAction::Move), {item("a", "b", Refusal::Chain), item("b", "c")}, {});
    QCOMPARE(chain.chosen(), std::size_t(2));
    chain.choose(1, false);
    QCOMPARE(chain.chosen(), std::size_t(0));
    PlanModel stuck(copyJob(JobAction::Move),
                    {item("a", "b", Refusal::Chain), item("b", "..", Refusal::BadKey)}, {});
    QCOMPARE(stuck.chosen(), std::size_t(0));
}

void tst_JobModels::tellsWhatItTakes()
{
    Job job = deletionJob("acme", {}, "logs/", "Delete logs/");
    for (int i = 0; i < 2500; ++i)
        job.items.add({"logs/" + std::to_string(i), "\"e\"", {}, {}, 1, {}, {}});
    PlanModel model(std::move(job));
    QCOMPARE(requestsText(model.requests()), QStringLiteral("3 DeleteObjects, 1 ListObjectsV2"));
    model.choose(0, false);
    QCOMPARE(requestsText(model.requests()), QStringLiteral("3 DeleteObjects"));
    QVERIFY(model.job().below.empty());
    PlanModel large(copyJob(), {item("a", "b"), {{"big", "\"e-9\"", {}, 6'000'000'000, {}, 1}, "to/big"}},
                    {});
    QCOMPARE(requestsText(large.requests()),
             QStringLiteral("1 CopyObject, 1 CreateMultipartUpload, 12 UploadPartCopy, "
                            "1 CompleteMultipartUpload, 1 ListObjectsV2"));
    QCOMPARE(large.count(Reason::InParts), std::size_t(1));
}

void tst_JobModels::aHundredThousandRowsAreQuick()
{
    std::vector<ObjectPlan::Item> items;
    for (int i = 0; i < 100'000; ++i)
        items.push_back(item("logs/2026/11/" + std::to_string(i) + ".gz", "to/" + std::to_string(i) + ".gz"));
    PlanModel model(copyJob(), items, {});
    QCOMPARE(model.chosen(), std::size_t(100'000));
    QElapsedTimer timer;
    timer.start();
    constexpr int looks = 1000;
    for (int i = 0; i < looks; ++i) {
        for (int column = 0; column < PlanModel::ColumnCount; ++column)
            QVERIFY(model.index(i * 97, column).data().isValid());
        QVERIFY(model.requests().size() == 1);
    }
    // A screen of forty rows at sixty times a second, on a machine that is ten times as slow.
    QVERIFY2(timer.elapsed() < 4000, qPrintable(QString::number(timer.elapsed())));
    model.chooseAll(Reason::None, false);
    QCOMPARE(model.chosen(), std::size_t(0));
}

void tst_JobModels::rulesGiveNames_data()
{
    using Kind = NameRule::Kind;
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("find");
    QTest::addColumn<QString>("with");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("changed");
    QTest::newRow("text") << int(Kind::Replace) << "a"
                          << "o"
                          << "banana.txt"
                          << "bonono.txt";
    QTest::newRow("text that looks like a pattern") << int(Kind::Replace) << "."
                                                    << "_"
                                                    << "a.b"
                                                    << "a_b";
    QTest::newRow("pattern") << int(Kind::Pattern) << "(\\d+)-(\\d+)"
                             << "\\2-\\1"
                             << "x 12-34"
                             << "x 34-12";
    QTest::newRow("beginning") << int(Kind::Beginning) << "IMG_"
                               << "photo-"
                               << "IMG_1.jpg"
                               << "photo-1.jpg";
    QTest::newRow("another beginning") << int(Kind::Beginning) << "IMG_"
                                       << "photo-"
                                       << "x.jpg"
                                       << "x.jpg";
    QTest::newRow("in front") << int(Kind::Beginning) << ""
                              << "old-"
                              << "x.jpg"
                              << "old-x.jpg";
    QTest::newRow("lower") << int(Kind::LowerCase) << ""
                           << ""
                           << "ÄB.TXT"
                           << "äb.txt";
    QTest::newRow("upper") << int(Kind::UpperCase) << ""
                           << ""
                           << "äb.txt"
                           << "ÄB.TXT";
    QTest::newRow("number") << int(Kind::Numbering) << ""
                            << "p-###x"
                            << "any.jpg"
                            << "p-007x.jpg";
    QTest::newRow("number of what has no ending") << int(Kind::Numbering) << ""
                                                  << "#"
                                                  << "any"
                                                  << "7";
}

void tst_JobModels::rulesGiveNames()
{
    QFETCH(int, kind);
    QFETCH(QString, find);
    QFETCH(QString, with);
    QFETCH(QString, name);
    QFETCH(QString, changed);
    const auto rule = NameChange::by({NameRule::Kind(kind), find, with, 5});
    QVERIFY(rule);
    QCOMPARE(QString::fromStdString(rule->of(name.toStdString(), 2)), changed);
}

void tst_JobModels::rulesThatCannotBe_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("find");
    QTest::addColumn<QString>("with");
    QTest::newRow("no pattern") << int(NameRule::Kind::Pattern) << "("
                                << "";
    QTest::newRow("fits nothing") << int(NameRule::Kind::Pattern) << "x*"
                                  << "y";
    QTest::newRow("no such group") << int(NameRule::Kind::Pattern) << "(x)"
                                   << "\\2";
    QTest::newRow("no place for the number") << int(NameRule::Kind::Numbering) << ""
                                             << "photo";
}

void tst_JobModels::rulesThatCannotBe()
{
    QFETCH(int, kind);
    QFETCH(QString, find);
    QFETCH(QString, with);
    const auto rule = NameChange::by({NameRule::Kind(kind), find, with, 1});
    QVERIFY(!rule);
    QCOMPARE(rule.error().code, std::string("BadRule"));
}

void tst_JobModels::reportsAreFiltered()
{
    Job job = deletionJob("acme", {}, {}, "x");
    for (const char* key : {"a/1", "a/2", "b/1"})
        job.items.add({key, {}, {}, {}, 1, {}, {}});
    job.items.setState(1, JobItemState::Failed);
    job.items.setOutcome(1, {{}, {}, {}, "AccessDenied", "No.", "R1"});
    JobReportModel model(std::move(job));
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 3);
    model.setFilter({}, QStringLiteral("a/"));
    QCOMPARE(model.rowCount(), 2);
    model.setFilter(JobItemState::Failed, QStringLiteral("a/"));
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.index(0, JobReportModel::RequestColumn).data().toString(), QStringLiteral("R1"));
    model.setFilter(JobItemState::Failed, QStringLiteral("b/"));
    QCOMPARE(model.rowCount(), 0);
}

INIA_TEST_CLASS(tst_JobModels, QCoreApplication)
#include "tst_jobmodels.moc"
