#pragma once

#include "core/quirks/quirk.h"

// Texts of results that hold another document: botocore hands out what is in them.
namespace inia::quirks {

void decodePolicies(QuirkContext& context, const HttpResponse& response, Value& result);
void decodeTemplateBody(QuirkContext& context, const HttpResponse& response, Value& result);
void decodeConsoleOutput(QuirkContext& context, const HttpResponse& response, Value& result);

} // namespace inia::quirks
