#include "core/client/client.h"
#include "core/common/clock.h"
#include "core/http/networktransport.h"
#include "core/identity/consolelogin.h"
#include "core/identity/identity.h"
#include "core/identity/loginkeys.h"
#include "core/identity/signinprompt.h"
#include "core/identity/tokenstore.h"
#include "core/observe/callobserver.h"
#include "core/observe/exchangelog.h"
#include "core/protocol/jsonwriter.h"
#include "core/signing/ecdsakey.h"
#include "core/transfer/filetransfers.h"
#include "core/transfer/transferqueue.h"
#include "core/transfer/transferslots.h"
#include "tests/app/cli/cliprocess.h"
#include "tests/support/identityhome.h"
#include "tests/support/rawhttpserver.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtCore/QDirIterator>
#include <QtCore/QProcessEnvironment>
#include <QtTest/QtTest>

#include <set>

using namespace inia;
using test::RawAnswer;
using test::RawRequest;

namespace {

/// Every secret has this in it, but for the code of a device, which has digits alone.
constexpr const char* canary = "CANARY";
constexpr const char* mfaCode = "918273";
/// As it stands, and in base64 behind any number of other bytes.
constexpr const char* spellings[]{canary, mfaCode, "Q0FOQVJZ", "NBTkFSW", "DQU5BUl"};

QStringList logged;

void keepLog(QtMsgType, const QMessageLogContext&, const QString& text)
{
    logged << text;
}

/// Everything that is shown or kept of what a program did.
class Traces final : public CallObserver {
public:
    void add(const std::string& what, std::string_view text)
    {
        bytes += text.size();
        for (const char* spelling : spellings) {
            const auto at = text.find(spelling);
            if (at != std::string_view::npos)
                found << QString::fromStdString(what + ": " +
                                                std::string(text.substr(at < 150 ? 0 : at - 150, 300)));
        }
    }
    void add(const std::string& what, const std::optional<Error>& error)
    {
        for (const Error* each = error ? &*error : nullptr; each != nullptr; each = each->cause.get())
            add(what, each->code + ' ' + each->message);
    }
    void add(const std::string& what, const HttpHeaders& headers)
    {
        for (const auto& [name, value] : headers)
            add(what + " header " + name, value);
    }
    void add(const std::string& what, const HttpRequest& request)
    {
        add(what + " url", request.url);
        add(what + " body", request.body.toStdString());
        add(what, request.headers);
    }
    void add(const std::string& what, const HttpResponse& response)
    {
        add(what + " answer", response.body.toStdString());
        add(what + " answer", response.headers);
    }
    void add(const ExchangeCall& call)
    {
        const std::string what = "log of " + call.service + ' ' + call.operation;
        add(what + " parameters", toJson(call.params));
        add(what + " result", toJson(call.result));
        add(what, call.error);
        for (const auto& attempt : call.attempts) {
            add(what, attempt.request);
            add(what, attempt.response);
            add(what, attempt.error);
            add(what + " signing", attempt.signing.canonicalRequest + attempt.signing.stringToSign);
        }
    }
    void add(const IdentityStatus& status)
    {
        add("status", status.error);
        add("status", status.source + status.profile + status.notice);
        for (const auto& note : status.notes)
            add("status of " + note.link, note.answer);
    }

    void beforeCall(const ObservedCall& call, const Value& params) override
    {
        add("observed parameters of " + call.operation, toJson(params));
    }
    void beforeSign(const ObservedCall&, const HttpRequest& request) override { add("to sign", request); }
    void attemptBegun(const ObservedCall&, const ObservedAttempt& attempt) override
    {
        add("observed", attempt.request);
    }
    void responseReceived(const ObservedCall&, const HttpResponse& response) override
    {
        add("received", response);
    }
    void attemptEnded(const ObservedCall&, const ObservedOutcome& outcome) override
    {
        add("ended", outcome.response);
        add("ended", outcome.error);
    }
    void parsed(const ObservedCall&, const Value& result) override { add("parsed", toJson(result)); }
    void retrying(const ObservedCall&, const ObservedRetry& retry) override
    {
        add("retry", retry.error);
        add("retry", retry.reason);
    }
    void finished(const ObservedCall&, const std::optional<Error>& error) override { add("finished", error); }

