#include "core/transfer/downloadplan.h"

#include "core/checksum/checksum.h"

#include <algorithm>
#include <utility>

namespace inia {

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

} // namespace inia
