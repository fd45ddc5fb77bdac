#include "core/resource/resourcetransfer.h"

#include "core/resource/resourcestructure.h"
#include "core/transfer/transferactions.h"

#include <algorithm>
#include <utility>

namespace inia {

namespace {

/// Parameters of the client's action and the identifiers they are, by the type of the resource.
std::vector<std::pair<std::string_view, std::string_view>> ownParams(const Resource& resource)
{
    if (resource.type() == "Bucket")
        return {{"Bucket", "name"}};
    return {{"Bucket", "bucket_name"}, {"Key", "key"}};
}

} // namespace

Result<Owned<Transfer>> resourceTransfer(const Resource& resource, std::string_view action,
                                         const Value& params, CallOptions options, QIODevice* device)
{
    const auto& actions = resource.definition().actions;
    const auto found = std::find_if(actions.begin(), actions.end(),
                                    [action](const auto& known) { return known.name == action; });
    if (found == actions.end())
        return unknownMember(resource, "action", action,
                             ResourceStructure::of(resource.definition()).actions);
    if (found->rule != ActionRule::Programmed || resource.definition().service != "s3")
        return makeError(ErrorKind::Unsupported, "NoTransfer",
                         "'" + std::string(action) + "' of " + resource.text() +
                             " is more than one call and no transfer of an object");
    Value all = params;
    for (const auto& [name, identifier] : ownParams(resource)) {
        if (params.contains(name))
            return makeError(ErrorKind::Parameter, "ParamValidation",
                             std::string(action) + ": there is no parameter " + std::string(name) + "; " +
                                 resource.text() + " knows its own");
        all.insert(name, resource.identifier(identifier));
    }
    return transferFor(resource.client(), action, all, std::move(options), device);
}

} // namespace inia