    QStringList found;
    std::size_t bytes = 0;
};

class Person final : public SignInPrompt {
public:
    explicit Person(Traces& traces) : m_traces(traces) {}
    void askMfaCode(const MfaQuestion& question, QObject*, CodeCallback callback) override
    {
        m_traces.add("question", question.profile + question.role + question.device);
        callback(std::string(mfaCode));
    }
    void tell(const std::string& notice) override { m_traces.add("notice", notice); }

private:
    Traces& m_traces;
};

/// What the servers that give keys do.
enum class Sources {
    Give,
    Echo,  ///< refuse, and say all that they were sent
    Break, ///< give documents with secrets that lack something else
};

QByteArray echoOf(const RawRequest& request)
{
    QByteArray text = request.line + ' ' + request.headers.join(' ') + ' ' + request.body;
    return text.replace('"', '\'').replace('<', ' ').replace('&', ' ').replace('\\', '/').simplified();
}

RawAnswer json(const QByteArray& body)
{
    return RawAnswer::ok(body, {"Content-Type: application/json"});
}

RawAnswer answerOf(const RawRequest& request, Sources sources)
{
    const QByteArray target = request.target();
    const bool isWhole = sources != Sources::Break;
    const QByteArray keys = QByteArray(isWhole ? R"("AccessKeyId": "ASIAGIVEN", )" : "") +
                            R"("SecretAccessKey": "CANARY given secret", "Token": "CANARY given token", )"
                            R"("SessionToken": "CANARY given token", "Expiration": "2099-01-01T00:00:00Z")";
    const bool isSts = request.body.contains("Action=AssumeRole");
    const bool givesKeys = isSts || target.contains("/federation/") || target.contains("/token") ||
                           target.contains("/container") || target.contains("/latest/");
    if (sources == Sources::Echo || !givesKeys) {
        return isSts ? RawAnswer::status(400, "<ErrorResponse><Error><Code>Refused</Code><Message>" +
                                                  echoOf(request) + "</Message></Error></ErrorResponse>")
                     : RawAnswer::status(400,
                                         R"({"__type": "Refused", "error": "refused", "message": ")" +
                                             echoOf(request) + "\"}",
                                         {"Content-Type: application/json"});
    }
    if (isSts) {
        const QByteArray action =
            request.body.contains("WebIdentity") ? "AssumeRoleWithWebIdentity" : "AssumeRole";
        return RawAnswer::ok(
            "<" + action + "Response><" + action +
            "Result><AssumedRoleUser><Arn>arn:aws:sts::1:assumed-role/r/s" +
            "</Arn></AssumedRoleUser><Credentials>" +
            (isWhole ? "<AccessKeyId>ASIAGIVEN</AccessKeyId>" : "") +
            "<SecretAccessKey>CANARY given secret</SecretAccessKey><SessionToken>CANARY given token" +
            "</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></" + action +
            "Result></" + action + "Response>");
    }
    if (target.contains("/federation/"))
        return json(QByteArray(R"({"roleCredentials": {)") +
                    (isWhole ? R"("accessKeyId": "ASIAGIVEN", )" : "") +
                    R"("secretAccessKey": "CANARY given secret", "sessionToken": "CANARY given token",
                    "expiration": 4070908800000}})");
    if (target.contains("/v1/token"))
        return json(QByteArray(R"({"accessToken": {)") + (isWhole ? R"("accessKeyId": "ASIAGIVEN", )" : "") +
                    R"("secretAccessKey": "CANARY given secret", "sessionToken": "CANARY given token"},
                    "expiresIn": 900, "refreshToken": "CANARY given refresh", "tokenType": "aws_sigv4"})");
    if (target.endsWith("/latest/api/token"))
        return RawAnswer::ok("CANARY-metadata-token");
    if (target.contains("/token"))
        return json(QByteArray(isWhole ? R"({"accessToken": "CANARY given access", )" : "{") +
                    R"("refreshToken": "CANARY given refresh", "idToken": "CANARY id", "expiresIn": 28800})");
    if (target.endsWith("/security-credentials/"))
        return RawAnswer::ok("a-role");
    return json("{" + keys + "}");
}

