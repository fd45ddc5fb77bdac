#include "app/cli/keychaincommand.h"
#include "tests/support/testmain.h"

#include <QtCore/QTemporaryFile>
#include <QtTest/QtTest>

#include <unistd.h>

#include <map>

using namespace inia;
using cli::KeychainArguments;

namespace {

/// A keychain in memory that answers later, or fails.
class FakeKeyStore final : public KeyStore {
public:
    void get(const std::string& name, QObject* context, TextCallback callback) override
    {
        const auto found = texts.find(name);
        auto result = failure                ? Result<std::string>(*failure)
                      : found == texts.end() ? makeError(ErrorKind::Credentials, "NoSuchKeys", "no such keys")
                                             : Result<std::string>(found->second);
        QMetaObject::invokeMethod(
            context, [callback, result] { callback(result); }, Qt::QueuedConnection);
    }
    void set(const std::string& name, const std::string& text, QObject* context,
             DoneCallback callback) override
    {
        texts[name] = text;
        answer(context, std::move(callback));
    }
    void remove(const std::string& name, QObject* context, DoneCallback callback) override
    {
        texts.erase(name);
        answer(context, std::move(callback));
    }

    std::map<std::string, std::string> texts;
    std::optional<Error> failure;

private:
    void answer(QObject* context, DoneCallback callback) const
    {
        QMetaObject::invokeMethod(
            context,
            [callback = std::move(callback), result = failure ? Result<void>(*failure) : Result<void>()] {
                callback(result);
            },
            Qt::QueuedConnection);
    }
};

/// Puts another file in the place of a standard stream for as long as it lives.
class Redirected final {
public:
    Redirected(int stream, const QByteArray& text = {}) : m_stream(stream), m_before(dup(stream))
    {
        if (!m_file.open() || m_file.write(text) != text.size() || !m_file.seek(0) ||
            dup2(m_file.handle(), stream) < 0)
            qFatal("a stream cannot be redirected");
    }
    Q_DISABLE_COPY_MOVE(Redirected)
    ~Redirected()
    {
        dup2(m_before, m_stream);
        close(m_before);
    }
    [[nodiscard]] QByteArray text()
    {
        m_file.seek(0);
        return m_file.readAll();
    }

private:
    QTemporaryFile m_file;
    int m_stream;
    int m_before;
};

struct Outcome {
    int code = -1;
    QByteArray out;
};

Outcome runKeychain(const std::shared_ptr<FakeKeyStore>& store, KeychainArguments::Action action)
{
    Redirected out(STDOUT_FILENO);
    cli::KeychainCommand command(store, {action, "dev"});
    QSignalSpy done(&command, &cli::Command::done);
    command.start();
    if (done.isEmpty() && !done.wait(20'000))
        return {};
    return {done.front().front().toInt(), out.text()};
}

} // namespace

class TestKeychain final : public QObject {
    Q_OBJECT

private slots:
    void keepsWhatIsEntered();
    void printsWhatIsKept_data();
    void printsWhatIsKept();
    void removes();
    void failures_data();
    void failures();
    void commandForAProfile();
};

void TestKeychain::keepsWhatIsEntered()
{
    const auto store = std::make_shared<FakeKeyStore>();
    Redirected in(STDIN_FILENO, "AKIDNEW\n  secret of it \n");
    const auto kept = runKeychain(store, KeychainArguments::Action::Set);
    QCOMPARE(kept.code, 0);
    QVERIFY(kept.out.isEmpty());
    QCOMPARE(store->texts["dev"],
             std::string(R"({"Version": 1, "AccessKeyId": "AKIDNEW", "SecretAccessKey": "secret of it"})"));
}

void TestKeychain::printsWhatIsKept_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("code");
    QTest::newRow("keys") << QByteArray(R"({"Version": 1, "AccessKeyId": "A", "SecretAccessKey": "S"})") << 0;
    QTest::newRow("a password") << QByteArray("CANARY") << 253;
    QTest::newRow("another version") << QByteArray(R"({"Version": 2, "SecretAccessKey": "CANARY"})") << 253;
}

/// And nothing that somebody else keeps there.
void TestKeychain::printsWhatIsKept()
{
    QFETCH(QByteArray, text);
    QFETCH(int, code);
    const auto store = std::make_shared<FakeKeyStore>();
    store->texts["dev"] = text.toStdString();
    const auto got = runKeychain(store, KeychainArguments::Action::Get);
    QCOMPARE(got.code, code);
    QCOMPARE(got.out, code == 0 ? text + '\n' : QByteArray());
}

void TestKeychain::removes()
{
    const auto store = std::make_shared<FakeKeyStore>();
    store->texts = {{"dev", "x"}, {"other", "y"}};
    QCOMPARE(runKeychain(store, KeychainArguments::Action::Delete).code, 0);
    QCOMPARE(store->texts.size(), std::size_t(1));
    QCOMPARE(runKeychain(store, KeychainArguments::Action::Get).code, 253);
}

void TestKeychain::failures_data()
{
    QTest::addColumn<int>("action");
    QTest::newRow("get") << static_cast<int>(KeychainArguments::Action::Get);
    QTest::newRow("delete") << static_cast<int>(KeychainArguments::Action::Delete);
}

void TestKeychain::failures()
{
    QFETCH(int, action);
    const auto store = std::make_shared<FakeKeyStore>();
    store->failure = makeError(ErrorKind::Credentials, "KeychainDenied", "not unlocked");
    const auto failed = runKeychain(store, static_cast<KeychainArguments::Action>(action));
    QCOMPARE(failed.code, 253);
    QVERIFY(failed.out.isEmpty());
}

void TestKeychain::commandForAProfile()
{
    QCOMPARE(storedKeysCommand("inia-cli", "dev"), std::string("inia-cli keychain get dev"));
    for (const char* name : {"dev", "Ann's keys", "a b \"c\""})
        QCOMPARE(storedKeysName(storedKeysCommand("/opt/my inia/inia-cli", name)), std::string(name));
    for (const char* other :
         {"", "other keychain get dev", "inia-cli keychain set dev", "inia-cli keychain get"})
        QCOMPARE(storedKeysName(other), std::string());
    QCOMPARE(storedKeysCommand("/opt/my inia/inia-cli", "Ann's"),
             std::string("\"/opt/my inia/inia-cli\" keychain get \"Ann's\""));
    Credentials keys;
    keys.accessKey = "AKID";
    QCOMPARE(storedKeys(keys).error().code, std::string("MissingKey"));
    keys.secretKey = "'secret'";
    QCOMPARE(storedKeys(keys).error().code, std::string("QuotedKey"));
    QVERIFY(storedKeys(keys).error().message.find("secret'") == std::string::npos);
}

INIA_TEST_CLASS(TestKeychain, QCoreApplication)
#include "tst_keychain.moc"
