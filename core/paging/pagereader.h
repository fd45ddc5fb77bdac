#pragma once

#include "core/paging/pagecursor.h"

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

    [[nodiscard]] const Paginator& paginator() const { return *m_cursor.paginator(); }
    /// Valid after finished(): well, or why the pages ended early.
    [[nodiscard]] const Result<void>& result() const { return m_result; }
    /// The call under way, else the one that has ended last; null before the first.
    [[nodiscard]] const Reply* reply() const { return m_cursor.reply(); }

    /// Nothing happens while a page is under way or after the end.
    void fetchNext();
    void readAll();
    void cancel() override;

signals:
    void pageReady(const inia::Value& page);

private:
    void giveUp() override { m_cursor.cancel(); }
    void proceed();
    void finish(Result<void> result);

    PageCursor m_cursor;
    CallOptions m_options;
    Result<void> m_result;
    bool m_isTelling = false; ///< pageReady()
    bool m_wantsNext = false;
    bool m_readsAll = false;
};

} // namespace inia
