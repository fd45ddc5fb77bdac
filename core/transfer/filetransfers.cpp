#include "core/transfer/filetransfers.h"

#include "core/http/transport.h"
#include "core/transfer/bandwidthlimit.h"
#include "core/transfer/download.h"
#include "core/transfer/downloadfile.h"
#include "core/transfer/localname.h"
#include "core/transfer/upload.h"

#include <QtCore/QFileInfo>

#include <utility>

namespace inia {

namespace {

/// Wants to know whether there is an object, not what is in it.
class RefusingSink final : public BodySink {
public:
    [[nodiscard]] Result<std::size_t> write(std::string_view) override
    {
        return makeError(ErrorKind::Cancelled, refusal, "Nobody wants to read it.");
    }
    static constexpr char refusal[] = "NotWanted";
};

} // namespace

NewObjectUpload::NewObjectUpload(Client client, std::string bucket, std::string key, Owned<Upload> upload,
                                 std::shared_ptr<TransferSlots> transferSlots)
    : m_client(std::move(client)),
      m_bucket(std::move(bucket)),
      m_key(std::move(key)),
      m_upload(std::move(upload)),
      m_slots(std::move(transferSlots))
{
    connect(m_upload.get(), &Transfer::progressed, this, &NewObjectUpload::setProgress);
    connect(m_upload.get(), &Transfer::resumePointChanged, this, &Transfer::resumePointChanged);
    connect(m_upload.get(), &Transfer::stateChanged, this, &NewObjectUpload::follow);
    connect(m_upload.get(), &Transfer::finished, this, &NewObjectUpload::ended);
}

NewObjectUpload::~NewObjectUpload() = default;

void NewObjectUpload::start()
{
    setState(State::Running);
    m_slots->acquire(this, [this](TransferSlots::Slot slot) {
        // Granted in a turn of its own, by when it may be paused, or let go of.
        if (state() != State::Running || m_reply || !m_upload || m_upload->state() != State::Waiting)
            return;
        m_slot = std::move(slot);
        m_isReason = false;
        ask("HeadObject", Value::map({{"Bucket", m_bucket}, {"Key", m_key}}), {});
    });
}

void NewObjectUpload::ask(const char* operation, Value params, CallOptions options)
{
    options.cause = "Upload";
    options.target = m_key;
    m_reply = m_client.call(operation, std::move(params), std::move(options));
    connect(m_reply.get(), &Reply::finished, this, &NewObjectUpload::answered);
}

Error NewObjectUpload::exists() const
{
    return makeError(ErrorKind::Parameter, "TargetExists",
                     "There is an object " + m_key + " in " + m_bucket +
                         " already. Overwrite it, keep both or choose another name.");
}

void NewObjectUpload::answered()
{
    constexpr int badRequest = 400;
    const Result<Value> answer = m_reply->result();
    m_reply.reset();
    if (!answer && answer.error().httpStatus == badRequest && !std::exchange(m_isReason, true)) {
        CallOptions options;
        options.bodySink = std::make_shared<RefusingSink>();
        ask("GetObject", Value::map({{"Bucket", m_bucket}, {"Key", m_key}, {"Range", "bytes=0-0"}}),
            std::move(options));
        return;
    }
    m_slot = {};
    if (answer)
        finish(exists());
    else
        judge(answer.error());
}

void NewObjectUpload::judge(const Error& error)
{
    constexpr int forbidden = 403;
    constexpr int notFound = 404;
    constexpr int emptyObject = 416; // it has not even one byte
    const bool isThere = error.code == RefusingSink::refusal || error.httpStatus == emptyObject;
    if (isThere) {
        finish(exists());
    } else if (error.httpStatus == notFound || error.httpStatus == forbidden) {
        m_upload->replaceNothing(error.httpStatus == notFound);
        m_upload->start();
    } else {
        finish(error);
    }
}

void NewObjectUpload::ended()
{
    const Result<Value>& result = m_upload->result();
    if (!result && result.error().code == "PreconditionFailed")
        finish(exists()); // it came meanwhile
    else
        finish(result);
}

/// Its end comes with finished().
void NewObjectUpload::follow()
{
    const State inner = m_upload->state();
    if (inner == State::Running || inner == State::Paused || inner == State::Stopping)
        setState(inner);
}

void NewObjectUpload::pause()
{
    if (m_upload->state() != State::Waiting) {
        m_upload->pause();
        return;
    }
    if (state() != State::Running)
        return;
    m_reply.reset();
    m_slot = {};
    setState(State::Paused);
}

void NewObjectUpload::resume()
{
    if (m_upload->state() != State::Waiting)
        m_upload->resume();
    else if (state() == State::Paused)
        start();
}

void NewObjectUpload::giveUp()
{
    m_reply.reset();
    m_slot = {};
    m_upload.reset();
}

void NewObjectUpload::cancel()
{
    if (m_upload->state() != State::Waiting) {
        m_upload->cancel();
        return;
    }
    if (isFinished())
        return;
    m_reply.reset();
    m_slot = {};
    finish(makeError(ErrorKind::Cancelled, "Cancelled", "The upload was given up before it began."));
}

namespace {

/// Bytes a second that a call of its own should have.
constexpr qint64 worthACall = qint64(1024) * 1024;

CallOptions callOptions(const TransferJob& job, const TransferItem& item)
{
    CallOptions options;
    options.cause = job.kind == TransferKind::Upload ? "Upload" : "Download";
    options.target = item.key;
    return options;
}

/// The key as its job names it, or with a number before its suffix where that name is taken.
std::string keyOf(const TransferItem& item)
{
    return item.attempt == 0 ? item.key
                             : numberedPath(QString::fromStdString(item.key), item.attempt).toStdString();
}

/// What is below the folder that was asked for, that folder's name included.
LocalName nameBelow(const TransferJob& job, const std::string& key)
{
    const std::string& prefix = job.prefix;
    const auto slash = prefix.size() < 2 ? std::string::npos : prefix.rfind('/', prefix.size() - 2);
    return localName(std::string_view(key).substr(slash == std::string::npos ? 0 : slash + 1));
}

ExistingTarget fileRule(ExistingPolicy policy)
{
    return policy == ExistingPolicy::Overwrite  ? ExistingTarget::Overwrite
           : policy == ExistingPolicy::KeepBoth ? ExistingTarget::KeepBoth
                                                : ExistingTarget::Fail;
}

} // namespace

FileTransfers::FileTransfers(std::shared_ptr<TransferSlots> transferSlots,
                             std::shared_ptr<BandwidthLimit> bandwidth, const TransferConfig& config)
    : m_slots(std::move(transferSlots)),
      m_bandwidth(std::move(bandwidth)),
      m_config(config),
      m_commits(std::make_shared<FileCommits>())
{
}

FileTransfers::~FileTransfers() = default;

/// Many slow parts at a time would all be lost when they are interrupted, so a limit lets fewer run.
TransferConfig FileTransfers::config() const
{
    TransferConfig config = m_config;
    if (m_bandwidth && m_bandwidth->rate() > 0)
        config.maxConcurrency = static_cast<int>(
            std::clamp<qint64>(m_bandwidth->rate() / worthACall, 1, std::max(1, config.maxConcurrency)));
    return config;
}

Result<Owned<Transfer>> FileTransfers::make(const TransferJob& job, const TransferItem& item,
                                            const Client& client)
{
    if (job.kind == TransferKind::Download)
        return download(job, item, client);
    return upload(job, item, client);
}

Owned<Transfer> FileTransfers::upload(const TransferJob& job, const TransferItem& item,
                                      const Client& client) const
{
    const std::string key = keyOf(item);
    const std::string type = job.contentType.empty() ? contentTypeOf(item.path) : job.contentType;
    auto upload =
        makeOwned<Upload>(client, UploadTarget{job.bucket, key, Value::map({{"ContentType", type}})},
                          std::make_unique<FileSource>(item.path), m_slots, config());
    upload->setCallOptions(callOptions(job, item));
    upload->setBandwidthLimit(m_bandwidth);
    upload->keepWhenInterrupted();
    const bool isBegun = !item.resumePoint.isNull();
    if (isBegun)
        upload->setResumePoint(item.resumePoint);
    if (job.existing == ExistingPolicy::Overwrite)
        return upload;
    if (!isBegun)
        return makeOwned<NewObjectUpload>(client, job.bucket, key, std::move(upload), m_slots);
    // There was no object when it began, so that a server without conditions may go on.
    upload->replaceNothing(true);
    return upload;
}

Result<Owned<Transfer>> FileTransfers::download(const TransferJob& job, const TransferItem& item,
                                                const Client& client) const
{
    QString path = item.path;
    if (path.isEmpty()) {
        LocalName name = nameBelow(job, item.key);
        const bool isFolder = name.file.isEmpty() && item.size <= 0;
        if (name.file.isEmpty() && !isFolder)
            name.file = contentOfFolder();
        auto below = pathBelow(job.folder, name);
        if (!below)
            return below.error();
        if (isFolder)
            return Owned<Transfer>();
        path = *std::move(below);
    }
    auto download = makeOwned<Download>(
        client, DownloadSource{job.bucket, item.key, {}},
        std::make_unique<DownloadFile>(path, fileRule(job.existing), m_commits), m_slots, config());
    download->setBandwidthLimit(m_bandwidth);
    download->setCallOptions(callOptions(job, item));
    download->setExpectedSize(item.size);
    download->keepWhenInterrupted();
    download->setResumePoint(item.resumePoint);
    return Owned<Transfer>(std::move(download));
}

void FileTransfers::discard(const TransferJob& job, const TransferItem& item, const Result<Client>& client)
{
    if (job.kind == TransferKind::Download) {
        LocalName name = nameBelow(job, item.key);
        if (name.file.isEmpty())
            name.file = contentOfFolder();
        const auto path = item.path.isEmpty() ? pathBelow(job.folder, name) : item.path;
        if (path)
            DownloadFile::removeLeftover(*path, item.resumePoint["output"]);
        return;
    }
    const std::string& uploadId = item.resumePoint["UploadId"].text();
    if (!client || uploadId.empty())
        return;
    std::erase_if(m_aborts, [](const ReplyPtr& reply) { return reply->isFinished(); });
    m_aborts.push_back(client->call(
        "AbortMultipartUpload",
        Value::map({{"Bucket", job.bucket}, {"Key", item.resumePoint["Key"]}, {"UploadId", uploadId}}),
        callOptions(job, item)));
}

} // namespace inia
