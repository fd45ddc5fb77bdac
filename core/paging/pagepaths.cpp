#include "core/paging/pagepaths.h"

namespace inia {

namespace {

Result<void> parseAll(const std::vector<std::string>& texts, std::vector<Expression>& paths)
{
    for (const auto& text : texts) {
        auto path = Expression::parse(text);
        if (!path)
            return path.error().wrapped(ErrorKind::Model, "the paginator's path '" + text + "' is none");
        paths.push_back(std::move(path).value());
    }
    return {};
}

} // namespace

Result<std::shared_ptr<const PagePaths>> PagePaths::parse(PaginatorModel model)
{
    PagePaths paths;
    std::vector<Expression> moreResults;
    for (const auto& parsed :
         {parseAll(model.outputTokens, paths.outputTokens), parseAll(model.resultKeys, paths.resultKeys),
          parseAll(model.nonAggregateKeys, paths.nonAggregateKeys)}) {
        if (!parsed)
            return parsed.error();
    }
    if (!model.moreResults.empty()) {
        if (const auto parsed = parseAll({model.moreResults}, moreResults); !parsed)
            return parsed.error();
        paths.moreResults = std::move(moreResults.front());
    }
    if (paths.resultKeys.empty() || model.inputTokens.size() != model.outputTokens.size()) {
        return makeError(ErrorKind::Model, "BadPaginator",
                         "a paginator needs a result key and as many output tokens as input tokens");
    }
    paths.model = std::move(model);
    return std::make_shared<const PagePaths>(std::move(paths));
}

Value found(const Expression& path, const Value& page)
{
    auto result = path.search(page);
    return result ? std::move(result).value() : Value();
}

} // namespace inia
