#pragma once

#include "core/checksum/checksum.h"
#include "core/client/client.h"
#include "core/common/result.h"
#include "core/http/httpmessage.h"
#include "core/model/value.h"
#include "core/transfer/objectproof.h"

#include <QtCore/QObject>
#include <QtCore/QPointer>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

class QIODevice;
class QObject;

namespace inia {

class BandwidthLimit;

/// Writes all of them. A full disk takes the beginning of what does not fit and says why on the next attempt
/// only, so that one write() that falls short has no reason yet; after this the device's errorString() has
/// it.
[[nodiscard]] bool writeWhole(QIODevice& device, std::string_view bytes);

/// Where the bytes of a download go: a file of its own or a device of the caller's.
class DownloadOutput {
public:
    DownloadOutput() = default;
    virtual ~DownloadOutput() = default;
    Q_DISABLE_COPY_MOVE(DownloadOutput)

    /// Bytes can only be taken in their order. Those that were taken once are then passed over, so that a
    /// part may come again after a failure.
    [[nodiscard]] virtual bool isSequential() const = 0;
    /// Before the first byte, with the size that is to come.
    [[nodiscard]] virtual Result<void> open(qint64 size) = 0;
    [[nodiscard]] virtual Result<void> write(qint64 offset, std::string_view bytes) = 0;
    /// All bytes are there: puts them in their place, which may take a while and happens beside the event
    /// loop. `done` runs later, unless `context` dies before.
    virtual void commit(QObject* context, std::function<void(Result<void>)> done) = 0;
    /// The `size` bytes that were written, to be read once more, before commit(); null where that cannot be.
    [[nodiscard]] virtual std::shared_ptr<const RequestBody> written(qint64 size) const
    {
        static_cast<void>(size);
        return {};
    }
    /// Takes everything back.
    virtual void discard() = 0;
    /// What reopen() needs in another process; null when that cannot be.
    [[nodiscard]] virtual Value resumePoint() const { return {}; }
    /// Instead of open(): goes on with what an earlier process has written. False when it is gone.
    [[nodiscard]] virtual bool reopen(const Value&, qint64) { return false; }
    /// Takes back what an earlier process has written, instead of reopen().
    virtual void discardEarlier(const Value&) {}
};

/// boto3's download_fileobj: an open device, which stays the caller's and has to live as long as the
/// download.
class DownloadDevice final : public DownloadOutput {
public:
    /// Bytes go where the device stands now.
    explicit DownloadDevice(QIODevice* device);

    [[nodiscard]] bool isSequential() const override;
    [[nodiscard]] Result<void> open(qint64 size) override;
    [[nodiscard]] Result<void> write(qint64 offset, std::string_view bytes) override;
    void commit(QObject* context, std::function<void(Result<void>)> done) override;
    void discard() override {}

private:
    QPointer<QIODevice> m_device;
    qint64 m_begin = 0;
    qint64 m_written = 0; ///< only counted in sequential devices
};

/// Bytes of an object.
struct ByteRange {
    qint64 offset = 0;
    qint64 size = 0;
    friend bool operator==(const ByteRange&, const ByteRange&) = default;
};

/// What a GET answers with, as its headers say.
struct RangeAnswer {
    ByteRange range;  ///< its size is -1 where the headers do not say
    qint64 total = 0; ///< size of the object, -1 likewise
    std::string etag; ///< as it came: see isSameETag()
    /// Whether the body says itself where it ends, by its length or by chunks. One that only ends with the
    /// connection looks whole wherever it breaks off.
    bool isFramed = true;
};

/// What a GET asks for.
enum class Asked {
    Whole,     ///< the object, without a range
    Part,      ///< a range of an object whose size is known
    FirstPart, ///< the beginning of an object of unknown size
};

/// Checks the answer to a GET against what was asked: bytes from elsewhere would spoil the file. boto3 checks
/// nothing where Content-Range is missing. The answer to FirstPart may be shorter, when the object ends
/// there, or the whole object with status 200, from a server that ignores ranges. Fails with kind Parse, code
/// BadContentRange.
[[nodiscard]] Result<RangeAnswer> readRangeAnswer(const HttpResponse& head, const ByteRange& range,
                                                  Asked asked);

/// How an object is cut into ranges and which of them are there.
class DownloadPlan final {
public:
    /// S3's objects have at most 50 TB, and parts have at least a few KiB: more is no object.
    static constexpr qint64 mostParts = 10'000'000;

    /// One part with all of it when `isWhole`.
    DownloadPlan(qint64 size, qint64 partSize, std::string etag, bool isWhole);

