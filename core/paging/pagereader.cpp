#include "core/paging/pagereader.h"

#include <QtCore/QPointer>

namespace inia {

PageReader::PageReader(Paginator paginator, CallOptions options)
    : m_paginator(std::move(paginator)), m_options(std::move(options))
{
}

void PageReader::fetchNext()
{
    if (m_loading || isFinished())
        return;
    m_loading = true;
    m_reply = m_paginator.fetchNext(m_options);
    connect(m_reply.get(), &Reply::finished, this, &PageReader::receive);
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
    m_reply.reset();
    finish(makeError(ErrorKind::Cancelled, "Cancelled", "the listing was given up"));
}

void PageReader::receive()
{
    m_loading = false;
    if (!m_reply->result())
        return finish(m_reply->result().error());
    Value page = *m_reply->result();
    // A dry run has a request, but no page.
    auto accepted = m_options.dryRun ? Result<void>() : m_paginator.accept(page);
    const bool isLast = m_options.dryRun || !accepted || !m_paginator.hasMore();
    m_loading = isLast; // a slot cannot fetch beyond the end
    const QPointer<PageReader> alive(this);
    emit pageReady(page);
    if (!alive || isFinished())
        return;
    if (isLast)
        return finish(std::move(accepted));
    if (m_readsAll)
        fetchNext();
}

void PageReader::finish(Result<void> result)
{
    m_loading = false;
    m_result = std::move(result);
    end();
}

} // namespace inia