/// A source of keys, and where its secrets are planted.
struct Source {
    const char* profile = "";
    /// Lines like "A=b"; %1 is the server, %2 the host and port of it, %3 a file with a token.
    QStringList variables;
    /// The secret goes over the wire, which shows that it was taken from where it was planted.
    bool isSent = false;
    const char* service = "sqs";
    const char* operation = "ListQueues";
};

const std::map<QByteArray, Source>& sourcesOfKeys()
{
    static const std::map<QByteArray, Source> all{
        {"environment",
         {"plain",
          {"AWS_ACCESS_KEY_ID=AKIDENV", "AWS_SECRET_ACCESS_KEY=CANARYenvsecret",
           "AWS_SESSION_TOKEN=CANARYenvtoken"},
          true}},
        {"shared file", {"shared", {}, true}},
        {"config file", {"configkeys", {}, true}},
        {"process", {"process", {}, true}},
        {"process that fails", {"failing", {}}},
        {"process that prints rubbish", {"rubbish", {}}},
        {"role", {"role", {}, true}},
        {"role with a code", {"mfa", {}, true}},
        {"web identity", {"web", {}, true}},
        {"Identity Center", {"sso", {}, true}},
        {"Identity Center, renewed", {"ended", {}, true}},
        {"login", {"login", {}, true}},
        {"login, half a file", {"half", {}}},
        {"container, token in a variable",
         {"plain",
          {"AWS_CONTAINER_CREDENTIALS_FULL_URI=%1/container",
           "AWS_CONTAINER_AUTHORIZATION_TOKEN=CANARYcontainer"},
          true}},
        {"container, token in a file",
         {"plain",
          {"AWS_CONTAINER_CREDENTIALS_FULL_URI=%1/container", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=%3"},
          true}},
        {"instance",
         {"plain", {"AWS_EC2_METADATA_DISABLED=false", "AWS_EC2_METADATA_SERVICE_ENDPOINT=%1"}, true}},
        {"bearer token",
         {"shared", {"AWS_BEARER_TOKEN_BEDROCK=CANARYbearer"}, true, "bedrock", "ListFoundationModels"}},
        {"proxy with a password",
         {"shared",
          {"AWS_ENDPOINT_URL=http://aws.example", "HTTP_PROXY=http://person:CANARYproxy@%2"},
          true}},
        {"proxy that is none",
         {"shared", {"AWS_ENDPOINT_URL=http://aws.example", "HTTP_PROXY=https://person:CANARYproxy@%2"}}},
        {"endpoint with a password", {"shared", {"AWS_ENDPOINT_URL=http://person:CANARYurl@%2"}}},
    };
    return all;
}

/// A home in which everything is planted, and the servers.
struct Planted {
    tests::IdentityHome home;
    test::RawHttpServer server;
    QString folder;
    QStringList variables;
    std::set<QString> files; ///< those with secrets in them

    explicit Planted(const Source& source);
    void plant(const std::string& name, const std::string& text)
    {
        files.insert(QString::fromStdString(home.write(name, text)));
    }
    [[nodiscard]] Result<Session> open(const Source& source, Traces& traces,
                                       const std::shared_ptr<ExchangeLog>& log);
};

Planted::Planted(const Source& source)
{
    folder = QFileInfo(QString::fromStdString(home.path("x"))).path().chopped(5); // "/.aws"
    plant("token", "CANARYtokenfile");
    plant(
        "config",
        "[profile plain]\nregion = us-east-1\n[profile shared]\nregion = us-east-1\n"
        "[profile configkeys]\nregion = us-east-1\naws_access_key_id = AKIDCFG\n"
        "aws_secret_access_key = CANARYcfgsecret\naws_session_token = CANARYcfgtoken\n"
        "[profile process]\nregion = us-east-1\ncredential_process = printf "
        "'{\"Version\": 1, \"AccessKeyId\": \"AKIDPROC\", \"SecretAccessKey\": \"CANARYproc\", "
        "\"SessionToken\": \"CANARYproctoken\"}'\n"
        "[profile failing]\nregion = us-east-1\n"
        "credential_process = sh -c 'echo key=CANARYout; echo password=CANARYerr >&2; exit 3'\n"
        "[profile rubbish]\nregion = us-east-1\n"
        "credential_process = printf '{\"Version\": 1, \"SecretAccessKey\": \"CANARYout\"}'\n"
        "[profile role]\nregion = us-east-1\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = shared\n"
        "external_id = tenant\n"
        "[profile mfa]\nregion = us-east-1\nrole_arn = arn:aws:iam::1:role/m\nsource_profile = shared\n"
        "mfa_serial = arn:aws:iam::1:mfa/me\n"
        "[profile web]\nregion = us-east-1\nrole_arn = arn:aws:iam::1:role/w\nweb_identity_token_file = " +
            home.path("token") +
            "\n[profile sso]\nregion = us-east-1\nsso_session = corp\nsso_account_id = 1\nsso_role_name = a\n"
            "[profile ended]\nregion = us-east-1\nsso_session = old\nsso_account_id = 1\nsso_role_name = a\n"
            "[sso-session corp]\nsso_start_url = https://corp/start\nsso_region = us-east-1\n"
            "[sso-session old]\nsso_start_url = https://old/start\nsso_region = us-east-1\n"
            "[profile login]\nregion = us-east-1\nlogin_session = arn:aws:iam::1:user/me\n"
            "[profile half]\nregion = us-east-1\nlogin_session = arn:aws:iam::1:user/half\n");
    plant("credentials",
          "[shared]\naws_access_key_id = AKIDSHARED\n"
          "aws_secret_access_key = CANARYsharedsecret\naws_session_token = CANARYsharedtoken\n");
    const std::string ended = R"("expiresAt": "2020-01-01T00:00:00Z")";
    const std::string token = R"({"accessToken": "CANARYaccess", "refreshToken": "CANARYrefresh", )"
                              R"("clientId": "c", "clientSecret": "CANARYclient", )"
                              R"("registrationExpiresAt": "2099-01-01T00:00:00Z", )";
    plant("sso/cache/" + cacheFileName("corp"), token + R"("expiresAt": "2099-01-01T00:00:00Z"})");
    plant("sso/cache/" + cacheFileName("old"), token + ended + "}");
    const auto loginFile = [](const char* user) {
        const auto path = loginCachePath(Environment(Environment::Variables{{"HOME", "/"}}),
                                         std::string("arn:aws:iam::1:user/") + user);
        return "login/cache" + path.substr(path.rfind('/'));
    };
    QByteArray pem = QByteArray::fromStdString(EcdsaKey::generate().toPem());
    plant(loginFile("me"),
          R"({"accessToken": {"accessKeyId": "ASIALOGIN", "secretAccessKey": "CANARYlogin", )"
          R"("sessionToken": "CANARYlogintoken", "accountId": "1", )" +
              ended +
              R"(}, "refreshToken": "CANARYloginrefresh", "idToken": "CANARYid", )"
              R"("clientId": "c", "dpopKey": ")" +
              pem.replace('\n', "\\n").toStdString() + "\"}");
    plant(loginFile("half"), "{\"accessToken\": {\"secretAccessKey\": \"CANARYhalf\", \"sessionTok");
    variables << "HOME=" + folder << "AWS_MAX_ATTEMPTS=2"
              << "NO_PROXY=none.example";
    const QString url = QString::fromStdString(server.url("")).chopped(server.url("").ends_with('/') ? 1 : 0);
    for (const char* service : {"STS", "SSO", "SSO_OIDC", "SIGNIN", "SQS", "BEDROCK", "S3"}) {
        if (source.variables.filter("AWS_ENDPOINT_URL=").isEmpty())
            variables << QStringLiteral("AWS_ENDPOINT_URL_%1=%2").arg(QString::fromLatin1(service), url);
    }
    if (source.variables.filter("AWS_EC2_METADATA_DISABLED").isEmpty())
        variables << "AWS_EC2_METADATA_DISABLED=true";
    for (QString line : source.variables) {
        line.replace("%1", url).replace("%2", url.mid(7));
        variables << line.replace("%3", QString::fromStdString(home.path("token")));
    }
    for (const auto& line : variables)
        home.setVariable(line.section('=', 0, 0).toStdString(), line.section('=', 1).toStdString());
}

