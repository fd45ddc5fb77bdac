#pragma once

#include "core/client/client.h"
#include "core/model/paginatormodel.h"

#include <optional>

namespace inia {

/// Walks the pages of one operation, one call at a time. Holds the tokens, not the pages: ask for the next
/// page, hand its answer to accept(), ask again while hasMore().
class Paginator final {
public:
    Paginator(Client client, PaginatorModel model, std::string operation, Value params);

    /// Asks the service for at most this many items a page; ignored when the operation has no such parameter.
    void setPageSize(std::int64_t size);
    [[nodiscard]] bool hasMore() const { return m_hasMore; }
    /// Pages accepted so far.
    [[nodiscard]] int pages() const { return m_pages; }
    /// Parameters of the next request, tokens included.
    [[nodiscard]] const Value& nextParams() const { return m_params; }
    [[nodiscard]] const PaginatorModel& model() const { return m_model; }

    /// Starts the call for the next page.
    [[nodiscard]] ReplyPtr fetchNext(CallOptions options) const;
    /// Takes the answer of fetchNext() and moves on. Fails (kind Parse) when the service hands out the same
    /// token twice, which would never end.
    [[nodiscard]] Result<void> accept(const Value& page);

private:
    Client m_client;
    PaginatorModel m_model;
    std::string m_operation;
    Value m_params;
    Value m_lastToken;
    bool m_hasMore = true;
    int m_pages = 0;
};

} // namespace inia
