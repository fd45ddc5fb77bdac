#include "core/model/paginatormodel.h"

namespace inia {

namespace {

std::vector<std::string> textOrList(Node node)
{
    std::vector<std::string> result;
    if (node.isText())
        result.emplace_back(node.text());
    for (const auto item : node.items())
        result.emplace_back(item.text());
    return result;
}

} // namespace

Result<PaginatorModel> PaginatorModel::fromDocument(const Document& paginators, std::string_view operation)
{
    const auto node = paginators.root()["pagination"][operation];
    if (!node) {
        return makeError(ErrorKind::UnknownName, "NotPageable",
                         "the operation " + std::string(operation) + " cannot be paginated");
    }
    PaginatorModel model;
    model.inputTokens = textOrList(node["input_token"]);
    model.outputTokens = textOrList(node["output_token"]);
    model.resultKeys = textOrList(node["result_key"]);
    model.limitKey = node["limit_key"].text();
    model.moreResults = node["more_results"].text();
    model.nonAggregateKeys = textOrList(node["non_aggregate_keys"]);
    return model;
}

} // namespace inia
