#pragma once

#include "core/client/client.h"
#include "core/transfer/downloadpart.h"
#include "core/transfer/objectproof.h"
#include "core/transfer/transfer.h"

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace inia {

/// An object, and what boto3 takes as ExtraArgs for its download (VersionId, RequestPayer, SSECustomerKey
/// ...).
struct DownloadSource {
    std::string bucket;
    std::string key;
    Value arguments;
};

/// boto3's download_file and download_fileobj: HeadObject, then one GET, or, from multipartThreshold on,
/// ranges with If-Match side by side. Where checksums of answers are only wanted "when required" the first
/// GET asks for the first part and learns the size; so it does where HeadObject is answered with 400, which
/// has no body that would say why.
///
/// Checked are each Content-Range, the length that HeadObject, the listing or the answer itself has said, and
/// the checksum: that of an object that comes in one GET, and a CRC of the whole object that HeadObject knows
/// of (kind Checksum, code FlexibleChecksumError); without one the MD5 that an ETag is (md5OfObject(), code
/// ETagMismatch), for which a file that came in parts is read once more. Not where checksums are only wanted
/// "when required". isVerified() says whether there was something to compare with. An object that
/// changes meanwhile fails with code ObjectChanged. Once the last bytes are there pause() and cancel() come
/// too late.
class Download final : public Transfer {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Download)
public:
    Download(Client client, DownloadSource source, std::unique_ptr<DownloadOutput> output,
             std::shared_ptr<TransferSlots> transferSlots, TransferConfig config = {},
             QObject* parent = nullptr);
    ~Download() override;

    /// Before start(): shares a limit with others.
    void setBandwidthLimit(std::shared_ptr<BandwidthLimit> bandwidth) { m_bandwidth = std::move(bandwidth); }
    /// Before start(): goes on from what resumePoint() was. Begins anew when the object has changed since,
    /// the temporary file is gone or the machine was restarted: then nobody knows what came to the disk.
    void setResumePoint(Value point) { m_resumePoint = std::move(point); }
    /// Before start(): when the connection or the credentials fail, what is there stays, for a new download
    /// with resumePoint(). Who asks for it removes it with DownloadFile::removeLeftover() in the end.
    void keepWhenInterrupted() { m_keepsWhenInterrupted = true; }
    /// Before start(): how long the object was when it was listed, negative when that is not known.
    /// HeadObject is then spared for what comes in one GET; what counts is what that one brings.
    void setExpectedSize(qint64 size) { m_expectedSize = size; }
    /// Before start(): what the calls are for, in the inspector.
    void setCallOptions(CallOptions options);
    [[nodiscard]] const DownloadOutput& output() const { return *m_output; }

    /// After it has succeeded: whether what came was compared with a checksum of the object.
    [[nodiscard]] bool isVerified() const override { return m_isVerified; }
    /// Not null from the moment there is something on the disk, for whoever removes it.
    [[nodiscard]] Value resumePoint() const override;
    void start() override;
    void pause() override;
    void resume() override;
    void cancel() override;

private:
    struct Running {
        DownloadPartPtr part;
        TransferSlots::Slot slot;
    };

    void giveUp() override { giveUpCalls(); }
    void begin();
    [[nodiscard]] bool takeUp(const Value& point);
    void fill();
    void use(TransferSlots::Slot slot);
    [[nodiscard]] int wanted() const;
    void askForHead(TransferSlots::Slot slot);
    [[nodiscard]] Value headParams() const;
    void headed();
    [[nodiscard]] Result<void> prepare(qint64 size, const std::string& etag, bool isWhole);
    void run(std::size_t part, Asked asked, TransferSlots::Slot slot);
    [[nodiscard]] Value getParams(std::size_t part, Asked asked) const;
    [[nodiscard]] Result<BodyBounds> begun(Asked asked, const RangeAnswer& answer);
    [[nodiscard]] Result<BodyBounds> begunFirst(const RangeAnswer& answer);
    [[nodiscard]] Result<BodyBounds> begunWhole(const RangeAnswer& answer);
    void ended(std::size_t part);
    void conclude();
    [[nodiscard]] bool wantsProof() const;
    [[nodiscard]] Result<void> verify();
    [[nodiscard]] Result<void> verifyWhole();
    void verifyFile(QByteArray md5, std::shared_ptr<const RequestBody> file);
    [[nodiscard]] Error otherMd5(const QByteArray& md5) const;
    void refreshProgress();
    void giveUpCalls();
    void commit();
    void fail(const Error& error);
    [[nodiscard]] Value objectParams() const;

    Client m_client;
    DownloadSource m_source;
    std::unique_ptr<DownloadOutput> m_output;
    std::shared_ptr<TransferSlots> m_slots;
    std::shared_ptr<BandwidthLimit> m_bandwidth;
    TransferConfig m_config;
    CallOptions m_callOptions;
    Value m_resumePoint;
    std::optional<DownloadPlan> m_plan;
    qint64 m_expectedSize = -1;
    bool m_keepsWhenInterrupted = false;
    bool m_takenUp = false;
    bool m_committing = false;
    bool m_isVerified = false;
    int m_asked = 0;
    ReplyPtr m_head;
    TransferSlots::Slot m_headSlot;
    std::optional<PartVerification> m_verification;
    std::map<std::size_t, Running> m_running;
    Value m_lastAnswer;
};

} // namespace inia
