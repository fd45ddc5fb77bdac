#pragma once

#include "core/paging/paginator.h"

#include <QtCore/QObject>

#include <memory>

namespace inia {

/// Reads the pages of one operation from the event loop, one call at a time. Contract:
/// 1. fetchNext() asks for one page, readAll() for all that are left; neither emits before it has returned.
/// 2. Each page comes out of pageReady(), cut as StartingToken and MaxItems ask. A slot may ask for the next
///    page, cancel, or drop the reader.
/// 3. finished() comes exactly once: behind the last page, or with an error in result(). After cancel() the
///    error has kind Cancelled.
/// 4. Destroying the reader drops the call under way; nothing is emitted then. Owners whose slot is on the
///    stack use deleteLater().
class PageReader final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PageReader)
public:
    explicit PageReader(Paginator paginator, CallOptions options = {});

    [[nodiscard]] const Paginator& paginator() const { return m_paginator; }
    [[nodiscard]] bool isFinished() const { return m_finished; }
    /// Valid after finished(): well, or why the pages ended early.
    [[nodiscard]] const Result<void>& result() const { return m_result; }
    /// The call under way or, within pageReady() and finished(), the one that has just ended; null before the
    /// first.
    [[nodiscard]] const Reply* reply() const { return m_reply.get(); }

    /// Nothing happens while a page is under way or after the end.
    void fetchNext();
    void readAll();
    void cancel();

signals:
    void pageReady(const inia::Value& page);
    void finished();

private:
    void receive();
    void finish(Result<void> result);

    Paginator m_paginator;
    CallOptions m_options;
    ReplyPtr m_reply;
    Result<void> m_result;
    bool m_loading = false;
    bool m_readsAll = false;
    bool m_finished = false;
};

} // namespace inia
