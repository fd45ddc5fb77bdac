#include "core/resource/mergedcursor.h"

#include <QtCore/QTimer>

#include <algorithm>

namespace inia {

MergedCursor::MergedCursor(std::vector<Part> parts) : m_parts(std::move(parts))
{
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        const auto& collection = m_parts[i].collection;
        m_openErrors.push_back(collection ? std::nullopt : std::optional(collection.error()));
        m_cursors.push_back(collection ? collection->open() : nullptr);
        if (!collection)
            continue;
        CollectionCursor* cursor = m_cursors.back().get();
        connect(cursor, &CollectionCursor::pageReady, this,
                [this, i](const CollectionPage& page) { emit pageReady(page, i); });
        connect(cursor, &CollectionCursor::stateChanged, this, [this, i] { follow(i); });
    }
}

MergedCursor::State MergedCursor::state(std::size_t part) const
{
    return m_cursors[part] ? m_cursors[part]->state() : State::Failed;
}

const std::optional<Error>& MergedCursor::error(std::size_t part) const
{
    return m_cursors[part] ? m_cursors[part]->error() : m_openErrors[part];
}

std::size_t MergedCursor::underWay() const
{
    return static_cast<std::size_t>(std::count_if(m_cursors.begin(), m_cursors.end(), [](const auto& cursor) {
        return cursor && cursor->state() == State::Loading;
    }));
}

MergedCursor::State MergedCursor::state() const
{
    if (!isMerged())
        return state(0);
    std::size_t pristine = 0;
    bool hasMore = false;
    bool hasFailed = false;
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        const State each = state(i);
        if (each == State::Loading)
            return State::Loading;
        pristine += each == State::Pristine ? 1 : 0;
        hasMore = hasMore || each == State::More || each == State::Pristine;
        hasFailed = hasFailed || each == State::Failed;
    }
    if (!m_waiting.empty())
        return State::Loading;
    if (pristine == m_parts.size())
        return State::Pristine;
    if (hasMore)
        return State::More;
    return hasFailed ? State::Failed : State::Complete;
}

const std::optional<Error>& MergedCursor::error() const
{
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        if (state(i) == State::Failed)
            return error(i);
    }
    return m_noError;
}

int MergedCursor::pages() const
{
    int sum = 0;
    for (const auto& cursor : m_cursors)
        sum += cursor ? cursor->pages() : 0;
    return sum;
}

int MergedCursor::requests() const
{
    int sum = 0;
    for (const auto& cursor : m_cursors)
        sum += cursor ? cursor->requests() : 0;
    return sum;
}

std::chrono::milliseconds MergedCursor::elapsed() const
{
    if (!isMerged())
        return m_cursors[0] ? m_cursors[0]->elapsed() : std::chrono::milliseconds(0);
    const auto running =
        m_since ? std::chrono::steady_clock::now() - *m_since : std::chrono::steady_clock::duration::zero();
    return m_elapsed + std::chrono::duration_cast<std::chrono::milliseconds>(running);
}

quint64 MergedCursor::lastCallId() const
{
    quint64 newest = 0;
    for (const auto& cursor : m_cursors)
        newest = std::max(newest, cursor ? cursor->lastCallId() : 0);
    return newest;
}

void MergedCursor::fetchNextPage(OptionsOf options)
{
    const State before = state();
    if (before == State::Loading || before == State::Complete)
        return;
    m_options = std::move(options);
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        const State each = state(i);
        const bool isNext = each == State::Pristine || each == State::More;
        if (m_cursors[i] && (before == State::Failed ? each == State::Failed : isNext))
            m_waiting.push_back(i);
    }
    if (m_waiting.empty())
        emit stateChanged(); // there is nobody to ask
    else
        startWaiting();
}

void MergedCursor::retry(std::size_t part, OptionsOf options)
{
    if (!m_cursors[part] || state(part) != State::Failed ||
        std::find(m_waiting.begin(), m_waiting.end(), part) != m_waiting.end())
        return;
    m_options = std::move(options);
    m_waiting.push_back(part);
    startWaiting();
}

void MergedCursor::startWaiting()
{
    if (!m_waiting.empty() && !m_since)
        m_since = std::chrono::steady_clock::now();
    while (!m_waiting.empty() && underWay() < mostAtOnce) {
        const std::size_t part = m_waiting.front();
        m_waiting.pop_front();
        CollectionCursor& cursor = *m_cursors[part];
        cursor.fetchNextPage(m_options ? m_options(m_parts[part].name, cursor.pages() + 1) : CallOptions());
    }
}

/// The next calls begin in a turn of their own: else, when answers come faster than they are taken, nothing
/// else would have its turn meanwhile.
void MergedCursor::follow(std::size_t part)
{
    const State now = state(part);
    if (isMerged() && now != State::Loading) {
        const auto planned = static_cast<std::size_t>(pages()) + underWay() + m_waiting.size();
        if (now == State::More && m_goesOn && planned < static_cast<std::size_t>(m_lastPage))
            m_waiting.push_back(part);
        if (!m_waiting.empty())
            QTimer::singleShot(0, this, &MergedCursor::startWaiting);
    }
    if (m_since && state() != State::Loading) {
        m_elapsed = elapsed();
        m_since.reset();
    }
    emit stateChanged();
}

void MergedCursor::setReadAhead(OptionsOf options, int last)
{
    if (isMerged()) {
        m_goesOn = static_cast<bool>(options);
        m_lastPage = last;
        if (m_goesOn)
            m_options = std::move(options);
        return;
    }
    if (!m_cursors[0])
        return;
    std::function<CallOptions(int)> optionsOf;
    if (options) {
        optionsOf = [options = std::move(options), name = m_parts[0].name](int page) {
            return options(name, page);
        };
    }
    m_cursors[0]->setReadAhead(std::move(optionsOf), last);
}

void MergedCursor::cancel()
{
    m_waiting.clear();
    m_goesOn = false;
    for (const auto& cursor : m_cursors) {
        if (cursor)
            cursor->cancel();
    }
    m_elapsed = elapsed();
    m_since.reset();
}

std::vector<Resource> MergedCursor::resources(const CollectionPage& page, std::size_t part) const
{
    return m_cursors[part]->resources(page);
}

} // namespace inia
