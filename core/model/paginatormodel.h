#pragma once

#include "core/common/result.h"
#include "core/model/document.h"

#include <memory>
#include <string>
#include <vector>

namespace inia {

/// How one operation is paged, from botocore's paginators-1.json. Tokens and keys are JMESPath.
struct PaginatorModel {
    std::vector<std::string> inputTokens;
    std::vector<std::string> outputTokens;
    std::vector<std::string> resultKeys; ///< the first is the primary one
    std::string limitKey;                ///< empty when pages cannot be sized
    std::string moreResults;             ///< empty when only the token tells
    std::vector<std::string> nonAggregateKeys;

    /// `paginators` is the root of the file; fails with UnknownName when the operation is not in it.
    [[nodiscard]] static Result<PaginatorModel> fromDocument(const Document& paginators,
                                                             std::string_view operation);
};

} // namespace inia
