#include "core/s3/resourcetransfer.h"

#include "core/resource/resourcestructure.h"
#include "core/transfer/transferactions.h"

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

class Transfers final : public ResourceExtension {
public:
    [[nodiscard]] Result<Work> begin(const Resource& resource, std::string_view action, const Value& params,
                                     const CallOptions& options) const override
    {
        auto made = resourceTransfer(resource, action, params, options);
        if (!made)
            return made.error();
        Owned<Transfer> transfer = std::move(made).value();
        auto* running = transfer.get();
        running->start();
        return Work{std::move(transfer), [running] {
                        return running->result() ? Result<void>() : Result<void>(running->result().error());
                    }};
    }
};

} // namespace

std::shared_ptr<const ResourceExtension> transferExtension()
{
    return std::make_shared<const Transfers>();
}

Result<Owned<Transfer>> resourceTransfer(const Resource& resource, std::string_view action,
                                         const Value& params, CallOptions options, QIODevice* device)
{
    const auto* found = findAction(resource.definition().actions, action);
    if (!found)
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
