#include "core/resource/mergedcursor.h"

#include "core/resource/requestparams.h"

#include <QtCore/QTimer>

#include <algorithm>
#include <map>

namespace inia {

// ---- what a list left out ---------------------------------------------------------------------------------

std::size_t RowCompletion::mostAtOnce(const ResourceDefinition& type)
{
    return type.completion.request.operation.empty() ? 0 : type.completion.atOnce;
}

RowCompletion::RowCompletion(std::vector<Resource> rows, CallOptions options)
    : m_rows(std::move(rows)),
      m_options(std::move(options)),
      m_result(makeError(ErrorKind::Cancelled, "Cancelled", "The rows were not completed."))
{
}

void RowCompletion::start()
{
    const auto& completion = m_rows.front().definition().completion;
    Value params = Value::emptyMap();
    for (const auto& row : m_rows)
        params = mergedParams(params, buildParams(row, completion.request));
    m_reply =
        m_rows.front().client().call(completion.request.operation, std::move(params), std::move(m_options));
    connect(m_reply.get(), &Task::finished, this, &RowCompletion::receive);
}

/// An answer has the things in an order of its own, and only those there are: each is known again by a member
/// that says the row's identifier, its name or its ARN.
void RowCompletion::receive()
{
    if (!m_reply->result()) {
        m_result = m_reply->result().error();
        end();
        return;
    }
    std::map<std::string, std::size_t, std::less<>> places;
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        places.emplace(m_rows[i].identifiers().back().text(), i);
    std::vector<Value> data(m_rows.size());
    const Value items = foundAt(m_rows.front().definition().completion.itemsPath, *m_reply->result());
    for (const auto& item : items.items()) {
        for (const auto& [name, member] : item.members()) {
            const auto place = member.isText() ? places.find(member.text()) : places.end();
            if (place != places.end() && data[place->second].isNull()) {
                data[place->second] = item;
                break;
            }
        }
    }
    m_result = std::move(data);
    end();
}

void RowCompletion::cancel()
{
    if (m_reply)
        m_reply->cancel();
    else
        end();
}

void RowCompletion::giveUp()
{
    m_reply.reset();
}

// ---- rows of several places -------------------------------------------------------------------------------

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
