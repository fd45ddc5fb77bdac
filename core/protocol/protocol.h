#pragma once

#include "core/common/result.h"
#include "core/http/httpmessage.h"
#include "core/model/servicemodel.h"
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

/// The operation's host prefix with its labels filled in from the parameters ("{AccountId}." becomes
/// "123456789012."); empty when the operation has none. A label's value may hold letters, digits, "." and
/// "-" only.
[[nodiscard]] Result<std::string> expandHostPrefix(const OperationModel& operation, const Value& params);

/// The order in which every protocol reads a response; the protocols fill in how.
class ProtocolParser : public ResponseParser {
public:
    [[nodiscard]] Result<ParsedResponse> parse(const OperationModel& operation,
                                               const HttpResponse& response) const final;

protected:
    /// The output members, and what the protocol knows of ResponseMetadata. Errors are of kind Parse and
    /// only say what is wrong. Scalars that do not fit are null and noted in `unreadable`.
    [[nodiscard]] virtual Result<Value> parseOutput(const OperationModel& operation,
                                                    const HttpResponse& response,
                                                    UnreadableValues& unreadable) const = 0;
    /// {"Error": {"Code", "Message", ...}, "ResponseMetadata": {...}}. A failure means that the body cannot
    /// be read.
    [[nodiscard]] virtual Result<Value> parseError(const HttpResponse& response) const = 0;
    /// The members of a modelled error.
    [[nodiscard]] virtual Result<Value> parseErrorMembers(const Shape& shape, const HttpResponse& response,
                                                          UnreadableValues& unreadable) const = 0;

private:
    [[nodiscard]] Result<ParsedResponse> parseEvents(const OperationModel& operation,
                                                     const HttpResponse& response) const;
    [[nodiscard]] Value errorValue(const OperationModel& operation, const HttpResponse& response) const;
    void addErrorMembers(const OperationModel& operation, const HttpResponse& response, Value& parsed) const;
};

/// The members of an output that stand in the body before its first list, map or structure, read without the
/// rest: numbers, texts and flags, where paginated answers mostly have the token of the next page. Looks at a
/// few hundred bytes however long the body is, and does not check the rest of it, which may not be there yet.
/// Null for bodies whose members do not come in an order that means anything (all but XML), for errors, for
/// whatever is unusual and for a body that breaks off before that list.
[[nodiscard]] Value outlineOf(const Protocol& protocol, const OperationModel& operation,
                              const HttpResponse& response);

} // namespace inia
