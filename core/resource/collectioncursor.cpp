#include "core/resource/collectioncursor.h"

#include "core/resource/resourceanswer.h"

#include <QtCore/QPointer>

#include <algorithm>
#include <utility>

namespace inia {

CollectionCursor::CollectionCursor(Collection collection) : m_collection(std::move(collection)) {}

void CollectionCursor::setState(State state)
{
    m_state = state;
    emit stateChanged();
}

void CollectionCursor::fetchNextPage(CallOptions options)
{
    if (m_state == State::Loading || m_state == State::Complete || m_hasChanged)
        return;
    const auto& client = m_collection.parent().client();
    const auto& operation = m_collection.definition().request.operation;
    m_error.reset();
    if (client.canPaginate(operation)) {
        if (!m_paginator)
            startPaginator();
        if (m_error)
            return;
        startPage(std::move(options));
    } else {
        m_reply = client.call(operation, m_collection.params(), std::move(options));
        ++m_requests;
    }
    m_started = std::chrono::steady_clock::now();
    m_lastCallId = m_reply->callId();
    connect(m_reply.get(), &Reply::finished, this, &CollectionCursor::finishPage);
    if (m_reply->isFinished())
        QMetaObject::invokeMethod(this, &CollectionCursor::finishPage, Qt::QueuedConnection);
    setState(State::Loading);
}

/// Takes the page that is under way already, when it is the right one.
void CollectionCursor::startPage(CallOptions options)
{
    auto ahead = std::exchange(m_ahead, std::nullopt);
    if (ahead && ahead->params == m_paginator->nextParams()) {
        m_reply = std::move(ahead->reply);
        if (!ahead->outline.isNull())
            startAhead(ahead->outline);
        return;
    }
    if (ahead)
        m_aheadOptions = nullptr; // outlines of this service do not tell its tokens
    m_reply =
        m_paginator->fetch(m_paginator->nextParams(), std::move(options),
                           [this, page = m_pages + 1](const Value& outline) { takeOutline(page, outline); });
    ++m_requests;
}

void CollectionCursor::setReadAhead(std::function<CallOptions(int page)> options, int last)
{
    m_aheadOptions = std::move(options);
    m_lastAhead = last;
    if (!m_aheadOptions)
        m_ahead.reset();
}

void CollectionCursor::takeOutline(int page, const Value& outline)
{
    if (m_ahead && m_ahead->page == page)
        m_ahead->outline = outline;
    else
        startAhead(outline);
}

/// Behind the page under way, whose outline this is.
void CollectionCursor::startAhead(const Value& outline)
{
    const int page = m_pages + 2;
    if (!m_aheadOptions || m_ahead || m_collection.limit() || page > m_lastAhead)
        return;
    auto params = m_paginator->paramsAfter(outline);
    if (!params)
        return;
    auto reply = m_paginator->fetch(*params, m_aheadOptions(page),
                                    [this, page](const Value& next) { takeOutline(page, next); });
    m_ahead = Ahead{page, std::move(*params), std::move(reply), {}};
    ++m_requests;
}

void CollectionCursor::startPaginator()
{
    auto paginator = m_collection.parent().client().paginator(m_collection.definition().request.operation,
                                                              m_collection.params());
    if (!paginator) {
        fail(paginator.error());
        return;
    }
    m_paginator = std::move(paginator).value();
    if (m_collection.pageSize())
        m_paginator->setPageSize(*m_collection.pageSize());
}

void CollectionCursor::finishPage()
{
    if (!m_reply || !m_reply->isFinished())
        return; // of a page that was given up
    const ReplyPtr reply = std::move(m_reply);
    m_elapsed +=
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - m_started);
    if (!reply->result()) {
        fail(reply->result().error());
        return;
    }
    Value response = *reply->result();
    const auto accepted = m_paginator ? m_paginator->accept(response) : Result<void>();
    auto page = pageOf(std::move(response));
    bool limitReached = false;
    if (const auto limit = m_collection.limit()) {
        const auto shown = static_cast<std::int64_t>(m_shown.value_or(0));
        const auto left = static_cast<std::size_t>(std::max<std::int64_t>(0, *limit - m_itemCount + shown));
        page.count = std::min(page.count, left);
        limitReached = page.count == left;
    }
    m_hasChanged = m_shown && *m_shown != page.count;
    if (m_hasChanged) {
        fail(makeError(ErrorKind::Parse, "PageChanged",
                       "the page has changed since it was listed; list it anew from its beginning"));
        return;
    }
    if (!std::exchange(m_shown, std::nullopt)) {
        ++m_pages;
        m_itemCount += static_cast<std::int64_t>(page.count);
        const QPointer<CollectionCursor> alive(this); // a slot may drop the cursor
        emit pageReady(page);
        if (!alive)
            return;
    }
    if (!accepted && !limitReached) {
        m_shown = page.count;
        fail(accepted.error());
        return;
    }
    setState(!limitReached && m_paginator && m_paginator->hasMore() ? State::More : State::Complete);
}

CollectionPage CollectionCursor::pageOf(Value response) const
{
    CollectionPage page;
    page.response = std::move(response);
    const auto& reference = m_collection.definition().resource;
    if (!reference.path.empty())
        page.items = foundAt(reference.path, page.response);
    // Without data on the page the identifiers alone say how many there are.
    page.count = reference.path.empty()
                     ? identifiedCount(m_collection.parent(), reference, m_collection.params(), page.response)
                     : page.items.size();
    return page;
}

void CollectionCursor::fail(Error error)
{
    m_error = std::move(error);
    m_ahead.reset();
    setState(State::Failed);
}

void CollectionCursor::cancel()
{
    m_ahead.reset();
    if (m_state != State::Loading)
        return;
    m_reply.reset();
    m_state = m_pages == 0 ? State::Pristine : State::More;
}

std::vector<Resource> CollectionCursor::resources(const CollectionPage& page) const
{
    return pageResources(m_collection.parent(), m_collection.definition().resource, m_collection.params(),
                         page.response, page.count);
}

} // namespace inia
