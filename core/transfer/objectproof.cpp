#include "core/transfer/objectproof.h"

#include "core/async/background.h"
#include "core/checksum/checksum.h"

#include <QtCore/QIODevice>

#include <algorithm>
#include <utility>
#include <vector>

namespace inia {

std::optional<ObjectChecksum> combinableChecksum(const Value& answer)
{
    if (answer["ChecksumType"].text() == "COMPOSITE")
        return std::nullopt;
    for (const auto algorithm : checksumsByPriority()) {
        const std::string& text = answer[checksumMemberOf(algorithm)].text();
        if (!isCombinable(algorithm) || text.empty() || text.find('-') != std::string::npos)
            continue;
        ObjectChecksum checksum{algorithm, QByteArray::fromBase64(QByteArray::fromStdString(text))};
        // Also whether it has the size of one.
        if (!combinedDigest(algorithm, checksum.digest, checksum.digest, 0).isEmpty())
            return checksum;
    }
    return std::nullopt;
}

// ---- ETags ----------------------------------------------------------------------------------------------

bool isWeakETag(std::string_view etag)
{
    return etag.starts_with("W/");
}

std::string strongETag(std::string_view etag)
{
    return std::string(isWeakETag(etag) ? etag.substr(2) : etag);
}

bool isSameETag(std::string_view first, std::string_view second)
{
    return strongETag(first) == strongETag(second);
}

QByteArray md5OfETag(std::string_view etag)
{
    constexpr qsizetype digitCount = 32;
    QByteArray digits = QByteArray::fromStdString(strongETag(etag));
    digits.replace('"', "");
    const QByteArray digest = QByteArray::fromHex(digits);
    return digits.size() == digitCount && digest.toHex() == digits ? digest : QByteArray();
}

QByteArray md5OfObject(const Value& answer)
{
    const std::string& etag = answer["ETag"].text();
    const std::string& encryption = answer["ServerSideEncryption"].text();
    const bool isOther = isWeakETag(etag) || !(encryption.empty() || encryption == "AES256") ||
                         !answer["SSECustomerAlgorithm"].text().empty() ||
                         answer["StorageClass"].text() == "EXPRESS_ONEZONE";
    return isOther ? QByteArray() : md5OfETag(etag);
}

std::string etagOfParts(const Value& entries)
{
    Checksum md5(ChecksumAlgorithm::Md5);
    for (const Value& entry : entries.items()) {
        const QByteArray part = md5OfETag(entry["ETag"].text());
        if (part.isEmpty())
            return {};
        md5.update(bytesOf(part));
    }
    return '"' + md5.digest().toHex().toStdString() + '-' + std::to_string(entries.size()) + '"';
}

// ---- checksums ------------------------------------------------------------------------------------------

namespace {

QByteArray decoded(const std::string& base64)
{
    return QByteArray::fromBase64(QByteArray::fromStdString(base64));
}

/// What may be said of parts with these checksums: one of the checksums, with or without their number, or,
/// for CRCs, that of the whole. Empty when that of a part is not known.
std::vector<std::string> checksumsOfParts(ChecksumAlgorithm algorithm, const Value& entries, qint64 size,
                                          qint64 partSize)
{
    const std::string member = checksumMemberOf(algorithm);
    Checksum composite(algorithm);
    QByteArray whole = composite.digest();
    qint64 left = size;
    for (const Value& entry : entries.items()) {
        const QByteArray part = decoded(entry[member].text());
        if (part.isEmpty())
            return {};
        composite.update(bytesOf(part));
        whole = combinedDigest(algorithm, whole, part, std::min(left, partSize));
        left -= partSize;
    }
    const std::string together = composite.base64();
    return {together + '-' + std::to_string(entries.size()), together, whole.toBase64().toStdString()};
}

} // namespace

std::optional<bool> isChecksumOfParts(const Value& answer, const Value& entries, qint64 size, qint64 partSize)
{
    for (const auto algorithm : checksumsByPriority()) {
        const std::string& said = answer[checksumMemberOf(algorithm)].text();
        if (said.empty())
            continue;
        const auto ours = checksumsOfParts(algorithm, entries, size, partSize);
        if (!ours.empty())
            return std::find(ours.begin(), ours.end(), said) != ours.end();
    }
    return std::nullopt;
}

Result<void> checkStoredChecksum(const std::string& operation, const Value& answer,
                                 const ObjectChecksum& sent)
{
    const std::string& stored = answer[checksumMemberOf(sent.algorithm)].text();
    if (stored.empty() || decoded(stored) == sent.digest)
        return {};
    const std::string name(checksumName(sent.algorithm));
    Error error = makeError(ErrorKind::Checksum, "StoredChecksumMismatch",
                            "The server has stored something else than was sent by " + operation +
                                ": its checksum is " + name + ' ' + stored + ", that of what was sent is " +
                                sent.digest.toBase64().toStdString() + ". Upload it again.");
    error.operation = operation;
    return error;
}

// ---- what was sent --------------------------------------------------------------------------------------

/// Bodies are read in the transport's thread.
struct WatchedBody::Record {
    std::mutex mutex;
    QByteArray digest;
};

namespace {

class WatchedDevice final : public QIODevice {
public:
    WatchedDevice(std::unique_ptr<QIODevice> device, ChecksumAlgorithm algorithm,
                  std::shared_ptr<WatchedBody::Record> record)
        : m_device(std::move(device)), m_checksum(algorithm), m_record(std::move(record))
    {
        note();
    }

