#include "core/resource/collectioncursor.h"

#include "core/resource/resourceanswer.h"

#include <algorithm>

namespace inia {

CollectionCursor::CollectionCursor(Collection collection)
    : m_collection(std::move(collection)),
      m_pages(m_collection.parent().client().caller(), m_collection.definition().request.operation,
              m_collection.params(), m_collection.pageSize())
{
    m_pages.setTake([this](const Value& page, std::size_t seen) { return take(page, seen); });
    connect(&m_pages, &PageCursor::pageReady, this, &CollectionCursor::tell);
    connect(&m_pages, &PageCursor::stateChanged, this, &CollectionCursor::stateChanged);
}

void CollectionCursor::setReadAhead(std::function<CallOptions(int page)> options, int last)
{
    if (m_collection.limit())
        options = nullptr;
    m_pages.setReadAhead(std::move(options), last);
}

PageCursor::Taken CollectionCursor::take(const Value& response, std::size_t seen)
{
    m_page = pageOf(response);
    const auto limit = m_collection.limit();
    if (!limit)
        return {m_page.count, false};
    const auto left = static_cast<std::size_t>(
        std::max<std::int64_t>(0, *limit - m_itemCount + static_cast<std::int64_t>(seen)));
    m_page.count = std::min(m_page.count, left);
    return {m_page.count, m_page.count == left};
}

CollectionPage CollectionCursor::pageOf(const Value& response) const
{
    CollectionPage page;
    page.response = response;
    const auto& reference = m_collection.definition().resource;
    if (!reference.path.empty())
        page.items = foundAt(reference.path, page.response);
    // Without data on the page the identifiers alone say how many there are.
    page.count = reference.path.empty()
                     ? identifiedCount(m_collection.parent(), reference, m_collection.params(), page.response)
                     : page.items.size();
    return page;
}

void CollectionCursor::tell()
{
    const auto page = std::exchange(m_page, {});
    m_itemCount += static_cast<std::int64_t>(page.count);
    emit pageReady(page);
}

std::vector<Resource> CollectionCursor::resources(const CollectionPage& page) const
{
    return pageResources(m_collection.parent(), m_collection.definition().resource, m_collection.params(),
                         page.response, page.count);
}

} // namespace inia
