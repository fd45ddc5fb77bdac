#pragma once

#include "core/common/result.h"
#include "core/http/httpmessage.h"
#include "core/model/value.h"
#include "core/transfer/multiparttransfer.h"
#include "core/transfer/objectproof.h"

#include <QtCore/QByteArray>
#include <QtCore/QIODevice>
#include <QtCore/QPointer>
#include <QtCore/QString>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace inia {

class BandwidthLimit;

/// Where an upload's bytes come from.
class UploadSource {
public:
    UploadSource() = default;
    virtual ~UploadSource() = default;
    Q_DISABLE_COPY_MOVE(UploadSource)

    /// For messages: the path of a file.
    [[nodiscard]] virtual std::string name() const = 0;
    /// Learns the size; once more for an upload that begins anew. Fails with kind Parameter when there is
    /// nothing to read.
    [[nodiscard]] virtual Result<void> open() = 0;
    [[nodiscard]] virtual qint64 size() const = 0;
    [[nodiscard]] virtual Result<std::shared_ptr<const RequestBody>> part(qint64 offset, qint64 size) = 0;
    /// Fails with code SourceChanged when it is not what it was at open().
    [[nodiscard]] virtual Result<void> check() const { return {}; }
    /// By which another process knows that it is still the same; null when that cannot be said.
    [[nodiscard]] virtual Value fingerprint() const { return {}; }
    /// Whether part() holds its bytes in memory.
    [[nodiscard]] virtual bool isHeldInMemory() const { return false; }
};

/// A file, by a path of core/common/localpath.h. Parts are read from it while they are sent, but a little one
/// is read when it is opened, which spares opening it again and again. A change is noticed by its size, its
/// times and its number in the file system: the time of the last change (ctime) cannot be put back.
class FileSource final : public UploadSource {
public:
    explicit FileSource(QString path) : m_path(std::move(path)) {}

    [[nodiscard]] std::string name() const override;
    [[nodiscard]] Result<void> open() override;
    [[nodiscard]] qint64 size() const override { return m_found.size; }
    [[nodiscard]] Result<std::shared_ptr<const RequestBody>> part(qint64 offset, qint64 size) override;
    [[nodiscard]] Result<void> check() const override;
    /// {"Size", "ModifiedNs"}
    [[nodiscard]] Value fingerprint() const override;

private:
    struct Found {
        qint64 size = 0;
        qint64 modified = 0; ///< nanoseconds since the epoch
        qint64 changed = 0;  ///< the same, of its content or of what the system knows of it
        quint64 device = 0;
        quint64 number = 0;
        friend bool operator==(const Found&, const Found&) = default;
    };
    [[nodiscard]] Result<Found> look() const;

    QString m_path;
    Found m_found;
    QByteArray m_bytes; ///< all of a little file
};

/// Bytes in memory; parts share them.
class BytesSource final : public UploadSource {
public:
    explicit BytesSource(QByteArray bytes) : m_bytes(std::move(bytes)) {}

    [[nodiscard]] std::string name() const override { return "the data"; }
    [[nodiscard]] Result<void> open() override { return {}; }
    [[nodiscard]] qint64 size() const override { return m_bytes.size(); }
    [[nodiscard]] Result<std::shared_ptr<const RequestBody>> part(qint64 offset, qint64 size) override;

private:
    QByteArray m_bytes;
};

/// What a random-access device holds from its position on; boto3's seekable file object. The device has to
/// live and stay untouched until the upload has ended; its parts are copied when their turn comes.
class DeviceSource final : public UploadSource {
public:
    explicit DeviceSource(QIODevice* device) : m_device(device) {}

    [[nodiscard]] std::string name() const override { return "the data"; }
    /// Fails for sequential devices, whose size nobody knows: kind Unsupported.
    [[nodiscard]] Result<void> open() override;
    [[nodiscard]] qint64 size() const override { return m_size; }
    [[nodiscard]] Result<std::shared_ptr<const RequestBody>> part(qint64 offset, qint64 size) override;
    [[nodiscard]] bool isHeldInMemory() const override { return true; }

private:
    QPointer<QIODevice> m_device;
    qint64 m_start = -1;
    qint64 m_size = 0;
};

/// Where an upload goes, and what boto3 takes as ExtraArgs for it (Metadata, ServerSideEncryption ...).
struct UploadTarget {
    std::string bucket;
    std::string key;
    Value arguments;
};

