#pragma once

#include "core/model/servicemodel.h"
#include "core/quirks/servicequirks.h"

#include <span>
#include <string_view>

namespace inia {

/// The client's present name for one it once had ("runtime.sagemaker"); every other name unchanged.
[[nodiscard]] std::string_view currentServiceName(std::string_view name);

/// ServiceModel::operation(), which also finds operations by the method names that botocore gave them
/// before its rule for names changed ("get_o_tel_enrichment").
[[nodiscard]] OperationModel findOperation(const ServiceModel& model, std::string_view name);

/// The quirks of all services, in the order they run.
[[nodiscard]] std::span<const Quirk> allQuirks();

// Each runs one kind of hook of the quirks that apply to the call; what they are for stands at Quirk.

[[nodiscard]] Result<void> runBeforeBuild(QuirkContext& context, Value& params);
void runBeforeCall(QuirkContext& context, SerializedRequest& request);
[[nodiscard]] Result<void> runRequestCreated(QuirkContext& context, HttpRequest& request);
void runBeforeParse(QuirkContext& context, HttpResponse& response);
/// True when a quirk has changed the response so that it is worth to be parsed once more.
[[nodiscard]] bool runParseFailed(QuirkContext& context, HttpResponse& response);
[[nodiscard]] Result<void> runProof(QuirkContext& context, const HttpResponse& response, const Value& result);
void runAfterCall(QuirkContext& context, const HttpResponse& response, Value& result);
void runAfterError(QuirkContext& context, const Value& errorValue, Error& error);

} // namespace inia
