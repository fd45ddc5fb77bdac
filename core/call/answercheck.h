#pragma once

#include "core/common/result.h"
#include "core/http/httpmessage.h"
#include "core/model/operationmodel.h"
#include "core/model/value.h"

namespace inia {

// Success needs proof: a status of 200 alone may come from anybody on the way. These are asked of every
// answer below 300; what only one service knows of its answers is Quirk::proof.

/// Whether it can be the service's answer at all, before it is parsed and after its checksum was compared: no
/// page of HTML (where the body is the caller's own: none without a request id or an ETag), not empty where
/// the model has members in the body, no text of another kind, no interim status, not a part (206) when the
/// whole was asked for. Where the body is the caller's own and is collected, its end has to be known: by a
/// length, by chunks, by a checksum, or because it is a document of JSON. Whoever takes the body as it comes
/// has to know its length himself. Errors: Parse (NotAnAnswer, EmptyAnswer, InterimAnswer, PartialAnswer,
/// UnknownLength, TruncatedBody).
[[nodiscard]] Result<void> checkAnswer(const OperationModel& operation, const Value& params,
                                       const HttpRequest& sent, const HttpResponse& response);

/// Whether the checksum the service says it has is the one that was sent, in a header or behind the body.
/// Those made of the checksums of parts are no such thing. Errors: Checksum (StoredChecksumMismatch).
[[nodiscard]] Result<void> checkSentChecksum(const OperationModel& operation, const HttpRequest& sent,
                                             const HttpResponse& response, const Value& result);

} // namespace inia
