// The transfers that boto3 adds to buckets and objects: the part of Resource that makes them.

#include "core/resource/resource.h"
#include "core/resource/resourcestructure.h"
#include "core/transfer/transferactions.h"

#include <algorithm>

namespace inia {

Result<std::unique_ptr<Transfer>> Resource::transfer(std::string_view action, const Value& params,
                                                     CallOptions options, QIODevice* device) const
{
    const auto& actions = definition().actions;
    const auto found = std::find_if(actions.begin(), actions.end(),
                                    [action](const auto& known) { return known.name == action; });
    if (found == actions.end())
        return unknownMember(*this, "action", action, ResourceStructure::of(definition()).actions);
    if (found->rule != ActionRule::Programmed || definition().service != "s3")
        return makeError(ErrorKind::Unsupported, "NoTransfer",
                         "'" + std::string(action) + "' is no transfer of an object");
    const bool isBucket = type() == "Bucket";
    Value all = params;
    for (const auto* name : {"Bucket", "Key"}) {
        const bool isKnown = !isBucket || std::string_view(name) == "Bucket";
        if (!isKnown)
            continue;
        if (params.contains(name))
            return makeError(ErrorKind::Parameter, "ParamValidation",
                             std::string(action) + ": there is no parameter " + name + "; " + text() +
                                 " knows its own");
        const bool isKey = std::string_view(name) == "Key";
        all.insert(name, identifier(isKey ? "key" : isBucket ? "name" : "bucket_name"));
    }
    return transferFor(client(), action, all, std::move(options), device);
}

} // namespace inia
