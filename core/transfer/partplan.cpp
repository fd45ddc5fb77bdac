#include "core/transfer/partplan.h"

#include <algorithm>

namespace inia {

namespace {

constexpr qint64 mebibyte = qint64(1024) * 1024;
constexpr qint64 smallestPart = 5 * mebibyte;
constexpr qint64 largestPart = qint64(5) * 1024 * mebibyte;
constexpr qint64 mostParts = 10'000;

qint64 partsOf(qint64 size, qint64 partSize)
{
    return (size + partSize - 1) / partSize;
}

} // namespace

PartPlan::PartPlan(qint64 size, qint64 partSize)
    : m_size(size), m_partSize(partSize), m_entries(static_cast<std::size_t>(partsOf(size, partSize)))
{
}

qint64 PartPlan::fittingPartSize(qint64 wanted, qint64 size)
{
    qint64 partSize = std::max<qint64>(1, wanted);
    while (partsOf(size, partSize) > mostParts)
        partSize *= 2;
    return std::clamp(partSize, smallestPart, largestPart);
}

PartPlan::Part PartPlan::part(int number) const
{
    const qint64 offset = (number - 1) * m_partSize;
    return {number, offset, std::min(m_partSize, m_size - offset)};
}

std::size_t PartPlan::nextFrom(std::size_t index) const
{
    while (index < m_entries.size() && !m_entries[index].isNull())
        ++index;
    return index;
}

std::optional<PartPlan::Part> PartPlan::takeNext()
{
    m_next = nextFrom(m_next);
    if (m_next == m_entries.size())
        return std::nullopt;
    return part(static_cast<int>(++m_next));
}

bool PartPlan::isDone(int number) const
{
    return !m_entries.at(static_cast<std::size_t>(number - 1)).isNull();
}

void PartPlan::setDone(int number, Value entry)
{
    if (isDone(number))
        return;
    m_entries[static_cast<std::size_t>(number - 1)] = std::move(entry);
    ++m_doneCount;
    m_doneBytes += part(number).size;
}

Value PartPlan::entries() const
{
    Value list = Value::emptyList();
    for (const auto& entry : m_entries) {
        if (!entry.isNull())
            list.append(entry);
    }
    return list;
}

} // namespace inia
