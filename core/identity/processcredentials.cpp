#include "core/identity/processcredentials.h"

#include "core/common/redaction.h"
#include "core/config/inifile.h"
#include "core/identity/keystore.h"
#include "core/protocol/jsonreader.h"
#include "core/text/ascii.h"

#include <QtCore/QProcess>
#include <QtCore/QTimer>

#include <utility>

namespace inia {

namespace {

constexpr qsizetype longestOutput = qsizetype(256) * 1024;
constexpr qsizetype longestComplaint = 500;

Error processError(const std::string& place, const std::string& problem)
{
    return makeError(ErrorKind::Credentials, "CredentialProcess", place + " " + problem);
}

/// A process under way. Belongs to who asked; goes when it has answered, and takes the process with it.
class RunningProcess final : public QObject {
public:
    RunningProcess(QObject* context, std::string place, std::string accountId,
                   CredentialsProvider::Callback callback)
        : QObject(context),
          m_place(std::move(place)),
          m_accountId(std::move(accountId)),
          m_callback(std::move(callback))
    {
        connect(&m_process, &QProcess::finished, this, &RunningProcess::finished);
        connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart)
                answer(processError(m_place, "cannot be started: " + m_process.errorString().toStdString() +
                                                 ". Give the full path of the program."));
        });
        connect(&m_process, &QProcess::readyReadStandardOutput, this, [this] {
            m_printed += m_process.readAllStandardOutput();
            if (m_printed.size() > longestOutput)
                answer(processError(m_place, "prints more than keys; it was stopped."));
        });
        connect(&m_process, &QProcess::readyReadStandardError, this, [this] {
            m_complaint += m_process.readAllStandardError();
            m_complaint = m_complaint.right(longestComplaint);
        });
    }

    ~RunningProcess() override
    {
        m_process.disconnect(this);
        m_process.kill();
        m_process.waitForFinished(); // a killed one is gone at once
    }
    Q_DISABLE_COPY_MOVE(RunningProcess)

    void start(const std::vector<std::string>& words, std::chrono::milliseconds longest)
    {
        QStringList arguments;
        for (auto word = words.begin() + 1; word != words.end(); ++word)
            arguments << QString::fromStdString(*word);
        m_process.setStandardInputFile(QProcess::nullDevice());
        QTimer::singleShot(longest, this, [this, longest] {
            answer(processError(m_place, "did not end within " + std::to_string(longest.count() / 1000) +
                                             " seconds and was stopped." + complaint()));
        });
        m_process.start(QString::fromStdString(words.front()), arguments);
    }

private:
    [[nodiscard]] std::string complaint() const
    {
        const auto text = ascii::trimmed(
            std::string_view(m_complaint.constData(), static_cast<std::size_t>(m_complaint.size())));
        return text.empty() ? std::string() : " It says: " + redactText(text);
    }

    void finished(int code, QProcess::ExitStatus status)
    {
        m_printed += m_process.readAllStandardOutput();
        m_complaint = (m_complaint + m_process.readAllStandardError()).right(longestComplaint);
        if (status == QProcess::CrashExit)
            answer(processError(m_place, "was killed or has crashed." + complaint()));
        else if (code != 0)
            answer(processError(m_place, "ended with exit code " + std::to_string(code) + "." + complaint()));
        else
            answer(keysFromProcess({m_printed.constData(), static_cast<std::size_t>(m_printed.size())},
                                   m_accountId, m_place));
    }

    void answer(const Result<Credentials>& result)
    {
        if (!m_callback)
            return;
        const auto callback = std::exchange(m_callback, {});
        m_process.disconnect(this);
        m_process.kill();
        deleteLater();
        callback(result);
    }

    QProcess m_process;
    std::string m_place;
    std::string m_accountId;
    QByteArray m_printed;
    QByteArray m_complaint;
    CredentialsProvider::Callback m_callback;
};

} // namespace

Result<Credentials> keysFromProcess(std::string_view printed, const std::string& accountId,
                                    const std::string& place)
{
    const auto document = parseJson(printed);
    if (!document || !document->isMap())
        return processError(place, "did not print one JSON object with keys.");
    const auto& version = (*document)["Version"];
    if (!version.isInt() || version.toInt() != 1)
        return processError(place, "has to print keys with \"Version\": 1.");
    auto keys = keysFromDocument(*document, "SessionToken", place + " printed a document that");
    if (!keys)
        return keys;
    keys->source = "process";
    if (keys->accountId.empty())
        keys->accountId = accountId;
    return keys;
}

ProcessCredentials::ProcessCredentials(SourceContextPtr context, std::string profile,
                                       std::chrono::milliseconds longest)
    : m_context(std::move(context)), m_profile(std::move(profile)), m_longest(longest)
{
}

void ProcessCredentials::resolve(QObject* context, Callback callback)
{
    const ConfigValue* command = profileValue(*m_context, m_profile, "credential_process");
    if (command == nullptr) {
        callback(declined("no credential_process"));
        return;
    }
    const std::string place =
        "credential_process of profile \"" + m_profile + "\" (" + command->place() + ")";
    const auto words = splitShellWords(command->text);
    if (!words || words->empty()) {
        callback(sourceConfigError(place + " has a quote that is not closed."));
        return;
    }
    const ConfigValue* account = profileValue(*m_context, m_profile, "aws_account_id");
    auto* running = new RunningProcess(context, place, account != nullptr ? account->text : std::string(),
                                       std::move(callback));
    running->start(*words, m_longest);
}

} // namespace inia
