#pragma once

#include "core/common/error.h"
#include "core/http/httpmessage.h"
#include "core/model/operationmodel.h"

#include <string>
#include <string_view>

namespace inia {

// What the checks of answers have in common: what a model says of bodies, and what is to be said of those
// that prove nothing.

[[nodiscard]] bool isInBody(const Shape& member);
[[nodiscard]] bool hasBodyMembers(const Shape& output);
/// A payload that is the caller's own, which may be anything and nothing.
[[nodiscard]] bool isFreeBody(const OperationModel& operation);
[[nodiscard]] std::string_view bodyText(const QByteArray& body);
/// Nothing, or JSON's word for it.
[[nodiscard]] bool isBlankBody(const QByteArray& body);
[[nodiscard]] bool speaksJson(const OperationModel& operation);
[[nodiscard]] bool speaksXml(const OperationModel& operation);

/// Kind Parse.
[[nodiscard]] Error unproven(const OperationModel& operation, const HttpResponse& response, const char* code,
                             std::string message);
/// Likewise (NotAnAnswer): something else than the service has answered with `what`.
[[nodiscard]] Error notAnAnswer(const OperationModel& operation, const HttpResponse& response,
                                const std::string& what);

} // namespace inia
