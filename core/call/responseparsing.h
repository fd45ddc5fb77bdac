#pragma once

#include "core/model/servicemodel.h"
#include "core/protocol/protocol.h"

#include <QtCore/QObject>

#include <functional>
#include <memory>

namespace inia {

/// Bodies above this are parsed in a thread of the global pool, so that a page of 1,000 rows costs no frame.
inline constexpr qsizetype parsedInPlace = qsizetype(64) * 1024;

/// When there is no memory for what an answer holds. Kind Parse: asking again would end in the same way.
[[nodiscard]] Error outOfMemory(const OperationModel& operation, const HttpResponse& response);

/// Parses `response` and gives the outcome to `done` in the caller's thread: at once for a small body, later
/// for a big one. When `context` is gone by then, `done` is not called.
void parseResponse(QObject* context, std::shared_ptr<const ServiceModel> model, const Protocol& protocol,
                   const OperationModel& operation, HttpResponse response,
                   std::function<void(Result<ParsedResponse>)> done);

} // namespace inia
