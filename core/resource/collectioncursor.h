#pragma once

#include "core/paging/paginator.h"
#include "core/resource/collection.h"
#include "core/resource/resource.h"

#include <QtCore/QObject>

#include <chrono>
#include <functional>
#include <limits>
#include <optional>
#include <vector>

namespace inia {

/// One page as it came.
struct CollectionPage {
    Value response; ///< the whole parsed answer (CommonPrefixes and the like included)
    Value items;    ///< list: what the definition's path finds in it; null when the definition names none
    std::size_t count = 0; ///< resources on this page, after the collection's limit
};

/// Walks a Collection page by page. Keeps tokens and state, not rows: the model is the container.
/// One fetch at a time; destroying the cursor cancels the fetch under way and nothing is emitted.
class CollectionCursor final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CollectionCursor)
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

    explicit CollectionCursor(Collection collection);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const Collection& collection() const { return m_collection; }
    /// The error of state Failed.
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }
    [[nodiscard]] int pages() const { return m_pages; }
    /// Calls made, failed ones included.
    [[nodiscard]] int requests() const { return m_requests; }
    [[nodiscard]] std::int64_t itemCount() const { return m_itemCount; }
    /// Time spent waiting for answers, summed over the pages.
    [[nodiscard]] std::chrono::milliseconds elapsed() const { return m_elapsed; }
    /// Id of the newest call in the ExchangeLog; 0 before the first.
    [[nodiscard]] quint64 lastCallId() const { return m_lastCallId; }

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
    /// Resources of a page, made when asked for.
    [[nodiscard]] std::vector<Resource> resources(const CollectionPage& page) const;

signals:
    void stateChanged();
    /// Before the stateChanged() that follows it; of state Failed when there is more but nobody knows how to
    /// ask for it (see Paginator::accept()).
    void pageReady(const inia::CollectionPage& page);

private:
    /// A page that was asked for before its turn.
    struct Ahead {
        int page = 0;
        Value params;
        ReplyPtr reply;
        Value outline; ///< null until it is known
    };
    void startPaginator();
    void startPage(CallOptions options);
    void takeOutline(int page, const Value& outline);
    void startAhead(const Value& outline);
    void finishPage();
    [[nodiscard]] CollectionPage pageOf(Value response) const;
    void setState(State state);
    void fail(Error error);

    Collection m_collection;
    std::optional<Paginator> m_paginator;
    ReplyPtr m_reply;
    std::optional<Ahead> m_ahead;
    std::function<CallOptions(int page)> m_aheadOptions;
    int m_lastAhead = 0;
    std::optional<Error> m_error;
    std::chrono::steady_clock::time_point m_started;
    std::chrono::milliseconds m_elapsed{0};
    std::int64_t m_itemCount = 0;
    quint64 m_lastCallId = 0;
    State m_state = State::Pristine;
    int m_pages = 0;
    int m_requests = 0;
    std::optional<std::size_t> m_shown; ///< rows of a page that is asked for again for its token alone
    bool m_hasChanged = false;          ///< that page is another one now: nothing can follow it
};

} // namespace inia
