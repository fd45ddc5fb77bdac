#include "app/desktop/application.h"
#include "tests/support/rawhttpserver.h"
#include "tests/support/testmain.h"
#include "ui/inspector/calldetail.h"
#include "ui/inspector/inspectorpanel.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QDir>
#include <QtCore/QDirIterator>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtTest/QtTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPlainTextEdit>

#include <algorithm>
#include <memory>

using namespace inia;
using namespace inia::desktop;
using namespace inia::test;
using namespace inia::ui;

namespace {

constexpr const char* canaryWord = "CANARY";
constexpr const char* roleKeys =
    "<AssumeRoleResponse><AssumeRoleResult><AssumedRoleUser><Arn>arn:aws:sts::1:assumed-role/r/s</Arn>"
    "</AssumedRoleUser><Credentials><AccessKeyId>ASIAGIVEN</AccessKeyId><SecretAccessKey>CANARYgiven"
    "</SecretAccessKey><SessionToken>CANARYgiventoken</SessionToken><Expiration>2099-01-01T00:00:00Z"
    "</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>";

QStringList* capturedMessages = nullptr;

void captureMessage(QtMsgType, const QMessageLogContext&, const QString& text)
{
    if (capturedMessages != nullptr)
        capturedMessages->append(text);
}

} // namespace

// Secrets planted where the window's keys come from, while the service refuses everything and says all that
// it was sent: looked for in what the window shows, copies, logs and leaves behind.
class tst_Canaries final : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void theScanFinds();
    void nothingIsTold_data();
    void nothingIsTold();

private:
    void write(const QString& name, const QByteArray& text) const;
    void plant() const;
    [[nodiscard]] RawAnswer answer(const RawRequest& request);
    void look(const QString& where, const QString& text);
    void lookAt(QWidget& widget);
    void lookAtInspector();
    void lookAtFiles();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<RawHttpServer> m_server;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Application> m_application;
    QStringList m_messages;
    QStringList m_found;
    qsizetype m_looked = 0;
    bool m_isSecretSent = false;
};

void tst_Canaries::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<RawHttpServer>();
    m_server->setHandler([this](const RawRequest& request) { return answer(request); });
    m_found.clear();
    m_messages.clear();
    m_looked = 0;
    m_isSecretSent = false;
    for (const char* name :
         {"AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_ACCESS_KEY", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"})
        qunsetenv(name);
    qputenv("HOME", m_folder->path().toUtf8());
    qputenv("XDG_DATA_HOME", m_folder->filePath(QStringLiteral("data")).toUtf8());
    qputenv("XDG_CACHE_HOME", m_folder->filePath(QStringLiteral("cache")).toUtf8());
    qputenv("AWS_MAX_ATTEMPTS", "1");
    qputenv("AWS_ENDPOINT_URL", QByteArray::fromStdString(m_server->url({})));
    qputenv("no_proxy", "127.0.0.1");
    capturedMessages = &m_messages;
    qInstallMessageHandler(captureMessage);
}

void tst_Canaries::cleanup()
{
    qInstallMessageHandler(nullptr);
    capturedMessages = nullptr;
    m_application.reset();
    m_settings.reset();
    m_server.reset();
    m_folder.reset();
    qunsetenv("AWS_ENDPOINT_URL");
}

void tst_Canaries::write(const QString& name, const QByteArray& text) const
{
    const QString path = m_folder->filePath(QStringLiteral(".aws/") + name);
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

void tst_Canaries::plant() const
{
    write(QStringLiteral("config"),
          "[profile shared]\nregion = us-east-1\n[profile role]\nregion = us-east-1\n"
          "role_arn = arn:aws:iam::1:role/r\nsource_profile = shared\n[profile sso]\nregion = us-east-1\n"
          "sso_session = corp\nsso_account_id = 1\nsso_role_name = a\n[sso-session corp]\n"
          "sso_start_url = https://corp/start\nsso_region = us-east-1\n[profile process]\n"
          "region = us-east-1\ncredential_process = printf '{\"Version\":1,\"AccessKeyId\":\"A\","
          "\"SecretAccessKey\":\"CANARYprocess\",\"SessionToken\":\"CANARYprocesstoken\"}'\n"
          "[profile failing]\nregion = us-east-1\ncredential_process = sh -c 'echo key=CANARYout; "
          "echo password=CANARYerr >&2; exit 3'\n[profile login]\nregion = us-east-1\n"
          "login_session = arn:aws:iam::1:user/me\n");
    write(QStringLiteral("credentials"),
          "[shared]\naws_access_key_id = AKIDSHARED\naws_secret_access_key = CANARYshared\n"
          "aws_session_token = CANARYsharedtoken\n");
    const auto digest = [](const char* text, QCryptographicHash::Algorithm algorithm) {
        return QString::fromLatin1(QCryptographicHash::hash(text, algorithm).toHex());
    };
    write(QStringLiteral("sso/cache/%1.json").arg(digest("corp", QCryptographicHash::Sha1)),
          R"({"accessToken": "CANARYaccess", "refreshToken": "CANARYrefresh", "clientId": "c",
              "clientSecret": "CANARYclient", "registrationExpiresAt": "2099-01-01T00:00:00Z",
              "expiresAt": "2099-01-01T00:00:00Z"})");
    write(QStringLiteral("login/cache/%1.json")
              .arg(digest("arn:aws:iam::1:user/me", QCryptographicHash::Sha256)),
          R"({"accessToken": {"accessKeyId": "ASIALOGIN", "secretAccessKey": "CANARYlogin", "accountId": "1",
                            "sessionToken": "CANARYlogintoken", "expiresAt": "2099-01-01T00:00:00Z"},
            "refreshToken": "CANARYloginrefresh", "idToken": "CANARYid", "clientId": "c",
            "dpopKey": "CANARYdpop"})");
}

