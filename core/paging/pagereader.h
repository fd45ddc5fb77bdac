#pragma once

#include "core/paging/paginator.h"

namespace inia {

/// Reads the pages of one operation from the event loop, one call at a time; a Task, which ends behind the
/// last page or with an error. fetchNext() asks for one page, readAll() for all that are left. Each page
/// comes out of pageReady(), cut as StartingToken and MaxItems ask; a slot may ask for the next page, cancel,
/// or drop the reader.
class PageReader final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PageReader)
public:
    explicit PageReader(Paginator paginator, CallOptions options = {});

    [[nodiscard]] const Paginator& paginator() const { return m_paginator; }
    /// Valid after finished(): well, or why the pages ended early.
    [[nodiscard]] const Result<void>& result() const { return m_result; }
    /// The call under way or, within pageReady() and finished(), the one that has just ended; null before the
    /// first.
    [[nodiscard]] const Reply* reply() const { return m_reply.get(); }

    /// Nothing happens while a page is under way or after the end.
    void fetchNext();
    void readAll();
    void cancel() override;

signals:
    void pageReady(const inia::Value& page);

private:
    void giveUp() override { m_reply.reset(); }
    void receive();
    void finish(Result<void> result);

    Paginator m_paginator;
    CallOptions m_options;
    ReplyPtr m_reply;
    Result<void> m_result;
    bool m_loading = false;
    bool m_readsAll = false;
};

} // namespace inia