    [[nodiscard]] qint64 size() const override { return m_device->size(); }
    /// A transport goes back to the beginning, and nowhere else.
    bool seek(qint64 position) override
    {
        if (position != m_position) {
            m_checksum = Checksum(m_checksum.algorithm());
            m_position = position;
            m_isWhole = position == 0;
        }
        return QIODevice::seek(position) && m_device->seek(position);
    }

protected:
    qint64 readData(char* data, qint64 most) override
    {
        const qint64 count = m_device->read(data, most);
        if (count <= 0) {
            setErrorString(m_device->errorString());
            return count;
        }
        m_checksum.update({data, static_cast<std::size_t>(count)});
        m_position += count;
        note();
        return count;
    }
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    void note()
    {
        if (!m_isWhole || m_position != m_device->size())
            return;
        const std::scoped_lock lock(m_record->mutex);
        m_record->digest = m_checksum.digest();
    }

    std::unique_ptr<QIODevice> m_device;
    Checksum m_checksum;
    std::shared_ptr<WatchedBody::Record> m_record;
    qint64 m_position = 0;
    bool m_isWhole = true;
};

} // namespace

WatchedBody::WatchedBody(std::shared_ptr<const RequestBody> body, ChecksumAlgorithm algorithm)
    : m_body(std::move(body)), m_algorithm(algorithm), m_record(std::make_shared<Record>())
{
}

WatchedBody::~WatchedBody() = default;

Result<std::unique_ptr<QIODevice>> WatchedBody::open() const
{
    auto opened = m_body->open();
    if (!opened)
        return opened;
    auto device = std::make_unique<WatchedDevice>(std::move(opened).value(), m_algorithm, m_record);
    device->open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    return std::unique_ptr<QIODevice>(std::move(device));
}

std::optional<ObjectChecksum> WatchedBody::sent() const
{
    const std::scoped_lock lock(m_record->mutex);
    if (m_record->digest.isEmpty())
        return std::nullopt;
    return ObjectChecksum{m_algorithm, m_record->digest};
}

namespace {

bool holds(const PartVerification::Claim& claim, const std::atomic<bool>& stop)
{
    constexpr qint64 pieceSize = qint64(256) * 1024;
    const auto device = claim.body->openForDigest();
    if (!device)
        return false;
    Checksum checksum(claim.algorithm);
    QByteArray piece(pieceSize, Qt::Uninitialized);
    for (qint64 left = claim.body->size(); left > 0;) {
        const qint64 count = (*device)->read(piece.data(), std::min(left, pieceSize));
        if (stop || count <= 0)
            return false;
        checksum.update({piece.constData(), static_cast<std::size_t>(count)});
        left -= count;
    }
    return checksum.digest() == claim.digest;
}

} // namespace

PartVerification::PartVerification(std::vector<Claim> claims, Callback callback)
{
    runInBackground(
        *QThreadPool::globalInstance(),
        [stop = m_stop, claims = std::move(claims)] {
            std::vector<int> good;
            for (const auto& claim : claims) {
                if (holds(claim, *stop))
                    good.push_back(claim.number);
            }
            return good;
        },
        [stop = m_stop, callback = std::move(callback)](const std::vector<int>& good) {
            if (!*stop)
                callback(good);
        });
}

} // namespace inia
