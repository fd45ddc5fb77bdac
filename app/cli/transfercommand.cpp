#include "app/cli/transfercommand.h"

#include "app/cli/connection.h"
#include "app/cli/output.h"
#include "core/transfer/copy.h"
#include "core/transfer/download.h"
#include "core/transfer/downloadfile.h"
#include "core/transfer/transferslots.h"
#include "core/transfer/upload.h"

#include <QtCore/QFileInfo>

#include <unistd.h>

namespace inia::cli {

namespace {

struct ObjectUri {
    std::string bucket;
    std::string key;
};

/// "s3://bucket/key"; a key that is empty or ends in "/" gets `fileName` behind it.
Result<ObjectUri> parseUri(const std::string& text, const std::string& fileName)
{
    constexpr std::string_view scheme = "s3://";
    const auto rest = text.starts_with(scheme) ? text.substr(scheme.size()) : std::string();
    const auto slash = rest.find('/');
    ObjectUri uri{rest.substr(0, slash), slash == std::string::npos ? std::string() : rest.substr(slash + 1)};
    if (uri.key.empty() || uri.key.ends_with('/'))
        uri.key = fileName.empty() ? std::string() : uri.key + fileName;
    if (uri.bucket.empty() || uri.key.empty())
        return makeError(ErrorKind::Parameter, "Usage",
                         "'" + text + "' names no object; write s3://bucket/key");
    return uri;
}

QString localPath(const std::string& text)
{
    return QString::fromStdString(text);
}

} // namespace

TransferCommand::TransferCommand(Runtime runtime, TransferArguments arguments)
    : m_runtime(std::move(runtime)), m_arguments(std::move(arguments))
{
}

Result<void> TransferCommand::begin()
{
    if (m_arguments.resumeFile)
        m_resume.emplace(localPath(*m_arguments.resumeFile));
    const auto client = openClient(m_runtime, m_arguments.connection, "s3");
    if (!client)
        return client.error();
    auto transfer = make(*client);
    if (!transfer)
        return transfer.error();
    m_transfer = std::move(transfer).value();
    connect(m_transfer.get(), &Transfer::progressed, this, &TransferCommand::tellProgress);
    connect(m_transfer.get(), &Transfer::resumePointChanged, this, &TransferCommand::keepResumePoint);
    connect(m_transfer.get(), &Transfer::finished, this, &TransferCommand::end);
    m_transfer->start();
    return {};
}

Result<std::unique_ptr<Transfer>> TransferCommand::make(const Client& client) const
{
    using Kind = TransferArguments::Kind;
    const TransferConfig config;
    const auto shared = std::make_shared<TransferSlots>(config.maxConcurrency);
    auto point = m_resume ? m_resume->read() : Result<Value>(Value());
    if (!point)
        return point.error();
    const auto fileName = QFileInfo(localPath(m_arguments.from)).fileName().toStdString();
    if (m_arguments.kind == Kind::Upload) {
        const auto to = parseUri(m_arguments.to, fileName);
        if (!to)
            return to.error();
        auto upload = std::make_unique<Upload>(client, UploadTarget{to->bucket, to->key, {}},
                                               std::make_unique<FileSource>(localPath(m_arguments.from)),
                                               shared, config);
        if (!point->isNull())
            upload->setResumePoint(std::move(point).value());
        return std::unique_ptr<Transfer>(std::move(upload));
    }
    const auto from = parseUri(m_arguments.from, {});
    if (!from)
        return from.error();
    if (m_arguments.kind == Kind::Copy) {
        const auto to = parseUri(m_arguments.to, from->key.substr(from->key.rfind('/') + 1));
        if (!to)
            return to.error();
        CopyOrder order{Value::map({{"Bucket", from->bucket}, {"Key", from->key}}), to->bucket, to->key, {}};
        return std::unique_ptr<Transfer>(
            std::make_unique<Copy>(client, std::move(order), client, shared, config));
    }
    const auto policy = m_arguments.overwrite ? ExistingTarget::Overwrite : ExistingTarget::Fail;
    auto download = std::make_unique<Download>(
        client, DownloadSource{from->bucket, from->key, {}},
        std::make_unique<DownloadFile>(localPath(m_arguments.to), policy), shared, config);
    if (m_resume)
        download->keepWhenInterrupted();
    if (!point->isNull())
        download->setResumePoint(std::move(point).value());
    return std::unique_ptr<Transfer>(std::move(download));
}

/// On a terminal one line that changes, elsewhere a line for every tenth.
void TransferCommand::tellProgress(qint64 done, qint64 total)
{
    const bool isTerminal = ::isatty(STDERR_FILENO) != 0;
    const qint64 step = isTerminal ? 1 : 10;
    const qint64 percent = total > 0 ? done * 100 / total / step * step : 0;
    if (total <= 0 || percent == m_told)
        return;
    m_told = percent;
    const std::string text = std::to_string(percent) + " % of " + std::to_string(total) + " bytes";
    print(stderr, isTerminal ? "\r" + text + (percent == 100 ? "\n" : "") : text + "\n");
}

void TransferCommand::keepResumePoint()
{
    if (!m_resume)
        return;
    // The transfer itself is well: it goes on, and is only not to be resumed.
    if (const auto written = m_resume->write(m_transfer->resumePoint()); !written) {
        print(stderr, "inia-cli: warning: " + written.error().message + "\n");
        m_resume.reset();
    }
}

void TransferCommand::end()
{
    keepResumePoint();
    const auto& result = m_transfer->result();
    finish(result ? Result<void>() : Result<void>(result.error()));
}

} // namespace inia::cli
