#include "core/resource/actionrequest.h"

#include "core/model/servicemodel.h"
#include "core/resource/requestparams.h"
#include "core/resource/resource.h"

#include <algorithm>
#include <set>

namespace inia {

namespace {

std::string_view rootOf(std::string_view target)
{
    return target.substr(0, target.find_first_of(".["));
}

bool isListed(const RequestDefinition::Param& param)
{
    return param.target.find('[') != std::string::npos;
}

/// The parameters that all resources of one call have to share.
Value sharedParams(const Resource& resource, const RequestDefinition& request)
{
    RequestDefinition shared = request;
    std::erase_if(shared.params, isListed);
    return buildParams(resource, shared);
}

} // namespace

EffectVerdict effectOf(const ActionDefinition& action, const ServiceModel& model)
{
    if (action.rule == ActionRule::Programmed) {
        const bool reads = action.name.starts_with("download");
        return {reads ? Effect::Read : Effect::Write, reads ? "it downloads" : "it transfers to the service"};
    }
    const auto verb = std::string_view(action.name).substr(0, action.name.find('_'));
    if (isDestructiveVerb(verb))
        return {Effect::Destroy, "the action's verb is " + std::string(verb)};
    auto verdict = effectOf(model.operation(action.request.operation));
    // What is stopped can be started again; that instance stores are emptied the documentation says, which is
    // shown to whoever stops one.
    if (verdict.effect == Effect::Destroy && verb == "stop")
        verdict.effect = Effect::Write;
    return verdict;
}

AskedInputs askedInputs(const RequestDefinition& request, const ServiceModel& model)
{
    AskedInputs asked;
    const auto operation = model.operation(request.operation);
    if (!operation.valid() || !operation.input().valid())
        return asked;
    asked.input = operation.input();
    std::set<std::string_view> filled;
    for (const auto& param : request.params) {
        if (param.source != "input")
            filled.insert(rootOf(param.target));
    }
    std::set<std::string_view> required;
    for (const auto name : asked.input.required().items())
        required.insert(name.text());
    std::vector<std::string> optional;
    for (std::uint32_t i = 0; i < asked.input.memberCount(); ++i) {
        const auto member = asked.input.memberAt(i);
        if (filled.contains(member.name))
            continue;
        const bool needed = required.contains(member.name) && !member.shape.flag("idempotencyToken");
        (needed ? asked.names : optional).emplace_back(member.name);
    }
    asked.requiredCount = asked.names.size();
    std::move(optional.begin(), optional.end(), std::back_inserter(asked.names));
    return asked;
}

std::vector<BatchCall> batchCalls(const std::vector<Resource>& resources, const ActionDefinition& action,
                                  const Value& params, std::size_t atMost)
{
    std::vector<BatchCall> calls;
    Value shared;
    for (std::size_t i = 0; i < resources.size(); ++i) {
        auto own = sharedParams(resources[i], action.request);
        if (calls.empty() || calls.back().resources.size() >= atMost || !(own == shared)) {
            calls.emplace_back();
            shared = std::move(own);
        }
        auto& call = calls.back();
        addBatchParams(call.params, resources[i], action.request, call.resources.size());
        call.resources.push_back(i);
    }
    for (auto& call : calls)
        call.params = overriddenParams(std::move(call.params), params);
    return calls;
}

std::size_t batchLimit(const ActionDefinition& action, const ServiceModel& model)
{
    constexpr std::size_t longestPage = 1000;
    const auto input = model.operation(action.request.operation).input();
    std::size_t limit = longestPage;
    for (const auto& param : action.request.params) {
        if (!isListed(param))
            continue;
        std::string_view target = param.target;
        Shape shape = input;
        target = target.substr(0, target.find('['));
        while (shape.valid() && !target.empty()) {
            const auto dot = target.find('.');
            shape = shape.member(target.substr(0, dot));
            target.remove_prefix(dot == std::string_view::npos ? target.size() : dot + 1);
        }
        if (const auto most = shape.valid() ? shape.trait("max").toInt() : 0; most > 0)
            limit = std::min(limit, static_cast<std::size_t>(most));
    }
    return limit;
}

std::vector<BatchFailure> batchFailures(const ActionDefinition& action, const ServiceModel& model,
                                        const Value& response)
{
    std::vector<BatchFailure> failures;
    const auto output = model.operation(action.request.operation).output();
    for (const auto& [name, list] : response.members()) {
        const auto shape = output.valid() ? output.member(name) : Shape();
        if (shape.type() != ShapeType::List || !shape.element().hasMember("Code") ||
            !shape.element().hasMember("Message"))
            continue;
        for (const auto& item : list.items())
            failures.push_back({item, item["Code"].text(), item["Message"].text()});
    }
    return failures;
}

} // namespace inia
