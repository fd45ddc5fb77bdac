#pragma once

#include "core/transfer/multiparttransfer.h"
#include "core/transfer/partverification.h"
#include "core/transfer/uploadsource.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace inia {

class BandwidthLimit;

/// Where an upload goes, and what boto3 takes as ExtraArgs for it (Metadata, ServerSideEncryption ...).
struct UploadTarget {
    std::string bucket;
    std::string key;
    Value arguments;
};

/// boto3's upload_file and upload_fileobj: one PutObject, or, from multipartThreshold on, an upload in parts,
/// with s3transfer's requests. Nothing is asked for beforehand. A file that changes meanwhile fails with code
/// SourceChanged, and with kind Parameter what cannot be read.
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

    /// Null before the upload in parts was created and after it was completed or aborted, and for sources
    /// that cannot be told from others.
    [[nodiscard]] Value resumePoint() const override;

private:
    [[nodiscard]] Result<void> check() override;
    void begin() override;
    [[nodiscard]] Value createParams() const override;
    [[nodiscard]] Result<Order> partOrder(const PartPlan::Part& part) override;
    [[nodiscard]] Value partEntry(int number, const Value& answer) const override;
    [[nodiscard]] Value completeParams() const override;
    [[nodiscard]] Result<void> beforeComplete() override { return m_source->check(); }
    [[nodiscard]] int mostAtOnce() const override;
    [[nodiscard]] Error described(const Error& error) const override;

    /// Where answers about parts have their checksum: "ChecksumCRC32".
    [[nodiscard]] std::string checksumMember() const;
    void put();
    [[nodiscard]] qint64 partSize() const;
    void prepareParts();
    [[nodiscard]] bool isPointGood() const;
    void takeUp();
    void abortOld();
    void beginAnew();
    void listParts(Value marker);
    void verifyParts();
    [[nodiscard]] std::optional<PartVerification::Claim> claim(const Value& listed);

    [[nodiscard]] Result<std::shared_ptr<const RequestBody>> body(qint64 offset, qint64 size);

    std::unique_ptr<UploadSource> m_source;
    std::shared_ptr<BandwidthLimit> m_bandwidth;
    Value m_resumePoint;
    std::vector<Value> m_listed; ///< of an upload that is gone on with
    std::optional<PartVerification> m_verification;
};

} // namespace inia
