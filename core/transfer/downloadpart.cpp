#include "core/transfer/downloadpart.h"

#include "core/http/bodysink.h"
#include "core/transfer/bandwidthlimit.h"
#include "core/transfer/downloadoutput.h"
#include "core/transfer/objectproof.h"

#include <QtCore/QMetaObject>
#include <QtCore/QPointer>

#include <algorithm>
#include <utility>

namespace inia {

/// What s3transfer asks again for: connections that break and bodies that end early. Other failures have been
/// tried again inside the call already.
static bool isBreak(const Error& error)
{
    return error.kind == ErrorKind::Transport || error.kind == ErrorKind::Timeout;
}

/// With which the call compares the body.
static bool hasChecksum(const HttpHeaders& headers)
{
    const auto algorithms = checksumsByPriority();
    return std::any_of(algorithms.begin(), algorithms.end(), [&headers](ChecksumAlgorithm algorithm) {
        const auto value = headers.value(checksumHeader(algorithm));
        return !value.empty() && value.find('-') == std::string_view::npos;
    });
}

class DownloadPart::Sink final : public BodySink {
public:
    explicit Sink(DownloadPart* part) : m_part(part) {}

    [[nodiscard]] qint64 expectedSize() const override { return m_part ? m_part->m_order.expectedSize : -1; }

    [[nodiscard]] bool begin(const HttpResponse& head) override
    {
        if (!BodySink::begin(head))
            return false;
        if (m_part) {
            const Result<void> begun = m_part->begin(head);
            m_part->m_refusal = begun ? std::nullopt : std::optional(begun.error());
        }
        return true;
    }
    [[nodiscard]] Result<std::size_t> write(std::string_view bytes) override
    {
        return m_part ? m_part->write(bytes) : bytes.size();
    }

private:
    QPointer<DownloadPart> m_part;
};

DownloadPart::DownloadPart(Client client, Order order, DownloadOutput& output,
                           std::shared_ptr<BandwidthLimit> bandwidth, Begun begun)
    : m_client(std::move(client)),
      m_order(std::move(order)),
      m_output(output),
      m_bandwidth(std::move(bandwidth)),
      m_begun(std::move(begun))
{
}

DownloadPart::~DownloadPart() = default;

void DownloadPart::start()
{
    attempt();
}

void DownloadPart::cancel()
{
    if (isFinished())
        return;
    giveUp();
    m_result = makeError(ErrorKind::Cancelled, "Cancelled", "The part was given up.");
    end();
}

/// Its sink takes nothing any more.
void DownloadPart::giveUp()
{
    m_begun = nullptr;
    m_reply.reset();
}

void DownloadPart::attempt()
{
    ++m_attempts;
    m_bounds = {};
    m_refusal.reset();
    m_checksum.reset();
    if (m_order.algorithm)
        m_checksum.emplace(*m_order.algorithm);
    CallOptions options = m_order.options;
    options.bodySink = std::make_shared<Sink>(this);
    m_reply = m_client.call("GetObject", m_order.params, std::move(options));
    connect(m_reply.get(), &Reply::finished, this, &DownloadPart::ended);
}

Result<void> DownloadPart::begin(const HttpResponse& head)
{
    if (!m_begun)
        return {};
    const auto answer = readRangeAnswer(head, m_order.range, m_order.asked);
    if (!answer)
        return answer.error();
    m_offset = answer->range.offset;
    const auto bounds = m_begun(*answer);
    if (!bounds)
        return bounds.error();
    m_bounds = *bounds;
    const bool isMd5 = !isWeakETag(answer->etag) && !md5OfETag(answer->etag).isEmpty();
    if (m_order.isComparedWithETag && !m_order.algorithm && isMd5 && !hasChecksum(head.headers))
        m_checksum.emplace(ChecksumAlgorithm::Md5);
    return {};
}

Error DownloadPart::tooLong() const
{
    Error error = makeError(ErrorKind::Parse, "BodyTooLong",
                            "The server sends more than the " + std::to_string(m_bounds.most) +
                                " bytes that it has said. Nothing of it was kept.");
    error.operation = "GetObject";
    return error;
}

Result<std::size_t> DownloadPart::write(std::string_view bytes)
{
    if (!m_begun)
        return bytes.size();
    if (m_refusal)
        return *m_refusal;
    const auto offered = static_cast<qint64>(bytes.size());
    if (m_bounds.most >= 0 && m_received + offered > m_bounds.most) {
        m_refusal = tooLong();
        return *m_refusal;
    }
    const qint64 taken = m_bandwidth ? m_bandwidth->take(offered) : offered;
    if (taken < offered) {
        m_bandwidth->wait(this, [this] {
            if (m_reply)
                m_reply->resume();
        });
    }
    if (taken == 0)
        return 0;
    const std::string_view piece = bytes.substr(0, static_cast<std::size_t>(taken));
    if (const auto written = m_output.write(m_offset + m_received, piece); !written) {
        m_refusal = written.error();
        return written.error();
    }
    if (m_checksum)
        m_checksum->update(piece);
    m_received += taken;
    emit progressed();
    return static_cast<std::size_t>(taken);
}

Result<Value> DownloadPart::judged(const Result<Value>& answer) const
{
    if (m_refusal)
        return *m_refusal;
    if (answer && m_received < m_bounds.least) {
        Error error = makeError(ErrorKind::Transport, "TruncatedBody",
                                "The server sent " + std::to_string(m_received) + " of " +
                                    std::to_string(m_bounds.least) + " bytes.");
        error.operation = "GetObject";
        return error;
    }
    return answer;
}

void DownloadPart::ended()
{
    Result<Value> result = judged(m_reply->result());
    if (!result && !m_refusal && isBreak(result.error()) && m_attempts < m_order.attempts) {
        m_received = 0;
        emit progressed();
        if (m_begun)
            attempt();
        return;
    }
    m_result = std::move(result);
    end();
}

} // namespace inia
