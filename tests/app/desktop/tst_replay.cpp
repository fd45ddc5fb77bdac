#include "app/desktop/application.h"
#include "core/observe/fileexport.h"
#include "tests/support/testmain.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/widgets/treeview.h"

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLabel>

#include <memory>

using namespace inia;
using namespace inia::desktop;

// The program from a recording: no server, no keys, none of the user's files.
class tst_Replay final : public QObject {
    Q_OBJECT

private slots:
    void init();
    void runsWithoutKeys();
    void saysWhyItCannotOpen();

private:
    [[nodiscard]] QString path() const { return m_folder->filePath(QStringLiteral("a.iniarec")); }
    void record() const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

void tst_Replay::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    for (const char* name : {"AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_ENDPOINT_URL"})
        qunsetenv(name);
    qputenv("HOME", "/nonexistent");
    qputenv("AWS_CONFIG_FILE", "/nonexistent/config");
    qputenv("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent/credentials");
}

void tst_Replay::record() const
{
    const auto call = [](quint64 id, const char* service, const char* operation, Value params,
                         const QByteArray& body) {
        auto made = std::make_shared<ExchangeCall>();
        made->id = id;
        made->service = service;
        made->operation = operation;
        made->params = std::move(params);
        made->profile = "recorded";
        made->region = "eu-west-1";
        made->account = "123456789012";
        made->state = ExchangeCall::State::Succeeded;
        ExchangeAttempt attempt;
        attempt.request.url = "https://s3.eu-west-1.amazonaws.com/";
        attempt.response.status = 200;
        attempt.response.headers.add("content-type", "application/xml");
        attempt.response.body = body;
        made->attempts.push_back(attempt);
        return made;
    };
    const std::vector<std::shared_ptr<const ExchangeCall>> calls{
        call(1, "s3", "ListBuckets", Value::map({{"MaxBuckets", 1000}}),
             "<ListAllMyBucketsResult><Buckets><Bucket><Name>kept</Name></Bucket></Buckets>"
             "</ListAllMyBucketsResult>"),
        call(2, "sts", "GetCallerIdentity", Value::emptyMap(),
             "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>123456789012</Account>"
             "<Arn>arn:aws:iam::123456789012:user/u</Arn><UserId>U</UserId></GetCallerIdentityResult>"
             "</GetCallerIdentityResponse>")};
    const auto written = writeFileNow(path(), [&calls](QIODevice& device, const std::atomic<bool>& stop) {
        return writeRecording(calls, {}, device, stop);
    });
    QVERIFY(written.ok());
}

void tst_Replay::runsWithoutKeys()
{
    record();
    auto replay = Replay::open(path(), ReplayTransport::Pace::AtOnce);
    QVERIFY(replay.ok());
    const auto kept = (*replay)->tabs();
    QCOMPARE(kept.tabs.size(), std::size_t{1});
    QCOMPARE(kept.tabs.front().profile, std::string("recorded"));
    Settings settings(m_folder->filePath(QStringLiteral("inia.ini")));
    settings.saveTabs(kept);
    Arguments arguments;
    arguments.profile = "recorded";
    arguments.region = "eu-west-1";
    Application application(*qobject_cast<QApplication*>(QCoreApplication::instance()), arguments, settings,
                            std::move(replay).value());
    application.start();
    const auto log = application.exchangeLog();
    const auto isThere = [&log](const char* operation) {
        for (std::size_t i = 0; i < log->size(); ++i) {
            const auto& call = log->at(i);
            if (call.operation == operation && call.state == ExchangeCall::State::Succeeded)
                return call.isReplayed;
        }
        return false;
    };
    QTRY_VERIFY(isThere("ListBuckets"));
    QTRY_VERIFY(isThere("GetCallerIdentity"));
    QStringList texts;
    for (const QLabel* label : application.window().findChildren<QLabel*>())
        texts.append(label->text());
    QVERIFY(texts.join(u'\n').contains(QStringLiteral("Replaying a.iniarec")));
    QTRY_VERIFY([&application] {
        for (const QLabel* label : application.window().findChildren<QLabel*>()) {
            if (label->text().contains(QStringLiteral("The end of the recording is reached.")))
                return true;
        }
        return false;
    }());
}

void tst_Replay::saysWhyItCannotOpen()
{
    const auto missing = Replay::open(path(), ReplayTransport::Pace::AtOnce);
    QVERIFY(!missing.ok());
    QVERIFY(missing.error().message.find("a.iniarec") != std::string::npos);
}

INIA_TEST_CLASS(tst_Replay, QApplication)
#include "tst_replay.moc"
