#pragma once

#include "core/common/result.h"
#include "core/http/httpmessage.h"
#include "core/model/servicemodel.h"
#include "core/model/value.h"

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

// Success needs proof: a status of 200 alone may come from anybody on the way. These are asked of every
// answer below 300; what only one service knows of its answers is Quirk::proof.

/// Whether it can be the service's answer at all, before it is parsed and after its checksum was compared: no
/// page of HTML (where the body is the caller's own: none without a request id or an ETag), not empty where
/// the model has members in the body, no text of another kind, no interim status, not a part (206) when the
/// whole was asked for. Where the body is the caller's own and is collected, its end has to be known: by a
/// length, by chunks, by a checksum, or because it is a document of JSON. Whoever takes the body as it comes
/// has to know its length himself. Errors: Parse (NotAnAnswer, EmptyAnswer, InterimAnswer, PartialAnswer,
/// UnknownLength, TruncatedBody,
/// and of a server that has not understood a sub-resource of S3: NotOfferedByServer).
[[nodiscard]] Result<void> checkAnswer(const OperationModel& operation, const Value& params,
                                       const HttpRequest& sent, const HttpResponse& response);

/// Whether the checksum the service says it has is the one that was sent, in a header or behind the body.
/// Those made of the checksums of parts are no such thing. Errors: Checksum (StoredChecksumMismatch).
[[nodiscard]] Result<void> checkSentChecksum(const OperationModel& operation, const HttpRequest& sent,
                                             const HttpResponse& response, const Value& result);

/// Whether the document that was parsed to `result` is that of the operation. It is not when the model knows
/// none of what it has; when it is an error after all; and when it is an element with nothing in it that
/// should be a list. Unknown members of JSON are let be where the operation writes: they may be new. Errors:
/// Parse (NotAnAnswer).
[[nodiscard]] Result<void> checkContent(const OperationModel& operation, const HttpResponse& response,
                                        const Value& result);

} // namespace inia
