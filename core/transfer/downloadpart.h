#pragma once

#include "core/client/client.h"
#include "core/transfer/contentrange.h"

#include <QtCore/QObject>

#include <functional>
#include <optional>

namespace inia {

class BandwidthLimit;
class DownloadOutput;

/// One GET of a download, asked for again when it breaks off. What had come is then taken back from
/// received() and written anew.
class DownloadPart final : public QObject {
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
    };
    /// Told of every answer before its first byte; its error ends the part.
    using Begun = std::function<Result<void>(const RangeAnswer&)>;

    DownloadPart(Client client, Order order, DownloadOutput& output,
                 std::shared_ptr<BandwidthLimit> bandwidth, Begun begun);
    ~DownloadPart() override;

    void start();
    /// Gives the call up; nothing is emitted any more.
    void stop();
    [[nodiscard]] const ByteRange& range() const { return m_order.range; }
    [[nodiscard]] qint64 received() const { return m_received; }
    /// Valid after finished().
    [[nodiscard]] const Result<Value>& result() const { return *m_result; }

signals:
    void progressed();
    void finished();

private:
    class Sink;

    void attempt();
    [[nodiscard]] Result<void> begin(const HttpResponse& head);
    [[nodiscard]] Result<std::size_t> write(std::string_view bytes);
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
    qint64 m_expected = -1;
    qint64 m_received = 0;
    int m_attempts = 0;
};

/// Parts end inside their own signals and their sink's calls.
struct DownloadPartDeleter {
    void operator()(DownloadPart* part) const;
};
using DownloadPartPtr = std::unique_ptr<DownloadPart, DownloadPartDeleter>;

} // namespace inia