/// boto3's upload_file and upload_fileobj: one PutObject, or, from multipartThreshold on, an upload in parts,
/// with s3transfer's requests. Nothing is asked for beforehand. A file that changes meanwhile fails with code
/// SourceChanged, and with kind Parameter what cannot be read. See MultipartTransfer for what counts as done.
class Upload final : public MultipartTransfer {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Upload)
public:
    Upload(Client client, UploadTarget target, std::unique_ptr<UploadSource> source,
           std::shared_ptr<TransferSlots> slots, const TransferConfig& config = {},
           QObject* parent = nullptr);
    ~Upload() override;

    /// Before start(): shares a limit with others.
    void setBandwidthLimit(std::shared_ptr<BandwidthLimit> bandwidth) { m_bandwidth = std::move(bandwidth); }
    /// Before start(): goes on from what resumePoint() was. The parts that S3 has are compared with the file
    /// and only those that are missing or different are sent. An upload that is gone begins anew, and so
    /// does that of a source that has changed, once the old one is aborted.
    void setResumePoint(Value point) { m_resumePoint = std::move(point); }
    /// Before start(): fails with kind Service, code PreconditionFailed, where there is an object of that key
    /// when the last call is made (If-None-Match: *). A server that does not know the condition
    /// (NotImplemented) is then asked without it, if `isKnownFree`: HeadObject has found none.
    void replaceNothing(bool isKnownFree)
    {
        m_onlyNew = true;
        m_isKnownFree = isKnownFree;
    }

    /// Before start(): fails with kind Service, code PreconditionFailed, where the object of that key has not
    /// this ETag any more when the last call is made (If-Match). A server that does not know the condition is
    /// then asked without it.
    void replaceOnly(std::string etag) { m_onlyEtag = std::move(etag); }

    /// Null before the upload in parts was created and after it was completed or aborted, and for sources
    /// that cannot be told from others.
    [[nodiscard]] Value resumePoint() const override;

private:
    [[nodiscard]] Result<void> check() override;
    void begin() override;
    [[nodiscard]] Value createParams() const override;
    [[nodiscard]] Result<Order> partOrder(const PartPlan::Part& part) override;
    [[nodiscard]] Result<Value> partEntry(const Order& order, int number, const Value& answer) const override;
    [[nodiscard]] Value completeParams() const override;
    [[nodiscard]] bool completesOtherwise(const Error& error) override { return givesUpCondition(error); }
    void completed(const Value& answer) override;
    void compare(const Value& head, std::function<void(bool isSame)> told) override;
    [[nodiscard]] Result<void> beforeComplete() override { return m_source->check(); }
    [[nodiscard]] int mostAtOnce() const override;
    [[nodiscard]] Error described(const Error& error) const override;

    /// Which checksum goes with the bytes that are sent.
    [[nodiscard]] std::optional<ChecksumAlgorithm> algorithm() const;
    /// Where answers about parts have their checksum: "ChecksumCRC32"; empty without one.
    [[nodiscard]] std::string checksumMember() const;
    [[nodiscard]] Value entryOf(int number, const Value& part) const;
    void put();
    void putAnswered(const Order& order, const Result<Value>& answer);
    [[nodiscard]] std::optional<ObjectChecksum> sentChecksum(const Order& order) const;
    [[nodiscard]] Result<void> checkStored(const Order& order, const Value& answer) const;
    void addCondition(Value& params) const;
    /// Whether the server does not know the condition and may do without it; it is then left out.
    [[nodiscard]] bool givesUpCondition(const Error& error);
    [[nodiscard]] qint64 partSize() const;
    void prepareParts();
    [[nodiscard]] bool isPointGood() const;
    void takeUp();
    void abortOld();
    void beginAnew();
    void listParts(Value marker);
    void verifyParts();
    [[nodiscard]] std::optional<PartVerification::Claim> claim(const Value& listed);

    [[nodiscard]] Result<Order> orderFor(const char* operation, Value params, qint64 offset, qint64 size);

    std::unique_ptr<UploadSource> m_source;
    std::shared_ptr<BandwidthLimit> m_bandwidth;
    Value m_resumePoint;
    std::vector<Value> m_listed; ///< of an upload that is gone on with
    std::optional<PartVerification> m_verification;
    std::optional<ObjectChecksum> m_sent; ///< of the object that one call has put
    bool m_onlyNew = false;
    bool m_isKnownFree = false;
    std::string m_onlyEtag;
};

} // namespace inia
