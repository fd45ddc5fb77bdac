#pragma once

#include "core/checksum/checksum.h"
#include "core/common/result.h"
#include "core/http/httpmessage.h"
#include "core/model/value.h"

#include <QtCore/QByteArray>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace inia {

// What proves that bytes are those of an object, and an object that of bytes: ETags and checksums.

/// A checksum of a whole object, in however many parts it was sent.
struct ObjectChecksum {
    ChecksumAlgorithm algorithm = ChecksumAlgorithm::Crc32;
    QByteArray digest; ///< big-endian, as on the wire
    friend bool operator==(const ObjectChecksum&, const ObjectChecksum&) = default;
};

/// The checksum in the answer to HeadObject with which an object can be compared that comes in parts: a CRC
/// of all of it (type FULL_OBJECT). Nothing for one made of the checksums of parts ("...-3") and for hashes.
[[nodiscard]] std::optional<ObjectChecksum> combinableChecksum(const Value& answer);

/// Weak ETags (W/"x") are what proxies make of S3's. They never match in If-Match (RFC 9110, 13.1.1), so that
/// none is sent with them; answers are compared all the same.
[[nodiscard]] bool isWeakETag(std::string_view etag);
/// The strong one behind it.
[[nodiscard]] std::string strongETag(std::string_view etag);
/// Whether both are of the same object, however weak.
[[nodiscard]] bool isSameETag(std::string_view first, std::string_view second);

/// The MD5 that an ETag mostly is; empty when it cannot be one.
[[nodiscard]] QByteArray md5OfETag(std::string_view etag);

/// The MD5 of the object that GetObject or HeadObject has answered about, where its ETag is one: not of parts
/// nor a proxy's (weak), not of an object that is encrypted with a key of its own or lies in a directory
/// bucket. Empty otherwise. There are servers with ETags of that form that are none.
[[nodiscard]] QByteArray md5OfObject(const Value& answer);

/// The ETag that S3 gives to an object made of these parts (entries of CompleteMultipartUpload): the MD5 of
/// their MD5s and their number. Empty where an ETag of them is no MD5.
[[nodiscard]] std::string etagOfParts(const Value& entries);

/// What CompleteMultipartUpload or HeadObject says of the checksum of an object made of these parts, whose
/// sizes are `partSize` but for the last: true or false; nothing where there is no word of it.
[[nodiscard]] std::optional<bool> isChecksumOfParts(const Value& answer, const Value& entries, qint64 size,
                                                    qint64 partSize);

/// Whether what S3 has of `sent` is what was sent, where it says so; fails with kind Checksum, code
/// StoredChecksumMismatch.
[[nodiscard]] Result<void> checkStoredChecksum(const std::string& operation, const Value& answer,
                                               const ObjectChecksum& sent);

/// A request's body whose checksum is known when it was sent.
class WatchedBody final : public RequestBody {
public:
    WatchedBody(std::shared_ptr<const RequestBody> body, ChecksumAlgorithm algorithm);
    ~WatchedBody() override;

    [[nodiscard]] qint64 size() const override { return m_body->size(); }
    [[nodiscard]] Result<std::unique_ptr<QIODevice>> open() const override;
    [[nodiscard]] Result<std::unique_ptr<QIODevice>> openForDigest() const override
    {
        return m_body->openForDigest();
    }
    [[nodiscard]] bool isLittle() const override { return m_body->isLittle(); }

    /// Of the last time that it was read from its beginning to its end; nothing before.
    [[nodiscard]] std::optional<ObjectChecksum> sent() const;

    struct Record;

private:
    std::shared_ptr<const RequestBody> m_body;
    ChecksumAlgorithm m_algorithm;
    std::shared_ptr<Record> m_record; ///< shared with the devices
};

/// Compares parts that a server has with what they should be, in a worker thread. Calls back in this thread,
/// unless it is destroyed before.
class PartVerification final {
public:
    struct Claim {
        int number = 0;
        std::shared_ptr<const RequestBody> body;
        ChecksumAlgorithm algorithm = ChecksumAlgorithm::Crc32;
        QByteArray digest; ///< as bytes
    };
    /// The numbers of the parts whose claims hold.
    using Callback = std::function<void(const std::vector<int>& good)>;

    PartVerification(std::vector<Claim> claims, Callback callback);
    ~PartVerification() { *m_stop = true; }
    PartVerification(const PartVerification&) = delete;
    PartVerification& operator=(const PartVerification&) = delete;

private:
    std::shared_ptr<std::atomic<bool>> m_stop = std::make_shared<std::atomic<bool>>(false);
};

} // namespace inia
