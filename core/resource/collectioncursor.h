#pragma once

#include "core/paging/pagecursor.h"
#include "core/resource/collection.h"
#include "core/resource/resource.h"

#include <QtCore/QObject>

#include <chrono>
#include <functional>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace inia {

/// One page as it came.
struct CollectionPage {
    Value response; ///< the whole parsed answer (CommonPrefixes and the like included)
    Value items;    ///< list: what the definition's path finds in it; null when the definition names none
    std::size_t count = 0; ///< resources on this page, after the collection's limit
};

/// Walks a Collection page by page: a PageCursor that knows how many resources are on a page.
class CollectionCursor final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CollectionCursor)
public:
    using State = PageCursor::State;

    explicit CollectionCursor(Collection collection);

    [[nodiscard]] State state() const { return m_pages.state(); }
    [[nodiscard]] const Collection& collection() const { return m_collection; }
    /// The error of state Failed.
    [[nodiscard]] const std::optional<Error>& error() const { return m_pages.error(); }
    [[nodiscard]] int pages() const { return m_pages.pages(); }
    [[nodiscard]] int requests() const { return m_pages.requests(); }
    [[nodiscard]] std::int64_t itemCount() const { return m_itemCount; }
    [[nodiscard]] std::chrono::milliseconds elapsed() const { return m_pages.elapsed(); }
    [[nodiscard]] quint64 lastCallId() const { return m_pages.lastCallId(); }

    void fetchNextPage(CallOptions options = {}) { m_pages.fetchNextPage(std::move(options)); }
    /// See PageCursor; a collection with a limit is not read ahead.
    void setReadAhead(std::function<CallOptions(int page)> options,
                      int last = std::numeric_limits<int>::max());
    void cancel() { m_pages.cancel(); }
    /// Resources of a page, made when asked for.
    [[nodiscard]] std::vector<Resource> resources(const CollectionPage& page) const;

signals:
    void stateChanged();
    void pageReady(const inia::CollectionPage& page);

private:
    [[nodiscard]] PageCursor::Taken take(const Value& response, std::size_t seen);
    [[nodiscard]] CollectionPage pageOf(const Value& response) const;
    void tell();

    Collection m_collection;
    PageCursor m_pages;
    CollectionPage m_page; ///< the one that is told next
    std::int64_t m_itemCount = 0;
};

} // namespace inia
