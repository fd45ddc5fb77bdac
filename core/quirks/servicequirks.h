#pragma once

#include "core/quirks/quirk.h"

// Quirks of single services that have one or two; the table names what each is for.
namespace inia::quirks {

void preferJson(QuirkContext& context, SerializedRequest& request);

Result<void> defaultAccountId(QuirkContext& context, Value& params);
void addGlacierVersion(QuirkContext& context, SerializedRequest& request);
void addGlacierHashes(QuirkContext& context, SerializedRequest& request);

Result<void> shortenRoute53Ids(QuirkContext& context, Value& params);

Result<void> usePredictEndpoint(QuirkContext& context, HttpRequest& request);
Result<void> sendSearchAsForm(QuirkContext& context, HttpRequest& request);

void nameSqsException(QuirkContext& context, const Value& errorValue, Error& error);
void readOAuthMessage(QuirkContext& context, HttpResponse& response);

} // namespace inia::quirks
