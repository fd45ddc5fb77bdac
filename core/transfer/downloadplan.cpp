#include "core/transfer/downloadplan.h"

#include <algorithm>
#include <utility>

namespace inia {

namespace {

/// S3's objects have at most 5 TiB, and parts have at least a few KiB: more is not from us.
constexpr qint64 mostRanges = 10'000'000;

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

void DownloadPlan::setDone(std::size_t part)
{
    if (m_done[part])
        return;
    m_done[part] = true;
    ++m_doneCount;
    m_doneBytes += std::max<qint64>(0, range(part).size);
}

/// Parts that are there as pairs of the first one and the one behind the last.
Value DownloadPlan::toValue() const
{
    if (m_isWhole || m_doneCount == 0)
        return {};
    Value runs = Value::emptyList();
    for (std::size_t part = 0; part < count(); ++part) {
        if (!m_done[part])
            continue;
        const std::size_t first = part;
        while (part < count() && m_done[part])
            ++part;
        runs.append(Value::list({first, part}));
    }
    return Value::map({{"size", m_size}, {"partSize", m_partSize}, {"etag", m_etag}, {"parts", runs}});
}

std::optional<DownloadPlan> DownloadPlan::fromValue(const Value& value)
{
    const qint64 size = value["size"].toInt();
    const qint64 partSize = value["partSize"].toInt();
    // Without an ETag nothing would notice that the object has changed.
    if (size <= 0 || partSize <= 0 || size / partSize >= mostRanges || value["etag"].text().empty())
        return std::nullopt;
    DownloadPlan plan(size, partSize, value["etag"].text(), false);
    for (const Value& run : value["parts"].items()) {
        const std::int64_t first = run[0].toInt(-1);
        const std::int64_t end = run[1].toInt(-1);
        if (first < 0 || end < first || end > static_cast<std::int64_t>(plan.count()))
            return std::nullopt;
        for (std::int64_t part = first; part < end; ++part)
            plan.setDone(static_cast<std::size_t>(part));
    }
    return plan;
}

} // namespace inia
