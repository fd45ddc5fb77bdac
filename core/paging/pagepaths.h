#pragma once

#include "core/jmespath/expression.h"
#include "core/model/paginatormodel.h"

#include <memory>
#include <optional>
#include <vector>

namespace inia {

/// A paginator's definition with its paths parsed, once for all pages.
struct PagePaths {
    PaginatorModel model;
    std::vector<Expression> outputTokens;
    std::vector<Expression> resultKeys;
    std::vector<Expression> nonAggregateKeys;
    std::optional<Expression> moreResults;

    /// Fails (kind Model) when a path is none, there is no result key or the tokens do not pair.
    [[nodiscard]] static Result<std::shared_ptr<const PagePaths>> parse(PaginatorModel model);
};

/// What a path finds on a page; null where it leads nowhere.
[[nodiscard]] Value found(const Expression& path, const Value& page);

} // namespace inia
