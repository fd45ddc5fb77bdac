// Going on with an upload that another process, or this one, has begun: the part of Upload that does it.
#include "core/transfer/upload.h"

#include "core/common/localpath.h"
#include "core/config/clientconfig.h"
#include "core/http/httpmessage.h"
#include "core/transfer/bandwidthlimit.h"
#include "core/transfer/transfer.h"

#include <QtCore/QFile>

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace inia {

namespace {

Error unreadable(const std::string& name, const std::string& why)
{
    return makeError(ErrorKind::Parameter, "UnreadableFile",
                     name + " cannot be uploaded: " + why + ". Nothing was sent.");
}

qint64 nanoseconds(const timespec& time)
{
    constexpr qint64 second = 1'000'000'000;
    return time.tv_sec * second + time.tv_nsec;
}

} // namespace

std::string FileSource::name() const
{
    return pathText(m_path);
}

/// QFileInfo knows milliseconds only, in which a file may be written twice.
Result<FileSource::Found> FileSource::look() const
{
    struct stat status {};
    if (::stat(bytesOfPath(m_path).constData(), &status) != 0)
        return unreadable(name(), std::strerror(errno));
    if (S_ISDIR(status.st_mode))
        return unreadable(name(), "it is a directory");
    if (!S_ISREG(status.st_mode))
        return unreadable(name(), "it is not a file");
    return Found{status.st_size, nanoseconds(status.st_mtim), nanoseconds(status.st_ctim), status.st_dev,
                 status.st_ino};
}

Result<void> FileSource::open()
{
    auto found = look();
    if (!found)
        return found.error();
    QFile file;
    if (const auto opened = openToRead(file, m_path); !opened)
        return unreadable(name(), opened.error().message);
    m_found = *found;
    m_bytes.clear();
    if (m_found.size > 0 && m_found.size <= BytesBody::mostLittle)
        m_bytes = file.read(m_found.size);
    return {};
}

Result<std::shared_ptr<const RequestBody>> FileSource::part(qint64 offset, qint64 size)
{
    // One that could not be read to its end says so itself when it is sent.
    if (!m_bytes.isEmpty() && m_bytes.size() == m_found.size)
        return std::shared_ptr<const RequestBody>(std::make_shared<BytesBody>(m_bytes, offset, size));
    return std::shared_ptr<const RequestBody>(std::make_shared<FileBody>(m_path, offset, size));
}

Result<void> FileSource::check() const
{
    const auto found = look();
    if (found && *found == m_found)
        return {};
    const bool isSameFile = found && found->device == m_found.device && found->number == m_found.number;
    const std::string what = !found                        ? "is gone"
                             : !isSameFile                 ? "was replaced"
                             : found->size != m_found.size ? "has another size"
                                                           : "was written to";
    return makeError(ErrorKind::Parameter, "SourceChanged",
                     name() + " " + what + " since its upload began. Upload it again when it is at rest.");
}

Value FileSource::fingerprint() const
{
    return Value::map({{"Size", m_found.size}, {"ModifiedNs", m_found.modified}});
}

Result<std::shared_ptr<const RequestBody>> BytesSource::part(qint64 offset, qint64 size)
{
    return std::shared_ptr<const RequestBody>(std::make_shared<BytesBody>(m_bytes, offset, size));
}

Result<void> DeviceSource::open()
{
    if (!m_device || !m_device->isReadable())
        return unreadable(name(), "the device is not open for reading");
    if (m_device->isSequential())
        return makeError(ErrorKind::Unsupported, "SequentialDevice",
                         "A sequential device cannot be uploaded, since its size is not known. Store what it "
                         "gives in a file first.");
    if (m_start < 0)
        m_start = m_device->pos();
    m_size = std::max<qint64>(0, m_device->size() - m_start);
    return {};
}

Result<std::shared_ptr<const RequestBody>> DeviceSource::part(qint64 offset, qint64 size)
{
    if (!m_device)
        return makeError(ErrorKind::Parameter, "SourceChanged", "The device to upload from is gone.");
    QByteArray bytes(size, Qt::Uninitialized);
    if (!m_device->seek(m_start + offset) || m_device->read(bytes.data(), size) != size)
        return makeError(ErrorKind::Parameter, "SourceChanged",
                         "The device gave fewer bytes than it said it has: " +
                             m_device->errorString().toStdString());
    return std::shared_ptr<const RequestBody>(std::make_shared<BytesBody>(std::move(bytes)));
}

namespace {

constexpr char algorithmArgument[] = "ChecksumAlgorithm";
/// Of parts of sources that hold them in memory.
constexpr qint64 mostInMemory = qint64(40) * 1024 * 1024;

} // namespace

Upload::Upload(Client client, UploadTarget target, std::unique_ptr<UploadSource> source,
               std::shared_ptr<TransferSlots> transferSlots, const TransferConfig& config, QObject* parent)
    : MultipartTransfer(std::move(client),
                        {std::move(target.bucket), std::move(target.key), std::move(target.arguments)},
                        std::move(transferSlots), config, parent),
      m_source(std::move(source))
{
}

Upload::~Upload() = default;

Result<void> Upload::check()
{
    if (auto good = checkTransferBucket(target().bucket); !good)
        return good;
    if (auto good = checkUploadArguments(target().arguments); !good)
        return good;
    const bool isDefault = client().config().requestChecksumCalculation == ChecksumMode::WhenSupported;
    if (isDefault && fullObjectChecksum(target().arguments).empty() &&
        !target().arguments.contains(algorithmArgument))
        target().arguments.insert(algorithmArgument, "CRC32");
    return {};
}

void Upload::begin()
{
    m_verification.reset();
    if (auto opened = m_source->open(); !opened) {
        fail(opened.error());
        return;
    }
    setTotal(m_source->size());
    if (!m_resumePoint.isNull())
        takeUp();
    else if (m_source->size() < config().multipartThreshold)
        put();
    else
        prepareParts();
}

/// A file that was written to has other checksums than were sent, or an end where none was.
Error Upload::described(const Error& error) const
{
    if (const auto same = m_source->check(); !same)
        return same.error();
    return error.wrapped(error.kind, "Failed to upload " + m_source->name() + " to " + target().bucket + "/" +
                                         target().key);
}

Result<MultipartTransfer::Order> Upload::orderFor(const char* operation, Value params, qint64 offset,
                                                  qint64 size)
{
    auto part = m_source->part(offset, size);
    if (!part)
        return part.error();
    Order order{operation, std::move(params), std::move(part).value()};
    if (const auto algorithm = this->algorithm()) {
        order.watched = std::make_shared<const WatchedBody>(order.body, *algorithm);
        order.body = order.watched;
    }
    if (m_bandwidth && m_bandwidth->rate() > 0)
        order.body = BandwidthLimit::limited(std::move(order.body), m_bandwidth);
    return order;
}

void Upload::put()
{
    Value params = paramsFor("PutObject", target().arguments);
    addCondition(params);
    auto order = orderFor("PutObject", std::move(params), 0, m_source->size());
    if (!order) {
        fail(order.error());
        return;
    }
    ask(client(), *order,
        [this, order = *order](const Result<Value>& answer) { putAnswered(order, answer); });
}

void Upload::putAnswered(const Order& order, const Result<Value>& answer)
{
    m_sent = sentChecksum(order);
    if (const auto same = m_source->check(); !same) {
        fail(same.error());
        return;
    }
    if (!answer && givesUpCondition(answer.error())) {
        put();
        return;
    }
    const auto stored = answer ? checkStored(order, *answer) : Result<void>(answer.error());
    if (stored)
        completed(*answer);
    else if (mayBeDone(stored.error()))
        confirm(stored.error());
    else
        fail(described(stored.error()));
}

void Upload::completed(const Value& answer)
{
    setProgress(total(), total());
    finish(answer);
}

void Upload::addCondition(Value& params) const
{
    if (m_onlyNew)
        params.insert("IfNoneMatch", "*");
    else if (!m_onlyEtag.empty())
        params.insert("IfMatch", m_onlyEtag);
}

bool Upload::givesUpCondition(const Error& error)
{
    constexpr int notImplemented = 501;
    const bool mayDoWithout = m_onlyNew ? m_isKnownFree : !m_onlyEtag.empty();
    if (!mayDoWithout || (error.httpStatus != notImplemented && error.code != "NotImplemented"))
        return false;
    m_onlyNew = false;
    m_onlyEtag.clear();
    return true;
}

std::optional<ChecksumAlgorithm> Upload::algorithm() const
{
    const auto given = fullObjectChecksum(target().arguments);
    return checksumByName(given.empty() ? target().arguments[algorithmArgument].text()
                                        : given.substr(std::string_view("Checksum").size()));
}

// ---- proof ----------------------------------------------------------------------------------------------

/// What the caller says of the whole object, or what was counted while it was sent.
std::optional<ObjectChecksum> Upload::sentChecksum(const Order& order) const
{
    const auto given = fullObjectChecksum(target().arguments);
    const auto algorithm = this->algorithm();
    if (algorithm && !given.empty() && order.operation == "PutObject")
        return ObjectChecksum{
            *algorithm, QByteArray::fromBase64(QByteArray::fromStdString(target().arguments[given].text()))};
    return order.watched ? order.watched->sent() : std::nullopt;
}

Result<void> Upload::checkStored(const Order& order, const Value& answer) const
{
    const auto sent = sentChecksum(order);
    return sent ? checkStoredChecksum(order.operation, answer, *sent) : Result<void>();
}

/// By the checksum of what was sent, else by the MD5 that an ETag mostly is, for which the source is read
/// once more.
void Upload::compare(const Value& head, std::function<void(bool isSame)> told)
{
    if (m_sent) {
        if (const std::string& stored = head[checksumMemberOf(m_sent->algorithm)].text(); !stored.empty()) {
            told(QByteArray::fromBase64(QByteArray::fromStdString(stored)) == m_sent->digest);
            return;
        }
    }
    const QByteArray md5 = md5OfETag(head["ETag"].text());
    auto body = m_source->part(0, m_source->size());
    if (md5.isEmpty() || !body || m_source->isHeldInMemory()) {
        told(false);
        return;
    }
    constexpr int all = 1;
    m_verification.emplace(std::vector<PartVerification::Claim>{{all, *body, ChecksumAlgorithm::Md5, md5}},
                           [this, told = std::move(told)](const std::vector<int>& good) {
                               if (state() == State::Running)
                                   told(!good.empty() && m_source->check());
                           });
}

// ---- parts ----------------------------------------------------------------------------------------------

qint64 Upload::partSize() const
{
    return PartPlan::fittingPartSize(config().partSize, m_source->size());
}

void Upload::prepareParts()
{
    sendParts(PartPlan(m_source->size(), partSize()));
}

int Upload::mostAtOnce() const
{
    const int most = config().maxConcurrency;
    if (!m_source->isHeldInMemory())
        return most;
    return std::clamp(static_cast<int>(mostInMemory / plan()->partSize()), 1, most);
}

Value Upload::createParams() const
{
    // A checksum of the whole object is compared with one that S3 puts together from those of the parts.
    Value arguments = target().arguments;
    if (const auto checksum = fullObjectChecksum(arguments); !checksum.empty()) {
        arguments.insert("ChecksumType", "FULL_OBJECT");
        arguments.insert(algorithmArgument, checksum.substr(std::string_view("Checksum").size()));
    }
    return paramsFor("CreateMultipartUpload", arguments);
}

Result<MultipartTransfer::Order> Upload::partOrder(const PartPlan::Part& part)
{
    if (auto same = m_source->check(); !same)
        return same.error();
    Value arguments = target().arguments;
    if (const auto algorithm = createParams()[algorithmArgument]; !algorithm.isNull())
        arguments.insert(algorithmArgument, algorithm);
    return orderFor("UploadPart", paramsFor("UploadPart", arguments), part.offset, part.size);
}

std::string Upload::checksumMember() const
{
    const auto algorithm = this->algorithm();
    return algorithm ? checksumMemberOf(*algorithm) : std::string();
}

Result<Value> Upload::partEntry(const Order& order, int number, const Value& answer) const
{
    if (const auto stored = checkStored(order, answer); !stored)
        return stored.error();
    return entryOf(number, answer);
}

/// From the answer to UploadPart or from ListParts.
Value Upload::entryOf(int number, const Value& part) const
{
    Value entry = Value::map({{"ETag", part["ETag"]}, {"PartNumber", number}});
    const auto member = checksumMember();
    if (!part[member].isNull())
        entry.insert(member, part[member]);
    return entry;
}

Value Upload::completeParams() const
{
    Value arguments = target().arguments;
    if (!fullObjectChecksum(arguments).empty())
        arguments.insert("ChecksumType", "FULL_OBJECT");
    Value params = paramsFor("CompleteMultipartUpload", arguments);
    addCondition(params);
    return params;
}

Value Upload::resumePoint() const
{
    if (!m_resumePoint.isNull())
        return m_resumePoint; // not taken up yet
    const Value fingerprint = m_source->fingerprint();
    if (uploadId().empty() || !plan() || fingerprint.isNull())
        return {};
    return Value::map({{"UploadId", uploadId()},
                       {"Bucket", target().bucket},
                       {"Key", target().key},
                       {"PartSize", plan()->partSize()},
                       {"ChecksumAlgorithm", createParams()["ChecksumAlgorithm"]},
                       {"Source", fingerprint},
                       {"Done", plan()->doneBytes()}});
}

/// Whether the parts of the old upload would be those of a new one.
bool Upload::isPointGood() const
{
    return m_resumePoint["Source"] == m_source->fingerprint() && m_resumePoint["PartSize"] == partSize() &&
           m_resumePoint["Bucket"] == target().bucket && m_resumePoint["Key"] == target().key &&
           m_resumePoint["ChecksumAlgorithm"] == createParams()["ChecksumAlgorithm"];
}

void Upload::takeUp()
{
    m_listed.clear();
    if (m_resumePoint["UploadId"].text().empty()) {
        beginAnew();
        return;
    }
    adopt(m_resumePoint["UploadId"].text());
    if (isPointGood())
        listParts({});
    else
        abortOld();
}

void Upload::beginAnew()
{
    disown();
    m_resumePoint = Value();
    begin();
}

void Upload::abortOld()
{
    Value params = paramsFor("AbortMultipartUpload", target().arguments);
    params.insert("Bucket", m_resumePoint["Bucket"]);
    params.insert("Key", m_resumePoint["Key"]);
    params.insert("UploadId", uploadId());
    ask(client(), {"AbortMultipartUpload", std::move(params), {}}, [this](const Result<Value>& answer) {
        if (answer || answer.error().code == "NoSuchUpload")
            beginAnew();
        else
            fail(described(answer.error()));
    });
}

void Upload::listParts(Value marker)
{
    Value params = paramsFor("ListParts", target().arguments);
    params.insert("UploadId", uploadId());
    if (!marker.isNull())
        params.insert("PartNumberMarker", std::move(marker));
    ask(client(), {"ListParts", std::move(params), {}}, [this](const Result<Value>& answer) {
        if (!answer && answer.error().code == "NoSuchUpload") {
            beginAnew();
            return;
        }
        if (!answer) {
            fail(described(answer.error()));
            return;
        }
        for (const auto& part : (*answer)["Parts"].items())
            m_listed.push_back(part);
        const Value& next = (*answer)["NextPartNumberMarker"];
        if ((*answer)["IsTruncated"].toBool() && next.toInt() > 0)
            listParts(next);
        else
            verifyParts();
    });
}

/// What can be said against a part that S3 has: by its checksum, else by its ETag. Nothing when the part is
/// none of ours.
std::optional<PartVerification::Claim> Upload::claim(const Value& listed)
{
    const PartPlan plan(m_source->size(), partSize());
    const auto number = static_cast<int>(listed["PartNumber"].toInt());
    if (number < 1 || number > plan.count() || listed["Size"].toInt() != plan.part(number).size)
        return std::nullopt;
    auto body = m_source->part(plan.part(number).offset, plan.part(number).size);
    if (!body)
        return std::nullopt;
    PartVerification::Claim claim{number, *body, ChecksumAlgorithm::Md5, md5OfETag(listed["ETag"].text())};
    const auto algorithm = checksumByName(m_resumePoint["ChecksumAlgorithm"].text());
    const std::string& checksum = listed[checksumMember()].text();
    if (algorithm && !checksum.empty()) {
        claim.algorithm = *algorithm;
        claim.digest = QByteArray::fromBase64(QByteArray::fromStdString(checksum));
    }
    return claim;
}

void Upload::verifyParts()
{
    std::vector<PartVerification::Claim> claims;
    for (const auto& listed : m_listed) {
        if (auto one = claim(listed))
            claims.push_back(std::move(*one));
    }
    m_verification.emplace(std::move(claims), [this](const std::vector<int>& good) {
        if (state() == State::Stopping || isFinished())
            return;
        PartPlan plan(m_source->size(), partSize());
        for (const auto& listed : m_listed) {
            const auto number = static_cast<int>(listed["PartNumber"].toInt());
            if (std::find(good.begin(), good.end(), number) != good.end())
                plan.setDone(number, entryOf(number, listed));
        }
        m_listed.clear();
        m_resumePoint = Value();
        sendParts(std::move(plan), uploadId());
    });
}

} // namespace inia
