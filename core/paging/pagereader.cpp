#include "core/paging/pagereader.h"

#include <utility>

namespace inia {

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
