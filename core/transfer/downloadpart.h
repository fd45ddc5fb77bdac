#pragma once

#include "core/checksum/checksum.h"
#include "core/client/client.h"
#include "core/transfer/contentrange.h"

#include <QtCore/QObject>

#include <functional>
#include <optional>

namespace inia {

class BandwidthLimit;
class DownloadOutput;

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
