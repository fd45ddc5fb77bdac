#pragma once

#include "core/common/result.h"
#include "core/http/httpmessage.h"
#include "core/model/operationmodel.h"
#include "core/model/unreadablevalues.h"
#include "core/model/value.h"

#include <optional>
#include <string>
#include <string_view>

namespace inia {

/// What an operation's parameters become before an endpoint is known and anything is signed.
struct SerializedRequest {
    std::string method;
    std::string path;  ///< percent-encoded, starts with '/'
    std::string query; ///< percent-encoded, without '?'; what the request URI's own query holds comes first
    HttpHeaders headers;
    QByteArray body;
    std::shared_ptr<const RequestBody> bodySource; ///< as in HttpRequest; no serializer sets it
    std::string hostPrefix; ///< goes in front of the endpoint's host, labels filled in; mostly empty
};

struct SerializeOptions {
    /// Takes the place of the operation's request URI: some S3 addressing styles move the bucket into the
    /// host name. Empty for the model's own.
    std::string_view requestUriOverride;
};

/// Turns parameters into a request. Stateless; knows nothing of endpoints, idempotency tokens, checksums or
/// signatures. The parameters must have passed validateParameters(): what only that checks is not checked
/// again, but wrong values give an Error (kind Parameter) or are left out, never a crash.
class Serializer {
public:
    Serializer() = default;
    virtual ~Serializer() = default;
    Q_DISABLE_COPY_MOVE(Serializer)

    [[nodiscard]] virtual Result<SerializedRequest> serialize(const OperationModel& operation,
                                                              const Value& params,
                                                              const SerializeOptions& options = {}) const = 0;
};

struct ParsedResponse {
    /// The operation's output members and `ResponseMetadata`, as botocore returns them; null for an error.
    /// A streaming payload is the whole body as a blob, an event stream the list of its events; either is
    /// absent when the body went elsewhere (HttpResponse::isBodyElsewhere).
    Value value;
    /// Kind Service, when the status is 300 or above.
    std::optional<Error> error;
    /// For errors, what botocore's ClientError.response holds: `Error` (Code, Message, ...),
    /// `ResponseMetadata`, and the members of the modelled error.
    Value errorValue;
    /// The error came in the middle of an event stream that had begun as a success: botocore's
    /// EventStreamError. What the service did until then is done, so it is not to be tried again.
    bool isLateError = false;
    /// Scalars of a success that do not fit the model: null in `value`.
    UnreadableValues unreadable;
};

/// Turns a response into values. Fails with kind Parse, carrying status and request id, when the bytes of
/// a successful response are not what the model promises; one that is but for some scalars costs these alone.
/// The body of an error that cannot be read still gives a ParsedResponse with an error, made of the status
/// alone.
class ResponseParser {
public:
    ResponseParser() = default;
    virtual ~ResponseParser() = default;
    Q_DISABLE_COPY_MOVE(ResponseParser)

    [[nodiscard]] virtual Result<ParsedResponse> parse(const OperationModel& operation,
                                                       const HttpResponse& response) const = 0;
};

/// One of the six wire protocols.
struct Protocol {
    std::string_view name; ///< as ServiceModel::protocol() gives it: "rest-xml", "query", ...
    const Serializer& serializer;
    const ResponseParser& parser;
};

} // namespace inia