    [[nodiscard]] qint64 size() const { return m_size; }
    [[nodiscard]] const std::string& etag() const { return m_etag; }
    [[nodiscard]] bool isWhole() const { return m_isWhole; }
    [[nodiscard]] std::size_t count() const { return m_done.size(); }
    [[nodiscard]] ByteRange range(std::size_t part) const;
    /// As S3 wants it; the last one has an open end, as s3transfer has it.
    [[nodiscard]] std::string rangeText(std::size_t part) const;
    /// The first part that is neither there nor handed out; it counts as handed out from then on.
    [[nodiscard]] std::optional<std::size_t> takeNext();
    [[nodiscard]] bool hasNext() const { return nextFrom(m_next) < count(); }
    /// `digest` of its bytes, by the algorithm of checksum(); empty when it is not known.
    void setDone(std::size_t part, QByteArray digest = {});
    /// Everything that is not there may be handed out again.
    void takeBack() { m_next = 0; }
    [[nodiscard]] bool isComplete() const { return m_doneCount == count(); }
    [[nodiscard]] qint64 doneBytes() const { return m_doneBytes; }

    /// What the parts are compared with when all are there.
    void setChecksum(std::optional<ObjectChecksum> checksum) { m_checksum = std::move(checksum); }
    [[nodiscard]] const std::optional<ObjectChecksum>& checksum() const { return m_checksum; }
    /// Of a complete object; empty when that of a part is not known.
    [[nodiscard]] QByteArray digest() const;

    /// Null while nothing is worth keeping.
    [[nodiscard]] Value toValue() const;
    /// Nothing when it does not fit together.
    [[nodiscard]] static std::optional<DownloadPlan> fromValue(const Value& value);

private:
    /// Parts in a row that are there, so that a large object's are few words.
    struct Run {
        std::size_t end = 0; ///< behind the last
        qint64 size = 0;     ///< bytes
        QByteArray digest;
    };

    [[nodiscard]] std::size_t nextFrom(std::size_t part) const;
    void addRun(std::size_t first, Run run);
    [[nodiscard]] QByteArray joined(const Run& first, const Run& second) const;

    qint64 m_size;
    qint64 m_partSize;
    std::string m_etag;
    bool m_isWhole;
    std::optional<ObjectChecksum> m_checksum;
    std::vector<bool> m_done;
    std::map<std::size_t, Run> m_runs; ///< by their first part
    std::size_t m_doneCount = 0;
    std::size_t m_next = 0;
    qint64 m_doneBytes = 0;
};

/// How many bytes an answer has to bring.
struct BodyBounds {
    qint64 least = 0;
    qint64 most = -1; ///< -1: as many as come
};

/// One GET of a download, asked for again when it breaks off. What had come is then taken back from
/// received() and written anew. An answer that brings less than it has to ends with kind Transport, code
/// TruncatedBody, and one that brings more with BodyTooLong, before the first byte too many is written.
class DownloadPart final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DownloadPart)
public:
    struct Order {
        Value params; ///< of GetObject, with Range
        CallOptions options;
        ByteRange range;          ///< of no meaning for Asked::Whole
        qint64 expectedSize = -1; ///< -1 when it is not known
        Asked asked = Asked::Whole;
        int attempts = 1;
        std::optional<ChecksumAlgorithm> algorithm; ///< of digest()
        /// Without `algorithm`: digest() is the MD5 of a body that may be all there is to an ETag's MD5.
        bool isComparedWithETag = false;
    };
    /// Told of every answer before its first byte; its error ends the part.
    using Begun = std::function<Result<BodyBounds>(const RangeAnswer&)>;

    DownloadPart(Client client, Order order, DownloadOutput& output,
                 std::shared_ptr<BandwidthLimit> bandwidth, Begun begun);
    ~DownloadPart() override;

    void start();
    void cancel() override;
    [[nodiscard]] const ByteRange& range() const { return m_order.range; }
    [[nodiscard]] qint64 received() const { return m_received; }
    /// Valid after finished().
    [[nodiscard]] const Result<Value>& result() const { return *m_result; }
    /// After a good result(): of what was written; empty when it was not asked for.
    [[nodiscard]] QByteArray digest() const { return m_checksum ? m_checksum->digest() : QByteArray(); }

signals:
    void progressed();

private:
    class Sink;

    void giveUp() override;
    void attempt();
    [[nodiscard]] Result<void> begin(const HttpResponse& head);
    [[nodiscard]] Result<std::size_t> write(std::string_view bytes);
    [[nodiscard]] Error tooLong() const;
    void ended();
    [[nodiscard]] Result<Value> judged(const Result<Value>& answer) const;

    Client m_client;
    Order m_order;
    DownloadOutput& m_output;
    std::shared_ptr<BandwidthLimit> m_bandwidth;
    Begun m_begun;
    ReplyPtr m_reply;
    std::optional<Error> m_refusal; ///< why the answer cannot be taken
    std::optional<Result<Value>> m_result;
    qint64 m_offset = 0;
    BodyBounds m_bounds;
    qint64 m_received = 0;
    std::optional<Checksum> m_checksum;
    int m_attempts = 0;
};

using DownloadPartPtr = Owned<DownloadPart>;

} // namespace inia
