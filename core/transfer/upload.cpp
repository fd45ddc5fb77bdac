#include "core/transfer/upload.h"

#include "core/config/clientconfig.h"
#include "core/transfer/bandwidthlimit.h"
#include "core/transfer/transferarguments.h"

#include <algorithm>
#include <utility>

namespace inia {

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
    if (m_onlyNew)
        params.insert("IfNoneMatch", "*");
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

bool Upload::givesUpCondition(const Error& error)
{
    constexpr int notImplemented = 501;
    if (!m_onlyNew || !m_isKnownFree ||
        (error.httpStatus != notImplemented && error.code != "NotImplemented"))
        return false;
    m_onlyNew = false;
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
    if (m_onlyNew)
        params.insert("IfNoneMatch", "*");
    return params;
}

} // namespace inia
