#pragma once

#include "core/async/task.h"
#include "core/paging/paginator.h"

#include <QtCore/QObject>

#include <chrono>
#include <cstddef>
#include <functional>
#include <limits>
#include <optional>
#include <string>

namespace inia {

/// Walks the pages of one operation, one call at a time: what is under all that lists. Keeps tokens and
/// state, not pages. Dropping it (Owned) gives up the call under way and nothing is emitted.
class PageCursor final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PageCursor)
public:
    enum class State {
        Pristine, ///< nothing asked yet
        Loading,  ///< a page is under way
        More,     ///< the last page succeeded and there are more
        Complete, ///< the last page succeeded and was the final one
        Failed,   ///< the last page failed; fetchNextPage() tries the same page again
                  ///< (its rows come only once, also when they came before the failure)
    };
    Q_ENUM(State)

    /// What whoever walks makes of a page.
    struct Taken {
        std::size_t rows = 0;  ///< by which a page that is asked for again is known again
        bool isEnough = false; ///< there is no need for more
    };
    /// Asked about each page before it is told. `seen` rows of it have been told before.
    using Take = std::function<Taken(const Value& page, std::size_t seen)>;

    /// Pages as botocore does where it can; an operation it cannot page has one page. A page size is ignored
    /// when the operation has no such parameter.
    PageCursor(Caller caller, std::string operation, Value params, std::optional<std::int64_t> pageSize = {});
    explicit PageCursor(Paginator paginator);

    void setTake(Take take) { m_take = std::move(take); }

    [[nodiscard]] State state() const { return m_state; }
    /// The error of state Failed.
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }
    [[nodiscard]] int pages() const { return m_pages; }
    /// Calls made, failed ones included.
    [[nodiscard]] int requests() const { return m_requests; }
    /// Time spent waiting for answers, summed over the pages.
    [[nodiscard]] std::chrono::milliseconds elapsed() const { return m_elapsed; }
    /// Id of the newest call in the ExchangeLog; 0 before the first.
    [[nodiscard]] quint64 lastCallId() const { return m_lastCallId; }
    /// The call under way, else the one that has ended last; null before the first.
    [[nodiscard]] const Reply* reply() const { return m_reply ? m_reply.get() : m_lastReply.get(); }
    /// Null before the first page, and where there is but one.
    [[nodiscard]] const Paginator* paginator() const { return m_paginator ? &*m_paginator : nullptr; }

    /// Starts the next page. Does nothing while Loading or when Complete.
    void fetchNextPage(CallOptions options = {});
    /// For listings that are read to their end: while `options` is given, the next page is asked for as soon
    /// as the one under way has told its token, in its first bytes where it stands there. `options` are those
    /// of the call for a page, from 1; an empty function ends it. At most one page ahead, and none behind
    /// page `last`; one that was fetched in vain is dropped.
    void setReadAhead(std::function<CallOptions(int page)> options,
                      int last = std::numeric_limits<int>::max());
    /// Gives up the page under way: state More (Pristine before the first page), nothing else emitted.
    void cancel();

signals:
    void stateChanged();
    /// Before the stateChanged() that follows it; of state Failed when there is more but nobody knows how to
    /// ask for it (see Paginator::accept()).
    void pageReady(const inia::Value& page);

private:
    /// A page that was asked for before its turn.
    struct Ahead {
        int page = 0;
        Value params;
        ReplyPtr reply;
        Value outline; ///< null until it is known
    };
    [[nodiscard]] Result<void> startPaginator();
    void startPage(CallOptions options);
    void takeOutline(int page, const Value& outline);
    void startAhead(const Value& outline);
    void finishPage();
    void setState(State state);
    void fail(Error error);

    Caller m_caller;
    std::string m_operation;
    Value m_params;
    std::optional<std::int64_t> m_pageSize;
    std::optional<Paginator> m_paginator;
    Take m_take;
    ReplyPtr m_reply; ///< under way
    ReplyPtr m_lastReply;
    std::optional<Ahead> m_ahead;
    std::function<CallOptions(int page)> m_aheadOptions;
    int m_lastAhead = 0;
    std::optional<Error> m_error;
    std::chrono::steady_clock::time_point m_started;
    std::chrono::milliseconds m_elapsed{0};
    quint64 m_lastCallId = 0;
    quint64 m_firstCallId = 0;
    State m_state = State::Pristine;
    int m_pages = 0;
    int m_requests = 0;
    std::optional<std::size_t> m_shown; ///< rows of a page that is asked for again for its token alone
    bool m_isDryRun = false;            ///< has a request, but no page
    bool m_hasChanged = false;          ///< that page is another one now: nothing can follow it
};

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
    /// Calls made, failed ones included.
    [[nodiscard]] int requests() const { return m_cursor.requests(); }

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
