#pragma once

#include "core/protocol/protocol.h"
#include "core/protocol/shapetables.h"

#include <string_view>

namespace inia {

/// Reads the answers of protocols in which the body holds all members of the output: json and CBOR.
class RpcParser : public ProtocolParser {
protected:
    /// Reads the body as it reads an error's, by parseErrorMembers().
    [[nodiscard]] Result<Value> parseOutput(const OperationModel& operation, const HttpResponse& response,
                                            UnreadableValues& unreadable) const final;
};

/// json 1.0 and 1.1: the operation is named in a header, all parameters are in a JSON body.
class JsonSerializer final : public Serializer {
public:
    [[nodiscard]] Result<SerializedRequest> serialize(const OperationModel& operation, const Value& params,
                                                      const SerializeOptions& options) const override;
};

class JsonParser final : public RpcParser {
protected:
    [[nodiscard]] Result<Value> parseError(const HttpResponse& response) const override;
    [[nodiscard]] Result<Value> parseErrorMembers(const Shape& shape, const HttpResponse& response,
                                                  UnreadableValues& unreadable) const override;
};

/// smithy-rpc-v2-cbor: the operation is named in the path, all parameters are in a CBOR body.
class CborSerializer final : public Serializer {
public:
    [[nodiscard]] Result<SerializedRequest> serialize(const OperationModel& operation, const Value& params,
                                                      const SerializeOptions& options) const override;
};

class CborParser final : public RpcParser {
protected:
    [[nodiscard]] Result<Value> parseError(const HttpResponse& response) const override;
    [[nodiscard]] Result<Value> parseErrorMembers(const Shape& shape, const HttpResponse& response,
                                                  UnreadableValues& unreadable) const override;
};

/// What rest-xml and rest-json do alike: all but the body's language.
class RestSerializer : public Serializer {
public:
    [[nodiscard]] Result<SerializedRequest> serialize(const OperationModel& operation, const Value& params,
                                                      const SerializeOptions& options) const final;

protected:
    /// The body for `value`, which is either the payload member or the members without a location.
    [[nodiscard]] virtual Result<QByteArray> body(const Shape& shape, const Value& value) const = 0;
    /// The body of a payload structure that was not given.
    [[nodiscard]] virtual QByteArray emptyBody() const = 0;
    /// Content-Type of what body() made; empty to send none.
    [[nodiscard]] virtual std::string_view contentType() const = 0;
    /// Whether emptyBody() is sent when body members exist but none is given.
    [[nodiscard]] virtual bool sendsEmptyBody() const = 0;
};

/// What rest-xml and rest-json read alike: members bound to headers and the status, and which member the
/// body is.
class RestParser : public ProtocolParser {
protected:
    [[nodiscard]] Result<Value> parseOutput(const OperationModel& operation, const HttpResponse& response,
                                            UnreadableValues& unreadable) const final;
    [[nodiscard]] Result<Value> parseErrorMembers(const Shape& shape, const HttpResponse& response,
                                                  UnreadableValues& unreadable) const final;
    /// The body as a value of the shape. An empty body is a structure with nothing in it.
    [[nodiscard]] virtual Result<Value> parseBody(const ShapeEntry& shape, ShapeTables& tables,
                                                  const QByteArray& body,
                                                  UnreadableValues& unreadable) const = 0;

private:
    [[nodiscard]] Result<void> addPayload(const Shape& shape, ShapeTables& tables,
                                          const HttpResponse& response, Value& into,
                                          UnreadableValues& unreadable) const;
};

/// rest-json: most newer services.
class RestJsonSerializer final : public RestSerializer {
protected:
    [[nodiscard]] Result<QByteArray> body(const Shape& shape, const Value& value) const override;
    [[nodiscard]] QByteArray emptyBody() const override { return "{}"; }
    [[nodiscard]] std::string_view contentType() const override { return "application/json"; }
    [[nodiscard]] bool sendsEmptyBody() const override { return true; }
};

class RestJsonParser final : public RestParser {
protected:
    [[nodiscard]] Result<Value> parseBody(const ShapeEntry& shape, ShapeTables& tables,
                                          const QByteArray& body,
                                          UnreadableValues& unreadable) const override;
    [[nodiscard]] Result<Value> parseError(const HttpResponse& response) const override;
};

/// rest-xml: S3, Route 53, CloudFront, S3 Control.
class RestXmlSerializer final : public RestSerializer {
protected:
    [[nodiscard]] Result<QByteArray> body(const Shape& shape, const Value& value) const override;
    [[nodiscard]] QByteArray emptyBody() const override { return {}; }
    [[nodiscard]] std::string_view contentType() const override { return {}; } // as botocore: none
    [[nodiscard]] bool sendsEmptyBody() const override { return false; }
};

class RestXmlParser final : public RestParser {
protected:
    [[nodiscard]] Result<Value> parseBody(const ShapeEntry& shape, ShapeTables& tables,
                                          const QByteArray& body,
                                          UnreadableValues& unreadable) const override;
    [[nodiscard]] Result<Value> parseError(const HttpResponse& response) const override;
};

/// Null for a name no protocol has.
[[nodiscard]] const Protocol* protocolByName(std::string_view name);

} // namespace inia
