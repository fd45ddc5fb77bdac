#include "core/client/quirks.h"

#include "core/client/quirks/s3quirks.h"
#include "core/model/servicemodel.h"

namespace inia {

namespace {

bool applies(const Quirk& quirk, const OperationModel& operation)
{
    return (quirk.service == "*" || quirk.service == operation.service().name()) &&
           (quirk.operation == "*" || quirk.operation == operation.name());
}

} // namespace

std::span<const Quirk> allQuirks()
{
    return s3Quirks();
}

Result<void> runBeforeBuild(QuirkContext& context, Value& params)
{
    for (const auto& quirk : allQuirks()) {
        if (!quirk.beforeBuild || !applies(quirk, context.operation))
            continue;
        if (auto done = quirk.beforeBuild(context, params); !done)
            return done;
    }
    return {};
}

void runBeforeParse(QuirkContext& context, HttpResponse& response)
{
    for (const auto& quirk : allQuirks()) {
        if (quirk.beforeParse && applies(quirk, context.operation))
            quirk.beforeParse(context, response);
    }
}

void runAfterCall(QuirkContext& context, const HttpResponse& response, Value& result)
{
    for (const auto& quirk : allQuirks()) {
        if (quirk.afterCall && applies(quirk, context.operation))
            quirk.afterCall(context, response, result);
    }
}

} // namespace inia
