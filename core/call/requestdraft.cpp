#include "core/call/requestdraft.h"

#include "core/call/caller.h"
#include "core/call/clientcontext.h"
#include "core/call/requestbuilder.h"
#include "core/call/requestsigner.h"
#include "core/learned/clientmemory.h"
#include "core/model/servicemodel.h"
#include "core/quirks/quirks.h"

namespace inia {

Result<RequestDraft> draftRequest(const Caller& caller, std::string_view operation, Value params,
                                  DraftParameters parameters)
{
    ClientContext context = caller.context();
    if (parameters == DraftParameters::AsTheyAre)
        context.config.parameterValidation = false;
    const auto model = findOperation(*context.model, std::string(operation));
    if (!model.valid())
        return unknownOperation(*context.model, operation);
    QuirkContext quirks(model, context.config);
    const RegionRedirect redirect(context, caller.memory(), params);
    const RequestBuilder builder(context, caller.memory());
    const auto serialized = builder.build(quirks, params);
    if (!serialized)
        return serialized.error();
    auto prepared = builder.address(model, params, *serialized, redirect.region(), {});
    if (!prepared)
        return prepared.error();
    if (auto done = finishRequest(context, quirks, params, *prepared); !done)
        return done.error();
    RequestDraft draft{std::move(prepared->request), std::move(prepared->signing),
                       prepared->crossRegionUrl.has_value()};
    if (draft.signing.scheme != SigningScheme::SigV4)
        return draft;
    // For what it adds beside itself: S3 wants the body's digest in a header.
    Credentials nobody;
    nobody.accessKey = "nobody";
    nobody.secretKey = "nothing";
    draft.signing.time = caller.memory().now();
    if (const auto record = RequestSignatures().signHeaders(draft.request, nobody, draft.signing); !record)
        return record.error();
    draft.request.headers.remove("Authorization");
    return draft;
}

} // namespace inia
