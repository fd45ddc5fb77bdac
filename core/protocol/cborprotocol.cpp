#include "core/protocol/cborprotocol.h"

#include "core/model/servicemodel.h"
#include "core/protocol/cbor.h"
#include "core/protocol/cborbody.h"
#include "core/protocol/errorparser.h"
#include "core/protocol/eventbody.h"
#include "core/protocol/hostprefix.h"
#include "core/protocol/scalartext.h"

namespace inia {

namespace {

constexpr std::string_view cborType = "application/cbor";

bool hasEventStream(const Shape& shape)
{
    for (std::uint32_t i = 0; shape.valid() && i < shape.memberCount(); ++i) {
        if (shape.memberAt(i).shape.isEventStream())
            return true;
    }
    return false;
}

/// An empty body stands for an empty map.
Result<Value> itemOf(const HttpResponse& response)
{
    return response.body.isEmpty() ? Result<Value>(Value::emptyMap()) : parseCbor(response.body);
}

} // namespace

Result<SerializedRequest> CborSerializer::serialize(const OperationModel& operation, const Value& params,
                                                    const SerializeOptions&) const
{
    const auto metadata = operation.service().metadata();
    SerializedRequest request;
    request.method = "POST";
    request.path = "/service/" + std::string(metadata["targetPrefix"].text()) + "/operation/" +
                   std::string(operation.name());
    const auto input = operation.input();
    if (input.valid()) {
        auto body = writeCborBody(input, params);
        if (!body)
            return body.error();
        request.body = std::move(body).value();
    }
    auto prefix = expandHostPrefix(operation, params);
    if (!prefix)
        return prefix.error();
    request.hostPrefix = std::move(prefix).value();
    request.headers.set("smithy-protocol", "rpc-v2-cbor");
    if (metadata.contains("awsQueryCompatible"))
        request.headers.set("x-amzn-query-mode", "true");
    request.headers.set("Accept", std::string(operation.hasEventStreamOutput() ? eventStreamType : cborType));
    if (!request.body.isEmpty())
        request.headers.set("Content-Type", std::string(hasEventStream(input) ? eventStreamType : cborType));
    return request;
}

Result<Value> CborParser::parseError(const HttpResponse& response) const
{
    const auto body = itemOf(response);
    if (!body)
        return body.error();
    const auto code = scalarText((*body)["__type"]);
    const auto& message = body->contains("message") ? (*body)["message"] : (*body)["Message"];
    Value error = Value::emptyMap();
    error.insert("Message", scalarText(message));
    error.insert("Code", code.empty() ? std::to_string(response.status) : bareErrorCode(code));
    applyQueryCompatibleCode(response.headers, error);
    Value metadata = Value::emptyMap();
    addRequestIds(response, metadata);
    return Value::map({{"Error", error}, {"ResponseMetadata", metadata}});
}

Result<Value> CborParser::parseErrorMembers(const Shape& shape, const HttpResponse& response,
                                            UnreadableValues& unreadable) const
{
    const auto item = itemOf(response);
    if (!item)
        return item;
    auto& tables = ShapeTables::ofModel(shape.model());
    return readCborBody(ShapeTables::entry(shape), tables, *item, unreadable);
}

} // namespace inia