RawAnswer tst_Canaries::answer(const RawRequest& request)
{
    if (request.body.contains("Action=AssumeRole"))
        return RawAnswer::ok(roleKeys, {"Content-Type: text/xml"});
    if (request.target().startsWith("/federation/"))
        return RawAnswer::ok(R"({"roleCredentials": {"accessKeyId": "ASIAGIVEN", "expiration": 4070908800000,
            "secretAccessKey": "CANARYgiven", "sessionToken": "CANARYgiventoken"}})",
                             {"Content-Type: application/json"});
    QByteArray said = request.line + ' ' + request.headers.join(' ') + ' ' + request.body;
    m_isSecretSent = m_isSecretSent || said.contains(canaryWord);
    said.replace('<', ' ').replace('&', ' ');
    return RawAnswer::status(400, "<Error><Code>Refused</Code><Message>" + said + "</Message></Error>",
                             {"Content-Type: application/xml"});
}

// As it stands, and in base64 behind any number of bytes.
void tst_Canaries::look(const QString& where, const QString& text)
{
    m_looked += text.size();
    for (const char* form : {canaryWord, "Q0FOQVJZ", "NBTkFSW", "DQU5BUl"}) {
        const auto at = text.indexOf(QLatin1String(form));
        if (at >= 0)
            m_found.append(where + QStringLiteral(": ") + text.mid(qMax(0, at - 60), 160));
    }
}

void tst_Canaries::lookAt(QWidget& widget)
{
    auto widgets = widget.findChildren<QWidget*>();
    widgets.prepend(&widget);
    for (auto* each : widgets) {
        look(QStringLiteral("name"), each->accessibleName() + u' ' + each->accessibleDescription());
        look(QStringLiteral("tip"), each->toolTip());
        if (const auto* label = qobject_cast<QLabel*>(each))
            look(QStringLiteral("label"), label->text());
        if (const auto* edit = qobject_cast<QPlainTextEdit*>(each))
            look(QStringLiteral("text"), edit->toPlainText());
        const auto* view = qobject_cast<QAbstractItemView*>(each);
        if (view == nullptr || view->model() == nullptr)
            continue;
        const auto* model = view->model();
        for (int row = 0; row < model->rowCount(); ++row) {
            for (int column = 0; column < model->columnCount(); ++column) {
                const auto index = model->index(row, column);
                look(QStringLiteral("cell"),
                     index.data().toString() + index.data(Qt::ToolTipRole).toString());
            }
        }
    }
}

void tst_Canaries::lookAtInspector()
{
    auto* inspector = m_application->window().inspector();
    const ExchangeLog& log = *m_application->exchangeLog();
    const auto* clipboard = QGuiApplication::clipboard();
    connect(clipboard, &QClipboard::dataChanged, this,
            [this, clipboard] { look(QStringLiteral("copied"), clipboard->text()); });
    QVERIFY(log.size() > 0);
    for (std::size_t i = 0; i < log.size(); ++i) {
        inspector->showCall(log.at(i).id);
        for (const auto page : {CallDetail::Tab::Summary, CallDetail::Tab::Request, CallDetail::Tab::Response,
                                CallDetail::Tab::Signing}) {
            inspector->detail()->showTab(page);
            QCoreApplication::processEvents();
            lookAt(*inspector);
            for (auto* button : inspector->findChildren<QAbstractButton*>()) {
                if (button->isVisible() && button->isEnabled() &&
                    (button->accessibleName() + button->text()).contains(QStringLiteral("Copy")))
                    button->click();
            }
        }
    }
}

