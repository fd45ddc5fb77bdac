#pragma once

#include "core/paging/paginator.h"

namespace inia {

/// Puts pages together as botocore's build_full_result: the lists of the result keys grow, numbers and texts
/// add up, non-aggregate keys come from the first page, all else is left out.
class FullResult final {
public:
    explicit FullResult(std::shared_ptr<const PagePaths> paths);

    /// Takes a page as Paginator::accept() left it.
    void add(const Value& page);
    /// The whole so far, with "NextToken" when there is a token to resume with.
    [[nodiscard]] Value value(const std::optional<std::string>& resumeToken) const;

private:
    std::shared_ptr<const PagePaths> m_paths;
    Value m_whole;
    Value m_nonAggregate; ///< null before the first page
};

/// What `expression` finds on one page, item by item when it is a list: botocore's PageIterator.search().
[[nodiscard]] Result<Value::List> searchPage(const Expression& expression, const Value& page);
/// The items of one result key on one page: botocore's result_key_iters().
[[nodiscard]] Value::List resultItems(const PagePaths& paths, std::size_t resultKey, const Value& page);

} // namespace inia
