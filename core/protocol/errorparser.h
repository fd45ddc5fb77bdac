#pragma once

#include "core/common/result.h"
#include "core/http/httpmessage.h"
#include "core/model/servicemodel.h"
#include "core/model/value.h"

#include <optional>
#include <string>
#include <string_view>

namespace inia {

// What all protocols share about errors: their form is botocore's ClientError.response, a map with `Error`
// (Code, Message, ...), `ResponseMetadata` and the members of the modelled error.

/// The reason phrase of RFC 9110 for a status; empty for unknown ones.
[[nodiscard]] std::string_view httpReason(int status);

/// A 5xx whose body says nothing a protocol could read: empty, or a proxy's HTML page.
[[nodiscard]] bool isGenericError(const HttpResponse& response);
/// The error known from the status line alone.
[[nodiscard]] Value errorFromStatus(const HttpResponse& response);

/// "aws.protocoltests#FooError:http://..." -> "FooError".
[[nodiscard]] std::string bareErrorCode(std::string_view code);
/// Services that moved from the query protocol name their old code in a header; it becomes Error.Code and
/// the modern one Error.QueryErrorCode.
void applyQueryCompatibleCode(const HttpHeaders& headers, Value& error);

/// The shape an error code belongs to, by its `error` trait or name; invalid when no shape does.
[[nodiscard]] Shape errorShapeForCode(const ServiceModel& service, std::string_view code);

/// The service's request id, wherever this kind of service puts it; empty when there is none.
[[nodiscard]] std::string_view requestIdOf(const HttpResponse& response);
/// Adds RequestId (and S3's HostId) from the headers, as the REST protocols do.
void addRequestIds(const HttpResponse& response, Value& metadata);
/// Adds HTTPStatusCode and HTTPHeaders (names in lower case) to `parsed`'s ResponseMetadata.
void addResponseMetadata(const HttpResponse& response, Value& parsed);

/// The Error (kind Service) for a parsed error.
[[nodiscard]] Error serviceError(const OperationModel& operation, const HttpResponse& response,
                                 const Value& errorValue);
/// The Error (kind Parse) for a response that is not what its model promises.
[[nodiscard]] Error malformedResponse(const OperationModel& operation, const HttpResponse& response,
                                      std::string_view what);
/// The error with what a response says about its call: ids and status.
[[nodiscard]] Error withResponse(const OperationModel& operation, const HttpResponse& response, Error error);

/// When the response is a page for people, as proxies, load balancers and the sign-in of a network answer in
/// a service's place: its title, shortened and without entities; empty when it has none. Nothing when it is
/// no page. Told by how the body begins, and by Content-Type where it begins like nothing else.
[[nodiscard]] std::optional<std::string> htmlTitle(const HttpResponse& response);

/// Where a protocol looks first for an error's code; both look everywhere in the end.
enum class ErrorCodeOrder {
    BodyTypeFirst, ///< json: `__type`, then the header x-amzn-errortype, then `code`
    HeaderFirst    ///< rest-json: the header, then `code`, then `__type`
};

/// The error in a JSON body, as {"Error": {"Code", "Message"}, "ResponseMetadata": {...}}. A body that is
/// not JSON is the message.
[[nodiscard]] Value parseJsonError(const HttpResponse& response, ErrorCodeOrder order);

} // namespace inia