Result<Session> Planted::open(const Source& source, Traces& traces, const std::shared_ptr<ExchangeLog>& log)
{
    QProcessEnvironment process;
    for (const auto& line : variables)
        process.insert(line.section('=', 0, 0), line.section('=', 1));
    auto& runtime = home.runtime();
    runtime.transport = std::make_shared<NetworkTransport>(ProxySettings::fromEnvironment(process));
    runtime.clock = std::make_shared<SystemClock>();
    runtime.identities = std::make_shared<IdentityPool>();
    runtime.exchangeLog = log;
    runtime.prompt = std::make_shared<Person>(traces);
    // The observer is the caller's.
    runtime.observers = {std::shared_ptr<CallObserver>(&traces, [](CallObserver*) {})};
    SessionOptions options;
    // A profile that is chosen by hand keeps the environment's keys out.
    if (source.profile != std::string("plain"))
        options.profile = source.profile;
    else
        home.setVariable("AWS_PROFILE", "plain");
    return home.open(options);
}

/// Uploads a file by a queue with a journal, which fails.
void fillJournal(const Session& session, const QString& folder)
{
    QFile file(folder + "/small.txt");
    if (!file.open(QIODevice::WriteOnly) || file.write("text") != 4)
        qFatal("a test cannot write");
    file.close();
    TransferQueue queue([&session](const TransferSession&) { return session.client("s3"); },
                        std::make_unique<FileTransfers>(std::make_shared<TransferSlots>(2), nullptr),
                        std::make_shared<SystemClock>(),
                        std::move(TransferJournal::open(folder + "/journal").value()));
    TransferJob job;
    job.kind = TransferKind::Upload;
    job.bucket = "bucket";
    TransferItem item;
    item.key = "key";
    item.path = file.fileName();
    item.size = 4;
    job.items.emplace(0, item);
    job.waiting.push_back(0);
    job.nextItem = 1;
    queue.add(std::move(job));
    QTRY_VERIFY_WITH_TIMEOUT(queue.at(0).isFinished() || queue.at(0).error, 60'000);
}

} // namespace

