#include "core/presign/presigner.h"
#include "core/protocol/jsonreader.h"
#include "core/protocol/jsonwriter.h"
#include "tests/integration/presigncases.h"
#include "tests/support/fakeclock.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtCore/QProcess>
#include <QtTest/QtTest>

#include <optional>

using namespace inia;
using namespace inia::tests;

namespace {

const Credentials keys{"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "", "", {}, "test"};

} // namespace

/// URLs and forms as boto3 makes them, with its own defaults, over regions, settings and operations.
class tst_PresignComparison final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void equalsBoto3_data();
    void equalsBoto3();

private:
    [[nodiscard]] Value ours(const PresignCase& testCase) const;

    std::optional<TestSession> m_test;
    std::vector<PresignCase> m_cases;
    std::vector<Value> m_expected;
};

void tst_PresignComparison::initTestCase()
{
    const QString python = qEnvironmentVariable("INIA_TEST_PYTHON");
    if (python.isEmpty())
        QSKIP("not set: INIA_TEST_PYTHON, a Python that has boto3; packaging/test.sh sets it");
    auto session = makeTestSession({}, std::make_shared<FakeClock>());
    if (!session)
        QSKIP(session.error().message.c_str());
    m_test = std::move(session).value();
    m_cases = presignCases();
    QByteArray input;
    for (const PresignCase& testCase : m_cases)
        input += QByteArray::fromStdString(toJson(testCase.given)) + '\n';
    QProcess peer;
    peer.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    peer.start(python, {QStringLiteral(INIA_SOURCE_DIR "/tests/integration/presign_peer.py")});
    peer.write(input);
    peer.closeWriteChannel();
    QVERIFY(peer.waitForFinished(240'000));
    QCOMPARE(peer.exitCode(), 0);
    for (const QByteArray& line : peer.readAllStandardOutput().trimmed().split('\n'))
        m_expected.push_back(parseJson(line.toStdString()).value());
    QCOMPARE(m_expected.size(), m_cases.size());
}

void tst_PresignComparison::equalsBoto3_data()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < m_cases.size(); ++i) {
        const Value& given = m_cases[i].given;
        const std::string what = given.contains("bucket")
                                     ? "form " + given["bucket"].text()
                                     : given["operation"].text() + ' ' + given["params"]["Bucket"].text();
        QTest::newRow(("#" + std::to_string(i) + ' ' + given["service"].text() + ' ' + what + ' ' +
                       given["region"].text() + ' ' + toJson(given["config"]))
                          .c_str())
            << static_cast<int>(i);
    }
}

Value tst_PresignComparison::ours(const PresignCase& testCase) const
{
    const Value& given = testCase.given;
    ClientOptions options;
    options.region = given["region"].text();
    options.defaultsMode = DefaultsMode::Legacy;
    options.ignoreConfiguredEndpointUrls = true;
    testCase.apply(options);
    const auto failed = [](const Error& error) { return Value::map({{"error", error.message}}); };
    const auto client = m_test->session.client(given["service"].text(), options);
    if (!client)
        return failed(client.error());
    Credentials credentials = keys;
    credentials.sessionToken = given["token"].text();
    const Presigner presigner = client->presigner();
    const std::chrono::seconds expires(given["expires"].toInt());
    if (given.contains("bucket")) {
        PostOptions form{given["fields"], Value::emptyList(), expires};
        const auto post = presigner.postWith(credentials, given["bucket"].text(), given["key"].text(), form);
        return post ? Value::map({{"url", post->url}, {"fields", post->fields}}) : failed(post.error());
    }
    const auto url = presigner.urlWith(credentials, given["operation"].text(), given["params"],
                                       {expires, given["method"].text()});
    return url ? Value::map({{"url", url->url}}) : failed(url.error());
}

void tst_PresignComparison::equalsBoto3()
{
    QFETCH(int, index);
    const auto at = static_cast<std::size_t>(index);
    const Value& expected = m_expected[at];
    const Value made = ours(m_cases[at]);
    if (expected.contains("error")) {
        QVERIFY2(made.contains("error"), expected["error"].text().c_str());
        return;
    }
    QVERIFY2(!made.contains("error"), made["error"].text().c_str());
    QCOMPARE(made["url"].text(), expected["url"].text());
    QCOMPARE(made["fields"], expected["fields"]);
}

INIA_TEST_CLASS(tst_PresignComparison, QCoreApplication)
#include "tst_presigncomparison.moc"
