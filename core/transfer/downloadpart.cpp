#include "core/transfer/downloadpart.h"

#include "core/checksum/checksum.h"
#include "core/http/transport.h"
#include "core/transfer/bandwidthlimit.h"
#include "core/transfer/objectproof.h"

#include <QtCore/QIODevice>
#include <QtCore/QMetaObject>
#include <QtCore/QPointer>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace inia {

namespace {

Error unwritable(const std::string& why)
{
    return makeError(ErrorKind::Parameter, "UnwritableTarget",
                     "The device for the download cannot be written: " + why + ".");
}

} // namespace

bool writeWhole(QIODevice& device, std::string_view bytes)
{
    while (!bytes.empty()) {
        const qint64 written = device.write(bytes.data(), static_cast<qint64>(bytes.size()));
        if (written <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

DownloadDevice::DownloadDevice(QIODevice* device)
    : m_device(device), m_begin(device->isSequential() ? 0 : device->pos())
{
}

bool DownloadDevice::isSequential() const
{
    return !m_device || m_device->isSequential();
}

Result<void> DownloadDevice::open(qint64)
{
    if (!m_device || !m_device->isWritable())
        return unwritable("it is not open for writing");
    return {};
}

Result<void> DownloadDevice::write(qint64 offset, std::string_view bytes)
{
    if (!m_device)
        return unwritable("it is gone");
    if (m_device->isSequential()) {
        const qint64 known = m_written - offset;
        if (known >= static_cast<qint64>(bytes.size()))
            return {};
        bytes.remove_prefix(static_cast<std::size_t>(std::max<qint64>(0, known)));
    } else if (!m_device->seek(m_begin + offset)) {
        return unwritable(m_device->errorString().toStdString());
    }
    if (!writeWhole(*m_device, bytes))
        return unwritable(m_device->errorString().toStdString());
    m_written += static_cast<qint64>(bytes.size());
    return {};
}

void DownloadDevice::commit(QObject* context, std::function<void(Result<void>)> done)
{
    QMetaObject::invokeMethod(
        context, [done = std::move(done)] { done({}); }, Qt::QueuedConnection);
}

namespace {

std::optional<qint64> number(std::string_view text)
{
    qint64 value = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || end.ec != std::errc() || end.ptr != text.data() + text.size() || value < 0)
        return std::nullopt;
    return value;
}

/// "bytes 0-99/1234" (RFC 9110, 14.4). The forms without a range or with an unknown size are of no use here.
std::optional<RangeAnswer> parsed(std::string_view text)
{
    constexpr std::string_view unit = "bytes ";
    const auto dash = text.find('-');
    const auto slash = text.find('/');
    if (!text.starts_with(unit) || dash == text.npos || slash == text.npos || slash < dash)
        return std::nullopt;
    const auto first = number(text.substr(unit.size(), dash - unit.size()));
    const auto last = number(text.substr(dash + 1, slash - dash - 1));
    const auto total = number(text.substr(slash + 1));
    if (!first || !last || !total || *last < *first || *last >= *total)
        return std::nullopt;
    return RangeAnswer{{*first, *last - *first + 1}, *total, {}, true};
}

Error wrongRange(const ByteRange& range, const std::string& answered)
{
    return makeError(
        ErrorKind::Parse, "BadContentRange",
        "Bytes " + std::to_string(range.offset) + " to " + std::to_string(range.offset + range.size - 1) +
            " were asked for, and the server sends " + answered + ". Nothing of it was written.");
}

} // namespace

Result<RangeAnswer> readRangeAnswer(const HttpResponse& head, const ByteRange& range, Asked asked)
{
    const std::string etag(head.headers.value("ETag"));
    if (head.status != 206) {
        if (asked == Asked::Part)
            return wrongRange(range, "the whole object");
        // Where there are chunks they count (RFC 9112, 6.3).
        const bool isChunked = equalsIgnoringCase(head.headers.value("Transfer-Encoding"), "chunked");
        const qint64 size = isChunked ? -1 : number(head.headers.value("Content-Length")).value_or(-1);
        return RangeAnswer{{0, size}, size, etag, isChunked || size >= 0};
    }
    const std::string text(head.headers.value("Content-Range"));
    auto answer = parsed(text);
    if (!answer || asked == Asked::Whole)
        return wrongRange(range, text.empty() ? "a part without saying which" : '"' + text + '"');
    const bool endsEarly = answer->range.size < range.size &&
                           answer->range.offset + answer->range.size == answer->total &&
                           asked == Asked::FirstPart;
    if (answer->range.offset != range.offset || (answer->range.size != range.size && !endsEarly))
        return wrongRange(range, '"' + text + '"');
    answer->etag = etag;
    return *answer;
}

namespace {

std::size_t partCount(qint64 size, qint64 partSize, bool isWhole)
{
    return isWhole || size <= 0 ? 1 : static_cast<std::size_t>((size + partSize - 1) / partSize);
}

} // namespace

DownloadPlan::DownloadPlan(qint64 size, qint64 partSize, std::string etag, bool isWhole)
    : m_size(size),
      m_partSize(partSize),
      m_etag(std::move(etag)),
      m_isWhole(isWhole),
      m_done(partCount(size, partSize, isWhole))
{
}

ByteRange DownloadPlan::range(std::size_t part) const
{
    if (m_isWhole)
        return {0, m_size};
    const qint64 offset = static_cast<qint64>(part) * m_partSize;
    return {offset, std::min(m_partSize, m_size - offset)};
}

std::string DownloadPlan::rangeText(std::size_t part) const
{
    const ByteRange bytes = range(part);
    const std::string text = "bytes=" + std::to_string(bytes.offset) + "-";
    return part + 1 == count() ? text : text + std::to_string(bytes.offset + bytes.size - 1);
}

std::size_t DownloadPlan::nextFrom(std::size_t part) const
{
    while (part < count() && m_done[part])
        ++part;
    return part;
}

std::optional<std::size_t> DownloadPlan::takeNext()
{
    const std::size_t part = nextFrom(m_next);
    if (part >= count())
        return std::nullopt;
    m_next = part + 1;
    return part;
}

void DownloadPlan::setDone(std::size_t part, QByteArray digest)
{
    if (m_done[part])
        return;
    addRun(part, {part + 1, std::max<qint64>(0, range(part).size), std::move(digest)});
}

/// None of its parts is there yet.
void DownloadPlan::addRun(std::size_t first, Run run)
{
    for (std::size_t part = first; part < run.end; ++part)
        m_done[part] = true;
    m_doneCount += run.end - first;
    m_doneBytes += run.size;
    if (const auto next = m_runs.find(run.end); next != m_runs.end()) {
        run = {next->second.end, run.size + next->second.size, joined(run, next->second)};
        m_runs.erase(next);
    }
    auto before = m_runs.lower_bound(first);
    if (before != m_runs.begin() && (--before)->second.end == first)
        before->second = {run.end, before->second.size + run.size, joined(before->second, run)};
    else
        m_runs.emplace(first, std::move(run));
}

QByteArray DownloadPlan::joined(const Run& first, const Run& second) const
{
    if (!m_checksum || first.digest.isEmpty() || second.digest.isEmpty())
        return {};
    return combinedDigest(m_checksum->algorithm, first.digest, second.digest, second.size);
}

QByteArray DownloadPlan::digest() const
{
    return isComplete() && m_runs.size() == 1 ? m_runs.begin()->second.digest : QByteArray();
}

// ---- for another process --------------------------------------------------------------------------------

/// Parts that are there as runs: the first one, the one behind the last, and the digest of their bytes.
Value DownloadPlan::toValue() const
{
    if (m_isWhole || m_doneCount == 0)
        return {};
    Value runs = Value::emptyList();
    for (const auto& [first, run] : m_runs) {
        Value one = Value::list({first, run.end});
        if (!run.digest.isEmpty())
            one.append(run.digest.toBase64().toStdString());
        runs.append(std::move(one));
    }
    Value value = Value::map(
        {{"size", m_size}, {"partSize", m_partSize}, {"etag", m_etag}, {"parts", std::move(runs)}});
    if (m_checksum)
        value.insert("checksum", Value::list({checksumName(m_checksum->algorithm),
                                              m_checksum->digest.toBase64().toStdString()}));
    return value;
}

std::optional<DownloadPlan> DownloadPlan::fromValue(const Value& value)
{
    const qint64 size = value["size"].toInt();
    const qint64 partSize = value["partSize"].toInt();
    // Without an ETag nothing would notice that the object has changed.
    if (size <= 0 || partSize <= 0 || size / partSize >= mostParts || value["etag"].text().empty())
        return std::nullopt;
    DownloadPlan plan(size, partSize, value["etag"].text(), false);
    const auto bytes = [](const Value& text) {
        return QByteArray::fromBase64(QByteArray::fromStdString(text.text()));
    };
    if (const auto algorithm = checksumByName(value["checksum"][0].text()))
        plan.setChecksum(ObjectChecksum{*algorithm, bytes(value["checksum"][1])});
    for (const Value& run : value["parts"].items()) {
        const std::int64_t first = run[0].toInt(-1);
        const std::int64_t end = run[1].toInt(-1);
        if (first < 0 || end <= first || end > static_cast<std::int64_t>(plan.count()))
            return std::nullopt;
        const auto firstPart = static_cast<std::size_t>(first);
        const auto endPart = static_cast<std::size_t>(end);
        if (std::find(plan.m_done.begin() + first, plan.m_done.begin() + end, true) !=
            plan.m_done.begin() + end)
            return std::nullopt;
        const ByteRange last = plan.range(endPart - 1);
        plan.addRun(firstPart,
                    {endPart, last.offset + last.size - plan.range(firstPart).offset, bytes(run[2])});
    }
    return plan;
}

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