/// Plants secrets in everything that keys come from, and looks for them in all that a program shows or keeps:
/// its log, the exchange log, what observers are told, errors with their causes, the status of the identity,
/// notices, settings, warnings, the journal of transfers, every file in the home that is no cache, and both
/// streams of `inia-cli session` and `call`. Each source is scanned while it gives keys, while the server
/// behind it refuses and echoes, and while that gives half a document. The service that is called always
/// refuses and echoes. An external id is none of the secrets: AWS shows it, and so does the log of
/// AssumeRole.
class TestCanaries final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void scanFinds();
    void nothingIsTold_data();
    void nothingIsTold();
};

void TestCanaries::initTestCase()
{
    if (!tests::hasModelPack())
        QSKIP("no model pack");
}

/// The scan itself.
void TestCanaries::scanFinds()
{
    for (const auto& text : {QByteArray("a CANARY"), QByteArray("person:CANARY").toBase64(),
                             QByteArray("1person:CANARY").toBase64(),
                             QByteArray("12person:CANARY").toBase64(), QByteArray("code 918273")}) {
        Traces traces;
        traces.add("x", text.toStdString());
        QVERIFY2(traces.found.size() == 1, text.constData());
    }
    Traces traces;
    Error error = makeError(ErrorKind::Service, "x", "x");
    error.cause = std::make_shared<const Error>(makeError(ErrorKind::Service, "x", "CANARY"));
    traces.add("x", std::optional(error));
    QCOMPARE(traces.found.size(), 1);
}

