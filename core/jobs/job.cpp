#include "core/jobs/job.h"

#include <algorithm>

namespace inia {

namespace {

constexpr std::size_t longestField = 0xFFFF;

} // namespace

std::string_view jobActionName(JobAction action)
{
    constexpr std::array<std::string_view, 7> names{"delete", "delete versions", "undelete", "copy", "move",
                                                    "undo",   "undo move"};
    return names.at(static_cast<std::size_t>(action));
}

std::string_view jobItemStateName(JobItemState state)
{
    constexpr std::array<std::string_view, 8> names{
        "waiting", "sent", "copied", "source being deleted", "done", "failed", "copied, source kept",
        "skipped"};
    return names.at(static_cast<std::size_t>(state));
}

std::string_view jobStateName(Job::State state)
{
    constexpr std::array<std::string_view, 8> names{"waiting",     "running", "paused",    "stopped",
                                                    "interrupted", "done",    "cancelled", "unreadable"};
    return names.at(static_cast<std::size_t>(state));
}

bool isDestroying(JobAction action, bool overwrites)
{
    return action != JobAction::Copy || overwrites;
}

void JobItems::add(const JobItem& item)
{
    m_records.push_back(
        {store({item.key, item.etag, item.version, item.storageClass, item.target, item.targetVersion}), 0,
         item.size, JobItemState::Queued});
    m_bytes += item.size;
    ++m_counts[0];
}

JobItem JobItems::at(std::size_t number) const
{
    const Record& record = m_records[number];
    const auto text = [&](int which) { return std::string(field(record.item, which)); };
    return {text(0), text(1), text(2), text(3), record.size, text(4), text(5)};
}

JobOutcome JobItems::outcome(std::size_t number) const
{
    const std::uint64_t at = m_records[number].outcome;
    if (at == 0)
        return {};
    const auto text = [&](int which) { return std::string(field(at, which)); };
    return {text(0), text(1), text(2), text(3), text(4), text(5)};
}

void JobItems::setState(std::size_t number, JobItemState state)
{
    Record& record = m_records[number];
    --m_counts[static_cast<std::size_t>(record.state)];
    ++m_counts[static_cast<std::size_t>(state)];
    if (record.state == JobItemState::Done)
        m_doneBytes -= record.size;
    if (state == JobItemState::Done)
        m_doneBytes += record.size;
    record.state = state;
}

void JobItems::setOutcome(std::size_t number, const JobOutcome& outcome)
{
    const bool isEmpty = outcome.newVersion.empty() && outcome.marker.empty() && outcome.upload.empty() &&
                         outcome.code.empty() && outcome.message.empty();
    m_records[number].outcome = isEmpty ? 0
                                        : store({outcome.newVersion, outcome.marker, outcome.upload,
                                                 outcome.code, outcome.message, outcome.requestId});
}

std::size_t JobItems::ended() const
{
    return count(JobItemState::Done) + count(JobItemState::Failed) + count(JobItemState::Kept) +
           count(JobItemState::Skipped);
}

/// Each with its length in two bytes in front.
std::uint64_t JobItems::store(const std::vector<std::string_view>& fields)
{
    const std::uint64_t at = m_text.size();
    for (const std::string_view text : fields) {
        const std::size_t length = std::min(text.size(), longestField);
        m_text += static_cast<char>(length >> 8U);
        m_text += static_cast<char>(length & 0xFFU);
        m_text += text.substr(0, length);
    }
    return at;
}

std::string_view JobItems::field(std::uint64_t at, int number) const
{
    const auto lengthAt = [this](std::uint64_t place) {
        return std::size_t(static_cast<unsigned char>(m_text[place])) << 8U |
               static_cast<unsigned char>(m_text[place + 1]);
    };
    for (; number > 0; --number)
        at += 2 + lengthAt(at);
    return std::string_view(m_text).substr(at + 2, lengthAt(at));
}

} // namespace inia