void tst_Canaries::lookAtFiles()
{
    bool hasJournal = false;
    QDirIterator files(m_folder->path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        const QString name = path.sliced(m_folder->path().size() + 1);
        if (name.startsWith(QStringLiteral(".aws/")))
            continue; // planted, or the AWS CLI's caches
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(file.readAll());
        hasJournal = hasJournal || (name.endsWith(QStringLiteral("transfers.jsonl")) &&
                                    text.contains(QStringLiteral("looked-for-bucket")));
        look(name, text);
    }
    QVERIFY(hasJournal);
    QVERIFY(QFileInfo(m_folder->filePath(QStringLiteral("inia.ini"))).size() > 0);
}

void tst_Canaries::theScanFinds()
{
    for (const char* before : {"", "1", "12"}) {
        look(QStringLiteral("plain"), QLatin1String(before) + QLatin1String(canaryWord));
        look(QStringLiteral("base64"),
             QString::fromLatin1((QByteArray(before) + canaryWord + "x").toBase64()));
    }
    QCOMPARE(m_found.size(), 6);
    qWarning("CANARY in a message");
    QCOMPARE(m_messages.size(), 1);
}

void tst_Canaries::nothingIsTold_data()
{
    QTest::addColumn<QByteArray>("profile");
    QTest::addColumn<bool>("hasKeys");
    QTest::addColumn<QByteArray>("bucket");
    const QByteArray bucket("looked-for-bucket");
    for (const char* profile : {"shared", "role", "sso", "process", "login"})
        QTest::newRow(profile) << QByteArray(profile) << true << bucket;
    QTest::newRow("failing") << QByteArray("failing") << false << bucket;
    // The scan would have seen it.
    QTest::newRow("what is no secret") << QByteArray("shared") << true << "CANARY-" + bucket;
}

void tst_Canaries::nothingIsTold()
{
    QFETCH(const QByteArray, profile);
    QFETCH(const bool, hasKeys);
    QFETCH(const QByteArray, bucket);
    plant();
    QFile source(m_folder->filePath(QStringLiteral("small.txt")));
    QVERIFY(source.open(QIODevice::WriteOnly) && source.write("text") == 4);
    source.close();
    m_settings = std::make_unique<Settings>(m_folder->filePath(QStringLiteral("inia.ini")));
    m_application = std::make_unique<Application>(*qobject_cast<QApplication*>(QCoreApplication::instance()),
                                                  Arguments{.profile = profile.toStdString()}, *m_settings);
    m_application->start();
    if (!m_application->sessions().at(0).session)
        QSKIP("no model pack");
    TransferJob job;
    job.kind = TransferKind::Upload;
    job.session = {profile.toStdString(), "us-east-1", {}};
    job.title = QStringLiteral("small.txt");
    job.bucket = bucket.toStdString();
    TransferItem item;
    item.key = "small.txt";
    item.path = source.fileName();
    item.size = 4;
    job.add(item);
    TransferQueue& queue = m_application->transfers();
    const quint64 number = queue.add(std::move(job));
    const auto state = [&queue, number] { return queue.at(queue.indexOf(number)).state; };
    QTRY_VERIFY(state() != TransferJob::State::Running);
    const ExchangeLog& log = *m_application->exchangeLog();
    QTRY_VERIFY(log.size() > 1 && log.at(0).state != ExchangeCall::State::Running);
    QCOMPARE(m_isSecretSent, hasKeys);
    lookAt(m_application->window());
    lookAtInspector();
    m_application.reset();
    m_settings.reset();
    lookAtFiles();
    look(QStringLiteral("log"), m_messages.join(u'\n'));
    if (bucket.contains(canaryWord)) {
        for (const char* where : {"cell", "text", "copied", "data/"})
            QVERIFY2(
                std::any_of(m_found.begin(), m_found.end(),
                            [where](const QString& found) { return found.startsWith(QLatin1String(where)); }),
                where);
        return;
    }
    QVERIFY2(m_found.isEmpty(), qPrintable(m_found.join(u'\n')));
    QVERIFY(m_looked > 2000);
}

INIA_TEST_CLASS(tst_Canaries, QApplication)
#include "tst_canaries.moc"
