#include "core/transfer/upload.h"

#include "core/client/clientparts.h"
#include "core/transfer/bandwidthlimit.h"
#include "core/transfer/transferarguments.h"

#include <algorithm>
#include <utility>

namespace inia {

namespace {

constexpr char algorithmArgument[] = "ChecksumAlgorithm";
/// Of parts of sources that hold them in memory.
constexpr qint64 mostInMemory = 40 * 1024 * 1024;

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
    const bool isDefault = client().parts()->config.requestChecksumCalculation == ChecksumMode::WhenSupported;
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

Error Upload::described(const Error& error) const
{
    return error.wrapped(error.kind, "Failed to upload " + m_source->name() + " to " + target().bucket + "/" +
                                         target().key);
}

Result<std::shared_ptr<const RequestBody>> Upload::body(qint64 offset, qint64 size)
{
    auto part = m_source->part(offset, size);
    if (!part)
        return part.error();
    return BandwidthLimit::limited(std::move(part).value(), m_bandwidth);
}

void Upload::put()
{
    auto body = this->body(0, m_source->size());
    if (!body) {
        fail(body.error());
        return;
    }
    ask(client(), {"PutObject", paramsFor("PutObject", target().arguments), std::move(body).value()},
        [this](const Result<Value>& answer) {
            const auto same = m_source->check();
            if (!same) {
                fail(same.error());
            } else if (!answer) {
                fail(described(answer.error()));
            } else {
                setProgress(total(), total());
                finish(*answer);
            }
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
    auto body = this->body(part.offset, part.size);
    if (!body)
        return body.error();
    Value arguments = target().arguments;
    if (const auto algorithm = createParams()[algorithmArgument]; !algorithm.isNull())
        arguments.insert(algorithmArgument, algorithm);
    return Order{"UploadPart", paramsFor("UploadPart", arguments), std::move(body).value()};
}

std::string Upload::checksumMember() const
{
    std::string name = createParams()[algorithmArgument].text();
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return "Checksum" + name;
}

Value Upload::partEntry(int number, const Value& answer) const
{
    Value entry = Value::map({{"ETag", answer["ETag"]}, {"PartNumber", number}});
    const auto member = checksumMember();
    if (!answer[member].isNull())
        entry.insert(member, answer[member]);
    return entry;
}

Value Upload::completeParams() const
{
    Value arguments = target().arguments;
    if (!fullObjectChecksum(arguments).empty())
        arguments.insert("ChecksumType", "FULL_OBJECT");
    return paramsFor("CompleteMultipartUpload", arguments);
}

} // namespace inia
