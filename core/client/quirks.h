#pragma once

#include "core/common/result.h"
#include "core/http/httpmessage.h"
#include "core/model/operationmodel.h"
#include "core/model/value.h"

#include <span>
#include <string>
#include <string_view>

namespace inia {

/// What quirks may know and change about one call, beside its parameters and messages.
struct QuirkContext {
    const OperationModel& operation;
    /// Replaces the model's requestUri for serializing; empty to keep it.
    std::string requestUri;
    /// The program asked for url encoding, so it has to undo it.
    bool decodeKeys = false;
};

/// A deviation of a service from what its model says: botocore's handlers as a table. Each entry has a
/// reason; a null hook is skipped. `operation` "*" stands for all.
struct Quirk {
    std::string_view service;
    std::string_view operation;
    std::string_view reason;
    Result<void> (*beforeBuild)(QuirkContext&, Value& params) = nullptr;
    void (*beforeParse)(QuirkContext&, HttpResponse& response) = nullptr;
    void (*afterCall)(QuirkContext&, const HttpResponse& response, Value& result) = nullptr;
};

/// The quirks of all services, in the order they run.
[[nodiscard]] std::span<const Quirk> allQuirks();

/// Runs one kind of hook of every quirk that applies to the operation.
[[nodiscard]] Result<void> runBeforeBuild(QuirkContext& context, Value& params);
void runBeforeParse(QuirkContext& context, HttpResponse& response);
void runAfterCall(QuirkContext& context, const HttpResponse& response, Value& result);

} // namespace inia
