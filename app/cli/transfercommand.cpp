#include "app/cli/transfercommand.h"

#include "app/cli/output.h"
#include "app/cli/sessioncommands.h"
#include "core/common/localpath.h"
#include "core/common/redaction.h"
#include "core/config/clientconfig.h"
#include "core/protocol/jsonreader.h"
#include "core/protocol/jsonwriter.h"
#include "core/s3/s3listing.h"
#include "core/transfer/copy.h"
#include "core/transfer/download.h"
#include "core/transfer/downloadfile.h"
#include "core/transfer/localname.h"
#include "core/transfer/transfer.h"
#include "core/transfer/upload.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>

#include <unistd.h>

#include <algorithm>
#include <utility>

namespace inia::cli {

namespace {

/// What the file holds stands below this name, so that no other file is ever taken for one and replaced.
constexpr char member[] = "IniaTransfer";

Error fileError(const QString& path, const std::string& problem)
{
    return makeError(ErrorKind::Parameter, "ResumeFile",
                     "The file of --resume, " + path.toStdString() + ", " + problem);
}

} // namespace

Result<Value> ResumeFile::read() const
{
    QFile file(m_path);
    if (!file.exists())
        return Value();
    if (!file.open(QIODevice::ReadOnly))
        return fileError(m_path, "cannot be read: " + file.errorString().toStdString());
    auto point = parseJson(file.readAll().toStdString());
    if (!point || !(*point)[member].isMap())
        return fileError(m_path, "does not say where a transfer stands. Remove it to begin anew.");
    return (*point)[member];
}

Result<void> ResumeFile::write(const Value& point) const
{
    if (point.isNull()) {
        QFile::remove(m_path);
        return {};
    }
    const auto written =
        writePrivateFile(m_path, QByteArray::fromStdString(toJson(Value::map({{member, point}})) + "\n"));
    return written ? written : fileError(m_path, "cannot be written: " + written.error().message);
}

namespace {

struct ObjectUri {
    std::string bucket;
    std::string key;
};

Result<ObjectUri> parseUri(const std::string& text)
{
    constexpr std::string_view scheme = "s3://";
    const auto rest = text.starts_with(scheme) ? text.substr(scheme.size()) : std::string();
    const auto slash = rest.find('/');
    ObjectUri uri{rest.substr(0, slash), slash == std::string::npos ? std::string() : rest.substr(slash + 1)};
    if (uri.bucket.empty())
        return makeError(ErrorKind::Parameter, "Usage",
                         "'" + text + "' names no object; write s3://bucket/key");
    return uri;
}

/// An object that is there; its key may end in "/".
Result<ObjectUri> parseSource(const std::string& text)
{
    auto uri = parseUri(text);
    if (uri && uri->key.empty())
        return makeError(ErrorKind::Parameter, "Usage",
                         "'" + text + "' names no object; write s3://bucket/key");
    return uri;
}

/// Where an object goes: a key that is empty or ends in "/" gets `fileName` behind it.
Result<ObjectUri> parseTarget(const std::string& text, const QString& fileName)
{
    auto uri = parseUri(text);
    if (!uri || !(uri->key.empty() || uri->key.ends_with('/')))
        return uri;
    if (fileName.isEmpty() || hasForeignBytes(fileName))
        return makeError(ErrorKind::Parameter, "Usage",
                         "'" + text + "' would need the name " + pathText(fileName) +
                             " behind it, which cannot be part of a key; write the whole key");
    uri->key += fileName.toStdString();
    return uri;
}

QString localPath(const std::string& text)
{
    return pathFromBytes(QByteArray::fromStdString(text));
}

QString lastPart(const std::string& key)
{
    const auto end = key.find_last_not_of('/');
    const std::string whole = key.substr(0, end == std::string::npos ? 0 : end + 1);
    return QString::fromStdString(whole.substr(whole.rfind('/') + 1));
}

/// Into a folder goes a file by the name of the object. With --overwrite it is a file that is to be replaced:
/// then only what can be nothing but a folder ("." or a "/" at the end) is taken for one.
QString downloadPath(const std::string& to, const std::string& key, bool overwrite)
{
    const QString path = localPath(to);
    const bool saysFolder = path.endsWith(u'/') || path == QStringLiteral(".") ||
                            path == QStringLiteral("..") || path.endsWith(QStringLiteral("/.")) ||
                            path.endsWith(QStringLiteral("/.."));
    if (!saysFolder && (overwrite || !QFileInfo(path).isDir()))
        return path;
    const QString name = lastPart(key);
    return QDir(path).filePath(name.isEmpty() ? contentOfFolder() : localName(name.toStdString()).path());
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
    connect(m_transfer.get(), &Transfer::stateChanged, this, &TransferCommand::stateChanged);
    connect(m_transfer.get(), &Transfer::finished, this, &TransferCommand::end);
    connect(&m_interruption, &Interruption::requested, this, &TransferCommand::interrupt);
    connect(&m_patience, &QTimer::timeout, this, &TransferCommand::outOfTime);
    m_transfer->start();
    return {};
}

Result<Owned<Transfer>> TransferCommand::make(const Client& client) const
{
    auto point = m_resume ? m_resume->read() : Result<Value>(Value());
    if (!point)
        return point.error();
    switch (m_arguments.kind) {
    case TransferArguments::Kind::Upload:
        return makeUpload(client, std::move(point).value());
    case TransferArguments::Kind::Download:
        return makeDownload(client, std::move(point).value());
    case TransferArguments::Kind::Copy:
        break;
    }
    return makeCopy(client);
}

Result<Owned<Transfer>> TransferCommand::makeUpload(const Client& client, Value point) const
{
    const TransferConfig config;
    const QString from = localPath(m_arguments.from);
    const auto to = parseTarget(m_arguments.to, QFileInfo(from).fileName());
    if (!to)
        return to.error();
    const bool isAsBoto3 = client.config().defaultsMode == DefaultsMode::Legacy;
    Value arguments = Value::emptyMap();
    if (m_arguments.contentType || !isAsBoto3)
        arguments.insert("ContentType", m_arguments.contentType.value_or(contentTypeOf(from)));
    auto upload = makeOwned<Upload>(client, UploadTarget{to->bucket, to->key, std::move(arguments)},
                                    std::make_unique<FileSource>(from),
                                    std::make_shared<TransferSlots>(config.maxConcurrency), config);
    if (m_resume)
        upload->keepWhenInterrupted();
    if (!point.isNull())
        upload->setResumePoint(std::move(point));
    return Owned<Transfer>(std::move(upload));
}

Result<Owned<Transfer>> TransferCommand::makeDownload(const Client& client, Value point) const
{
    const TransferConfig config;
    const auto from = parseSource(m_arguments.from);
    if (!from)
        return from.error();
    const auto policy = m_arguments.overwrite ? ExistingTarget::Overwrite : ExistingTarget::Fail;
    auto download =
        makeOwned<Download>(client, DownloadSource{from->bucket, from->key, {}},
                            std::make_unique<DownloadFile>(
                                downloadPath(m_arguments.to, from->key, m_arguments.overwrite), policy),
                            std::make_shared<TransferSlots>(config.maxConcurrency), config);
    if (m_resume)
        download->keepWhenInterrupted();
    if (!point.isNull())
        download->setResumePoint(std::move(point));
    return Owned<Transfer>(std::move(download));
}

Result<Owned<Transfer>> TransferCommand::makeCopy(const Client& client) const
{
    const TransferConfig config;
    const auto from = parseSource(m_arguments.from);
    if (!from)
        return from.error();
    const auto to = parseTarget(m_arguments.to, lastPart(from->key));
    if (!to)
        return to.error();
    CopyOrder order{Value::map({{"Bucket", from->bucket}, {"Key", from->key}}), to->bucket, to->key, {}};
    return Owned<Transfer>(makeOwned<Copy>(client, std::move(order), client,
                                           std::make_shared<TransferSlots>(config.maxConcurrency), config));
}

/// On a terminal one line that changes, elsewhere a line for every tenth.
void TransferCommand::tellProgress(qint64 done, qint64 total)
{
    const bool isTerminal = ::isatty(STDERR_FILENO) != 0;
    const qint64 step = isTerminal ? 1 : 10;
    const qint64 percent = total > 0 ? done * 100 / total / step * step : 0;
    // More may come than was said; what it will be is not known then.
    if (total <= 0 || done > total || percent == m_told)
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
        tell("warning: " + written.error().message);
        m_resume.reset();
    }
}

// ---- the end --------------------------------------------------------------------------------------------

/// What --resume can go on with is let be; everything else is taken back.
void TransferCommand::interrupt(int signalNumber)
{
    constexpr int mostMs = 3000;
    m_signal = signalNumber;
    m_patience.setSingleShot(true);
    m_patience.start(mostMs);
    if (m_resume)
        m_transfer->pause();
    else
        m_transfer->cancel();
}

void TransferCommand::stateChanged()
{
    if (m_signal == 0 || m_transfer->state() != Transfer::State::Paused)
        return;
    keepResumePoint();
    m_transfer->disconnect(this);
    finish(makeError(ErrorKind::Cancelled, "Interrupted",
                     "The transfer was interrupted; the same command goes on from where it stands."),
           Interruption::exitCode(m_signal));
}

void TransferCommand::outOfTime()
{
    keepResumePoint();
    m_transfer->disconnect(this);
    const std::string upload = m_transfer->resumePoint()["UploadId"].text();
    finish(makeError(ErrorKind::Cancelled, "Interrupted",
                     "The transfer was interrupted, and it could not be seen to its end in time" +
                         (upload.empty() || m_resume
                              ? std::string(".")
                              : "; the upload " + upload + " may remain there: abort it later.")),
           Interruption::exitCode(m_signal));
}

void TransferCommand::end()
{
    m_patience.stop();
    const auto& result = m_transfer->result();
    if (m_resume && result)
        static_cast<void>(m_resume->write({})); // nothing is left to go on with
    else
        keepResumePoint();
    if (result && !m_transfer->isVerified())
        tell("note: not verified: there is no checksum of the whole object to compare it with");
    const Result<void> outcome = result ? Result<void>() : Result<void>(result.error());
    if (m_signal != 0 && !result)
        finish(outcome, Interruption::exitCode(m_signal));
    else
        finish(outcome);
}

// ---- sync -------------------------------------------------------------------------------------------------

SyncCommand::SyncCommand(Runtime runtime, SyncArguments arguments)
    : m_runtime(std::move(runtime)), m_arguments(std::move(arguments))
{
    connect(&m_interruption, &Interruption::requested, this, &SyncCommand::interrupt);
}

/// Without "s3://" it is a folder of this machine.
Result<ComparePlace> SyncCommand::placeOf(const std::string& text) const
{
    ComparePlace place;
    if (!text.starts_with("s3://")) {
        place.folder = pathFromBytes(QByteArray::fromStdString(text));
        return place;
    }
    const auto location = S3Location::parse(text);
    if (!location)
        return location.error();
    place.client = m_client;
    place.bucket = location->bucket;
    place.prefix = location->prefix;
    if (!place.prefix.empty() && !place.prefix.ends_with('/'))
        place.prefix += '/';
    return place;
}

Result<void> SyncCommand::begin()
{
    m_arguments.connection.checksServer = true;
    auto client = openClient(m_runtime, m_arguments.connection, "s3");
    if (!client)
        return client.error();
    m_client = std::move(client).value();
    auto source = placeOf(m_arguments.from);
    auto target = placeOf(m_arguments.to);
    if (!source || !target)
        return source ? target.error() : source.error();
    Comparison::Order order;
    order.source = std::move(source).value();
    order.target = std::move(target).value();
    order.way = m_arguments.way;
    order.filter = m_arguments.filter;
    order.limits = m_arguments.limits;
    order.keepsSame = m_arguments.showsSame;
    order.workers = m_arguments.workers;
    order.cause = "sync";
    m_comparison = makeOwned<Comparison>(std::move(order));
    connect(m_comparison.get(), &Task::finished, this, &SyncCommand::compared);
    m_comparison->start();
    return {};
}

/// Who empties a target has to say its name.
Result<void> SyncCommand::mayEmpty(const ComparedPairs& compared) const
{
    const ComparePlace& target = m_comparison->order().target;
    std::string path = target.isLocal() ? target.text() : target.bucket + '/' + target.prefix;
    while (path.size() > 1 && path.ends_with('/'))
        path.pop_back();
    const std::string name = path.substr(path.rfind('/') + 1);
    if (!m_arguments.deletes || !compared.emptiesTarget() || m_arguments.emptiedTarget == name)
        return {};
    return makeError(ErrorKind::Parameter, "EmptySource",
                     m_comparison->order().source.text() + " is empty, so that all of " + target.text() +
                         " would be deleted. Nothing was. If that is meant: --empty-target " + name);
}

void SyncCommand::compared()
{
    const auto comparison = m_comparison.get();
    const ComparedPairs& compared = comparison->compared();
    for (const std::string& note : compared.notes)
        tell("warning: " + note);
    if (!comparison->result()) {
        const int code = m_signal != 0 ? Interruption::exitCode(m_signal)
                                       : int(cli::exitCode(comparison->result().error()));
        finish(comparison->result(), code);
        return;
    }
    auto items = syncItems(compared, m_arguments.deletes, m_arguments.takesSource);
    if (m_arguments.isDryRun) {
        printPlan(compared, items);
        finish({});
        return;
    }
    if (const auto allowed = mayEmpty(compared); !allowed) {
        finish(allowed);
        return;
    }
    for (const ComparedPair& pair : compared.pairs) {
        const bool isLeft = pair.state == PairState::Unreadable || pair.state == PairState::Refused ||
                            pair.state == PairState::Unknown ||
                            (pair.state == PairState::Conflict && !m_arguments.takesSource);
        if (!isLeft)
            continue;
        ++m_left;
        const auto name = pairStateNames[std::size_t(pair.state)];
        tell(pair.path + ": " + std::string(name) + (pair.note.empty() ? "" : ", " + pair.note));
    }
    if (m_arguments.deletes && !compared.mayDelete())
        tell("Nothing is deleted, since not everything could be read.");
    SyncRun::Order order;
    order.source = comparison->order().source;
    order.target = comparison->order().target;
    order.items = std::move(items);
    order.mayDelete = compared.mayDelete();
    order.setsTimes = m_arguments.setsTimes;
    order.takesTimesFromMetadata = m_arguments.metadataTimes;
    order.cause = "sync";
    order.seen = comparison->seen();
    order.gone = compared.gone;
    order.jobs = JobFolder(JobFolder::usualPath());
    order.session = {m_arguments.connection.profile.value_or(""), m_client->region(),
                     m_client->config().endpointUrl};
    m_comparison.reset();
    m_run = makeOwned<SyncRun>(std::move(order));
    connect(m_run.get(), &SyncRun::progressed, this, &SyncCommand::tellProgress);
    connect(m_run.get(), &Task::finished, this, &SyncCommand::ended);
    m_run->start();
}

void SyncCommand::printPlan(const ComparedPairs& compared, const std::vector<SyncItem>& items) const
{
    const auto& order = m_comparison->order();
    const char* copying = order.source.isLocal() ? "upload" : order.target.isLocal() ? "download" : "copy";
    Value totals = Value::map({{"maybe", compared.maybes}});
    for (std::size_t state = 0; state < pairStateNames.size(); ++state) {
        std::string name(pairStateNames[state]);
        std::replace(name.begin(), name.end(), ' ', '_');
        totals.insert(name, compared.counts[state]);
    }
    Value list = Value::emptyList();
    auto item = items.begin();
    for (const ComparedPair& pair : compared.pairs) {
        const bool isMeant = item != items.end() && item->pair.path == pair.path;
        Value row = Value::map({{"path", pair.path},
                                {"state", pairStateNames[std::size_t(pair.state)]},
                                {"do", !isMeant                                   ? "nothing"
                                       : item->action == SyncItem::Action::Delete ? "delete"
                                                                                  : copying}});
        if (isMeant)
            ++item;
        if (pair.reason != PairReason::None)
            row.insert("reason", pairReasonNames[std::size_t(pair.reason)]);
        if (pair.isMaybe)
            row.insert("maybe", true);
        if (pair.isInSource)
            row.insert("source_size", pair.sourceSize);
        if (pair.isInTarget)
            row.insert("target_size", pair.targetSize);
        if (!pair.note.empty())
            row.insert("note", pair.note);
        list.append(std::move(row));
    }
    print(stdout, toJson(Value::map({{"source", order.source.text()},
                                     {"target", order.target.text()},
                                     {"complete", compared.mayDelete()},
                                     {"requests", m_comparison->requests()},
                                     {"totals", std::move(totals)},
                                     {"items", std::move(list)}})) +
                      '\n');
}

/// On a terminal one line that changes.
void SyncCommand::tellProgress()
{
    const std::size_t all = m_run->items().size();
    if (all < 2 || m_run->done() == m_told || ::isatty(STDERR_FILENO) == 0)
        return;
    m_told = m_run->done();
    print(stderr, '\r' + std::to_string(m_told) + " of " + std::to_string(all) + (m_told == all ? "\n" : ""));
}

void SyncCommand::ended()
{
    const auto& result = m_run->result();
    for (const SyncItem& item : m_run->items()) {
        if (item.error)
            tell(item.pair.path + ": " + item.error->code + ": " + redactText(item.error->message));
    }
    if (m_run->deletionJob() != 0 && ::isatty(STDERR_FILENO) != 0)
        print(stderr, "To undo what was deleted in a bucket with versions: inia-cli jobs undo " +
                          std::to_string(m_run->deletionJob()) + '\n');
    if (m_signal != 0)
        finish(result, Interruption::exitCode(m_signal));
    else if (!result)
        finish(result,
               result.error().code == "Unfinished" ? int(OtherError) : int(cli::exitCode(result.error())));
    else if (m_left > 0)
        finish(makeError(ErrorKind::Cancelled, "NotAll",
                         std::to_string(m_left) + (m_left == 1 ? " is" : " are") + " left as before."),
               OtherError);
    else
        finish({});
}

void SyncCommand::interrupt(int signalNumber)
{
    m_signal = signalNumber;
    if (m_comparison)
        m_comparison->cancel();
    if (m_run)
        m_run->cancel();
}

} // namespace inia::cli
