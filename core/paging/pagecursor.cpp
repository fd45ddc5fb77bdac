#include "core/paging/pagecursor.h"

#include <QtCore/QPointer>

#include <utility>

namespace inia {

PageCursor::PageCursor(Caller caller, std::string operation, Value params,
                       std::optional<std::int64_t> pageSize)
    : m_caller(std::move(caller)),
      m_operation(std::move(operation)),
      m_params(std::move(params)),
      m_pageSize(pageSize)
{
}

PageCursor::PageCursor(Paginator paginator) : m_caller(paginator.caller()), m_paginator(std::move(paginator))
{
}

void PageCursor::setState(State state)
{
    m_state = state;
    emit stateChanged();
}

Result<void> PageCursor::startPaginator()
{
    auto paginator = Paginator::forOperation(m_caller, m_operation, m_params);
    if (!paginator)
        return paginator.error();
    m_paginator = std::move(paginator).value();
    if (m_pageSize)
        m_paginator->setPageSize(*m_pageSize);
    return {};
}

void PageCursor::fetchNextPage(CallOptions options)
{
    if (m_state == State::Loading || m_state == State::Complete || m_hasChanged)
        return;
    m_error.reset();
    m_isDryRun = options.dryRun;
    const bool isPaged = m_paginator || Paginator::knows(m_caller, m_operation);
    if (isPaged && !m_paginator) {
        if (auto started = startPaginator(); !started)
            return fail(started.error());
    }
    if (isPaged) {
        startPage(std::move(options));
    } else {
        m_reply = m_caller.call(m_operation, m_params, std::move(options));
        ++m_requests;
    }
    m_started = std::chrono::steady_clock::now();
    m_lastCallId = m_reply->callId();
    if (m_firstCallId == 0)
        m_firstCallId = m_lastCallId;
    connect(m_reply.get(), &Reply::finished, this, &PageCursor::finishPage);
    if (m_reply->isFinished()) // one that was asked for before its turn may have told it already
        QMetaObject::invokeMethod(this, &PageCursor::finishPage, Qt::QueuedConnection);
    setState(State::Loading);
}

/// Takes the page that is under way already, when it is the right one.
void PageCursor::startPage(CallOptions options)
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
    options.page = m_pages + 1;
    options.group = m_firstCallId;
    m_reply =
        m_paginator->fetch(m_paginator->nextParams(), std::move(options),
                           [this, page = m_pages + 1](const Value& outline) { takeOutline(page, outline); });
    ++m_requests;
}

void PageCursor::setReadAhead(std::function<CallOptions(int page)> options, int last)
{
    m_aheadOptions = std::move(options);
    m_lastAhead = last;
    if (!m_aheadOptions)
        m_ahead.reset();
}

void PageCursor::takeOutline(int page, const Value& outline)
{
    if (m_ahead && m_ahead->page == page)
        m_ahead->outline = outline;
    else
        startAhead(outline);
}

/// Behind the page under way, whose outline this is.
void PageCursor::startAhead(const Value& outline)
{
    const int page = m_pages + 2;
    if (!m_aheadOptions || m_ahead || page > m_lastAhead)
        return;
    auto params = m_paginator->paramsAfter(outline);
    if (!params)
        return;
    CallOptions options = m_aheadOptions(page);
    options.page = page;
    options.group = m_firstCallId;
    auto reply = m_paginator->fetch(*params, std::move(options),
                                    [this, page](const Value& next) { takeOutline(page, next); });
    m_ahead = Ahead{page, std::move(*params), std::move(reply), {}};
    ++m_requests;
}

void PageCursor::finishPage()
{
    if (!m_reply || m_state != State::Loading || !m_reply->isFinished())
        return; // of a page that was given up
    m_lastReply = std::move(m_reply);
    m_elapsed +=
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - m_started);
    const auto& result = m_lastReply->result();
    if (!result)
        return fail(result.error());
    Value page = *result;
    const bool isAccepting = m_paginator && !m_isDryRun;
    const auto accepted = isAccepting ? m_paginator->accept(page) : Result<void>();
    const auto taken = m_take ? m_take(page, m_shown.value_or(0)) : Taken();
    m_hasChanged = m_shown && *m_shown != taken.rows;
    if (m_hasChanged) {
        return fail(makeError(ErrorKind::Parse, "PageChanged",
                              "the page has changed since it was listed; list it anew from its beginning"));
    }
    if (!std::exchange(m_shown, std::nullopt)) {
        ++m_pages;
        const QPointer<PageCursor> alive(this); // a slot may drop the cursor
        emit pageReady(page);
        if (!alive)
            return;
    }
    if (!accepted && !taken.isEnough) {
        m_shown = taken.rows;
        return fail(accepted.error());
    }
    setState(!taken.isEnough && isAccepting && m_paginator->hasMore() ? State::More : State::Complete);
}

void PageCursor::fail(Error error)
{
    m_error = std::move(error);
    m_ahead.reset();
    setState(State::Failed);
}

void PageCursor::cancel()
{
    m_ahead.reset();
    if (m_state != State::Loading)
        return;
    m_reply.reset();
    m_state = m_pages == 0 ? State::Pristine : State::More;
}

PageReader::PageReader(Paginator paginator, CallOptions options)
    : m_cursor(std::move(paginator)), m_options(std::move(options))
{
    connect(&m_cursor, &PageCursor::pageReady, this, [this](const Value& page) {
        m_isTelling = true;
        emit pageReady(page);
        m_isTelling = false;
    });
    connect(&m_cursor, &PageCursor::stateChanged, this, &PageReader::proceed);
}

void PageReader::fetchNext()
{
    if (isFinished())
        return;
    if (m_isTelling)
        m_wantsNext = true;
    else
        m_cursor.fetchNextPage(m_options);
}

void PageReader::readAll()
{
    m_readsAll = true;
    fetchNext();
}

void PageReader::cancel()
{
    if (isFinished())
        return;
    m_cursor.cancel();
    finish(makeError(ErrorKind::Cancelled, "Cancelled", "the listing was given up"));
}

void PageReader::proceed()
{
    if (isFinished())
        return;
    if (m_cursor.state() == PageCursor::State::Failed)
        finish(*m_cursor.error());
    else if (m_cursor.state() == PageCursor::State::Complete)
        finish({});
    else if (m_cursor.state() == PageCursor::State::More && (std::exchange(m_wantsNext, false) || m_readsAll))
        m_cursor.fetchNextPage(m_options);
}

void PageReader::finish(Result<void> result)
{
    m_result = std::move(result);
    end();
}

} // namespace inia
