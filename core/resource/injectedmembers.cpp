#include "core/resource/injectedmembers.h"

#include <algorithm>
#include <string_view>

namespace inia {

namespace {

struct InjectedAction {
    std::string_view service;
    std::string_view type;
    std::string_view name;
    ActionRule rule = ActionRule::Programmed;
};

constexpr InjectedAction injectedActions[] = {
    {"s3", "Bucket", "upload_file"},
    {"s3", "Bucket", "upload_fileobj"},
    {"s3", "Bucket", "download_file"},
    {"s3", "Bucket", "download_fileobj"},
    {"s3", "Bucket", "copy"},
    {"s3", "Object", "upload_file"},
    {"s3", "Object", "upload_fileobj"},
    {"s3", "Object", "download_file"},
    {"s3", "Object", "download_fileobj"},
    {"s3", "Object", "copy"},
    {"dynamodb", "Table", "batch_writer"},
    {"ec2", "ServiceResource", "create_tags", ActionRule::CreateTags},
    {"ec2", "Instance", "delete_tags", ActionRule::DeleteTags},
};

RequestDefinition::Param fromIdentifier(std::string target, std::string identifier)
{
    return {std::move(target), "identifier", std::move(identifier), {}, {}};
}

ActionDefinition actionFor(const InjectedAction& injected)
{
    ActionDefinition action;
    action.name = injected.name;
    action.rule = injected.rule;
    if (injected.rule == ActionRule::CreateTags)
        action.request.operation = "CreateTags";
    if (injected.rule == ActionRule::DeleteTags)
        action.request = {"DeleteTags", {fromIdentifier("Resources[0]", "Id")}};
    return action;
}

/// Takes the place of a modelled action of that name, which EC2's create_tags has.
void put(std::vector<ActionDefinition>& actions, ActionDefinition action)
{
    const auto same = std::find_if(actions.begin(), actions.end(),
                                   [&action](const auto& known) { return known.name == action.name; });
    if (same == actions.end())
        actions.push_back(std::move(action));
    else
        *same = std::move(action);
}

} // namespace

void addInjectedMembers(ResourceDefinition& definition)
{
    for (const auto& injected : injectedActions) {
        if (injected.service == definition.service && injected.type == definition.name)
            put(definition.actions, actionFor(injected));
    }
    if (definition.service != "s3")
        return;
    if (definition.name == "Bucket") {
        // No operation describes one bucket.
        definition.loadRequest = {"ListBuckets", {}};
        definition.loadRule = LoadRule::BucketSearch;
    } else if (definition.name == "ObjectSummary") {
        definition.loadRequest = {"HeadObject",
                                  {fromIdentifier("Bucket", "BucketName"), fromIdentifier("Key", "Key")}};
        definition.loadRule = LoadRule::ObjectHead;
    }
}

} // namespace inia