void TestCanaries::nothingIsTold_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<int>("sources");
    for (const auto& [name, source] : sourcesOfKeys()) {
        QTest::addRow("%s", name.constData()) << name << static_cast<int>(Sources::Give);
        QTest::addRow("%s, refused", name.constData()) << name << static_cast<int>(Sources::Echo);
        QTest::addRow("%s, half", name.constData()) << name << static_cast<int>(Sources::Break);
    }
}

void TestCanaries::nothingIsTold()
{
    QFETCH(QByteArray, source);
    QFETCH(int, sources);
    const Source& about = sourcesOfKeys().at(source);
    Traces traces; // outlives those who write to it
    Planted planted(about);
    planted.server.setHandler(
        [sources](const RawRequest& request) { return answerOf(request, static_cast<Sources>(sources)); });
    logged.clear();
    const auto before = qInstallMessageHandler(keepLog);
    const auto log = std::make_shared<ExchangeLog>();
    // Once from the source, once more from what was kept of it.
    for (int round = 0; round < 2; ++round) {
        const auto session = planted.open(about, traces, log);
        QVERIFY2(session.ok(), session ? "" : session.error().message.c_str());
        const auto client = session->client(about.service);
        QVERIFY(client.ok());
        const auto call = client->call(about.operation);
        QTRY_VERIFY_WITH_TIMEOUT(call->isFinished(), 60'000);
        QVERIFY(!call->result().ok());
        traces.add("error", call->result().error());
        traces.add("response", toJson(call->errorResponse()));
        if (session->identity())
            traces.add(session->identity()->status());
        for (const auto& setting : session->settings())
            traces.add("setting " + setting.name, setting.value + setting.origin.place);
        for (const auto& warning : session->warnings())
            traces.add("warning", warning);
        if (round == 0)
            fillJournal(*session, planted.folder);
    }
    for (std::size_t i = 0; i < log->size(); ++i)
        traces.add(log->at(i));
    bool isSent = false;
    for (const auto& request : planted.server.requests()) {
        Traces wire;
        wire.add("wire", (request.line + request.headers.join('\n') + request.body).toStdString());
        isSent = isSent || !wire.found.isEmpty();
    }
    for (const QStringList& arguments :
         {QStringList{"session"},
          QStringList{"call", QString::fromLatin1(about.service), QString::fromLatin1(about.operation)}}) {
        const bool isPlain = about.profile == std::string("plain");
        const auto outcome = test::runCli(
            arguments +
                (isPlain ? QStringList() : QStringList{"--profile", QString::fromLatin1(about.profile)}),
            {}, planted.variables + (isPlain ? QStringList{"AWS_PROFILE=plain"} : QStringList()));
        traces.add("inia-cli " + arguments.first().toStdString(), outcome.out.toStdString());
        traces.add("inia-cli " + arguments.first().toStdString(), outcome.err.toStdString());
        QVERIFY(!outcome.out.isEmpty() || !outcome.err.isEmpty());
    }
    qInstallMessageHandler(before);
    traces.add("log of the program", logged.join('\n').toStdString());
    QDirIterator files(planted.folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        if (path.contains("/cache/") || planted.files.contains(path))
            continue;
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        traces.add("file " + path.toStdString(), file.readAll().toStdString());
    }
    QVERIFY2(traces.found.isEmpty(), qPrintable(traces.found.join('\n')));
    QVERIFY(traces.bytes > 1000);
    if (about.isSent && sources == static_cast<int>(Sources::Give))
        QVERIFY2(isSent, "the secret was not used");
}

INIA_TEST_CLASS(TestCanaries, QCoreApplication)
#include "tst_canaries.moc"
