#include "core/protocol/protocols.h"

#include "core/model/servicemodel.h"
#include "core/protocol/cbor.h"
#include "core/protocol/errorparser.h"
#include "core/protocol/eventstream.h"
#include "core/protocol/jsonbody.h"
#include "core/protocol/protocol.h"
#include "core/protocol/queryprotocol.h"
#include "core/protocol/restbinding.h"
#include "core/protocol/scalartext.h"
#include "core/protocol/xmlbody.h"
#include "core/protocol/xmlreader.h"

#include <algorithm>
#include <array>

namespace inia {

Result<Value> RpcParser::parseOutput(const OperationModel& operation, const HttpResponse& response,
                                     UnreadableValues& unreadable) const
{
    Value result = Value::emptyMap();
    if (const auto output = operation.output(); output.valid()) {
        auto members = parseErrorMembers(output, response, unreadable);
        if (!members)
            return members;
        result = std::move(members).value();
    }
    Value metadata = Value::emptyMap();
    addRequestIds(response, metadata);
    result.insert("ResponseMetadata", std::move(metadata));
    return result;
}

Result<SerializedRequest> JsonSerializer::serialize(const OperationModel& operation, const Value& params,
                                                    const SerializeOptions&) const
{
    const auto metadata = operation.service().metadata();
    SerializedRequest request;
    request.method = operation.httpMethod();
    request.path = "/";
    request.headers.set("X-Amz-Target",
                        std::string(metadata["targetPrefix"].text()) + '.' + std::string(operation.name()));
    request.headers.set("Content-Type",
                        "application/x-amz-json-" + std::string(metadata["jsonVersion"].text("1.0")));
    if (metadata.contains("awsQueryCompatible"))
        request.headers.set("x-amzn-query-mode", "true");
    const auto input = operation.input();
    auto body = input.valid() ? writeJsonBody(input, params) : Result<std::string>(std::string("{}"));
    if (!body)
        return body.error();
    request.body = QByteArray::fromStdString(*body);
    auto prefix = expandHostPrefix(operation, params);
    if (!prefix)
        return prefix.error();
    request.hostPrefix = std::move(prefix).value();
    return request;
}

Result<Value> JsonParser::parseError(const HttpResponse& response) const
{
    return parseJsonError(response, ErrorCodeOrder::BodyTypeFirst);
}

Result<Value> JsonParser::parseErrorMembers(const Shape& shape, const HttpResponse& response,
                                            UnreadableValues& unreadable) const
{
    auto& tables = ShapeTables::ofModel(shape.model());
    return readJsonBody(ShapeTables::entry(shape), tables,
                        {response.body.constData(), static_cast<std::size_t>(response.body.size())},
                        unreadable);
}

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

namespace {

bool hasBodyMember(const Shape& input)
{
    for (std::uint32_t i = 0; i < input.memberCount(); ++i) {
        if (input.memberAt(i).shape.location().empty())
            return true;
    }
    return false;
}

} // namespace

Result<SerializedRequest> RestSerializer::serialize(const OperationModel& operation, const Value& params,
                                                    const SerializeOptions& options) const
{
    SerializedRequest request;
    request.method = operation.httpMethod();
    auto prefix = expandHostPrefix(operation, params);
    if (!prefix)
        return prefix.error();
    request.hostPrefix = std::move(prefix).value();

    const auto input = operation.input();
    auto binding = RestBinding::bind(input, params);
    if (!binding)
        return binding.error();
    auto target = binding->target(options.requestUriOverride.empty() ? operation.requestUri()
                                                                     : options.requestUriOverride);
    if (!target)
        return target.error();
    request.path = std::move(target->path);
    request.query = std::move(target->query);
    request.headers = binding->headers();
    if (!input.valid())
        return request;

    const auto payloadName = input.payloadMember();
    const auto payload = payloadName.empty() ? Shape() : input.member(payloadName);
    if (payload.type() == ShapeType::Blob || payload.type() == ShapeType::Text) {
        request.body = blobBytes(params[payloadName]);
        return request;
    }
    Result<QByteArray> body = QByteArray();
    if (payload.isEventStream()) {
        const auto* format = eventBodyFormat(operation.service().protocol());
        body = writeEvents(payload, params[payloadName], *format);
        request.headers.set("Content-Type", std::string(eventStreamType));
    } else if (payload.valid())
        body = params[payloadName].isNull() ? Result<QByteArray>(emptyBody())
                                            : this->body(payload, params[payloadName]);
    else if (!binding->body().empty())
        body = this->body(input, binding->body());
    else if (sendsEmptyBody() && hasBodyMember(input))
        body = emptyBody();
    if (!body)
        return body.error();
    request.body = std::move(body).value();
    if (!request.body.isEmpty() && !contentType().empty() && !request.headers.contains("Content-Type"))
        request.headers.set("Content-Type", std::string(contentType()));
    return request;
}

namespace {

bool isBodyMember(const ShapeEntry& member)
{
    return member.location != Location::Header && member.location != Location::HeaderMap &&
           member.location != Location::StatusCode;
}

} // namespace

Result<Value> RestParser::parseOutput(const OperationModel& operation, const HttpResponse& response,
                                      UnreadableValues& unreadable) const
{
    auto result = parseErrorMembers(operation.output(), response, unreadable);
    if (!result)
        return result;
    Value metadata = Value::emptyMap();
    addRequestIds(response, metadata);
    result->insert("ResponseMetadata", std::move(metadata));
    return result;
}

Result<Value> RestParser::parseErrorMembers(const Shape& shape, const HttpResponse& response,
                                            UnreadableValues& unreadable) const
{
    Value result = Value::emptyMap();
    if (!shape.valid())
        return result;
    auto& tables = ShapeTables::ofModel(shape.model());
    const auto entry = ShapeTables::entry(shape);
    const auto& table = tables.of(entry);
    readHeaderMembers(table, tables, response, result, unreadable);
    if (!shape.payloadMember().empty()) {
        if (const auto added = addPayload(shape, tables, response, result, unreadable); !added)
            return added.error();
        return result;
    }
    if (!std::any_of(table.members.begin(), table.members.end(), isBodyMember))
        return result;
    auto body = parseBody(entry, tables, response.body, unreadable);
    if (!body)
        return body;
    for (const auto& [name, value] : body->members())
        result.insert(name, value);
    return result;
}

Result<void> RestParser::addPayload(const Shape& shape, ShapeTables& tables, const HttpResponse& response,
                                    Value& into, UnreadableValues& unreadable) const
{
    const auto name = shape.payloadMember();
    const auto entry = ShapeTables::entry(shape.member(name), name);
    if (entry.shape.isEventStream() || response.isBodyElsewhere)
        return {}; // read message by message, or already handed on
    if (entry.type == ShapeType::Blob) {
        into.insert(name, response.body);
        return {};
    }
    if (entry.type == ShapeType::Text) {
        into.insert(name, response.body.toStdString());
        return {};
    }
    if (response.body.isEmpty() && entry.shape.isUnion())
        return {};
    auto value = parseBody(entry, tables, response.body, unreadable);
    if (!value)
        return value.error();
    into.insert(name, std::move(value).value());
    return {};
}

Result<QByteArray> RestJsonSerializer::body(const Shape& shape, const Value& value) const
{
    auto text = writeJsonBody(shape, value);
    if (!text)
        return text.error();
    return QByteArray::fromStdString(*text);
}

Result<Value> RestJsonParser::parseBody(const ShapeEntry& shape, ShapeTables& tables, const QByteArray& body,
                                        UnreadableValues& unreadable) const
{
    return readJsonBody(shape, tables, {body.constData(), static_cast<std::size_t>(body.size())}, unreadable);
}

Result<Value> RestJsonParser::parseError(const HttpResponse& response) const
{
    return parseJsonError(response, ErrorCodeOrder::HeaderFirst);
}

Result<QByteArray> RestXmlSerializer::body(const Shape& shape, const Value& value) const
{
    auto text = writeXmlBody(shape, value);
    if (!text)
        return text.error();
    return QByteArray::fromStdString(*text);
}

Result<Value> RestXmlParser::parseBody(const ShapeEntry& shape, ShapeTables& tables, const QByteArray& body,
                                       UnreadableValues& unreadable) const
{
    return readXmlBody(shape, tables, body, unreadable);
}

Result<Value> RestXmlParser::parseError(const HttpResponse& response) const
{
    if (response.body.isEmpty())
        return errorFromStatus(response);
    const auto document = XmlDocument::parse(response.body);
    if (!document)
        return document.error();
    const auto root = document->root();
    Value metadata = Value::emptyMap();
    Value parsed = xmlGenericValue(root);
    if (xmlLocalName(root) == "Error") {
        addRequestIds(response, metadata);
        parsed.mutableMap().remove("RequestId");
        parsed.mutableMap().remove("HostId");
        return Value::map({{"Error", parsed}, {"ResponseMetadata", metadata}});
    }
    if (parsed.contains("RequestId")) {
        metadata.insert("RequestId", parsed["RequestId"]);
        parsed.mutableMap().remove("RequestId");
    }
    parsed.insert("ResponseMetadata", std::move(metadata));
    return parsed;
}

const Protocol* protocolByName(std::string_view name)
{
    static const CborSerializer cborSerializer;
    static const CborParser cborParser;
    static const JsonSerializer jsonSerializer;
    static const JsonParser jsonParser;
    static const RestJsonSerializer restJsonSerializer;
    static const RestJsonParser restJsonParser;
    static const RestXmlSerializer restXmlSerializer;
    static const RestXmlParser restXmlParser;
    static const QuerySerializer querySerializer(QueryDialect::AwsQuery);
    static const QueryParser queryParser(QueryDialect::AwsQuery);
    static const QuerySerializer ec2Serializer(QueryDialect::Ec2);
    static const QueryParser ec2Parser(QueryDialect::Ec2);
    static const std::array<Protocol, 6> protocols{{
        {"json", jsonSerializer, jsonParser},
        {"rest-json", restJsonSerializer, restJsonParser},
        {"rest-xml", restXmlSerializer, restXmlParser},
        {"smithy-rpc-v2-cbor", cborSerializer, cborParser},
        {"query", querySerializer, queryParser},
        {"ec2", ec2Serializer, ec2Parser},
    }};
    const auto found = std::find_if(protocols.begin(), protocols.end(),
                                    [name](const Protocol& protocol) { return protocol.name == name; });
    return found == protocols.end() ? nullptr : found;
}

} // namespace inia
