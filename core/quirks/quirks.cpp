#include "core/quirks/quirks.h"

#include "core/model/servicemodel.h"

namespace inia {

namespace {

bool names(std::string_view operations, std::string_view name)
{
    if (operations == "*")
        return true;
    for (auto at = operations.find(name); at != std::string_view::npos; at = operations.find(name, at + 1)) {
        const auto end = at + name.size();
        if ((at == 0 || operations[at - 1] == ' ') && (end == operations.size() || operations[end] == ' '))
            return true;
    }
    return false;
}

} // namespace

QuirkContext::QuirkContext(const OperationModel& model, const ClientConfig& clientConfig)
    : operation(model), config(clientConfig)
{
    const std::string_view service = model.service().name();
    for (const auto& quirk : allQuirks()) {
        if ((quirk.service == service || quirk.service == "*") && names(quirk.operations, model.name()))
            quirks.push_back(&quirk);
    }
}

Result<void> runBeforeBuild(QuirkContext& context, Value& params)
{
    for (const auto* quirk : context.quirks) {
        if (!quirk->beforeBuild)
            continue;
        if (auto done = quirk->beforeBuild(context, params); !done)
            return done;
    }
    return {};
}

void runBeforeCall(QuirkContext& context, SerializedRequest& request)
{
    for (const auto* quirk : context.quirks) {
        if (quirk->beforeCall)
            quirk->beforeCall(context, request);
    }
}

Result<void> runRequestCreated(QuirkContext& context, HttpRequest& request)
{
    for (const auto* quirk : context.quirks) {
        if (!quirk->requestCreated)
            continue;
        if (auto done = quirk->requestCreated(context, request); !done)
            return done;
    }
    return {};
}

void runBeforeParse(QuirkContext& context, HttpResponse& response)
{
    for (const auto* quirk : context.quirks) {
        if (quirk->beforeParse)
            quirk->beforeParse(context, response);
    }
}

bool runParseFailed(QuirkContext& context, HttpResponse& response)
{
    for (const auto* quirk : context.quirks) {
        if (quirk->parseFailed && quirk->parseFailed(context, response))
            return true;
    }
    return false;
}

Result<void> runProof(QuirkContext& context, const HttpResponse& response, const Value& result)
{
    for (const auto* quirk : context.quirks) {
        if (!quirk->proof)
            continue;
        if (auto proven = quirk->proof(context, response, result); !proven)
            return proven;
    }
    return {};
}

void runAfterCall(QuirkContext& context, const HttpResponse& response, Value& result)
{
    for (const auto* quirk : context.quirks) {
        if (quirk->afterCall)
            quirk->afterCall(context, response, result);
    }
}

void runAfterError(QuirkContext& context, const Value& errorValue, Error& error)
{
    for (const auto* quirk : context.quirks) {
        if (quirk->afterError)
            quirk->afterError(context, errorValue, error);
    }
}

} // namespace inia
